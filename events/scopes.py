"""What appointments cover of events, and which people are met there."""

from django.db.models import QuerySet

from accounts.permissions import Reach


def those_who_come(reach: Reach) -> QuerySet:
    """Whoever is registered for the events that are run there."""
    from events.models import Registration

    return Registration.objects.to_events_within(reach).order_by().values("person")
