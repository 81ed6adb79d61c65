"""After an event: who may change it tells on the phone how it was, photo by photo, and prints the brief."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from common.time import clock
from events.models import Event, EventPhoto
from events.models.recaps import MOST_PHOTOS
from tests.factories import EventFactory, EventPhotoFactory, OrgUnitFactory, RegistrationFactory, officer
from tests.support.pages import codes, levels, marks, text
from tests.support.pictures import upload
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(past=True)


@pytest.fixture
def desk(event):
    return signed_in(officer("office_worker", event.organiser))


def page(event: Event, name: str = "recap", *args: object) -> str:
    return reverse(f"desk:{name}", args=[event.pk, *args])


def photo(**typed: object) -> dict[str, object]:
    return {"photo": upload(), "words": "一桌饺子", "consent": "nobody", **typed}


def is_told(event: Event) -> bool:
    event.refresh_from_db()
    return event.recap_published_at is not None


def test_photos_are_added_one_by_one_and_shown_with_the_words(desk, event):
    for words in ("一桌饺子", "一盘点心"):
        response = desk.post(page(event, "recap_photo"), photo(words=words), follow=True)
        assert levels(response) == ["success"]
    assert not is_told(event)
    answer = desk.post(page(event), {"words": "很热闹。"})
    assert answer.url == event.get_absolute_url()
    assert is_told(event)
    assert [(one.number, one.words) for one in event.photos.all()] == [(1, "一桌饺子"), (2, "一盘点心")]


def test_a_stored_photo_has_one_size_and_says_nothing_of_where_it_was_taken(desk, event):
    picture = upload(size=(3000, 1000), exif=Image.Exif())
    desk.post(page(event, "recap_photo"), photo(photo=picture))
    with Image.open(event.photos.get().photo) as stored:
        assert (stored.format, stored.size, dict(stored.getexif())) == ("WEBP", (1200, 900), {})


def test_words_that_are_refused_are_kept_in_the_form(desk, event):
    typed = "找我要照片：138 0013 8000"
    response = desk.post(page(event), {"words": typed})
    assert (response.status_code, codes(response.context["form"])) == (422, {"words": ["mobile_number"]})
    assert typed in response.content.decode()
    assert codes(desk.post(page(event), {"words": " "}).context["form"]) == {"words": ["event_recap_says_something"]}
    assert not is_told(event)


def test_a_photo_without_words_or_consent_is_to_be_chosen_once_more(desk, event):
    response = desk.post(page(event, "recap_photo"), photo(words="", consent=""))
    refused = {"words": ["required"], "consent": ["required"], "photo": ["again"]}
    assert (response.status_code, codes(response.context["form"])) == (422, refused)
    assert not EventPhoto.objects.exists()


@pytest.mark.parametrize(
    "content", [b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 20, b"%PDF-1.7", b"PK\x03\x04"], ids=str
)
def test_a_file_that_only_pretends_to_be_a_photo_is_refused(desk, event, content):
    fake = SimpleUploadedFile("photo.webp", content, content_type="image/webp")
    response = desk.post(page(event, "recap_photo"), photo(photo=fake))
    assert codes(response.context["form"]) == {"photo": ["not_an_image"]}
    assert not EventPhoto.objects.exists()


def test_a_photo_that_is_too_large_is_refused(desk, event, settings):
    settings.MAX_IMAGE_BYTES = 1000
    response = desk.post(page(event, "recap_photo"), photo())
    assert codes(response.context["form"]) == {"photo": ["too_large"]}


def test_after_twelve_photos_no_other_is_offered_nor_taken(desk, event):
    EventPhotoFactory.create_batch(MOST_PHOTOS, event=event)
    assert page(event, "recap_photo") not in text(desk.get(page(event)))
    refused = codes(desk.post(page(event, "recap_photo"), photo()).context["form"])
    assert refused == {"__all__": ["event_photo_among_twelve"], "photo": ["again"]}
    assert event.photos.count() == MOST_PHOTOS


def test_a_photo_is_taken_away_and_the_recap_withdrawn(desk, event):
    kept, gone = EventPhotoFactory.create_batch(2, event=event)
    desk.post(page(event), {"words": "很热闹。"})
    shown = desk.get(page(event))
    assert (marks(shown, "told"), marks(shown, "photo")) == (["yes"], [str(kept.pk), str(gone.pk)])
    assert levels(desk.post(page(event, "recap_photo_away", gone.pk), follow=True)) == ["success"]
    after = desk.post(page(event, "withdraw_recap"), follow=True)
    assert (levels(after), marks(after, "told"), marks(after, "photo")) == (["success"], ["no"], [str(kept.pk)])
    assert "很热闹。" in text(after)


def test_a_photo_of_another_event_is_not_there(desk, event):
    other = EventPhotoFactory(event__organiser=event.organiser)
    assert desk.post(page(event, "recap_photo_away", other.pk)).status_code == 404
    assert EventPhoto.objects.get() == other


@pytest.mark.parametrize("facts", [{}, {"past": True, "cancelled": True}, {"past": True, "draft": True}])
def test_of_what_did_not_take_place_nothing_is_told(desk, event, facts):
    other = EventFactory(organiser=event.organiser, **facts)
    for name in ("recap", "recap_photo"):
        answer = desk.get(page(other, name), follow=True)
        assert (levels(answer), answer.request["PATH_INFO"]) == (["error"], "/desk/events/over/")
    brief = desk.get(page(other, "brief"))
    assert (brief.status_code, marks(brief, "brief")) == (200, ["none"])


@pytest.mark.parametrize(
    ("role", "status"), [("pioneer", 403), ("branch_secretary", 404), ("office_worker", 200), ("secretary", 200)]
)
def test_who_may_change_the_event_tells_of_it(event, role, status):
    unit = {
        "pioneer": lambda: OrgUnitFactory(pioneer_post=True, community=event.community),
        "branch_secretary": lambda: OrgUnitFactory(estate_branch=True, community=event.community),
    }.get(role, lambda: event.organiser)()
    client = signed_in(officer(role, unit))
    photo_of_it = EventPhotoFactory(event=event)
    for name in ("recap", "recap_photo", "brief"):
        assert client.get(page(event, name)).status_code == status, name
    for address in (page(event, "withdraw_recap"), page(event, "recap_photo_away", photo_of_it.pk)):
        assert client.post(address).status_code == (302 if status == 200 else status)


# --- The ways there


def test_the_list_shows_what_is_over_the_latest_first(desk, event):
    earlier = EventFactory(organiser=event.organiser, starts_at=clock.now() - dt.timedelta(days=9))
    EventFactory(organiser=event.organiser)
    EventFactory(organiser=event.organiser, past=True, cancelled=True)
    EventFactory(past=True, organiser__community__name="别的社区")
    desk.post(page(earlier), {"words": "好"})
    shown = desk.get("/desk/events/over/")
    assert (marks(shown, "event"), marks(shown, "told")) == ([str(event.pk), str(earlier.pk)], ["no", "yes"])


def test_the_list_of_who_came_leads_there_once_the_event_is_over(desk, event):
    just_come = EventFactory(organiser=event.organiser, past=True, capacity=None)
    running = EventFactory(organiser=event.organiser, starts_at=clock.now() - dt.timedelta(minutes=5))
    for one, offered in ((event, ["recap"]), (just_come, ["recap"]), (running, [])):
        shown = desk.get(page(one, "people"))
        assert [act for act in marks(shown, "act") if act == "recap"] == offered
    assert "/desk/events/over/" in text(desk.get("/desk/"))


def test_the_button_in_admin_leads_there(desk, event):
    answer = desk.get(reverse("admin:events_event_recap", args=[event.pk]))
    assert answer.url == page(event)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_with_one_and_with_three_photos(desk, event, rows, django_assert_num_queries):
    desk.get("/desk/")
    EventPhotoFactory.create_batch(rows, event=event)
    EventFactory.create_batch(rows - 1, organiser=event.organiser, past=True)
    RegistrationFactory.create_batch(rows, event=event, status="attended")
    desk.post(page(event), {"words": "好"})
    for address, queries in (("/desk/events/over/", 4), (page(event), 5), (page(event, "brief"), 8)):
        with django_assert_num_queries(queries):
            assert desk.get(address).status_code == 200
