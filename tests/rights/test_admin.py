"""Every registered admin class × role × place: lists, drop-downs, buttons and raw posts follow the table."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.forms import ModelChoiceField
from django.urls import reverse

from grid.models import Building
from tests.rights.admin_pages import (
    AT_DESK_ONLY,
    IN_OFFICE,
    STANDARD,
    address,
    addresses,
    one_a_place,
    own_pages,
    registered,
    request_of,
)
from tests.rights.table import (
    ADMIN_FRAME,
    ADMIN_LISTS,
    ADMIN_PAGES,
    ADMIN_REFUSES,
    ADMIN_ROWS,
    TABLE,
    acts_of,
    expected,
)
from tests.rights.visits import Visitor, user_of
from tests.rights.world import PARENT, SIBLING

# The first test of a module also builds the world, which takes its time on a busy machine.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]


def test_every_registered_model_stands_in_the_table():
    for model, _model_admin in registered():
        assert model._meta.label in TABLE, (
            f"{model._meta.label} is new in admin: say in tests/rights/table.py who may"
        )


@pytest.mark.parametrize("role", IN_OFFICE)
def test_lists_pickers_and_rights_over_each_row_are_those_of_the_table(world, rf, role):
    """What the views of admin ask before they show or change anything."""
    user = user_of(world, role)
    for model, model_admin in registered():
        label, request = model._meta.label, request_of(rf, user)
        there = world.places_of(model)
        shown = world.labelled(model, set(model_admin.get_queryset(request).values_list("pk", flat=True)))
        assert shown == expected(role, label, "view", there), label
        assert model_admin.has_view_permission(request) == bool(acts_of(role, label) & {"view", "change"}), label
        if "add" not in acts_of(role, label):
            assert not model_admin.has_add_permission(request), label
        for act in ("view", "change", "delete"):
            allowed = expected(role, label, act, there)
            if (label, act) in ADMIN_REFUSES:
                allowed = set()
            for place, row in one_a_place(world, model).items():
                may = getattr(model_admin, f"has_{act}_permission")(request, row)
                assert may <= (place in allowed), f"{label}: {role} may {act} {row} ({place})"
                if act == "view":
                    assert may == (place in allowed), f"{label}: {role} may not {act} {row} ({place})"


@pytest.mark.parametrize("role", IN_OFFICE)
def test_drop_downs_offer_only_what_the_table_lets_see(world, rf, role):
    user = user_of(world, role)
    for model, model_admin in registered():
        if "add" not in acts_of(role, model._meta.label):
            continue
        address = f"/admin/?level={3 if model._meta.label == 'grid.OrgUnit' else ''}"
        request = request_of(rf, user, address)
        if not model_admin.has_add_permission(request):
            continue
        forms = [model_admin.get_form(request, None)()]
        forms += [set_.form() for set_, _inline in model_admin.get_formsets_with_inlines(request, None)]
        for form in forms:
            for name, field in form.fields.items():
                if isinstance(field, ModelChoiceField) and field.queryset is not None:
                    other = field.queryset.model
                    offered = world.labelled(other, set(field.queryset.values_list("pk", flat=True)))
                    seen = expected(role, other._meta.label, "view", world.places_of(other))
                    too_many = {place.removeprefix("part of ") for place in offered} - seen
                    assert not too_many, f"{model._meta.label}.{name} offers {too_many} to {role}"


# --- Over HTTP


def answer_is_a_denial(response) -> bool:
    """403, 404, or back to the first page with “no such record”; 405 where nothing can be sent at all."""
    return response.status_code in (403, 404, 405) or (response.status_code == 302 and response.url == "/admin/")


@pytest.mark.parametrize("role", ["anonymous", "resident", *AT_DESK_ONLY])
def test_no_address_of_admin_opens_for_who_holds_no_office(world, role):
    visitor = Visitor(world, role)
    for name, model in addresses():
        if name == "jsi18n":  # the words of the calendar, no record
            continue
        if name == "logout":
            continue
        if name == "app_list":
            urls = [reverse("admin:app_list", args=["grid"])]
        elif model:
            urls = [address(world, name, next(iter(one_a_place(world, model).values())))]
        elif name in ADMIN_ROWS:
            urls = [reverse(f"admin:{name}", args=[world.rows_of(ADMIN_ROWS[name][0])[0][1].pk])]
        else:
            urls = [reverse(f"admin:{name}")]
        for url in urls:
            for response in [visitor.get(url), *([visitor.post(url, {})] if role in AT_DESK_ONLY else [])]:
                if role == "anonymous":
                    assert response.status_code == 302, url
                    assert "/login/" in response.url, url
                else:
                    assert response.status_code == 403, url


@pytest.mark.parametrize("role", IN_OFFICE)
def test_every_list_answers_as_the_table_says(world, role):
    visitor = Visitor(world, role)
    for model, _model_admin in registered():
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        wanted = 200 if "view" in acts_of(role, model._meta.label) else 403
        assert visitor.follow(url).status_code == wanted, f"{role} {url}"
        add = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        if "add" not in acts_of(role, model._meta.label):
            assert visitor.follow(add).status_code == 403, f"{role} {add}"
            assert visitor.post(add, {}).status_code in (302, 403), f"{role} {add}"


def a_row_beyond(world, model: type[Model], allowed: set[str]) -> Model | None:
    """A row at the nearest place that the role does not reach: nearest, since slips happen next door."""
    found = one_a_place(world, model)
    beyond = [place for place in (SIBLING, PARENT, *found) if place in found and place not in allowed]
    return found[beyond[0]] if beyond else None


def denied_by_post(world, role: str, models: list[type[Model]]) -> None:
    """Forms written by hand, to rows that the role may read at most: each is denied, and nothing is gone."""
    visitor = Visitor(world, role)
    for model in models:
        label, there = model._meta.label, world.places_of(model)
        for act, page in (("change", "change"), ("delete", "delete"), ("view", "history")):
            allowed = set() if (label, act) in ADMIN_REFUSES else expected(role, label, act, there)
            row = a_row_beyond(world, model, allowed)
            if row is None:
                continue
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=[row.pk])
            response = visitor.get(url) if act == "view" else visitor.post(url, {"post": "yes"})
            assert answer_is_a_denial(response), f"{role} {url}: {response.status_code}"
            assert model._default_manager.filter(pk=row.pk).exists(), f"{role} has deleted {label}"


@pytest.mark.parametrize("role", IN_OFFICE)
def test_raw_posts_to_rows_outside_the_table_are_denied(world, role):
    denied_by_post(world, role, [model for model, _admin in registered()])


def test_every_button_stands_in_the_table():
    names = {name for name, _model in own_pages()}
    for name in names:
        assert name in ADMIN_PAGES, f"admin:{name} is new: say in tests/rights/table.py which act opens it"
    assert names == set(ADMIN_PAGES), "the table names pages that are gone"


def test_every_page_of_admin_stands_on_a_list():
    models = [f"{model._meta.app_label}_{model._meta.model_name}" for model, _admin in registered()]
    known = {f"{name}_{page}" for name in models for page in STANDARD}
    known |= {*ADMIN_PAGES, *ADMIN_LISTS, *ADMIN_ROWS, *ADMIN_FRAME}
    found = {name for name, _model in addresses()}
    for name in found:
        assert name in known, f"admin:{name} is new: say in tests/rights/table.py for whom it opens (DOMAIN.md §7)"
    assert {*ADMIN_LISTS, *ADMIN_ROWS} <= found, "the lists name pages that are gone"


@pytest.mark.parametrize("role", IN_OFFICE)
def test_pages_of_admin_about_no_single_row_open_for_their_roles(world, role):
    visitor = Visitor(world, role)
    for name, roles in ADMIN_LISTS.items():
        wanted = 200 if role in roles.split() else 403
        assert visitor.get(reverse(f"admin:{name}")).status_code == wanted, f"{role} {name}"
        if wanted == 403:
            assert visitor.post(reverse(f"admin:{name}"), {"reason": "x"}).status_code in (403, 405), f"{role} {name}"


@pytest.mark.parametrize("role", IN_OFFICE)
def test_pages_of_admin_about_a_row_open_within_the_scope(world, role):
    visitor = Visitor(world, role)
    for name, (label, act) in ADMIN_ROWS.items():
        rows = world.rows_of(label)
        allowed = expected(role, label, act, {place for place, _row in rows})
        for place, row in dict(rows).items():
            response = visitor.get(reverse(f"admin:{name}", args=[row.pk]))
            if place in allowed:
                # A page that asks for more than the row's key leads back where one chooses it.
                assert response.status_code == 200 or "/stations/use/" in response.url, f"{role} {name} {place}"
            else:
                assert answer_is_a_denial(response), f"{role} {name} {place}"
                assert answer_is_a_denial(visitor.post(reverse(f"admin:{name}", args=[row.pk]), {})), f"{role} {name}"


@pytest.mark.parametrize("role", IN_OFFICE)
def test_every_button_opens_for_its_rows_only(world, role):
    visitor = Visitor(world, role)
    for name, model in own_pages():
        label, there = model._meta.label, world.places_of(model)
        act = ADMIN_PAGES[name]
        allowed = expected(role, label, "change" if act == "end" else act, there)
        row = a_row_beyond(world, model, allowed)
        if row is None:
            continue
        url = address(world, name, row)
        for response in (visitor.get(url), visitor.post(url, {})):
            assert answer_is_a_denial(response), f"{role} {url}: {response.status_code}"


# --- Controls


def test_an_admin_class_that_shows_all_is_found(world, rf, monkeypatch):
    from grid.models import Residence

    model_admin = admin.site._registry[Residence]
    monkeypatch.setattr(type(model_admin), "get_queryset", lambda self, request: Residence.objects.all())
    with pytest.raises(AssertionError, match=r"grid\.Residence"):
        test_lists_pickers_and_rights_over_each_row_are_those_of_the_table(world, rf, "branch_secretary")


def test_an_admin_class_that_asks_for_no_row_is_found(world, monkeypatch):
    kind = type(admin.site._registry[Building])
    monkeypatch.setattr(kind, "get_queryset", lambda self, request: Building.objects.all())
    monkeypatch.setattr(kind, "_covers", lambda self, request, obj, *acts: True)
    with pytest.raises(AssertionError, match="history"):
        denied_by_post(world, "grid_worker", [Building])


def test_the_anonymous_visitor_has_no_rights(rf):
    for _model, model_admin in registered():
        assert not model_admin.has_view_permission(request_of(rf, AnonymousUser()))
