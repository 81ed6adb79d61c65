"""A shift on the lead's phone: the list, one tap each, a code told, a card scanned, somebody unannounced."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from tests.factories import (
    AssignmentFactory,
    GridFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    PioneerLinkFactory,
    ResidentFactory,
    ShiftFactory,
    SpaceFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    UnitAppointmentFactory,
    VolunteerFactory,
    officer,
)
from tests.support.pages import levels, marks
from tests.support.signing_in import signed_in
from volunteers.actions.check_in import arrive
from volunteers.models import Activity, Assignment, Shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def shift():
    """It begins in thirteen minutes and lasts two hours: 11:47 on a Saturday."""
    return ShiftFactory(activity__starts_at=clock.now() + 13 * MINUTE, capacity=20)


@pytest.fixture
def lead(shift):
    return TeamAppointmentFactory(team=shift.activity.team).user


@pytest.fixture
def desk(lead):
    return signed_in(lead)


def signed_up(shift, name: str, **more) -> Assignment:
    return AssignmentFactory(shift=shift, volunteer__person__name=name, **more)


def page(shift, name: str = "shift", *args) -> str:
    return reverse(f"desk:{name}", args=[shift.pk, *args])


def groups(client, shift) -> dict[str, list[str]]:
    """The names in each part of the list, in their order."""
    shown = client.get(page(shift)).context["groups"]
    return {name: [one.person.name for one, _acts in rows] for name, rows in shown}


def state(assignment) -> tuple[str, str, str]:
    assignment.refresh_from_db()
    return assignment.status, assignment.checked_in_way, assignment.checked_out_way


# --- The list


def test_who_is_missing_comes_first(desk, shift):
    signed_up(shift, "王甲", served=True, checked_out_at=None, checked_out_way="", checked_in_at=clock.now())
    signed_up(shift, "陈乙")
    signed_up(shift, "丁丁", status="absent")
    signed_up(shift, "候补", waitlisted=True)
    signed_up(shift, "退出", withdrawn=True)
    response = desk.get(page(shift))
    assert list(groups(desk, shift).items()) == [("missing", ["陈乙"]), ("here", ["王甲"]), ("absent", ["丁丁"])]
    assert (marks(response, "came"), marks(response, "expected")) == (["1"], ["3"])
    assert marks(response, "state") == ["assigned", "served", "absent", "waitlisted"]
    assert "退出" not in response.content.decode()


def test_twelve_people_are_ticked_off_with_twelve_taps_on_one_page(desk, shift):
    people = [signed_up(shift, f"队员{chr(0x4E00 + n)}") for n in range(12)]
    for left, one in enumerate(people):
        response = desk.post(page(shift, "volunteer_in", one.pk), follow=True)
        assert response.redirect_chain == [(f"{page(shift)}?done={one.pk}#list", 302)]
        assert (marks(response, "done"), len(response.context["list"].missing)) == ([str(one.pk)], 11 - left)
    (here,) = groups(desk, shift).values()
    assert sorted(here) == sorted(one.person.name for one in people)


def test_each_tap_says_what_it_has_done(lead, shift):
    one = signed_up(shift, "王甲")
    with time_machine.travel(shift.starts_at, tick=False):
        desk = signed_in(lead)
        said = []
        for name in ("in", "out", "undo", "undo", "absent"):
            response = desk.post(page(shift, f"volunteer_{name}", one.pk), follow=True)
            (shown,) = response.context["done"]
            said.append(shown[1])
    assert said == [
        "王甲已签到，12:13。",
        "王甲已签退，12:13。",
        "王甲已签到，12:13。",
        "已撤回：王甲现在是还没到。",
        "王甲没来，已记下。",
    ]


def test_who_forgot_to_check_out_stands_there_until_the_lead_says_when(lead, shift):
    one = signed_up(shift, "王甲")
    arrive(one, by=ResidentFactory(person=one.person))
    with time_machine.travel(shift.ends_at + 30 * MINUTE, tick=False):
        desk = signed_in(lead)
        desk.post(page(shift, "planned"))
        assert groups(desk, shift) == {"open_ended": ["王甲"]}
        desk.post(page(shift, "volunteer_out", one.pk))
    assert state(one) == ("served", "place", "list")
    assert one.checked_out_at == shift.ends_at


def test_times_that_cannot_be_are_refused_at_their_field(desk, shift):
    one = signed_up(shift, "王甲")
    url = page(shift, "volunteer_times", one.pk)
    for came, left, field in [("xx", "", "came"), ("12:00", "12:10", "left"), ("10:00", "", "came")]:
        response = desk.post(url, {"came": came, "left": left})
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {field}
    assert state(one)[0] == "assigned"


def test_four_digits_tick_in_and_ten_wrong_ones_end_it_for_an_hour(desk, shift):
    first, second = signed_up(shift, "王甲", told_code="0427"), signed_up(shift, "陈乙", told_code="1111")
    assert desk.post(page(shift), {"code": "0427"}).status_code == 302
    assert state(first) == ("served", "code", "")
    for wrong in ("", "12", "abcd", "04 2", "٠٤٢٧"):
        assert desk.post(page(shift), {"code": wrong}).status_code == 422
    for n in range(10):
        response = desk.post(page(shift), {"code": f"90{n:02d}"})
        assert (response.status_code, "陈乙" in str(response.context["form"].errors)) == (422, False)
    assert desk.post(page(shift), {"code": "1111"}).status_code == 429
    assert state(second)[0] == "assigned"


@pytest.mark.parametrize("typed", ["０４２７", "04 27", "　０４ ２７ "])
def test_a_code_is_understood_as_any_keyboard_types_it(desk, shift, typed):
    one = signed_up(shift, "王甲", told_code="0427")
    assert desk.post(page(shift), {"code": typed}).status_code == 302
    assert state(one) == ("served", "code", "")


def test_right_codes_are_never_too_many(desk, shift):
    people = [signed_up(shift, f"队员{n}", told_code=f"20{n:02d}") for n in range(12)]
    for one in people:
        assert desk.post(page(shift), {"code": one.told_code}).status_code == 302
    assert Shift.objects.get().assignments.served().count() == 12


def test_a_line_without_a_number_says_so_and_for_own_people_offers_who_acts_for_them(desk, shift, lead):
    silent = signed_up(shift, "王甲", volunteer__person__phone="")
    with_number = signed_up(shift, "陈乙", volunteer__person__phone="+8613800138001")
    GuardianshipFactory(person=silent.person, by=with_number.person)
    response = desk.get(page(shift))
    # A lead only meets them, and whose child or parent somebody is is not told.
    assert marks(response, "no-phone") == [str(silent.pk)]
    assert response.context["rung"] == {silent.person_id: [], with_number.person_id: [with_number.person]}
    post = OrgUnitFactory(community=shift.activity.community, pioneer_post=True)
    UnitAppointmentFactory(user=lead, unit=post)
    PioneerLinkFactory(post=post, person=silent.person)
    response = desk.get(page(shift))
    assert (marks(response, "no-phone"), response.context["rung"]) == (
        [],
        {silent.person_id: [with_number.person], with_number.person_id: [with_number.person]},
    )


@pytest.mark.parametrize("done", ["", "x", "0", "9" * 30, "-1"])
def test_an_odd_address_says_nothing_done(desk, shift, done):
    signed_up(shift, "王甲")
    response = desk.get(page(shift), {"done": done})
    assert (response.status_code, marks(response, "done")) == (200, [])


# --- Who may


def test_other_leads_and_neighbours_find_no_shift(shift):
    one = signed_up(shift, "王甲")
    community, team = shift.activity.community, shift.activity.team
    no_desk = [ResidentFactory(), ResidentFactory(person=one.person)]
    elsewhere = [
        TeamAppointmentFactory(team=TeamFactory(community=community, unit=team.unit)).user,
        TeamAppointmentFactory(team=SubTeamFactory(parent=team)).user,
        officer("receptionist", SpaceFactory(station__community=community).station),
        officer("office_worker", OrgUnitFactory(community__name="青山社区")),
    ]
    no_right = [
        officer("pioneer", OrgUnitFactory(community=community, pioneer_post=True)),
        officer("branch_secretary", OrgUnitFactory(community=community, estate_branch=True)),
        officer("grid_worker", GridFactory(community=community)),
    ]
    names = ["shift", "planned", "undo_planned", "add_volunteer", "minutes"]
    of_line = ["volunteer_in", "volunteer_out", "volunteer_absent", "volunteer_undo", "volunteer_times"]
    urls = [page(shift, name) for name in names] + [page(shift, name, one.pk) for name in of_line]
    for status, people in ((403, no_desk + no_right), (404, elsewhere)):
        for person in people:
            client = signed_in(person)
            assert {client.post(url).status_code for url in urls} == {status}
    assert state(one)[0] == "assigned"


def test_a_receptionist_ticks_and_sees_neither_plan_nor_minutes():
    space = SpaceFactory()
    team = TeamFactory(community=space.station.community)
    shift = ShiftFactory(
        activity__team=team, activity__space=space, activity__starts_at=clock.now() - 3 * 60 * MINUTE
    )
    one, desk = signed_up(shift, "王甲"), signed_in(officer("receptionist", space.station))
    assert marks(desk.get(page(shift)), "act") == ["check_in"]
    desk.post(page(shift, "volunteer_in", one.pk))
    assert state(one)[0] == "served"
    assert desk.get(page(shift, "minutes")).status_code == 403
    assert levels(desk.post(page(shift, "planned"))) == ["error"]


def test_of_another_shift_no_line_is_tapped(desk, shift):
    other = AssignmentFactory(shift=ShiftFactory(activity__team=shift.activity.team))
    assert desk.post(page(shift, "volunteer_in", other.pk)).status_code == 404


def test_a_lead_who_has_nothing_else_has_a_desk_with_the_shifts(desk, shift):
    signed_up(shift, "王甲")
    response = desk.get(reverse("desk:start"))
    assert (marks(response, "came"), marks(response, "expected")) == (["0"], ["1"])
    assert desk.get(reverse("desk:buildings")).status_code == 403


# --- The list of shifts


def test_shifts_stand_where_they_are_to_be_looked_for(desk, shift):
    team = shift.activity.team
    sub_team = SubTeamFactory(parent=team)
    tomorrow = ShiftFactory(activity__team=sub_team, activity__starts_at=clock.now() + dt.timedelta(days=1))
    over = ShiftFactory(activity__team=team, activity__past=True)
    AssignmentFactory(shift=over, served=True)
    ShiftFactory(activity__team=team, activity__past=True)
    ShiftFactory(activity__starts_at=clock.now())
    ShiftFactory(activity__team=team, activity__draft=True, activity__starts_at=clock.now())
    context = desk.get(reverse("desk:shifts")).context
    assert (list(context["today"]), list(context["to_come"])) == ([shift], [tomorrow])
    assert context["page"].rows == [over]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_much_for_many_as_for_one(desk, shift, count, django_assert_num_queries):
    team = shift.activity.team
    others = [ShiftFactory(activity__team=team, activity__past=True, capacity=9) for _n in range(count)]
    for one in [shift, *others]:
        for _n in range(count):
            AssignmentFactory(shift=one)
            AssignmentFactory(shift=one, waitlisted=True)
            if one != shift:
                AssignmentFactory(shift=one, served=True)
    for url in (reverse("desk:shifts"), page(shift), page(others[0], "minutes")):
        desk.get(url)
    with django_assert_num_queries(QUERIES["shifts"]):
        desk.get(reverse("desk:shifts"))
    with django_assert_num_queries(QUERIES["shift"]):
        desk.get(page(shift))
    with django_assert_num_queries(QUERIES["minutes"]):
        desk.get(page(others[0], "minutes"))


QUERIES = {"shifts": 6, "shift": 12, "minutes": 8}


# --- Who comes unannounced


@pytest.mark.parametrize("typed", ["周小燕", "zxy", "py-0042", "42", "ＰＹ－００４２"])
def test_a_volunteer_is_found_by_name_or_number_and_ticked_in(desk, shift, typed):
    one = VolunteerFactory(team=shift.activity.team, person__name="周小燕", number=42)
    VolunteerFactory(person__name="周小燕", number=42)
    url = page(shift, "add_volunteer")
    assert desk.post(url, {"query": typed}).context["found"].rows == [one]
    assert desk.post(url, {"volunteer": one.pk}).url == page(shift)
    assert Assignment.objects.get().walk_in


def test_a_phone_number_finds_nobody(desk, shift):
    one = VolunteerFactory(team=shift.activity.team, person__phone="+8613800138321")
    for typed in ("13800138321", "8321", " "):
        found = desk.post(page(shift, "add_volunteer"), {"query": typed}).context["found"]
        assert not found or found.rows == []
    assert desk.post(page(shift, "add_volunteer"), {"volunteer": VolunteerFactory().pk}).status_code == 404
    assert not one.assignments.exists()


def test_a_full_shift_offers_one_place_more(desk, shift):
    signed_up(shift, "王甲")
    Shift.objects.update(capacity=1)
    newcomer = VolunteerFactory(team=shift.activity.team)
    response = desk.post(page(shift, "add_volunteer"), {"volunteer": newcomer.pk})
    assert marks(response, "refused") == ["full"]
    desk.post(page(shift, "add_volunteer"), {"volunteer": newcomer.pk, "one_more": "1"})
    assert Shift.objects.get().capacity == Shift.objects.get().seats_taken == 2


def test_who_waits_is_named_and_not_passed(desk, shift):
    signed_up(shift, "候补阿姨", waitlisted=True)
    newcomer = VolunteerFactory(team=shift.activity.team)
    response = desk.post(page(shift, "add_volunteer"), {"volunteer": newcomer.pk, "one_more": "1"})
    assert (marks(response, "refused"), marks(response, "waiting")) == (["places_promised"], ["1"])
    assert "候补阿姨" in response.content.decode()


# --- The own code


def test_the_lead_scans_a_card_and_taps_once(desk, shift):
    one = signed_up(shift, "王甲")
    url = reverse("desk:card", args=[one.volunteer.code])
    assert marks(desk.get(url), "act") == ["check_in"]
    desk.post(url, {"assignment": one.pk, "act": "in"})
    assert state(one) == ("served", "card", "")
    desk.post(url, {"assignment": one.pk, "act": "out"})
    assert state(one) == ("served", "card", "card")
    assert marks(desk.get(url), "act") == []


def test_a_card_ticks_no_other_line(desk, shift):
    one, other = signed_up(shift, "王甲"), signed_up(shift, "陈乙")
    desk.post(reverse("desk:card", args=[one.volunteer.code]), {"assignment": other.pk, "act": "in"})
    assert state(other)[0] == "assigned"


def test_a_card_names_nobody_to_who_does_not_receive_them(shift):
    one = signed_up(shift, "王甲")
    url = reverse("desk:card", args=[one.volunteer.code])
    stranger = TeamAppointmentFactory().user
    assert signed_in(stranger).get(url).status_code == 404
    assert signed_in(ResidentFactory()).get(url).status_code == 403
    assert signed_in(stranger).get(reverse("desk:card", args=["nobody"])).status_code == 404


def test_a_card_without_a_shift_of_now_leads_to_those_that_are_on(desk, shift):
    volunteer = VolunteerFactory(team=shift.activity.team)
    response = desk.get(reverse("desk:card", args=[volunteer.code]))
    assert (marks(response, "refused"), response.context["on_now"]) == (["no_shift"], [shift])


def test_a_cancelled_activity_is_no_shift_any_more(desk, shift):
    Activity.objects.update(status="cancelled", cancel_reason="下雨")
    assert desk.get(page(shift)).status_code == 404
