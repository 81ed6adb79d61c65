"""Whatever changes what a room holds, or for whom it is open, waits for who holds the room's lock."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from accounts.models import User
from common.time import clock
from stations.actions.holds import end_maintenance
from stations.actions.reserved_hours import keep_reserved_hours, open_reserved_hours
from stations.actions.series import book_series, cancel_series
from stations.models import Space
from tests.factories import (
    BookingFactory,
    BookingSeriesFactory,
    HoldFactory,
    NeighbourFactory,
    OrgUnitFactory,
    SpaceFactory,
    officer,
)
from tests.support.racing import Rival

pytestmark = pytest.mark.django_db(transaction=True)

type Act = Callable[[], object]
HOURS = {"day": 0, "starts": dt.time(9), "ends": dt.time(12)}


def ends_maintenance(space: Space, by: User) -> Act:
    held = HoldFactory(space=space)
    return lambda: end_maintenance(held, by=by)


def cancels_a_series(space: Space, by: User) -> Act:
    series = BookingSeriesFactory(space=space)
    BookingFactory(space=space, person=series.person, series=series)
    return lambda: cancel_series(series, reason="班停办了", by=by)


def books_a_series(space: Space, by: User) -> Act:
    person, tomorrow = NeighbourFactory(), clock.today() + dt.timedelta(days=1)
    return lambda: book_series(
        space,
        person=person,
        first_day=tomorrow,
        last_day=tomorrow,
        starts=dt.time(10),
        minutes=60,
        purpose="gathering",
        by=by,
    )


def keeps_hours(space: Space, by: User) -> Act:
    return lambda: keep_reserved_hours(space, **HOURS, by=by)


def opens_hours(space: Space, by: User) -> Act:
    return lambda: open_reserved_hours(space, **HOURS, by=by)


@pytest.mark.parametrize("ready", [ends_maintenance, cancels_a_series, books_a_series, keeps_hours, opens_hours])
def test_an_act_waits_for_who_holds_the_lock_of_the_room(ready):
    space = SpaceFactory()
    act = ready(space, officer("office_worker", OrgUnitFactory(community=space.station.community)))
    with transaction.atomic():
        Space.objects.select_for_update(no_key=True).get(pk=space.pk)
        rival = Rival(act).go()
        assert rival.waits()
    rival.result()
