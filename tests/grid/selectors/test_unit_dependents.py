"""A unit that is to be deleted: what still belongs to it is said in words; without anything it can go."""

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


def hangs(response) -> dict[str, int | None]:
    """How many of each kind must be moved first, in the order of the page."""
    return {one.key: one.number for one in response.context["dependents"] if one.now}


def test_a_branch_shows_what_hangs_on_it_and_where_it_can_go(client, branch):
    client.force_login(officer("secretary", branch.parent))
    OrgUnitFactory(pioneer_post=True, parent=branch)
    EventFactory(organiser=branch)
    PartyRelationFactory.create_batch(2, branch=branch)
    SurveyFactory(unit=branch)
    UnitAppointmentFactory(unit=branch, role="branch_secretary")
    for response in (delete(client, branch), delete(client, branch, really=True)):
        assert hangs(response) == {
            "grid.OrgUnit.parent": 1,
            "events.Event.organiser": 1,
            "grid.PartyRelation.branch": 2,
            "grid.Survey.unit": 1,
            "grid.UnitAppointment.unit": 1,
        }
        assert f"organiser__id__exact={branch.pk}" in text_of(response)
    assert OrgUnit.objects.filter(pk=branch.pk).exists()


def test_a_post_shows_it_too(client, branch):
    client.force_login(officer("secretary", branch.parent))
    post = OrgUnitFactory(pioneer_post=True, parent=branch)
    PioneerLinkFactory(post=post)
    PostBuildingFactory(post=post)
    response = delete(client, post, really=True)
    assert response.context["must_move"]
    assert hangs(response) == {"grid.PioneerLink.post": 1, "grid.PostBuilding.post": 1}
    assert OrgUnit.objects.filter(pk=post.pk).exists()


@pytest.fixture
def post_of_the_past(branch):
    """A post on which nothing hangs any more, and where something has happened."""
    post = OrgUnitFactory(pioneer_post=True, parent=branch)
    today = clock.today()
    UnitAppointmentFactory(unit=post, during=DateRange(today - dt.timedelta(days=9), today))
    VisitFactory(post=post)
    return post


def test_what_is_over_is_told_apart_from_what_must_be_moved(client, branch, post_of_the_past):
    client.force_login(officer("secretary", branch.parent))
    response = delete(client, post_of_the_past, really=True)
    assert response.context["dependents"]
    assert not response.context["must_move"]
    assert hangs(response) == {}
    assert OrgUnit.objects.filter(pk=post_of_the_past.pk).exists()


def test_the_page_says_what_to_do_with_each_kind(client, branch, post_of_the_past):
    client.force_login(officer("secretary", branch.parent))
    assert "以往的记录，要留存" in text_of(delete(client, post_of_the_past))
    PioneerLinkFactory(post=post_of_the_past)
    PostBuildingFactory(post=post_of_the_past)
    EventFactory(organiser=branch)
    PartyRelationFactory(branch=branch)
    SurveyFactory(unit=branch)
    UnitAppointmentFactory(unit=branch, role="branch_secretary")
    page = text_of(delete(client, branch)) + text_of(delete(client, post_of_the_past))
    for advice in (
        "先移交出去",
        "逐个打开，另选上级组织。",
        "逐场打开，另选主办方。",
        "把组织关系转接到别的支部。",
        "结束正在进行的排摸。",
        "交给别的先锋岗，并在这里结束。",
        "结束任职，或者交接岗位。",
    ):
        assert advice in page


def test_a_unit_on_which_nothing_hangs_goes(client, branch):
    client.force_login(officer("secretary", branch.parent))
    assert delete(client, branch, really=True).status_code == 302
    assert not OrgUnit.objects.filter(pk=branch.pk).exists()


def test_the_operator_learns_that_there_are_members_and_not_how_many(client, branch):
    client.force_login(StaffFactory())
    PartyRelationFactory.create_batch(7, branch=branch)
    response = delete(client, branch)
    assert hangs(response) == {"grid.PartyRelation.branch": None}
    assert "<span>7</span>" not in text_of(response)


def test_who_may_not_delete_units_is_told_nothing(client, branch):
    client.force_login(officer("branch_secretary", branch))
    EventFactory(organiser=branch)
    assert delete(client, branch).status_code == 403
