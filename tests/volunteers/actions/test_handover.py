"""Activities to come go over with the post or the lead of the team; what nobody takes over waits for the office."""

import pytest
from django.test import Client

from accounts.actions.appointments import end_appointment
from accounts.models import User
from common.time import clock
from grid.actions.handover import prepare_handover, receive_handover
from grid.models import UnitAppointment
from tests.factories import (
    ActivityFactory,
    StaffFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)
from tests.support.pages import marks
from tests.support.posts import DAY, long_ago
from tests.support.registrations import heard
from volunteers.models import Activity, Team, TeamAppointment
from volunteers.selectors.activities import without_lead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def secretary(team) -> User:
    return officer("secretary", team.unit)


def lead_of(team: Team, days: int = 30) -> TeamAppointment:
    return TeamAppointmentFactory(team=team, during=(clock.today() - days * DAY, None))


def led_by(appointment: TeamAppointment, **columns) -> Activity:
    return ActivityFactory(team=columns.pop("team", appointment.team), lead=appointment.user, **columns)


def lead_now(activity: Activity) -> User:
    return Activity.objects.get(pk=activity.pk).lead


# --- The lead of a team


def test_whoever_also_leads_the_team_takes_over_what_is_to_come_and_is_told(team, secretary):
    leaving, longest, _newer = lead_of(team), lead_of(team, days=20), lead_of(team, days=10)
    coming, over = led_by(leaving), led_by(leaving, past=True)
    cancelled = led_by(leaving, cancelled=True)
    end_appointment(leaving, by=secretary)
    assert lead_now(coming) == longest.user
    assert [lead_now(one) for one in (over, cancelled)] == [leaving.user, leaving.user]
    assert heard(longest.user.person) == ["activity_lead_passed_on"]


def test_of_a_sub_team_its_own_lead_comes_before_the_lead_of_the_whole_team(team, secretary):
    sub_team = SubTeamFactory(parent=team)
    leaving, above = lead_of(sub_team), lead_of(team, days=90)
    first = led_by(leaving)
    own = lead_of(sub_team, days=5)
    end_appointment(leaving, by=secretary)
    assert lead_now(first) == own.user
    end_appointment(own, by=secretary)
    assert lead_now(first) == above.user


def test_the_lead_of_another_team_takes_nothing_over(team, secretary):
    leaving = lead_of(SubTeamFactory(parent=team))
    lead_of(SubTeamFactory(parent=team, name="文体分队"))
    activity = led_by(leaving)
    end_appointment(leaving, by=secretary)
    assert lead_now(activity) == leaving.user
    assert list(without_lead(Activity.objects.all())) == [activity]


def test_who_still_leads_the_team_in_another_way_keeps_the_activities(team, secretary):
    sub_team = SubTeamFactory(parent=team)
    leaving = lead_of(sub_team)
    TeamAppointmentFactory(team=team, user=leaving.user)
    lead_of(sub_team)
    activity = led_by(leaving)
    end_appointment(leaving, by=secretary)
    assert lead_now(activity) == leaving.user
    assert not without_lead(Activity.objects.all()).exists()


# --- The post of the secretary


def handed_over(team: Team, old: UnitAppointment):
    new, by = UserFactory(), StaffFactory()
    handover = prepare_handover(old, to=new, by=by)
    return receive_handover(handover, by=User.objects.get(pk=new.pk)), new


def test_the_new_secretary_receives_the_activities_of_the_old_one_with_the_post(team):
    old = UnitAppointmentFactory(role="secretary", unit=team.unit, during=long_ago())
    activity, over = ActivityFactory(team=team, lead=old.user), ActivityFactory(team=team, lead=old.user, past=True)
    other = led_by(lead_of(team))
    handover, new = handed_over(team, old)
    assert lead_now(activity) == new
    assert lead_now(over) == old.user
    assert lead_now(other) != new
    assert {line["part"]: line["count"] for line in handover.parts}["activities"] == 1


def test_a_secretary_who_also_leads_the_team_goes_on_leading(team):
    old = UnitAppointmentFactory(role="secretary", unit=team.unit, during=long_ago())
    TeamAppointmentFactory(team=team, user=old.user)
    activity = ActivityFactory(team=team, lead=old.user)
    handover, _new = handed_over(team, old)
    assert lead_now(activity) == old.user
    assert "activities" not in {line["part"] for line in handover.parts}


# --- What is left for the office


def test_the_office_reads_what_nobody_leads_and_the_list_shows_it(client: Client, team):
    runs_out = TeamAppointmentFactory(team=team, during=(clock.today() - 30 * DAY, clock.today()))
    left, led = led_by(runs_out), led_by(lead_of(team))
    client.force_login(officer("office_worker", team.unit))
    page = client.get("/admin/")
    counts = dict(zip(marks(page, "task"), marks(page, "count"), strict=True))
    assert counts["without_lead"] == "1"
    listed = client.get("/admin/volunteers/activity/?when=without_lead").context["cl"].result_list
    assert [one.pk for one in listed] == [left.pk]
    assert led.pk != left.pk


def test_a_closed_sign_in_leads_nothing(team):
    activity = led_by(lead_of(team))
    User.objects.filter(pk=activity.lead_id).update(is_active=False)
    assert list(without_lead(Activity.objects.all())) == [activity]
    User.objects.filter(pk=activity.lead_id).update(is_active=True)
    assert not without_lead(Activity.objects.all()).exists()
