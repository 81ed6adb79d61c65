"""The errors of a form of admin stand on top of it, each with a link to its field."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories import OrgUnitFactory, StationFactory, officer
from tests.support.pages import marks, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(officer("secretary", OrgUnitFactory()))
    return client


def places(response) -> set[str]:
    return {f"#{place}" for place in re.findall(r'\sid="([^"]+)"', text(response))}


def test_every_empty_form_names_its_errors_on_top_with_a_link_to_a_place_on_the_page(office):
    seen = 0
    for model in admin.site._registry:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        answer = office.post(url, {"_save": "1"})
        if answer.status_code != 200 or "adminform" not in answer.context:
            continue
        errors = marks(answer, "error")
        assert errors, url
        assert set(errors) <= places(answer), url
        seen += 1
    assert seen > 8


def test_errors_of_rows_below_the_form_are_named_on_top_too(office):
    station = StationFactory(community=OrgUnitFactory._meta.model.objects.get().community, hours=[])
    url = reverse("admin:stations_station_change", args=[station.pk])
    page = office.get(url)
    typed = {
        field.html_name: field.value() if field.value() is not None else ""
        for form in [page.context["adminform"].form]
        for field in form
    }
    for inline in page.context["inline_admin_formsets"]:
        for field in inline.formset.management_form:
            typed[field.html_name] = field.value()
    typed |= {"hours-TOTAL_FORMS": "1", "hours-0-day": "0", "hours-0-opens": "08:00", "hours-0-closes": ""}
    answer = office.post(url, typed)
    assert marks(answer, "error") == ["#id_hours-0-closes"]
    assert "#id_hours-0-closes" in places(answer)
