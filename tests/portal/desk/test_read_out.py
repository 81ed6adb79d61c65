"""Whoever ticks at the desk that something was read out has the words to read before them, and only then."""

import datetime as dt
from importlib import import_module
from pkgutil import iter_modules

import pytest

from common.time import clock, formatting
from portal.desk import forms
from tests.factories import (
    ConsentFactory,
    EventFactory,
    PioneerLinkFactory,
    PrivacyNoticeFactory,
    SpaceFactory,
    TeamFactory,
    officer,
)
from tests.support.courses import course
from tests.support.pages import marks
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

# By each form of the desk that asks for consent, the pages that show it.
PAGES = {
    "NewNeighbourForm": ["/desk/neighbours/new/"],
    "DeskRegistrationForm": ["/desk/events/{event}/?person={person}", "/desk/series/{series}/?person={person}"],
    "DeskBookingForm": ["/desk/rooms/{space}/book/?at={at}", "/desk/rooms/{space}/book/?at={at}&person={person}"],
    "NewVolunteerForm": ["/desk/volunteers/new/"],
    "WalkInForm": ["/desk/events/{event}/people/add/", "/desk/events/{event}/people/add/?person={person}"],
}


def asked_and_read_out(client, address: str) -> tuple[bool, int]:
    """Whether the page asks for consent, and how often it has the words to read out."""
    response = client.get(address)
    assert response.status_code == 200, address
    return "consent" in response.context["steps"].form.fields, len(marks(response, "read-out"))


def test_every_form_that_asks_for_consent_has_its_pages_here():
    modules = [import_module(f"{forms.__name__}.{module.name}") for module in iter_modules(forms.__path__)]
    every = {form for module in modules for form in vars(module).values() if isinstance(form, type)}
    own = {form for form in every if form.__module__.startswith(forms.__name__)}
    assert {form.__name__ for form in own if "consent" in getattr(form, "base_fields", {})} == set(PAGES)


def test_the_words_stand_beside_the_tick_and_nowhere_else(beat):
    PrivacyNoticeFactory()
    space = SpaceFactory(station__community=beat.building.community)
    TeamFactory(community=beat.building.community)
    office = officer("office_worker", beat.post.parent.parent)
    event = EventFactory(
        organiser=office.unitappointments.get().unit, starts_at=clock.now() + dt.timedelta(minutes=30)
    )
    person = PioneerLinkFactory(post=beat.post).person
    at = formatting.in_address(clock.day_start(clock.today()) + dt.timedelta(hours=15))
    series = course(organiser=event.organiser)
    named = {"event": event.pk, "series": series.pk, "space": space.pk, "person": person.pk, "at": at}
    addresses = [page.format(**named) for pages in PAGES.values() for page in pages]
    client = signed_in(office)

    before = [asked_and_read_out(client, address) for address in addresses]
    ConsentFactory(person=person, given_by=office)
    of_who_has_agreed = [asked_and_read_out(client, address) for address in addresses if "person=" in address]

    assert before == [(True, 1)] * len(addresses)
    assert of_who_has_agreed == [(False, 0)] * 4


@pytest.mark.parametrize(("typed", "read_out"), [({}, 0), ({"step-at": "0", "seats": "1"}, 1)])
def test_in_care_mode_the_words_stand_on_the_screen_of_the_tick(beat, typed, read_out):
    notice = PrivacyNoticeFactory()
    person = PioneerLinkFactory(post=beat.post).person
    event = EventFactory(organiser=beat.post.parent)
    client = signed_in(beat.pioneer)
    client.cookies["care"] = "1-3"
    address = f"/desk/events/{event.pk}/?person={person.pk}"
    sent = {"notice": notice.pk} | typed
    response = client.post(address, sent) if typed else client.get(address)
    assert len(marks(response, "read-out")) == read_out
