"""The database keeps the invariants of series, their dates and enrolments by itself: raw SQL cannot break them."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from common.time import clock
from events.models import Enrolment, Event, EventSeries, Registration
from tests.factories import (
    CommunityFactory,
    EnrolmentFactory,
    EventFactory,
    EventSeriesFactory,
    GridFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    SpaceFactory,
    StationFactory,
)
from tests.support.courses import course, dates_of, take
from tests.support.frozen import frozen_columns
from tests.support.raw_sql import copy, execute, refused, update, without_trigger

pytestmark = pytest.mark.django_db

SERIES_BREAKS = {
    "event_series_has_title_and_place": "title = ''",
    "event_series_sensible": "every = 9",
    "event_series_has_weekdays": "weekdays = '{7}'",
    "event_series_rhythm_known": "rhythm = 'daily'",
    "event_series_ends": "last_day = NULL, times = NULL",
    "event_series_in_known_years": "first_day = '1999-12-31'",
    "event_series_capacity_sensible": "capacity = 10001",
    "event_series_largest_party_sensible": "largest_party = 51",
    "event_series_ages_in_order": "min_age = 10, max_age = 9",
    "event_series_course_has_places": "capacity = NULL",
    "event_series_sign_up_known": "sign_up = 'lottery'",
    "event_series_cancelled_with_reason": "status = 'cancelled'",
    "event_series_access_known": "access = '{lift}'",
}
ENROLMENT_BREAKS = {"enrolment_has_seats": "seats = 0"}
OTHER_BREAKS = {"enrolment_once_a_series", "enrolment_once_a_form", "event_series_in_community"}


def test_every_named_constraint_is_put_to_the_test_here():
    named = {constraint.name for model in (EventSeries, Enrolment) for constraint in model._meta.constraints}
    assert named == {*SERIES_BREAKS, *ENROLMENT_BREAKS, *OTHER_BREAKS}


@pytest.mark.parametrize(("name", "change"), SERIES_BREAKS.items())
def test_raw_sql_cannot_break_a_series(name, change):
    series = EventSeriesFactory()
    # A state that nobody knows is no words for people; every other refusal has some.
    assert refused(f"UPDATE events_eventseries SET {change} WHERE id = %s", series.pk) == name


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("minutes = 4", "event_series_sensible"),
        ("minutes = 1441", "event_series_sensible"),
        ("every = 0", "event_series_sensible"),
        ("weekdays = '{}'", "event_series_has_weekdays"),
        ("nth = 2", "event_series_rhythm_known"),
        ("rhythm = 'monthly', nth = NULL", "event_series_rhythm_known"),
        ("rhythm = 'monthly', nth = 5", "event_series_rhythm_known"),
        ("times = 101", "event_series_ends"),
        ("times = 0", "event_series_ends"),
        ("times = 4, last_day = first_day", "event_series_ends"),
        ("times = NULL, last_day = first_day - 1", "event_series_ends"),
        ("times = NULL, last_day = first_day + 733", "event_series_ends"),
        ("first_day = '2099-01-01'", "event_series_in_known_years"),
        ("capacity = 0", "event_series_capacity_sensible"),
        ("largest_party = 0", "event_series_largest_party_sensible"),
        ("status = 'lost'", "event_series_cancelled_with_reason"),
        ("cancel_reason = '雨'", "event_series_cancelled_with_reason"),
    ],
)
def test_the_other_end_of_each_range_is_closed_too(change, name):
    series = EventSeriesFactory()
    assert refused(f"UPDATE events_eventseries SET {change} WHERE id = %s", series.pk) == name


def test_what_a_series_refers_to_is_of_its_community():
    series, abroad = EventSeriesFactory(), CommunityFactory(name="别的社区")
    elsewhere = OrgUnitFactory(community=abroad)
    there = SpaceFactory(station=StationFactory(community=abroad))

    assert refused(*update(series, organiser_id=elsewhere.pk)) == "event_series_organiser_same_community"
    assert refused(*update(series, grid_id=GridFactory(community=abroad).pk)) == "event_series_grid_same_community"
    assert refused(*update(series, space_id=there.pk)) == "event_series_space_same_community"


def test_a_series_goes_on_from_draft_to_published_to_cancelled_and_never_back():
    series = EventSeriesFactory()
    assert refused(*update(series, status="draft")) == "event_series_status_goes_on"
    execute(*update(series, status="cancelled", cancel_reason="雨"))
    assert refused(*update(series, status="published", cancel_reason="")) == "event_series_status_goes_on"


def test_control_without_the_trigger_a_cancelled_series_comes_back():
    series = EventSeriesFactory()
    with without_trigger(EventSeries, "event_series_status_goes_on"):
        execute(*update(series, status="draft"))
    assert EventSeries.objects.get().status == "draft"


# --- The dates ----------------------------------------------------------------------------------------------------


def test_no_date_is_public_before_its_series():
    series = EventSeriesFactory(draft=True)
    of_series = {"series": series, "series_day": series.first_day, "organiser": series.organiser}
    date = EventFactory(draft=True, **of_series)
    assert refused(*update(date, status="published")) == "event_public_with_series"
    with pytest.raises(IntegrityError, match="event_public_with_series"), transaction.atomic():
        EventFactory(**{**of_series, "series_day": series.first_day + dt.timedelta(days=7)})

    execute(*update(series, status="published"))
    execute(*update(date, status="published"))


def test_control_without_the_trigger_a_date_opens_before_its_series():
    series = EventSeriesFactory(draft=True)
    date = EventFactory(draft=True, series=series, series_day=series.first_day, organiser=series.organiser)
    with without_trigger(Event, "event_public_with_series"):
        execute(*update(date, status="published"))


@pytest.fixture
def date():
    series = EventSeriesFactory()
    return EventFactory(
        organiser=series.organiser, community=series.community, series=series, series_day=series.first_day
    )


def test_a_date_has_a_series_and_its_day_or_neither(date):
    alone = EventFactory()
    assert refused(*update(date, series_day=None)) == "event_of_series_has_its_day"
    assert refused(*update(alone, series_day=clock.today())) == "event_of_series_has_its_day"
    assert refused(*update(alone, own_fields=["title"])) == "event_of_series_has_its_day"


def test_a_series_has_one_date_a_day(date):
    assert refused(*copy(date, door_code="another")) == "event_once_a_day_of_series"


def test_a_date_stays_in_its_series(date):
    other = EventSeriesFactory(organiser=date.organiser, community=date.community)
    assert refused(*update(date, series_id=other.pk)) == "event_stays_in_series"
    assert refused(*update(EventFactory(), series_id=other.pk, series_day=clock.today())) == "event_stays_in_series"


def test_control_without_the_trigger_a_date_changes_its_series(date):
    other = EventSeriesFactory(organiser=date.organiser, community=date.community)
    with without_trigger(Event, "event_stays_in_series"):
        execute(*update(date, series_id=other.pk))
    date.refresh_from_db()
    assert date.series == other


def test_a_date_is_of_the_community_of_its_series():
    series, abroad = EventSeriesFactory(), OrgUnitFactory(community=CommunityFactory(name="别的社区"))
    date = EventFactory(
        organiser=series.organiser, community=series.community, series=series, series_day=series.first_day
    )
    moved = update(date, organiser_id=abroad.pk, community_id=abroad.community_id)
    assert refused(*moved) == "event_series_of_community"


# --- Enrolments ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "change"), ENROLMENT_BREAKS.items())
def test_raw_sql_cannot_break_an_enrolment(name, change):
    assert refused(f"UPDATE events_enrolment SET {change} WHERE id = %s", EnrolmentFactory().pk) == name
    assert refused("UPDATE events_enrolment SET seats = 51") == name


def test_nobody_takes_a_course_twice_at_once():
    enrolment = EnrolmentFactory()
    assert refused(*copy(enrolment, token=None)) == "enrolment_once_a_series"
    execute(*update(enrolment, left_at=clock.now()))
    execute(*copy(enrolment, left_at=None, token=None))


def test_a_form_takes_a_course_once():
    enrolment = EnrolmentFactory(token=uuid.uuid4())
    assert refused(*copy(enrolment, person_id=PersonFactory().pk)) == "enrolment_once_a_form"


def test_who_takes_which_course_is_never_rewritten_and_who_has_left_has_left():
    enrolment = EnrolmentFactory()
    assert refused(*update(enrolment, person_id=PersonFactory().pk)) == "enrolment_stays"
    assert refused(*update(enrolment, series_id=EventSeriesFactory().pk)) == "enrolment_stays"
    execute(*update(enrolment, left_at=clock.now()))
    assert refused(*update(enrolment, left_at=None)) == "enrolment_stays_ended"
    assert frozen_columns(Enrolment)["enrolment_stays_ended"] == {"left_at"}


def test_a_place_of_a_course_is_of_its_person_and_of_one_of_its_dates():
    series = course()
    mine, other = take(series), take(course())
    place, alone = mine.registrations.first(), RegistrationFactory(event=dates_of(series)[0])

    assert refused(*update(place, enrolment_id=other.pk)) == "registration_of_own_course"
    assert refused(*update(alone, enrolment_id=mine.pk)) == "registration_of_own_course"
    elsewhere = RegistrationFactory(person=mine.person)
    assert refused(*update(elsewhere, enrolment_id=mine.pk)) == "registration_of_own_course"


def test_control_without_the_trigger_a_place_is_of_somebody_elses_course():
    series = course()
    mine, alone = take(series), RegistrationFactory(event=dates_of(series)[0])
    with without_trigger(Registration, "registration_of_own_course"):
        execute(*update(alone, enrolment_id=mine.pk))
    assert mine.registrations.count() == 5


def test_a_series_says_on_each_day_what_its_date_is_made_of():
    series = EventSeriesFactory(starts=dt.time(23, 30), minutes=90)
    said = series.says_on(dt.date(2027, 3, 1))

    assert said["starts_at"] == dt.datetime(2027, 3, 1, 23, 30, tzinfo=clock.HERE)
    assert said["ends_at"] == dt.datetime(2027, 3, 2, 1, 0, tzinfo=clock.HERE)
    assert {name for name in said if name not in {field.name for field in Event._meta.get_fields()}} == set()
