"""The database keeps the invariants of activities, shifts and photos by itself: raw SQL cannot break them."""

import datetime as dt

import pytest

from common.time import clock
from stations.models import Hold, Occupancy
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    BookingFactory,
    BuildingFactory,
    CommunityFactory,
    EventFactory,
    HoldFactory,
    OrgUnitFactory,
    ShiftFactory,
    SpaceFactory,
    TeamFactory,
)
from tests.support.frozen import frozen_columns
from tests.support.raw_sql import copy, execute, refused, run, update, without_trigger
from volunteers.models import Activity, ActivityPhoto, Shift

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
NOW = clock.now()

# What raw SQL sets on an activity in three days, and the constraint that answers.
ACTIVITY_BREAKS = [
    ("activity_ends_after_start", {"ends_at": NOW}),
    ("activity_ends_after_start", {"ends_at": NOW + 40 * DAY}),
    ("activity_in_known_years", {"starts_at": NOW.replace(year=1999), "ends_at": NOW.replace(year=1999) + HOUR}),
    ("activity_in_known_years", {"starts_at": NOW.replace(year=2101), "ends_at": NOW.replace(year=2101) + HOUR}),
    ("activity_status_known", {"status": "lost"}),
    ("activity_kind_known", {"kind": "party"}),
    ("activity_kind_known", {"service": "party"}),
    ("activity_has_title_place_content", {"place": ""}),
    ("activity_has_title_place_content", {"content": ""}),
    ("activity_found_by_title", {"title": "别的名字"}),
    ("activity_withdraw_hours_sensible", {"withdraw_hours": 241}),
    ("activity_result_once_begun", {"result_published_at": NOW + 4 * DAY}),
    ("activity_result_once_begun", {"result": "好", "result_published_at": NOW}),
    ("activity_result_once_begun", {"result": "好", "result_published_at": NOW + 4 * DAY, "status": "cancelled"}),
]
SHIFT_BREAKS = [
    ("shift_capacity_sensible", {"capacity": 0}),
    ("shift_capacity_sensible", {"capacity": 501}),
    ("shift_ends_after_start", {"ends_at": NOW}),
    ("shift_ends_after_start", {"ends_at": NOW + 5 * DAY}),
    ("shift_longer_than_break", {"break_minutes": 120}),
    ("shift_longer_than_break", {"break_minutes": 119, "ends_at": NOW + 3 * DAY + dt.timedelta(minutes=119)}),
    ("shift_min_age_sensible", {"min_age": 13}),
    ("shift_min_age_sensible", {"min_age": 91}),
    ("shift_has_role", {"role": ""}),
    ("shift_skills_known", {"skills": ["flying"]}),
]
# Tested below, since they need other records.
ACTIVITY_OTHERS = {"activity_holds_its_space", "activity_at_one_place"}
SHIFT_OTHERS = {"shift_with_time", "shift_not_overfilled"}


@pytest.fixture
def in_room():
    """It holds its room from then on."""
    return ActivityFactory(space=SpaceFactory())


def photo(**fields: object) -> ActivityPhoto:
    row = {"activity": ActivityFactory(past=True), "kind": "after", "words": "路线牌", "photo": "x.webp", **fields}
    return ActivityPhoto.objects.create(**row)


def test_every_constraint_is_broken_here():
    for model, here in (
        (Activity, {name for name, _columns in ACTIVITY_BREAKS} | ACTIVITY_OTHERS),
        (Shift, {name for name, _columns in SHIFT_BREAKS} | SHIFT_OTHERS),
        (ActivityPhoto, {"activity_photo_kind_known", "activity_photo_has_words"}),
    ):
        own = {one.name for one in model._meta.constraints}
        assert own == here


@pytest.mark.parametrize(("name", "columns"), ACTIVITY_BREAKS)
def test_a_wrong_value_of_an_activity_is_refused(name, columns):
    assert refused(*update(ActivityFactory(), **columns)) == name


@pytest.mark.parametrize(("name", "columns"), SHIFT_BREAKS)
def test_a_wrong_value_of_a_shift_is_refused(name, columns):
    assert refused(*update(ShiftFactory(), **columns)) == name


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("activity_photo_kind_known", {"kind": "during"}),
        ("activity_photo_has_words", {"words": ""}),
        ("activity_photo_has_words", {"photo": ""}),
    ],
)
def test_a_wrong_value_of_a_photo_is_refused(name, columns):
    assert refused(*update(photo(), **columns)) == name


# --- The place


def test_an_activity_is_at_one_place_only():
    activity = ActivityFactory()
    community = activity.community
    both = {
        "event_id": EventFactory(organiser__community=community).pk,
        "building_id": BuildingFactory(estate__community=community).pk,
    }
    assert refused(*update(activity, **both)) == "activity_at_one_place"


def test_an_activity_holds_its_room_exactly_while_it_has_one_and_is_not_cancelled(in_room):
    plain = ActivityFactory(team=in_room.team)
    assert refused(*update(in_room, hold_id=None)) == "activity_holds_its_space"
    assert refused(*update(in_room, status="cancelled")) == "activity_holds_its_space"
    assert refused(*update(plain, space_id=in_room.space_id)) == "activity_holds_its_space"


def test_neither_the_activity_nor_its_hold_moves_alone(in_room):
    moved = {"starts_at": in_room.starts_at + DAY, "ends_at": in_room.ends_at + DAY}
    other = SpaceFactory(station=in_room.space.station)
    assert refused(*update(in_room, **moved)) == "activity_holds_as_said"
    assert refused(*update(in_room.hold, **moved)) == "activity_holds_as_said"
    assert refused(*update(in_room, space_id=other.pk)) == "activity_holds_as_said"


def test_an_activity_cannot_stand_on_the_hold_of_anything_else(in_room):
    for hold in (BookingFactory().hold, HoldFactory()):
        plain = ActivityFactory(starts_at=hold.starts_at, ends_at=hold.ends_at)
        standing = {"space_id": hold.space_id, "hold_id": hold.pk}
        assert refused(*update(plain, **standing)) == "activity_holds_as_said"


def test_no_hold_of_an_activity_stands_without_one(in_room):
    free = in_room.ends_at + DAY
    assert refused(*copy(in_room.hold, starts_at=free, ends_at=free + HOUR)) == "hold_of_activity_has_one"


def test_an_activity_that_is_cancelled_or_deleted_frees_its_room(in_room):
    run(*update(in_room, status="cancelled", hold_id=None))
    draft = ActivityFactory(space=SpaceFactory(), draft=True)
    Activity.objects.filter(pk=draft.pk).delete()
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Hold.objects.exists()


def test_control_without_letting_go_a_deleted_activity_would_keep_the_room(in_room):
    with without_trigger(Activity, "activity_lets_go"):
        execute("DELETE FROM volunteers_activity")
    assert Occupancy.objects.exists()
    execute("DELETE FROM stations_hold")


def test_place_team_and_organiser_are_of_one_community():
    activity = ActivityFactory()
    abroad = CommunityFactory(name="别的社区")
    event = EventFactory(organiser__community=abroad)
    building = BuildingFactory(estate__community=abroad)
    team = TeamFactory(community=abroad)
    unit = OrgUnitFactory(community=abroad)
    assert refused(*update(activity, event_id=event.pk)) == "activity_place_same_community"
    assert refused(*update(activity, building_id=building.pk)) == "activity_place_same_community"
    assert refused(*update(activity, team_id=team.pk)) == "activity_team_same_community"
    assert refused(*update(activity, organiser_id=unit.pk)) == "activity_organiser_same_community"


def test_control_without_the_trigger_an_activity_is_at_a_building_of_another_community():
    activity = ActivityFactory()
    building = BuildingFactory(estate__community=CommunityFactory(name="别的社区"))
    with without_trigger(Activity, "activity_place_same_community"):
        run(*update(activity, building_id=building.pk))


# --- What never changes


def test_what_was_public_is_no_draft_again_and_what_is_cancelled_stays_so():
    assert refused(*update(ActivityFactory(), status="draft")) == "activity_status_goes_on"
    assert refused(*update(ActivityFactory(cancelled=True), status="published")) == "activity_status_goes_on"
    run(*update(ActivityFactory(draft=True), status="published"))
    run(*update(ActivityFactory(), status="cancelled"))


def test_when_it_was_made_and_the_code_at_the_place_are_never_rewritten():
    activity = ActivityFactory()
    assert refused(*update(activity, created_at=NOW - DAY)) == "activity_stays"
    assert refused(*update(activity, place_code="别的")) == "activity_stays"
    assert refused(*update(ShiftFactory(), activity_id=activity.pk)) == "shift_stays"
    assert refused(*update(photo(), activity_id=activity.pk)) == "activity_photo_stays"


def test_each_of_these_guards_has_words_for_people():
    assert Activity.database_messages.keys() - frozen_columns(Activity).keys() == {
        "activity_holds_as_said",
        "hold_of_activity_has_one",
        "activity_place_same_community",
        "activity_team_same_community",
        "activity_organiser_same_community",
        "shift_within_activity",
    }


# --- Shifts


def test_a_shift_is_never_overfilled():
    shift = AssignmentFactory(shift__capacity=2).shift
    AssignmentFactory(shift=shift)
    assert refused(*update(shift, capacity=1)) == "shift_not_overfilled"


def test_only_the_trigger_counts_places():
    shift = AssignmentFactory().shift
    run(*update(shift, seats_taken=0))
    shift.refresh_from_db()
    assert shift.seats_taken == 1


def test_control_without_the_trigger_an_old_count_would_be_written():
    shift = AssignmentFactory().shift
    with without_trigger(Shift, "shift_places_are_counted"):
        run(*update(shift, seats_taken=0))
    shift.refresh_from_db()
    assert shift.seats_taken == 0


def test_a_shift_lies_within_its_activity_whichever_of_them_moves():
    shift = ShiftFactory()
    activity = shift.activity
    assert refused(*update(shift, ends_at=shift.ends_at + HOUR)) == "shift_within_activity"
    assert refused(*update(shift, starts_at=shift.starts_at - HOUR)) == "shift_within_activity"
    assert refused(*update(activity, ends_at=activity.ends_at - HOUR)) == "shift_within_activity"
    assert refused(*copy(shift, ends_at=shift.ends_at + HOUR)) == "shift_within_activity"


@pytest.mark.parametrize(
    ("model", "trigger"), [(Shift, "shift_within_activity"), (Activity, "activity_covers_its_shifts")]
)
def test_control_without_the_trigger_a_shift_lies_outside(model, trigger):
    shift = ShiftFactory()
    row = shift if model is Shift else shift.activity
    shorter = {"ends_at": row.ends_at + HOUR} if model is Shift else {"ends_at": row.ends_at - HOUR}
    with without_trigger(model, trigger):
        run(*update(row, **shorter))


def test_a_shift_that_moves_by_raw_sql_takes_its_assignments_along():
    assignment = AssignmentFactory()
    shift = assignment.shift
    execute("SET CONSTRAINTS ALL DEFERRED")
    run(*update(shift, ends_at=shift.ends_at - HOUR))
    assignment.refresh_from_db()
    assert assignment.ends_at == shift.ends_at - HOUR
