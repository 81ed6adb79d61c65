"""Being approved, pausing and leaving; joining is in join.py."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Max

from accounts.actions.consent import when_consent_is_withdrawn
from accounts.models import Person, User
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_consent
from common.actions import action
from common.db.dated_rows import end_row
from common.time import clock
from volunteers.actions.assignments import withdraw_all
from volunteers.actions.cards import end_cards
from volunteers.actions.locks import lock_team, lock_volunteer
from volunteers.models import MembershipAnswer, Team, TeamMembership, Volunteer
from volunteers.notifications import volunteers as notices
from volunteers.rules.volunteers import (
    VolunteerAct,
    require_consent_of_guardian,
    require_guardian_named,
    require_known_year_of_birth,
    require_may_act_on_volunteer,
    require_no_shifts_to_come,
    require_pause_to_come,
    require_reason_for_refusal,
    require_sub_teams_of,
    require_volunteer_act_possible,
)

# --- The office decides ---------------------------------------------------------------------------------------------


@action
def approve(volunteer: Volunteer, *, teams: Collection[Team] = (), by: User) -> Volunteer:
    """The applicant is a volunteer from now on, with the next number of the team, and in these sub-teams.

    Whoever comes back keeps the number of before. Raises Refused, also for somebody under 18 whose guardian has not
    agreed.
    """
    team = lock_team(volunteer.team_id)
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.APPROVE, by=by)
    require_consent(volunteer.person)
    require_known_year_of_birth(volunteer.person)
    require_consent_of_guardian(volunteer)
    if volunteer.number is None:
        highest = Volunteer.objects.filter(team=team).aggregate(highest=Max("number"))["highest"]
        volunteer.number = (highest or 0) + 1
    _decide(volunteer, Volunteer.Status.ACTIVE, by=by)
    if teams:
        _put_in_sub_teams(volunteer, teams)
    send_notices([notices.approved(volunteer, by=by)])
    return volunteer


@action
def refuse(volunteer: Volunteer, *, reason: str, by: User) -> Volunteer:
    """The application is not accepted; the applicant reads why, and may apply again. Raises Refused."""
    require_reason_for_refusal(reason)
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.REFUSE, by=by)
    _decide(volunteer, Volunteer.Status.REFUSED, reason=reason.strip(), by=by)
    _forget_answer(volunteer)
    send_notices([notices.refused(volunteer, by=by)])
    return volunteer


@action
def note_guardian_consent(volunteer: Volunteer, *, name: str = "", phone: str = "", by: User) -> Volunteer:
    """The office has rung the guardian of somebody under 18, who agrees. Another name or number replaces the one
    that was given. Raises Refused.
    """
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.NOTE_CONSENT, by=by)
    volunteer.guardian_name, volunteer.guardian_phone = (
        name or volunteer.guardian_name,
        phone or volunteer.guardian_phone,
    )
    require_guardian_named(volunteer.guardian_name, volunteer.guardian_phone)
    volunteer.guardian_agreed_at, volunteer.guardian_noted_by = clock.now(), by
    volunteer.save(update_fields=["guardian_name", "guardian_phone", "guardian_agreed_at", "guardian_noted_by"])
    send_notices([notices.consent_noted(volunteer, by=by)])
    return volunteer


@action
def set_sub_teams(volunteer: Volunteer, *, teams: Collection[Team], by: User) -> Volunteer:
    """The volunteer is in exactly these sub-teams from today on: others end, new ones begin. Raises Refused."""
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.SUB_TEAMS, by=by)
    if _put_in_sub_teams(volunteer, teams):
        names = sorted(team.name for team in teams)
        send_notices([notices.in_sub_teams(volunteer, names, by=by)])
    return volunteer


# --- In the team ----------------------------------------------------------------------------------------------------


@action
def pause(volunteer: Volunteer, *, until: dt.date | None = None, by: User) -> Volunteer:
    """The volunteer takes on no new shifts until that day, or until the pause is ended. Raises Refused.

    The shifts that are theirs already stay; they are given back one by one, so that each lead knows.
    """
    require_pause_to_come(until)
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.PAUSE, by=by)
    volunteer.status, volunteer.paused_until, volunteer.reason = Volunteer.Status.PAUSED, until, ""
    volunteer.save(update_fields=["status", "paused_until", "reason"])
    send_notices([notices.paused(volunteer, by=by)])
    return volunteer


@action
def resume(volunteer: Volunteer, *, by: User) -> Volunteer:
    """The pause is over. Raises Refused."""
    return _resume(volunteer_to_act_on(volunteer, VolunteerAct.RESUME, by=by), by=by)


@action
def resume_after_pauses() -> int:
    """Every pause whose last day has come is over; return how many were. Whom somebody holds, the next night ends."""
    over = Volunteer.objects.filter(status=Volunteer.Status.PAUSED, paused_until__lte=clock.today())
    rows = over.select_related("team", "person").order_by("pk")
    volunteers = list(rows.select_for_update(no_key=True, skip_locked=True, of=("self",)))
    for volunteer in volunteers:
        _resume(volunteer, by=None)
    return len(volunteers)


def _resume(volunteer: Volunteer, *, by: User | None) -> Volunteer:
    volunteer.status, volunteer.paused_until = Volunteer.Status.ACTIVE, None
    volunteer.save(update_fields=["status", "paused_until"])
    send_notices([notices.resumed(volunteer, by=by)])
    return volunteer


@action
def leave(volunteer: Volunteer, *, reason: str = "", gives_back_shifts: bool = False, by: User) -> Volunteer:
    """The volunteer leaves the team, or an applicant takes the application back. What was served stays on record.

    Memberships of sub-teams and the public card end, and the answer about party membership is deleted. Shifts to
    come go to others; without `gives_back_shifts` that is refused, so that a page can ask first. Raises Refused.
    """
    require_may_act_on_volunteer(VolunteerAct.LEAVE, volunteer, by)
    if gives_back_shifts:
        # Before the volunteer is locked: shifts come first in the order of locks.
        withdraw_all(volunteer, reason=reason, by=by)
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.LEAVE, by=by)
    require_no_shifts_to_come(volunteer)
    _put_in_sub_teams(volunteer, [])
    end_cards(volunteer)
    _forget_answer(volunteer)
    _decide(volunteer, Volunteer.Status.LEFT, reason=reason.strip(), by=by)
    send_notices([notices.left(volunteer, by=by)])
    return volunteer


def volunteer_to_act_on(volunteer: Volunteer, act: VolunteerAct, *, by: User) -> Volunteer:
    """The volunteer as it is now, locked, once the rules allow the act."""
    volunteer = lock_volunteer(volunteer.pk)
    require_may_act_on_volunteer(act, volunteer, by)
    require_volunteer_act_possible(act, volunteer)
    return volunteer


def _decide(volunteer: Volunteer, status: Volunteer.Status, *, reason: str = "", by: User) -> None:
    """Once it is decided nobody rings the guardian: the number was given for nothing else."""
    volunteer.status, volunteer.reason, volunteer.paused_until = status, reason, None
    volunteer.decided_at, volunteer.decided_by = clock.now(), by
    volunteer.guardian_phone = ""
    volunteer.save(
        update_fields=["status", "reason", "paused_until", "decided_at", "decided_by", "number", "guardian_phone"]
    )


def _put_in_sub_teams(volunteer: Volunteer, teams: Collection[Team]) -> bool:
    """End the memberships of other sub-teams, begin the missing ones; whether anything was to do."""
    require_sub_teams_of(volunteer.team, teams)
    wanted = {team.pk: team for team in teams}
    rows = TeamMembership.objects.current().filter(volunteer=volunteer).order_by("pk")
    current = {row.team_id: row for row in rows.select_for_update(no_key=True, of=("self",))}
    for row in (row for key, row in current.items() if key not in wanted):
        end_row(row)
    new = [team for key, team in wanted.items() if key not in current]
    for team in new:
        TeamMembership.objects.create(volunteer=volunteer, team=team, parent_id=volunteer.team_id)
    return bool(new) or set(current) != set(wanted)


# --- The own word about party membership ----------------------------------------------------------------------------


@action
def say_party_membership(volunteer: Volunteer, *, is_party_member: bool, by: User) -> MembershipAnswer:
    """The volunteer says whether they are a party member, and agrees that the answer is kept. Raises Refused."""
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.SAY_PARTY, by=by)
    answer, _made = MembershipAnswer.objects.update_or_create(
        volunteer=volunteer, defaults={"is_party_member": is_party_member, "agreed_at": clock.now(), "by": by}
    )
    return answer


@action
def withdraw_party_membership(volunteer: Volunteer, *, by: User) -> int:
    """What the volunteer has said of party membership is deleted; return how many answers: one, or none.

    Raises Refused.
    """
    volunteer = lock_volunteer(volunteer.pk)
    require_may_act_on_volunteer(VolunteerAct.SAY_PARTY, volunteer, by)
    return _forget_answer(volunteer)


def _forget_answer(volunteer: Volunteer) -> int:
    deleted, _kinds = MembershipAnswer.objects.filter(volunteer=volunteer).delete()
    return deleted


def register_volunteer_forgetting() -> None:
    """The public card and the answer about party membership go with the consent to the privacy notice. Called once,
    when the app is ready.
    """
    when_consent_is_withdrawn(_forget)


def _forget(person: Person) -> None:
    for volunteer in Volunteer.objects.filter(person=person).order_by("pk"):
        end_cards(volunteer)
        _forget_answer(volunteer)
