"""Who may sign up for a shift, and what may be done with an assignment now: one rule, one function, one message."""

import datetime as dt
import enum

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Guardianship, User
from accounts.rules.consent import require_consent
from common.exceptions import Refused, allows
from common.time import clock, formatting
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.selectors.assignments import SignUpFacts

LEADS = "volunteers.change_assignment"
# Who waited learns of the place only when it is given; so long before the deadline that is early enough.
DECLINES_FOR = dt.timedelta(hours=24)

# --- What may be done with an assignment --------------------------------------------------------------------------


class AssignmentAct(enum.StrEnum):
    """What the volunteer, or who leads the team, does with an assignment before the shift begins."""

    WITHDRAW = "withdraw"
    # To look for somebody who takes the place; the volunteer keeps it until then.
    FIND_SUBSTITUTE = "find_substitute"
    # To look no longer.
    KEEP = "keep"
    # To take a withdrawal back.
    UNDO = "undo"


def possible_assignment_acts(assignment: Assignment, by: User) -> frozenset[AssignmentAct]:
    """What the user may do with the assignment now, by the rights and by the state of it and of the shift."""
    leads = is_leading(by, assignment)
    possible = {act for act in AssignmentAct if allows(require_assignment_act_possible, act, assignment, leads=leads)}
    if possible and not leads and not allows(require_may_act_for, by, assignment.volunteer, assignment.shift):
        return frozenset()
    return frozenset(possible)


def require_assignment_act_possible(act: AssignmentAct, assignment: Assignment, *, leads: bool = False) -> None:
    """The state of an assignment and of its shift allows the act. Raises Refused; rights are asked apart.

    `leads`: who leads the team takes somebody off until the shift begins, also after the deadline.
    """
    shift = assignment.shift
    match act:
        case AssignmentAct.WITHDRAW:
            require_to_come(assignment)
            require_shift_takes_place(shift)
            require_shift_not_begun(shift)
            if not leads:
                require_in_time_to_withdraw(assignment)
        case AssignmentAct.FIND_SUBSTITUTE:
            require_assigned(assignment)
            require_shift_takes_place(shift)
            require_shift_not_begun(shift)
            if assignment.substitute_since:
                raise Refused(_("Somebody is already being looked for."), code="already_looking")
        case AssignmentAct.KEEP:
            require_looking_for_substitute(assignment)
            require_shift_not_begun(shift)
        case AssignmentAct.UNDO:
            require_withdrawn(assignment)
            require_undo_in_time(assignment)
            require_shift_takes_place(shift)
            require_shift_not_begun(shift)


# --- For whom -----------------------------------------------------------------------------------------------------


def is_lead(by: User, shift: Shift) -> bool:
    """Whether the user leads the team that runs the shift, or keeps it in the office."""
    return by.has_perm(LEADS, shift.activity)


def is_leading(by: User, assignment: Assignment) -> bool:
    """Whether the user acts on an assignment as a lead; on the own one a lead is a volunteer like any other."""
    return by.person_id != assignment.person_id and is_lead(by, assignment.shift)


def require_may_act_for(by: User, volunteer: Volunteer, shift: Shift) -> None:
    """One acts for oneself (no query), for one's wards of today, and for others as a lead or in office."""
    if by.person_id == volunteer.person_id:
        return
    if Guardianship.objects.current().filter(by_id=by.person_id, person_id=volunteer.person_id).exists():
        return
    require_leads(by, shift)


def require_leads(by: User, shift: Shift) -> None:
    """The user leads the team that runs the shift, or keeps it in the office."""
    if not is_lead(by, shift):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def require_may_sign_up(shift: Shift, volunteer: Volunteer, *, by: User, facts: SignUpFacts) -> None:
    """For oneself, for one's wards of today, and for others as a lead or in office; consent follows from that."""
    if by.person_id != volunteer.person_id and not facts.is_ward:
        require_leads(by, shift)
    elif by.person_id != volunteer.person_id and by.person:
        require_consent(by.person, has_agreed=facts.reader_has_agreed)
    require_consent(volunteer.person, has_agreed=facts.has_agreed)


# --- The shift ----------------------------------------------------------------------------------------------------


def require_shift_takes_place(shift: Shift) -> None:
    """The activity is published and not cancelled."""
    activity = shift.activity
    if activity.is_cancelled:
        raise Refused(_("This activity was cancelled."), code="cancelled")
    if not activity.is_published:
        raise Refused(_("This activity is not open yet."), code="draft")


def require_shift_not_begun(shift: Shift) -> None:
    if shift.has_begun:
        raise Refused(_("This shift has already begun. Please ask at the place."), code="begun")


# --- Who serves ---------------------------------------------------------------------------------------------------


def require_can_serve(shift: Shift, volunteer: Volunteer) -> None:
    """An active member of the team, of the age and with one of the skills that the shift asks for. Raises Refused."""
    require_member(shift, volunteer)
    require_age_for_shift(shift, volunteer)
    require_skill(shift, volunteer)


def require_member(shift: Shift, volunteer: Volunteer) -> None:
    """Only active volunteers of the team that runs the shift, or of the team that it is part of."""
    match volunteer.status:
        case Volunteer.Status.APPLIED:
            raise Refused(_("The application has not been answered yet."), code="applied")
        case Volunteer.Status.PAUSED:
            raise Refused(_("This volunteer is pausing. Please end the pause first."), code="paused")
        case Volunteer.Status.REFUSED | Volunteer.Status.LEFT:
            raise Refused(_("Only volunteers of the team may join. Please apply first."), code="not_a_member")
    team = shift.activity.team
    if volunteer.team_id not in (team.pk, team.parent_id):
        raise Refused(_("This shift is for volunteers of another team."), code="other_team")


def require_age_for_shift(shift: Shift, volunteer: Volunteer) -> None:
    """The least age counts on the day of the shift; a year of birth that nobody knows is asked for first."""
    if shift.min_age is None:
        return
    age = volunteer.person.age_on(formatting.local(shift.starts_at).date())
    if age is None:
        raise Refused(
            _("This shift is from %(age)d years. Please enter the year of birth first.") % {"age": shift.min_age},
            code="age_unknown",
        )
    # In the year in which somebody reaches the age nobody is turned away: the month of birth is not asked.
    if age < shift.min_age:
        raise Refused(_("This shift is from %(age)d years.") % {"age": shift.min_age}, code="too_young")


def require_skill(shift: Shift, volunteer: Volunteer) -> None:
    """One of the skills that the shift asks for is enough."""
    if shift.skills and not set(shift.skills) & set(volunteer.skills):
        raise Refused(
            _("This shift needs one of these skills: %(skills)s. Add yours under “My place in the team”.")
            % {"skills": _(", ").join(shift.skill_labels)},
            code="no_skill",
        )


def require_free_at_that_time(other: Assignment | None) -> None:
    """`other`: what the volunteer has signed up for, or waits for, at that time."""
    if other is None:
        return
    facts = {"what": other.shift.activity.title, "when": formatting.span(other.starts_at, other.ends_at)}
    if other.is_waitlisted:
        raise Refused(
            _("You are on the waitlist of “%(what)s” then (%(when)s). Please leave that first.") % facts,
            code="waits_elsewhere",
        )
    raise Refused(_("You are at “%(what)s” then (%(when)s).") % facts, code="busy")


def refusal_to_serve(shift: Shift, volunteer: Volunteer, others: list[Assignment]) -> Refused | None:
    """Why the volunteer may not join the shift, for the list of what one may join; None where one may.

    `others`: the live assignments of the volunteer. It asks the same rules as `sign_up` and makes no query.
    """
    busy = next((one for one in others if one.starts_at < shift.ends_at and one.ends_at > shift.starts_at), None)
    try:
        require_can_serve(shift, volunteer)
        require_free_at_that_time(busy)
    except Refused as refused:
        return refused
    return None


# --- The assignment -----------------------------------------------------------------------------------------------


def require_assigned(assignment: Assignment) -> None:
    """A volunteer who has a place and is not there yet."""
    if not assignment.is_assigned:
        raise Refused(_("This volunteer has no place on the shift."), code="not_assigned")


def require_to_come(assignment: Assignment) -> None:
    """An assignment that has a place or waits: neither withdrawn, nor already ticked off at the place."""
    if assignment.is_withdrawn:
        raise Refused(_("This sign-up was already withdrawn."), code="not_live")
    if not (assignment.is_assigned or assignment.is_waitlisted):
        raise Refused(_("This volunteer was already ticked off at the place."), code="ticked_off")


def require_withdrawn(assignment: Assignment) -> None:
    if not assignment.is_withdrawn:
        raise Refused(_("This sign-up is not withdrawn."), code="not_withdrawn")


def require_undo_in_time(assignment: Assignment) -> None:
    """A withdrawal can be taken back for ten minutes; not one whose place a substitute has taken."""
    if assignment.undo_ends_at() is None:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")
    if hasattr(assignment, "taken_over_by"):
        raise Refused(_("Somebody else has taken this place over."), code="taken_over")


def require_own_withdrawal(assignment: Assignment, by: User) -> None:
    """Who was taken off by the lead does not put themselves back; the lead and the office do."""
    if assignment.withdrawn_by_id not in (None, by.pk) and not is_lead(by, assignment.shift):
        raise Refused(
            _("Somebody else has taken this volunteer off the shift. Please ask the person in charge."),
            code="withdrawn_by_another",
        )


def require_in_time_to_withdraw(assignment: Assignment) -> None:
    """Until the deadline volunteers withdraw by themselves; from the waitlist, and just after signing up, always.

    Whoever was given a place only within a day of the deadline may decline it until the shift begins.
    """
    if assignment.is_waitlisted or assignment.undo_ends_at() is not None:
        return
    deadline = assignment.shift.withdraw_until
    if assignment.placed_at and assignment.placed_at > deadline - DECLINES_FOR:
        return
    if clock.now() >= deadline:
        raise Refused(
            _("It is too late to withdraw here. Please ring the person in charge, or look for a substitute."),
            code="too_late",
        )


def require_looking_for_substitute(assignment: Assignment) -> None:
    if not (assignment.is_assigned and assignment.substitute_since):
        raise Refused(_("Nobody is being looked for: this place is no longer free."), code="not_looking")


def require_sign_up_still_stands(made: Assignment) -> None:
    """A form that is sent twice does not say “signed up” when that was withdrawn meanwhile."""
    if made.is_withdrawn:
        raise Refused(
            _("This sign-up was withdrawn meanwhile. To sign up again, please open the page anew."),
            code="withdrawn_meanwhile",
        )


def is_late_withdrawal(shift: Shift) -> bool:
    """Whether the lead must hear at once that somebody does not come."""
    return shift.starts_at - clock.now() < dt.timedelta(hours=settings.VOLUNTEER_LATE_WITHDRAWAL_HOURS)
