"""Who was there: who says so, when, and what can be taken back."""

import datetime as dt
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cached_property
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Person, User
from accounts.rules.consent import require_consent
from common.exceptions import Refused, allows
from common.time import clock, formatting
from volunteers.models import Activity, Assignment, Shift, Volunteer
from volunteers.rules.assignments import LEADS, require_age_for_shift, require_member
from volunteers.selectors.check_in import (
    check_in_opens_at,
    check_out_closes_at,
    has_check_in_opened,
    is_recorded,
)

# Ticking volunteers in and out; answering for the whole list goes with leading the team (`LEADS`).
CHECKS_IN = "volunteers.check_in_assignment"
# Four digits are soon tried out: so many wrong ones, then the list is used.
WRONG_CODES = "10/h/user"

# --- What may be done with one assignment --------------------------------------------------------------------------


class CheckInAct(StrEnum):
    """An act on an assignment at the place. `arrive`, `leave`: the volunteer, or family, does it by the QR there."""

    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    TIMES = "times"
    ABSENT = "absent"
    ARRIVE = "arrive"
    LEAVE = "leave"
    UNDO = "undo"


class PlaceRelation:
    """What the user is to the place of an activity, for the rules on who is there; each question is asked once."""

    def __init__(self, user: User, activity: Activity) -> None:
        self.user, self.activity = user, activity

    @cached_property
    def receives(self) -> bool:
        """A lead of the team that runs the activity, the office, or whoever receives people at its station."""
        return self.user.has_perm(CHECKS_IN, self.activity)

    @cached_property
    def leads(self) -> bool:
        """A lead of the team that runs the activity, or the office."""
        return self.user.has_perm(LEADS, self.activity)

    @cached_property
    def family(self) -> frozenset[int]:
        """The keys of the user and of the wards of today."""
        return frozenset(Person.objects.in_care_of(self.user).values_list("pk", flat=True))

    def is_family_of(self, person: int) -> bool:
        """Whether it is the user, or a ward of today, by the key of the person."""
        return person in self.family


def require_may_check_in(who: PlaceRelation, assignment: Assignment) -> None:
    """Act on an assignment: tick a volunteer in, also one who was thought absent."""
    require_receives(who)
    require_others_presence(who, assignment.person_id)
    require_on_list(assignment)
    require_check_in_opened(assignment.shift)
    require_not_recorded(assignment)


def require_may_check_out(who: PlaceRelation, assignment: Assignment) -> None:
    """Act on an assignment: tick a volunteer out who is there."""
    require_receives(who)
    require_others_presence(who, assignment.person_id)
    require_checked_in(assignment)
    require_not_recorded(assignment)


def require_may_set_times(who: PlaceRelation, assignment: Assignment) -> None:
    """Act on an assignment: the lead says from when until when somebody was there."""
    require_leads_here(who)
    require_others_presence(who, assignment.person_id)
    require_on_list(assignment)
    require_check_in_opened(assignment.shift)
    require_not_recorded(assignment)


def require_may_mark_absent(who: PlaceRelation, assignment: Assignment) -> None:
    """Act on an assignment: the lead says that somebody did not come. Whoever was added at the place came."""
    require_leads_here(who)
    require_others_presence(who, assignment.person_id)
    require_on_list(assignment)
    require_begun(assignment.shift)
    require_expected(assignment)
    require_not_recorded(assignment)


def require_may_arrive(who: PlaceRelation, assignment: Assignment) -> None:
    """Act on an assignment: the volunteer, or family, checks in by the QR at the place until the shift is over."""
    require_own(who, assignment)
    require_on_list(assignment)
    require_not_absent(assignment)
    require_check_in_opened(assignment.shift)
    require_not_over(assignment.shift)
    require_not_recorded(assignment)


def require_may_leave(who: PlaceRelation, assignment: Assignment) -> None:
    """Act on an assignment: the volunteer, or family, checks out by the QR, until some time after the shift."""
    require_own(who, assignment)
    require_checked_in(assignment)
    require_still_believed(assignment.shift)
    require_not_recorded(assignment)


def require_may_undo_check_in(who: PlaceRelation, assignment: Assignment) -> None:
    """Act on an assignment: take the last step back.

    The lead does until the minutes are confirmed; others within ten minutes, and family only the own tap. A lead is
    family on the own line, or another lead's word about it would be taken back and scanned anew.
    """
    is_family = who.is_family_of(assignment.person_id)
    if not who.receives:
        require_own(who, assignment)
    if is_family:
        require_own_tap(who, assignment)
    require_marked(assignment)
    if is_family or not who.leads:
        require_recent_step(assignment)
    require_not_recorded(assignment)


REQUIRE: dict[CheckInAct, Callable[[PlaceRelation, Assignment], None]] = {
    CheckInAct.CHECK_IN: require_may_check_in,
    CheckInAct.CHECK_OUT: require_may_check_out,
    CheckInAct.TIMES: require_may_set_times,
    CheckInAct.ABSENT: require_may_mark_absent,
    CheckInAct.ARRIVE: require_may_arrive,
    CheckInAct.LEAVE: require_may_leave,
    CheckInAct.UNDO: require_may_undo_check_in,
}
# What a line of the lead's list offers, and what the page behind the QR.
BY_LEAD = frozenset({CheckInAct.CHECK_IN, CheckInAct.CHECK_OUT, CheckInAct.TIMES, CheckInAct.ABSENT, CheckInAct.UNDO})
BY_CARD = frozenset({CheckInAct.CHECK_IN, CheckInAct.CHECK_OUT})
AT_PLACE = frozenset({CheckInAct.ARRIVE, CheckInAct.LEAVE, CheckInAct.UNDO})


def possible_check_in_acts(
    who: PlaceRelation, assignment: Assignment, *, among: Collection[CheckInAct]
) -> frozenset[CheckInAct]:
    """Which of the acts `among` the user may do with the assignment now. What would change nothing is left out."""
    without = set()
    if assignment.is_served:
        without |= {CheckInAct.CHECK_IN, CheckInAct.ARRIVE}
    if assignment.checked_out_at:
        without |= {CheckInAct.CHECK_OUT, CheckInAct.LEAVE}
    if assignment.status == Assignment.Status.ABSENT:
        without.add(CheckInAct.ABSENT)
    return frozenset(act for act in set(among) - without if allows(REQUIRE[act], who, assignment))


# --- Whose act it is


def require_receives(who: PlaceRelation) -> None:
    """For acts of who ticks volunteers in: the lead, the office, and who receives people where it takes place."""
    if not who.receives:
        raise Refused(_("You may not do this here."), code="not_allowed")


def require_leads_here(who: PlaceRelation) -> None:
    """For acts of who answers for the list: a lead of the team that runs the activity, or the office."""
    if not who.leads:
        raise Refused(_("Only a lead of this team or the office may do this."), code="not_allowed")


def require_others_presence(who: PlaceRelation, person: int) -> None:
    """Nobody answers for the own coming and going, or for that of those in their care; the QR at the place does."""
    if who.is_family_of(person):
        raise Refused(
            _("For yourself and those you look after please scan the QR code at the place, or ask another lead."),
            code="own_presence",
        )


def require_own(who: PlaceRelation, assignment: Assignment) -> None:
    if not who.is_family_of(assignment.person_id):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def require_own_tap(who: PlaceRelation, assignment: Assignment) -> None:
    """Family takes back what it has pressed itself; what the lead has ticked, the lead takes back."""
    by = assignment.checked_out_by_id if assignment.checked_out_at else assignment.checked_in_by_id
    if by != who.user.pk:
        raise Refused(_("The lead has ticked this. Please tell the lead."), code="ticked_by_lead")


# --- The assignment


def require_on_list(assignment: Assignment) -> None:
    """Who is ticked in has a place; who waits, or has withdrawn, may still come unannounced."""
    if assignment.is_withdrawn:
        raise Refused(
            _("This sign-up was withdrawn. If the volunteer has come all the same, please add them."),
            code="withdrawn",
        )
    if assignment.is_waitlisted:
        raise Refused(
            _("This volunteer is on the waitlist. If a place is free now, please add them."), code="waitlisted"
        )


def require_not_absent(assignment: Assignment) -> None:
    """Of whom the lead has said that they did not come, only the lead says otherwise."""
    if assignment.status == Assignment.Status.ABSENT:
        raise Refused(_("The lead has noted that you did not come. Please tell the lead."), code="absent")


def require_checked_in(assignment: Assignment) -> None:
    if not assignment.is_served:
        raise Refused(_("This volunteer has not checked in."), code="not_checked_in")


def require_expected(assignment: Assignment) -> None:
    """The volunteer had signed up; whoever was added at the place is taken off it again instead."""
    if assignment.walk_in or assignment.waited_since:
        raise Refused(
            _("This volunteer was added at the place. If that was a wrong line, please take it back."),
            code="added_at_place",
        )


def require_marked(assignment: Assignment) -> None:
    if not assignment.is_served and assignment.status != Assignment.Status.ABSENT:
        raise Refused(_("Nothing is ticked here, so there is nothing to take back."), code="not_checked_in")


def require_recent_step(assignment: Assignment) -> None:
    """The last step of an assignment, coming or going, is less than ten minutes old."""
    if undo_check_in_until(assignment) is None:
        raise Refused(_("Ten minutes have passed. Please ask the lead to put it right."), code="undo_over")


def undo_check_in_until(assignment: Assignment) -> dt.datetime | None:
    """Until when the last step is taken back by whoever took it; None when there is none, or no more."""
    last = assignment.checked_out_at or assignment.checked_in_at
    if last is None:
        return None
    ends = last + Assignment.UNDO_FOR
    return ends if clock.now() < ends else None


def require_not_recorded(assignment: Assignment) -> None:
    """The minutes are not settled yet; from then on only a correction changes them (Order 67, art. 13)."""
    recorded = getattr(assignment, "recorded", None)
    if is_recorded(assignment) if recorded is None else recorded:
        raise Refused(
            _("The minutes are confirmed already. What is not right is corrected in the service record."),
            code="recorded",
        )


# --- The shift


def require_takes_place(activity: Activity) -> None:
    if not activity.is_published:
        raise Refused(_("This activity does not take place."), code="not_taking_place")


def require_check_in_opened(shift: Shift) -> None:
    """Volunteers are ticked in from some time before the shift begins."""
    require_takes_place(shift.activity)
    if not has_check_in_opened(shift):
        opens = check_in_opens_at(shift)
        raise Refused(
            _("It is too early to check in: that is possible from %(time)s on.")
            % {"time": f"{formatting.day(opens)} {formatting.clock_time(opens)}"},
            code="too_early",
        )


def require_begun(shift: Shift) -> None:
    """Nobody is absent before the beginning."""
    require_takes_place(shift.activity)
    if not shift.has_begun:
        raise Refused(_("The shift has not begun yet, so nobody is missing."), code="not_begun")


def require_not_over(shift: Shift) -> None:
    if shift.is_over:
        raise Refused(_("This shift is over. If you were there, please tell the lead."), code="over")


def require_still_believed(shift: Shift) -> None:
    """Long after the end nobody is taken to have been there until now: the lead says when somebody left."""
    if clock.now() >= check_out_closes_at(shift):
        raise Refused(
            _("The shift ended too long ago to check out here. Please tell the lead when you left."), code="too_late"
        )


def require_times(shift: Shift, came: dt.datetime, left: dt.datetime | None) -> None:
    """Somebody leaves after having come, about the time of the shift, and not in the future."""
    if left is not None and left <= came:
        raise Refused(_("Somebody leaves after having come."), code="left_before_coming", field="left")
    latest = min(clock.now(), check_out_closes_at(shift))
    for moment, field in ((came, "came"), (left, "left")):
        if moment is not None and not check_in_opens_at(shift) <= moment <= latest:
            raise Refused(
                _("Please enter a time from %(first)s to %(last)s.")
                % {"first": formatting.clock_time(check_in_opens_at(shift)), "last": formatting.clock_time(latest)},
                code="time_not_of_shift",
                field=field,
            )


# --- Who comes unannounced


def require_may_add(who: PlaceRelation, shift: Shift) -> None:
    """Somebody who has come unannounced is added while volunteers are ticked in and out there."""
    require_leads_here(who)
    require_check_in_opened(shift)
    if clock.now() >= check_out_closes_at(shift):
        raise Refused(
            _("The shift ended too long ago to add somebody. Please enter a record by hand, with what shows it."),
            code="too_late",
        )


def require_may_serve(volunteer: Volunteer, shift: Shift) -> None:
    """Whoever comes unannounced is an active volunteer of the team, and old enough; skills are left to the lead."""
    require_member(shift, volunteer)
    require_age_for_shift(shift, volunteer)
    require_consent(volunteer.person)


def require_place(shift: Shift, volunteer: Volunteer, *, one_more: bool) -> None:
    """Who comes unannounced gets a place that is free, or one that the lead adds; nobody passes the waitlist unsaid.

    Until the shift begins, places are for those who wait, in their order; then for whoever is there.
    """
    if ahead := names_ahead(shift, volunteer):
        raise Refused(
            _("These wait for a place: %(names)s. When the shift begins, free places are for whoever is there.")
            % {"names": pgettext("between names", ", ").join(ahead)},
            code="places_promised",
        )
    if not shift.seats_left and not one_more:
        raise Refused(
            _("All places of this shift are taken. If help is needed all the same, add one place more."), code="full"
        )


def names_ahead(shift: Shift, volunteer: Volunteer) -> list[str]:
    """Who waits before the volunteer, in the order of the queue, while places are promised to it."""
    if shift.has_begun:
        return []
    queue = shift.assignments.waitlisted().in_queue_order().values_list("person_id", "person__name")
    return [name for _key, name in takewhile(lambda row: row[0] != volunteer.person_id, queue)]
