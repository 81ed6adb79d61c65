"""Who in office may do what with events: through the actions and through raw posts, in scope and out of it."""

import datetime as dt

import pytest

from accounts.models import AccessLog, Person
from common.time import clock
from events.actions.events import cancel_event, change_event, copy_event, publish_event
from events.actions.exports import export_attendance
from events.actions.registrations import (
    cancel_registration,
    change_party,
    register,
    register_known,
    register_neighbour,
    undo_cancellation,
)
from events.actions.waitlist import promote_past_queue
from events.models import Event, Registration
from events.rules.attendance import require_may_read_attendance
from events.rules.registrations import require_may_act_for
from events.selectors.attendance import attendance_of
from grid.actions.links import link_neighbour
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    EventFactory,
    GridFactory,
    HouseholdFactory,
    NeighbourFactory,
    OrgUnitFactory,
    PersonFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    officer,
)
from tests.support.office_events import LIST, form_of
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


class Town:
    """A general branch with two estate branches, a post of the first one, and a second community."""

    def __init__(self) -> None:
        self.top = OrgUnitFactory()
        self.branch = OrgUnitFactory(estate_branch=True, parent=self.top)
        self.sibling = OrgUnitFactory(estate_branch=True, parent=self.top)
        self.post = OrgUnitFactory(pioneer_post=True, parent=self.branch)
        self.grid = GridFactory(community=self.top.community)
        self.building = BuildingFactory(estate__community=self.top.community, grid=self.grid)
        PostBuildingFactory(post=self.post, building=self.building)
        self.outside = OrgUnitFactory(community=CommunityFactory(name="青山社区"))

    def neighbour(self) -> Person:
        """Lives in the building and is linked to the post."""
        home = HouseholdFactory(building=self.building)
        person = ResidenceFactory(person=NeighbourFactory(), household=home).person
        PioneerLinkFactory(person=person, post=self.post)
        return person


@pytest.fixture
def town() -> Town:
    return Town()


def closed(organiser) -> Event:
    return EventFactory(organiser=organiser, registration_closes_at=clock.now() - dt.timedelta(hours=1))


# --- The event ----------------------------------------------------------------------------------------------------


def all_acts(event: Event, by) -> list:
    """Every act on an event, as (action, arguments)."""
    return [
        (publish_event, {}),
        (change_event, {"place": "广场"}),
        (copy_event, {}),
        (cancel_event, {"reason": "雨"}),
    ]


@pytest.mark.parametrize(
    ("role", "at", "organiser", "allowed"),
    [
        ("secretary", "top", "branch", True),
        ("secretary", "top", "outside", False),
        ("deputy", "top", "sibling", True),
        ("office_worker", "top", "top", True),
        ("branch_secretary", "branch", "branch", True),
        ("branch_secretary", "branch", "post", True),
        ("branch_secretary", "branch", "top", False),
        ("branch_secretary", "branch", "sibling", False),
        ("grid_worker", "grid", "branch", False),
        ("pioneer", "post", "post", False),
    ],
)
def test_events_are_changed_by_who_looks_after_the_organiser(town, role, at, organiser, allowed):
    user = officer(role, getattr(town, at))
    event = EventFactory(organiser=getattr(town, organiser), place="阅览室")

    for act, arguments in all_acts(event, user):
        if allowed:
            act(event, by=user, **arguments)
        else:
            assert refusal(act, event, by=user, **arguments) == "not_allowed"
    event.refresh_from_db()
    assert event.is_cancelled is allowed
    assert Event.objects.count() == (2 if allowed else 1)


def test_a_branch_does_not_give_its_event_to_another_organiser(town):
    secretary = officer("branch_secretary", town.branch)
    event = EventFactory(organiser=town.branch)

    assert refusal(change_event, event, by=secretary, organiser=town.sibling) == "not_allowed"
    event.refresh_from_db()
    assert event.organiser == town.branch
    change_event(event, by=secretary, organiser=town.post)


def test_rights_end_with_the_appointment(town):
    secretary = officer("branch_secretary", town.branch)
    secretary.unitappointments.update(during=(clock.today() - dt.timedelta(days=9), clock.today()))

    event = EventFactory(organiser=town.branch)
    assert refusal(cancel_event, event, by=secretary, reason="雨") == "not_allowed"


# --- Registering others -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "at"),
    [
        ("secretary", "top"),
        ("deputy", "top"),
        ("office_worker", "top"),
        ("branch_secretary", "branch"),
        ("grid_worker", "grid"),
        ("pioneer", "post"),
    ],
)
def test_whoever_serves_there_registers_and_cancels_for_the_own_people_at_any_event_of_the_community(town, role, at):
    user, neighbour = officer(role, getattr(town, at)), town.neighbour()
    event = EventFactory(organiser=town.sibling)

    registration = register(event, person=neighbour, by=user)
    change_party(registration, seats=2, by=user)
    cancel_registration(registration, by=user)
    undo_cancellation(registration, by=user)

    registration.refresh_from_db()
    assert (registration.by, registration.seats, registration.status) == (user, 2, "registered")


@pytest.mark.parametrize(
    ("role", "at"), [("branch_secretary", "branch"), ("grid_worker", "grid"), ("pioneer", "post")]
)
def test_nobody_is_registered_by_who_does_not_look_after_them(town, role, at):
    user, event = officer(role, getattr(town, at)), EventFactory(organiser=town.sibling)
    stranger = ResidenceFactory(household__building__estate__community=town.top.community).person
    registration = RegistrationFactory(event=event, person=stranger)

    assert refusal(register, event, person=PersonFactory(), by=user) == "not_yours"
    assert refusal(register_known, event, person=stranger, by=user) == "not_yours"
    assert refusal(cancel_registration, registration, by=user) == "not_yours"
    assert refusal(change_party, registration, seats=2, by=user) == "not_yours"


def test_own_people_are_not_registered_elsewhere_nor_for_a_draft(town):
    pioneer, neighbour = officer("pioneer", town.post), town.neighbour()

    assert refusal(register, EventFactory(organiser=town.outside), person=neighbour, by=pioneer) == "not_yours"
    draft = EventFactory(organiser=town.top, draft=True)
    assert refusal(register, draft, person=neighbour, by=pioneer) == "not_yours"


def test_only_who_looks_after_the_event_passes_its_closing_time(town):
    neighbour, event = town.neighbour(), closed(town.top)
    for user in (
        officer("pioneer", town.post),
        officer("grid_worker", town.grid),
        officer("branch_secretary", town.branch),
    ):
        assert refusal(register, event, person=neighbour, by=user) == "closed"
    own = UserFactory(person=neighbour)
    assert refusal(register, event, person=neighbour, by=own) == "closed"

    assert register(event, person=neighbour, by=officer("secretary", town.top)).is_live


def test_only_who_looks_after_the_event_passes_its_queue(town):
    event = EventFactory(organiser=town.top, capacity=1)
    waiting = RegistrationFactory(event=event, person=town.neighbour(), waitlisted=True)

    for user in (officer("pioneer", town.post), officer("branch_secretary", town.branch)):
        assert refusal(promote_past_queue, waiting, by=user, reason="独居") == "not_allowed"
    promote_past_queue(waiting, by=officer("office_worker", town.top), reason="独居")


def test_a_new_neighbour_is_linked_to_the_own_post_and_then_registered(town):
    pioneer, event = officer("pioneer", town.post), EventFactory(organiser=town.top)
    notice = PrivacyNoticeFactory()

    assert refusal(register_neighbour, event, name="赵奶奶", notice=notice, by=pioneer) == "not_allowed"
    assert not Person.objects.filter(name="赵奶奶").exists()

    link = link_neighbour(name="赵奶奶", notice=notice, post=town.post, by=pioneer)
    registration = register_known(event, person=link.person, by=pioneer)
    assert list(Registration.objects.visible_to(pioneer)) == [registration]


def test_a_name_and_a_number_draw_nobody_of_elsewhere_to_an_event(town):
    by, notice = officer("office_worker", town.top), PrivacyNoticeFactory()
    far = HouseholdFactory(building__estate__community=town.outside.community)
    known = ResidenceFactory(person__name="赵奶奶", person__phone="+8613800138000", household=far).person
    event, who = EventFactory(organiser=town.top), {"name": known.name, "phone": known.phone, "notice": notice}

    first = register_neighbour(event, **who, by=by)
    assert first.person != known
    assert not known.consents.exists()
    # Whom the event has brought into sight is the same at the next one.
    assert register_neighbour(EventFactory(organiser=town.top), **who, by=by).person == first.person


def test_residents_and_pioneers_of_elsewhere_register_nobody(town):
    event = EventFactory(organiser=town.top)
    elsewhere = OrgUnitFactory(pioneer_post=True, community=town.outside.community)
    for user in (UserFactory(), officer("pioneer", elsewhere)):
        assert refusal(register_neighbour, event, name="赵奶奶", by=user) == "not_allowed"
        assert refusal(register_known, event, person=town.neighbour(), by=user) == "not_allowed"
    assert not Person.objects.filter(name="赵奶奶").exists()


def test_to_register_oneself_costs_no_query_about_rights(town, django_assert_num_queries):
    user, event = officer("pioneer", town.post), EventFactory(organiser=town.top)
    with django_assert_num_queries(0):
        require_may_act_for(user, user.person, event)


# --- Who comes ----------------------------------------------------------------------------------------------------


def test_a_pioneer_and_a_grid_worker_see_the_registrations_of_their_own_people_only(town):
    event = EventFactory(organiser=town.branch)
    own = RegistrationFactory(event=event, person=town.neighbour())
    RegistrationFactory(event=event)

    for user in (officer("pioneer", town.post), officer("grid_worker", town.grid)):
        assert list(Registration.objects.visible_to(user)) == [own]
        assert refusal(require_may_read_attendance, user, event) == "not_allowed"


def test_the_list_is_exported_only_by_who_looks_after_the_event(town):
    event = EventFactory(organiser=town.branch)
    RegistrationFactory(event=event)

    def export(user) -> bytes:
        found = attendance_of(event, Registration.objects.all(), user)
        return export_attendance(found, by=user, reason="签到")

    for user in (
        officer("branch_secretary", town.sibling),
        officer("pioneer", town.post),
        officer("grid_worker", town.grid),
        officer("secretary", town.outside),
        UserFactory(),
    ):
        assert refusal(export, user) == "not_allowed"
    assert not AccessLog.objects.exists()
    assert export(officer("branch_secretary", town.branch))
    assert AccessLog.objects.count() == 1


def test_the_operator_does_not_read_where_people_live(town, client):
    event = EventFactory(organiser=town.top)
    RegistrationFactory(event=event, person=town.neighbour())
    operator, worker = StaffFactory(), officer("office_worker", town.top)

    def homes(user) -> list[str]:
        return [party.home for party in attendance_of(event, Registration.objects.all(), user).live]

    assert homes(operator) == [""]
    assert homes(worker) != [""]
    client.force_login(operator)
    found = client.post(
        f"{LIST}{event.pk}/people/add/", {"act": "search", "search-query": f"{town.building.number}号楼"}
    )
    assert found.context["people"] == []


# --- Admin, by raw posts ------------------------------------------------------------------------------------------

PAGES = ("", "people/", "people/add/", "people/export/", "publish/", "copy/", "cancel/", "delete/", "history/")


def typed(event: Event, **changes) -> dict[str, object]:
    return form_of(event, place="广场", seen="", **changes)


@pytest.mark.parametrize("organiser", ["top", "sibling", "outside"])
def test_a_branch_secretary_does_not_reach_the_events_of_others(client, town, organiser):
    client.force_login(officer("branch_secretary", town.branch))
    event = EventFactory(organiser=getattr(town, organiser))
    registration = RegistrationFactory(event=event)

    assert event.title not in client.get(LIST).content.decode()
    for page in PAGES:
        address = f"{LIST}{event.pk}/{page or 'change/'}"
        for response in (client.get(address), client.post(address, {"reason": "雨", "act": "enter"})):
            assert response.status_code == 404 or response.url == "/admin/", address
    for act in ("cancel", "promote", "reveal"):
        assert client.post(f"{LIST}{event.pk}/people/{registration.pk}/", {"act": act}).status_code == 404
    client.post(f"{LIST}{event.pk}/change/", typed(event))
    event.refresh_from_db()
    assert event.is_published
    assert event.place != "广场"


def test_a_branch_secretary_keeps_the_events_of_the_own_branch(client, town):
    client.force_login(officer("branch_secretary", town.branch))
    event = EventFactory(organiser=town.branch)
    RegistrationFactory(event=event, person__name="张三")

    assert "张三" in client.get(f"{LIST}{event.pk}/people/").content.decode()
    client.post(f"{LIST}{event.pk}/change/", typed(event))
    event.refresh_from_db()
    assert event.place == "广场"


def test_drop_downs_offer_own_organisers_only_and_a_raw_post_names_no_other(client, town):
    client.force_login(officer("branch_secretary", town.branch))
    event = EventFactory(organiser=town.branch)

    form = client.get(f"{LIST}add/").context["adminform"].form
    assert set(form.fields["organiser"].queryset) == {town.branch, town.post}
    assert form.initial["organiser"] == town.branch.pk
    assert set(form.fields["grid"].queryset) == {town.grid}
    for unit in (town.top, town.sibling, town.outside):
        assert client.post(f"{LIST}add/", typed(event, organiser=unit.pk)).status_code == 200
        assert client.post(f"{LIST}{event.pk}/change/", typed(event, organiser=unit.pk)).status_code == 200
    assert Event.objects.get() == event
    event.refresh_from_db()
    assert event.organiser == town.branch

    client.post(f"{LIST}add/", typed(event))
    assert set(Event.objects.values_list("organiser", flat=True)) == {town.branch.pk}
    assert Event.objects.count() == 2


def test_a_grid_worker_sees_who_of_the_own_people_goes_where_and_opens_no_event(client, town):
    client.force_login(officer("grid_worker", town.grid))
    event = EventFactory(organiser=town.branch)
    own = RegistrationFactory(event=event, person=town.neighbour())
    other = RegistrationFactory(event=event, person__name="外面的人")

    page = client.get("/admin/events/registration/").content.decode()
    assert own.person.name in page
    assert other.person.name not in page
    assert f"{LIST}{event.pk}/" not in page
    for suffix in PAGES:
        address = f"{LIST}{event.pk}/{suffix or 'change/'}"
        for response in (client.get(address), client.post(address, {"reason": "雨"})):
            assert response.status_code in (403, 404) or response.url == "/admin/", address
    event.refresh_from_db()
    assert event.is_published


def test_a_pioneer_has_no_door_to_admin(client, town):
    client.force_login(officer("pioneer", town.post))
    event = EventFactory(organiser=town.post)
    for suffix in PAGES:
        response = client.post(f"{LIST}{event.pk}/{suffix or 'change/'}", {"reason": "雨"})
        assert response.status_code == 403
    event.refresh_from_db()
    assert event.is_published
