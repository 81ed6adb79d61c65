"""The database keeps what is told of an event: after its end, with something to see, and photos with consent."""

import datetime as dt

import pytest

from common.time import clock
from events.models import Event, EventPhoto
from events.models.recaps import MOST_PHOTOS
from tests.factories import EventFactory, EventPhotoFactory
from tests.support.raw_sql import copy, execute, refused, run, update, without_trigger

pytestmark = pytest.mark.django_db

# What raw SQL sets on a photo, and the constraint that answers.
PHOTO_BREAKS = [
    ("event_photo_among_twelve", {"number": 0}),
    ("event_photo_among_twelve", {"number": MOST_PHOTOS + 1}),
    ("event_photo_has_words", {"words": ""}),
    ("event_photo_has_words", {"photo": ""}),
    ("event_photo_with_consent", {"consent": ""}),
    ("event_photo_with_consent", {"consent": "some"}),
]


@pytest.fixture
def event():
    return EventFactory(past=True)


def told(event: Event, **columns: object) -> tuple[object, ...]:
    return update(event, **{"recap": "很热闹。", "recap_published_at": clock.now()} | columns)


def test_every_constraint_of_a_photo_is_broken_here():
    named = {one.name for one in EventPhoto._meta.constraints}
    assert named == {name for name, _columns in PHOTO_BREAKS} | {"event_photo_numbered_once"}


@pytest.mark.parametrize(("name", "columns"), PHOTO_BREAKS)
def test_a_wrong_photo_is_refused(name, columns):
    first = EventPhotoFactory()
    assert refused(*copy(first, **{"number": 2} | columns)) == name


def test_an_event_has_one_photo_in_each_place():
    first = EventPhotoFactory()
    assert refused(*copy(first)) == "event_photo_numbered_once"
    run(*copy(first, event_id=EventFactory(past=True).pk))


def test_a_photo_stays_as_it_was_added_and_can_be_deleted():
    photo = EventPhotoFactory()
    for column, value in (("consent", "all"), ("words", "别的"), ("number", 2), ("event_id", EventFactory().pk)):
        assert refused(*update(photo, **{column: value})) == "event_photo_stays"
    run("DELETE FROM events_eventphoto WHERE id = %s", photo.pk)


# --- The recap of the event


@pytest.mark.parametrize(
    ("facts", "moment"),
    [
        ({}, clock.now()),
        ({"draft": True, "past": True}, clock.now()),
        ({"cancelled": True, "past": True}, clock.now()),
        ({"past": True}, clock.now() - dt.timedelta(days=2, hours=23)),
    ],
    ids=["to come", "draft", "cancelled", "before its end"],
)
def test_only_of_what_took_place_something_is_told(facts, moment):
    assert refused(*told(EventFactory(**facts), recap_published_at=moment)) == "event_recap_after_end"


def test_an_event_that_is_told_of_neither_moves_behind_that_nor_is_called_off(event):
    run(*told(event))
    later = clock.now() + dt.timedelta(days=1)
    for columns in ({"ends_at": later}, {"status": "cancelled"}):
        assert refused(*update(event, **columns)) == "event_recap_after_end"


def test_the_words_are_few(event):
    run(*told(event, recap="好" * 1000))
    assert refused(*told(event, recap="好" * 1001)) == "event_recap_short"


def test_there_are_words_or_there_is_a_photo(event):
    assert refused(*told(event, recap="")) == "event_recap_says_something"
    run(*told(event))
    assert refused(*update(event, recap="")) == "event_recap_says_something"
    EventPhotoFactory(event=event)
    run(*update(event, recap=""))


def test_the_last_photo_is_not_deleted_under_a_recap_that_has_no_words(event):
    first, last = EventPhotoFactory.create_batch(2, event=event)
    run(*told(event, recap=""))
    run("DELETE FROM events_eventphoto WHERE id = %s", first.pk)
    assert refused("DELETE FROM events_eventphoto WHERE id = %s", last.pk) == "event_recap_keeps_something"
    run(*update(event, recap_published_at=None))
    run("DELETE FROM events_eventphoto WHERE id = %s", last.pk)


def test_control_without_the_triggers_a_recap_says_nothing(event):
    photo = EventPhotoFactory(event=event)
    with without_trigger(Event, "event_recap_says_something"):
        run(*told(EventFactory(past=True), recap=""))
    run(*told(event, recap=""))
    with without_trigger(EventPhoto, "event_recap_keeps_something"):
        execute("DELETE FROM events_eventphoto WHERE id = %s", photo.pk)
    assert Event.objects.filter(recap="", recap_published_at__isnull=False, photos=None).count() == 2
