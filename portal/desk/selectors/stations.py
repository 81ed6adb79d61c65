"""The stations at which the user receives people."""

from django.db.models import QuerySet

from accounts.models import User
from portal.desk.permissions import RECEIVES
from stations.models import Station


def duty_stations(user: User) -> QuerySet[Station]:
    """The stations where the user receives people."""
    return Station.objects.within(user.rights.holding(RECEIVES))
