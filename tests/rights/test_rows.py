"""Every model × role × place, asked of the querysets: exactly the rows of the table, and not one more."""

import pytest
from django.apps import apps
from django.db.models import Model

from common.db import querysets
from grid.models import Building, Residence
from tests.rights.table import CAPABILITIES, ROLES, TABLE, acts_of, expected
from tests.rights.visits import user_of

# The first test of a module also builds the world, which takes its time on a busy machine.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

ACTS = ("view", "add", "change", "delete", "export", "check_in")


def scoped_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")]


def found(world, user, model: type[Model], act: str) -> set[str]:
    rows = model._default_manager.all()
    reached = rows.visible_to(user) if act == "view" else rows.permitted(user, act)
    return world.labelled(model, set(reached.values_list("pk", flat=True)))


def differences(world, role: str) -> dict[str, tuple[set[str], set[str]]]:
    """`{"grid.Visit view": (found, expected)}` where they are not the same."""
    user = user_of(world, role)
    wrong = {}
    for model in scoped_models():
        label = model._meta.label
        for act in ACTS:
            is_so = found(world, user, model, act)
            should_be = expected(role, label, act, world.places_of(model))
            if is_so != should_be:
                wrong[f"{label} {act}"] = (is_so, should_be)
    return wrong


def test_every_model_stands_in_the_table_and_in_the_world(world):
    for model in scoped_models():
        label = model._meta.label
        assert label in TABLE, f"{label} is new: say in tests/rights/table.py what each role may do (DOMAIN.md §7)"
        assert world.rows[model], f"{label} is new: put a row at each place into tests/rights/world.py"
    assert set(TABLE) == {model._meta.label for model in scoped_models()}, "the table names models that are gone"


def test_every_model_that_names_a_scope_stands_at_more_than_one_place(world):
    for model, rows in world.rows.items():
        assert len(rows) > 1 or model._meta.app_label == "accounts", model


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_exactly_the_rows_of_the_table(world, role):
    assert differences(world, role) == {}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_holds_exactly_the_permissions_of_the_table(world, role):
    user = user_of(world, role)
    for model in scoped_models():
        meta = model._meta
        held = {act for act in ACTS if user.has_perm(f"{meta.app_label}.{act}_{meta.model_name}")}
        assert held == acts_of(role, meta.label), meta.label


@pytest.mark.parametrize("role", ROLES)
def test_each_role_holds_exactly_the_other_capabilities_of_the_table(world, role):
    user = user_of(world, role)
    assert {code for code in CAPABILITIES if user.has_perm(code)} == {
        code for code, roles in CAPABILITIES.items() if role in roles.split()
    }


# --- Controls: the test above can fail


def test_a_visible_to_that_shows_everything_is_found(world, monkeypatch):
    monkeypatch.setattr(type(Residence.objects.all()), "visible_to", lambda rows, user: rows.all())
    for role in ("resident", "pioneer", "branch_secretary", "secretary", "operator"):
        assert "grid.Residence view" in differences(world, role), role


def test_a_scope_that_forgets_the_community_is_found(world, monkeypatch):
    monkeypatch.setattr(type(Building.objects.all()), "in_scope_of", lambda rows, reach, act="view": rows.all())
    assert set(differences(world, "branch_secretary")) >= {"grid.Building view"}


def test_a_right_too_many_is_found(world, monkeypatch):
    from accounts.permissions import _capabilities, capabilities_of_role

    given = capabilities_of_role("pioneer") | {"grid.view_partyrelation"}
    monkeypatch.setitem(_capabilities, "pioneer", given)
    with pytest.raises(AssertionError):
        test_each_role_holds_exactly_the_permissions_of_the_table(world, "pioneer")


def test_a_model_of_which_nobody_has_said_who_sees_it_shows_nothing(world, monkeypatch):
    monkeypatch.delitem(querysets._scopes, Building)
    rows = Building.objects.all()
    assert not rows.visible_to(user_of(world, "secretary")).exists()
    assert not rows.visible_to(user_of(world, "branch_secretary")).exists()
