"""What looks wrong in records, each way of it with a neighbour that looks right."""

import datetime as dt

import pytest

from common.time import clock
from common.time.ranges import since
from tests.factories import GuardianshipFactory, HouseholdFactory, ResidenceFactory, UserFactory
from tests.factories.volunteers import ServiceRecordFactory, TeamAppointmentFactory, TeamFactory, VolunteerFactory
from volunteers.models import ServiceRecord
from volunteers.selectors.records import records_at_same_time
from volunteers.selectors.suspicious import Oddity, _two_places, odd_records

pytestmark = pytest.mark.django_db

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
YESTERDAY = clock.today() - DAY


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def volunteer(team):
    return VolunteerFactory(team=team)


def odd(oddity: Oddity) -> list[set[int]]:
    """The keys of the records of each line."""
    found = odd_records(ServiceRecord.objects.all(), clock.today() - 90 * DAY, clock.today())
    return [{record.pk for record in line.records} for line in found.of(oddity)]


def between(volunteer, first: float, last: float, **more) -> ServiceRecord:
    midnight = clock.day_start(YESTERDAY)
    times = {"starts_at": midnight + first * HOUR, "ends_at": midnight + last * HOUR}
    return ServiceRecordFactory(volunteer=volunteer, minutes=int((last - first) * 60), **{**times, **more})


def lives_in(volunteer_or_user, household) -> None:
    ResidenceFactory(
        person=volunteer_or_user.person, household=household, building=household.building, during=since(YESTERDAY)
    )


def test_two_places_at_once(volunteer, team):
    one, other = between(volunteer, 9, 11), between(volunteer, 10, 12)
    between(volunteer, 12, 13)
    between(VolunteerFactory(team=team), 9, 11)
    between(volunteer, 10.5, 11, state="refused", decision="没来")
    assert odd(Oddity.TWO_PLACES) == [{one.pk, other.pk}]


def test_two_places_at_once_over_midnight_are_of_both_days(volunteer):
    evening = between(volunteer, -2, 1, day=YESTERDAY - DAY)
    night = between(volunteer, 0, 2)
    both = [[evening, night]]

    def lines(first: dt.date, last: dt.date) -> list[list[ServiceRecord]]:
        found = odd_records(ServiceRecord.objects.all(), first, last).of(Oddity.TWO_PLACES)
        return [line.records for line in found]

    assert lines(YESTERDAY - DAY, YESTERDAY) == both
    # Whoever looks at one day after the other reads it once.
    assert lines(YESTERDAY, YESTERDAY) == both
    assert lines(YESTERDAY - DAY, YESTERDAY - DAY) == []


def test_two_places_at_once_are_read_in_two_queries(volunteer, team, django_assert_num_queries):
    for someone in (volunteer, VolunteerFactory(team=team)):
        for hour in (0, 1, 3):
            between(someone, hour, hour + 2)
    rows = ServiceRecord.objects.standing()
    with django_assert_num_queries(2):
        lines = list(_two_places(rows, YESTERDAY))
    assert [len(line.records) for line in lines] == [2, 2]
    with django_assert_num_queries(1):
        assert list(_two_places(rows.filter(minutes=0), YESTERDAY)) == []


def test_what_somebody_gave_in_two_teams_is_looked_at_together(volunteer):
    elsewhere = VolunteerFactory(person=volunteer.person)
    both = {between(volunteer, 9, 14).pk, between(elsewhere, 13, 17, long_day_reason="值守").pk}
    assert odd(Oddity.TWO_PLACES) == odd(Oddity.LONG_DAY) == [both]
    one, other = volunteer.records.get(), elsewhere.records.get()
    lead = TeamAppointmentFactory(team=volunteer.team).user
    assert [(row.pk, row.reader_sees) for row in records_at_same_time(one, lead)] == [(other.pk, False)]
    assert [(row.pk, row.reader_sees) for row in records_at_same_time(other, lead)] == [(one.pk, True)]


def test_a_correction_does_not_overlap_with_what_it_corrects(volunteer):
    old = between(volunteer, 9, 11)
    between(volunteer, 9, 10, corrects=old, correction_reason="早走", by_hand=True)
    assert odd(Oddity.TWO_PLACES) == []


def test_more_than_eight_hours_a_day(volunteer, team):
    long = [ServiceRecordFactory(volunteer=volunteer, minutes=240) for _ in range(2)]
    assert odd(Oddity.LONG_DAY) == []
    long.append(ServiceRecordFactory(volunteer=volunteer, minutes=1, long_day_reason="值守"))
    ServiceRecordFactory(volunteer=volunteer, minutes=200, day=YESTERDAY - DAY)
    (line,) = odd_records(ServiceRecord.objects.all(), YESTERDAY, YESTERDAY).of(Oddity.LONG_DAY)
    assert ({one.pk for one in line.records}, line.number) == ({one.pk for one in long}, 481)


def test_entered_after_the_deadline(volunteer):
    late = ServiceRecordFactory(volunteer=volunteer, day=clock.today() - 60 * DAY)
    old = ServiceRecordFactory(
        volunteer=volunteer, day=clock.today() - 60 * DAY, entered_at=clock.now() - 58 * DAY, minutes=30
    )
    ServiceRecordFactory(
        volunteer=volunteer, day=old.day, minutes=10, corrects=old, correction_reason="早走", by_hand=True
    )
    assert odd(Oddity.LATE) == [{late.pk}]


# --- One household


def test_who_confirms_for_one_household_only(team):
    decider, household = UserFactory(), HouseholdFactory()
    family = [VolunteerFactory(team=team) for _ in range(2)]
    for one in family:
        lives_in(one, household)
    records = [ServiceRecordFactory(volunteer=one, decided_by=decider) for one in family]
    assert odd(Oddity.ONE_HOUSEHOLD) == [{one.pk for one in records}]
    ServiceRecordFactory(volunteer=VolunteerFactory(team=team), decided_by=decider)
    assert odd(Oddity.ONE_HOUSEHOLD) == []


def test_one_record_of_a_stranger_says_nothing_and_two_of_the_same_do(volunteer):
    decider = UserFactory()
    ServiceRecordFactory(volunteer=volunteer, decided_by=decider, minutes=30)
    assert odd(Oddity.ONE_HOUSEHOLD) == []
    ServiceRecordFactory(volunteer=volunteer, decided_by=decider, minutes=30)
    assert len(odd(Oddity.ONE_HOUSEHOLD)) == 1


def test_one_record_of_the_own_household_or_ward_is_enough(team):
    decider, household = UserFactory(), HouseholdFactory()
    wife, ward = VolunteerFactory(team=team), VolunteerFactory(team=team)
    lives_in(decider, household)
    lives_in(wife, household)
    GuardianshipFactory(person=ward.person, by=decider.person)
    ServiceRecordFactory(volunteer=wife, decided_by=decider)
    ServiceRecordFactory(volunteer=ward, decided_by=decider)
    (line,) = odd_records(ServiceRecord.objects.all(), YESTERDAY, YESTERDAY).of(Oddity.ONE_HOUSEHOLD)
    assert (line.who, line.related, line.number) == (decider, True, 2)


# --- Many by hand


def test_many_by_hand_of_one_enterer_on_one_day(team):
    enterer = UserFactory()
    by_hand = {"by_hand": True, "entered_by": enterer, "minutes": 10}
    for _ in range(9):
        ServiceRecordFactory(volunteer=VolunteerFactory(team=team), **by_hand)
    ServiceRecordFactory(volunteer=VolunteerFactory(team=team), **{**by_hand, "entered_by": UserFactory()})
    assert odd(Oddity.MANY_BY_HAND) == []
    ServiceRecordFactory(volunteer=VolunteerFactory(team=team), **by_hand)
    assert [len(line) for line in odd(Oddity.MANY_BY_HAND)] == [10]
