"""The filters of the lists of admin: drop-downs of one form, applied together, in words."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from common.time import clock
from tests.factories import BuildingFactory, OrgUnitFactory, ResidenceFactory, StaffFactory, UserFactory, officer

pytestmark = pytest.mark.django_db

# With one community the list is a detour: it leads to the form.
LISTS = [model for model in admin.site._registry if model.__name__ != "Community"]


def form_of_filters(page: str) -> str:
    return page.partition('id="filter-form"')[2].partition("</form>")[0]


def address(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_every_filter_of_a_list_is_a_field_of_one_form(client, model):
    user = StaffFactory()
    if not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        user = officer("secretary", OrgUnitFactory())
    client.force_login(user)
    response = client.get(address(model))
    specs, form = response.context["cl"].filter_specs, form_of_filters(response.content.decode())
    fields = re.findall(r'<select name="([^"]+)"', form)
    assert fields == [spec.expected_parameters()[0] for spec in specs]
    assert "<a " not in form
    left = client.get(address(model), dict.fromkeys(fields, ""))
    assert left.status_code == 200
    assert "<a " not in form_of_filters(left.content.decode())


def test_filters_of_both_kinds_are_applied_together_and_stay_chosen(client):
    own, other = BuildingFactory.create_batch(2)
    old = {"person__birth_year": clock.today().year - 70}
    wanted = ResidenceFactory(household__building=own, **old)
    ResidenceFactory(household__building=other, **old)
    ResidenceFactory(household__building=own, person__birth_year=clock.today().year - 30)
    top = OrgUnitFactory()
    top.estates.add(own.estate, other.estate)
    client.force_login(officer("secretary", top))
    query = {"building__id__exact": own.pk, "age": "60", "current": "", "unvisited": ""}
    response = client.get("/admin/grid/residence/", query)
    assert list(response.context["cl"].result_list) == [wanted]
    form = form_of_filters(response.content.decode())
    assert re.findall(r'<option value="(\d+)" selected', form) == [str(own.pk), "60"]


def test_people_are_filtered_by_whether_they_can_sign_in(client):
    signs_in = UserFactory().person
    client.force_login(StaffFactory())
    form = form_of_filters(client.get("/admin/accounts/person/").content.decode())
    by_sign_in = form.partition("</select>")[0]
    assert re.findall(r"<option[^>]*>\s*([^<]+?)\s*</option>", by_sign_in) == ["全部", "能自己登录", "不能自己登录"]
    listed = client.get("/admin/accounts/person/", {"user__isempty": "0"}).context["cl"].result_list
    assert signs_in in listed
    assert all(hasattr(person, "user") for person in listed)
