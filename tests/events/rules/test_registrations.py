"""Who may register for what: each rule says no, and says yes right beside its border."""

import datetime as dt
from functools import partial

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import User
from common.time import clock
from events.models import Event, Registration
from events.rules import events as event_rules
from events.rules.events import (
    require_event_draft,
    require_event_not_begun,
    require_event_not_over,
    require_event_published,
    require_event_takes_registrations,
    require_registration_open,
)
from events.rules.registrations import (
    possible_registration_acts,
    require_age_for_event,
    require_cancellation_undo_in_time,
    require_party_fits,
    require_registration_cancelled,
    require_registration_to_come,
)
from events.validators import validate_same_community
from tests.factories import (
    CommunityFactory,
    EventFactory,
    GridFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.refusals import refusal

START = dt.datetime(2026, 5, 1, 1, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def event(**fields):
    fields = {"starts_at": START, "ends_at": START + 2 * HOUR, "capacity": 10, "status": "published"} | fields
    return Event(**fields)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "cancelled"}, "cancelled"),
        ({"capacity": None}, "no_registration"),
    ],
)
def test_only_a_published_event_with_a_capacity_takes_registrations(fields, code):
    require_event_takes_registrations(event())

    assert refusal(require_event_takes_registrations, event(**fields)) == code


def test_registration_closes_at_the_beginning_unless_another_time_is_set():
    with time_machine.travel(START - HOUR, tick=False):
        require_registration_open(event())
        assert refusal(require_registration_open, event(registration_closes_at=START - HOUR)) == "closed"
    with time_machine.travel(START, tick=False):
        assert refusal(require_registration_open, event()) == "closed"
        require_registration_open(event(registration_closes_at=START + HOUR))


def test_an_event_has_begun_at_its_first_second_and_is_over_at_its_last():
    with time_machine.travel(START - dt.timedelta(seconds=1), tick=False):
        require_event_not_begun(event())
    with time_machine.travel(START, tick=False):
        assert refusal(require_event_not_begun, event()) == "begun"
        require_event_not_over(event())
    with time_machine.travel(START + 2 * HOUR, tick=False):
        assert refusal(require_event_not_over, event()) == "over"


def test_a_party_is_at_least_one_and_at_most_what_the_event_and_the_room_allow():
    require_party_fits(event(largest_party=4), 1)
    require_party_fits(event(largest_party=4), 4)

    assert refusal(require_party_fits, event(largest_party=4), 5) == "party_too_large"
    assert refusal(require_party_fits, event(largest_party=4, capacity=2), 3) == "party_too_large"
    assert refusal(require_party_fits, event(largest_party=4), 0) == "party_empty"
    assert refusal(require_party_fits, event(largest_party=4), -1) == "party_empty"


def test_ages_are_checked_only_where_the_year_of_birth_is_known():
    of = event(min_age=6, max_age=10)
    born = {"no year": None, "turns 5": 2021, "turns 6": 2020, "turns 11": 2015, "turns 12": 2014}
    person = {who: PersonFactory.build(birth_year=year) for who, year in born.items()}

    require_age_for_event(of, person["no year"], by=User())
    require_age_for_event(of, person["turns 6"], by=User())
    require_age_for_event(of, person["turns 11"], by=User())

    assert refusal(partial(require_age_for_event, by=User()), of, person["turns 5"]) == "too_young"
    assert refusal(partial(require_age_for_event, by=User()), of, person["turns 12"]) == "too_old"


def test_the_year_of_an_event_is_the_one_on_the_wall_not_the_one_in_greenwich():
    new_years_morning = event(starts_at=dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC), min_age=6)

    require_age_for_event(new_years_morning, PersonFactory.build(birth_year=2021), by=User())


@pytest.mark.parametrize(
    ("status", "code"), [("cancelled", "not_live"), ("attended", "ticked_off"), ("no_show", "ticked_off")]
)
def test_only_a_registration_that_is_still_to_come_can_change(status, code):
    require_registration_to_come(Registration(status="registered"))
    require_registration_to_come(Registration(status="waitlisted"))

    assert refusal(require_registration_to_come, Registration(status=status)) == code


def test_a_step_can_be_undone_for_ten_minutes():
    now = clock.now()
    registration = Registration(status="cancelled", created_at=now - 5 * HOUR, cancelled_at=now)
    with time_machine.travel(now + dt.timedelta(minutes=9, seconds=59), tick=False):
        require_cancellation_undo_in_time(registration)
    with time_machine.travel(now + dt.timedelta(minutes=10), tick=False):
        assert refusal(require_cancellation_undo_in_time, registration) == "undo_over"


def test_only_a_published_event_is_open_to_all():
    require_event_published(event())

    assert refusal(require_event_published, event(status="draft")) == "draft"


def test_only_a_draft_is_published():
    require_event_draft(event(status="draft"))

    assert refusal(require_event_draft, event(status="cancelled")) == "not_a_draft"


@pytest.mark.django_db
def test_organiser_and_grid_are_of_the_events_community():
    elsewhere = CommunityFactory(name="邻近社区")
    own = EventFactory()
    validate_same_community(own)

    own.organiser = OrgUnitFactory(community=elsewhere)
    with pytest.raises(ValidationError, match="organiser"):
        validate_same_community(own)

    other = EventFactory()
    other.grid = GridFactory(community=elsewhere)
    with pytest.raises(ValidationError, match="grid"):
        validate_same_community(other)


@pytest.mark.django_db
def test_only_a_cancellation_is_taken_back():
    assert refusal(require_registration_cancelled, RegistrationFactory()) == "not_cancelled"
    require_registration_cancelled(RegistrationFactory(cancelled=True))


# --- What may be done now -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("of_registration", "of_event", "own", "office"),
    [
        ({}, {}, {"change", "cancel"}, {"change", "cancel"}),
        ({"waitlisted": True}, {}, {"change", "cancel"}, {"change", "cancel", "promote"}),
        ({"cancelled": True}, {}, {"undo"}, {"undo"}),
        ({"cancelled": True}, {"cancelled": True}, set(), set()),
        ({}, {"cancelled": True}, set(), set()),
        ({"waitlisted": True}, {"cancelled": True}, set(), set()),
        ({}, {"largest_party": 1}, {"cancel"}, {"cancel"}),
        ({"seats": 2}, {"largest_party": 1}, {"change", "cancel"}, {"change", "cancel"}),
        ({"status": "attended"}, {}, set(), set()),
    ],
)
def test_what_may_be_done_follows_from_the_registration_the_event_and_who_asks(
    of_registration, of_event, own, office
):
    registration = RegistrationFactory(event=EventFactory(**of_event), **of_registration)

    assert possible_registration_acts(registration, UserFactory(person=registration.person)) == own
    assert possible_registration_acts(registration, StaffFactory()) == office
    assert possible_registration_acts(registration, UserFactory()) == set()


@pytest.mark.django_db
def test_what_may_be_done_ends_with_the_beginning_and_with_the_ten_minutes():
    event = EventFactory()
    seated, waits, gone = (
        RegistrationFactory(event=event, **state) for state in ({}, {"waitlisted": True}, {"cancelled": True})
    )
    staff = StaffFactory()
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11), tick=False):
        assert possible_registration_acts(gone, staff) == set()
    with time_machine.travel(event.starts_at, tick=False):
        assert possible_registration_acts(seated, staff) == set()
        assert possible_registration_acts(waits, staff) == {"promote"}
        just_made = RegistrationFactory(event=event)
        assert possible_registration_acts(just_made, staff) == {"cancel"}
    with time_machine.travel(event.ends_at, tick=False):
        assert possible_registration_acts(waits, staff) == set()


@pytest.mark.django_db
def test_to_ask_for_oneself_costs_no_query(django_assert_num_queries):
    registration = RegistrationFactory()
    user = UserFactory(person=registration.person)
    with django_assert_num_queries(0):
        assert possible_registration_acts(registration, user) == {"change", "cancel"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "acts"),
    [
        ({}, {"call_off", "copy", "people", "neighbour"}),
        ({"draft": True}, {"publish", "copy", "delete"}),
        ({"cancelled": True}, {"copy", "people"}),
        ({"past": True}, {"copy", "people", "list", "recap"}),
        ({"draft": True, "past": True}, {"copy", "delete"}),
        ({"capacity": None}, {"call_off", "copy", "people"}),
    ],
)
def test_what_the_office_may_do_with_an_event_follows_from_its_state(facts, acts):
    event = EventFactory(**facts)

    assert event_rules.possible_event_acts(event, StaffFactory()) == acts
    assert {
        act for act in event_rules.EventAct if event_rules.can_do_event_act_now(act, event, StaffFactory())
    } == acts
    assert event_rules.possible_event_acts(event, UserFactory()) == set()
