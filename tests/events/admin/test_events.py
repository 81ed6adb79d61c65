"""What the office does with events, through the real addresses of the admin site."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from accounts.actions.consent import give_consent, withdraw_consent
from accounts.models import AccessLog, Person, PrivacyNotice
from accounts.permissions import _capabilities
from common.time import clock
from events.models import Event, Registration
from tests.factories import (
    EventFactory,
    GridFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    officer,
)
from tests.support.event_form import form_of, moment

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
LIST = "/admin/events/event/"


@pytest.fixture
def staff(client):
    staff = StaffFactory()
    client.force_login(staff)
    return staff


@pytest.fixture
def event():
    start = (clock.now() + 3 * DAY).replace(second=0, microsecond=0)
    return EventFactory(starts_at=start, ends_at=start + DAY / 12, capacity=3)


def at(event: Event, page: str = "") -> str:
    return f"{LIST}{event.pk}/{page}"


def party_page(registration: Registration) -> str:
    return f"{LIST}{registration.event_id}/people/{registration.pk}/"


def waiting(event: Event, **fields) -> Registration:
    return RegistrationFactory(event=event, waitlisted=True, **fields)


def heard(person: Person) -> list[str]:
    return list(person.notifications.order_by("pk").values_list("kind", flat=True))


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- Who gets in ----------------------------------------------------------------------------------------------


PAGES = [
    "",
    "change/",
    "people/",
    "publish/",
    "copy/",
    "cancel/",
    "people/add/",
    "people/export/",
    "delete/",
    "history/",
]


@pytest.mark.parametrize("method", ["get", "post"])
def test_residents_and_visitors_stand_before_a_closed_door(client, event, method):
    visitors = {page: getattr(client, method)(at(event, page)) for page in PAGES}
    client.force_login(UserFactory())
    residents = {page: getattr(client, method)(at(event, page)) for page in PAGES}

    assert {page: response.status_code for page, response in visitors.items()} == dict.fromkeys(PAGES, 302)
    entrances = ("/accounts/login/", "/admin/login/")
    assert [page for page, response in visitors.items() if not response.url.startswith(entrances)] == []
    assert {page: response.status_code for page, response in residents.items()} == dict.fromkeys(PAGES, 403)


def test_an_event_that_is_not_there_is_404_however_its_number_is_written(client, staff):
    pages = ["people/", "publish/", "copy/", "cancel/", "people/add/", "people/export/"]
    numbers = ["0", "999999", "99999999999999999999999", "x", "-1", "１"]
    urls = [f"{LIST}{number}/{page}" for number in numbers for page in pages]
    answered = {url: (client.get(url).status_code, client.post(url, {"reason": "x"}).status_code) for url in urls}
    assert answered == dict.fromkeys(urls, (404, 404))


def test_an_event_that_is_not_visible_to_the_user_is_404(client, staff, event, monkeypatch):
    monkeypatch.setattr(type(Event.objects.all()), "visible_to", lambda rows, user: rows.none())

    for page in ("people/", "publish/", "copy/", "cancel/", "people/add/", "people/export/"):
        assert client.get(at(event, page)).status_code == 404


def test_staff_without_the_right_to_change_may_look_but_not_act(client, event, monkeypatch):
    # No role of ours reads events without changing them; should one come, it must find these doors closed.
    monkeypatch.setitem(_capabilities, "deputy", frozenset({"events.view_event", "events.view_registration"}))
    client.force_login(officer("deputy", event.organiser))
    registration = RegistrationFactory(event=event)

    assert client.get(at(event, "people/")).status_code == 200
    assert client.get(party_page(registration)).status_code == 200
    for page in ("publish/", "copy/", "cancel/", "people/add/"):
        assert client.get(at(event, page)).status_code == 403
        assert client.post(at(event, page), {"reason": "雨", "day": "2099-01-01"}).status_code == 403
    assert client.post(party_page(registration), {"act": "cancel"}).status_code == 403
    event.refresh_from_db()
    assert event.is_published


# --- The list and the form --------------------------------------------------------------------------------------


def test_the_list_says_where_each_event_stands(client, staff):
    full = EventFactory(capacity=2, title="满了的活动")
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

    page = text_of(client.get(LIST))

    assert "2/3 · 候补 1" in page
    assert "已满" in page.split()


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


@pytest.mark.parametrize(
    "query", ["when=coming", "when=past", "status__exact=draft", "q=%00", "grid__id__exact=x", "p=-1"]
)
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


def test_the_form_shows_what_it_refuses_and_keeps_what_was_typed(client, staff, event):
    response = client.post(at(event, "change/"), form_of(event, title="改了", ends_at=moment(event.starts_at)))

    assert response.status_code == 200
    assert "结束时间" in response.content.decode()
    assert 'value="改了"' in response.content.decode()
    assert Event.objects.get().title == event.title


def test_raising_the_capacity_promotes_and_a_move_tells_people(client, staff, event):
    RegistrationFactory(event=event, seats=3)
    head = waiting(event)

    response = client.post(at(event, "change/"), form_of(event, capacity=4, place="二楼"), follow=True)

    head.refresh_from_db()
    assert head.status == "registered"
    assert heard(head.person) == ["event_changed", "event_promoted"]
    assert "已通知 2 组" in text_of(response)


def test_saving_without_a_change_changes_nothing_and_tells_nobody(client, staff, event):
    person = RegistrationFactory(event=event).person

    client.post(at(event, "change/"), form_of(event))

    assert Event.objects.get().changed_at == event.changed_at
    assert heard(person) == []


def test_a_capacity_below_the_seats_taken_is_refused_in_words(client, staff, event):
    RegistrationFactory(event=event, seats=3)

    response = client.post(at(event, "change/"), form_of(event, capacity=2, title="改了"))

    assert response.status_code == 200
    assert "已有更多人报名" in text_of(response) or "名额" in text_of(response)
    assert Event.objects.get().capacity == 3


def test_the_second_of_two_colleagues_is_warned_and_can_insist(client, staff, event):
    stale = form_of(event, summary="我写的")
    client.post(at(event, "change/"), form_of(event, summary="同事写的"))

    warned = client.post(at(event, "change/"), stale)
    assert Event.objects.get().summary == "同事写的"
    assert "有同事改动过" in text_of(warned)

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
        {"title": "\x00"},
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

    assert response.status_code == 200
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


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (320, 180), (200, 30, 30)).save(out, "JPEG")
    return SimpleUploadedFile("王家门口.jpg", out.getvalue(), "image/jpeg")


def test_a_cover_is_encoded_anew_shown_and_can_be_removed(client, staff, event):
    client.post(at(event, "change/"), form_of(event, cover=photo()))
    event.refresh_from_db()
    assert re.fullmatch(r"events/covers/\d+\.webp", event.cover.name)
    assert (event.cover_width, event.cover_height) == (320, 180)

    client.post(at(event, "change/"), form_of(event, **{"cover-clear": "on"}))
    event.refresh_from_db()
    assert not event.cover
    assert event.cover_width is None


@pytest.mark.parametrize("content", [b"<html>", b"\xff\xd8\xff" + bytes(9 * 1024 * 1024)], ids=["fake", "too large"])
def test_a_bad_cover_is_refused_with_everything_else_kept(client, staff, event, content):
    cover = SimpleUploadedFile("a.jpg", content, "image/jpeg")
    response = client.post(at(event, "change/"), form_of(event, title="改了", cover=cover))

    assert response.status_code == 200
    assert "图片" in text_of(response)
    assert 'value="改了"' in response.content.decode()


# --- Acts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["publish/", "copy/", "cancel/", "people/", "people/add/", "people/export/"])
def test_looking_at_a_page_changes_nothing(client, staff, page):
    draft = EventFactory(draft=True)
    before = Event.objects.values().get()

    assert client.get(at(draft, page) + "?act=enter&reason=x&day=2099-01-01").status_code == 200
    assert Event.objects.values().get() == before
    assert not AccessLog.objects.exists()


def test_publishing_makes_a_draft_public(client, staff):
    draft = EventFactory(draft=True)

    client.post(at(draft, "publish/"))

    assert client.get(draft.get_absolute_url()).status_code == 200
    assert Event.objects.get().is_published


def test_a_refused_act_says_why(client, staff):
    over = EventFactory(draft=True, past=True)

    assert "已结束" in text_of(client.post(at(over, "publish/"), follow=True))
    assert not Event.objects.get().is_published


def test_cancelling_asks_why_says_how_many_and_tells_them(client, staff, event):
    people = [RegistrationFactory(event=event).person, waiting(event).person]

    assert "2 组" in text_of(client.get(at(event, "cancel/")))
    assert client.post(at(event, "cancel/"), {"reason": " "}).status_code == 200
    assert Event.objects.get().is_published

    client.post(at(event, "cancel/"), {"reason": "讲师生病"})
    client.post(at(event, "cancel/"), {"reason": "又点了一次"})

    event.refresh_from_db()
    assert (event.status, event.cancel_reason) == ("cancelled", "讲师生病")
    assert [heard(person) for person in people] == [["event_cancelled"]] * 2


def test_a_reason_that_is_too_long_is_refused_and_kept(client, staff, event):
    response = client.post(at(event, "cancel/"), {"reason": "长" * 201})

    assert response.status_code == 200
    assert "长" * 201 in response.content.decode()
    assert Event.objects.get().is_published


def test_copying_makes_a_draft_on_the_chosen_day_at_the_same_hour(client, staff, event):
    RegistrationFactory(event=event)
    day = timezone.localdate(event.starts_at) + 10 * DAY

    response = client.post(at(event, "copy/"), {"day": day.isoformat()})

    copy = Event.objects.exclude(pk=event.pk).get()
    assert response.url == at(copy, "change/")
    assert copy.status == "draft"
    assert copy.starts_at == event.starts_at + 10 * DAY
    assert not copy.registrations.exists()


@pytest.mark.parametrize("year", ["0001", "1999", "2101", "9999"])
def test_an_event_outside_the_known_years_is_refused_in_words(client, staff, event, year):
    typed = {"starts_at": f"{year}-12-31T10:00", "ends_at": f"{year}-12-31T12:00"}

    for page in (at(event, "change/"), f"{LIST}add/"):
        response = client.post(page, form_of(event, **typed))
        assert response.status_code == 200
        assert "活动的时间要在 2000 年至 2100 年之间。" in text_of(response)

    assert Event.objects.get().starts_at == event.starts_at


def test_registration_cannot_close_before_the_known_years(client, staff, event):
    response = client.post(at(event, "change/"), form_of(event, registration_closes_at="0001-01-01T10:00"))

    assert "活动的时间要在 2000 年至 2100 年之间。" in text_of(response)
    assert Event.objects.get().registration_closes_at is None


def test_a_copy_that_would_end_after_the_known_years_is_refused_in_words(client, staff):
    start = dt.datetime(2100, 12, 30, 20, tzinfo=timezone.get_default_timezone())
    event = EventFactory(starts_at=start, ends_at=start + DAY)
    assert client.get(at(event, "copy/")).status_code == 200

    response = client.post(at(event, "copy/"), {"day": "2100-12-31"}, follow=True)

    assert "活动的时间要在 2000 年至 2100 年之间。" in text_of(response)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("day", ["", "x", "2000-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused(client, staff, event, day):
    assert client.post(at(event, "copy/"), {"day": day}).status_code == 200
    assert Event.objects.count() == 1


def test_only_a_draft_can_be_deleted(client, staff, event):
    draft = EventFactory(draft=True)
    client.post(at(draft, "delete/"), {"post": "yes"})
    refused = client.post(at(event, "delete/"), {"post": "yes"})

    assert refused.status_code == 403
    assert Event.objects.get() == event


# --- Who comes --------------------------------------------------------------------------------------------------


def test_who_comes_shows_seats_the_queue_in_order_masked_phones_and_whom_to_call(client, staff, event):
    seen = RegistrationFactory(event=event, person=PersonFactory(name="有电话", phone="+8613812345678"))
    lonely = RegistrationFactory(event=event, person=PersonFactory(name="没有电话", phone=""))
    ward = RegistrationFactory(event=event, person=PersonFactory(name="外婆", phone=""))
    GuardianshipFactory(person=ward.person, by=PersonFactory(name="女儿", phone="+8613900001111"))
    ResidenceFactory(person=lonely.person)
    first, second = waiting(event), waiting(event)

    page = client.get(at(event, "people/"))
    attendance = page.context["attendance"]

    assert "138****5678" in text_of(page)
    assert "13812345678" not in page.content.decode()
    assert {party.registration for party in attendance.seated} == {seen, lonely, ward}
    assert [(party.registration, party.position) for party in attendance.waiting] == [(first, 1), (second, 2)]
    unreachable = {party.registration for party in attendance.unreachable}
    assert lonely in unreachable
    assert not unreachable & {seen, ward}
    assert "打电话或上门" in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_who_comes_takes_the_same_queries_for_one_party_and_for_three(client, staff, django_assert_max_num_queries):
    def queries(count: int) -> int:
        event = EventFactory(capacity=20)
        for _n in range(count):
            party = RegistrationFactory(event=event, person=UserFactory().person)
            GuardianshipFactory(person=party.person)
            ResidenceFactory(person=party.person)
            waiting(event)
        with django_assert_max_num_queries(30) as counted:
            assert client.get(at(event, "people/")).status_code == 200
        return len(counted)

    client.get(LIST)
    assert queries(1) == queries(3)


def test_a_whole_phone_number_is_shown_for_a_reason_that_is_kept(client, staff, event):
    party = RegistrationFactory(event=event, person=PersonFactory(phone="+8613812345678"))

    refused = client.post(party_page(party), {"act": "reveal", "phone-reason": " "})
    assert "13812345678" not in refused.content.decode()
    assert not AccessLog.objects.exists()

    shown = client.post(party_page(party), {"act": "reveal", "phone-reason": "告知改期"})
    assert "13812345678" in shown.content.decode()
    log = AccessLog.objects.get()
    assert (log.user, log.person, log.reason) == (staff, party.person, "告知改期")
    assert "13812345678" not in client.get(party_page(party)).content.decode()


def test_cancelling_for_somebody_seats_the_queue_and_can_be_taken_back(client, staff, event):
    party = RegistrationFactory(event=event, seats=3)
    head = waiting(event, seats=3)

    client.post(party_page(party), {"act": "cancel"})
    party.refresh_from_db()
    head.refresh_from_db()
    assert (party.status, head.status) == ("cancelled", "registered")
    assert heard(party.person) == ["event_registration_cancelled"]

    client.post(party_page(party), {"act": "undo"})
    party.refresh_from_db()
    assert party.status == "waitlisted"


def test_changing_a_party_and_its_refusals(client, staff, event):
    party = RegistrationFactory(event=event)

    client.post(party_page(party), {"act": "change", "party-seats": "2"})
    assert Registration.objects.get().seats == 2

    refused = client.post(party_page(party), {"act": "change", "party-seats": "4"})
    assert refused.status_code == 200
    for typed in ("0", "x", "", "99999999999999999999"):
        assert client.post(party_page(party), {"act": "change", "party-seats": typed}).status_code == 200
    assert Registration.objects.get().seats == 2


def test_a_seat_past_the_queue_takes_a_reason_and_a_free_seat(client, staff, event):
    RegistrationFactory(event=event, seats=2)
    waiting(event, seats=2)
    urgent = waiting(event)

    client.post(party_page(urgent), {"act": "promote", "promote-reason": ""})
    urgent.refresh_from_db()
    assert urgent.is_waitlisted

    client.post(party_page(urgent), {"act": "promote", "promote-reason": "独居老人"})
    urgent.refresh_from_db()
    assert urgent.status == "registered"
    context = urgent.history.order_by("pgh_id").last().pgh_context.metadata
    assert (context["reason"], context["user"]) == ("独居老人", staff.pk)


def test_only_what_the_rules_still_allow_is_offered(client, staff):
    def offered(registration: Registration) -> set[str]:
        return set(re.findall(r'name="act" value="(\w+)"', client.get(party_page(registration)).content.decode()))

    event = EventFactory(capacity=3)
    early = clock.now() - DAY
    seated, waits = RegistrationFactory(event=event, created_at=early), waiting(event, created_at=early)

    assert offered(seated) == {"change", "cancel"}
    assert offered(waits) == {"promote", "change", "cancel"}
    Event.objects.update(starts_at=clock.now() - DAY / 24)
    assert offered(seated) == set()
    assert offered(waits) == {"promote"}
    assert "cancel" in offered(RegistrationFactory(event=event))  # made just now: it can be undone
    assert offered(RegistrationFactory(event=event, status="attended")) == set()


def test_a_party_of_another_event_or_an_unknown_act_is_404(client, staff, event):
    elsewhere = RegistrationFactory()

    assert client.get(at(event, f"people/{elsewhere.pk}/")).status_code == 404
    assert client.get(at(event, "people/99999999999999999999999/")).status_code == 404
    assert client.post(party_page(elsewhere), {"act": "sell"}).status_code == 404


# --- A neighbour ------------------------------------------------------------------------------------------------


def test_a_neighbour_is_found_and_registered_and_both_are_recorded(client, event):
    staff = officer("office_worker", event.organiser)
    client.force_login(staff)
    neighbour = ResidenceFactory(person__name="王秀英", household__building__number=17).person
    PersonFactory(name="李四")

    for typed in ("秀英", "17号楼", "17"):
        found = client.post(at(event, "people/add/"), {"act": "search", "search-query": typed})
        assert found.context["found"] == [neighbour]

    client.post(
        at(event, "people/add/"),
        {"act": "register", "search-query": "秀英", "person": neighbour.pk, "known-seats": "2", "known-agreed": "on"},
    )

    registration = Registration.objects.get()
    assert (registration.person, registration.by, registration.seats) == (neighbour, staff, 2)


def test_a_neighbour_who_has_withdrawn_is_asked_before_anything_is_stored_anew(client, staff, event):
    neighbour = PersonFactory(name="王秀英")
    give_consent(neighbour, notice=PrivacyNotice.objects.current(), by=staff)
    withdraw_consent(neighbour, by=staff)
    typed = {"act": "register", "search-query": "秀英", "person": neighbour.pk, "known-seats": "1"}

    assert "请先说明" in text_of(client.post(at(event, "people/add/"), typed))
    assert not Registration.objects.exists()

    client.post(at(event, "people/add/"), {**typed, "known-agreed": "on"})
    assert Registration.objects.get().person == neighbour
    assert neighbour.consents.in_force().count() == 1


def test_a_neighbour_is_found_by_the_end_of_the_phone(client, staff, event):
    neighbour = PersonFactory(phone="+8613812345678")

    found = client.post(at(event, "people/add/"), {"act": "search", "search-query": "５６７８"})

    assert found.context["found"] == [neighbour]


def test_a_new_neighbour_without_a_phone_is_entered_and_registered(client, staff, event):
    typed = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on"}

    response = client.post(at(event, "people/add/"), typed)

    assert response.url == at(event, "people/")
    registration = Registration.objects.get()
    assert (registration.person.name, registration.by) == ("张奶奶", staff)
    assert registration.person.consents.get().given_by == staff


def test_a_double_click_enters_a_new_neighbour_once(client, staff, event):
    typed = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on"}
    client.post(at(event, "people/add/"), typed)

    again = client.post(at(event, "people/add/"), typed, follow=True)

    assert "没有重复登记" in text_of(again)
    assert Registration.objects.count() == Person.objects.filter(name="张奶奶").count() == 1
    Registration.objects.update(created_at=clock.now() - dt.timedelta(minutes=3))
    client.post(at(event, "people/add/"), typed)
    assert Registration.objects.count() == 2


@pytest.mark.parametrize(
    "typed",
    [
        {"new-name": ""},
        {"new-name": "\x00"},
        {"new-name": "长" * 51},
        {"new-phone": "123"},
        {"new-seats": "5"},
        {"new-seats": "0"},
        {"new-seats": "99999999999999"},
        {"new-agreed": ""},
    ],
)
def test_a_neighbours_form_that_is_not_right_registers_and_enters_nobody(client, staff, event, typed):
    entered = Person.objects.count()
    good = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on"}

    response = client.post(at(event, "people/add/"), {**good, **typed})

    assert response.status_code == 200
    assert not Registration.objects.exists()
    assert Person.objects.count() == entered


@pytest.mark.parametrize("person", ["", "x", "0", "99999999999999999999999", "\x00"])
def test_choosing_nobody_is_answered_in_words(client, staff, event, person):
    typed = {"act": "register", "search-query": "王", "person": person, "known-seats": "1"}

    assert "请选择一位居民" in text_of(client.post(at(event, "people/add/"), typed))


# --- The list to take along -------------------------------------------------------------------------------------


def rows_of(response) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_the_list_is_exported_with_masked_phones_for_a_reason_that_is_kept(client, staff, event):
    person = PersonFactory(name="王秀英", phone="+8613812345678")
    RegistrationFactory(event=event, person=person, seats=3)
    last = waiting(event).person
    assert client.post(at(event, "people/export/"), {"reason": " "}).status_code == 200
    assert not AccessLog.objects.exists()

    headings, first, second = rows_of(client.post(at(event, "people/export/"), {"reason": "现场签到"}))

    assert headings[:6] == ["序号", "姓名", "人数", "状态", "电话", "楼栋"]
    assert (first[1], first[2], first[4]) == ("王秀英", 3, "138****5678")
    assert second[3] == "候补第 1 位"
    assert {(log.user, log.person, log.reason, log.what) for log in AccessLog.objects.all()} == {
        (staff, who, "现场签到", "export") for who in (person, last)
    }


def test_whole_phones_are_exported_only_when_asked_for_and_the_log_says_so(client, staff, event):
    RegistrationFactory(event=event, person=PersonFactory(phone="+8613812345678"))

    rows = rows_of(client.post(at(event, "people/export/"), {"reason": "电话通知", "whole_phones": "on"}))

    assert rows[1][4] == "13812345678"
    assert AccessLog.objects.get().what == "export with phone"


def test_a_name_that_looks_like_a_formula_stays_text(client, staff, event):
    RegistrationFactory(event=event, person=PersonFactory(name='=HYPERLINK("http://x")'))

    rows = rows_of(client.post(at(event, "people/export/"), {"reason": "签到"}))

    assert rows[1][1] == '\'=HYPERLINK("http://x")'


# --- All registrations ------------------------------------------------------------------------------------------


def test_registrations_are_read_only(client, staff, event):
    registration = RegistrationFactory(event=event)
    address = f"/admin/events/registration/{registration.pk}/"

    assert client.get("/admin/events/registration/").status_code == 200
    assert client.get(address + "change/").status_code == 200
    assert client.get("/admin/events/registration/add/").status_code == 403
    assert client.post(address + "change/", {"status": "cancelled"}).status_code == 403
    assert client.post(address + "delete/", {"post": "yes"}).status_code == 403
    assert Registration.objects.get().status == "registered"


def test_the_list_of_registrations_takes_the_same_queries_for_one_and_for_three(
    client, staff, django_assert_max_num_queries
):
    def queries() -> int:
        with django_assert_max_num_queries(30) as counted:
            client.get("/admin/events/registration/")
        return len(counted)

    RegistrationFactory()
    queries()
    one = queries()
    RegistrationFactory.create_batch(2)

    assert queries() == one
