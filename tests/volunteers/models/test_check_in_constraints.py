"""The database keeps who was on a shift: with a time and a way, gone after having come, at a published activity."""

import datetime as dt

import pytest

from common.time import clock
from tests.factories import AssignmentFactory, ShiftFactory, UserFactory
from tests.support.raw_sql import alter, broken_by, execute, refused, update, without_trigger
from volunteers.models import Assignment, Shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def assignment():
    """On a shift of yesterday, not ticked off yet."""
    return AssignmentFactory(shift__activity__starts_at=clock.now() - 24 * HOUR)


def came(assignment: Assignment, **more: object) -> dict[str, object]:
    return {"status": "served", "checked_in_at": assignment.starts_at, "checked_in_way": "list"} | more


def test_who_was_there_says_since_when_and_by_which_way(assignment):
    for without in ({"checked_in_at": None}, {"checked_in_way": ""}):
        assert broken_by(*update(assignment, **came(assignment) | without)) == "assignment_checked_in_with_status"
    execute(*update(assignment, **came(assignment)))


@pytest.mark.parametrize("status", ["assigned", "absent", "withdrawn", "waitlisted"])
def test_nobody_else_has_been_there(assignment, status):
    at = {"withdrawn": {"withdrawn_at": clock.now()}, "waitlisted": {"queued_at": clock.now()}}.get(status, {})
    for said in (
        {"checked_in_at": clock.now()},
        {"checked_in_way": "list"},
        {"checked_in_by_id": UserFactory().pk},
    ):
        name = broken_by(*update(assignment, status=status, **at, **said))
        assert name == "assignment_checked_in_with_status"


def test_somebody_leaves_after_having_come(assignment):
    early = {"checked_out_at": assignment.starts_at - dt.timedelta(seconds=1), "checked_out_way": "list"}
    assert refused(*update(assignment, **came(assignment, **early))) == "assignment_checked_out_after_in"
    for half in (
        {"checked_out_at": assignment.ends_at},
        {"checked_out_way": "list"},
        {"checked_out_by_id": UserFactory().pk},
    ):
        assert broken_by(*update(assignment, **came(assignment, **half))) == "assignment_checked_out_after_in"
    execute(*update(assignment, **came(assignment, checked_out_at=assignment.starts_at, checked_out_way="code")))


def test_nobody_leaves_who_was_not_there(assignment):
    said = {"checked_out_at": clock.now(), "checked_out_way": "list"}
    assert broken_by(*update(assignment, **said)) == "assignment_checked_out_after_in"


def test_who_was_let_in_from_the_waitlist_was_there(assignment):
    since = {"waited_since": clock.now()}
    assert broken_by(*update(assignment, **since)) == "assignment_waited_before_it_came"
    execute(*update(assignment, **came(assignment, **since)))


@pytest.mark.parametrize("trait", ["draft", "cancelled"])
@pytest.mark.parametrize("status", ["served", "absent"])
def test_nobody_was_at_an_activity_that_did_not_take_place(trait, status):
    assignment = AssignmentFactory(shift=ShiftFactory(**{f"activity__{trait}": True}))
    said = came(assignment) if status == "served" else {"status": "absent"}
    assert refused(*update(assignment, **said)) == "assignment_of_published_activity"


def test_whoever_was_there_or_absent_has_a_place_and_is_nowhere_else(assignment):
    for said in (came(assignment), {"status": "absent", "checked_in_at": None, "checked_in_way": ""}):
        execute(*update(assignment, **said))
        assert Shift.objects.get(pk=assignment.shift_id).seats_taken == 1
    execute(*update(assignment, **came(assignment)))
    other = AssignmentFactory(
        shift=ShiftFactory(activity__starts_at=assignment.starts_at), volunteer=assignment.volunteer, withdrawn=True
    )
    again = came(other, withdrawn_at=None)
    assert refused(*update(other, **again)) == "assignment_one_shift_at_a_time"


def test_the_code_that_is_told_has_four_digits(assignment):
    for wrong in ("", "123", "12a4", "１２３４"):
        assert broken_by(*update(assignment, told_code=wrong)) == "assignment_told_code_of_digits"


@pytest.mark.parametrize("column", ["walk_in", "answer_code", "created_at"])
def test_how_it_was_made_stays(assignment, column):
    value = {"walk_in": True, "answer_code": "other", "created_at": clock.now() - HOUR}[column]
    assert refused(*update(assignment, **{column: value})) == "assignment_stays"


# --- Control: without its guard each of these breaks


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("assignment_checked_in_with_status", {"checked_in_way": "list"}),
        ("assignment_checked_out_after_in", {"checked_out_way": "list"}),
        ("assignment_waited_before_it_came", {"waited_since": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}),
    ],
)
def test_control_each_check_alone_refuses_its_break(assignment, name, said):
    alter(f"ALTER TABLE volunteers_assignment DROP CONSTRAINT {name}")
    execute(*update(assignment, **said))


def test_control_without_its_trigger_somebody_was_at_a_draft():
    assignment = AssignmentFactory(shift=ShiftFactory(activity__draft=True))
    with without_trigger(Assignment, "assignment_of_published_activity"):
        execute(*update(assignment, status="absent"))
    assignment.refresh_from_db()
    assert assignment.status == "absent"
