"""The stations at which the user receives people."""

from django.db.models import QuerySet

from accounts.models import User
from portal.desk.permissions import RECEIVES
from stations.models import Space, Station


def duty_stations(user: User) -> QuerySet[Station]:
    """The stations where the user receives people."""
    return Station.objects.within(user.rights.holding(RECEIVES))


def duty_spaces(user: User) -> QuerySet[Space]:
    """The spaces of the stations where the user receives people."""
    return Space.objects.filter(station__in=duty_stations(user).values("pk"))
