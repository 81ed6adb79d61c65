"""What pages of admin and of the desk say beside the rows of their own: nobody out of the reader's sight is named."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Value
from django.forms import ModelChoiceField
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from common.admin.history import tracked_models
from grid.models import PioneerLink
from tests.rights.admin_pages import IN_OFFICE, one_a_place, registered, request_of
from tests.rights.portal_pages import (
    AT_DESK,
    AT_STATION,
    BOOKING_ROWS,
    DESK,
    DESK_ROWS,
    DUTY_ROWS,
    places_at_desk,
)
from tests.rights.table import ADMIN_LISTS, acts_of, expected
from tests.rights.visits import Visitor, signed_in, user_of
from tests.rights.world import World

# The first test of a module also builds the world, which takes its time on a busy machine.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

# Records that name a person to whoever may read them.
NAMING = (
    "accounts.Person",
    "accounts.Guardianship",
    "accounts.Consent",
    "accounts.AccessLog",
    "events.Registration",
    "grid.PartyRelation",
    "grid.PioneerLink",
    "grid.Residence",
)


def out_of_sight(world: World, role: str) -> dict[str, set[str]]:
    """The names, as the factory numbers them, of whom the table lets this role read nothing; and where they stand."""
    readable: dict[str, bool] = {}
    places: dict[str, set[str]] = {}
    for model, place, row in world:
        label = model._meta.label
        if label not in NAMING:
            continue
        person = row if isinstance(row, Person) else row.person  # type: ignore[attr-defined]
        seen = place in expected(role, label, "view", {place})
        readable[person.name] = readable.get(person.name, False) or seen
        places.setdefault(person.name, set()).add(place)
    return {name: places[name] for name, seen in readable.items() if not seen}


def pages_of_admin(world: World, role: str) -> Iterator[str]:
    """The first page, the lists; and of each model the page, the form and the history of a row at each place."""
    yield reverse("admin:index")
    yield from (reverse(f"admin:{name}") for name, roles in ADMIN_LISTS.items() if role in roles.split())
    for model, _model_admin in registered():
        label, found = model._meta.label, one_a_place(world, model)
        route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for place in sorted(expected(role, label, "view", set(found)))[:2]:
            yield reverse(f"{route}_change", args=[found[place].pk])
            yield reverse(f"{route}_history", args=[found[place].pk])
            if label == "grid.OrgUnit":
                yield reverse("admin:unit", args=[found[place].pk])
        if "view" in acts_of(role, label):
            yield reverse(f"{route}_changelist")
        if "add" in acts_of(role, label):
            yield reverse(f"{route}_add")


def pages_of_desk(world: World, role: str) -> Iterator[str]:
    yield from (reverse(name) for name in sorted(DESK))
    for name, row in DESK_ROWS.items():
        if not row.only_post:
            found = dict(world.rows_of(row.model))
            yield from (
                reverse(name, args=[found[place].pk]) for place in sorted(places_at_desk(world, role, row, AT_DESK))
            )


def nobody_is_named(world: World, role: str, pages: Iterator[str]) -> None:
    visitor, hidden = Visitor(world, role), out_of_sight(world, role)
    assert hidden, "the world has nobody who is out of sight"
    for url in pages:
        answer = visitor.follow(url)
        assert answer.status_code in (200, 403), f"{role} {url}: {answer.status_code}"
        slips = {name: hidden[name] for name in answer.names & set(hidden)}
        assert not slips, f"{url} names to {role}: {slips}"


# The operator runs sign-ins and reads every name.
@pytest.mark.parametrize("role", [role for role in IN_OFFICE if role != "operator"])
def test_no_page_of_admin_names_anybody_out_of_sight(world, role):
    nobody_is_named(world, role, pages_of_admin(world, role))


@pytest.mark.parametrize("role", sorted(AT_DESK))
def test_no_page_of_the_desk_names_anybody_out_of_sight(world, role):
    nobody_is_named(world, role, pages_of_desk(world, role))


def test_a_page_that_names_everybody_is_found(world, monkeypatch):
    monkeypatch.setattr(world, "answers", {})
    monkeypatch.setattr(type(PioneerLink.objects.all()), "permitted", lambda rows, user, act: rows.all())
    with pytest.raises(AssertionError, match="names to pioneer"):
        nobody_is_named(world, "pioneer", pages_of_desk(world, "pioneer"))


# --- Whom one only meets


def pages_of_station(world: World, role: str) -> Iterator[str]:
    for name, row in {**DUTY_ROWS, **BOOKING_ROWS}.items():
        if not row.only_post:
            found = dict(world.rows_of(row.model))
            roles = AT_STATION if name in DUTY_ROWS else AT_STATION | AT_DESK
            yield from (reverse(name, args=[found[place].pk]) for place in places_at_desk(world, role, row, roles))


def no_number_is_shown(world: World, role: str, pages: Iterator[str]) -> None:
    """Not even the masked number of anybody but the own people."""
    visitor = Visitor(world, role)
    own = Person.objects.own_of(user_of(world, role)).values("pk")
    others = {person.masked_phone: person for person in Person.objects.exclude(pk__in=own)}
    assert others
    for url in pages:
        slips = {others[number] for number in visitor.follow(url).numbers & set(others)}
        assert not slips, f"{url} shows {role} the numbers of {slips}"


@pytest.mark.parametrize("role", [role for role in IN_OFFICE if role != "operator"])
def test_no_page_of_admin_shows_the_number_of_anybody_only_met(world, role):
    no_number_is_shown(world, role, pages_of_admin(world, role))


@pytest.mark.parametrize("role", sorted(AT_DESK))
def test_no_page_of_the_desk_shows_the_number_of_anybody_only_met(world, role):
    no_number_is_shown(world, role, pages_of_desk(world, role))


@pytest.mark.parametrize("role", sorted((AT_STATION | AT_DESK) - {"operator"}))
def test_no_page_of_a_station_shows_the_number_of_anybody_only_met(world, role):
    no_number_is_shown(world, role, pages_of_station(world, role))


def test_a_page_that_shows_every_number_is_found(world, monkeypatch):
    monkeypatch.setattr(world, "answers", {})
    monkeypatch.setattr("portal.desk.selectors.bookings.is_own", lambda user, person="pk": Value(True))
    with pytest.raises(AssertionError, match="shows receptionist"):
        no_number_is_shown(world, "receptionist", pages_of_station(world, "receptionist"))


# --- Forms of rows that are there


def change_forms(world: World, rf: Any, role: str) -> Iterator[tuple[str, Any]]:
    """(model, field) of every choice among rows in the forms of what the role may change, and in their inlines."""
    user = user_of(world, role)
    for model, model_admin in registered():
        label, found = model._meta.label, one_a_place(world, model)
        request = request_of(rf, user)
        for place in expected(role, label, "change", set(found)):
            row = found[place]
            if not model_admin.has_change_permission(request, row):
                continue
            forms = [model_admin.get_form(request, row, change=True)(instance=row)]
            forms += [kind.form() for kind, _inline in model_admin.get_formsets_with_inlines(request, row)]
            for form in forms:
                for name, field in form.fields.items():
                    if isinstance(field, ModelChoiceField):
                        yield f"{label}.{name}", field


@pytest.mark.parametrize("role", IN_OFFICE)
def test_forms_of_rows_that_are_there_offer_only_what_the_table_lets_see(world, rf, role):
    for name, field in change_forms(world, rf, role):
        other = field.queryset.model
        offered = world.labelled(other, set(field.queryset.values_list("pk", flat=True)))
        seen = expected(role, other._meta.label, "view", world.places_of(other))
        too_many = {place.removeprefix("part of ") for place in offered} - seen
        assert not too_many, f"{name} offers {too_many} to {role}"


# --- All changes


def changed(client: Client, model: Any) -> set[int]:
    """The keys of the rows of this model whose changes are told."""
    page = client.get(reverse("admin:changes"), {"model": model._meta.label_lower}).content.decode()
    return {int(key) for key in re.findall(rf"{re.escape(str(model._meta.verbose_name))} #(\d+)", page)}


@pytest.mark.parametrize("role", ADMIN_LISTS["changes"].split())
def test_all_changes_are_told_of_rows_within_the_scope_only(world, role):
    client, told = signed_in(world, role), 0
    for model in tracked_models(world.rows):
        found = world.labelled(model, changed(client, model))
        told += len(found)
        seen = expected(role, model._meta.label, "view", world.places_of(model))
        too_many = {place.removeprefix("part of ") for place in found} - seen
        assert not too_many, f"{role} reads changes of {model._meta.label} at {too_many}"
    assert told > 20
