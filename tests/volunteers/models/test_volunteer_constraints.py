"""The database keeps teams, volunteers and cards in order by itself: raw SQL cannot break it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from common.time import clock
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    GridFactory,
    MembershipAnswerFactory,
    NeighbourFactory,
    OrgUnitFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
    VolunteerCardFactory,
    VolunteerFactory,
)
from tests.support.raw_sql import copy, refused, run, update, without_trigger
from volunteers.models import Team, Volunteer, VolunteerCard

pytestmark = pytest.mark.django_db

IDENTITY_CARD = "32050619800101123X"
YESTERDAY = dt.timedelta(days=1)


def elsewhere() -> Any:
    return CommunityFactory(name="青山社区")


def withdrawn(**fields: Any) -> VolunteerCard:
    return VolunteerCardFactory(role="", consented_at=clock.now() - YESTERDAY, withdrawn_at=clock.now(), **fields)


# --- A value that a row must not have: (constraint, row, the columns that break it)

BROKEN: list[tuple[str, Callable[[], Any], Callable[[], dict[str, Any]]]] = [
    ("team_has_its_level", TeamFactory, lambda: {"level": 2}),
    ("team_kind_known", TeamFactory, lambda: {"kind": "flying"}),
    ("team_prefix_in_capitals", TeamFactory, lambda: {"prefix": "py"}),
    ("team_unit_same_community", TeamFactory, lambda: {"unit_id": OrgUnitFactory(community=elsewhere()).pk}),
    ("team_appointment_role_known", TeamAppointmentFactory, lambda: {"role": "king"}),
    ("team_appointment_during_valid", TeamAppointmentFactory, lambda: {"during": "empty"}),
    ("team_appointment_in_known_years", TeamAppointmentFactory, lambda: {"during": "[1800-01-01,)"}),
    ("volunteer_status_known", VolunteerFactory, lambda: {"status": "gone"}),
    ("volunteer_approved_has_number", lambda: VolunteerFactory(applied=True), lambda: {"status": "active"}),
    ("volunteer_decided_at_with_status", VolunteerFactory, lambda: {"decided_at": None}),
    (
        "volunteer_refused_with_reason",
        lambda: VolunteerFactory(applied=True),
        lambda: {"status": "refused", "decided_at": clock.now()},
    ),
    ("volunteer_paused_until_with_status", VolunteerFactory, lambda: {"paused_until": clock.today()}),
    ("volunteer_national_number_plain", VolunteerFactory, lambda: {"national_number": "a b"}),
    ("volunteer_without_identity_card", VolunteerFactory, lambda: {"words": f"我是{IDENTITY_CARD}"}),
    ("volunteer_without_identity_card", VolunteerFactory, lambda: {"national_number": IDENTITY_CARD}),
    ("volunteer_without_identity_card", VolunteerFactory, lambda: {"words": "３２０５０６ 1980·01·01，123x"}),
    ("volunteer_without_identity_card", VolunteerFactory, lambda: {"words": "我是320506800101123"}),
    ("volunteer_choices_known", VolunteerFactory, lambda: {"kinds": ["flying"]}),
    ("volunteer_choices_known", VolunteerFactory, lambda: {"skills": ["flying"]}),
    ("volunteer_choices_known", VolunteerFactory, lambda: {"slots": ["never"]}),
    ("volunteer_guardian_phone_e164", VolunteerFactory, lambda: {"guardian_phone": "13800138000"}),
    ("volunteer_guardian_consent_noted", VolunteerFactory, lambda: {"guardian_agreed_at": clock.now()}),
    (
        "volunteer_grid_same_community",
        VolunteerFactory,
        lambda: {"grid_id": GridFactory(community=elsewhere()).pk},
    ),
    ("volunteer_status_goes_on", VolunteerFactory, lambda: {"status": "applied"}),
    ("volunteer_status_goes_on", VolunteerFactory, lambda: {"status": "refused", "reason": "不合适"}),
    ("team_membership_during_valid", TeamMembershipFactory, lambda: {"during": "empty"}),
    ("team_membership_in_known_years", TeamMembershipFactory, lambda: {"during": "[1800-01-01,)"}),
    ("volunteer_card_withdrawn_is_empty", VolunteerCardFactory, lambda: {"withdrawn_at": clock.now()}),
    (
        "volunteer_card_withdrawn_after_given",
        lambda: VolunteerCardFactory(role=""),
        lambda: {"withdrawn_at": clock.now() - YESTERDAY},
    ),
]


@pytest.mark.parametrize(("guard", "row", "columns"), BROKEN)
def test_no_row_has_such_a_value(guard, row, columns):
    assert refused(*update(row(), **columns())) == guard


# --- What stays as it was written: (guard, row, the column, another value)

STAYS: list[tuple[str, Callable[[], Any], str, Callable[[], Any]]] = [
    ("team_stays", SubTeamFactory, "parent_id", lambda: TeamFactory().pk),
    ("team_appointment_stays", TeamAppointmentFactory, "user_id", lambda: UserFactory().pk),
    ("team_appointment_stays", TeamAppointmentFactory, "team_id", lambda: TeamFactory().pk),
    ("team_appointment_stays", TeamAppointmentFactory, "granted_by_id", lambda: UserFactory().pk),
    ("volunteer_stays", VolunteerFactory, "person_id", lambda: NeighbourFactory().pk),
    ("volunteer_stays", VolunteerFactory, "team_id", lambda: TeamFactory().pk),
    ("volunteer_stays", VolunteerFactory, "code", lambda: "guessed"),
    ("volunteer_application_stays", VolunteerFactory, "by_id", lambda: UserFactory().pk),
    ("volunteer_application_stays", VolunteerFactory, "applied_at", lambda: clock.now() - YESTERDAY),
    ("volunteer_number_stays", VolunteerFactory, "number", lambda: 4711),
    ("volunteer_card_stays", VolunteerCardFactory, "volunteer_id", lambda: VolunteerFactory().pk),
    ("volunteer_card_stays", VolunteerCardFactory, "consented_at", lambda: clock.now() - YESTERDAY),
    ("volunteer_card_stays_withdrawn", withdrawn, "withdrawn_at", lambda: None),
]


@pytest.mark.parametrize(("guard", "row", "column", "other"), STAYS)
def test_what_is_written_stays(guard, row, column, other):
    assert refused(*update(row(), **{column: other()})) == guard


@pytest.mark.parametrize("column", ["volunteer_id", "team_id"])
def test_a_membership_is_never_rewritten(column):
    row = TeamMembershipFactory()
    other = {
        "volunteer_id": lambda: VolunteerFactory(team=row.parent),
        "team_id": lambda: SubTeamFactory(parent=row.parent),
    }[column]()
    assert refused(*update(row, **{column: other.pk})) == "team_membership_stays"


# --- Once only


def test_a_team_has_one_name_in_its_community():
    one, other = (team := TeamFactory()), TeamFactory(community=team.community, unit=team.unit)
    assert refused(*update(other, name=one.name)) == "team_name_once"


def test_somebody_leads_a_team_once_at_a_time():
    assert refused(*copy(TeamAppointmentFactory())) == "team_appointment_once"


def test_nobody_appoints_themselves():
    appointment = TeamAppointmentFactory(granted_by=UserFactory())
    assert refused(*copy(appointment, user_id=appointment.granted_by_id)) == "team_appointment_by_somebody_else"


def test_a_person_is_once_in_a_team_and_a_number_is_given_once():
    one = VolunteerFactory()
    assert refused(*copy(one, code="other", number=9999)) == "volunteer_once_a_team"
    assert refused(*copy(one, code="other", person_id=NeighbourFactory().pk)) == "volunteer_number_once"


def test_a_form_makes_one_volunteer():
    one = VolunteerFactory(token="6a8a4b1e-0d3a-4f0e-9a56-0f6f0d3a1510")
    other = {"person_id": NeighbourFactory().pk, "number": 9999, "code": "other"}
    assert refused(*copy(one, **other)) == "volunteer_once_a_form"
    run(*copy(one, **other, token=None))


def test_a_volunteer_is_once_in_a_sub_team_at_a_time_and_again_later():
    one = TeamMembershipFactory()
    assert refused(*copy(one)) == "team_membership_once"
    run(*copy(one, during="[2020-01-01,2021-01-01)"))


def test_a_volunteer_has_one_answer_and_one_live_card():
    answer = MembershipAnswerFactory()
    with pytest.raises(Exception, match="volunteer_id"):
        run(*copy(answer))
    assert refused(*update(answer, volunteer_id=VolunteerFactory().pk)) == "membership_answer_stays"
    card = VolunteerCardFactory()
    assert refused(*copy(card)) == "volunteer_card_one_live"
    run(*copy(withdrawn(volunteer=card.volunteer)))


# --- Levels, communities, families


def test_a_sub_team_is_part_of_a_team_of_the_same_community():
    team, sub_team = TeamFactory(), SubTeamFactory()
    insert = copy(sub_team, name="别的", parent_id=sub_team.pk)
    assert refused(*insert) == "team_parent_above"
    other = TeamFactory(community=elsewhere())
    assert refused(*copy(sub_team, name="别的", parent_id=other.pk)) == "team_parent_above"
    run(*copy(sub_team, name="别的", parent_id=sub_team.parent_id))
    assert Team.objects.filter(parent=team).count() == 0


def test_volunteers_join_the_team_itself_and_are_members_of_its_sub_teams():
    volunteer, sub_team = VolunteerFactory(), SubTeamFactory()
    assert refused(*copy(volunteer, team_id=sub_team.pk, code="other")) == "volunteer_of_team"
    member = TeamMembershipFactory()
    assert refused(*copy(member, volunteer_id=volunteer.pk)) == "team_membership_of_volunteer"
    assert refused(*copy(member, team_id=sub_team.pk)) == "team_membership_of_sub_team"


def test_whoever_applies_again_has_a_new_application_and_the_old_number():
    gone = VolunteerFactory(status="left")
    run(*update(gone, status="applied", applied_at=clock.now() + YESTERDAY, by_id=UserFactory().pk))
    gone.refresh_from_db()
    assert (gone.status, gone.number is not None) == ("applied", True)
    assert refused(*update(gone, number=None)) == "volunteer_number_stays"


def test_a_child_is_approved_with_the_consent_of_a_guardian_alone():
    child = VolunteerFactory(applied=True, person__birth_year=clock.today().year - 12)
    approved = {"status": "active", "number": 4711, "decided_at": clock.now()}
    assert refused(*update(child, **approved)) == "volunteer_child_has_consent"
    agreed = {"guardian_agreed_at": clock.now(), "guardian_noted_by_id": UserFactory().pk}
    run(*update(child, **approved, **agreed))
    back = {"guardian_agreed_at": None, "guardian_noted_by_id": None}
    assert refused(*update(child, **back)) == "volunteer_child_has_consent"


@pytest.mark.parametrize("guard", ["volunteer_child_has_consent", "volunteer_status_goes_on"])
def test_control_without_the_trigger_it_would_happen(guard):
    child = VolunteerFactory(applied=True, person__birth_year=clock.today().year - 12)
    columns = {"status": "active", "number": 4711, "decided_at": clock.now()}
    if guard == "volunteer_status_goes_on":
        child = VolunteerFactory()
        columns = {"status": "applied"}
    assert refused(*update(child, **columns)) == guard
    with without_trigger(Volunteer, guard):
        run(*update(child, **columns))


def test_a_building_on_a_card_goes_with_the_consent():
    card = VolunteerCardFactory(role="", building=BuildingFactory())
    assert refused(*update(card, withdrawn_at=clock.now())) == "volunteer_card_withdrawn_is_empty"
    run(*update(card, withdrawn_at=clock.now(), building_id=None))
