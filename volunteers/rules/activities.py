"""Rules of activities and their shifts: one rule, one function, one message; and what may be done with one now."""

import datetime as dt
import enum
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from common.exceptions import Refused, allows
from common.time import clock
from events.models import Event
from volunteers.models import Activity, Assignment, Shift, Team

# Whoever confirms minutes of an activity may be in charge of it: the office, and leads of its team.
LEADS = "volunteers.confirm_servicerecord"
MOST_NAMES = 3

# --- What may be done with an activity ----------------------------------------------------------------------------


class ActivityAct(enum.StrEnum):
    """What the office does with an activity as a whole."""

    PUBLISH = "publish"
    CALL_OFF = "call_off"
    COPY = "copy"
    DELETE = "delete"
    # To see who comes, and whom to ring.
    PEOPLE = "people"
    # To publish what came of it.
    RESULT = "result"


PERMISSION = {
    ActivityAct.PUBLISH: "volunteers.change_activity",
    ActivityAct.CALL_OFF: "volunteers.change_activity",
    ActivityAct.COPY: "volunteers.add_activity",
    ActivityAct.DELETE: "volunteers.delete_activity",
    ActivityAct.PEOPLE: "volunteers.view_assignment",
    ActivityAct.RESULT: "volunteers.add_activityphoto",
}


def possible_activity_acts(activity: Activity, by: User) -> frozenset[ActivityAct]:
    """What the user may do with the activity now: what the rights of today give and its state allows."""
    possible = [act for act in ActivityAct if is_activity_act_possible(act, activity)]
    permitted = {one: by.has_perm(one, activity) for one in {PERMISSION[act] for act in possible}}
    return frozenset(act for act in possible if permitted[PERMISSION[act]])


def can_do_activity_act_now(act: ActivityAct, activity: Activity, by: User) -> bool:
    """Whether this act is one of `possible_activity_acts`."""
    return is_activity_act_possible(act, activity) and by.has_perm(PERMISSION[act], activity)


def require_activity_act_possible(act: ActivityAct, activity: Activity) -> None:
    """The state of the activity allows the act. Raises Refused; rights are asked by `require_permission`."""
    match act:
        case ActivityAct.PUBLISH:
            require_activity_draft(activity)
            require_activity_not_over(activity)
        case ActivityAct.CALL_OFF:
            require_activity_published(activity)
            require_activity_not_over(activity)
            require_nobody_served(activity)
        case ActivityAct.DELETE:
            require_activity_deletable(activity)
        case ActivityAct.PEOPLE:
            require_activity_not_draft(activity)
        case ActivityAct.RESULT:
            require_activity_begun(activity)


def is_activity_act_possible(act: ActivityAct, activity: Activity) -> bool:
    """Whether the state of the activity allows the act."""
    return allows(require_activity_act_possible, act, activity)


# --- One rule, one function: activities ---------------------------------------------------------------------------


def require_activity_draft(activity: Activity) -> None:
    """Only a draft of an activity is published."""
    if activity.status != Activity.Status.DRAFT:
        raise Refused(_("Only a draft can be published. Please copy the activity instead."), code="not_a_draft")


def require_activity_not_draft(activity: Activity) -> None:
    if activity.status == Activity.Status.DRAFT:
        raise Refused(_("This activity is not open yet."), code="draft")


def require_activity_not_over(activity: Activity) -> None:
    if activity.is_over:
        raise Refused(_("This activity is over."), code="over")


def require_activity_published(activity: Activity) -> None:
    """Only a published activity is cancelled; a draft is deleted."""
    if not activity.is_published:
        raise Refused(
            _("Only a published activity can be cancelled. A draft can simply be deleted."), code="not_published"
        )


def require_activity_not_cancelled(activity: Activity) -> None:
    if activity.is_cancelled:
        raise Refused(_("This activity is cancelled, so it stays as it is."), code="cancelled")


def require_activity_deletable(activity: Activity) -> None:
    """Only a draft of an activity is deleted; what was public is cancelled."""
    if activity.status != Activity.Status.DRAFT:
        raise Refused(
            _("What was public is not deleted but cancelled, so that the volunteers know."), code="not_a_draft"
        )


def require_activity_begun(activity: Activity) -> None:
    """What came of an activity is told once it has begun, and only where it takes place."""
    if not activity.is_published or clock.now() < activity.starts_at:
        raise Refused(_("What came of it is published once the activity has begun."), code="not_begun")


def require_nobody_served(activity: Activity) -> None:
    """Nobody is checked in: such an activity takes place, and is not called off, moved, or made another kind."""
    if Assignment.objects.served().filter(shift__activity=activity.pk).exists():
        raise Refused(
            _("Volunteers have come already and are checked in, so the activity stays what, where and when it is."),
            code="people_came",
        )


def require_not_moved_into_past(activity: Activity, began: dt.datetime, begins: dt.datetime) -> None:
    """What volunteers are to come to, and are told of each move of, never begins in the past: an activity or a shift
    of it that began at `began`. What is on already may be given its true times.
    """
    if activity.is_published and begins <= clock.now() < began:
        raise Refused(
            _("This time is over already. Please check the day; what does not take place is cancelled."),
            code="in_the_past",
            field="starts_at",
        )


def require_some_shift(activity: Activity) -> None:
    """Nobody can sign up for an activity without a shift."""
    if not activity.shifts.exists():
        raise Refused(_("Please enter a shift first: who is needed, and how many."), code="no_shift")


def require_lead_may_lead(activity: Activity) -> None:
    """The person in charge may confirm the minutes there: somebody of the office, or a lead of the team."""
    if not activity.lead.has_perm(LEADS, activity):
        raise Refused(
            _("%(name)s does not lead this team. Please choose one of its leads, or somebody of the office.")
            % {"name": activity.lead},
            code="lead_may_not_lead",
            field="lead",
        )


def require_event_takes_place(event: Event, *, public: bool) -> None:
    """The event at whose place an activity is takes place; with `public` the public knows of it already."""
    if event.is_cancelled:
        raise Refused(_("This event was cancelled."), code="event_cancelled", field="event")
    if public and not event.is_published:
        raise Refused(_("The event is still a draft. Please publish it first."), code="event_draft", field="event")


def require_team_kept(activity: Activity, team: Team) -> None:
    """An activity for which volunteers are signed up stays with their team; it may go to one of its sub-teams."""
    if activity.team.top != team.top and Assignment.objects.filter(shift__activity=activity.pk).exists():
        raise Refused(
            _("Volunteers of this team are signed up already, so the activity stays with it."),
            code="team_has_volunteers",
            field="team",
        )


# --- Shifts -------------------------------------------------------------------------------------------------------


def require_shift_within_activity(shift: Shift, activity: Activity) -> None:
    """For the words only: the database refuses it at the commit anyway."""
    if shift.starts_at < activity.starts_at or shift.ends_at > activity.ends_at:
        raise Refused(
            _("The shift “%(role)s” lies outside the time of the activity.") % {"role": shift.role},
            code="shift_within_activity",
        )


def require_shift_without_volunteers(shift: Shift) -> None:
    """A shift for which somebody is signed up, or waits, is not taken away."""
    if shift.assignments.live().exists():
        raise Refused(
            _("Volunteers are on the shift “%(role)s”. Please speak with them and take them off first.")
            % {"role": shift.role},
            code="shift_has_volunteers",
        )


def require_shift_nobody_served(shift: Shift) -> None:
    """Nobody is checked in on a shift that gets another beginning."""
    if shift.assignments.served().exists():
        raise Refused(
            _("Volunteers of the shift “%(role)s” are checked in already, so it begins when it began.")
            % {"role": shift.role},
            code="people_came",
            field="starts_at",
        )


def require_last_shift_kept(shift: Shift) -> None:
    """A published activity keeps a shift."""
    activity = shift.activity
    if activity.is_published and not activity.shifts.exclude(pk=shift.pk).exists():
        raise Refused(_("A published activity needs a shift. Please enter another first."), code="no_shift")


def require_nobody_elsewhere(moved: Iterable[Shift]) -> None:
    """Nobody on these shifts, which have their new times, is on another one then.

    For the words, which say whom to ask: the database refuses two shifts at once anyway.
    """
    shifts = list(moved)
    on = Q(status__in=[Assignment.Status.ASSIGNED, Assignment.Status.SERVED])
    names: list[str] = []
    for shift in shifts:
        others = Assignment.objects.filter(
            on, person=OuterRef("person"), starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
        ).exclude(shift__in=shifts)
        busy = shift.assignments.filter(on).filter(Exists(others)).select_related("person")
        names += [one.person.name for one in busy.order_by("created_at", "pk")[:MOST_NAMES]]
    if names:
        listed = pgettext("between things in a row", "; ").join(dict.fromkeys(names[:MOST_NAMES]))
        raise Refused(
            _("At that time these volunteers are on another shift: %(names)s. Please speak with them first.")
            % {"names": listed},
            code="volunteers_elsewhere",
            field="starts_at",
        )
