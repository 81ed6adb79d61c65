"""Two decisions at once, on two real connections, and the control that shows that they could do harm."""

import pytest

from common.exceptions import Refused
from common.time import clock
from tests.factories import PrivacyNoticeFactory, SubTeamFactory, TeamFactory, VolunteerFactory
from tests.support.racing import while_open
from tests.support.volunteers import apply, grown_up, office_of
from volunteers.actions import volunteers as acts
from volunteers.actions.locks import lock_volunteer
from volunteers.models import Team, Volunteer
from volunteers.tasks import end_pauses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team() -> Team:
    PrivacyNoticeFactory()
    return TeamFactory()


def two_approvals(team: Team) -> tuple[bool, object]:
    office = office_of(team)
    one, other = (VolunteerFactory(team=team, applied=True) for _ in range(2))
    return while_open(lambda: acts.approve(one, by=office), lambda: acts.approve(other, by=office))


def test_two_approvals_at_once_draw_two_numbers(team):
    waited, _answer = two_approvals(team)
    assert waited
    assert sorted(Volunteer.objects.values_list("number", flat=True)) == [1, 2]


def test_control_without_the_lock_the_second_would_be_refused(team, monkeypatch):
    monkeypatch.setattr(acts, "lock_team", lambda pk: Team.objects.get(pk=pk))
    _waited, answer = two_approvals(team)
    assert isinstance(answer, Refused)
    assert answer.code == "volunteer_number_once"


def test_two_who_answer_one_application_decide_once(team):
    office = office_of(team)
    volunteer = VolunteerFactory(team=team, applied=True)
    waited, answer = while_open(
        lambda: acts.refuse(volunteer, reason="暂不需要", by=office), lambda: acts.approve(volunteer, by=office)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "not_waiting"
    assert Volunteer.objects.get().status == "refused"


def test_two_forms_at_once_make_one_application(team):
    by = grown_up()
    waited, answer = while_open(lambda: apply(team, by=by), lambda: apply(team, by=by))
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "volunteer_once_a_team"
    assert Volunteer.objects.count() == 1


def test_who_leaves_while_being_put_into_a_sub_team_is_in_none(team):
    by, office = grown_up(), office_of(team)
    volunteer = VolunteerFactory(team=team, person=by.person)
    sub_team = SubTeamFactory(parent=team)
    waited, answer = while_open(
        lambda: acts.leave(volunteer, by=by), lambda: acts.set_sub_teams(volunteer, teams=[sub_team], by=office)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "no_member"
    assert not volunteer.memberships.exists()


def test_a_pause_of_whom_somebody_holds_is_ended_the_next_night(team):
    today = clock.today()
    volunteer = VolunteerFactory(team=team, status="paused", paused_until=today)
    waited, ended = while_open(lambda: lock_volunteer(volunteer.pk), acts.resume_after_pauses)
    assert (waited, ended) == (False, 0)
    assert end_pauses.func() == 1
    assert end_pauses.func() == 0
