"""Two people of the office tell of one event: stepped on two real connections, and many at once; with controls."""

import io
from collections import Counter

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from PIL import Image

from events.actions import locks
from events.actions.recaps import add_photo, publish_recap, remove_photo
from events.models import Event, EventPhoto
from events.models.recaps import MOST_PHOTOS
from tests.factories import EventFactory, EventPhotoFactory, officer
from tests.support.racing import all_at_once, while_open

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16


@pytest.fixture
def event():
    return EventFactory(past=True)


@pytest.fixture
def offices(event):
    return officer("office_worker", event.organiser), officer("deputy", event.organiser)


@pytest.fixture
def eleven(event):
    """There is room for one photo more."""
    return EventPhotoFactory.create_batch(MOST_PHOTOS - 1, event=event)


@pytest.fixture
def unlocked(monkeypatch):
    """The actions read the event without locking it."""
    monkeypatch.setattr(locks, "lock_event", lambda pk: Event.objects.get(pk=pk))


@pytest.fixture
def unnumbered():
    """The database lets two photos stand in one place."""
    (once,) = (one for one in EventPhoto._meta.constraints if one.name == "event_photo_numbered_once")
    with connection.schema_editor() as schema:
        schema.remove_constraint(EventPhoto, once)
    yield
    with transaction.atomic():
        EventPhoto.objects.all().delete()
    with connection.schema_editor() as schema:
        schema.add_constraint(EventPhoto, once)


def add(event: Event, by) -> EventPhoto:
    out = io.BytesIO()
    Image.new("RGB", (12, 9), (30, 120, 60)).save(out, "WEBP")
    photo = ContentFile(out.getvalue(), name="x.webp")
    return add_photo(event, photo=photo, words="一桌饺子", consent="nobody", by=by)


def both_add(event, offices):
    """The second adds a photo before the first one's is there; returns whether it waited, and its answer."""
    first, second = offices
    return while_open(lambda: add(event, first), lambda: add(event, second))


def test_of_the_twelfth_and_the_thirteenth_photo_the_second_is_refused(event, offices, eleven):
    waited, answer = both_add(event, offices)
    assert waited
    assert answer.code == "event_photo_among_twelve"
    assert event.photos.count() == MOST_PHOTOS


def test_without_the_lock_the_database_refuses_the_second(event, offices, eleven, unlocked):
    _waited, answer = both_add(event, offices)
    assert answer.code == "event_photo_numbered_once"
    assert event.photos.count() == MOST_PHOTOS


def test_control_without_lock_and_constraint_there_are_thirteen(event, offices, eleven, unlocked, unnumbered):
    both_add(event, offices)
    assert event.photos.count() == MOST_PHOTOS + 1


def test_of_many_at_once_so_many_are_added_as_there_is_room_for(event, offices):
    EventPhotoFactory.create_batch(MOST_PHOTOS - 4, event=event)
    answers = all_at_once([lambda n=n: add(event, offices[n % 2]) for n in range(CLIENTS)])
    outcomes = Counter(getattr(answer, "code", "added") for answer in answers)
    assert outcomes == {"added": 4, "event_photo_among_twelve": CLIENTS - 4}
    assert sorted(event.photos.values_list("number", flat=True)) == list(range(1, MOST_PHOTOS + 1))


def test_two_who_take_the_last_photos_away_leave_no_empty_recap(event, offices):
    first, last = EventPhotoFactory.create_batch(2, event=event)
    publish_recap(event, words="", by=offices[0])
    waited, answer = while_open(lambda: remove_photo(first, by=offices[0]), lambda: remove_photo(last, by=offices[1]))
    assert (waited, answer) == (True, None)
    event.refresh_from_db()
    assert (event.recap_published_at, event.photos.count()) == (None, 0)


def test_without_the_lock_the_database_keeps_the_last_photo(event, offices, unlocked):
    first, last = EventPhotoFactory.create_batch(2, event=event)
    publish_recap(event, words="", by=offices[0])
    _waited, answer = while_open(
        lambda: remove_photo(first, by=offices[0]), lambda: remove_photo(last, by=offices[1])
    )
    assert answer.code == "event_recap_keeps_something"
    assert list(event.photos.all()) == [last]


def test_words_are_not_taken_out_while_the_last_photo_goes(event, offices):
    photo = EventPhotoFactory(event=event)
    publish_recap(event, words="很热闹。", by=offices[0])
    waited, answer = while_open(
        lambda: remove_photo(photo, by=offices[0]), lambda: publish_recap(event, words="", by=offices[1])
    )
    assert waited
    assert answer.code == "event_recap_says_something"
