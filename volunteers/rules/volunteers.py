"""Who may join a team, and what may be done with a volunteer now: one rule, one function, one message."""

import datetime as dt
import enum
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person, User
from accounts.models.people import ADULT_AGE
from accounts.rules.consent import require_consent
from accounts.rules.people import is_family, require_may_take_in
from accounts.rules.permissions import require_permission
from common.exceptions import Refused, allows, require_reason
from common.time import clock
from volunteers.models import Team, Volunteer
from volunteers.selectors.volunteers import shifts_to_come
from volunteers.validators import NO_IDENTITY_CARD, holds_identity_card

# --- What may be done with a volunteer ----------------------------------------------------------------------------


class VolunteerAct(enum.StrEnum):
    """What the volunteer or the office does with an application or a membership of the team."""

    APPROVE = "approve"
    REFUSE = "refuse"
    # To note that a guardian has agreed.
    NOTE_CONSENT = "note_consent"
    # To change kinds of service, skills, times and area.
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE = "leave"
    SUB_TEAMS = "sub_teams"
    SAY_PARTY = "say_party"


# The others are for the volunteer, for whoever acts for the volunteer, and for the office.
OFFICE_DECIDES = {VolunteerAct.APPROVE, VolunteerAct.REFUSE, VolunteerAct.NOTE_CONSENT, VolunteerAct.SUB_TEAMS}


def allowed_volunteer_acts(volunteer: Volunteer, by: User, *, family: bool | None = None) -> frozenset[VolunteerAct]:
    """What the rights of the user allow with a volunteer, whatever its state.

    `family`: whether the user is the volunteer or acts for them today; it is looked up if that is None.
    """
    family = is_family(by, volunteer.person) if family is None else family
    allowed = (act for act in VolunteerAct if allows(require_may_act_on_volunteer, act, volunteer, by, family=family))
    return frozenset(allowed)


def possible_volunteer_acts(volunteer: Volunteer, by: User, *, family: bool | None = None) -> frozenset[VolunteerAct]:
    """What the user may do with a volunteer now: of what the rights allow, what the state allows too."""
    allowed = allowed_volunteer_acts(volunteer, by, family=family)
    return frozenset(act for act in allowed if allows(require_volunteer_act_possible, act, volunteer))


def require_volunteer_act_possible(act: VolunteerAct, volunteer: Volunteer) -> None:
    """The state of the volunteer allows the act. Raises Refused; rights are asked apart."""
    match act:
        case VolunteerAct.APPROVE | VolunteerAct.REFUSE:
            require_application_waits(volunteer)
        case VolunteerAct.NOTE_CONSENT:
            require_applicant_or_member(volunteer)
            require_consent_of_guardian_missing(volunteer)
        case VolunteerAct.CHANGE | VolunteerAct.LEAVE | VolunteerAct.SAY_PARTY:
            require_applicant_or_member(volunteer)
        case VolunteerAct.PAUSE | VolunteerAct.SUB_TEAMS:
            require_member(volunteer)
        case VolunteerAct.RESUME:
            require_pausing(volunteer)


def require_may_act_on_volunteer(
    act: VolunteerAct, volunteer: Volunteer, by: User, *, family: bool | None = None
) -> None:
    """The rights of the user allow the act. Nobody decides about themselves or about those in their care.

    `family` as in `allowed_volunteer_acts`.
    """
    family = is_family(by, volunteer.person) if family is None else family
    if act == VolunteerAct.SAY_PARTY:
        require_own_word(volunteer, by)
    elif act in OFFICE_DECIDES:
        require_somebody_else(family=family)
        decides = act in (VolunteerAct.APPROVE, VolunteerAct.REFUSE)
        require_permission(by, f"volunteers.{'approve' if decides else 'change'}_volunteer", volunteer)
    elif not family:
        require_permission(by, "volunteers.change_volunteer", volunteer)


def volunteer_act_refusal(act: VolunteerAct, volunteer: Volunteer, by: User) -> Refused | None:
    """Why the user may not do this with the volunteer now, for a page that would ask for it; None where they may."""
    try:
        require_may_act_on_volunteer(act, volunteer, by)
        require_volunteer_act_possible(act, volunteer)
    except Refused as refused:
        return refused
    return None


def require_somebody_else(*, family: bool) -> None:
    """What the team's office decides about somebody is decided by a person who is not of the family."""
    if family:
        raise Refused(
            _("Nobody decides about themselves or those in their care. Please ask a colleague."), code="own_case"
        )


def require_own_word(volunteer: Volunteer, by: User) -> None:
    """Whether somebody is a party member is said by that person alone, and never noted by others."""
    if volunteer.person_id != by.person_id:
        raise Refused(_("Only the volunteer can say this."), code="not_yours")


def require_application_waits(volunteer: Volunteer) -> None:
    if volunteer.status != Volunteer.Status.APPLIED:
        raise Refused(
            _("This application does not wait any more: %(status)s.") % {"status": volunteer.get_status_display()},
            code="not_waiting",
        )


def require_applicant_or_member(volunteer: Volunteer) -> None:
    if volunteer.status != Volunteer.Status.APPLIED:
        require_member(volunteer)


def require_member(volunteer: Volunteer) -> None:
    if not volunteer.is_member:
        raise Refused(_("%(name)s is not in the team.") % {"name": volunteer.person.name}, code="no_member")


def require_pausing(volunteer: Volunteer) -> None:
    if volunteer.status != Volunteer.Status.PAUSED:
        raise Refused(_("%(name)s is not pausing.") % {"name": volunteer.person.name}, code="not_pausing")


def require_pause_to_come(until: dt.date | None) -> None:
    """A pause lasts until a day to come, or until it is ended."""
    if until is not None and until <= clock.today():
        raise Refused(_("Please choose a day to come, or leave it empty."), code="pause_over", field="until")


def require_reason_for_refusal(reason: str) -> None:
    """Whoever was not accepted is told why."""
    require_reason(reason, _("Please say why, so that the applicant knows."))


def require_no_shifts_to_come(volunteer: Volunteer) -> None:
    """Nobody leaves a team that counts on them: the shifts to come are given back first."""
    if shifts := shifts_to_come(volunteer).count():
        raise Refused(
            ngettext(
                "%(name)s is still on %(n)d shift to come. Please give it back first.",
                "%(name)s is still on %(n)d shifts to come. Please give them back first.",
                shifts,
            )
            % {"name": volunteer.person.name, "n": shifts},
            code="shifts_to_come",
        )


def require_sub_teams_of(team: Team, sub_teams: Collection[Team]) -> None:
    """Volunteers are in sub-teams of their own team which are in use."""
    if any(one.parent_id != team.pk or not one.active for one in sub_teams):
        raise Refused(_("Volunteers are members of sub-teams of their own team."), code="other_team", field="teams")


# --- Joining ------------------------------------------------------------------------------------------------------


def require_team_takes_applications(team: Team) -> None:
    """Volunteers join a team in use; in its sub-teams they become members afterwards."""
    if team.level != Team.Level.TEAM or not team.active:
        raise Refused(
            _("This team takes no applications at present. Please ask the community office."), code="closed"
        )


def require_may_apply_for(team: Team, person: Person, by: User) -> None:
    """One applies for oneself and for one's wards of today; staff enter the people whom they keep, or take in.

    Family must have agreed to the privacy notice like the person.
    """
    if not is_family(by, person):
        require_permission(by, "volunteers.add_volunteer", team)
        require_may_take_in(by, person)
    elif by.person and by.person_id != person.pk:
        require_consent(by.person)
    require_consent(person)


def require_may_apply_again(volunteer: Volunteer) -> None:
    """There is one row of a person in a team: it begins anew after a refusal and after leaving."""
    if volunteer.status in (Volunteer.Status.REFUSED, Volunteer.Status.LEFT):
        return
    if volunteer.status == Volunteer.Status.APPLIED:
        message = _("%(name)s has already applied; the office will answer.")
    else:
        message = _("%(name)s is in the team already.")
    raise Refused(message % {"name": volunteer.person.name}, code="already_applied", field="person")


def require_something_to_do(kinds: Sequence[str]) -> None:
    if not kinds:
        raise Refused(_("Please choose at least one kind of service."), code="no_kind", field="kinds")


def require_some_time(slots: Sequence[str]) -> None:
    if not slots:
        raise Refused(_("Please choose when you have time."), code="no_slot", field="slots")


def require_no_identity_card(**texts: str) -> None:
    """The number of an identity card is never kept, whatever it is typed into; `texts` by the name of the field."""
    for field, text in texts.items():
        if holds_identity_card(text):
            raise Refused(NO_IDENTITY_CARD, code="identity_card", field=field)


def require_known_year_of_birth(person: Person) -> None:
    """Without it nobody knows whether a guardian has to agree."""
    if person.birth_year is None:
        raise Refused(
            _("Please tell the year of birth: somebody under 18 needs the consent of a parent."),
            code="no_birth_year",
            field="birth_year",
        )


def is_child(person: Person) -> bool:
    """Whether the person is under 18, as far as the year of birth tells; `ADULT_AGE` is reached in that year."""
    age = person.age_on(clock.today())
    return age is not None and age < ADULT_AGE


def require_guardian_named(name: str, phone: str) -> None:
    """The office rings the guardian of somebody under 18 before it approves."""
    if not name:
        raise Refused(_("Please say which parent or guardian agrees."), code="no_guardian", field="guardian_name")
    if not phone:
        raise Refused(
            _("Please give the phone number of the parent or guardian: we ring before we decide."),
            code="no_guardian_phone",
            field="guardian_phone",
        )


def require_consent_of_guardian(volunteer: Volunteer) -> None:
    """Somebody under 18 is approved once a guardian has agreed."""
    if is_child(volunteer.person) and volunteer.guardian_agreed_at is None:
        raise Refused(
            _("%(name)s is under 18: please ring the guardian, and note the consent first.")
            % {"name": volunteer.person.name},
            code="no_guardian_consent",
        )


def require_consent_of_guardian_missing(volunteer: Volunteer) -> None:
    if not is_child(volunteer.person) or volunteer.guardian_agreed_at is not None:
        raise Refused(_("No consent of a guardian is missing."), code="nothing_missing")
