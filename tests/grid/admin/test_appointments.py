"""Who grants what to whom, in admin: offered is only what may be granted, and a forged form changes nothing."""

import datetime as dt

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from accounts.models import Notification
from common.time import clock
from grid.models import GridAppointment, UnitAppointment
from tests.factories import (
    BuildingFactory,
    GridAppointmentFactory,
    GridFactory,
    OrgUnitFactory,
    PersonFactory,
    ResidenceFactory,
    StaffFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)
from tests.support.pages import WHOLE, levels, marks, refusals

pytestmark = pytest.mark.django_db

UNITS = "/admin/grid/unitappointment/"
GRIDS = "/admin/grid/gridappointment/"


@pytest.fixture
def tree():
    top = OrgUnitFactory(name="社区党总支")
    own = OrgUnitFactory(estate_branch=True, parent=top, name="海棠苑党支部")
    other = OrgUnitFactory(estate_branch=True, parent=top, name="映山花园党支部")
    post = OrgUnitFactory(pioneer_post=True, parent=own, name="第一先锋岗")
    other_post = OrgUnitFactory(pioneer_post=True, parent=other, name="第二先锋岗")
    return {"top": top, "own": own, "other": other, "post": post, "other_post": other_post}


@pytest.fixture
def neighbour(tree):
    """Somebody with a sign-in who lives where the branch is."""
    building = BuildingFactory()
    tree["own"].estates.add(building.estate)
    user = UserFactory(person__name="李秀英")
    ResidenceFactory(person=user.person, household__building=building)
    return user


def typed(person, role: str, unit, first: dt.date | None = None, last: str = "") -> dict[str, object]:
    return {
        "person": person.pk,
        "role": role,
        "unit": unit.pk,
        "during_first": first or clock.today(),
        "during_last": last,
    }


def words(response) -> str:
    return response.content.decode()


def test_a_branch_secretary_appoints_a_pioneer_who_is_told(client, tree, neighbour):
    by = officer("branch_secretary", tree["own"])
    client.force_login(by)
    response = client.post(UNITS + "add/", typed(neighbour.person, "pioneer", tree["post"]))
    assert response.status_code == 302
    made = UnitAppointment.objects.get(user=neighbour)
    assert (made.role, made.unit, made.granted_by, made.during.upper) == ("pioneer", tree["post"], by, None)
    assert neighbour.rights.held
    notice = Notification.objects.get(recipient=neighbour.person)
    assert notice.kind == "appointed"
    assert "李秀英" in notice.title
    assert "第一先锋岗" in notice.title


def test_offered_are_only_the_roles_and_units_that_may_be_granted(client, tree):
    client.force_login(officer("branch_secretary", tree["own"]))
    form = client.get(UNITS + "add/").context_data["adminform"].form
    assert [code for code, _label in form.fields["role"].choices] == ["pioneer"]
    assert list(form.fields["unit"].queryset) == [tree["post"]]
    client.force_login(officer("secretary", tree["top"]))
    form = client.get(UNITS + "add/").context_data["adminform"].form
    assert {code for code, _label in form.fields["role"].choices} == {
        "deputy",
        "office_worker",
        "branch_secretary",
        "pioneer",
    }
    assert set(form.fields["unit"].queryset) == set(tree.values())


@pytest.mark.parametrize(
    ("role", "at", "refused"),
    [
        ("pioneer", "other_post", {("unit", "invalid_choice")}),  # beside
        ("branch_secretary", "own", {("role", "invalid_choice"), ("unit", "invalid_choice")}),  # the own role
        ("branch_secretary", "other", {("role", "invalid_choice"), ("unit", "invalid_choice")}),
        ("secretary", "top", {("role", "invalid_choice"), ("unit", "invalid_choice")}),  # above
        ("deputy", "top", {("role", "invalid_choice"), ("unit", "invalid_choice")}),
        ("deputy", "post", {("role", "invalid_choice")}),  # no such role there
        ("operator", "top", {("role", "invalid_choice"), ("unit", "invalid_choice")}),
        ("grid_worker", "own", {("role", "invalid_choice"), ("unit", "invalid_choice")}),
        ("", "post", {("role", "required")}),
    ],
)
def test_a_forged_form_grants_nothing_above_beside_or_outside(client, tree, neighbour, role, at, refused):
    client.force_login(officer("branch_secretary", tree["own"]))
    before = UnitAppointment.objects.count()
    response = client.post(UNITS + "add/", typed(neighbour.person, role, tree[at]))
    assert refusals(response) == refused
    assert UnitAppointment.objects.count() == before
    assert not neighbour.rights.held


def test_nobody_appoints_themselves(client, tree, neighbour):
    secretary = officer("secretary", tree["top"])
    client.force_login(secretary)
    response = client.post(UNITS + "add/", typed(secretary.person, "branch_secretary", tree["own"]))
    assert refusals(response) == {(WHOLE, "own_rights")}
    assert UnitAppointment.objects.filter(user=secretary).count() == 1


@pytest.mark.parametrize("who", ["no_sign_in", "switched_off", "stranger"])
def test_only_visible_people_with_a_sign_in_are_appointed(client, tree, neighbour, who):
    person = {
        "no_sign_in": lambda: PersonFactory(),
        "switched_off": lambda: UserFactory(is_active=False).person,
        "stranger": lambda: UserFactory().person,
    }[who]()
    ResidenceFactory(person=person) if who == "stranger" else None
    client.force_login(officer("branch_secretary", tree["own"]))
    before = UnitAppointment.objects.count()
    response = client.post(UNITS + "add/", typed(person, "pioneer", tree["post"]))
    assert refusals(response) == {("person", "invalid_choice")}
    assert UnitAppointment.objects.count() == before


def test_the_picker_offers_people_who_sign_in(client, tree, neighbour):
    ResidenceFactory(person__name="李秀兰", household__building=neighbour.person.residences.get().building)
    client.force_login(officer("branch_secretary", tree["own"]))
    query = {"app_label": "accounts", "model_name": "guardianship", "field_name": "by", "term": "李秀"}
    names = [row["text"] for row in client.get("/admin/autocomplete/", {**query, "signs_in": "1"}).json()["results"]]
    assert [name.split(" · ")[0] for name in names] == ["李秀英"]
    assert "?signs_in=1" in words(client.get(UNITS + "add/"))


def test_a_second_holder_is_refused(client, tree, neighbour):
    officer("pioneer", tree["post"])
    client.force_login(officer("secretary", tree["top"]))
    response = client.post(UNITS + "add/", typed(neighbour.person, "pioneer", tree["post"]))
    assert refusals(response) == {(WHOLE, "unit_appointment_one_leads")}
    assert not neighbour.rights.held


def test_a_grant_in_the_past_is_refused(client, tree, neighbour):
    client.force_login(officer("secretary", tree["top"]))
    past = clock.today() - dt.timedelta(days=1)
    response = client.post(UNITS + "add/", typed(neighbour.person, "pioneer", tree["post"], first=past))
    assert refusals(response) == {(WHOLE, "in_the_past")}
    assert not UnitAppointment.objects.filter(user=neighbour).exists()


def test_a_secretary_appoints_a_grid_worker_of_the_own_community_only(client, tree, neighbour):
    client.force_login(officer("secretary", tree["top"]))
    grid, outside = GridFactory(), GridFactory(community__name="青山社区")
    form = {"person": neighbour.person_id, "during_first": clock.today(), "during_last": ""}
    assert client.post(GRIDS + "add/", form | {"grid": outside.pk}).status_code == 200
    assert not GridAppointment.objects.exists()
    assert client.post(GRIDS + "add/", form | {"grid": grid.pk}).status_code == 302
    assert GridAppointment.objects.get().user == neighbour


@pytest.mark.parametrize("role", ["deputy", "office_worker"])
def test_who_only_reads_appointments_grants_and_ends_none(client, tree, neighbour, role):
    appointment = UnitAppointmentFactory(unit=tree["post"])
    client.force_login(officer(role, tree["top"]))
    assert client.get(UNITS).status_code == 200
    assert client.get(f"{UNITS}{appointment.pk}/change/").status_code == 200
    for page in ("add/", f"{appointment.pk}/end/"):
        assert client.get(UNITS + page).status_code == 403
        assert client.post(UNITS + page, typed(neighbour.person, "pioneer", tree["post"])).status_code == 403
    appointment.refresh_from_db()
    assert appointment.is_current


def test_rows_are_neither_edited_nor_deleted(client, tree):
    appointment = UnitAppointmentFactory(unit=tree["post"])
    for user in (StaffFactory(), officer("secretary", tree["top"])):
        client.force_login(user)
        page = f"{UNITS}{appointment.pk}/"
        assert client.post(page + "change/", {"role": "secretary"}).status_code == 403
        assert client.post(page + "delete/", {"post": "yes"}).status_code == 403
        forged = {"action": "delete_selected", "_selected_action": [appointment.pk], "post": "yes"}
        client.post(UNITS, forged)
        appointment.refresh_from_db()
        assert (appointment.role, appointment.is_current) == ("pioneer", True)


def test_ending_asks_for_the_last_day_and_tells(client, tree):
    today = clock.today()
    appointment = UnitAppointmentFactory(unit=tree["post"], during=DateRange(today - dt.timedelta(days=90), None))
    client.force_login(officer("branch_secretary", tree["own"]))
    page = f"{UNITS}{appointment.pk}/end/"
    assert list(client.get(page).context["form"].fields) == ["last_day"]
    assert refusals(client.post(page, {"last_day": today - dt.timedelta(days=2)})) == {(WHOLE, "in_the_past")}
    assert client.post(page, {"last_day": today + dt.timedelta(days=7)}).status_code == 302
    appointment.refresh_from_db()
    assert appointment.during.upper == today + dt.timedelta(days=8)
    assert client.post(page, {"last_day": ""}).status_code == 302
    appointment.refresh_from_db()
    assert appointment.during.upper == today
    assert Notification.objects.filter(recipient=appointment.user.person, kind="appointment_ended").count() == 2
    assert client.get(page).status_code == 403, "it has ended already"


def test_who_has_no_say_there_neither_sees_nor_ends_it(client, tree):
    appointment = UnitAppointmentFactory(unit=tree["other_post"])
    client.force_login(officer("branch_secretary", tree["own"]))
    assert client.get(f"{UNITS}{appointment.pk}/end/").status_code == 404
    assert client.post(f"{UNITS}{appointment.pk}/end/", {"last_day": ""}).status_code == 404
    own = UnitAppointment.objects.get(unit=tree["own"])
    assert client.post(f"{UNITS}{own.pk}/end/", {"last_day": ""}).status_code == 403, "the last granting role"
    appointment.refresh_from_db()
    assert appointment.is_current


def test_the_page_tells_the_history_of_the_post(client, tree):
    today = clock.today()
    before = DateRange(today - dt.timedelta(days=400), today - dt.timedelta(days=30))
    UnitAppointmentFactory(unit=tree["post"], during=before, user__person__name="周国强")
    now = UnitAppointmentFactory(unit=tree["post"], user__person__name="吴桂芳")
    client.force_login(officer("branch_secretary", tree["own"]))
    page = words(client.get(f"{UNITS}{now.pk}/change/"))
    assert page.index("吴桂芳</a>") < page.index("周国强</a>")
    assert "(&#x27;" not in page  # the standing, not the pair of its colour and words


def test_the_history_of_a_grid_worker(client, tree):
    now = GridAppointmentFactory(user__person__name="陈建国")
    client.force_login(officer("secretary", tree["top"]))
    assert "陈建国</a>" in words(client.get(f"{GRIDS}{now.pk}/change/"))


@pytest.mark.parametrize("query", ["standing=current", "standing=x", "unit__id__exact=abc", "q=李"])
def test_filters_of_the_list(client, tree, query):
    client.force_login(officer("secretary", tree["top"]))
    assert client.get(f"{UNITS}?{query}", follow=True).status_code == 200


def test_the_filter_by_standing(client, tree):
    today = clock.today()
    ended = UnitAppointmentFactory(unit=tree["post"], during=DateRange(today - dt.timedelta(days=9), today))
    current = UnitAppointmentFactory(unit=tree["post"])
    coming = UnitAppointmentFactory(unit=tree["other_post"], during=DateRange(today + dt.timedelta(days=9), None))
    client.force_login(StaffFactory())
    for value, row in (("ended", ended), ("current", current), ("to_come", coming)):
        assert list(client.get(UNITS, {"standing": value}).context_data["cl"].result_list) == [row]


@pytest.mark.parametrize("address", [UNITS, GRIDS])
def test_the_list_costs_the_same_with_one_row_and_with_three(client, tree, address):
    client.force_login(officer("secretary", tree["top"]))

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def grow() -> None:
        UnitAppointmentFactory(granted_by=UserFactory())
        GridAppointmentFactory(granted_by=UserFactory())

    grow()
    one = queries()
    grow(), grow()
    assert queries() == one


# --- /me/: laying down the own post


def test_a_pioneer_lays_down_the_post(client, tree):
    appointment = UnitAppointmentFactory(
        unit=tree["post"], during=DateRange(clock.today() - dt.timedelta(days=90), None)
    )
    client.force_login(appointment.user)
    address = f"/me/posts/unit/{appointment.pk}/end/"
    # One step away from the first page, where a finger could slip.
    overview = words(client.get("/me/"))
    assert "/me/posts/" in overview
    assert address not in overview
    page = words(client.get("/me/posts/"))
    assert "第一先锋岗" in page
    assert address in page
    asked = client.get(address)
    assert (marks(asked, "act"), marks(asked, "why")) == (["end"], [])
    assert client.post(address).url == "/me/"
    appointment.refresh_from_db()
    assert not appointment.is_current
    assert client.post(address).status_code == 404
    assert "第一先锋岗" not in words(client.get("/me/posts/"))


def test_nobody_lays_down_the_post_of_somebody_else(client, tree):
    appointment, other = UnitAppointmentFactory(unit=tree["post"]), UnitAppointmentFactory(unit=tree["other_post"])
    client.force_login(other.user)
    for kind in ("unit", "grid", "x"):
        assert client.post(f"/me/posts/{kind}/{appointment.pk}/end/").status_code == 404
    appointment.refresh_from_db()
    assert appointment.is_current


def test_the_last_role_that_grants_is_not_laid_down(client, tree):
    secretary = officer("secretary", tree["top"])
    client.force_login(secretary)
    address = f"/me/posts/unit/{secretary.unitappointments.get().pk}/end/"
    asked = client.get(address)
    assert (marks(asked, "act"), marks(asked, "why")) == ([], ["own_rights"])
    assert levels(client.post(address, follow=True)) == ["error"]
    assert secretary.unitappointments.get().is_current


def test_the_page_says_what_laying_down_means_or_why_it_cannot_be(client, tree):
    for user, said in (
        (officer("pioneer", tree["post"]), "权限立即终止"),
        (officer("secretary", tree["top"]), "最后一个"),
    ):
        client.force_login(user)
        assert said in words(client.get(f"/me/posts/unit/{user.unitappointments.get().pk}/end/"))


def test_a_resident_pays_no_query_for_the_posts(client, django_assert_num_queries):
    from portal.selectors.my_posts import posts_held_by

    user = UserFactory()
    with django_assert_num_queries(1):
        assert posts_held_by(user) == []


def test_a_vacant_post_of_the_tree_leads_to_appointing_there_for_who_may(client, tree):
    tree_page, door = "/admin/grid/orgunit/", f"{UNITS}add/?unit={tree['post'].pk}"
    UnitAppointmentFactory(unit=tree["other_post"], role="pioneer")
    client.force_login(officer("branch_secretary", tree["own"]))
    shown = words(client.get(tree_page))
    assert door in shown
    assert f"?unit={tree['other_post'].pk}" not in shown
    assert f'value="{tree["post"].pk}" selected' in words(client.get(door))

    client.force_login(officer("deputy", tree["top"]))
    shown = client.get(tree_page)
    vacant = [row.unit for row in shown.context_data["cl"].tree if not row.figures.filled]
    assert tree["post"] in vacant
    assert tree["other_post"] not in vacant
    assert marks(shown, "state") == ["vacant"] * len(vacant)
    assert "unitappointment/add" not in words(shown)


def test_the_tree_asks_for_vacant_posts_in_the_same_number_of_queries(client, tree, django_assert_max_num_queries):
    client.force_login(officer("secretary", tree["top"]))
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/grid/orgunit/")
    for number in range(3):
        OrgUnitFactory(pioneer_post=True, parent=tree["own"], name=f"新岗{number}")
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/grid/orgunit/")


def test_a_role_that_is_not_offered_is_refused_without_repeating_it(client, tree, neighbour):
    client.force_login(officer("branch_secretary", tree["own"]))
    response = client.post(f"{UNITS}add/", typed(neighbour.person, "emperor", tree["post"]))
    assert refusals(response) == {("role", "invalid_choice")}
    assert "emperor" not in words(response)


def test_the_form_says_what_to_choose(client, tree):
    client.force_login(officer("branch_secretary", tree["own"]))
    shown = words(client.post(f"{UNITS}add/", typed(PersonFactory(), "emperor", tree["post"])))
    for said in ("请选择能登录的人。", "请从列出的职务里选择。"):
        assert said in shown
