"""Every address outside admin × role × place: open to all, one's own, or of the desk and within the scope."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Person, User
from tests.factories import UserFactory
from tests.rights.table import REACH, ROLES, expected
from tests.rights.test_admin import signed_in
from tests.rights.world import INSTALLATION, OUTSIDE, World

# The first test of a module also builds the world, which takes its time on a busy machine.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

# Nothing in them depends on who reads: published events, places, the organisation, the entrance.
PUBLIC = {
    "home",
    "events:list",
    "events:calendar",
    "events:feed",
    "events:event",
    "events:ics",
    "stations:list",
    "stations:plan",
    "station",
    "stations:space",
    "plan",
    "organisation",
    "grid",
    "privacy",
    "care",
    "language",
    "health",
    # For whoever has the secret address of a device.
    "wall",
    # By the code at a door, which opens nothing: the reader's own booking of now, if there is one.
    "stations:door",
    "(picture of an event)",
    "(picture of a station)",
    "(picture of a consenting pioneer)",
}
# allauth's pages: what they let in is tested with signing in.
ENTRANCE = ("accounts/",)
# About the reader alone, without a key in the address.
MINE = {
    "me",
    "me_notices",
    "me_notices_read",
    "me_data",
    "me_wards",
    "me_ward_new",
    "me_consent",
    "me_consent_withdraw",
    "me_identity",
    # Registering oneself for an event: the event is public, who is registered is decided by the rules of events.
    "events:register",
    # Booking a public space, for oneself and one's wards.
    "stations:book",
    "me_bookings",
    "me_bookings_ics",
}
# About one record of the reader: 404 for everybody else, whatever the office.
OF_ITS_OWNER = {
    "events:registration": "events.Registration",
    "events:cancel": "events.Registration",
    "events:undo": "events.Registration",
    "events:party": "events.Registration",
    "stations:booking": "stations.Booking",
    "stations:cancel": "stations.Booking",
    "stations:undo": "stations.Booking",
    "stations:move": "stations.Booking",
    "stations:booking_ics": "stations.Booking",
    "me_notice_read": "accounts.Notification",
    "me_ward_end": "accounts.Guardianship",
    "me_post_end": "grid.UnitAppointment",
    "me_identity_show": "grid.UnitAppointment",
    "me_identity_photo": "grid.UnitAppointment",
    "me_identity_photo_remove": "grid.UnitAppointment",
    "me_identity_withdraw": "grid.UnitAppointment",
    # For the one who is to receive the post.
    "desk:handover": "grid.Handover",
    "desk:receive": "grid.Handover",
    "desk:decline": "grid.Handover",
}
# Who visits households sits at the desk: the rows of DOMAIN.md §7 with “visits”.
AT_DESK = {"pioneer", "grid_worker", "branch_secretary", "office_worker", "deputy", "secretary"}
DESK = {
    "desk:buildings",
    "desk:due",
    "desk:posts",
    "desk:neighbours",
    "desk:find",
    "desk:new_neighbour",
    "desk:registrations",
    "desk:events",
}


@dataclass(frozen=True)
class Row:
    """A page about one record: of which model, and which act of the table opens it."""

    model: str
    act: str = "view"
    only_post: bool = False


DESK_ROWS = {
    "desk:building": Row("grid.Building"),
    "desk:household": Row("grid.Household"),
    "desk:undo_visit": Row("grid.Household", only_post=True),
    "desk:neighbour": Row("accounts.Person"),
    "desk:link": Row("accounts.Person", only_post=True),
    "desk:end_link": Row("grid.PioneerLink", "change"),
    "desk:registration": Row("events.Registration"),
    "desk:cancel": Row("events.Registration", only_post=True),
    "desk:undo_cancellation": Row("events.Registration", only_post=True),
}
# Who receives people at a station sits at the desk too: the rows of DOMAIN.md §7 with “check in”.
AT_STATION = {"receptionist", "office_worker", "deputy", "secretary", "operator"}
DUTY = {"desk:stations"}
# The first page is for both.
EITHER = {"desk:start"}
DUTY_ROWS = {
    "desk:who": Row("stations.Station"),
    "desk:station": Row("stations.Station"),
    "desk:tally": Row("stations.Space", only_post=True),
    "desk:take_back": Row("stations.Space", only_post=True),
}
# Bookings are there for whoever sits at either desk and may read them; what may be done, the actions say.
# For somebody new at the own station; with `?person=` for whom one may book: tests/portal/desk/views/test_book.py.
ROOMS = {"desk:rooms", "desk:room", "desk:book"}
POSTERS = {
    "stations:poster": Row("stations.Space", "change"),
    "stations:poster_code": Row("stations.Space", "change"),
}
BOOKING_ROWS = {
    "desk:booking": Row("stations.Booking"),
    **{
        f"desk:{act}": Row("stations.Booking", only_post=True)
        for act in (
            "check_in",
            "undo_check_in",
            "finish",
            "approve",
            "refuse",
            "cancel_booking",
            "undo_cancelling",
            "waive",
        )
    },
}
# Events that anybody may read; whom one may register for them is asked of the people.
DESK_OPEN_ROWS = {"desk:register": "events.Event"}

PICTURES = {
    "events/covers": "(picture of an event)",
    "media/stations": "(picture of a station)",
    "grid/portraits": "(picture of a consenting pioneer)",
}


def pages() -> Iterator[tuple[str, str]]:
    """(name, route) of every address outside admin."""

    def walk(patterns: list, route: str, space: str) -> Iterator[tuple[str, str]]:
        for entry in patterns:
            here = route + str(entry.pattern)
            if isinstance(entry, URLResolver):
                below = f"{space}{entry.namespace}:" if entry.namespace else space
                yield from walk(entry.url_patterns, here, below)
            elif isinstance(entry, URLPattern):
                picture = next((name for part, name in PICTURES.items() if part in here), "")
                yield (picture or f"{space}{entry.name or ''}"), here

    for name, route in walk(get_resolver().url_patterns, "", ""):
        if not route.startswith("admin/"):
            yield name, route


def test_every_page_stands_on_a_list():
    known = PUBLIC | MINE | set(OF_ITS_OWNER) | DESK | DUTY | EITHER
    known |= set(DESK_ROWS) | set(DUTY_ROWS) | ROOMS | set(POSTERS) | set(BOOKING_ROWS) | set(DESK_OPEN_ROWS)
    found = set()
    for name, route in pages():
        if route.startswith(ENTRANCE) and not name.startswith("desk:"):
            continue
        assert name in known, f"/{route} ({name}) is new: put it on a list of tests/rights/test_pages.py"
        found.add(name)
    assert found == known, f"the lists name pages that are gone: {known - found}"


# --- One's own


@pytest.mark.parametrize("name", sorted(MINE - {"me_ward_new", "events:register", "stations:book"}))
def test_a_page_of_ones_own_asks_who_reads(world, name):
    assert "/accounts/login/" in Client().get(reverse(name)).url


# Whose a record is: the sign-in or the person whom its pages are for.
OWNERS: dict[str, Callable[[Any], User | Person]] = {
    "events.Registration": lambda registration: registration.person,
    "stations.Booking": lambda booking: booking.person,
    "accounts.Notification": lambda notice: notice.recipient,
    "accounts.Guardianship": lambda guardianship: guardianship.by,
    "grid.UnitAppointment": lambda appointment: appointment.user,
    "grid.Handover": lambda handover: handover.to,
}


def page_of(name: str, row: Any) -> str:
    return reverse(name, args=[*(["unit"] if name == "me_post_end" else []), row.pk])


@pytest.mark.parametrize("role", ROLES)
def test_what_belongs_to_somebody_else_is_not_there(world, role):
    client, user = signed_in(world, role), world.users.get(role)
    for name, label in OF_ITS_OWNER.items():
        others = [
            (place, row)
            for place, row in world.rows_of(label)
            if user is None or OWNERS[label](row) not in (user, user.person)
        ]
        assert others, name
        for place, row in others:
            url = page_of(name, row)
            for response in (client.get(url), client.post(url, {})):
                assert denied(response, role), f"{role} {url} ({place}): {response.status_code}"


@pytest.mark.parametrize("name", sorted(OF_ITS_OWNER))
def test_what_belongs_to_oneself_is_there(world, name):
    """So that the test above does not pass on a page that opens for nobody."""
    label = OF_ITS_OWNER[name]
    _place, row = world.rows_of(label)[0]
    owner = OWNERS[label](row)
    user = (
        owner if isinstance(owner, User) else User.objects.filter(person=owner).first() or UserFactory(person=owner)
    )
    client = Client()
    client.force_login(user)
    assert client.get(page_of(name, row)).status_code in (200, 302, 405), name


# --- The desk


def denied(response, role: str) -> bool:
    if role == "anonymous" and response.status_code == 302:
        return "/accounts/login/" in response.url
    return response.status_code in (403, 404, 405)


@pytest.mark.parametrize("role", ROLES)
def test_the_desk_opens_for_who_visits_households_or_receives_people(world, role):
    client = signed_in(world, role)
    opens = {
        **dict.fromkeys(DESK, AT_DESK),
        **dict.fromkeys(DUTY, AT_STATION),
        **dict.fromkeys(EITHER, AT_DESK | AT_STATION),
    }
    for name, roles in sorted(opens.items()):
        response = client.get(reverse(name))
        if role in roles:
            assert response.status_code == 200, f"{role} {name}"
        else:
            assert denied(response, role), f"{role} {name}"
            assert denied(client.post(reverse(name), {}), role), f"{role} {name}"


def places_at_desk(world: World, role: str, row: Row, roles: set[str]) -> set[str]:
    if role not in roles:
        return set()
    return expected(role, row.model, row.act, {place for place, _row in world.rows_of(row.model)})


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_the_desk_are_about_what_lies_within_the_scope(world, role):
    client = signed_in(world, role)
    pages = [
        *((name, row, AT_DESK) for name, row in DESK_ROWS.items()),
        *((name, row, AT_STATION) for name, row in DUTY_ROWS.items()),
        *((name, row, set(ROLES)) for name, row in POSTERS.items()),
        *((name, row, AT_DESK | AT_STATION) for name, row in BOOKING_ROWS.items()),
    ]
    for name, row, roles in pages:
        allowed = places_at_desk(world, role, row, roles) if world.rows_of(row.model) else set()
        for place, record in dict(world.rows_of(row.model)).items():
            url = reverse(name, args=[record.pk])
            if place not in allowed:
                for response in (client.get(url), client.post(url, {})):
                    assert denied(response, role), f"{role} {url} ({place}): {response.status_code}"
            elif not row.only_post:
                assert client.get(url).status_code == 200, f"{role} {url} ({place})"


@pytest.mark.parametrize("role", ROLES)
def test_who_may_register_nobody_registers_nobody(world, role):
    """`?person=` names somebody out of reach: not there. The event itself is public."""
    client = signed_in(world, role)
    event = world.rows_of("events.Event")[0][1]
    reached = expected(role, "accounts.Person", "view", set(REACH["operator"])) if role in AT_DESK else set()
    for place, person in dict(world.rows_of("accounts.Person")).items():
        url = reverse("desk:register", args=[event.pk], query={"person": person.pk})
        response = client.get(url)
        if place in reached:
            assert response.status_code in (200, 302), f"{role} {place}"
        else:
            assert denied(response, role), f"{role} may register {place}"
            assert denied(client.post(url, {"seats": 1}), role), f"{role} may register {place}"


# --- Control


def test_a_page_of_the_desk_that_forgets_the_scope_is_found(world, monkeypatch):
    from grid.models import PioneerLink

    monkeypatch.setattr(
        type(PioneerLink.objects.all()), "permitted", lambda rows, user, act: rows.filter(pk__isnull=False)
    )
    with pytest.raises(AssertionError, match="links"):
        test_pages_of_the_desk_are_about_what_lies_within_the_scope(world, "pioneer")


def test_a_new_page_is_found(monkeypatch):
    monkeypatch.setattr("tests.rights.test_pages.PUBLIC", PUBLIC - {"privacy"})
    with pytest.raises(AssertionError, match="/privacy/"):
        test_every_page_stands_on_a_list()


def test_places_that_only_the_operator_reaches_are_in_the_world(world):
    assert {OUTSIDE, INSTALLATION} <= {place for _model, place, _row in world}
