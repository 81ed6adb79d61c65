"""Every page of the office that a record has, as axe reads it, by day and in the dark."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from common.admin.scope import visible
from grid.models import OrgUnit
from stations.models import Station
from tests import factories as make
from tests.browser.public_pages import furnish, session_of
from tests.browser.visits import AXE, TAGS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]

DARK = "() => document.documentElement.classList.add('dark')"
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
RULES = {"type": "tag", "values": TAGS}


def paths(user: User, rf) -> Iterator[str]:
    """The first page of the office; list and forms of each kind of record, and what one record's history is like."""
    request = rf.get("/")
    request.user = user
    yield reverse("admin:index")
    yield reverse("admin:stations_station_history", args=[Station.objects.earliest("pk").pk])
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        yield reverse(f"{name}changelist")
        yield reverse(f"{name}add")
        if row := visible(model, request).first():
            yield reverse(f"{name}change", args=[row.pk])


@pytest.fixture
def secretary(transactional_db, live_server) -> User:
    furnish()
    return make.officer("secretary", OrgUnit.objects.get(level=OrgUnit.Level.GENERAL_BRANCH))


def test_the_pages_of_the_office_can_be_read_by_everybody(secretary, rf, open_context, complaints, axe):
    page = open_context(session=session_of(secretary), viewport={"width": 1280, "height": 800}).new_page()
    heard = complaints(page)
    findings, asked = [], 0
    for path in paths(secretary, rf):
        heard.clear()
        response = page.goto(path)
        if response is None or response.status == 403:
            continue  # not for a secretary
        page.evaluate(axe)
        wrong = page.evaluate(AXE, {"only": RULES, "strict": False})
        page.evaluate(DARK)
        wrong += [f"in the dark: {one}" for one in page.evaluate(AXE, {"only": CONTRAST, "strict": False})]
        findings += [f"{path}: {one}" for one in wrong + heard]
        asked += 1
    assert not findings, "\n".join(findings)
    assert asked > 50
