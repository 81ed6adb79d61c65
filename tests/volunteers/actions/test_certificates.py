"""Certificates: a snapshot of what counts, numbered one after the other, and revoked when a record is corrected."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Notification
from common.time import clock
from tests.factories import (
    AwardFactory,
    CommunityFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    ResidentFactory,
    ServiceRecordFactory,
    TeamFactory,
    TeamMembershipFactory,
    TrainingFactory,
    UserFactory,
    VolunteerFactory,
    officer,
)
from tests.support.refusals import refusal
from volunteers.actions.certificates import issue_certificate, revoke_certificate, revoke_for_record
from volunteers.actions.records import confirm_record, correct_record
from volunteers.models import Certificate
from volunteers.rules.certificates import can_revoke

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def reader():
    return ResidentFactory(person__name="王秀英")


@pytest.fixture
def volunteer(reader):
    return VolunteerFactory(person=reader.person, team__community__phone="0512-8800 0000")


def year_of(volunteer, by, **said):
    today = clock.today()
    return issue_certificate(volunteer, **{"first_day": today - 90 * DAY, "last_day": today, "by": by, **said})


# --- What it says


def test_it_is_a_snapshot_of_what_counts_in_the_period(volunteer, reader):
    today = clock.today()
    checked = ServiceRecordFactory(volunteer=volunteer, day=today - 3 * DAY, minutes=110)
    by_hand = ServiceRecordFactory(volunteer=volunteer, day=today - 2 * DAY, minutes=45, by_hand=True)
    ServiceRecordFactory(volunteer=volunteer, minutes=30, waiting=True)
    ServiceRecordFactory(volunteer=volunteer, day=today - 91 * DAY)
    ServiceRecordFactory()
    certificate = year_of(volunteer, reader)
    assert (certificate.minutes_checked, certificate.minutes_by_hand) == (110, 45)
    assert [line["minutes"] for line in certificate.lines] == [110, 45]
    assert certificate.lines[0] == {
        "day": (today - 3 * DAY).isoformat(),
        "activity": "清洁家园",
        "content": "清理楼道杂物",
        "minutes": 110,
        "source": "scanned",
    }
    assert certificate.content == "清洁家园，2 次：清理楼道杂物"
    assert (certificate.name, certificate.unit) == ("王秀英", volunteer.team.unit.name)
    assert (certificate.contact, certificate.issuer) == ("0512-8800 0000", volunteer.team.name)
    assert set(certificate.records.all()) == {checked, by_hand}
    assert certificate.extra == {}


def test_a_correction_counts_instead_of_what_it_corrects(volunteer, reader):
    wrong = ServiceRecordFactory(volunteer=volunteer, minutes=120)
    right = ServiceRecordFactory(volunteer=volunteer, minutes=90, corrects=wrong, correction_reason="早走了")
    certificate = year_of(volunteer, reader)
    assert certificate.minutes_checked == 90
    assert list(certificate.records.all()) == [right]


def test_it_stays_as_it_was_when_names_change(volunteer, reader):
    ServiceRecordFactory(volunteer=volunteer)
    certificate = year_of(volunteer, reader)
    volunteer.person.name = "王秀"
    volunteer.person.save()
    certificate.refresh_from_db()
    assert certificate.name == "王秀英"


def test_many_activities_are_counted_by_their_kind(volunteer, reader):
    for number in range(10):
        ServiceRecordFactory(volunteer=volunteer, activity_name=f"活动{number}", minutes=40 - number)
    lines = year_of(volunteer, reader).content.splitlines()
    assert lines[0] == "活动0，1 次：清理楼道杂物"
    assert lines[-1] == "另有：环境 2 次"
    assert len(lines) == 9


def test_the_optional_lines_are_those_chosen_that_have_something_to_say(volunteer, reader):
    ServiceRecordFactory(volunteer=volunteer)
    TeamMembershipFactory(volunteer=volunteer, team__parent=volunteer.team, team__name="环境分队")
    TrainingFactory(volunteer=volunteer, name="急救培训", minutes=100)
    TrainingFactory(volunteer=volunteer, name="从前的培训", day=clock.today() - 400 * DAY)
    AwardFactory(volunteer=volunteer, name="优秀志愿者", given_by="彭山社区")
    asked = ["awards", "national_number", "stars", "trainings", "sub_teams", "number", "records"]
    assert year_of(volunteer, reader, extra=asked).extra == {
        "number": volunteer.number_label,
        "sub_teams": "环境分队",
        "trainings": "急救培训（1.5 小时）",
        "awards": "优秀志愿者（彭山社区）",
        "records": "1 条，见附页",
    }


@settings(max_examples=15, deadline=None)
@given(given=st.lists(st.tuples(st.integers(1, 300), st.booleans()), min_size=1, max_size=12))
def test_the_lines_add_up_to_the_two_sums(given):
    reader = ResidentFactory()
    volunteer = VolunteerFactory(person=reader.person)
    for number, (minutes, by_hand) in enumerate(given):
        ServiceRecordFactory(
            volunteer=volunteer, day=clock.today() - (number + 1) * DAY, minutes=minutes, by_hand=by_hand
        )
    certificate = year_of(volunteer, reader)
    by_hand = sum(line["minutes"] for line in certificate.lines if line["source"] == "hand")
    checked = sum(line["minutes"] for line in certificate.lines) - by_hand
    assert (certificate.minutes_checked, certificate.minutes_by_hand) == (checked, by_hand)
    assert volunteer.records.counted().minutes() == (checked, by_hand)
    assert len(certificate.lines) == len(given)


# --- For whom, by whom


def test_a_guardian_and_the_office_make_one_too_and_nobody_else(volunteer, reader):
    ServiceRecordFactory(volunteer=volunteer)
    child = ResidentFactory()
    GuardianshipFactory(person=volunteer.person, by=child.person)
    clerk = officer("office_worker", volunteer.team.unit)
    assert year_of(volunteer, child).issuer == volunteer.team.name
    assert year_of(volunteer, clerk).issuer == clerk.get_full_name()
    assert refusal(year_of, volunteer, ResidentFactory()) == "not_allowed"
    assert (
        refusal(
            year_of, volunteer, officer("office_worker", OrgUnitFactory(community=CommunityFactory(name="别处社区")))
        )
        == "not_allowed"
    )


def test_whom_the_office_made_one_for_is_told(volunteer, reader):
    ServiceRecordFactory(volunteer=volunteer)
    year_of(volunteer, officer("office_worker", volunteer.team.unit))
    notice = Notification.objects.get(recipient=volunteer.person)
    assert (notice.kind, notice.read_at) == ("volunteer_certificate_issued", None)


def test_nothing_to_certify_is_refused(volunteer, reader):
    ServiceRecordFactory(volunteer=volunteer, waiting=True)
    assert refusal(year_of, volunteer, reader) == "nothing_to_certify"
    today = clock.today()
    assert refusal(year_of, volunteer, reader, first_day=today, last_day=today - DAY) == "days_not_in_order"
    assert refusal(year_of, volunteer, reader, last_day=today + DAY) == "in_future"
    assert refusal(year_of, volunteer, reader, first_day=dt.date(1999, 12, 31)) == "too_early"


# --- Numbers


def test_numbers_go_up_within_team_and_year(volunteer, reader):
    with time_machine.travel("2026-12-30 10:00+08:00", tick=False):
        ServiceRecordFactory(volunteer=volunteer, day=dt.date(2026, 12, 20))
        first = year_of(volunteer, reader)
        second = year_of(volunteer, reader, extra=["number"])
        other_team = VolunteerFactory(person=reader.person, team=TeamFactory(prefix="HT"))
        ServiceRecordFactory(volunteer=other_team, day=dt.date(2026, 12, 20))
        other = year_of(other_team, reader)
    with time_machine.travel("2027-01-02 10:00+08:00", tick=False):
        third = year_of(volunteer, reader)
    assert [one.number for one in (first, second, other, third)] == [
        "PY-2026-0001",
        "PY-2026-0002",
        "HT-2026-0001",
        "PY-2027-0001",
    ]


def test_whoever_asks_for_the_same_again_gets_it_again(volunteer, reader):
    ServiceRecordFactory(volunteer=volunteer)
    first = year_of(volunteer, reader)
    assert year_of(volunteer, reader) == first
    revoke_certificate(first, reason="印错了", by=officer("office_worker", volunteer.team.unit))
    assert year_of(volunteer, reader) != first
    assert Certificate.objects.count() == 2


# --- Revoking


def test_the_office_revokes_once_with_a_reason_and_the_volunteer_is_told(volunteer, reader):
    ServiceRecordFactory(volunteer=volunteer)
    certificate = year_of(volunteer, reader)
    clerk = officer("office_worker", volunteer.team.unit)
    assert refusal(revoke_certificate, certificate, reason="不对", by=reader) == "not_allowed"
    assert refusal(revoke_certificate, certificate, reason=" ", by=clerk) == "no_reason"
    assert can_revoke(certificate, clerk)
    assert not can_revoke(certificate, reader)
    certificate = revoke_certificate(certificate, reason="不对", by=clerk)
    assert (certificate.is_valid, certificate.void_reason, certificate.voided_by) == (False, "不对", clerk)
    assert Notification.objects.filter(recipient=reader.person, kind="volunteer_certificate_revoked").exists()
    assert refusal(revoke_certificate, certificate, reason="不对", by=clerk) == "already_revoked"


def test_a_correction_revokes_every_certificate_that_rests_on_the_record(volunteer, reader):
    record = ServiceRecordFactory(volunteer=volunteer)
    with_it = [year_of(volunteer, reader), year_of(volunteer, reader, extra=["number"])]
    ServiceRecordFactory(volunteer=volunteer, day=clock.today() - 40 * DAY)
    without = issue_certificate(
        volunteer, first_day=clock.today() - 60 * DAY, last_day=clock.today() - 20 * DAY, by=reader
    )
    by = UserFactory()
    assert revoke_for_record(record, by=by) == with_it
    for certificate in with_it:
        certificate.refresh_from_db()
        assert not certificate.is_valid
    without.refresh_from_db()
    assert without.is_valid
    assert revoke_for_record(record, by=by) == []


def test_a_confirmed_correction_does_that_by_itself_and_one_that_waits_does_not(volunteer, reader):
    record = ServiceRecordFactory(volunteer=volunteer)
    certificate = year_of(volunteer, reader)
    entered, confirms = officer("office_worker", volunteer.team.unit), officer("deputy", volunteer.team.unit)
    correction = correct_record(record, minutes=60, reason="早走了", evidence="签到表", by=entered)
    certificate.refresh_from_db()
    assert certificate.is_valid
    confirm_record(correction, by=confirms)
    certificate.refresh_from_db()
    assert (certificate.is_valid, certificate.minutes_checked) == (False, 120)
    assert certificate.void_reason == "所依据的服务记录已更正"
    assert year_of(volunteer, reader).minutes_by_hand == 60
