"""Links, visits and coverage in admin: scoped, through the actions, and logged when people leave as a file."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from openpyxl import load_workbook

from accounts.models import AccessLog, User
from common.time import clock
from common.time.ranges import since
from grid.models import Household, PioneerLink, Residence, Visit
from tests.factories import (
    BuildingFactory,
    ConsentFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PersonFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    ResidenceFactory,
    StaffFactory,
    VisitFactory,
    officer,
)
from tests.support.office_grid import grid_url
from tests.support.pages import WHOLE, refusals, text
from tests.support.posts import Place, days_ago

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.auth.backends.AppointmentBackend")
    return client


@pytest.fixture
def secretary(place) -> Client:
    return signed_in(officer("secretary", place.top))


@pytest.fixture
def branch(place) -> Client:
    return signed_in(officer("branch_secretary", place.branch))


def sheet(response) -> list[list[object]]:
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return [list(row) for row in load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)]


# --- Links


def test_a_link_is_added_through_the_action(branch, place):
    person = place.resident()
    assert (
        branch.post(grid_url("pioneerlink", "add"), {"person": person.pk, "post": place.post.pk}).status_code == 302
    )
    assert PioneerLink.objects.get().during == since()


def test_a_link_without_consent_is_refused(branch, place):
    person = ResidenceFactory(household=place.household).person
    response = branch.post(grid_url("pioneerlink", "add"), {"person": person.pk, "post": place.post.pk})
    assert refusals(response) == {("person", "no_consent")}
    assert not PioneerLink.objects.exists()


def test_a_raw_form_links_to_no_post_elsewhere(branch, place):
    person, elsewhere = place.resident(), OrgUnitFactory(pioneer_post=True)
    response = branch.post(grid_url("pioneerlink", "add"), {"person": person.pk, "post": elsewhere.pk})
    assert refusals(response) == {("post", "invalid_choice")}
    assert elsewhere.name not in text(branch.get(grid_url("pioneerlink", "add")))
    assert not PioneerLink.objects.exists()


def test_a_link_is_moved_and_its_past_stays(branch, place):
    person = place.resident()
    link = PioneerLinkFactory(person=person, post=place.post, during=since(days_ago(9)))
    response = branch.post(grid_url("pioneerlink", "move", link.pk), {"post": place.sibling.pk})
    new = PioneerLink.objects.current().get(person=person)
    assert (new.post, response.url) == (place.sibling, grid_url("pioneerlink", "change", new.pk))
    link.refresh_from_db()
    assert link.during == DateRange(days_ago(9), clock.today())


def test_a_link_ends_by_its_button_once(branch, place):
    link = PioneerLinkFactory(post=place.post, during=since(days_ago(9)))
    assert branch.post(grid_url("pioneerlink", "end", link.pk)).status_code == 302
    link.refresh_from_db()
    assert link.during.upper == clock.today()
    for page in ("end", "move"):
        assert branch.post(grid_url("pioneerlink", page, link.pk), {"post": place.sibling.pk}).status_code == 403


def test_a_link_is_never_edited(branch, place):
    link = PioneerLinkFactory(post=place.post, during=since(days_ago(9)))
    typed = {"person": PersonFactory().pk, "post": place.sibling.pk, "during_first": "2020-01-01"}
    assert branch.post(grid_url("pioneerlink", "change", link.pk), typed).status_code == 403
    assert branch.post(grid_url("pioneerlink", "delete", link.pk), {"post": "yes"}).status_code == 403
    link.refresh_from_db()
    assert (link.post, link.during) == (place.post, since(days_ago(9)))


# --- Visits


def visit_form(household: Household, user: User, **more: object) -> dict[str, object]:
    return {
        "household": household.pk,
        "visitor": user.person_id,
        "on": f"{clock.today()}",
        "met": "on",
        "summary": "都好",
        "needs": "",
        **more,
    }


def test_a_visit_is_recorded_through_the_action(place):
    by = officer("grid_worker", place.building.grid)
    assert signed_in(by).post(grid_url("visit", "add"), visit_form(place.household, by)).status_code == 302
    visit = Visit.objects.get()
    assert (visit.post, visit.by, visit.visitor) == (place.post, by, by.person)


def test_a_visit_of_tomorrow_is_refused_with_everything_kept(place):
    by = officer("grid_worker", place.building.grid)
    typed = visit_form(place.household, by, on=f"{days_ago(-1)}", summary="说好了明天去")
    response = signed_in(by).post(grid_url("visit", "add"), typed)
    assert refusals(response) == {(WHOLE, "in_the_future")}
    assert "说好了明天去" in text(response)
    assert not Visit.objects.exists()


def test_a_raw_form_records_no_visit_elsewhere(branch, place):
    elsewhere = HouseholdFactory()
    by = User.objects.get(unitappointments__unit=place.branch)
    assert branch.post(grid_url("visit", "add"), visit_form(elsewhere, by)).status_code == 200
    assert not Visit.objects.exists()


def test_own_words_are_mended_and_nobody_elses(place):
    by = officer("grid_worker", place.building.grid)
    own = VisitFactory(household=place.household, by=by, visitor=by.person)
    others = VisitFactory(household=place.household)
    client = signed_in(by)
    typed = {"met": "on", "summary": "想要扶手", "needs": "扶手"}
    assert client.post(grid_url("visit", "change", own.pk), typed).status_code == 302
    assert client.post(grid_url("visit", "change", others.pk), typed).status_code == 403
    own.refresh_from_db(), others.refresh_from_db()
    assert (own.needs, others.needs) == ("扶手", "")


def test_days_of_a_visit_filter_the_list(secretary, place):
    old = VisitFactory(household=place.household, on=clock.today() - dt.timedelta(days=40))
    for days, shown in (("30", []), ("90", [old]), ("x", [old])):
        response = secretary.get(grid_url("visit", "changelist"), {"days": days})
        assert list(response.context_data["cl"].result_list) == shown


# --- Who sees what


def furnish(place: Place) -> dict[str, int]:
    person = place.resident()
    return {
        "pioneerlink": PioneerLinkFactory(person=person, post=place.post).pk,
        "visit": VisitFactory(household=place.household, post=place.post, summary="膝盖不好").pk,
        "residence": Residence.objects.get().pk,
    }


@pytest.mark.parametrize(
    "who",
    [
        lambda place: officer("branch_secretary", OrgUnitFactory(estate_branch=True, parent=place.top)),
        lambda place: officer("grid_worker", BuildingFactory().grid),
        lambda place: StaffFactory(),
    ],
    ids=["sibling branch", "another grid", "operator"],
)
def test_siblings_and_the_operator_see_none_of_it(place, who):
    keys = furnish(place)
    client = signed_in(who(place))
    for model, key in keys.items():
        page = client.get(grid_url(model, "changelist"))
        assert page.status_code == 403 or f"/{key}/change/" not in text(page)
        assert client.get(grid_url(model, "change", key)).status_code in (302, 403)
        assert client.get(grid_url(model, "export")).status_code == 403
    for name in ("visit_coverage", "visit_due"):
        page = client.get(reverse(f"admin:grid_{name}"))
        assert page.status_code == 403 or str(place.household) not in text(page)


def test_a_persons_page_shows_home_and_post_to_who_may_read_them(secretary, place):
    furnish(place)
    person = PioneerLink.objects.get().person
    page = text(secretary.get(reverse("admin:accounts_person_change", args=[person.pk])))
    assert str(place.household) in page
    assert place.post.name in page
    operator = signed_in(StaffFactory())
    page = text(operator.get(reverse("admin:accounts_person_change", args=[person.pk])))
    assert str(place.household) not in page
    assert place.post.name not in page


# --- Coverage


def test_coverage_stands_by_branch_post_and_building(branch, place):
    VisitFactory(household=place.household, on=days_ago(1))
    HouseholdFactory(building=place.building)
    HouseholdFactory(building=place.other_building)
    lonely = HouseholdFactory(building=BuildingFactory(estate=place.building.estate))
    HouseholdFactory()  # somewhere else
    response = branch.get(reverse("admin:grid_visit_coverage"))
    page, tree = text(response), response.context["tree"]
    lines = {post.unit: post.coverage for part in tree.branches for post in part.posts}
    counts = {unit: (line.visited, line.households) for unit, line in lines.items()}
    assert counts == {place.post: (1, 2), place.sibling: (0, 1), None: (0, 1)}
    assert (tree.coverage.visited, tree.coverage.households) == (1, 4)
    for named in (lonely.building, place.post, place.sibling):
        assert getattr(named, "name", str(named)) in page


def test_the_page_of_coverage_says_how_many_were_visited(branch, place):
    VisitFactory(household=place.household, on=days_ago(1))
    HouseholdFactory(building=place.building)
    assert "2 户中已走访 1 户" in text(branch.get(reverse("admin:grid_visit_coverage")))


@pytest.mark.parametrize("query", ["", "post", "building"])
def test_due_households_are_named_with_their_last_visit(branch, place, query):
    VisitFactory(household=place.household, on=days_ago(300))
    key = {"post": place.post.pk, "building": place.building.pk}.get(query)
    page = text(branch.get(reverse("admin:grid_visit_due"), {query: key} if query else {}))
    assert str(place.household) in page
    assert date_format(days_ago(300), "SHORT_DATE_FORMAT") in page


@pytest.mark.parametrize("typed", ["0", "x", "9" * 40, "-1", "", "١"])
@pytest.mark.parametrize("query", ["post", "building"])
def test_no_such_post_or_building_is_404(branch, query, typed):
    assert branch.get(reverse("admin:grid_visit_due"), {query: typed}).status_code == 404


def test_a_post_elsewhere_is_404(branch):
    elsewhere = PostBuildingFactory()
    for query, key in (("post", elsewhere.post_id), ("building", elsewhere.building_id)):
        assert branch.get(reverse("admin:grid_visit_due"), {query: key}).status_code == 404


# --- Exports


@pytest.mark.parametrize("model", ["pioneerlink", "residence", "visit"])
def test_an_export_names_its_reason_and_leaves_a_line_for_each_person(secretary, place, model):
    furnish(place)
    response = secretary.post(grid_url(model, "export"), {"which": "all", "reason": " "})
    assert refusals(response) == {("reason", "required")}
    assert not AccessLog.objects.exists()
    rows = sheet(secretary.post(grid_url(model, "export"), {"which": "all", "reason": "季度走访安排"}))
    assert len(rows) == 2
    row = {"pioneerlink": PioneerLink, "residence": Residence, "visit": Visit}[model].objects.get()
    named = row.visitor if model == "visit" else row.person
    assert named.name in rows[1]
    line = AccessLog.objects.get()
    assert (line.person, line.reason) == (named, "季度走访安排")


@pytest.mark.parametrize("model", ["pioneerlink", "residence", "visit"])
def test_who_may_not_export_is_refused(branch, place, model):
    furnish(place)
    assert branch.get(grid_url(model, "export")).status_code == 403
    assert branch.post(grid_url(model, "export"), {"which": "all", "reason": "想看看"}).status_code == 403
    assert not AccessLog.objects.exists()


def test_an_export_holds_what_lies_in_scope_and_whole_phones_never(secretary, place):
    keys = furnish(place)
    link = PioneerLink.objects.get(pk=keys["pioneerlink"])
    link.person.phone = "+8613800138000"
    link.person.save()
    PioneerLinkFactory(post__community__name="青山社区")
    past = PioneerLinkFactory(post=place.post, during=DateRange(days_ago(9), days_ago(3)))
    rows = sheet(secretary.post(grid_url("pioneerlink", "export"), {"which": "current", "reason": "核对"}))
    assert [row[0] for row in rows[1:]] == [link.person.name]
    assert rows[1][1] == link.person.masked_phone
    rows = sheet(secretary.post(grid_url("pioneerlink", "export"), {"which": "all", "reason": "核对"}))
    assert {row[0] for row in rows[1:]} == {link.person.name, past.person.name}


def test_coverage_is_exported_building_by_building(secretary, branch, place):
    VisitFactory(household=place.household)
    address = reverse("admin:grid_visit_coverage_export")
    rows = sheet(secretary.get(address))
    assert [place.branch.name, place.post.name, str(place.building), 1, 1, 0, 100] in rows
    assert branch.get(address).status_code == 403


# --- Lists cost the same however long they are


def grow(place: Place) -> None:
    building = BuildingFactory(estate=place.building.estate)
    PostBuildingFactory(post=OrgUnitFactory(pioneer_post=True, parent=place.branch), building=building)
    household = HouseholdFactory(building=building)
    VisitFactory(household=household, post=place.post, on=days_ago(400))
    PioneerLinkFactory(post=place.post)


@pytest.mark.parametrize("page", ["visit_changelist", "pioneerlink_changelist", "visit_coverage", "visit_due"])
def test_a_page_costs_the_same_with_one_row_and_with_three(secretary, place, page):
    def queries() -> int:
        secretary.get(reverse(f"admin:grid_{page}"))
        with CaptureQueriesContext(connection) as captured:
            assert secretary.get(reverse(f"admin:grid_{page}")).status_code == 200
        return len(captured)

    grow(place)
    one = queries()
    grow(place), grow(place)
    assert queries() == one


# --- Who lives where


def test_a_resident_is_not_entered_without_consent(secretary, place):
    person = place.resident()
    other = BuildingFactory(estate=place.building.estate)
    typed = {"person": person.pk, "building": other.pk, "household": "", "during_first": "2026-01-01"}
    person.consents.update(withdrawn_at=clock.now())
    assert refusals(secretary.post(grid_url("residence", "add"), typed)) == {("person", "no_consent")}
    assert Residence.objects.count() == 1
    ConsentFactory(person=person)
    assert secretary.post(grid_url("residence", "add"), typed).status_code == 302


def test_nobody_rewrites_or_deletes_a_residence_in_admin(secretary, place):
    home, other = ResidenceFactory(household=place.household), PersonFactory()
    typed = {"person": other.pk, "building": place.other_building.pk, "household": "", "during_first": "2020-01-01"}
    assert secretary.post(grid_url("residence", "change", home.pk), typed).status_code == 403
    assert secretary.post(grid_url("residence", "delete", home.pk), {"post": "yes"}).status_code == 403
    assert list(Residence.objects.values_list("person", "building", "during")) == [
        (home.person_id, home.building_id, home.during)
    ]


def test_who_has_moved_out_stays_in_the_history(secretary, place):
    home = ResidenceFactory(household=place.household, during=since(days_ago(9)))
    assert grid_url("residence", "move_out", home.pk) in text(secretary.get(grid_url("residence", "change", home.pk)))
    assert secretary.post(grid_url("residence", "move_out", home.pk)).status_code == 302
    home.refresh_from_db()
    assert home.during == DateRange(days_ago(9), clock.today())
    assert secretary.post(grid_url("residence", "move_out", home.pk)).status_code == 403
    today = ResidenceFactory(household=place.household)
    assert secretary.post(grid_url("residence", "move_out", today.pk)).status_code == 302
    assert not Residence.objects.filter(pk=today.pk).exists()


def test_a_namesake_moves_in_and_nobody_moves_in_twice(secretary, place):
    ResidenceFactory(household=place.household, person__name="陈奶奶", person__phone="")
    another = PersonFactory(name="陈奶奶", phone="")
    ConsentFactory(person=another)
    typed = {"person": another.pk, "building": place.building.pk, "household": ""}
    assert secretary.post(grid_url("residence", "add"), typed).status_code == 302
    assert refusals(secretary.post(grid_url("residence", "add"), typed)) == {(WHOLE, "already_entered")}
    assert Residence.objects.count() == 2
