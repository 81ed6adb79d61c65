"""Applying: for oneself, for wards, under 18, and by staff for a neighbour; and changing the profile."""

import uuid

import pytest

from accounts.models import Person, PrivacyNotice
from tests.factories import (
    GridFactory,
    GuardianshipFactory,
    NeighbourFactory,
    PersonFactory,
    ResidentFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.volunteers import PROFILE, apply, grown_up, office_of
from volunteers.actions.join import change_profile, enter_applicant, enter_known_applicant
from volunteers.actions.volunteers import approve, leave, note_guardian_consent, refuse
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db

CHILD = {"birth_year": 2012}
MOTHER = {"guardian_name": "周敏", "guardian_phone": "+8613800138000"}


# --- Applying


def test_a_resident_applies_and_hears_that_the_office_will_answer():
    by = grown_up()
    volunteer = apply(by=by, kinds=["environment", "care"], skills=["first_aid"], words="周末有空")
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.person, volunteer.by, volunteer.number) == ("applied", by.person, by, None)
    assert (volunteer.kinds, volunteer.skills) == (["environment", "care"], ["first_aid"])
    assert heard(by.person) == ["volunteer_applied"]


def test_the_same_form_sent_twice_makes_one_application():
    team, by, token = TeamFactory(), grown_up(), uuid.uuid4()
    first = apply(team, by=by, token=token)
    again = apply(team, by=by, token=token)
    assert (again.pk, first.already_made, again.already_made) == (first.pk, False, True)
    assert heard(by.person) == ["volunteer_applied"]


def test_a_form_filled_in_anew_for_somebody_else_is_another_application():
    team, by, token = TeamFactory(), grown_up(), uuid.uuid4()
    ward = NeighbourFactory(birth_year=1950)
    GuardianshipFactory(person=ward, by=by.person)
    first = apply(team, by=by, token=token)
    assert apply(team, by=by, person=ward, token=token).pk != first.pk


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kinds": []}, "no_kind"),
        ({"slots": []}, "no_slot"),
        ({"words": "身份证 320506 19800101 1234"}, "identity_card"),
        ({"national_number": "32050619800101123X"}, "identity_card"),
        ({"national_number": "no"}, "volunteer_national_number_plain"),
        ({"kinds": ["flying"]}, "volunteer_choices_known"),
    ],
)
def test_what_is_missing_or_must_not_be_kept_is_refused(fields, code):
    assert refusal(apply, **fields) == code
    assert not Volunteer.objects.exists()


def test_the_area_is_one_of_the_own_community():
    team = TeamFactory()
    assert apply(team, grid=GridFactory(community=team.community)).grid is not None
    assert refusal(apply, team, grid=GridFactory(community__name="青山社区")) == "volunteer_grid_same_community"


def test_nobody_joins_a_sub_team_or_a_team_out_of_use():
    assert refusal(apply, SubTeamFactory()) == "closed"
    assert refusal(apply, TeamFactory(active=False)) == "closed"


def test_without_consent_nothing_is_kept():
    by = ResidentFactory(person=PersonFactory(birth_year=1980))
    assert refusal(apply, by=by) == "no_consent"


def test_one_applies_for_wards_but_for_nobody_else():
    by, other = grown_up(), NeighbourFactory(birth_year=1950)
    assert refusal(apply, by=by, person=other) == "not_allowed"
    GuardianshipFactory(person=other, by=by.person)
    assert apply(by=by, person=other).person == other


def test_whoever_applies_for_a_ward_has_agreed_too():
    by = ResidentFactory(person=PersonFactory(birth_year=1980))
    ward = NeighbourFactory(birth_year=1950)
    GuardianshipFactory(person=ward, by=by.person)
    assert refusal(apply, by=by, person=ward) == "no_consent"


def test_the_year_of_birth_is_asked_where_there_is_none_and_never_overwritten():
    by = ResidentFactory()
    assert refusal(apply, by=by) == "no_birth_year"
    apply(by=by, birth_year=1980)
    by.person.refresh_from_db()
    assert by.person.birth_year == 1980
    apply(TeamFactory(community__name="青山社区"), by=by, birth_year=1990)
    by.person.refresh_from_db()
    assert by.person.birth_year == 1980


def test_a_second_application_is_refused_while_the_first_one_stands():
    team, by = TeamFactory(), grown_up()
    volunteer = apply(team, by=by)
    assert refusal(apply, team, by=by) == "already_applied"
    approve(volunteer, by=office_of(team))
    assert refusal(apply, team, by=by) == "already_applied"


# --- Under 18


def test_a_child_names_a_guardian_whom_the_office_rings_before_it_approves():
    team = TeamFactory()
    office = office_of(team)
    by = ResidentFactory(person=NeighbourFactory(**CHILD))
    assert refusal(apply, team, by=by) == "no_guardian"
    assert refusal(apply, team, by=by, guardian_name="周敏") == "no_guardian_phone"
    volunteer = apply(team, by=by, **MOTHER)
    assert refusal(approve, volunteer, by=office) == "no_guardian_consent"
    for somebody in (by, grown_up()):
        assert refusal(note_guardian_consent, volunteer, name="周敏", phone="+8613800138000", by=somebody)
    note_guardian_consent(volunteer, name="周敏", phone="+8613800138001", by=office)
    approved = approve(volunteer, by=office)
    assert (approved.status, approved.guardian_noted_by) == ("active", office)
    assert (
        refusal(note_guardian_consent, volunteer, name="周", phone="+8613800138001", by=office) == "nothing_missing"
    )


def test_a_guardian_who_applies_for_the_child_agrees_by_that():
    by = grown_up(name="周敏", phone="+8613800138000")
    child = NeighbourFactory(**CHILD)
    GuardianshipFactory(person=child, by=by.person, kind="child")
    volunteer = apply(by=by, person=child)
    assert (volunteer.guardian_name, volunteer.guardian_noted_by) == ("周敏", by)
    assert volunteer.guardian_agreed_at is not None


@pytest.mark.parametrize("end", ["approved", "refused", "left"])
def test_the_number_of_a_guardian_goes_once_nobody_has_to_be_rung(end):
    by = ResidentFactory(person=NeighbourFactory(**CHILD))
    volunteer = apply(by=by, **MOTHER)
    if end == "approved":
        volunteer = note_guardian_consent(volunteer, by=office_of(volunteer.team))
        volunteer = approve(volunteer, by=office_of(volunteer.team))
    elif end == "refused":
        volunteer = refuse(volunteer, reason="暂不需要", by=office_of(volunteer.team))
    else:
        volunteer = leave(volunteer, by=by)
    assert (volunteer.guardian_name, volunteer.guardian_phone) == ("周敏", "")


def test_nothing_is_kept_about_a_guardian_of_a_grown_up():
    volunteer = apply(**MOTHER)
    assert (volunteer.guardian_name, volunteer.guardian_phone) == ("", "")


# --- By staff


def test_the_office_enters_a_neighbour_who_rings():
    team, notice = TeamFactory(), PrivacyNotice.objects.current()
    office = office_of(team)
    entered = {"name": "王阿婆", "birth_year": 1950, "notice": notice, **PROFILE}
    volunteer = enter_applicant(team, by=office, token=(token := uuid.uuid4()), **entered)
    assert (volunteer.person.name, volunteer.person.birth_year) == ("王阿婆", 1950)
    assert enter_applicant(team, by=office, token=token, **entered).already_made
    assert heard(volunteer.person) == ["consent_entered", "volunteer_applied"]


def test_somebody_known_agrees_first():
    team = TeamFactory()
    person = PersonFactory(birth_year=1950)
    office = office_of(team)
    assert refusal(enter_known_applicant, team, person=person, by=office, **PROFILE) == "no_consent"
    notice = PrivacyNotice.objects.current()
    assert enter_known_applicant(team, person=person, notice=notice, by=office, **PROFILE).person == person


@pytest.mark.parametrize("role", ["resident", "lead", "elsewhere"])
def test_nobody_else_enters_others(role):
    team = TeamFactory()
    by = {
        "resident": grown_up,
        "lead": lambda: TeamAppointmentFactory(team=team).user,
        "elsewhere": lambda: office_of(TeamFactory(community__name="青山社区")),
    }[role]()
    assert refusal(enter_applicant, team, name="王阿婆", birth_year=1950, by=by, **PROFILE) == "not_allowed"
    people = Person.objects.count()
    assert refusal(enter_known_applicant, team, person=NeighbourFactory(), by=by, **PROFILE) == "not_allowed"
    assert Person.objects.count() == people + 1


# --- The profile afterwards


def test_what_one_can_do_is_changed_by_oneself_or_the_office_which_is_told():
    by = grown_up()
    volunteer = VolunteerFactory(person=by.person)
    assert change_profile(volunteer, kinds=["care"], by=by).kinds == ["care"]
    assert heard(by.person) == []
    office = office_of(volunteer.team)
    change_profile(volunteer, kinds=["care"], by=office)
    assert heard(by.person) == []
    changed = change_profile(volunteer, slots=["weekday_morning"], by=office)
    assert (changed.kinds, changed.slots) == (["care"], ["weekday_morning"])
    assert heard(by.person) == ["volunteer_changed"]
    assert refusal(change_profile, volunteer, kinds=[], by=by) == "no_kind"
    assert refusal(change_profile, volunteer, kinds=["care"], by=grown_up()) == "not_allowed"
