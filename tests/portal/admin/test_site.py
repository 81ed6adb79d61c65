"""Who enters admin, what its first page says, and that it is tidy."""

import datetime as dt
import re
import time
import warnings

import pytest
import time_machine
from django.contrib import admin
from django.core.paginator import UnorderedObjectListWarning
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.permissions import OPERATOR, capabilities_of_role
from common.time import clock
from portal import context_processors
from portal.admin.site import OUR_APPS
from tests.factories import (
    EstateFactory,
    EventFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    StaffFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)
from tests.support.pages import marks, text

pytestmark = pytest.mark.django_db
NOON = clock.day_start(dt.date(2026, 10, 12)) + dt.timedelta(hours=12)


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


def pages() -> list[str]:
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
        for model in admin.site._registry
        for page in ("changelist", "add")
    ]
    others = ["index", "changes", "autocomplete", "jsi18n", "search"]
    return [*lists, *(reverse(f"admin:{name}") for name in others)]


def test_nobody_enters_without_signing_in(client):
    for url in pages():
        if url == reverse("admin:jsi18n"):  # the calendar's words; no record in them
            continue
        response = client.get(url)
        assert response.status_code == 302, url
        assert response.url.startswith("/admin/login/?next="), url
    first = client.get("/admin/login/?next=/admin/grid/grid/")
    assert first.url == "/accounts/login/?next=/admin/grid/grid/"


def a_former_secretary() -> User:
    today = clock.today()
    return UnitAppointmentFactory(secretary=True, during=DateRange(today - dt.timedelta(days=9), today)).user


@pytest.mark.parametrize(
    "who", [UserFactory, lambda: officer("pioneer", OrgUnitFactory(pioneer_post=True)), a_former_secretary]
)
def test_who_holds_no_office_gets_403_everywhere(client, who):
    client.force_login(who())
    for url in [*pages(), reverse("admin:login")]:
        assert client.get(url).status_code == 403, url
        assert client.post(url).status_code == 403, url


def test_a_right_that_ends_closes_the_door_in_an_open_session(client):
    staff, _another = StaffFactory(), StaffFactory()
    client.force_login(staff)
    assert client.get("/admin/").status_code == 200
    staff.is_staff = False
    staff.save()
    assert client.get("/admin/").status_code == 403


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/me/", "/admin\\@evil.example"])
def test_signing_in_leads_to_admin_and_nowhere_else(office, target):
    assert office.get("/admin/login/", {"next": target}).url == "/admin/"


@pytest.mark.parametrize("who", [StaffFactory, lambda: officer("secretary", OrgUnitFactory())])
def test_staff_open_every_list_of_what_they_may_read_and_no_other(client, who):
    user = who()
    client.force_login(user)
    opened = 0
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        may = user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
        response = client.get(reverse(f"admin:{label}_changelist"), follow=True)
        assert response.status_code == (200 if may else 403), label
        opened += may
    assert opened > 10


def test_every_list_is_open_to_the_operator_or_the_secretary():
    held = capabilities_of_role(OPERATOR) | capabilities_of_role("secretary")
    assert {f"{model._meta.app_label}.view_{model._meta.model_name}" for model in admin.site._registry} <= held


@pytest.mark.parametrize(
    "address",
    [
        "/admin/?x=%00",
        "/admin/changes/?model=%00",
        "/admin/search/?s=%00",
        "/admin/events/event/?kind__exact=%00",
        "/admin/events/event/?q=%E4%BA%B2&q=a%00b",
        "/admin/events/event/?%00=1",
        "/admin/events/event/%00/change/",
        "/admin/events/event/%00/publish/",
        "/admin/grid/building/?q=%00",
        "/admin/autocomplete/?term=%00&app_label=grid&model_name=household&field_name=building",
    ],
)
def test_a_nul_in_the_address_of_an_admin_page_is_answered_with_400(office, address):
    response = office.get(address)
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_only_records_of_the_portal_are_in_admin():
    assert {model._meta.app_label for model in admin.site._registry} <= set(OUR_APPS)


def test_the_first_page_shows_what_is_on_today_and_where_people_wait(office):
    noon = clock.day_start(clock.today()) + dt.timedelta(hours=12)
    OrgUnitFactory()
    EventFactory(title="今天的读书会", starts_at=noon)
    full = EventFactory(title="有人候补的手工课", capacity=1)
    RegistrationFactory(event=full, waitlisted=True)
    EventFactory(title="一份草稿", draft=True)
    EventFactory(title="一个月以后", starts_at=clock.now() + dt.timedelta(days=40))
    first = office.get("/admin/").context_data
    assert [event.title for event in first["today"]] == ["今天的读书会"]
    assert [event.title for event in first["waiting"]] == ["有人候补的手工课"]
    assert [event.title for event in first["drafts"]] == ["一份草稿"]
    assert first["figures"][0].value == 2
    assert first["figures"][1].value == 1


def test_the_first_page_costs_the_same_with_one_and_with_three_events(office):
    def queries() -> int:
        office.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            assert office.get("/admin/").status_code == 200
        return len(captured)

    def one_of_each() -> None:
        EventFactory(starts_at=NOON)
        EventFactory(draft=True)
        RegistrationFactory(event=EventFactory(capacity=1), waitlisted=True)

    # At noon, so that the session is not renewed and the day does not end between the two counts.
    with time_machine.travel(NOON, tick=False):
        one_of_each()
        one = queries()
        one_of_each(), one_of_each()
        assert queries() == one


def test_all_changes_are_for_who_may_read_the_audit(client):
    top = OrgUnitFactory()
    for role, answer in (("secretary", 200), ("deputy", 403), ("office_worker", 403)):
        client.force_login(officer(role, top))
        assert client.get(reverse("admin:changes")).status_code == answer, role


@pytest.mark.parametrize("model", ["", "grid.orgunit", "grid.nothing", "x" * 5000])
def test_all_changes_take_any_kind_of_record(office, model):
    unit = OrgUnitFactory(name="社区党总支")
    response = office.get(reverse("admin:changes"), {"model": model})
    assert response.status_code == 200
    assert any(unit.name in [d.after for d in change.differences] for change in response.context_data["changes"])


def test_the_filter_of_people_and_the_form_of_a_new_event_speak_chinese(office):
    people = office.get(reverse("admin:accounts_person_changelist")).content.decode()
    assert "按账号" in people
    assert not re.search(r"以\s+\w+", people)
    adding = office.get(reverse("admin:events_event_add")).content.decode()
    assert "Seen" not in adding
    assert 'name="seen"' in adding


def test_the_choices_of_a_picker_come_in_an_order(office):
    first, second = PersonFactory(name="王芳一"), PersonFactory(name="王芳二")
    query = {"app_label": "grid", "model_name": "residence", "field_name": "person", "term": "王芳"}
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnorderedObjectListWarning)
        found = office.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["id"] for row in found] == [str(second.pk), str(first.pk)]


def test_a_slow_page_still_knows_the_facts_of_the_community(monkeypatch, django_assert_num_queries):
    context_processors.current_site()
    now = time.monotonic()
    monkeypatch.setattr(context_processors.time, "monotonic", lambda: now + 600)
    with django_assert_num_queries(0):
        context_processors.current_site()


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("/admin/grid/building/", "楼栋"),
        ("/admin/grid/building/add/", "添加楼栋"),
        ("/admin/grid/orgunit/", "组织架构"),
    ],
)
def test_lists_and_forms_are_called_what_they_are(client, page, title):
    client.force_login(StaffFactory())
    content = client.get(page, follow=True).content.decode()
    assert f"<title> {title} | " in content


def test_the_list_of_models_is_built_once_a_page(office, monkeypatch):
    built = []
    of_django = admin.site._build_app_dict
    monkeypatch.setattr(admin.site, "_build_app_dict", lambda *args: built.append(args) or of_django(*args))
    office.get("/admin/")
    assert len(built) == 1


def test_no_part_of_admin_is_called_like_a_list_in_it():
    """Else the way to the list reads “Events › Events”."""
    lists = {(model._meta.app_config.verbose_name, model._meta.verbose_name_plural) for model in admin.site._registry}
    assert [app for app, plural in lists if str(app).lower() == str(plural).lower()] == []


def test_a_list_says_how_many_rows_it_has_after_its_pages(office):
    EventFactory.create_batch(51)
    page = office.get("/admin/events/event/")
    assert marks(page, "total") == ["51"]
    assert "共 51 条" in text(page)


def test_the_button_that_deletes_names_what_it_deletes_in_one_word(office):
    estate = EstateFactory()
    page = office.get(f"/admin/grid/estate/{estate.pk}/change/").content.decode()
    address = f"/admin/grid/estate/{estate.pk}/delete/"
    assert re.findall(rf'href="{address}[^>]*>\s*([^<]+?)\s*</a>', page) == ["删除小区"]
