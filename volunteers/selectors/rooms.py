"""The rooms of activities as they are read."""

import datetime as dt

from django.db.models import QuerySet

from volunteers.models import Activity


def holds_of_drafts(first: dt.datetime, end: dt.datetime) -> QuerySet:
    """The holds of that time for activities that were never published: nobody came to them."""
    drafts = Activity.objects.filter(status=Activity.Status.DRAFT, hold__isnull=False)
    return drafts.filter(starts_at__lt=end, ends_at__gt=first).values_list("hold", flat=True)
