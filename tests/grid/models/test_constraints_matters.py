"""The database keeps the invariants of matters: raw SQL cannot break them.

What is tried here counts for `test_every_named_constraint_is_tried` of test_constraints.py.
"""

from collections.abc import Callable
from typing import Any

import pytest

from common.time import clock
from grid.models import (
    Matter,
    MatterCall,
    MatterExclusion,
    MatterKind,
    MatterPhoto,
    MatterReporter,
    MatterStep,
)
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    GateFactory,
    GridFactory,
    MatterCallFactory,
    MatterExclusionFactory,
    MatterFactory,
    MatterKindFactory,
    MatterPhotoFactory,
    MatterReporterFactory,
    MatterStepFactory,
    PersonFactory,
    UserFactory,
)
from tests.support.raw_sql import copy, refused, run, update

pytestmark = pytest.mark.django_db

MODELS = [Matter, MatterCall, MatterExclusion, MatterKind, MatterPhoto, MatterReporter, MatterStep]


def received() -> Any:
    return MatterFactory(received=True)


def done() -> Any:
    return MatterFactory(done=True)


# What raw SQL sets on a fresh row, each by itself, and the constraint that answers: every clause of it.
BREAKS: dict[str, tuple[Callable, *tuple[str, ...]]] = {
    "matter_kind_has_one_clock": (
        MatterKindFactory,
        "hours = 2",
        "working_days = NULL",
        "working_days = 61",
        "working_days = 0",
        "working_days = NULL, hours = 73",
        "working_days = NULL, hours = 0",
    ),
    "matter_kind_has_name": (MatterKindFactory, "name = ''"),
    "matter_status_known": (received, "status = 'x', closed_at = now()"),
    "matter_has_place": (MatterFactory, "building_id = NULL"),
    "matter_position_whole": (MatterFactory, "x = 1", "y = 1", "x = 200001, y = 1", "x = 1, y = -100001"),
    "matter_outside_by_its_pin": (MatterFactory, "outside = true"),
    "matter_received_by_somebody": (
        MatterFactory,
        "status = 'received'",
        "status = 'received', received_at = now(), handler_id = 1",
    ),
    "matter_planned_for_a_day": (received, "status = 'planned'", "planned_on = '2026-12-01'"),
    "matter_closed_with_status": (
        received,
        "closed_at = now()",
        "status = 'done'",
        "status = 'impossible', answer = 'x'",
    ),
    "matter_answered_with_reason": (
        received,
        "status = 'impossible', closed_at = now()",
        "status = 'rejected', closed_at = now()",
        "status = 'elsewhere', closed_at = now(), referred_to = '城管'",
    ),
    "matter_referred_to_somebody": (
        received,
        "status = 'elsewhere', closed_at = now(), answer = 'x'",
        "referred_to = '城管'",
        "referred_phone = '12319'",
    ),
    "matter_duplicate_of_another": (received, "status = 'duplicate', closed_at = now()"),
    "matter_extended_with_reason": (received, "extended_from = now()", "extension_reason = '等材料'"),
    "matter_clock_runs_on": (
        MatterFactory,
        "due_at = reported_at - interval '1 second'",
    ),
    "matter_in_known_years": (MatterFactory, "due_at = '2101-01-02'"),
    "matter_reporter_person_or_words": (MatterReporterFactory, "name = '王'", "phone = '+8613800138000'"),
    "matter_reporter_phone_e164": (lambda: MatterReporterFactory(person=None), "phone = '138'"),
    "matter_reporter_answered_at": (
        MatterReporterFactory,
        "answer = 'content'",
        "answered_at = now()",
        "answer_words = '好'",
        "answer = 'x', answered_at = now()",
    ),
    "matter_photo_stage_known": (MatterPhotoFactory, "stage = 'x'"),
    "matter_photo_has_photo": (MatterPhotoFactory, "photo = ''"),
    "matter_photo_without_position": (MatterPhotoFactory, "x = 1, y = 1", "x = 1"),
    "matter_exclusion_with_reason": (MatterExclusionFactory, "reason = ''"),
    "matter_exclusion_by_two": (
        MatterExclusionFactory,
        "agreed_by_id = by_id, agreed_at = now()",
        "agreed_at = now()",
    ),
    "matter_exclusion_kind_known": (MatterExclusionFactory, "kind = 'x'"),
    "community_plan_on_earth": (
        CommunityFactory,
        "plan_latitude = 31.3",
        "plan_longitude = 120.4",
        "plan_latitude = 86, plan_longitude = 0",
        "plan_latitude = 0, plan_longitude = 181",
    ),
    "community_office_opens_first": (CommunityFactory, "office_opens = office_closes"),
}
# Rows that are only inserted, since their updates are refused altogether; and what a second row breaks.
INSERTED = {"matter_step_with_reason", "matter_call_result_known"}
OTHERS = {
    "matter_kind_name_unique",
    "matter_kind_of_visits_once",
    "matter_not_its_own_duplicate",
    "matter_reporter_once",
    "matter_reported_once",
}
TRIED = set(BREAKS) | INSERTED | OTHERS
LINKED = {
    "matter_kind_stays_in_community",
    "matter_in_one_community",
    "matter_stays",
    "matter_goes_on",
    "matter_first_handler_stays",
    "matter_extended_once",
    "matter_merged_once",
    "matter_reporter_stays",
    "matter_step_stays",
    "matter_photo_stays",
    "matter_call_stays",
    "matter_exclusion_stays",
}


@pytest.mark.parametrize("name", BREAKS)
def test_raw_sql_cannot_break(name):
    make, *changes = BREAKS[name]
    row = make()
    by = {change: refused(f"UPDATE {row._meta.db_table} SET {change} WHERE id = %s", row.pk) for change in changes}
    assert by == dict.fromkeys(changes, name)


def test_steps_with_a_reason_have_one_and_calls_a_known_result():
    step, call = MatterStepFactory(), MatterCallFactory()
    kinds = ("handed_on", "extended", "impossible", "elsewhere", "rejected")
    assert {refused(*copy(step, kind=kind, words="")) for kind in kinds} == {"matter_step_with_reason"}
    assert refused(*copy(call, result="x")) == "matter_call_result_known"


def test_a_kind_has_a_name_of_its_own_and_one_is_of_visits():
    kind = MatterKindFactory(of_visits=True)
    assert refused(*copy(kind, of_visits=False)) == "matter_kind_name_unique"
    assert refused(*copy(kind, name="别的")) == "matter_kind_of_visits_once"


def test_a_matter_is_reported_once_and_followed_once():
    reporter = MatterReporterFactory()
    assert refused(*copy(reporter, code="0" * 32, person_id=PersonFactory().pk)) == "matter_reported_once"
    assert refused(*copy(reporter, code="0" * 32, follows=True)) == "matter_reporter_once"


def test_a_matter_is_merged_with_one_that_stands_for_itself():
    parent, child, third = MatterFactory(), MatterFactory(), MatterFactory()
    merge = "UPDATE grid_matter SET status = 'duplicate', closed_at = now(), parent_id = %s WHERE id = %s"
    assert refused(merge, child.pk, child.pk) in {"matter_not_its_own_duplicate", "matter_merged_once"}
    run(merge, parent.pk, child.pk)
    assert refused(merge, child.pk, third.pk) == "matter_merged_once"
    assert refused(merge, third.pk, parent.pk) == "matter_merged_once"


@pytest.mark.parametrize("column", ["kind_id", "grid_id", "building_id", "gate_id"])
def test_the_places_of_a_matter_are_of_its_community(column):
    elsewhere = CommunityFactory(name="青山社区")
    other = {
        "kind_id": lambda: MatterKindFactory(community=elsewhere),
        "grid_id": lambda: GridFactory(community=elsewhere),
        "building_id": lambda: BuildingFactory(estate__community=elsewhere),
        "gate_id": lambda: GateFactory(estate__community=elsewhere),
    }[column]()
    assert refused(*update(MatterFactory(), **{column: other.pk})) == "matter_in_one_community"


WAYS = {
    ("reported", "in_hand"): False,
    ("reported", "done"): False,
    ("received", "reported"): False,
    ("received", "confirmed"): False,
    ("received", "in_hand"): True,
    ("received", "done"): True,
    ("done", "confirmed"): True,
    ("done", "in_hand"): True,
    ("done", "received"): False,
    ("confirmed", "done"): False,
    ("confirmed", "in_hand"): True,
    ("rejected", "received"): False,
    ("rejected", "in_hand"): True,
}


@pytest.mark.parametrize(("before", "after"), WAYS)
def test_a_matter_goes_only_the_ways_that_there_are(before, after):
    closed = {"closed_at": clock.now()} if before not in Matter.OPEN else {}
    matter = MatterFactory(received=True, **{"status": before, "answer": "好", **closed})
    closes = clock.now() if after not in Matter.OPEN else None
    statement = update(matter, status=after, closed_at=closes)
    if WAYS[before, after]:
        run(*statement)
    else:
        assert refused(*statement) == "matter_goes_on"


def test_who_received_it_first_and_the_one_extension_stay():
    matter = received()
    assert refused(*update(matter, first_handler_id=UserFactory().pk)) == "matter_first_handler_stays"
    run(*update(matter, extended_from=clock.now(), extension_reason="等材料"))
    assert refused(*update(matter, extension_reason="别的原因")) == "matter_extended_once"


def test_steps_and_calls_are_never_rewritten():
    assert refused(*update(MatterStepFactory(), words="别的")) == "matter_step_stays"
    assert refused(*update(MatterCallFactory(), result="content")) == "matter_call_stays"


def test_a_photo_stays_with_its_matter():
    photo = MatterPhotoFactory(matter=None)
    run(*update(photo, matter_id=MatterFactory().pk))
    assert refused(*update(photo, matter_id=MatterFactory().pk)) == "matter_photo_stays"
