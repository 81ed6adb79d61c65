"""The admin base: nothing beyond `visible_to`, and a rule that says no loses nothing that was typed."""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.translation import gettext
from unfold.admin import ModelAdmin, TabularInline

from common.admin.base import ScopedModelAdmin, ScopedTabularInline
from common.admin.filters import scoped_filter
from common.admin.scope import visible
from common.exceptions import Refused
from grid.admin.places import EstateAdmin
from grid.models import Building, Estate, Gate, Grid
from grid.querysets import PlaceQuerySet
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    EstateFactory,
    GateFactory,
    GridFactory,
    OrgUnitFactory,
    StaffFactory,
    officer,
)
from tests.support.pages import WHOLE, levels, refusals, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


@pytest.fixture
def hidden(monkeypatch):
    """An estate that nobody may see, with its building; and one that staff may."""
    seen, unseen = BuildingFactory(estate__name="看得见"), BuildingFactory(estate__name="看不见")
    everything = PlaceQuerySet.visible_to

    def visible_to(self, user):
        rows = everything(self, user)
        return rows.exclude(name="看不见") if self.model is Estate else rows

    monkeypatch.setattr(PlaceQuerySet, "visible_to", visible_to)
    return seen.estate, unseen.estate


def test_a_list_shows_only_what_is_visible(office, hidden):
    page = text(office.get(reverse("admin:grid_estate_changelist")))
    assert "看得见" in page
    assert "看不见" not in page


def test_a_hidden_record_cannot_be_opened_changed_or_deleted(office, hidden):
    _seen, unseen = hidden
    for page in ("change", "delete", "history"):
        url = reverse(f"admin:grid_estate_{page}", args=[unseen.pk])
        assert office.get(url).status_code == 302
        office.post(url, {"name": "改名", "post": "yes"})
    assert Estate.objects.get(pk=unseen.pk).name == "看不见"


@pytest.mark.parametrize("act", ["add", "change", "delete"])
def test_a_row_of_an_inline_outside_the_scope_of_the_act_stays_as_it_is(client, monkeypatch, act):
    gate = GateFactory(name="南门", x=1, y=1)
    client.force_login(officer("secretary", OrgUnitFactory(community=gate.estate.community)))
    everything = PlaceQuerySet.permitted

    def permitted(self, user, asked):
        rows = everything(self, user, asked)
        return rows.none() if self.model is Gate and asked == act else rows

    typed = {
        "name": gate.estate.name,
        "address": gate.estate.address,
        "gates-TOTAL_FORMS": 2 if act == "add" else 1,
        "gates-INITIAL_FORMS": 1,
        **{f"gates-0-{name}": getattr(gate, name) for name in ("id", "name", "x", "y")},
        "gates-0-estate": gate.estate_id,
        **{
            "add": {"gates-1-name": "北门", "gates-1-x": 2, "gates-1-y": 2, "gates-1-estate": gate.estate_id},
            "change": {"gates-0-name": "北门"},
            "delete": {"gates-0-DELETE": "on"},
        }[act],
    }
    url = reverse("admin:grid_estate_change", args=[gate.estate_id])
    with monkeypatch.context() as patch:
        patch.setattr(PlaceQuerySet, "permitted", permitted)
        assert refusals(client.post(url, typed)) == {(WHOLE, "outside")}
    assert [one.name for one in Gate.objects.all()] == ["南门"]
    assert client.post(url, typed).status_code == 302  # control: within the scope it is done
    names = {"add": {"南门", "北门"}, "change": {"北门"}, "delete": set()}
    assert {one.name for one in Gate.objects.all()} == names[act]


def test_a_drop_down_offers_and_takes_only_what_is_visible(office, hidden):
    _seen, unseen = hidden
    url = reverse("admin:grid_building_add")
    page = text(office.get(url))
    assert "看得见" in page
    assert "看不见" not in page
    typed = {"estate": unseen.pk, "grid": GridFactory().pk, "number": 99, "entrances": 1, "floors": 6}
    assert "看不见" not in text(office.post(url, typed))
    assert not Building.objects.filter(number=99).exists()


def test_a_filter_offers_only_what_is_visible(office, hidden):
    filters = text(office.get(reverse("admin:grid_building_changelist"))).split("<option")
    assert any("看得见" in option for option in filters)
    assert not any(option.split("</option>")[0].endswith("看不见") for option in filters)


def test_an_autocomplete_finds_only_what_is_visible(office, hidden):
    query = {"app_label": "grid", "model_name": "orgunit", "field_name": "estates", "term": "看"}
    found = office.get(reverse("admin:autocomplete"), query)
    assert [row["text"] for row in found.json()["results"]] == ["看得见"]


def test_a_model_that_cannot_say_who_sees_it_is_refused(rf):
    request = rf.get("/")
    request.user = StaffFactory.build()
    with pytest.raises(ImproperlyConfigured):
        visible(ContentType, request)


def test_an_unscoped_admin_class_or_inline_is_refused(rf):
    class Open(ModelAdmin):
        pass

    class OpenInline(TabularInline):
        model = Gate

    class WithOpenInline(ScopedModelAdmin):
        inlines = [OpenInline]

    with pytest.raises(ImproperlyConfigured):
        admin.site.register(Gate, Open)
    with pytest.raises(ImproperlyConfigured):
        WithOpenInline(Estate, admin.site).get_inlines(rf.get("/"), None)


def test_a_filter_that_would_list_hidden_values_is_refused():
    with pytest.raises(ImproperlyConfigured):
        scoped_filter(("estate__name", admin.AllValuesFieldListFilter), Building)


def test_a_refusal_stands_above_the_form_with_everything_that_was_typed(office, monkeypatch):
    CommunityFactory()

    def save_model(self, request, obj, form, change):
        obj.save()
        raise Refused("今天不行，请明天再来。", code="tomorrow")

    monkeypatch.setattr(EstateAdmin, "save_model", save_model)
    typed = {"name": "新的小区", "address": "海棠路 1 号", "gates-TOTAL_FORMS": 0, "gates-INITIAL_FORMS": 0}
    response = office.post(reverse("admin:grid_estate_add"), typed)
    page = text(response)
    assert refusals(response) == {(WHOLE, "tomorrow")}
    assert "今天不行，请明天再来。" in page
    assert 'value="新的小区"' in page
    assert 'value="海棠路 1 号"' in page
    assert not Estate.objects.exists()


def test_a_violated_constraint_is_explained_in_the_form(office, monkeypatch):
    """As when two people save at once: the form's own check has passed, the database says no."""
    there = GridFactory(number=7)
    monkeypatch.setattr(Grid, "validate_constraints", lambda self, exclude=None: None)
    typed = {"number": 7, "name": "又一个七号", "boundary": ""}
    response = office.post(reverse("admin:grid_grid_add"), typed)
    assert refusals(response) == {(WHOLE, "grid_number_unique")}
    assert 'value="又一个七号"' in text(response)
    assert list(Grid.objects.all()) == [there]


@pytest.mark.django_db(transaction=True)
def test_a_constraint_that_answers_at_the_commit_is_explained_too(office, monkeypatch):
    building = BuildingFactory(number=1)
    elsewhere = GridFactory(community=CommunityFactory(name="青山社区"))
    monkeypatch.setattr("grid.models.places.validate_same_community", lambda estate, grid: None)
    typed = {"estate": building.estate_id, "grid": elsewhere.pk, "number": 99, "entrances": 1, "floors": 6}
    response = office.post(reverse("admin:grid_building_change", args=[building.pk]), typed)
    assert refusals(response) == {(WHOLE, "building_grid_same_community")}
    assert 'value="99"' in text(response)
    assert levels(response) == []  # it was not said to be saved
    building.refresh_from_db()
    assert building.number != 99


def test_nothing_is_edited_in_a_list():
    assert [model for model, kind in admin.site._registry.items() if kind.list_editable] == []


def test_the_list_of_buildings_shows_the_position_and_saves_none(office):
    building = BuildingFactory(x=321.5, y=40)
    address = reverse("admin:grid_building_changelist")
    assert "321.5, 40" in text(office.get(address))
    typed = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": building.pk, "form-0-x": "1", "_save": "1"}
    office.post(address, typed)
    building.refresh_from_db()
    assert (building.x, building.y) == (321.5, 40)


def test_history_tells_who_changed_what(office):
    building = BuildingFactory(estate__name="海棠苑", number=1)
    url = reverse("admin:grid_building_change", args=[building.pk])
    typed = {"estate": building.estate_id, "grid": building.grid_id, "number": 2, "entrances": 1, "floors": 6}
    assert office.post(url, typed).status_code == 302
    response = office.get(reverse("admin:grid_building_history", args=[building.pk]))
    page, changes = text(response), response.context_data["changes"]
    assert [change.kind for change in changes] == ["update", "insert"]
    number = Building._meta.get_field("number").verbose_name
    assert (number, "1", "2") in {(d.label, d.before, d.after) for d in changes[0].differences}
    assert changes[0].through == gettext("office")
    for said in (changes[0].who, changes[0].through):
        assert said
        assert said in page


def test_history_masks_phone_numbers(office):
    staff = StaffFactory()
    page = text(office.get(reverse("admin:changes"), {"model": "accounts.user"}))
    assert f"****{staff.phone[-4:]}" in page
    assert staff.phone not in page


def test_inlines_of_the_base_are_scoped(office, rf):
    request = rf.get("/")
    request.user = StaffFactory()

    class Gates(ScopedTabularInline):
        model = Gate

    assert list(Gates(Estate, admin.site).get_queryset(request)) == []
    request.user.is_staff = False
    EstateFactory()
    assert list(Gates(Estate, admin.site).get_queryset(request)) == []
