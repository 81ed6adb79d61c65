"""The volunteer team of the demo: who is in it, what it has done, what is to come, and the papers."""

import datetime as dt
from collections import Counter

import pytest
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils import timezone

from accounts.models import Person
from common.time import clock
from demo import logins
from volunteers.models import (
    Activity,
    ActivityPhoto,
    Assignment,
    Certificate,
    CorrectionRequest,
    MembershipAnswer,
    ServiceRecord,
    Shift,
    Team,
    TeamAppointment,
    TeamMembership,
    ThankYouNote,
    Training,
    Volunteer,
    VolunteerCard,
)
from volunteers.selectors.suspicious import Oddity, odd_records

# A whole load takes seconds, and more on a busy machine. Without the mark, a single test of these would be given no
# database of its own and meet the one of the developer.
# All of them run in one process, which loads it once (conftest.py).
pytestmark = [pytest.mark.timeout(480), pytest.mark.django_db, pytest.mark.xdist_group("demo")]

MONDAY = dt.date(2026, 11, 23)


def of_login(login: logins.DemoLogin) -> Volunteer:
    return Volunteer.objects.get(person__phone=login.phone)


def test_three_hundred_are_in_one_team_with_five_sub_teams_and_a_lead_each(demo: None):
    assert Volunteer.objects.members().count() == 300
    assert Counter(Team.objects.values_list("level", flat=True)) == {1: 1, 2: 5}
    led = Counter(TeamAppointment.objects.current().values_list("team", flat=True))
    assert led == Counter(Team.objects.values_list("pk", flat=True))
    assert TeamMembership.objects.filter(during__contains=MONDAY).values("team").distinct().count() == 5
    states = Counter(Volunteer.objects.values_list("status", flat=True))
    assert states == {"active": 291, "paused": 9, "applied": 7, "refused": 2, "left": 6}


def test_children_among_them_have_the_consent_of_a_guardian(demo: None):
    children = Volunteer.objects.filter(person__birth_year__gt=MONDAY.year - 18)

    assert children.count() >= 5
    assert children.filter(Q(guardian_agreed_at=None) | Q(guardian_name="")).count() == 0
    assert set(children.exclude(guardian_phone="").values_list("status", flat=True)) <= {"applied"}


def test_numbers_go_up_with_the_days_of_joining_and_nobody_is_decided_on_tomorrow(demo: None):
    rows = list(Volunteer.objects.exclude(number=None).order_by("number"))

    days = [timezone.localdate(row.applied_at) for row in rows]
    assert days == sorted(days)
    assert not Volunteer.objects.filter(Q(decided_at__gt=clock.now()) | Q(applied_at__gt=clock.now())).exists()


def test_more_than_twenty_actions_of_several_kinds_are_over_each_with_who_was_there(demo: None):
    done = Activity.objects.taking_place().past()

    assert done.count() >= 20
    assert len({activity.service for activity in done}) >= 7
    assert not done.exclude(Exists(Assignment.objects.served().filter(shift__activity=OuterRef("pk")))).exists()
    assert done.with_result().count() >= 8
    assert Activity.objects.filter(status="cancelled").exclude(cancel_reason="").count() == 1


def test_the_green_route_is_told_with_pictures_before_and_after(demo: None):
    (route,) = Activity.objects.with_result().filter(title__startswith="绿色清运之路")

    assert route.result
    assert {photo.kind for photo in route.photos.all()} == {"before", "after"}
    assert ActivityPhoto.objects.values("activity").annotate(n=Count("pk")).filter(n=2).count() == 2


def test_records_are_of_both_kinds_and_the_sums_stand_side_by_side(demo: None):
    minutes = ServiceRecord.objects.counted().minutes()

    assert minutes.checked > 100 * 60
    assert minutes.by_hand > 100 * 60
    sources = Counter(ServiceRecord.objects.values_list("source", flat=True))
    assert min(sources["scanned"], sources["list"], sources["hand"]) >= 20
    assert ServiceRecord.objects.waiting().filter(source="hand").count() == 3


def test_somebody_has_given_a_hundred_hours(demo: None):
    most = ServiceRecord.objects.counted().values("volunteer").annotate(n=Sum("minutes")).order_by("-n")

    assert most[0]["n"] >= 100 * 60
    own = ServiceRecord.objects.counted().filter(volunteer=of_login(logins.VOLUNTEER)).minutes()
    assert own.total >= 100 * 60
    assert own.checked > 0


def test_each_confirmed_record_was_evaluated_and_was_entered_in_time(demo: None):
    confirmed = ServiceRecord.objects.confirmed().filter(corrects=None)

    assert not confirmed.filter(evaluations=None).exists()
    late = confirmed.filter(entered_at__gt=F("ends_at") + dt.timedelta(days=5))
    assert [record.activity_name for record in late] == ["给独居老人送餐"]
    assert not ServiceRecord.objects.filter(entered_at__gt=clock.now()).exists()


def test_one_record_is_overdue_and_those_of_last_week_are_still_to_come(demo: None):
    served = Assignment.objects.served().filter(records=None, ends_at__lt=clock.now())
    old, new = (
        served.filter(ends_at__lt=clock.day_start(MONDAY - dt.timedelta(days=25))),
        served.filter(ends_at__gt=clock.day_start(MONDAY - dt.timedelta(days=10))),
    )

    assert (old.count(), new.count()) == (1, 7)
    assert served.count() == 8


def test_the_list_of_what_looks_wrong_has_one_of_each_kind_that_the_office_sees_most(demo: None):
    odd = odd_records(ServiceRecord.objects.all(), clock.today() - dt.timedelta(days=90), clock.today())

    counts = {kind: len(odd.of(kind)) for kind in (Oddity.TWO_PLACES, Oddity.LONG_DAY, Oddity.LATE)}
    assert counts == {Oddity.TWO_PLACES: 1, Oddity.LONG_DAY: 1, Oddity.LATE: 1}
    assert not odd.of(Oddity.MANY_BY_HAND)


def test_nobody_else_was_at_two_places_at_once(demo: None):
    rows = ServiceRecord.objects.current().exclude(starts_at=None)
    others = rows.exclude(pk=OuterRef("pk")).filter(
        volunteer=OuterRef("volunteer"), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    assert {record.activity_name for record in rows.filter(Exists(others))} == {"读书角值班", "楼道杂物清理"}


def test_shifts_to_come_are_open_nearly_full_full_and_one_looks_for_a_substitute(demo: None):
    coming = Shift.objects.filter(activity__status="published", starts_at__gt=clock.now()).with_queue()

    assert {0, 1} <= {shift.seats_left for shift in coming}
    assert any(shift.seats_left > 5 for shift in coming)
    assert {shift.seats_left for shift in coming if shift.waiting} == {0}
    assert [shift.waiting for shift in coming if shift.waiting] == [3]
    assert Assignment.objects.looking_for_substitute().count() == 1
    places = Activity.objects.to_come().aggregate(
        rooms=Count("hold"), events=Count("event"), buildings=Count("building")
    )
    assert places == {"rooms": 1, "events": 1, "buildings": 1}
    assert Activity.objects.filter(kind="training").count() == 1
    assert Activity.objects.filter(status="draft").count() == 1


def test_the_lead_finds_people_to_check_in_today(demo: None):
    today = Activity.objects.taking_place().filter(
        starts_at__gte=clock.day_start(MONDAY), ends_at__lte=clock.day_start(MONDAY + dt.timedelta(days=1))
    )
    (activity,) = today

    assert activity.lead.phone == logins.TEAM_LEAD.phone
    assert Assignment.objects.filter(shift__activity=activity, status="assigned").count() == 12


def test_each_shift_has_whom_it_asks_for(demo: None):
    for assignment in Assignment.objects.live().select_related("shift", "volunteer__person"):
        shift, volunteer = assignment.shift, assignment.volunteer
        assert not shift.skills or set(shift.skills) & set(volunteer.skills), assignment
        age = volunteer.person.age_on(shift.starts_at)
        assert age is not None
        assert age >= (shift.min_age or 0), assignment


def test_a_request_for_correction_is_open_and_another_was_followed_by_a_new_row(demo: None):
    states = Counter(CorrectionRequest.objects.values_list("state", flat=True))

    assert states == {"open": 1, "accepted": 1}
    followed = CorrectionRequest.objects.get(state="accepted")
    assert [row.minutes for row in followed.record.corrected_by.all()] == [followed.minutes]
    assert CorrectionRequest.objects.get(state="open").volunteer == of_login(logins.VOLUNTEER)


def test_certificates_rest_on_records_and_one_was_revoked(demo: None):
    for certificate in Certificate.objects.all():
        sums = ServiceRecord.objects.filter(certificates=certificate).minutes()
        assert sums == (certificate.minutes_checked, certificate.minutes_by_hand)
        assert len(certificate.lines) == certificate.records.count()
    assert [one.void_reason != "" for one in Certificate.objects.exclude(voided_at=None)] == [True]
    assert Certificate.objects.filter(volunteer=of_login(logins.VOLUNTEER), voided_at=None).count() == 1


def test_cards_are_shown_by_consent_and_thanks_name_nobody(demo: None):
    shown = VolunteerCard.objects.filter(withdrawn_at=None)
    assert [bool(card.photo and card.role and card.building) for card in shown] == [True] * 8
    assert VolunteerCard.objects.exclude(withdrawn_at=None).count() == 1
    words = "".join(ThankYouNote.objects.values_list("words", flat=True))
    assert [name for name in Person.objects.values_list("name", flat=True) if name in words] == []
    assert Counter(ThankYouNote.objects.values_list("may_be_public", flat=True)) == {True: 4, False: 2}
    assert Training.objects.count() == 40
    assert MembershipAnswer.objects.filter(is_party_member=True).count() >= 20
