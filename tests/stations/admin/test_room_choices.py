"""Rooms of several stations have the same name: whoever chooses one reads at which station it is."""

import pytest

from tests.factories import SpaceFactory, StationFactory
from tests.support.office_stations import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

EVERY = ["东驿站 · 歇脚区", "西驿站 · 会客厅", "西驿站 · 歇脚区"]


@pytest.fixture
def west(office):
    stations = [StationFactory(name=name) for name in ("西驿站", "东驿站")]
    for station in stations:
        SpaceFactory(station=station, name="歇脚区", number=2)
    SpaceFactory(station=stations[0], name="会客厅", number=1)
    return stations[0]


@pytest.mark.parametrize("record", ["hold", "dropin", "booking", "bookingseries"])
def test_the_form_names_the_station_of_each_room(office, west, record):
    choices = office.get(page(f"{record}_add")).context["adminform"].form.fields["space"].choices
    assert sorted(words for key, words in choices if key) == EVERY


@pytest.mark.parametrize("record", ["hold", "dropin", "booking", "bookingseries"])
def test_the_filter_names_it_too_and_follows_the_station_chosen(office, west, record):
    def offered(**chosen: object) -> list[str]:
        lists = office.get(page(f"{record}_changelist"), chosen).context["cl"]
        (rooms,) = [one for one in lists.filter_specs if getattr(one, "field_path", "") == "space"]
        return sorted(words for _key, words in rooms.lookup_choices)

    assert offered() == EVERY
    assert offered(space__station__id__exact=west.pk) == EVERY[1:]
