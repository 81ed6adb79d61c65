"""The office plans activities: drafted, published, moved with their shifts, called off, copied."""

import datetime as dt

import pytest

from common.time import clock
from stations.models import Hold
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    BookingFactory,
    BuildingFactory,
    CommunityFactory,
    EventFactory,
    ResidentFactory,
    ShiftFactory,
    SpaceFactory,
    StationFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
)
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.shifts import join
from tests.support.team_work import at, new_shift, office_of, planned
from volunteers.actions.activities import (
    add_shift,
    cancel_activity,
    change_activity,
    change_shift,
    copy_activity,
    delete_draft_activity,
    draft_activity,
    publish_activity,
    remove_shift,
)
from volunteers.models import Activity, Assignment, Shift
from volunteers.rules.activities import ActivityAct, possible_activity_acts

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def office(team):
    return office_of(team)


@pytest.fixture
def activity(team, office):
    """Published, in three days from nine to eleven, with one shift."""
    activity = draft_activity(planned(team, office), by=office)
    add_shift(new_shift(activity), by=office)
    return publish_activity(activity, by=office)


def times(activity: Activity) -> list[tuple]:
    return [(shift.starts_at, shift.ends_at) for shift in activity.shifts.order_by("starts_at", "pk")]


# --- Drafts and publishing


def test_a_draft_is_of_the_teams_community_and_nobody_sees_it(team, office):
    draft_activity(planned(team, office), by=office)

    activity = Activity.objects.get()
    assert (activity.status, activity.community, activity.place) == ("draft", team.community, "海棠苑东门")
    assert not Activity.objects.published().exists()


def test_only_the_office_plans_and_only_for_its_own_community(team, office):
    lead = TeamAppointmentFactory(team=team).user
    abroad = TeamFactory(community=CommunityFactory(name="别的社区"))
    assert refusal(draft_activity, planned(team, office), by=ResidentFactory()) == "not_allowed"
    assert refusal(draft_activity, planned(team, office), by=lead) == "not_allowed"
    assert refusal(draft_activity, planned(abroad, office), by=office) == "not_allowed"
    assert not Activity.objects.exists()


def test_publishing_needs_a_shift(team, office):
    draft = draft_activity(planned(team, office), by=office)
    assert refusal(publish_activity, draft, by=office) == "no_shift"
    add_shift(new_shift(draft), by=office)
    assert publish_activity(draft, by=office).is_published


def test_the_person_in_charge_is_of_the_office_or_leads_the_team(team, office):
    sub_team = SubTeamFactory(parent=team)
    lead_of_all, lead_of_it = (TeamAppointmentFactory(team=one).user for one in (team, sub_team))
    lead_beside = TeamAppointmentFactory(team=SubTeamFactory(parent=team)).user
    for lead, may in (
        (office, True),
        (lead_of_all, True),
        (lead_of_it, True),
        (lead_beside, False),
        (ResidentFactory(), False),
    ):
        draft = draft_activity(planned(sub_team, lead), by=office)
        add_shift(new_shift(draft), by=office)
        if may:
            assert publish_activity(draft, by=office).is_published
        else:
            assert refusal(publish_activity, draft, by=office) == "lead_may_not_lead"


def test_a_public_activity_gets_no_lead_who_may_not_lead(activity, office):
    assert refusal(change_activity, activity, by=office, lead=ResidentFactory()) == "lead_may_not_lead"


def test_what_is_over_is_not_published_and_what_is_public_stays_so(team, office, activity):
    over = ActivityFactory(team=team, lead=office, draft=True, past=True)
    assert refusal(publish_activity, over, by=office) == "over"
    assert publish_activity(activity, by=office).is_published


# --- Where it is


def test_an_activity_is_in_a_room_and_holds_it_until_it_is_cancelled(team, office):
    space = SpaceFactory(name="阅览室", station=StationFactory(name="幸福驿站", community=team.community))
    activity = draft_activity(planned(team, office, space=None), by=office)
    activity = change_activity(activity, by=office, space=space)
    add_shift(new_shift(activity), by=office)
    publish_activity(activity, by=office)

    assert (activity.place, Hold.objects.get().kind) == ("幸福驿站·阅览室", "activity")
    assert Hold.objects.get().programme == activity

    change_activity(activity, by=office, starts_at=at(14), ends_at=at(16))
    assert Hold.objects.get().starts_at == at(14)

    cancel_activity(activity, by=office, reason="下雨")
    assert not Hold.objects.exists()


def test_a_room_that_is_taken_is_refused_and_the_draft_is_not_kept(team, office):
    space = SpaceFactory(station__community=team.community)
    BookingFactory(space=space, starts_at=at(10), ends_at=at(11))
    activity = planned(team, office)
    activity.space = space
    assert refusal(draft_activity, activity, by=office) == "room_taken"
    assert not Activity.objects.exists()


def test_an_activity_at_a_building_or_at_an_event_says_so_as_its_place(team, office):
    building = BuildingFactory(estate__community=team.community)
    event = EventFactory(organiser__community=team.community, place="小区广场")
    activity = draft_activity(planned(team, office, building=building), by=office)
    assert activity.place == str(building)

    assert change_activity(activity, by=office, building=None, event=event).place == "小区广场"
    assert change_activity(activity, by=office, place="别处").place == "小区广场"
    assert change_activity(activity, by=office, event=None, place="西门").place == "西门"


def test_an_activity_is_at_one_place_only(team, office):
    building = BuildingFactory(estate__community=team.community)
    event = EventFactory(organiser__community=team.community)
    both = planned(team, office, building=building)
    both.event = event
    assert refusal(draft_activity, both, by=office) == "activity_at_one_place"


def test_an_activity_at_a_draft_of_an_event_waits_for_it(team, office):
    event = EventFactory(organiser__community=team.community, draft=True)
    activity = draft_activity(planned(team, office, event=event), by=office)
    add_shift(new_shift(activity), by=office)
    assert refusal(publish_activity, activity, by=office) == "event_draft"


# --- Moves


def test_when_the_time_moves_the_shifts_move_by_as_much_and_the_volunteers_with_them(activity, office):
    early = activity.shifts.get()
    change_shift(early, by=office, ends_at=at(10))
    late = add_shift(new_shift(activity, starts_at=at(10)), by=office)
    somebody = join(early)
    AssignmentFactory(shift=late, volunteer=somebody.volunteer, confirmed_at=at(0, days=0), reminded_at=at(0, days=0))

    change_activity(activity, by=office, starts_at=at(10), ends_at=at(12))
    assert times(activity) == [(at(10), at(11)), (at(11), at(12))]
    change_activity(activity, by=office, starts_at=at(9), ends_at=at(11))
    assert times(activity) == [(at(9), at(10)), (at(10), at(11))]

    rows = Assignment.objects.order_by("starts_at")
    assert [(row.starts_at, row.ends_at) for row in rows] == times(activity)
    assert {(row.confirmed_at, row.reminded_at) for row in rows} == {(None, None)}


def test_everybody_signed_up_or_waiting_is_told_of_a_new_time_or_place(activity, office):
    change_shift(activity.shifts.get(), by=office, capacity=1)
    seated, waiting = join(activity.shifts.get()), join(activity.shifts.get())

    change_activity(activity, by=office, place="西门")
    change_activity(activity, by=office, title="新名字")
    change_activity(activity, by=office, starts_at=at(9.5))

    for person in (seated.person, waiting.person):
        assert heard(person).count("activity_changed") == 2
    assert Activity.objects.get().sequence == 2


def test_when_it_becomes_longer_or_shorter_shifts_that_begin_or_end_with_it_still_do(activity, office):
    add_shift(new_shift(activity, starts_at=at(10), ends_at=at(10.5)), by=office)
    change_activity(activity, by=office, ends_at=at(12))
    assert times(activity) == [(at(9), at(12)), (at(10), at(10.5))]
    change_activity(activity, by=office, starts_at=at(9.5))
    assert times(activity) == [(at(9.5), at(12)), (at(10), at(10.5))]


def test_a_shift_that_would_lie_outside_keeps_the_activity_as_it_is(activity, office):
    add_shift(new_shift(activity, starts_at=at(10), ends_at=at(10.5)), by=office)
    assert refusal(change_activity, activity, by=office, ends_at=at(10)) == "shift_within_activity"
    assert times(activity) == [(at(9), at(11)), (at(10), at(10.5))]


def test_a_volunteer_who_is_elsewhere_then_keeps_the_activity_where_it_is(activity, office, team):
    somebody = join(activity.shifts.get())
    other = ShiftFactory(activity__team=team, activity__starts_at=at(14), activity__ends_at=at(16))
    AssignmentFactory(shift=other, volunteer=somebody.volunteer)

    assert refusal(change_activity, activity, by=office, starts_at=at(15), ends_at=at(17)) == "volunteers_elsewhere"
    assert times(activity) == [(at(9), at(11))]
    change_activity(activity, by=office, starts_at=at(16), ends_at=at(18))
    assert times(activity) == [(at(16), at(18))]


def test_what_a_volunteer_has_given_up_elsewhere_is_in_nobodys_way(activity, office, team):
    somebody = join(activity.shifts.get())
    other = ShiftFactory(activity__team=team, activity__starts_at=at(14), activity__ends_at=at(16))
    AssignmentFactory(shift=other, volunteer=somebody.volunteer, withdrawn=True)

    change_activity(activity, by=office, starts_at=at(15), ends_at=at(17))
    assert times(activity) == [(at(15), at(17))]


def test_a_cancelled_activity_stays_as_it_is(activity, office):
    cancel_activity(activity, by=office, reason="下雨")
    assert refusal(change_activity, activity, by=office, title="别的") == "cancelled"
    assert refusal(add_shift, new_shift(activity), by=office) == "cancelled"


def test_an_activity_with_volunteers_stays_with_its_team_but_may_go_to_a_sub_team(activity, office, team):
    join(activity.shifts.get())
    other = TeamFactory(community=team.community, unit=team.unit)
    assert refusal(change_activity, activity, by=office, team=other) == "team_has_volunteers"
    assert change_activity(activity, by=office, team=SubTeamFactory(parent=team)).team.parent == team


# --- Calling off, copying, deleting


def test_calling_off_tells_everybody_the_reason(activity, office):
    somebody = join(activity.shifts.get())
    assert refusal(cancel_activity, activity, by=office, reason=" ") == "no_reason"
    cancel_activity(activity, by=office, reason="下雨")
    cancel_activity(activity, by=office, reason="又点了一次")

    activity.refresh_from_db()
    assert (activity.status, activity.cancel_reason) == ("cancelled", "下雨")
    assert heard(somebody.person).count("activity_cancelled") == 1


def test_an_activity_to_which_volunteers_came_is_neither_called_off_nor_moved(team, office):
    activity = ActivityFactory(team=team, lead=office, starts_at=at(9, days=0), ends_at=at(23, days=0))
    AssignmentFactory(shift__activity=activity, served=True)
    assert ActivityAct.CALL_OFF not in possible_activity_acts(activity, office)
    assert refusal(cancel_activity, activity, by=office, reason="下雨") == "people_came"
    later = {"starts_at": at(9), "ends_at": at(23)}
    assert refusal(change_activity, activity, by=office, **later) == "people_came"
    assert refusal(change_activity, activity, by=office, kind="training") == "people_came"


def test_a_shift_on_which_volunteers_came_keeps_its_beginning_and_others_move(team, office):
    activity = ActivityFactory(team=team, lead=office, starts_at=at(9, days=0), ends_at=at(23, days=0))
    came, later = (ShiftFactory(activity=activity, ends_at=at(12, days=0)) for _n in range(2))
    AssignmentFactory(shift=came, served=True)
    assert refusal(change_shift, came, by=office, starts_at=at(10, days=0)) == "people_came"
    change_shift(came, by=office, ends_at=at(13, days=0))
    change_shift(later, by=office, starts_at=at(10, days=0))


def test_a_copy_has_the_shifts_and_nobody_on_them(activity, office):
    join(activity.shifts.get())
    copy = copy_activity(activity, by=office, days_later=7)

    assert (copy.status, times(copy)) == ("draft", [(at(9, days=10), at(11, days=10))])
    assert (copy.shifts.get().seats_taken, copy.shifts.get().assignments.count()) == (0, 0)
    assert copy.place_code != activity.place_code
    assert activity.shifts.get().seats_taken == 1


def test_a_copy_takes_the_room_when_it_is_free_then_and_else_none(team, office):
    space = SpaceFactory(station__community=team.community)
    activity = ActivityFactory(team=team, lead=office, space=space, starts_at=at(9), ends_at=at(11))
    assert copy_activity(activity, by=office).hold.space == space
    again = copy_activity(activity, by=office)
    assert (again.space, again.hold) == (None, None)
    assert again.place != activity.place


def test_only_a_draft_is_deleted(team, office, activity):
    draft = draft_activity(planned(team, office), by=office)
    add_shift(new_shift(draft), by=office)
    delete_draft_activity(draft, by=office)
    assert refusal(delete_draft_activity, activity, by=office) == "not_a_draft"
    assert list(Activity.objects.all()) == [activity]


# --- Shifts


def test_more_places_go_to_the_waitlist_and_fewer_than_taken_are_refused(activity, office):
    shift = activity.shifts.get()
    change_shift(shift, by=office, capacity=1)
    first, second = join(shift), join(shift)
    change_shift(shift, by=office, capacity=2)

    second.refresh_from_db()
    assert second.is_assigned
    assert refusal(change_shift, shift, by=office, capacity=1) == "shift_not_overfilled"
    assert heard(first.person) == ["shift_signed_up"]


def test_a_shift_that_moves_takes_its_volunteers_along_and_tells_them(activity, office):
    somebody = join(activity.shifts.get())
    change_shift(activity.shifts.get(), by=office, starts_at=at(10))
    somebody.refresh_from_db()
    assert (somebody.starts_at, somebody.ends_at) == (at(10), at(11))
    assert "activity_changed" in heard(somebody.person)
    assert refusal(change_shift, activity.shifts.get(), by=office, ends_at=at(12)) == "shift_within_activity"


def test_a_shift_with_volunteers_is_not_removed_and_the_last_one_of_a_public_activity_stays(activity, office):
    shift = activity.shifts.get()
    assert refusal(remove_shift, shift, by=office) == "no_shift"
    other = add_shift(new_shift(activity, role="摄影"), by=office)
    somebody = AssignmentFactory(shift=other)
    assert refusal(remove_shift, other, by=office) == "shift_has_volunteers"
    Assignment.objects.filter(pk=somebody.pk).update(status="withdrawn", withdrawn_at=at(0, days=0))
    remove_shift(other, by=office)
    assert list(Shift.objects.all()) == [shift]


def test_leads_and_residents_change_no_shifts(activity, team):
    for by in (TeamAppointmentFactory(team=team).user, ResidentFactory()):
        assert refusal(change_shift, activity.shifts.get(), by=by, capacity=9) == "not_allowed"
        assert refusal(add_shift, new_shift(activity), by=by) == "not_allowed"
        assert refusal(remove_shift, activity.shifts.get(), by=by) == "not_allowed"


def test_what_volunteers_are_to_come_to_is_not_moved_into_the_past(activity, office):
    before = {"starts_at": at(9, days=-1), "ends_at": at(11, days=-1)}
    assert refusal(change_activity, activity, by=office, **before) == "in_the_past"
    draft = ActivityFactory(team=activity.team, draft=True)
    assert change_activity(draft, by=office, **before).ends_at == before["ends_at"]


def test_a_shift_to_come_is_not_moved_into_the_past(office, activity):
    now = clock.now()
    on = ActivityFactory(team=activity.team, starts_at=now - 3 * HOUR, ends_at=now + 6 * HOUR)
    shift = ShiftFactory(activity=on, starts_at=now + HOUR, ends_at=now + 3 * HOUR)
    before = {"starts_at": now - 3 * HOUR, "ends_at": now - HOUR}
    assert refusal(change_shift, shift, by=office, **before) == "in_the_past"
    # Nor does it get there with its activity.
    earlier = {"starts_at": on.starts_at - 2 * HOUR, "ends_at": on.ends_at - 2 * HOUR}
    assert refusal(change_activity, on, by=office, **earlier) == "in_the_past"
    shift.refresh_from_db()
    assert shift.starts_at == now + HOUR


def test_what_is_on_and_ended_early_gets_its_true_end(office, activity):
    now = clock.now()
    on = ActivityFactory(team=activity.team, starts_at=now - 2 * HOUR, ends_at=now + HOUR)
    shift = ShiftFactory(activity=on)
    ended = now - HOUR / 2
    assert change_activity(on, by=office, ends_at=ended).ends_at == ended
    shift.refresh_from_db()
    assert shift.ends_at == ended
    assert change_shift(shift, by=office, ends_at=now - HOUR).ends_at == now - HOUR
