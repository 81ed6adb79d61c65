"""Every form of admin that adds a record makes one when it is sent twice, and two when two pages are sent."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Person, PrivacyNotice
from common.http.submissions import FIELD
from common.time import clock
from events.models import Event
from stations.models import DropIn, WallDisplay
from tests.factories import EventFactory, NeighbourFactory, OrgUnitFactory, ResidenceFactory, SpaceFactory, officer
from tests.rights.world import NEIGHBOUR, PARENT, World
from tests.support.forms import forms_on
from tests.support.office_events import at
from tests.support.office_stations import page as stations_page
from tests.support.pages import levels
from tests.support.signing_in import signed_in
from volunteers.models import ServiceRecord

pytestmark = pytest.mark.django_db

# A Monday, when the stations of the world are open; not of tomorrow, when the world has bookings of its own.
MONDAY = clock.today() + dt.timedelta(days=14 - clock.today().weekday())


def moment(hour: int) -> str:
    return f"{MONDAY:%Y-%m-%d}T{hour:02}:00"


def neighbour(world: World) -> Person:
    """Somebody whom the secretary sees and who has agreed to the privacy notice."""
    return next(row.person for place, row in world.rows_of("accounts.Consent") if place == PARENT)


def newcomer(world: World) -> Person:
    """Somebody whom the secretary keeps and who is no volunteer yet."""
    household = next(row for _place, row in world.rows_of("grid.Household"))
    return ResidenceFactory(household=household, person=NeighbourFactory(birth_year=1960)).person


def served(world: World) -> ServiceRecord:
    """A record that counts, of a volunteer of the secretary's."""
    visible = ServiceRecord.objects.visible_to(world.users["secretary"])
    return visible.counted().select_related("volunteer").order_by("pk")[0]


LATELY = {"first_day": f"{clock.today() - dt.timedelta(days=60)}", "last_day": f"{clock.today()}"}
YESTERDAY = {"day": f"{clock.today() - dt.timedelta(days=1)}"}

# What is typed where the first choice of a list, a word or a number would not do.
TYPED: dict[str, Callable[[World], dict[str, Any]]] = {
    "accounts.User": lambda world: {"number": "13900139001"},
    "accounts.Consent": lambda world: {
        "notice": PrivacyNotice.objects.current().pk,  # type: ignore[union-attr]
        "person": next(row.pk for place, row in world.rows_of("accounts.Person") if place == NEIGHBOUR),
    },
    "accounts.Guardianship": lambda world: {"person": neighbour(world).pk},
    "grid.Grid": lambda _world: {"number": 77},
    "grid.MatterKind": lambda _world: {"working_days": 7},
    "grid.CalendarDay": lambda _world: {"day": "2027-03-03"},
    "grid.PartyRelation": lambda _world: {"act": "new", "new-agreed": "on"},
    "grid.PioneerLink": lambda world: {"person": neighbour(world).pk},
    "grid.Residence": lambda world: {"person": neighbour(world).pk},
    "grid.Survey": lambda _world: {"during_first": f"{MONDAY}", "during_last": f"{MONDAY}"},
    "events.Event": lambda _world: {"place": "广场", "ends_at": moment(12)},
    "events.EventSeries": lambda _world: {"place": "广场", "times": 3, "capacity": 10},
    "stations.Booking": lambda world: {"person": neighbour(world).pk, "minutes": 60},
    "stations.BookingSeries": lambda world: {"person": neighbour(world).pk, "starts": "14:00"},
    "stations.Hold": lambda _world: {"starts_at": moment(18), "ends_at": moment(19), "note": "检修"},
    "volunteers.Activity": lambda _world: {"place": "广场", "ends_at": moment(12)},
    "volunteers.Award": lambda _world: YESTERDAY,
    "volunteers.Certificate": lambda world: {**LATELY, "volunteer": served(world).volunteer_id},
    "volunteers.HandIn": lambda world: {**LATELY, "team": served(world).volunteer.team_id},
    "volunteers.ServiceRecord": lambda _world: {
        **YESTERDAY,
        "activity_name": "搬家",
        "service": "care",
        "place": "3幢",
        "content": "搬家具",
    },
    "volunteers.Training": lambda _world: YESTERDAY,
    "volunteers.Volunteer": lambda world: {"person": newcomer(world).pk},
}
# Such a page needs to be asked for with the level.
QUERY = {"grid.OrgUnit": {"level": "3"}}


def filled_in(page: HttpResponse, typed: dict[str, Any]) -> dict[str, Any]:
    """What the form of an “add” page sends, with a value for every field that must be filled in."""
    context: Any = page.context  # type: ignore[attr-defined]
    # Of pages with several forms “new” is the one that adds.
    form: forms.BaseForm = (
        context["adminform"].form if "adminform" in context else context.get("new") or context["form"]
    )
    (sent,) = [
        one.fields for one in forms_on(page) if set(one.fields) & {form.add_prefix(name) for name in form.fields}
    ]
    assert FIELD in sent, "the form carries no token"
    filled = {**sent, **typed}
    for bare, field in form.fields.items():
        name = form.add_prefix(bare)
        given = [value for key, value in filled.items() if key == name or key.startswith(f"{name}_")]
        if field.required and not any(value not in ("", [""]) for value in given):
            filled |= some_value(name, field)
    return filled


def some_value(name: str, field: forms.Field) -> dict[str, Any]:
    match field:
        case forms.ModelChoiceField():
            assert field.queryset is not None
            return {name: getattr(field.queryset.first(), "pk", "")}
        case forms.IntegerField():
            return {name: (field.min_value or 0) + 1}
        case forms.ChoiceField():
            choices: Any = field.choices
            return {name: next(key for key, _words in choices if key)}
        case forms.DateTimeField():
            return {name: moment(10)}
        case forms.DateField():
            return {name: f"{MONDAY}"}
        case forms.TimeField():
            return {name: "10:00"}
    return {name: "新的"}


def made_by_two_clicks(world: World, client: Client, model: type[Model]) -> int | None:
    """How many records one page makes that is sent twice; None where the user gets no such page."""
    meta = model._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_add", query=QUERY.get(meta.label))
    page = client.get(url)
    if page.status_code != 200:
        return None
    sent = filled_in(page, TYPED.get(meta.label, lambda _world: {})(world))
    before = model._default_manager.count()
    first, second = client.post(url, sent), client.post(url, sent)
    made = model._default_manager.count() - before
    if made:
        assert first.status_code in (201, 302), meta.label
        assert (second.status_code, second.headers.get("Location")) == (
            first.status_code,
            first.headers.get("Location"),
        ), meta.label
        assert set(levels(second)) == set(levels(first)), meta.label
    return made


def test_each_form_that_adds_a_record_makes_one_of_two_clicks():
    world = World()
    made: dict[str, int] = {}
    for role in ("secretary", "operator"):
        client = signed_in(world.users[role])
        for model in sorted(admin.site._registry, key=lambda model: model._meta.label):
            if made.get(model._meta.label):
                continue
            number = made_by_two_clicks(world, client, model)
            if number is not None:
                made[model._meta.label] = number
    assert len(made) > 25
    assert {label: number for label, number in made.items() if number != 1} == {}


# --- Object acts, and what a double click is not


@pytest.fixture
def secretary():
    return officer("secretary", OrgUnitFactory())


@pytest.fixture
def office(secretary):
    return signed_in(secretary)


def test_a_double_click_on_copy_makes_one_copy_and_leads_to_it_both_times(office):
    event = EventFactory()
    (form,) = [one for one in forms_on(office.get(at(event, "copy/"))) if "day" in one.fields]
    first, second = (office.post(at(event, "copy/"), form.fields) for _click in range(2))
    copy = Event.objects.exclude(pk=event.pk).get()
    there = reverse("admin:events_event_change", args=[copy.pk])
    assert (first.headers["Location"], second.headers["Location"]) == (there, there)


def test_two_pages_are_two_visitors_although_the_same_is_typed(office):
    space = SpaceFactory()
    for _page in range(2):
        sent = filled_in(office.get(stations_page("dropin_add")), {"space": space.pk, "people": 1})
        for _click in range(2):
            office.post(stations_page("dropin_add"), sent)
    assert DropIn.objects.count() == 2


def test_a_page_that_is_sent_again_with_other_words_makes_another_record(office):
    space = SpaceFactory()
    sent = filled_in(office.get(stations_page("dropin_add")), {"space": space.pk, "people": 1})
    office.post(stations_page("dropin_add"), sent)
    office.post(stations_page("dropin_add"), {**sent, "people": 2})
    assert DropIn.objects.count() == 2


def test_the_second_click_shows_the_secret_address_of_the_same_display(office):
    station = SpaceFactory().station
    sent = filled_in(office.get(stations_page("walldisplay_add")), {"station": station.pk})
    first, second = (office.post(stations_page("walldisplay_add"), sent) for _click in range(2))
    assert first.content == second.content
    assert WallDisplay.objects.count() == 1


def test_control_without_the_token_two_clicks_make_two(office):
    space = SpaceFactory()
    sent = filled_in(office.get(stations_page("dropin_add")), {"space": space.pk, "people": 1})
    del sent[FIELD]
    for _click in range(2):
        office.post(stations_page("dropin_add"), sent)
    assert DropIn.objects.count() == 2
