"""“All as planned” on the lead's phone: one tap for the list, exceptions after it, and one tap to take it back."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from portal.desk.views.shifts import PLANNED_KEY
from tests.factories import AssignmentFactory, ServiceRecordFactory, ShiftFactory, TeamAppointmentFactory
from tests.support.pages import levels, marks
from tests.support.shifts import fresh
from tests.support.signing_in import signed_in
from volunteers.models import Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def shift():
    """It begins in thirteen minutes and lasts two hours."""
    return ShiftFactory(activity__starts_at=clock.now() + 13 * MINUTE, capacity=20)


@pytest.fixture
def lead(shift):
    return TeamAppointmentFactory(team=shift.activity.team).user


@pytest.fixture
def desk(lead):
    return signed_in(lead)


def signed_up(shift, *names: str, **more) -> list[Assignment]:
    return [AssignmentFactory(shift=shift, volunteer__person__name=name, **more) for name in names]


def page(shift, name: str = "shift", *args) -> str:
    return reverse(f"desk:{name}", args=[shift.pk, *args])


def groups(client, shift) -> dict[str, list[str]]:
    """The names in each part of the list, in their order."""
    shown = client.get(page(shift)).context["groups"]
    return {name: [one.person.name for one, _acts in rows] for name, rows in shown}


def offered(client, shift) -> tuple[bool, str]:
    """Whether the page, opened anew, offers to take “all as planned” back, and what it says of it."""
    response = client.get(page(shift))
    return "undo_planned" in marks(response, "act"), response.context["planned"]


def test_all_as_planned_is_one_tap_and_the_exceptions_follow(lead, shift):
    late, absent, *_others = signed_up(shift, *(f"队员{n}" for n in "甲乙丙丁"))
    with time_machine.travel(shift.ends_at, tick=False):
        desk = signed_in(lead)
        assert "planned" in marks(desk.get(page(shift)), "act")
        desk.post(page(shift, "planned"))
        assert len(groups(desk, shift)["gone"]) == 4
        desk.post(page(shift, "volunteer_absent", absent.pk))
        came = f"{(shift.starts_at + 20 * MINUTE).astimezone(clock.HERE):%H:%M}"
        left = f"{shift.ends_at.astimezone(clock.HERE):%H:%M}"
        desk.post(page(shift, "volunteer_times", late.pk), {"came": came, "left": left})
        late.refresh_from_db()
        assert (late.checked_in_at, late.checked_out_at) == (shift.starts_at + 20 * MINUTE, shift.ends_at)
        assert fresh(absent).status == "absent"
        desk.post(page(shift, "volunteer_undo", absent.pk))
        assert fresh(absent).status == "assigned"


def test_all_as_planned_is_taken_back_in_one_tap_without_the_exceptions(desk, shift):
    people = signed_up(shift, *(f"队员{n}" for n in "甲乙丙"))
    response = desk.post(page(shift, "planned"), follow=True)
    assert response.redirect_chain == [(f"{page(shift)}?done=planned#list", 302)]
    assert (marks(response, "done"), response.context["planned"]) == (["planned"], "3 人已签到。")
    absent = people[0]
    with time_machine.travel(shift.starts_at, tick=False):
        desk.post(page(shift, "volunteer_absent", absent.pk))
        response = desk.post(page(shift, "undo_planned"), follow=True)
        assert levels(response) == ["success"]
        assert groups(desk, shift) == {"missing": ["队员丙", "队员乙"], "absent": ["队员甲"]}
        # A second tap finds nothing any more, nor does another act's button.
        assert levels(desk.post(page(shift, "undo_planned"), follow=True)) == ["error"]


def test_all_as_planned_of_one_shift_is_not_taken_back_on_another(desk, shift):
    (one,), other = signed_up(shift, "王甲"), ShiftFactory(activity=shift.activity)
    desk.post(page(shift, "planned"))
    assert marks(desk.get(page(other), {"done": "planned"}), "done") == []
    assert levels(desk.post(page(other, "undo_planned"), follow=True)) == ["error"]
    assert offered(desk, other) == (False, "")
    assert offered(desk, shift) == (True, "1 人已签到。")
    assert fresh(one).status == "served"


def test_where_nobody_is_left_all_as_planned_offers_nothing_to_take_back(desk, shift):
    signed_up(shift, "王甲", status="absent")
    response = desk.post(page(shift, "planned"), follow=True)
    assert (levels(response), marks(response, "done")) == (["info"], [])


def test_a_second_tap_leads_to_the_same_place_and_loses_nothing(desk, shift):
    signed_up(shift, "王甲", "陈乙")
    first = desk.post(page(shift, "planned"))
    response = desk.post(page(shift, "planned"), follow=True)
    assert response.redirect_chain == [(first.url, 302)]
    assert (levels(response), marks(response, "done")) == (["info"], ["planned"])
    assert response.context["planned"] == "2 人已签到。"


def test_it_is_taken_back_also_after_an_exception_and_after_the_page_was_opened_anew(desk, shift):
    one, _other = signed_up(shift, "王甲", "陈乙")
    desk.post(page(shift, "planned"))
    assert offered(desk, shift) == (True, "2 人已签到。")
    with time_machine.travel(shift.starts_at, tick=False):
        response = desk.post(page(shift, "volunteer_absent", one.pk), follow=True)
        # What was tapped last is said first.
        assert marks(response, "done") == [str(one.pk), "planned"]
        assert offered(desk, shift) == (True, "1 人已签到。")
        assert levels(desk.post(page(shift, "undo_planned"), follow=True)) == ["success"]
        assert offered(desk, shift) == (False, "")


def test_what_is_confirmed_is_not_offered_any_more_and_forgotten(lead, shift):
    one, other = signed_up(shift, "王甲", "陈乙")
    with time_machine.travel(shift.ends_at, tick=False):
        desk = signed_in(lead)
        desk.post(page(shift, "planned"))
        ServiceRecordFactory(assignment=one, volunteer=one.volunteer)
        assert offered(desk, shift) == (True, "1 人已按计划签到，记到班次结束。")
        ServiceRecordFactory(assignment=other, volunteer=other.volunteer)
        assert offered(desk, shift) == (False, "")
        assert PLANNED_KEY not in desk.session


@pytest.mark.parametrize("count", [1, 3])
def test_what_may_be_taken_back_costs_no_query(desk, shift, count, django_assert_num_queries):
    signed_up(shift, *(f"队员{n}" for n in "甲乙丙"[:count]))
    desk.post(page(shift, "planned"))
    without = signed_in(TeamAppointmentFactory(team=shift.activity.team).user)
    for client, is_offered in ((desk, True), (without, False)):
        assert offered(client, shift)[0] == is_offered
        with django_assert_num_queries(10):
            client.get(page(shift))
