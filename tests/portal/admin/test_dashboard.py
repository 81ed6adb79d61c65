"""The first page of admin: what waits for this role today stands first, and leads to the list that it counts."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.sign_in_changes import free_number
from accounts.models import Delivery, Notification, Person, SecurityEvent, SignInChange, User
from accounts.querysets import REMINDED
from common.time import clock
from grid.models import OrgUnit
from tests.factories import (
    BookingFactory,
    BuildingFactory,
    EventFactory,
    GridFactory,
    HandoverFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PartyTransferFactory,
    RegistrationFactory,
    ResidenceFactory,
    SpaceFactory,
    StaffFactory,
    StationFactory,
    UserFactory,
    officer,
)
from tests.support.pages import marks, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def top() -> OrgUnit:
    return OrgUnitFactory()


def tasks(client: Any) -> dict[str, int]:
    page = client.get("/admin/")
    return dict(zip(marks(page, "task"), map(int, marks(page, "count")), strict=True))


def undelivered(person: Any, kind: str = "event_cancelled", *states: str) -> Notification:
    notice = Notification.objects.create(recipient=person, kind=kind, title="活动取消了")
    for channel, state in zip(("sms", "email"), states or ("failed",), strict=False):
        sent_at = clock.now() if state == "sent" else None
        Delivery.objects.create(notification=notice, channel=channel, state=state, sent_at=sent_at)
    return notice


def with_freed_number(**household: Any) -> Any:
    """A resident whose number somebody else has proven to have, while nobody was signed in."""
    user = UserFactory(last_login=clock.now() - dt.timedelta(days=1))
    ResidenceFactory(person=user.person, household=HouseholdFactory(**household))
    free_number(user.phone, accounts=[user])
    return user


def one_of_each(top: OrgUnit) -> None:
    """One of everything that may wait for the secretary of this general branch."""
    community = top.community
    branch = OrgUnitFactory(estate_branch=True, parent=top, community=community)
    post = OrgUnitFactory(pioneer_post=True, parent=branch, community=community)
    space = SpaceFactory(station=StationFactory(community=community), needs_approval=True)
    BookingFactory(space=space, status="requested")
    EventFactory(organiser=top, starts_at=clock.now() + dt.timedelta(hours=1))
    RegistrationFactory(event=EventFactory(organiser=top, capacity=1), waitlisted=True)
    RegistrationFactory(event=EventFactory(organiser=top, past=True))
    EventFactory(organiser=top, draft=True)
    PartyTransferFactory(relation__branch=branch, to_branch=OrgUnitFactory(estate_branch=True, parent=top))
    HandoverFactory(appointment__unit=post)
    undelivered(ResidenceFactory(household=HouseholdFactory(building__estate__community=community)).person)
    with_freed_number(building__estate__community=community)


def test_what_waits_for_the_secretary_stands_first_and_nothing_that_does_not(client, top):
    client.force_login(officer("secretary", top))
    assert tasks(client) == {}
    one_of_each(top)
    assert tasks(client) == {
        "bookings": 1,
        "calls": 1,
        "numbers": 1,
        "events_today": 1,
        "waitlists": 1,
        "check_in": 1,
        "drafts": 1,
        "transfers_in": 1,
        "transfers_out": 1,
        "handovers": 1,
    }
    page = text(client.get("/admin/"))
    assert page.index("data-task") < page.index("office-figures")


def test_each_task_leads_to_a_list_with_as_many_rows_as_it_says(client, top):
    client.force_login(officer("secretary", top))
    one_of_each(top)
    for task in client.get("/admin/").context_data["tasks"]:
        page = client.get(task.href)
        assert page.status_code == 200, task
        shown = page.context_data["cl"].result_list if "cl" in page.context_data else page.context_data["page"].rows
        assert len(shown) == task.value, task


def test_the_first_page_costs_the_same_with_one_of_each_and_with_three(client, top):
    client.force_login(officer("secretary", top))

    def queries() -> int:
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    one_of_each(top)
    one = queries()
    one_of_each(top), one_of_each(top)
    assert queries() == one


def test_a_freed_number_waits_until_there_is_another_or_its_holder_signs_in(client, top):
    client.force_login(officer("office_worker", top))
    signs_in, has_another, waits = [with_freed_number(building__estate__community=top.community) for _ in range(3)]
    assert tasks(client)["numbers"] == 3
    # After the moment that the database wrote, whose clock need not be ours.
    freed_at = SecurityEvent.objects.get(user=signs_in, what="number_freed").at
    User.objects.filter(pk=signs_in.pk).update(last_login=freed_at + dt.timedelta(seconds=1))
    Person.objects.filter(pk=has_another.person_id).update(phone="+8613900139000")
    page = client.get("/admin/accounts/person/", {"number": "freed"})
    assert list(page.context_data["cl"].result_list) == [waits.person]
    with time_machine.travel(clock.now() + REMINDED + dt.timedelta(days=1)):
        assert "numbers" not in tasks(client)


def test_whoever_enters_no_people_is_not_told_of_freed_numbers(client, top):
    grid = GridFactory(community=top.community)
    place = {"building__estate__community": top.community, "building__grid": grid}
    people = {with_freed_number(**place).person, ResidenceFactory(household=HouseholdFactory(**place)).person}
    client.force_login(officer("grid_worker", grid))
    assert "numbers" not in tasks(client)
    changelist = client.get("/admin/accounts/person/", {"number": "freed"}).context_data["cl"]
    assert people <= set(changelist.result_list)
    assert "number" not in [spec.expected_parameters()[0] for spec in changelist.filter_specs]


def test_a_grid_worker_reads_her_due_households_and_no_figures_of_others(client):
    grid = GridFactory()
    HouseholdFactory.create_batch(2, building=BuildingFactory(grid=grid, estate__community=grid.community))
    HouseholdFactory(building=BuildingFactory(estate__community=grid.community))
    client.force_login(officer("grid_worker", grid))
    assert tasks(client) == {"households": 2}
    shown = client.get("/admin/").context_data
    assert "boards" not in shown
    assert all(figure.href for figure in shown["figures"])


def test_the_community_s_households_are_nothing_to_do_for_the_secretary(client, top):
    HouseholdFactory(building=BuildingFactory(estate__community=top.community))
    client.force_login(officer("secretary", top))
    assert "households" not in tasks(client)


def test_the_operator_reads_which_changes_of_sign_ins_wait(client):
    operator = StaffFactory()
    client.force_login(operator)
    SignInChange.objects.create(
        user=UserFactory(),
        email="new@example.org",
        reason="换了号码",
        asked_by=operator,
        due_at=clock.now() + dt.timedelta(days=1),
    )
    UserFactory()
    (task,) = [one for one in client.get("/admin/").context_data["tasks"] if one.code == "sign_ins"]
    assert client.get(task.href).context_data["cl"].result_count == task.value == 1


# --- Whom to call


def test_only_what_nobody_has_heard_of_is_to_be_told_by_phone(client, top):
    secretary = officer("secretary", top)
    client.force_login(secretary)
    home = HouseholdFactory(building__estate__community=top.community)
    person = ResidenceFactory(household=home, person__phone="+8613812345678").person
    failed, booked = undelivered(person), undelivered(person, "booking_cancelled")
    undelivered(person, "event_cancelled", "failed", "sent")  # the e-mail has arrived
    undelivered(person, "event_cancelled", "waiting")
    undelivered(person, "transfer_accepted")  # the party's, and not this list's
    undelivered(ResidenceFactory(household__building__estate__community__name="别的社区").person)  # somebody else's
    read = undelivered(person)
    read.read_at = clock.now()
    read.save()
    with time_machine.travel(clock.now() - dt.timedelta(days=8), tick=False):
        undelivered(person)
    shown = client.get("/admin/calls/")
    assert set(map(int, marks(shown, "notice"))) == {failed.pk, booked.pk}
    assert "13812345678" not in text(shown)
    assert "138****5678" in text(shown)


def test_a_branch_secretary_calls_about_events_and_not_about_bookings_elsewhere(client):
    branch = OrgUnitFactory(estate_branch=True)
    building = BuildingFactory(estate__community=branch.community)
    branch.estates.add(building.estate)
    client.force_login(officer("branch_secretary", branch))
    person = ResidenceFactory(household=HouseholdFactory(building=building)).person
    event, _booking = undelivered(person), undelivered(person, "booking_cancelled")
    assert marks(client.get("/admin/calls/"), "notice") == [str(event.pk)]


def test_the_list_of_calls_costs_the_same_with_one_row_and_with_three(client, top):
    client.force_login(officer("secretary", top))
    building = BuildingFactory(estate__community=top.community)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/calls/")
        return len(captured)

    undelivered(ResidenceFactory(household=HouseholdFactory(building=building)).person)
    queries()
    one = queries()
    for _more in range(2):
        undelivered(ResidenceFactory(household=HouseholdFactory(building=building)).person)
    assert queries() == one
