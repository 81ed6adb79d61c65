"""The list of events and the form of one, through the real addresses of the admin site."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from common.time import clock
from events.admin.events import EventAdmin, event_standing_label
from events.models import Event
from events.selectors.events import EventStanding
from tests.factories import (
    EventFactory,
    GridFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    SpaceFactory,
    officer,
)
from tests.support.office_events import LIST, at, form_of, moment, text_of, waiting
from tests.support.pages import codes, levels
from tests.support.registrations import heard

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (320, 180), (200, 30, 30)).save(out, "JPEG")
    return SimpleUploadedFile("王家门口.jpg", out.getvalue(), "image/jpeg")


def refused(response) -> dict[str, list[str | None]]:
    assert response.status_code == 200
    return codes(response.context["adminform"].form)


def test_the_list_says_where_each_event_stands(client, staff):
    full = EventFactory(capacity=2)
    RegistrationFactory(event=full, seats=2)
    waiting(full)
    EventFactory(draft=True)
    EventFactory(cancelled=True)

    page = text_of(client.get(LIST))

    assert "2/2 · 候补 1" in page
    assert {"已满", "草稿", "已取消"} <= set(page.split())


def test_free_seats_that_the_waitlist_is_entitled_to_are_not_open_in_the_office_either(client, staff):
    event = EventFactory(capacity=3)
    RegistrationFactory(event=event, seats=2)
    waiting(event, seats=2)

    (listed,) = client.get(LIST).context["cl"].result_list

    assert (listed.seats_taken, listed.waiting) == (2, 1)
    code, _words = event_standing_label(listed)
    assert code == EventStanding.WAITLIST


def test_the_list_takes_the_same_queries_for_one_event_and_for_three(client, staff, django_assert_max_num_queries):
    def queries() -> int:
        with django_assert_max_num_queries(30) as counted:
            assert client.get(LIST).status_code == 200
        return len(counted)

    EventFactory(grid=GridFactory())
    client.get(LIST)
    one = queries()
    for _n in range(2):
        RegistrationFactory(event=EventFactory(grid=GridFactory()))

    assert queries() == one


@pytest.mark.parametrize("query", ["when=coming", "when=past", "status__exact=draft", "grid__id__exact=x", "p=-1"])
def test_filters_typed_by_hand_do_no_harm(client, staff, event, query):
    assert client.get(f"{LIST}?{query}", follow=True).status_code in (200, 400)


def test_a_new_event_is_a_draft_of_the_organisers_community(client, staff):
    unit = OrgUnitFactory()
    start = clock.now() + 5 * DAY
    typed = form_of(EventFactory.build(organiser=unit, community=unit.community, starts_at=start, grid=None), seen="")

    response = client.post(LIST + "add/", typed)

    event = Event.objects.get()
    assert response.url == at(event, "change/")
    assert (event.status, event.community) == ("draft", unit.community)
    assert event.changed_at


def test_the_form_says_what_is_wrong_and_what_follows_from_a_change(client, staff, event):
    RegistrationFactory(event=event, seats=3)
    waiting(event)
    night = clock.day_start(clock.today() + 3 * DAY) + dt.timedelta(hours=21)
    in_a_room = EventFactory(space=SpaceFactory(), starts_at=night - dt.timedelta(hours=11))

    def answer(to: Event, **typed) -> str:
        return text_of(client.post(at(to, "change/"), form_of(to, space=to.space_id or "", **typed), follow=True))

    said = [
        (answer(event, ends_at=moment(event.starts_at)), "结束时间要晚于开始时间。"),
        (answer(event, capacity=2), "已报名人数超过了这个名额。"),
        (answer(event, cover=SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")), "不是我们能识别的图片"),
        (answer(event, starts_at="2101-12-31T10:00", ends_at="2101-12-31T12:00"), "要在 2000 年至 2100 年之间。"),
        (answer(event, seen="2000-01-01"), "有同事改动过"),
        (answer(event, place="二楼"), "已通知 2 组"),
        (
            answer(in_a_room, starts_at=moment(night), ends_at=moment(night + dt.timedelta(hours=2))),
            "驿站在这段时间里并不全天开放，请安排人开门。",
        ),
    ]
    assert [words for text, words in said if words not in text] == []


def test_the_form_shows_what_it_refuses_and_keeps_what_was_typed(client, staff, event):
    response = client.post(at(event, "change/"), form_of(event, title="改了", ends_at=moment(event.starts_at)))

    assert refused(response)
    assert refused(response) == {"__all__": ["event_ends_after_start"]}
    assert 'value="改了"' in response.content.decode()
    assert Event.objects.get().title == event.title


def test_raising_the_capacity_promotes_and_a_move_tells_people(client, staff, event):
    seated = RegistrationFactory(event=event, seats=3)
    head = waiting(event)

    client.post(at(event, "change/"), form_of(event, capacity=4, place="二楼"))

    head.refresh_from_db()
    assert head.status == "registered"
    assert heard(head.person) == ["event_changed", "event_promoted"]
    assert heard(seated.person) == ["event_changed"]


def test_saving_without_a_change_changes_nothing_and_tells_nobody(client, staff, event):
    person = RegistrationFactory(event=event).person

    client.post(at(event, "change/"), form_of(event))

    assert Event.objects.get().changed_at == event.changed_at
    assert heard(person) == []


def test_a_capacity_below_the_seats_taken_is_refused(client, staff, event):
    RegistrationFactory(event=event, seats=3)

    response = client.post(at(event, "change/"), form_of(event, capacity=2, title="改了"))

    assert refused(response) == {"__all__": ["event_not_oversold"]}
    assert Event.objects.get().capacity == 3


def test_the_second_of_two_colleagues_is_warned_and_can_insist(client, staff, event):
    stale = form_of(event, summary="我写的")
    client.post(at(event, "change/"), form_of(event, summary="同事写的"))

    warned = client.post(at(event, "change/"), stale)
    assert Event.objects.get().summary == "同事写的"
    assert refused(warned) == {"__all__": ["changed_meanwhile"]}

    seen = re.search(r'name="seen" value="([^"]+)"', warned.content.decode())[1]
    client.post(at(event, "change/"), {**stale, "seen": seen.replace("&#x2B;", "+")})
    assert Event.objects.get().summary == "我写的"


@pytest.mark.parametrize(
    "forged",
    [
        {"status": "cancelled"},
        {"seats_taken": "0"},
        {"cancel_reason": "x"},
        {"sequence": "99"},
        {"community": "999"},
        {"created_at": "2000-01-01T00:00"},
    ],
)
def test_what_is_not_in_the_form_cannot_be_posted(client, staff, event, forged):
    RegistrationFactory(event=event, seats=2)
    event.refresh_from_db()
    (name,) = forged
    before = getattr(event, name)

    client.post(at(event, "change/"), form_of(event, summary="改了", **forged))

    event.refresh_from_db()
    assert event.summary == "改了"
    assert getattr(event, name) == before


@pytest.mark.parametrize(
    "typed",
    [
        {"starts_at": "gestern"},
        {"starts_at": "9999-99-99T99:99"},
        {"capacity": "99999999999999999999"},
        {"capacity": "-1"},
        {"title": "长" * 61},
        {"description": "x" * 5001},
        {"organiser": "999999"},
        {"organiser": "x"},
        {"kind": "party' OR 1=1"},
        {"min_age": "70000"},
        {"min_age": "9", "max_age": "8"},
    ],
)
def test_hostile_or_careless_input_is_answered_by_the_form(client, staff, event, typed):
    response = client.post(at(event, "change/"), form_of(event, **typed))

    assert refused(response)
    assert Event.objects.get().changed_at == event.changed_at


def test_html_and_emoji_in_every_text_are_text(client, staff, event):
    nasty = "<script>alert(1)</script>🌺"
    client.post(at(event, "change/"), form_of(event, title=nasty, summary=nasty, description=nasty, place=nasty))
    RegistrationFactory(event=event, person=PersonFactory(name=nasty))

    assert Event.objects.get().title == nasty
    for page in (
        LIST,
        at(event, "change/"),
        at(event, "people/"),
        at(event, "cancel/"),
        "/admin/events/registration/",
    ):
        assert "<script>alert" not in client.get(page).content.decode()


def test_a_cover_is_encoded_anew_shown_and_can_be_removed(client, staff, event):
    client.post(at(event, "change/"), form_of(event, cover=photo()))
    event.refresh_from_db()
    assert re.fullmatch(r"events/covers/\d+\.webp", event.cover.name)
    size = Event.objects.values_list("cover_width", "cover_height")  # as it is stored: a file tells its size anyway
    assert size.get() == (320, 180)

    client.post(at(event, "change/"), form_of(event, **{"cover-clear": "on"}))
    event.refresh_from_db()
    assert not event.cover
    assert size.get() == (None, None)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"<html>", "not_an_image"), (b"\xff\xd8\xff" + bytes(9 * 1024 * 1024), "too_large")],
    ids=["fake", "too large"],
)
def test_a_bad_cover_is_refused_with_everything_else_kept(client, staff, event, content, code):
    cover = SimpleUploadedFile("a.jpg", content, "image/jpeg")
    response = client.post(at(event, "change/"), form_of(event, title="改了", cover=cover))

    assert refused(response) == {"cover": [code]}
    assert 'value="改了"' in response.content.decode()


@pytest.mark.parametrize("year", ["0001", "1999", "2101", "9999"])
def test_an_event_outside_the_known_years_is_refused(client, staff, event, year):
    typed = {"starts_at": f"{year}-12-31T10:00", "ends_at": f"{year}-12-31T12:00"}

    for page in (at(event, "change/"), f"{LIST}add/"):
        response = client.post(page, form_of(event, **typed))
        assert response.status_code == 200
        assert "event_in_known_years" in refused(response)["__all__"]

    assert Event.objects.get().starts_at == event.starts_at


def test_registration_cannot_close_before_the_known_years(client, staff, event):
    response = client.post(at(event, "change/"), form_of(event, registration_closes_at="0001-01-01T10:00"))

    assert refused(response) == {"__all__": ["event_in_known_years"]}
    assert Event.objects.get().registration_closes_at is None


def test_the_form_of_an_event_that_is_deleted_meanwhile_is_no_question_of_rights(client, monkeypatch):
    """Deleted after the page has read it, and before it asks whether the user may change it."""
    event = EventFactory(status="draft")
    client.force_login(officer("secretary", event.organiser))
    covers = EventAdmin._covers

    def lose_and_ask(self, request, obj, *acts):
        if isinstance(obj, Event):
            Event.objects.filter(pk=event.pk).delete()
        return covers(self, request, obj, *acts)

    monkeypatch.setattr(EventAdmin, "_covers", lose_and_ask)
    answer = client.post(reverse("admin:events_event_change", args=[event.pk]), {"title": "新的"})
    assert (answer.status_code, levels(answer)) == (302, ["error"])


# --- Saving and publishing in one go


def test_an_event_is_saved_and_then_asked_about_once_before_it_is_public(client, staff):
    like = EventFactory()
    sent = client.post(LIST + "add/", form_of(like, title="新的一场", _publish="1"))
    event = Event.objects.get(title="新的一场")
    assert (event.status, sent.url) == ("draft", at(event, "publish/"))
    changed = client.post(at(event, "change/"), form_of(event, title="换个名字", _publish="1"))
    assert (Event.objects.get(pk=event.pk).title, changed.url) == ("换个名字", at(event, "publish/"))


def test_what_is_public_is_not_published_again(client, staff):
    event = EventFactory()
    assert b'name="_publish"' not in client.get(at(event, "change/")).content
    assert b'name="_publish"' in client.get(LIST + "add/").content


def test_an_event_without_an_end_lasts_as_long_as_its_kind_usually_does(client, staff):
    like = EventFactory()
    for minutes in (45, 90, 95):
        EventFactory(kind="health", starts_at=like.starts_at, ends_at=like.starts_at + dt.timedelta(minutes=minutes))
    for kind in ("health", "festival"):
        client.post(LIST + "add/", form_of(like, kind=kind, title=kind, ends_at=""))
    lasted = {event.title: event.ends_at - event.starts_at for event in Event.objects.filter(status="draft")}
    assert lasted == {"health": dt.timedelta(minutes=90), "festival": dt.timedelta(minutes=120)}
