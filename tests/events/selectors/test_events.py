"""An event for its page, read in one statement, is the event that Django finds."""

import pytest

from events.models import Event
from events.selectors.events import event_for_page
from grid.models import Community
from tests.factories import EventFactory, GridFactory, RegistrationFactory, SpaceFactory, StationFactory

pytestmark = pytest.mark.django_db


def facts(event: Event) -> dict[str, object]:
    """The row, and what the page says beside it."""
    return {
        **{field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields},
        "waiting": event.waiting,
        "organiser": event.organiser.name,
        "grid": event.grid and event.grid.name,
        "phone": (event.community.phone, event.community.office_hours),
        "station": (event.station_page, event.space and event.space.station.address),
    }


def test_the_event_of_a_page_is_the_one_that_django_reads(django_assert_num_queries):
    plain, cancelled = EventFactory(), EventFactory(cancelled=True)
    full = EventFactory(space=SpaceFactory(), grid=GridFactory(), capacity=1)
    Community.objects.update(phone="0512-6500 0000", office_hours="每天 8:30–17:00")
    unlisted = EventFactory(space=SpaceFactory(station=StationFactory(listed=False)))
    RegistrationFactory.create_batch(2, event=full, waitlisted=True)

    for event in (plain, cancelled, full, unlisted):
        with django_assert_num_queries(1):
            read = event_for_page(event.pk)
            assert read is not None
            shown = facts(read)
        assert shown == facts(Event.objects.published().with_waiting().get(pk=event.pk))


def test_there_is_no_page_of_a_draft_or_of_no_event():
    assert event_for_page(EventFactory(draft=True).pk) is None
    assert event_for_page(0) is None
