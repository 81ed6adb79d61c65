"""Who ends or grants a role waits for whoever decides on the same person or post at that moment."""

import pytest

from accounts.actions.appointments import appoint, end_appointment
from common.exceptions import Refused
from grid.models import OrgUnit
from tests.factories import OrgUnitFactory, StaffFactory, UnitAppointmentFactory, UserFactory
from tests.support.racing import while_open

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_do_not_end_the_last_two_roles_that_grant():
    user = UserFactory()
    one, other = (
        UnitAppointmentFactory(user=user, role="branch_secretary", unit=OrgUnitFactory(estate_branch=True))
        for _unit in range(2)
    )
    waited, answer = while_open(lambda: end_appointment(one, by=user), lambda: end_appointment(other, by=user))
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "own_rights"


def test_a_grant_waits_for_whoever_decides_on_the_post():
    post, operator, user = OrgUnitFactory(estate_branch=True), StaffFactory(), UserFactory()
    waited, appointment = while_open(
        lambda: OrgUnit.objects.select_for_update(no_key=True).get(pk=post.pk),
        lambda: appoint(user, role="branch_secretary", at=post, by=operator),
    )
    assert waited
    assert post.appointments.get() == appointment
