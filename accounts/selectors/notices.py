"""Notices that did not arrive: somebody has to call."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Delivery, Notification, Person, User
from common.time import clock

# Later a call would tell nothing new.
CALLED_WITHIN = dt.timedelta(days=7)


def notices_that_did_not_arrive(user: User, *, kinds: Iterable[str]) -> QuerySet[Notification]:
    """Urgent notices of the last week to the user's own people that no channel has carried and nobody has read.

    `kinds`: the beginnings of the kinds that the user may read (“event_”).
    """
    readable = Q(pk__in=[])
    for kind in kinds:
        readable |= Q(kind__startswith=kind)
    of_notice = Delivery.objects.filter(notification=OuterRef("pk"))
    rows = Notification.objects.unread().filter(readable, created_at__gt=clock.now() - CALLED_WITHIN)
    return rows.filter(
        Exists(of_notice.filter(state=Delivery.State.FAILED)),
        ~Exists(of_notice.exclude(state=Delivery.State.FAILED)),
        recipient__in=Person.objects.own_of(user).order_by().values("pk"),
    ).order_by("-created_at", "-pk")
