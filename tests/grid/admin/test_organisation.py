"""The organisation as the office keeps it: units where they belong, and the buildings of a post."""

import pytest
from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

from common.time import clock
from grid.models import Building, OrgUnit, PostBuilding
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    EstateFactory,
    GridAppointmentFactory,
    OrgUnitFactory,
    PostBuildingFactory,
    officer,
)
from tests.support.office_grid import grid_url
from tests.support.pages import WHOLE, refusals, text
from tests.support.posts import days_ago

pytestmark = pytest.mark.django_db

NO_BUILDINGS = {"post_buildings-TOTAL_FORMS": 0, "post_buildings-INITIAL_FORMS": 0}


@pytest.fixture
def tree():
    top = OrgUnitFactory(name="社区党总支")
    branch = OrgUnitFactory(estate_branch=True, parent=top, name="海棠苑党支部")
    post = OrgUnitFactory(pioneer_post=True, parent=branch, name="第一先锋岗")
    return top, branch, post


def test_the_list_is_the_tree(office, tree):
    top, branch, post = tree
    other = OrgUnitFactory(estate_branch=True, parent=top, name="映山花园党支部", number=9)
    changelist = office.get(grid_url("orgunit", "changelist")).context_data["cl"]
    assert list(changelist.result_list) == [top, branch, post, other]


@pytest.mark.parametrize("level", ["", "0", "4", "x", "2" * 50])
def test_a_new_unit_always_has_a_level(office, tree, level):
    response = office.get(grid_url("orgunit", "add"), {"level": level})
    assert response.status_code == 302
    assert response.url.endswith("level=2")


def test_the_first_unit_is_a_general_branch(office):
    CommunityFactory()
    assert office.get(grid_url("orgunit", "add")).url.endswith("level=1")
    assert (
        office.post(grid_url("orgunit", "add") + "?level=1", {"name": "社区党总支", "number": 1}).status_code == 302
    )
    assert OrgUnit.objects.get().level == 1


def test_only_units_one_level_up_are_offered_and_taken(office, tree):
    top, branch, _post = tree
    add = grid_url("orgunit", "add") + "?level=3"
    form = office.get(add).context_data["adminform"].form
    assert list(form.fields["parent"].queryset) == [branch]
    typed = {"parent": top.pk, "name": "新先锋岗", "number": 1, **NO_BUILDINGS}
    assert office.post(add, typed).status_code == 200
    assert office.post(add, typed | {"parent": branch.pk}).status_code == 302
    assert OrgUnit.objects.get(name="新先锋岗").level == 3


def test_a_post_moves_to_another_branch(office, tree):
    top, _branch, post = tree
    other = OrgUnitFactory(estate_branch=True, parent=top, name="映山花园党支部")
    typed = {"parent": other.pk, "name": post.name, "number": 1, **NO_BUILDINGS}
    assert office.post(grid_url("orgunit", "change", post.pk), typed).status_code == 302
    post.refresh_from_db()
    assert (post.parent, post.level) == (other, 3)


def test_a_unit_never_moves_below_a_wrong_level(office, tree):
    top, _branch, post = tree
    typed = {"parent": top.pk, "name": post.name, "number": 1, **NO_BUILDINGS}
    assert office.post(grid_url("orgunit", "change", post.pk), typed).status_code == 200
    post.refresh_from_db()
    assert post.parent != top


@pytest.mark.parametrize("level", [1, 2])
def test_a_name_stands_only_once_below_a_unit(office, tree, level):
    top, branch, _post = tree
    typed = {"name": top.name if level == 1 else branch.name, "number": 1, "parent": top.pk if level == 2 else ""}
    response = office.post(grid_url("orgunit", "add") + f"?level={level}", typed)
    assert refusals(response) == {(WHOLE, "org_unit_name_unique")}
    assert OrgUnit.objects.count() == 3


def test_the_form_of_a_unit_says_that_a_name_is_taken(office, tree):
    top, branch, _post = tree
    typed = {"name": branch.name, "number": 1, "parent": top.pk}
    assert "同一上级下已有同名组织。" in text(office.post(grid_url("orgunit", "add") + "?level=2", typed))


def test_a_post_gets_its_buildings_with_days(office, tree):
    _top, branch, post = tree
    building = BuildingFactory()
    typed = {
        "parent": branch.pk,
        "name": post.name,
        "number": 1,
        "post_buildings-TOTAL_FORMS": 1,
        "post_buildings-INITIAL_FORMS": 0,
        "post_buildings-0-building": building.pk,
        "post_buildings-0-during_first": "2026-01-01",
        "post_buildings-0-during_last": "2026-12-31",
    }
    assert office.post(grid_url("orgunit", "change", post.pk), typed).status_code == 302
    during = PostBuilding.objects.get().during
    assert (str(during.lower), str(during.upper)) == ("2026-01-01", "2027-01-01")


def test_a_post_brings_no_building_into_sight_that_only_another_role_shows(client, tree):
    """Who also works on a grid elsewhere sees its buildings, and gives none of them to a post of the own branch."""
    _top, branch, post = tree
    secretary, elsewhere = officer("branch_secretary", branch), BuildingFactory()
    GridAppointmentFactory(user=secretary, grid=elsewhere.grid)
    assert elsewhere in Building.objects.visible_to(secretary)
    client.force_login(secretary)
    typed = {
        "parent": branch.pk,
        "name": post.name,
        "number": 1,
        "post_buildings-TOTAL_FORMS": 1,
        "post_buildings-INITIAL_FORMS": 0,
        "post_buildings-0-building": elsewhere.pk,
        "post_buildings-0-during_first": "2026-01-01",
        "post_buildings-0-during_last": "",
    }
    assert client.post(grid_url("orgunit", "change", post.pk), typed).status_code == 200
    assert not PostBuilding.objects.exists()


def test_a_branch_secretary_keeps_the_own_unit_where_it_stands(client, tree):
    top, branch, post = tree
    other = OrgUnitFactory(estate_branch=True, parent=OrgUnitFactory(community=top.community), name="别的支部")
    estate = EstateFactory()
    client.force_login(officer("branch_secretary", branch))
    page = grid_url("orgunit", "change", branch.pk)
    assert 'name="parent"' not in text(client.get(page))
    typed = {"parent": other.parent_id, "name": "海棠苑第一党支部", "number": 3, "estates": [estate.pk], "level": 1}
    assert client.post(page, typed).status_code == 302
    branch.refresh_from_db()
    assert (branch.parent, branch.level, branch.name) == (top, 2, "海棠苑第一党支部")
    assert not branch.estates.exists(), "who serves which estate is said from above"
    assert client.post(grid_url("orgunit", "change", top.pk), typed).status_code == 302
    top.refresh_from_db()
    assert top.name == "社区党总支"
    new = {"parent": branch.pk, "name": "第二先锋岗", "number": 2, **NO_BUILDINGS}
    assert client.post(grid_url("orgunit", "add") + "?level=3", new | {"parent": other.pk}).status_code == 200
    assert client.post(grid_url("orgunit", "add") + "?level=3", new).status_code == 302
    assert client.post(grid_url("orgunit", "add") + "?level=1", {"name": "新党总支", "number": 1}).status_code == 200
    assert client.post(grid_url("orgunit", "change", post.pk), {**new, "name": post.name}).status_code == 302
    assert set(OrgUnit.objects.values_list("name", flat=True)) >= {"第二先锋岗"}
    assert not OrgUnit.objects.filter(name="新党总支").exists()


def test_a_unit_with_units_below_is_not_deleted(office, tree):
    _top, branch, _post = tree
    office.post(grid_url("orgunit", "delete", branch.pk), {"post": "yes"})
    assert OrgUnit.objects.filter(pk=branch.pk).exists()


# --- The buildings of a post


def building_form(response) -> forms.BaseForm:
    """The first line of the buildings of a post, as it was sent."""
    return response.context["inline_admin_formsets"][0].formset.forms[0]


def test_a_building_of_a_post_is_ended_and_never_rewritten_or_deleted(client, place):
    client.force_login(officer("branch_secretary", place.branch))
    row = place.post.post_buildings.get()
    lower = row.during.lower
    typed = {
        "name": place.post.name,
        "number": 1,
        "parent": place.branch.pk,
        "post_buildings-TOTAL_FORMS": 1,
        "post_buildings-INITIAL_FORMS": 1,
        "post_buildings-0-id": row.pk,
        "post_buildings-0-post": place.post.pk,
        "post_buildings-0-building": place.other_building.pk,
        "post_buildings-0-during_first": f"{lower:%Y-%m-%d}",
        "post_buildings-0-during_last": "",
    }
    change = grid_url("orgunit", "change", place.post.pk)
    client.post(change, typed | {"post_buildings-0-DELETE": "on"})
    row.refresh_from_db()
    assert row.building == place.building
    response = client.post(change, typed | {"post_buildings-0-during_first": "2020-01-01"})
    assert building_form(response).has_error("during", "first_day_stays")
    ends = {"post_buildings-0-during_last": f"{days_ago(1):%Y-%m-%d}"}
    assert client.post(change, typed | ends).status_code == 302
    row.refresh_from_db()
    assert (row.building, row.during) == (place.building, DateRange(lower, clock.today()))
    client.post(change, typed)
    row.refresh_from_db()
    assert row.during == DateRange(lower, clock.today())


def test_a_branch_secretary_gives_a_post_no_building_of_others_even_by_a_raw_post(client, place):
    client.force_login(officer("branch_secretary", place.branch))
    elsewhere = BuildingFactory(estate__community=place.post.community)
    given = {
        "name": place.post.name,
        "number": 1,
        "parent": place.branch.pk,
        "post_buildings-TOTAL_FORMS": 1,
        "post_buildings-INITIAL_FORMS": 0,
        "post_buildings-0-post": place.post.pk,
        "post_buildings-0-during_first": f"{clock.today():%Y-%m-%d}",
        "post_buildings-0-during_last": "",
    }
    change = grid_url("orgunit", "change", place.post.pk)
    response = client.post(change, given | {"post_buildings-0-building": elsewhere.pk})
    assert building_form(response).has_error("building", "invalid_choice")
    assert not elsewhere.post_buildings.exists()
    assert client.post(change, given | {"post_buildings-0-building": place.other_building.pk}).status_code == 302
    assert place.post.post_buildings.filter(building=place.other_building).exists()


def test_a_building_that_a_post_looked_after_is_kept(place):
    row = PostBuildingFactory()
    with pytest.raises(ProtectedError):
        row.building.delete()
