"""A unit that is to go: what still hangs on it is said in words, and the last of it lets it go."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from common.time import clock
from grid.models import OrgUnit
from tests.factories import (
    EventFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    StaffFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    VisitFactory,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch():
    return OrgUnitFactory(estate_branch=True, name="海棠苑党支部")


def delete(client, unit, *, really: bool = False):
    url = reverse("admin:grid_orgunit_delete", args=[unit.pk])
    return client.post(url, {"post": "yes"}) if really else client.get(url)


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_branch_says_what_hangs_on_it_and_where_it_can_go(client, branch):
    client.force_login(officer("secretary", branch.parent))
    OrgUnitFactory(pioneer_post=True, parent=branch)
    EventFactory(organiser=branch)
    PartyRelationFactory.create_batch(2, branch=branch)
    SurveyFactory(unit=branch)
    UnitAppointmentFactory(unit=branch, role="branch_secretary")
    for text in (text_of(delete(client, branch)), text_of(delete(client, branch, really=True))):
        for advice in (
            "逐个打开，另选上级组织。",
            "逐场打开，另选主办方。",
            "把组织关系转接到别的支部。",
            "结束正在进行的排摸。",
            "结束任职，或者交接岗位。",
        ):
            assert advice in text
        assert f"organiser__id__exact={branch.pk}" in text
    assert OrgUnit.objects.filter(pk=branch.pk).exists()


def test_a_post_says_so_too(client, branch):
    client.force_login(officer("secretary", branch.parent))
    post = OrgUnitFactory(pioneer_post=True, parent=branch)
    PioneerLinkFactory(post=post)
    PostBuildingFactory(post=post)
    text = text_of(delete(client, post, really=True))
    assert "先移交出去" in text
    assert "交给别的先锋岗，并在这里结束。" in text
    assert OrgUnit.objects.filter(pk=post.pk).exists()


def test_what_is_over_is_told_apart_from_what_must_be_moved(client, branch):
    client.force_login(officer("secretary", branch.parent))
    post = OrgUnitFactory(pioneer_post=True, parent=branch)
    today = clock.today()
    UnitAppointmentFactory(unit=post, during=DateRange(today - dt.timedelta(days=9), today))
    VisitFactory(post=post)
    text = text_of(delete(client, post, really=True))
    assert "以往的记录，要留存" in text
    assert "先移交出去" not in text
    assert OrgUnit.objects.filter(pk=post.pk).exists()


def test_a_unit_on_which_nothing_hangs_goes(client, branch):
    client.force_login(officer("secretary", branch.parent))
    assert delete(client, branch, really=True).status_code == 302
    assert not OrgUnit.objects.filter(pk=branch.pk).exists()


def test_the_operator_learns_that_there_are_members_and_not_how_many(client, branch):
    client.force_login(StaffFactory())
    PartyRelationFactory.create_batch(7, branch=branch)
    text = text_of(delete(client, branch))
    assert "把组织关系转接到别的支部。" in text
    assert "<span>7</span>" not in text


def test_who_may_not_delete_units_is_told_nothing(client, branch):
    client.force_login(officer("branch_secretary", branch))
    EventFactory(organiser=branch)
    assert delete(client, branch).status_code == 403
