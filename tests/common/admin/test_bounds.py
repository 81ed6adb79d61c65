"""What one request of the office can cost is bounded, and what it can ask for is what admin offers."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Consent, Person, PrivacyNotice, User
from common.admin.deletions import NAMED
from common.admin.formsets import MOST_ROWS
from grid.models import Building, Household
from tests.factories import (
    BuildingFactory,
    EstateFactory,
    EventFactory,
    GridFactory,
    GuardianshipFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PersonFactory,
    ResidenceFactory,
    StaffFactory,
    VisitFactory,
    officer,
)
from tests.rights.admin_pages import registered, request_of
from tests.support.pages import refusals, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


@pytest.fixture
def secretary(client):
    client.force_login(officer("secretary", OrgUnitFactory()))
    return client


# --- Deletions


def test_no_list_deletes_in_bulk(rf):
    request = request_of(rf, StaffFactory())
    offered = {name for _model, model_admin in registered() for name in model_admin.get_actions(request)}
    # Ticked requests for rooms, and ticked volunteers who are to be rung, lead to pages of their own.
    assert offered == {"approve_chosen", "refuse_chosen", "call_list"}


def test_a_forged_deletion_in_bulk_deletes_nothing(secretary):
    visit = VisitFactory()
    forged = {"action": "delete_selected", "_selected_action": visit.pk, "select_across": "1", "post": "yes"}
    secretary.post(reverse("admin:grid_visit_changelist"), forged)
    visit.refresh_from_db()


def test_the_page_of_a_deletion_asks_as_often_for_many_rows_as_for_few(office):
    building = BuildingFactory()
    HouseholdFactory.create_batch(3, building=building)
    url = reverse("admin:grid_building_delete", args=[building.pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert office.get(url).status_code == 200
        return len(captured)

    queries()
    few = queries()
    HouseholdFactory.create_batch(NAMED * 2, building=building)
    assert queries() <= few + NAMED * 2  # the names that are written out, and nothing more
    HouseholdFactory.create_batch(NAMED * 4, building=building)
    assert queries() <= few + NAMED * 2


def test_more_than_can_go_together_is_refused(office, monkeypatch):
    monkeypatch.setattr("common.admin.deletions.TOGETHER", 3)
    building = BuildingFactory()
    HouseholdFactory.create_batch(3, building=building)
    office.post(reverse("admin:grid_building_delete", args=[building.pk]), {"post": "yes"})
    assert Building.objects.filter(pk=building.pk).exists()
    assert Household.objects.count() == 3


# --- Rows of forms


def test_rows_that_are_only_read_take_nothing_that_was_sent(secretary):
    person = GuardianshipFactory().person
    ResidenceFactory(person=person)
    url = reverse("admin:accounts_person_change", args=[person.pk])
    secretary.get(url)
    forged = {
        "name": "改名",
        "language": "zh-hans",
        "guardianships-TOTAL_FORMS": 2000,
        "guardianships-INITIAL_FORMS": 0,
    }
    with CaptureQueriesContext(connection) as captured:
        secretary.post(url, forged | {"name": ""})
    assert len(captured) < 80
    assert secretary.post(url, forged).status_code == 302
    person.refresh_from_db()
    assert person.name == "改名"
    assert person.guardianships.count() == 1


def test_no_form_takes_more_rows_than_its_bound(rf):
    request = request_of(rf, StaffFactory())
    for model, model_admin in registered():
        for formset, _inline in model_admin.get_formsets_with_inlines(request, None):
            assert formset.absolute_max <= MOST_ROWS, model


def test_no_form_sends_more_fields_than_django_reads(rf, settings):
    request = request_of(rf, StaffFactory())
    for model, model_admin in registered():
        if not model_admin.has_change_permission(request):
            continue
        sent = inputs_of(model_admin.get_form(request).base_fields)
        for formset, _inline in model_admin.get_formsets_with_inlines(request, None):
            # Each row has its key, its parent and the box that deletes it, too.
            sent += 4 + formset.absolute_max * (3 + inputs_of(formset.form.base_fields))
        assert sent <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, (model, sent)


def inputs_of(fields: dict[str, Any]) -> int:
    return sum(len(getattr(field.widget, "widgets", [field.widget])) for field in fields.values())


# --- What an address fills in, and what pickers are asked


@pytest.mark.parametrize("typed", ["x", "0", "-1", "9" * 40, "1,2", "１", "['1']"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_picker_is_drawn_again_with_what_is_no_key(secretary, method, typed):
    tried = 0
    for model, model_admin in registered():
        fields = [*model_admin.autocomplete_fields, "during", "starts_at", "day", "level", "cover", "facilities"]
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        response = getattr(secretary, method)(url, dict.fromkeys(fields, typed), follow=True)
        assert response.status_code in (200, 403), url
        tried += response.status_code == 200
    assert tried > 10


def test_an_address_fills_in_what_the_form_takes(secretary):
    household = HouseholdFactory()
    shown = secretary.get(reverse("admin:grid_visit_add"), {"household": household.pk, "on": "x"})
    initial = shown.context_data["adminform"].form.initial
    assert initial["household"] == str(household.pk)
    assert "on" not in initial


@pytest.mark.parametrize("query", ["_to_field=", "_to_field=id", "_popup=1", "_changelist_filters=%25"])
def test_an_odd_parameter_opens_the_page(office, query):
    event = EventFactory()
    for page in ("change", "delete"):
        url = reverse(f"admin:events_event_{page}", args=[event.pk])
        assert office.get(f"{url}?{query}").status_code in (200, 403)


@pytest.mark.parametrize(
    "asked",
    [
        {"app_label": "accounts", "model_name": "person", "field_name": "residences"},
        {"app_label": "accounts", "model_name": "consent", "field_name": "notice"},
        {"app_label": "grid", "model_name": "residence", "field_name": "person__name"},
        {"app_label": "grid", "model_name": "", "field_name": ""},
        {"app_label": "x.y", "model_name": "residence", "field_name": "person"},
        {},
    ],
)
def test_pickers_answer_only_for_fields_that_have_one(secretary, asked):
    assert secretary.get(reverse("admin:autocomplete"), {**asked, "term": "a"}).status_code == 403


def test_a_popup_of_no_form_is_refused(office):
    typed = {"_popup": "1", "_source_model": "x", "number": 3, "name": "三号网格"}
    assert office.post(reverse("admin:grid_grid_add"), typed).status_code == 400


def test_a_popup_of_a_row_in_a_form_opens_and_saves(secretary):
    """A building is added from the rows of a post, whose model has no pages of its own."""
    estate, grid = EstateFactory(), GridFactory()
    popup = {"_popup": "1", "_to_field": "id", "_source_model": "grid.postbuilding"}
    page = reverse("admin:grid_building_add")
    assert secretary.get(page, popup).status_code == 200
    assert secretary.post(page, {**popup, "estate": estate.pk, "grid": grid.pk, "number": 3}).status_code == 200


@pytest.mark.parametrize("page", ["x", "0", "99999999", "-1"])
def test_the_search_of_the_sidebar_reads_any_page(office, page):
    assert office.get(reverse("admin:search"), {"s": "a", "page": page}).status_code == 200


# --- What admin keeps, and what it offers


def test_admin_keeps_no_names_in_a_log_of_its_own(secretary):
    typed = {"name": "许雨晴", "language": "zh-hans", "number": "", "birth_year": ""}
    assert secretary.post(reverse("admin:accounts_person_add"), typed).status_code == 302
    assert Person.objects.filter(name="许雨晴").exists()
    assert not LogEntry.objects.exists()


def test_a_consent_is_entered_to_the_notice_in_force(secretary):
    person = PersonFactory()
    url = reverse("admin:accounts_consent_add")
    offered = secretary.get(url).context["adminform"].form["notice"].field
    assert list(offered.queryset) == [offered.initial] == [PrivacyNotice.objects.current()]
    assert secretary.post(url, {"person": person.pk, "notice": offered.initial.pk}).status_code == 302
    assert Consent.objects.get(person=person).notice == PrivacyNotice.objects.current()


def test_of_two_notices_of_one_moment_the_later_one_is_in_force():
    at = PrivacyNotice.objects.current().published_at
    PrivacyNotice.objects.create(version="a", text="x", published_at=at)
    last = PrivacyNotice.objects.create(version="b", text="x", published_at=at)
    assert {PrivacyNotice.objects.current() for _n in range(3)} == {last}


def test_a_sign_in_needs_a_way_in(office):
    url = reverse("admin:accounts_user_add")
    before = User.objects.count()
    response = office.post(url, {"person": "", "number": "", "email": "", "is_active": "on"})
    assert refusals(response) >= {("__all__", "no_way_in")}
    assert User.objects.count() == before


def test_a_figure_leads_only_where_the_reader_may_go(client):
    grid = BuildingFactory().grid
    client.force_login(officer("grid_worker", grid))
    figures = client.get("/admin/").context_data["figures"]
    for figure in figures:
        if figure.href:
            assert client.get(figure.href, follow=True).status_code == 200, figure.label


def test_a_draft_has_no_link_to_a_page_that_is_not_there(office):
    model_admin = admin.site._registry[type(EventFactory())]
    assert model_admin.get_view_on_site_url(EventFactory(draft=True)) is None
    public = EventFactory()
    assert model_admin.get_view_on_site_url(public) == public.get_absolute_url()


def test_a_field_that_is_read_links_only_to_what_opens(client):
    visit = VisitFactory()
    page = reverse("admin:grid_visit_change", args=[visit.pk])
    client.force_login(officer("grid_worker", visit.household.building.grid))
    shown = text(client.get(page))
    assert reverse("admin:accounts_user_change", args=[visit.by_id]) not in shown
    assert reverse("admin:grid_household_change", args=[visit.household_id]) in shown
