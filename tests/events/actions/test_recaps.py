"""How an event was is told with words and photos, each with consent, and taken off the page at once."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from common.admin.history import history_model
from common.time import clock
from events.actions.events import change_event, copy_event
from events.actions.recaps import add_photo, publish_recap, remove_photo, withdraw_recap
from events.models import Event, EventPhoto
from events.models.recaps import MOST_PHOTOS
from tests.factories import EventFactory, EventPhotoFactory, OrgUnitFactory, ResidentFactory, officer
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(past=True)


@pytest.fixture
def office(event):
    return officer("office_worker", event.organiser)


def picture() -> ContentFile:
    out = io.BytesIO()
    Image.new("RGB", (12, 9), (30, 120, 60)).save(out, "WEBP")
    return ContentFile(out.getvalue(), name="x.webp")


def added(event: Event, by, **said) -> EventPhoto:
    return add_photo(event, by=by, **{"photo": picture(), "words": "一桌饺子", "consent": "nobody"} | said)


def is_told(event: Event) -> bool:
    event.refresh_from_db()
    return event.recap_published_at is not None


def test_words_and_photos_are_told_together(event, office):
    photo = added(event, office, words=" 包饺子的手 ", consent="all")
    assert not is_told(event)
    publish_recap(event, words=" 包了三百个饺子。 ", by=office)

    assert is_told(event)
    assert event.recap == "包了三百个饺子。"
    assert (photo.number, photo.words, photo.consent, photo.by) == (1, "包饺子的手", "all", office)


def test_words_alone_or_a_photo_alone_will_do_but_not_nothing(event, office):
    assert refusal(publish_recap, event, words=" ", by=office) == "event_recap_says_something"
    publish_recap(event, words="很热闹。", by=office)
    other = EventFactory(past=True, organiser=event.organiser)
    added(other, office)
    publish_recap(other, words="", by=office)
    assert is_told(event)
    assert is_told(other)


def test_telling_again_replaces_the_words_and_keeps_the_moment(event, office):
    first = publish_recap(event, words="一", by=office).recap_published_at
    again = publish_recap(event, words="二", by=office)
    assert (again.recap, again.recap_published_at) == ("二", first)


def test_a_recap_that_is_withdrawn_is_kept_for_the_office(event, office):
    added(event, office)
    publish_recap(event, words="一", by=office)
    withdraw_recap(event, by=office)
    assert not is_told(event)
    assert (event.recap, event.photos.count()) == ("一", 1)


def test_a_photo_that_is_taken_away_is_deleted_from_the_disk_and_leaves_a_trace(
    event, office, django_capture_on_commit_callbacks
):
    photo = added(event, office)
    name = str(photo.photo.name)
    assert default_storage.exists(name)
    publish_recap(event, words="一", by=office)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo, by=office)

    assert not default_storage.exists(name)
    assert is_told(event)
    left = history_model(EventPhoto)._default_manager.filter(event=event).order_by("pgh_id")
    assert [(one.pgh_label, one.words, one.by) for one in left] == [
        ("insert", "一桌饺子", office),
        ("delete", "一桌饺子", office),
    ]
    assert left.last().pgh_context.metadata["user"] == office.pk


def test_a_recap_of_one_photo_without_words_goes_with_it(event, office):
    photo = added(event, office)
    publish_recap(event, words="", by=office)
    remove_photo(photo, by=office)
    assert not is_told(event)
    assert event.photos.count() == 0


def test_a_photo_of_another_event_stays(event, office):
    other = EventPhotoFactory(event__organiser=event.organiser)
    remove_photo(added(event, office), by=office)
    assert list(EventPhoto.objects.all()) == [other]


def test_an_event_has_twelve_photos_and_one_that_goes_makes_room_in_its_place(event, office):
    EventPhotoFactory.create_batch(MOST_PHOTOS, event=event)
    assert refusal(added, event, office) == "event_photo_among_twelve"
    remove_photo(event.photos.get(number=5), by=office)
    assert added(event, office).number == 5


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"words": " "}, "event_photo_has_words"),
        ({"words": "电话 138 0013 8000"}, "mobile_number"),
        ({"consent": ""}, "event_photo_with_consent"),
        ({"consent": "some"}, "event_photo_with_consent"),
    ],
)
def test_a_photo_that_is_refused_leaves_no_file(event, office, said, code, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert refusal(added, event, office, **said) == code
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    added(event, office)
    assert [one.suffix for one in tmp_path.rglob("*") if one.is_file()] == [".webp"]


def test_everybody_reads_the_words_so_they_name_no_mobile(event, office):
    assert refusal(publish_recap, event, words="照片找我要：138 0013 8000", by=office) == "mobile_number"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "not_over"),
        ({"past": True, "draft": True}, "draft"),
        ({"past": True, "cancelled": True}, "cancelled"),
    ],
    ids=["to come", "draft", "cancelled"],
)
def test_only_of_what_took_place_something_is_told(office, event, facts, code):
    other = EventFactory(organiser=event.organiser, **facts)
    assert refusal(publish_recap, other, words="一", by=office) == code
    assert refusal(added, other, office) == code


def test_who_may_change_the_event_tells_how_it_was(event, office):
    branch = OrgUnitFactory(estate_branch=True, community=event.community)
    photo = added(EventFactory(past=True, organiser=branch), officer("branch_secretary", branch))
    elsewhere = officer("branch_secretary", OrgUnitFactory(estate_branch=True, community=event.community))
    post = officer("pioneer", OrgUnitFactory(pioneer_post=True, community=event.community))
    for by in (ResidentFactory(), elsewhere, post):
        assert refusal(publish_recap, event, words="一", by=by) == "not_allowed"
        assert refusal(withdraw_recap, event, by=by) == "not_allowed"
        assert refusal(remove_photo, photo, by=by) == "not_allowed"
        assert refusal(added, event, by) == "not_allowed"
    assert list(EventPhoto.objects.all()) == [photo]


def test_an_event_that_is_told_of_is_not_moved_behind_that(event, office):
    publish_recap(event, words="一", by=office)
    later = {"starts_at": clock.now() - dt.timedelta(hours=1), "ends_at": clock.now() + dt.timedelta(hours=1)}
    assert refusal(change_event, event, by=office, **later) == "recap_published"
    withdraw_recap(event, by=office)
    change_event(event, by=office, **later)


def test_a_copy_is_not_told_of_yet(event, office):
    publish_recap(event, words="一", by=office)
    copy = copy_event(event, by=office)
    assert (copy.recap, copy.recap_published_at, copy.photos.count()) == ("", None, 0)
