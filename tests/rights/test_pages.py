"""Every address outside admin × role × place: open to all, one's own, or of the desk and within the scope."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person, User
from tests.factories import UserFactory
from tests.rights.portal_pages import (
    AT_DESK,
    AT_DOOR,
    AT_MATTERS,
    AT_RECORDS,
    AT_STATION,
    BOOKING_ROWS,
    DESK,
    DESK_OPEN_ROWS,
    DESK_ROWS,
    DOOR,
    DOOR_ROWS,
    DUTY,
    DUTY_ROWS,
    EITHER,
    ENTERS_VOLUNTEERS,
    ENTRANCE,
    MATTER_PAGES,
    MATTER_ROWS,
    MATTERS,
    MINE,
    OF_ITS_OWNER,
    PARTY_ROWS,
    POSTERS,
    PUBLIC,
    RECORD_ROWS,
    RECORDS,
    REPORTING,
    ROOMS,
    SCANNED,
    SHIFT_PAGES,
    SHIFTS,
    TAPS,
    TELLS,
    THANKS_ROWS,
    TOLD,
    TOLD_PHOTOS,
    TOLD_ROWS,
    VOLUNTEER_DESK,
    pages,
    places_at_desk,
)
from tests.rights.table import REACH, ROLES, expected
from tests.rights.visits import Answer, Visitor
from tests.rights.world import INSTALLATION, OUTSIDE

# The first test of a module also builds the world, which takes its time on a busy machine.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]


def test_every_page_stands_on_a_list():
    known = PUBLIC | MINE | set(OF_ITS_OWNER) | DESK | DUTY | EITHER
    known |= DOOR | set(DOOR_ROWS) | PARTY_ROWS | SCANNED | TAPS | SHIFTS | SHIFT_PAGES | VOLUNTEER_DESK
    known |= MATTERS | set(MATTER_ROWS) | REPORTING | MATTER_PAGES
    known |= RECORDS | set(RECORD_ROWS) | THANKS_ROWS | TOLD | set(TOLD_ROWS) | TOLD_PHOTOS
    known |= set(DESK_ROWS) | set(DUTY_ROWS) | ROOMS | set(POSTERS) | set(BOOKING_ROWS) | set(DESK_OPEN_ROWS)
    found = set()
    for name, route in pages():
        if route.startswith(ENTRANCE) and not name.startswith("desk:"):
            continue
        assert name in known, f"/{route} ({name}) is new: put it on a list of tests/rights/portal_pages.py"
        found.add(name)
    assert found == known, f"the lists name pages that are gone: {known - found}"


# --- One's own


# Pages of one's own with a key of something public in the address.
KEYED = {"me_ward_new", "events:register", "stations:book", "volunteers:thanks"}
KEYED |= {"events:enrol", "matters:follow", "matters:unfollow"}


def test_a_page_of_ones_own_asks_who_reads(world):
    visitor, names = Visitor(world, "anonymous"), MINE - KEYED
    assert [name for name in sorted(names) if "/accounts/login/" not in visitor.get(reverse(name)).url] == []


# Whose a record is: the sign-in or the person whom its pages are for.
OWNERS: dict[str, Callable[[Any], User | Person]] = {
    "events.Registration": lambda registration: registration.person,
    "events.Enrolment": lambda enrolment: enrolment.person,
    "stations.Booking": lambda booking: booking.person,
    "accounts.Notification": lambda notice: notice.recipient,
    "accounts.Guardianship": lambda guardianship: guardianship.by,
    "grid.UnitAppointment": lambda appointment: appointment.user,
    "grid.Handover": lambda handover: handover.to,
    "volunteers.Volunteer": lambda volunteer: volunteer.person,
    "volunteers.Assignment": lambda assignment: assignment.person,
    "volunteers.Certificate": lambda certificate: certificate.volunteer.person,
    "volunteers.ServiceRecord": lambda record: record.volunteer.person,
    "volunteers.ThankYouNote": lambda note: note.person,
}


def page_of(name: str, row: Any) -> str:
    return reverse(name, args=[*(["unit"] if name == "me_post_end" else []), row.pk])


@pytest.mark.parametrize("role", ROLES)
def test_what_belongs_to_somebody_else_is_not_there(world, role):
    visitor, user = Visitor(world, role), world.users.get(role)
    for name, label in OF_ITS_OWNER.items():
        others = [
            (place, row)
            for place, row in world.rows_of(label)
            if user is None or OWNERS[label](row) not in (user, user.person)
        ]
        assert others, name
        for place, row in others:
            url = page_of(name, row)
            for response in (opened(visitor, url), visitor.post(url, {})):
                assert denied(response, role), f"{role} {url} ({place}): {response.status_code}"


# What the owner of a record is answered there.
OPENS = {
    "events:registration": ("get", 200),
    "events:registration_code": ("get", 200),
    "events:cancel": ("post", 302),
    "events:undo": ("post", 302),
    # The form without the number of people.
    "events:party": ("post", 422),
    "events:enrolment": ("get", 200),
    "events:leave": ("get", 200),
    "stations:booking": ("get", 200),
    "stations:cancel": ("get", 200),
    "stations:undo": ("post", 302),
    "stations:move": ("get", 200),
    "stations:booking_ics": ("get", 200),
    "me_notice_read": ("post", 302),
    "me_ward_end": ("get", 200),
    "me_post_end": ("get", 200),
    "me_identity_show": ("get", 200),
    "me_identity_photo": ("get", 200),
    "me_identity_photo_remove": ("post", 302),
    "me_identity_withdraw": ("post", 302),
    "desk:handover": ("get", 200),
    "desk:receive": ("post", 302),
    "desk:decline": ("post", 302),
    "volunteers:assignment": ("get", 200),
    "volunteers:withdraw": ("get", 200),
    "volunteers:find_substitute": ("post", 302),
    "volunteers:keep_place": ("post", 302),
    "volunteers:undo_withdrawal": ("post", 302),
    "volunteers:profile_change": ("get", 200),
    "volunteers:pause": ("get", 200),
    "volunteers:resume": ("post", 302),
    "volunteers:leave": ("get", 200),
    "volunteers:party": ("get", 200),
    "volunteers:card_show": ("get", 200),
    "volunteers:card_photo": ("get", 200),
    "volunteers:card_photo_remove": ("post", 302),
    "volunteers:card_withdraw": ("post", 302),
    "volunteers:certificate": ("get", 200),
    "volunteers:ask_for_correction": ("get", 200),
    "volunteers:thanks_private": ("post", 302),
}


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
    method, status = OPENS[name]
    assert getattr(client, method)(page_of(name, row)).status_code == status, name


# --- The desk


# Pages of the reader alone: the address of a button leads there also when its record is not theirs.
OWN_PAGES = {
    "/me/notices/",
    "/me/identity/",
    "/desk/stations/",
    "/volunteers/mine/profile/",
    "/volunteers/mine/card/",
    "/volunteers/mine/thanks/",
}


def opened(visitor: Visitor, url: str) -> Answer:
    """The answer to a GET; of the page of the button, where the address only takes a form."""
    answer = visitor.get(url)
    if answer.status_code != 302 or "/accounts/login/" in answer.url:
        return answer
    if answer.url in OWN_PAGES:
        return Answer(404, "", frozenset())
    return visitor.get(answer.url)


def denied(response, role: str) -> bool:
    if role == "anonymous" and response.status_code == 302:
        return "/accounts/login/" in response.url
    return response.status_code in (403, 404, 405)


@pytest.mark.parametrize("role", ROLES)
def test_the_desk_opens_for_who_visits_households_or_receives_people(world, role):
    visitor = Visitor(world, role)
    opens = {
        **dict.fromkeys(DESK, AT_DESK),
        **dict.fromkeys(DUTY, AT_STATION),
        **dict.fromkeys(EITHER, AT_DESK | AT_STATION | AT_RECORDS | AT_MATTERS),
        **dict.fromkeys(MATTERS, AT_MATTERS),
        **dict.fromkeys(REPORTING, AT_MATTERS | {"receptionist"}),
        **dict.fromkeys(DOOR, AT_DOOR),
        **dict.fromkeys(TOLD, TELLS),
        **dict.fromkeys(VOLUNTEER_DESK, ENTERS_VOLUNTEERS),
        **dict.fromkeys(SHIFTS, AT_STATION | AT_RECORDS),
        **dict.fromkeys(RECORDS, AT_RECORDS),
    }
    for name, roles in sorted(opens.items()):
        response = visitor.get(reverse(name))
        if role in roles:
            assert response.status_code == 200, f"{role} {name}"
        else:
            assert denied(response, role), f"{role} {name}"
            assert denied(visitor.post(reverse(name), {}), role), f"{role} {name}"


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_the_desk_are_about_what_lies_within_the_scope(world, role):
    visitor = Visitor(world, role)
    pages = [
        *((name, row, AT_DESK) for name, row in DESK_ROWS.items()),
        *((name, row, AT_STATION) for name, row in DUTY_ROWS.items()),
        *((name, row, AT_DOOR) for name, row in DOOR_ROWS.items()),
        *((name, row, TELLS) for name, row in TOLD_ROWS.items()),
        *((name, row, set(ROLES)) for name, row in POSTERS.items()),
        *((name, row, AT_DESK | AT_STATION) for name, row in BOOKING_ROWS.items()),
        *((name, row, AT_RECORDS) for name, row in RECORD_ROWS.items()),
        *((name, row, AT_MATTERS) for name, row in MATTER_ROWS.items()),
    ]
    for name, row, roles in pages:
        allowed = places_at_desk(world, role, row, roles) if world.rows_of(row.model) else set()
        for place, record in dict(world.rows_of(row.model)).items():
            url = reverse(name, args=[record.pk])
            if place not in allowed:
                for response in (opened(visitor, url), visitor.post(url, {})):
                    assert denied(response, role), f"{role} {url} ({place}): {response.status_code}"
            elif not row.only_post:
                assert visitor.get(url).status_code == 200, f"{role} {url} ({place})"


@pytest.mark.parametrize("role", ROLES)
def test_a_party_is_ticked_off_by_who_keeps_the_list_of_its_event(world, role):
    visitor = Visitor(world, role)
    allowed = places_at_desk(world, role, DOOR_ROWS["desk:people"], AT_DOOR)
    for place, event in dict(world.rows_of("events.Event")).items():
        party = event.registrations.first()
        for name in sorted(PARTY_ROWS):
            url = reverse(name, args=[event.pk, party.pk if party else 0])
            answer = visitor.post(url, {})
            if party and place in allowed:
                assert answer.status_code == 302, f"{role} {url} ({place})"
            else:
                assert denied(answer, role), f"{role} {url} ({place}): {answer.status_code}"
        for name in SCANNED if party else ():
            answer = visitor.get(reverse(name, args=[party.pk]))
            if place in allowed:
                assert answer.url.startswith(reverse("desk:people", args=[event.pk])), f"{role} {name} ({place})"
            else:
                assert denied(answer, role), f"{role} {name} ({place}): {answer.status_code}"


@pytest.mark.parametrize("role", ROLES)
def test_taps_are_taken_from_who_keeps_lists(world, role):
    for name in TAPS:
        answer = Visitor(world, role).post(reverse(name), {})
        if role in AT_DOOR:
            assert answer.status_code == 400, f"{role} {name}"
        else:
            assert denied(answer, role), f"{role} {name}: {answer.status_code}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "model"), DESK_OPEN_ROWS.items())
def test_who_may_register_nobody_registers_nobody(world, role, name, model):
    """`?person=` names somebody out of reach: not there. The event, or the course, itself is public."""
    visitor = Visitor(world, role)
    subject = world.rows_of(model)[0][1]
    reached = expected(role, "accounts.Person", "view", set(REACH["operator"])) if role in AT_DESK else set()
    for place, person in dict(world.rows_of("accounts.Person")).items():
        url = reverse(name, args=[subject.pk], query={"person": person.pk})
        response = visitor.get(url)
        if place in reached:
            assert response.status_code == 200, f"{role} {place}"
        else:
            assert denied(response, role), f"{role} may register {place}"
            assert denied(visitor.post(url, {"seats": 1}), role), f"{role} may register {place}"


# --- Control


def test_a_page_of_the_desk_that_forgets_the_scope_is_found(world, monkeypatch):
    from grid.models import PioneerLink

    monkeypatch.setattr(
        type(PioneerLink.objects.all()), "permitted", lambda rows, user, act: rows.filter(pk__isnull=False)
    )
    monkeypatch.setattr(world, "answers", {})
    with pytest.raises(AssertionError, match="links"):
        test_pages_of_the_desk_are_about_what_lies_within_the_scope(world, "pioneer")


def test_a_new_page_is_found(monkeypatch):
    monkeypatch.setattr("tests.rights.test_pages.PUBLIC", PUBLIC - {"privacy"})
    with pytest.raises(AssertionError, match="/privacy/"):
        test_every_page_stands_on_a_list()


def test_places_that_only_the_operator_reaches_are_in_the_world(world):
    assert {OUTSIDE, INSTALLATION} <= {place for _model, place, _row in world}
