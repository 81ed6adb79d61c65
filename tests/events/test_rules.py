"""Who may register for what: each rule says no, and says yes right beside its border."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from common.exceptions import Refused
from common.time import clock
from events import rules
from events.models import Event, Registration
from tests.factories import CommunityFactory, EventFactory, GridFactory, OrgUnitFactory, PersonFactory

START = dt.datetime(2026, 5, 1, 1, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def event(**fields):
    fields = {"starts_at": START, "ends_at": START + 2 * HOUR, "capacity": 10, "status": "published"} | fields
    return Event(**fields)


def refusal(rule, *args) -> str:
    with pytest.raises(Refused) as caught:
        rule(*args)
    assert str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "cancelled"}, "cancelled"),
        ({"capacity": None}, "no_registration"),
    ],
)
def test_only_a_published_event_with_a_capacity_takes_registrations(fields, code):
    rules.event_takes_registrations(event())

    assert refusal(rules.event_takes_registrations, event(**fields)) == code


def test_registration_closes_at_the_beginning_unless_another_time_is_set():
    with time_machine.travel(START - HOUR, tick=False):
        rules.registration_is_open(event())
        assert refusal(rules.registration_is_open, event(registration_closes_at=START - HOUR)) == "closed"
    with time_machine.travel(START, tick=False):
        assert refusal(rules.registration_is_open, event()) == "closed"
        rules.registration_is_open(event(registration_closes_at=START + HOUR))


def test_an_event_has_begun_at_its_first_second_and_is_over_at_its_last():
    with time_machine.travel(START - dt.timedelta(seconds=1), tick=False):
        rules.event_has_not_begun(event())
    with time_machine.travel(START, tick=False):
        assert refusal(rules.event_has_not_begun, event()) == "begun"
        rules.event_is_not_over(event())
    with time_machine.travel(START + 2 * HOUR, tick=False):
        assert refusal(rules.event_is_not_over, event()) == "over"


def test_a_party_is_at_least_one_and_at_most_what_the_event_and_the_room_allow():
    rules.party_fits_the_rules(event(largest_party=4), 1)
    rules.party_fits_the_rules(event(largest_party=4), 4)

    assert refusal(rules.party_fits_the_rules, event(largest_party=4), 5) == "party_too_large"
    assert refusal(rules.party_fits_the_rules, event(largest_party=4, capacity=2), 3) == "party_too_large"
    assert refusal(rules.party_fits_the_rules, event(largest_party=4), 0) == "party_empty"
    assert refusal(rules.party_fits_the_rules, event(largest_party=4), -1) == "party_empty"


def test_ages_are_checked_only_where_the_year_of_birth_is_known():
    of = event(min_age=6, max_age=10)
    born = {"no year": None, "turns 5": 2021, "turns 6": 2020, "turns 11": 2015, "turns 12": 2014}
    person = {who: PersonFactory.build(birth_year=year) for who, year in born.items()}

    rules.person_has_the_age(of, person["no year"])
    rules.person_has_the_age(of, person["turns 6"])
    rules.person_has_the_age(of, person["turns 11"])

    assert refusal(rules.person_has_the_age, of, person["turns 5"]) == "too_young"
    assert refusal(rules.person_has_the_age, of, person["turns 12"]) == "too_old"


def test_the_year_of_an_event_is_the_one_on_the_wall_not_the_one_in_greenwich():
    new_years_morning = event(starts_at=dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC), min_age=6)

    rules.person_has_the_age(new_years_morning, PersonFactory.build(birth_year=2021))


@pytest.mark.parametrize(
    ("status", "code"), [("cancelled", "not_live"), ("attended", "ticked_off"), ("no_show", "ticked_off")]
)
def test_only_a_registration_that_is_still_to_come_can_change(status, code):
    rules.registration_is_to_come(Registration(status="registered"))
    rules.registration_is_to_come(Registration(status="waitlisted"))

    assert refusal(rules.registration_is_to_come, Registration(status=status)) == code


def test_a_step_can_be_undone_for_ten_minutes():
    now = clock.now()
    registration = Registration(status="cancelled", created_at=now - 5 * HOUR, cancelled_at=now)
    with time_machine.travel(now + dt.timedelta(minutes=9, seconds=59), tick=False):
        rules.undo_is_in_time(registration)
    with time_machine.travel(now + dt.timedelta(minutes=10), tick=False):
        assert refusal(rules.undo_is_in_time, registration) == "undo_over"


def test_passing_the_queue_and_cancelling_take_a_reason():
    rules.passing_gives_a_reason("家中有急事")
    rules.cancelling_gives_a_reason("台风")
    rules.event_is_public(event())

    assert refusal(rules.passing_gives_a_reason, "  ") == "no_reason"
    assert refusal(rules.cancelling_gives_a_reason, " ") == "no_reason"
    assert refusal(rules.event_is_public, event(status="draft")) == "draft"


def test_only_a_draft_is_published():
    rules.event_is_a_draft(event(status="draft"))

    assert refusal(rules.event_is_a_draft, event(status="cancelled")) == "not_a_draft"


@pytest.mark.django_db
def test_organiser_and_grid_are_of_the_events_community():
    elsewhere = CommunityFactory(name="邻近社区")
    own = EventFactory()
    rules.parents_share_community(own)

    own.organiser = OrgUnitFactory(community=elsewhere)
    with pytest.raises(ValidationError, match="organiser"):
        rules.parents_share_community(own)

    other = EventFactory()
    other.grid = GridFactory(community=elsewhere)
    with pytest.raises(ValidationError, match="grid"):
        rules.parents_share_community(other)
