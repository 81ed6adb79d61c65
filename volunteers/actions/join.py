"""What somebody says of oneself: the application to the team, and the profile afterwards."""

import uuid
from collections.abc import Sequence
from typing import TypedDict, Unpack

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import send_notices
from accounts.rules.people import is_family, require_may_take_in
from accounts.rules.permissions import require_permission
from common.actions import action
from common.names import is_same_name
from common.time import clock
from grid.models import Grid
from volunteers.actions.locks import lock_volunteer
from volunteers.actions.volunteers import say_party_membership, volunteer_to_act_on
from volunteers.models import Team, Volunteer
from volunteers.notifications import volunteers as notices
from volunteers.rules.volunteers import (
    VolunteerAct,
    is_child,
    require_guardian_named,
    require_known_year_of_birth,
    require_may_apply_again,
    require_may_apply_for,
    require_no_identity_card,
    require_some_time,
    require_something_to_do,
    require_team_takes_applications,
)
from volunteers.selectors.volunteers import volunteer_made_by_form


class VolunteerProfile(TypedDict, total=False):
    """What somebody would like to do, can do, and when: kinds, skills and slots by their codes."""

    kinds: Sequence[str]
    skills: Sequence[str]
    slots: Sequence[str]
    # Empty: anywhere in the community.
    grid: Grid | None
    words: str
    national_number: str


PROFILE = tuple(VolunteerProfile.__annotations__)


class VolunteerApplication(VolunteerProfile, total=False):
    """What staff enter for a neighbour, besides who it is; as in `apply_to_team`."""

    birth_year: int | None
    guardian_name: str
    guardian_phone: str
    token: uuid.UUID | None


@action
def apply_to_team(
    team: Team,
    *,
    person: Person,
    birth_year: int | None = None,
    guardian_name: str = "",
    guardian_phone: str = "",
    party_member: bool | None = None,
    by: User,
    token: uuid.UUID | None = None,
    **profile: Unpack[VolunteerProfile],
) -> Volunteer:
    """The person applies to the team; the office answers. Whoever was refused or has left applies anew.

    `birth_year` is kept where the person has none yet. Of somebody under 18 the guardian is named and rung; a
    guardian who applies for the own child agrees by that. `party_member` is the person's own word, with a consent of
    its own; None: not said. `token` is that of the form: the same form sent again is answered by the volunteer that
    it has made. Raises Refused, also where consent is missing.
    """
    if (made := volunteer_made_by_form(team, by=by, token=token)) and made.person_id == person.pk:
        made.already_made = True
        return made
    require_team_takes_applications(team)
    require_may_apply_for(team, person, by)
    volunteer = _row_for(team, person)
    volunteer.token = None if made else token  # The form was filled in anew for somebody else.
    _put_profile(volunteer, profile)
    _keep_year_of_birth(person, birth_year)
    _name_guardian(volunteer, guardian_name, guardian_phone, by=by)
    volunteer.by = by
    volunteer.save()
    if party_member is not None:
        say_party_membership(volunteer, is_party_member=party_member, by=by)
    told = notices.applied if is_family(by, person) else notices.entered
    send_notices([told(volunteer, by=by)])
    return volunteer


@action
def enter_applicant(
    team: Team,
    *,
    name: str,
    phone: str = "",
    notice: PrivacyNotice | None = None,
    by: User,
    **application: Unpack[VolunteerApplication],
) -> Volunteer:
    """Staff enter a neighbour who rings or stands at the desk: the person, unless known, and the application.

    `notice` is what was read out and the neighbour agrees to; the rest as in `apply_to_team`. Raises Refused.
    """
    require_permission(by, "volunteers.add_volunteer", team)
    made = volunteer_made_by_form(team, by=by, token=application.get("token"))
    if made and is_same_name(made.person.name, name) and made.person.phone == phone:
        made.already_made = True
        return made
    birth_year = application.get("birth_year")
    person = enter_neighbour(name=name, phone=phone, birth_year=birth_year, notice=notice, by=by)
    return apply_to_team(team, person=person, by=by, **application)


@action
def enter_known_applicant(
    team: Team,
    *,
    person: Person,
    notice: PrivacyNotice | None = None,
    by: User,
    **application: Unpack[VolunteerApplication],
) -> Volunteer:
    """Staff enter the application of somebody whom they keep. Who has not agreed, or no longer does, agrees to
    `notice` first; the rest as in `apply_to_team`. Raises Refused.
    """
    require_permission(by, "volunteers.add_volunteer", team)
    require_may_take_in(by, person)
    if notice:
        give_consent(person, notice=notice, by=by)
    return apply_to_team(team, person=person, by=by, **application)


@action
def change_profile(volunteer: Volunteer, *, by: User, **profile: Unpack[VolunteerProfile]) -> Volunteer:
    """Other kinds of service, skills, times or another area; what is not named stays. Raises Refused."""
    volunteer = volunteer_to_act_on(volunteer, VolunteerAct.CHANGE, by=by)
    before = {name: getattr(volunteer, name) for name in PROFILE}
    _put_profile(volunteer, profile)
    if before == {name: getattr(volunteer, name) for name in PROFILE}:
        return volunteer
    volunteer.save(update_fields=PROFILE)
    if not is_family(by, volunteer.person):
        send_notices([notices.changed(volunteer, by=by)])
    return volunteer


def _row_for(team: Team, person: Person) -> Volunteer:
    """The one row of the person in the team, locked and begun anew, or a new one."""
    known = Volunteer.objects.filter(team=team, person=person).values_list("pk", flat=True).first()
    if known is None:
        return Volunteer(team=team, person=person)
    volunteer = lock_volunteer(known)
    require_may_apply_again(volunteer)
    volunteer.status, volunteer.applied_at = Volunteer.Status.APPLIED, clock.now()
    volunteer.decided_at = volunteer.decided_by = None
    volunteer.reason = ""
    volunteer.person = person
    return volunteer


def _put_profile(volunteer: Volunteer, profile: VolunteerProfile) -> None:
    for name in PROFILE:
        if name in profile:
            setattr(volunteer, name, profile[name])  # type: ignore[literal-required]
    require_no_identity_card(words=volunteer.words, national_number=volunteer.national_number)
    require_something_to_do(volunteer.kinds)
    require_some_time(volunteer.slots)


def _keep_year_of_birth(person: Person, birth_year: int | None) -> None:
    if birth_year is not None and person.birth_year is None:
        current = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if current.birth_year is None:
            current.birth_year = birth_year
            current.save(update_fields=["birth_year"])
        person.birth_year = current.birth_year
    require_known_year_of_birth(person)


def _name_guardian(volunteer: Volunteer, name: str, phone: str, *, by: User) -> None:
    """Who agrees for somebody under 18; nothing is kept about the guardian of a grown-up."""
    volunteer.guardian_agreed_at = volunteer.guardian_noted_by = None
    volunteer.guardian_name = volunteer.guardian_phone = ""
    person = volunteer.person
    if not is_child(person):
        return
    if by.person and by.person_id != person.pk and is_family(by, person):
        volunteer.guardian_name, volunteer.guardian_phone = by.person.name, by.person.phone
        volunteer.guardian_agreed_at, volunteer.guardian_noted_by = clock.now(), by
        return
    require_guardian_named(name, phone)
    volunteer.guardian_name, volunteer.guardian_phone = name, phone
