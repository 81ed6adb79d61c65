"""The demo community: a plan for any day, and one whole load on a frozen day."""

import datetime as dt
import functools
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Q
from django.test import Client, TestCase
from django.utils import timezone

from accounts.models import Consent, Guardianship, Notification, Person, User
from demo import logins, schedule, visits
from demo.festivals import FESTIVALS
from demo.management.commands import loaddemo
from demo.programme.holidays import HOLIDAY_SERIES
from demo.programme.regular import EXTRA_SERIES, SERIES
from events.models import Event, Registration
from events.presenters.pictures import cover_sources
from grid.models import (
    Building,
    Community,
    Grid,
    GridAppointment,
    Handover,
    Household,
    IdentityDisplay,
    OrgUnit,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    PostBuilding,
    Residence,
    Survey,
    SurveyAnswer,
    UnitAppointment,
    Visit,
)
from grid.selectors.coverage import coverage_of, of_posts
from tests.support.tasks import run_tasks

# A whole load takes seconds, and more on a busy machine. Without the mark, a single test of these would be given no
# database of its own and meet the one of the developer.
# All of them run in one process, which loads it once.
pytestmark = [pytest.mark.timeout(480), pytest.mark.django_db, pytest.mark.xdist_group("demo")]

plan = functools.cache(schedule.plan)
MONDAY = dt.date(2026, 11, 23)
# Leap day, the ends of years, lunar new year and its eve, National Day, both days of a weekend.
ODD_DAYS = [
    dt.date(2028, 2, 29),
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 1),
    dt.date(2027, 2, 5),
    dt.date(2027, 2, 6),
    dt.date(2027, 10, 1),
    dt.date(2026, 11, 28),
    dt.date(2026, 11, 29),
]
DAYS = [*ODD_DAYS, *(MONDAY + dt.timedelta(days=29 * n) for n in range(13))]


# --- the plan of any day


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_something_is_on_today_and_this_weekend(today: dt.date):
    planned = plan(today)

    hours = [event.start.hour for event in planned if event.day == today]
    weekend = schedule.weekend_of(today)
    assert any(hour < 12 for hour in hours)
    assert any(hour >= 12 for hour in hours)
    assert len([event for event in planned if event.day in weekend]) >= 3
    assert 50 <= len(planned) <= 70


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_no_room_is_used_twice_at_once(today: dt.date):
    planned = plan(today)

    clashes = [
        (one.title, other.title, one.starts)
        for n, one in enumerate(planned)
        for other in planned[n + 1 :]
        if one.place == other.place and one.starts < other.ends and other.starts < one.ends
    ]
    assert clashes == []


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_an_event_is_called_off_and_a_draft_waits(today: dt.date):
    from demo.events import called_off, draft_of

    planned = plan(today)

    assert called_off(planned, today) is not draft_of(planned, today)


def test_no_topic_comes_twice_within_a_fortnight():
    planned = plan(MONDAY)

    near = [
        one.title
        for n, one in enumerate(planned)
        for other in planned[n + 1 :]
        if one.title == other.title and other.day - one.day < dt.timedelta(days=14)
    ]
    assert near == []


@pytest.mark.parametrize(
    ("festival", "day"),
    [
        ("double-ninth", dt.date(2026, 10, 18)),
        ("winter-solstice", dt.date(2026, 12, 21)),  # the evening before 冬至 on the 22nd
        ("laba", dt.date(2027, 1, 15)),
        ("spring-festival", dt.date(2027, 2, 6)),
        ("lantern", dt.date(2027, 2, 20)),
        ("mid-autumn", dt.date(2027, 9, 14)),
        ("dragon-boat", dt.date(2028, 5, 27)),
    ],
)
def test_festivals_fall_on_their_day(festival: str, day: dt.date):
    planned = plan(day + dt.timedelta(days=5))

    assert [event.day for event in planned if event.key == festival] == [day]


def test_on_new_years_day_of_the_lunar_year_the_regular_events_rest():
    planned = plan(dt.date(2027, 2, 6))

    keys = {event.key for event in planned if event.day == dt.date(2027, 2, 6)}
    assert keys <= {"spring-festival", *(series.key for series in HOLIDAY_SERIES)}


def test_titles_and_sentences_fit_and_nothing_is_left_to_fill_in():
    texts = [
        (variant.title, variant.summary, variant.about + series.practical)
        for series in [*SERIES, *EXTRA_SERIES, *HOLIDAY_SERIES]
        for variant in series.variants
    ] + [(festival.title, festival.summary, "".join(festival.paragraphs)) for festival in FESTIVALS]

    assert [title for title, _summary, _text in texts if len(title) > 20] == []
    assert [
        summary for _title, summary, _text in texts if not summary.endswith(("。", "？")) or len(summary) > 60
    ] == []
    unfinished = re.compile(r"TODO|FIXME|lorem|xxx|占位|待定|测试|示例|[,;!?]|周[一二三四五六日]", re.IGNORECASE)
    assert [text for text in texts if unfinished.search("".join(text))] == []


def test_where_the_demo_is_not_loaded_no_login_is_printed():
    out = io.StringIO()
    call_command("demologins", stdout=out)

    assert out.getvalue() == ""


# --- one whole load


def digest() -> str:
    """What two loads of one day must have in common."""
    rows = [
        *Person.objects.order_by("pk").values_list("name", "phone", "birth_year"),
        *Event.objects.order_by("pk").values_list(
            "title", "starts_at", "place", "status", "seats_taken", "created_at"
        ),
        *Registration.objects.order_by("pk").values_list("person__name", "event__title", "status", "seats"),
        *Building.objects.order_by("pk").values_list("estate__name", "number", "x", "y"),
        *UnitAppointment.objects.order_by("pk").values_list("user__person__name", "unit__name", "role", "during"),
        *PartyRelation.objects.order_by("pk").values_list("person__name", "kind", "branch__name", "during"),
        *PioneerLink.objects.order_by("pk").values_list("person__name", "post__name", "during"),
        *Visit.objects.order_by("pk").values_list("visitor__name", "on", "summary", "needs"),
        *SurveyAnswer.objects.order_by("pk").values_list("household__code", "on", "outcome"),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[list[str]]:
    """The demo as loaded twice on one morning, rolled back in between and at the end; its two digests."""
    digests = []
    now = dt.datetime(2026, 11, 23, 0, 15, tzinfo=dt.UTC)
    with django_db_blocker.unblock(), time_machine.travel(now), pytest.MonkeyPatch.context() as patch:
        # The worker's own loop closes connections, which nothing inside a transaction can bear.
        patch.setattr(loaddemo, "cut_covers", lambda: None)
        with transaction.atomic():
            with pytest.MonkeyPatch.context() as without_pictures:
                without_pictures.setattr(loaddemo, "load_covers", lambda planned, events: 0)
                call_command("loaddemo", stdout=io.StringIO())
            digests.append(digest())
            transaction.set_rollback(True)
        with transaction.atomic():
            with TestCase.captureOnCommitCallbacks(execute=True):
                call_command("loaddemo", stdout=io.StringIO())
            digests.append(digest())
            run_tasks()
            # What is only asked at a commit, or each of the tests would have it asked again for all of the demo.
            connection.check_constraints()
            yield digests
            transaction.set_rollback(True)


def test_two_loads_on_one_day_are_the_same(demo: list[str]):
    first, second = demo
    assert first == second


def test_the_demo_only_goes_into_an_empty_portal(demo: list[str]):
    before = Event.objects.count()

    with pytest.raises(CommandError, match="already"):
        call_command("loaddemo", stdout=io.StringIO())

    assert Event.objects.count() == before
    assert Community.objects.count() == 1


def test_the_figures_of_the_community_are_those_of_the_report(demo: list[str]):
    assert Grid.objects.count() == 4
    assert Building.objects.count() == 60
    assert 2_400 <= Household.objects.count() <= 2_600
    levels = Counter(OrgUnit.objects.values_list("level", flat=True))
    assert levels == {1: 1, 2: 4, 3: 20}


def test_every_building_stands_in_its_grid_and_apart_from_the_others(demo: list[str]):
    buildings = list(Building.objects.select_related("grid"))

    assert [str(b) for b in buildings if not inside((b.x, b.y), b.grid.boundary)] == []
    close = [
        (str(one), str(other))
        for n, one in enumerate(buildings)
        for other in buildings[n + 1 :]
        if abs(one.x - other.x) < 70 and abs(one.y - other.y) < 40
    ]
    assert close == []


def inside(point: tuple[float, float], boundary: list[list[float]]) -> bool:
    """Ray casting: an odd number of edges lie to the east of a point inside."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(boundary, [*boundary[1:], boundary[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def test_a_post_looks_after_two_to_four_buildings_and_no_building_is_left_out(demo: list[str]):
    posts = Counter(PostBuilding.objects.current().values_list("post", flat=True))

    assert set(posts.values()) <= {2, 3, 4}
    assert len(posts) == 20
    assert Building.objects.exclude(post_buildings__in=PostBuilding.objects.current()).count() == 0


def test_one_estate_spans_two_grids_and_one_branch_serves_two_estates(demo: list[str]):
    grids = Counter(estate for estate, _grid in set(Building.objects.values_list("estate__name", "grid")))
    branches = [branch.estates.count() for branch in OrgUnit.objects.filter(level=2)]

    assert sorted(grids.values()) == [1, 1, 1, 1, 2]
    assert sorted(branches) == [1, 1, 1, 2]


def test_people_are_invented_and_their_phones_reach_nobody(demo: list[str]):
    names = list(Person.objects.values_list("name", flat=True))

    assert len(set(names)) == len(names) >= 440
    assert Person.objects.exclude(phone="").exclude(phone__startswith="+8615400").count() == 0
    assert Person.objects.filter(birth_year__gte=2026 - 15).exclude(phone="").count() == 0
    assert User.objects.filter(person__birth_year__gte=2026 - 15).count() == 0


def test_wards_are_children_and_elders(demo: list[str]):
    ages = [(2026 - g.person.birth_year, g.kind) for g in Guardianship.objects.select_related("person")]

    assert all(age < 16 if kind == "child" else age >= 50 for age, kind in ages)
    assert {kind for _age, kind in ages} == {"child", "elder"}


def test_no_event_is_oversold_and_some_are_full_with_people_waiting(demo: list[str]):
    counted = {event.pk: event.registrations.seated().seats() for event in Event.objects.all()}

    assert {event.pk: event.seats_taken for event in Event.objects.all()} == counted
    assert not Event.objects.filter(seats_taken__gt=F("capacity")).exists()
    waiting = Event.objects.to_come().with_waiting().filter(waiting__gte=3)
    assert {event.seats_left for event in waiting} == {0}
    assert waiting.count() >= 2


def test_who_registered_has_the_age(demo: list[str]):
    for registration in Registration.objects.select_related("event", "person"):
        age = registration.person.age_on(registration.event.starts_at)
        event = registration.event
        assert (event.min_age or 0) <= age <= (event.max_age or 200), registration


def test_past_events_know_who_came_and_coming_ones_do_not(demo: list[str]):
    midnight = timezone.make_aware(dt.datetime.combine(MONDAY, dt.time.min))
    past = Counter(Registration.objects.filter(event__starts_at__lt=midnight).values_list("status", flat=True))
    coming = Counter(Registration.objects.filter(event__starts_at__gte=midnight).values_list("status", flat=True))

    assert set(past) == {"attended", "no_show", "cancelled"}
    assert past["attended"] > 5 * past["no_show"]
    assert set(coming) == {"registered", "waitlisted", "cancelled"}
    assert not Registration.objects.filter(created_at__gte=F("event__starts_at")).exists()


def test_one_event_is_called_off_with_a_reason_and_one_is_a_draft(demo: list[str]):
    called_off = Event.objects.get(status="cancelled")

    assert called_off.cancel_reason
    assert called_off.registrations.live().exists()
    assert Event.objects.get(status="draft").registrations.count() == 0


def test_every_cover_is_cut_to_its_sizes_by_the_time_the_site_is_shown(demo: list[str]):
    with_cover = [event for event in Event.objects.all() if event.cover]

    assert {(event.cover_width, event.cover_height) for event in with_cover} == {(1600, 900)}
    assert len({event.cover.name for event in with_cover}) >= 8
    assert [event.title for event in with_cover if not cover_sources(event)] == []
    assert [kind for kind in Event.Kind if not Event.objects.filter(kind=kind).exists()] == []


def test_each_login_works_and_nobody_else_has_a_password(demo: list[str]):
    out = io.StringIO()
    call_command("demologins", stdout=out)

    users = {user.email or user.phone: user for user in User.objects.all() if user.has_usable_password()}
    assert set(users) == {login.phone or login.sign_in for login in logins.LOGINS}
    for login in logins.LOGINS:
        user = users[login.phone or login.sign_in]
        assert user.check_password(login.password)
        assert user.is_staff == (login is logins.OPERATOR)
        assert login.sign_in in out.getvalue()


def test_the_resident_finds_something_of_everything_on_the_own_page(demo: list[str]):
    user = User.objects.get(phone=logins.RESIDENT.phone)
    statuses = Counter(Registration.objects.owned_by(user).values_list("status", flat=True))

    assert statuses["registered"] >= 3
    assert statuses["waitlisted"] >= 1
    assert statuses["attended"] >= 3
    kinds = set(Notification.objects.of(user).values_list("kind", flat=True))
    assert {"event_registered", "event_waitlisted", "event_promoted", "event_cancelled"} <= kinds
    assert Notification.objects.of(user).unread().count() == 2


# --- the organisation


def test_each_post_of_the_organisation_has_its_holder_and_one_waits_for_somebody(demo: list[str]):
    held = Counter(UnitAppointment.objects.current().values_list("role", flat=True))

    assert held == {"secretary": 1, "deputy": 1, "office_worker": 2, "branch_secretary": 4, "pioneer": 19}
    vacant = OrgUnit.objects.posts().exclude(pk__in=UnitAppointment.objects.current().values("unit"))
    assert [post.appointments.count() for post in vacant] == [1]
    history = Counter(UnitAppointment.objects.filter(role="pioneer").values_list("unit", flat=True))
    assert max(history.values()) == 3
    assert Counter(GridAppointment.objects.current().values_list("grid__number", flat=True)) == {
        1: 1,
        2: 1,
        3: 1,
        4: 1,
    }
    assert GridAppointment.objects.count() == 5


def test_whoever_appointed_somebody_was_in_office_then(demo: list[str]):
    for appointment in UnitAppointment.objects.exclude(role="secretary").select_related("unit__parent"):
        above = UnitAppointment.objects.filter(
            user=appointment.granted_by, during__contains=appointment.during.lower, unit=appointment.unit.parent
        )
        top = UnitAppointment.objects.filter(
            user=appointment.granted_by, during__contains=appointment.during.lower, role="secretary"
        )
        assert above.exists() or top.exists(), appointment


def test_pioneers_live_in_the_buildings_that_they_look_after(demo: list[str]):
    for appointment in (
        UnitAppointment.objects.current().filter(role="pioneer").select_related("unit", "user__person")
    ):
        homes = Residence.objects.current().filter(person=appointment.user.person)
        looked_after = PostBuilding.objects.current().filter(post=appointment.unit).values("building")
        assert homes.filter(building__in=looked_after).exists(), appointment


def test_a_hundred_and_fifty_members_are_in_branches_each_with_consent(demo: list[str]):
    current = PartyRelation.objects.current()
    kinds = Counter(current.values_list("kind", flat=True))

    assert sum(kinds[kind] for kind in PartyRelation.AT_BRANCH) == 150
    assert all(kinds[kind] >= 5 for kind in PartyRelation.Kind)
    consenting = Consent.objects.filter(withdrawn_at=None).values("person")
    assert current.exclude(person__in=consenting).count() == 0


def test_transfers_are_accepted_waiting_and_sent_back(demo: list[str]):
    states = Counter(PartyTransfer.objects.values_list("state", flat=True))

    assert states == {"accepted": 9, "requested": 2, "refused": 1}
    for transfer in PartyTransfer.objects.filter(state="accepted").select_related("relation", "opened"):
        assert transfer.relation.during.upper == transfer.opened.during.lower
        assert transfer.relation.branch_id != transfer.opened.branch_id == transfer.to_branch_id
    branch = UnitAppointment.objects.current().get(user__phone=logins.BRANCH_SECRETARY.phone).unit
    assert PartyTransfer.objects.filter(state="requested", to_branch=branch).count() == 1


def test_one_survey_is_finished_and_one_runs(demo: list[str]):
    finished, running = Survey.objects.order_by("during")
    households = Household.objects.count()
    answered = {
        survey.pk: survey.answers.filter(outcome="answered").count() / households for survey in (finished, running)
    }

    assert finished.is_finished
    assert finished.result
    assert 0.91 <= answered[finished.pk] <= 0.95
    assert not running.is_finished
    assert running.during.lower == MONDAY - dt.timedelta(days=12)
    assert 0.33 <= answered[running.pk] <= 0.47


def test_whom_a_survey_found_is_in_the_register_and_lives_where_it_asked(demo: list[str]):
    found = PartyRelation.objects.exclude(found_in=None).select_related("found_in")

    assert found.count() >= 40
    for relation in found:
        answer = relation.found_in
        assert Residence.objects.filter(person=relation.person_id, household=answer.household_id).exists()
        assert answer.in_service if relation.kind == "in_service" else answer.floating
        assert relation.during.lower >= answer.on


def test_neighbours_are_linked_to_posts_and_some_have_moved(demo: list[str]):
    linked = PioneerLink.objects.current()

    assert linked.count() >= 200
    assert linked.values("post").distinct().count() == 20
    members = PartyRelation.objects.current().values("person")
    assert linked.filter(person__in=members).count() >= 80
    assert linked.exclude(person__in=members).count() >= 80
    assert PioneerLink.objects.exclude(pk__in=linked).count() >= 10


def test_each_post_has_visited_between_four_and_nineteen_of_twenty_households(demo: list[str]):
    posts = of_posts(OrgUnit.objects.posts())
    percents = {post.name: coverage_of(post).percent for post in posts}

    assert len(percents) == 20
    assert {name: percent for name, percent in percents.items() if not 40 <= percent <= 95} == {}
    assert Household.objects.filter(visits=None).count() >= 200


def test_there_are_more_visits_before_festivals_and_in_the_heat(demo: list[str]):
    made = Counter(visits.season_of(day) for day in Visit.objects.values_list("on", flat=True))
    days = Counter(visits.season_of(MONDAY - dt.timedelta(days=n)) for n in range(1, 366))

    rate = {season: made[season] / days[season] for season in days}
    assert min(rate["spring-festival"], rate["double-ninth"], rate["heat"]) > 1.3 * rate[""]
    assert Visit.objects.filter(met=False).exists()
    assert Visit.objects.exclude(needs="").exists()


def test_visits_name_nobody_and_nothing_of_health_or_money(demo: list[str]):
    texts = "".join(map("".join, Visit.objects.values_list("summary", "needs").distinct()))

    assert [name for name in Person.objects.values_list("name", flat=True) if name in texts] == []
    assert re.findall(r"病|医|药|残|血压|低保|离婚|贫|债|工资", texts) == []


def test_who_visits_has_something_to_do_with_the_post_on_that_day(demo: list[str]):
    for visit in Visit.objects.select_related("visitor").order_by("pk")[::40]:
        at = {"during__contains": visit.on}
        pioneer = UnitAppointment.objects.filter(unit=visit.post_id, user__person=visit.visitor_id, **at)
        linked = PioneerLink.objects.filter(post=visit.post_id, person=visit.visitor_id, **at)
        worker = GridAppointment.objects.filter(user__person=visit.visitor_id, **at)
        assert pioneer.exists() or linked.exists() or worker.exists(), visit


def test_twelve_pioneers_show_who_they_are_and_one_has_withdrawn(demo: list[str]):
    shown = IdentityDisplay.objects.filter(withdrawn_at=None)

    assert [(display.words != "", bool(display.photo)) for display in shown] == [(True, True)] * 12
    assert {display.appointment.is_current for display in shown} == {True}
    assert [bool(display.photo) for display in IdentityDisplay.objects.exclude(withdrawn_at=None)] == [False]


def test_one_handover_has_its_receipt_and_one_waits(demo: list[str]):
    received, waiting = Handover.objects.order_by("-state")

    assert (received.state, waiting.state) == ("received", "prepared")
    assert received.opened.is_current
    assert all(part["count"] > 0 for part in received.parts)
    assert received.parts
    assert waiting.appointment.is_current
    assert waiting.opened is None


def test_branches_organise_events_of_their_own(demo: list[str]):
    organisers = Counter(Event.objects.values_list("organiser__level", flat=True))

    assert organisers[1] >= 10
    assert organisers[2] >= 10
    assert all(branch.events.exists() for branch in OrgUnit.objects.branches())


@pytest.mark.parametrize("login", logins.LOGINS, ids=lambda login: login.key)
def test_every_role_finds_the_own_pages_open_and_the_others_closed(demo: list[str], login: logins.Login):
    user = User.objects.get(Q(phone=login.phone) | Q(email=login.sign_in))
    client = Client()
    client.force_login(user)

    office = login.key in ("operator", "secretary", "deputy", "office_worker", "branch_secretary", "grid_worker")
    assert client.get("/me/").status_code == 200
    assert (client.get("/admin/").status_code == 200) == office
