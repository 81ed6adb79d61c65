"""Who came to an event, at the desk: the list, one tap a party, taken back in place, and who comes unannounced."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from common.time import clock
from events.models import Registration
from tests.factories import (
    EventFactory,
    OrgUnitFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    SpaceFactory,
    officer,
)
from tests.support.pages import handed_on, levels, marks, ways_on
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def event():
    """It began half an hour ago in a room of a station, and has twenty seats."""
    return EventFactory(space=SpaceFactory(), starts_at=clock.now() - dt.timedelta(minutes=30), capacity=20)


@pytest.fixture
def receptionist(event):
    return officer("receptionist", event.space.station)


@pytest.fixture
def desk(receptionist):
    return signed_in(receptionist)


def came(event, name: str, **more) -> Registration:
    return RegistrationFactory(event=event, person=PersonFactory(name=name), **more)


def page(event, name: str = "people", *args, **query) -> str:
    return reverse(f"desk:{name}", args=[event.pk, *args], query=query or None)


def shown(client, event, **query) -> list[tuple[int, str, str]]:
    """The number, name and state of each line."""
    rows = client.get(page(event, **query)).context["rows"]
    return [(party.number, party.person.name, party.registration.status) for party, _acts in rows]


def state(party) -> tuple[str, int | None]:
    party.refresh_from_db()
    return party.status, party.came


def test_the_list_counts_people_and_shows_who_is_not_here_yet(desk, event):
    came(event, "王甲", seats=2)
    came(event, "陈乙", status="attended", seats=3)
    came(event, "丙", waitlisted=True)
    came(event, "丁", cancelled=True)
    response = desk.get(page(event))
    assert (marks(response, "came"), marks(response, "expected")) == (["3"], ["5"])
    assert shown(desk, event) == [(1, "陈乙", "attended"), (2, "王甲", "registered")]
    assert shown(desk, event, show="due") == [(2, "王甲", "registered")]


@pytest.mark.parametrize("typed", ["王甲", "wj", "wangjia", " 王 甲 ", "王"])
def test_the_list_finds_a_name_in_any_writing(desk, event, typed):
    came(event, "王甲")
    came(event, "陈乙")
    response = desk.post(page(event), {"query": typed})
    assert [party.person.name for party, _acts in response.context["rows"]] == ["王甲"]


def test_the_list_is_not_searched_by_number(desk, event):
    guest = came(event, "王甲").person
    guest.phone = "+8613800138321"
    guest.save()
    for typed in ("13800138321", "8321"):
        assert desk.post(page(event), {"query": typed}).context["rows"] == []


def test_one_tap_ticks_off_and_one_takes_it_back_in_place(desk, event):
    party = came(event, "陈桂英", seats=3)
    response = desk.post(page(event, "party_here", party.pk, show="due"))
    assert response.url == f"{page(event, show='due')}#r{party.pk}"
    assert state(party) == ("attended", 3)
    desk.post(page(event, "party_here", party.pk), {"came": "2"})
    assert state(party) == ("attended", 2)
    assert levels(desk.post(page(event, "party_here", party.pk), {"came": "许多"}))[-1] == "error"
    assert marks(desk.get(page(event)), "act") == ["undo"]
    desk.post(page(event, "party_not_here", party.pk))
    assert state(party) == ("registered", None)
    assert marks(desk.get(page(event)), "act") == ["check-in"]


def test_ten_minutes_later_the_desk_takes_nothing_back_and_the_office_does(desk, event):
    party = came(event, "陈桂英")
    desk.post(page(event, "party_here", party.pk))
    office = signed_in(officer("office_worker", event.organiser))
    with time_machine.travel(clock.now() + dt.timedelta(minutes=10), tick=False):
        assert marks(desk.get(page(event)), "act") == []
        assert levels(desk.post(page(event, "party_not_here", party.pk))) == ["error"]
        assert marks(office.get(page(event)), "act") == ["undo"]


def test_a_name_is_searched_without_standing_in_an_address(desk, event):
    came(event, "陈桂英")
    came(event, "王秀英")
    response = desk.post(page(event), {"query": "桂英"})
    assert [party.person.name for party, _acts in response.context["rows"]] == ["陈桂英"]
    assert desk.post(page(event), {"query": "赵"}).context["rows"] == []
    assert len(desk.post(page(event), {"query": ""}).context["rows"]) == 2


def test_who_was_cancelled_meanwhile_is_said_so_and_nobody_is_lost(desk, event):
    party = came(event, "陈桂英", cancelled=True)
    assert levels(desk.post(page(event, "party_here", party.pk))) == ["error"]
    assert state(party) == ("cancelled", None)


def test_before_the_door_opens_the_list_is_shown_and_nothing_is_offered(desk, event):
    party = came(event, "陈桂英")
    with time_machine.travel(event.starts_at - dt.timedelta(minutes=61), tick=False):
        assert marks(desk.get(page(event)), "act") == []
        assert levels(desk.post(page(event, "party_here", party.pk))) == ["error"]


def test_the_list_is_closed_and_opened_again_after_the_event(desk, event, receptionist):
    here, absent = came(event, "甲", status="attended"), came(event, "乙")
    assert levels(desk.post(page(event, "close_list"))) == ["error"]
    with time_machine.travel(event.ends_at, tick=False):
        desk = signed_in(receptionist)
        assert desk.get(page(event)).context["can_close"]
        desk.post(page(event, "close_list"))
        assert (state(here)[0], state(absent)[0]) == ("attended", "no_show")
        assert not desk.get(page(event)).context["can_close"]
        desk.post(page(event, "reopen_list"))
    assert state(absent)[0] == "registered"


# --- Who comes unannounced


def new(**changes) -> dict[str, str]:
    notice = PrivacyNoticeFactory()
    return {"name": "路过的人", "phone": "", "seats": "2", "consent": "on", "notice": str(notice.pk), **changes}


def test_somebody_new_is_entered_and_ticked_off_in_one_step(desk, event):
    response = desk.post(page(event, "walk_in"), new())
    made = event.registrations.get()
    assert response.url == f"{page(event)}#r{made.pk}"
    assert (made.person.name, made.status, made.came, made.walk_in) == ("路过的人", "attended", 2, True)
    desk.post(page(event, "party_not_here", made.pk))
    assert state(made) == ("cancelled", None)


def test_somebody_known_is_found_by_name_and_ticked_off(desk, event, receptionist):
    known = came(event, "陈桂英", waitlisted=True).person
    found = desk.post(page(event, "who_else"), {"query": "桂英"}).context["found"]
    assert found == [known]
    answer = desk.post(page(event, "walk_in", person=known.pk), new(name=""))
    assert answer.status_code == 302
    assert event.registrations.get().status == "attended"


@pytest.mark.parametrize("typed", ["路过的人", "路过的人 138 0013 9999"])
def test_who_is_not_found_is_entered_with_what_was_typed(desk, event, typed):
    found = desk.post(page(event, "who_else"), {"query": typed})
    (href,) = ways_on(found)
    assert href == page(event, "walk_in")
    form = desk.post(href, {"step-begin": "1", **handed_on(found)})
    assert form.status_code == 200
    fields = form.context["steps"].form
    phone = "13800139999" if "138" in typed else None
    assert (fields["name"].value(), fields["phone"].value()) == ("路过的人", phone)
    assert not event.registrations.exists()
    assert desk.get(page(event, "who_else")).context["begin"] == {}


def test_who_is_not_of_the_age_is_said_at_once_to_those_who_may_know_it(desk, event):
    event.min_age = 70
    event.save()
    young = came(EventFactory(space=event.space), "年轻人").person
    young.birth_year = clock.today().year - 30
    young.save()
    secretary = signed_in(officer("secretary", event.organiser))
    address = page(event, "walk_in", person=young.pk)
    assert [marks(client.get(address), "refused") for client in (secretary, desk)] == [["too_young"], []]
    assert secretary.post(address, new(name="")).status_code == 422
    assert not event.registrations.exists()


def test_without_a_free_seat_or_consent_nobody_is_entered(desk, event):
    full = came(event, "一大家", seats=19)
    refused = desk.post(page(event, "walk_in"), new())
    assert refused.status_code == 422
    assert desk.post(page(event, "walk_in"), new(seats="1", consent="")).status_code == 422
    assert list(event.registrations.all()) == [full]


def test_nobody_out_of_reach_is_named_in_an_address(desk, event):
    assert desk.get(page(event, "walk_in", person=PersonFactory().pk)).status_code == 404


# --- Whose list it is


def test_the_receptionist_has_the_events_of_today_at_the_own_station(desk, event, receptionist):
    later = EventFactory(space=event.space, starts_at=clock.now() + dt.timedelta(hours=5), capacity=None)
    EventFactory(space=event.space, starts_at=clock.now() + dt.timedelta(days=1))
    EventFactory(starts_at=clock.now())
    EventFactory(space=event.space, starts_at=clock.now() - dt.timedelta(hours=6), draft=True)
    listed = desk.get(reverse("desk:door_list")).context["events"]
    assert list(listed) == [event, later]
    board = desk.get(reverse("desk:station", args=[event.space.station_id]))
    assert page(event) in board.content.decode()
    assert page(later) in board.content.decode()
    assert page(event) in desk.get(reverse("desk:start")).content.decode()


@pytest.mark.parametrize(
    ("day", "time", "listed"), [(0, "23:19", False), (0, "23:20", True), (1, "00:05", True), (2, "00:05", False)]
)
def test_the_list_of_an_event_after_midnight_is_at_hand_from_its_check_in_on(receptionist, event, day, time, listed):
    first = clock.today() + dt.timedelta(days=1)

    def at(days: int, text: str) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(first + dt.timedelta(days=days), dt.time.fromisoformat(text)))

    late = EventFactory(space=event.space, starts_at=at(1, "00:20"), ends_at=at(1, "01:00"))
    with time_machine.travel(at(day, time), tick=False):
        reader = signed_in(receptionist)
        assert (late in reader.get(reverse("desk:door_list")).context["events"]) is listed
        # The list stays readable for the days in which the paper is keyed back.
        assert reader.get(page(late)).status_code == (200 if listed or day else 404)


@pytest.mark.parametrize(("days", "status"), [(0, 200), (14, 200), (15, 404)])
def test_the_receptionist_reads_names_as_long_as_the_list_is_kept(receptionist, event, days, status):
    came(event, "陈桂英")
    with time_machine.travel(clock.now() + dt.timedelta(days=days), tick=False):
        assert signed_in(receptionist).get(page(event)).status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [("pioneer", 403), ("branch_secretary", 404), ("office_worker", 200), ("secretary", 200)]
)
def test_whose_list_it_is_follows_from_the_table_of_rights(event, role, status):
    unit = {
        "pioneer": lambda: OrgUnitFactory(pioneer_post=True, community=event.community),
        "branch_secretary": lambda: OrgUnitFactory(estate_branch=True, community=event.community),
    }.get(role, lambda: event.organiser)()
    client = signed_in(officer(role, unit))
    assert client.get(page(event)).status_code == status
    assert client.post(page(event, "party_here", came(event, "陈桂英").pk)).status_code == (
        302 if status == 200 else status
    )


def test_another_events_party_is_not_there(desk, event):
    elsewhere = RegistrationFactory(event=EventFactory(space=event.space, starts_at=event.ends_at))
    assert desk.post(page(event, "party_here", elsewhere.pk)).status_code == 404


@pytest.mark.parametrize("parties", [1, 3])
def test_the_list_costs_the_same_for_one_party_and_for_three(desk, event, parties, django_assert_num_queries):
    for number in range(parties):
        came(event, f"邻居{'甲乙丙'[number]}", status="attended" if number else "registered", seats=2)
    with django_assert_num_queries(10):
        desk.get(page(event))
