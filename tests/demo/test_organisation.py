"""The organisation of the demo: units, appointments, the register, links, visits, handovers."""

import datetime as dt
import re
from collections import Counter

import pytest

from accounts.models import Consent, Person
from demo import logins, visits
from events.models import Event
from grid.models import (
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
    UnitAppointment,
    Visit,
)
from grid.selectors.coverage import coverage_of, posts_with_coverage

# A whole load takes seconds, and more on a busy machine. Without the mark, a single test of these would be given no
# database of its own and meet the one of the developer.
# All of them run in one process, which loads it once (conftest.py).
pytestmark = [pytest.mark.timeout(480), pytest.mark.django_db, pytest.mark.xdist_group("demo")]

MONDAY = dt.date(2026, 11, 23)


def test_each_post_of_the_organisation_has_its_holder_and_one_waits_for_somebody(demo: None):
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


def test_whoever_appointed_somebody_was_in_office_then(demo: None):
    for appointment in UnitAppointment.objects.exclude(role="secretary").select_related("unit__parent"):
        above = UnitAppointment.objects.filter(
            user=appointment.granted_by, during__contains=appointment.during.lower, unit=appointment.unit.parent
        )
        top = UnitAppointment.objects.filter(
            user=appointment.granted_by, during__contains=appointment.during.lower, role="secretary"
        )
        assert above.exists() or top.exists(), appointment


def test_pioneers_live_in_the_buildings_that_they_look_after(demo: None):
    for appointment in (
        UnitAppointment.objects.current().filter(role="pioneer").select_related("unit", "user__person")
    ):
        homes = Residence.objects.current().filter(person=appointment.user.person)
        looked_after = PostBuilding.objects.current().filter(post=appointment.unit).values("building")
        assert homes.filter(building__in=looked_after).exists(), appointment


def test_a_hundred_and_fifty_members_are_in_branches_each_with_consent(demo: None):
    current = PartyRelation.objects.current()
    kinds = Counter(current.values_list("kind", flat=True))

    assert sum(kinds[kind] for kind in PartyRelation.AT_BRANCH) == 150
    assert all(kinds[kind] >= 5 for kind in PartyRelation.Kind)
    consenting = Consent.objects.filter(withdrawn_at=None).values("person")
    assert current.exclude(person__in=consenting).count() == 0


def test_transfers_are_accepted_waiting_and_sent_back(demo: None):
    states = Counter(PartyTransfer.objects.values_list("state", flat=True))

    assert states == {"accepted": 9, "requested": 2, "refused": 1}
    for transfer in PartyTransfer.objects.filter(state="accepted").select_related("relation", "opened"):
        assert transfer.relation.during.upper == transfer.opened.during.lower
        assert transfer.relation.branch_id != transfer.opened.branch_id == transfer.to_branch_id
    branch = UnitAppointment.objects.current().get(user__phone=logins.BRANCH_SECRETARY.phone).unit
    assert PartyTransfer.objects.filter(state="requested", to_branch=branch).count() == 1


def test_one_survey_is_finished_and_one_runs(demo: None):
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


def test_whom_a_survey_found_is_in_the_register_and_lives_where_it_asked(demo: None):
    found = PartyRelation.objects.exclude(found_in=None).select_related("found_in")

    assert found.count() >= 40
    for relation in found:
        answer = relation.found_in
        assert Residence.objects.filter(person=relation.person_id, household=answer.household_id).exists()
        assert answer.in_service if relation.kind == "in_service" else answer.floating
        assert relation.during.lower >= answer.on


def test_neighbours_are_linked_to_posts_and_some_have_moved(demo: None):
    linked = PioneerLink.objects.current()

    assert linked.count() >= 200
    assert linked.values("post").distinct().count() == 20
    members = PartyRelation.objects.current().values("person")
    assert linked.filter(person__in=members).count() >= 80
    assert linked.exclude(person__in=members).count() >= 80
    assert PioneerLink.objects.exclude(pk__in=linked).count() >= 10


def test_each_post_has_visited_between_four_and_nineteen_of_twenty_households(demo: None):
    posts = posts_with_coverage(OrgUnit.objects.posts())
    percents = {post.name: coverage_of(post).percent for post in posts}

    assert len(percents) == 20
    assert {name: percent for name, percent in percents.items() if not 40 <= percent <= 95} == {}
    assert Household.objects.filter(visits=None).count() >= 200


def test_there_are_more_visits_before_festivals_and_in_the_heat(demo: None):
    made = Counter(visits.season_of_visits(day) for day in Visit.objects.values_list("on", flat=True))
    days = Counter(visits.season_of_visits(MONDAY - dt.timedelta(days=n)) for n in range(1, 366))

    rate = {season: made[season] / days[season] for season in days}
    assert min(rate["spring-festival"], rate["double-ninth"], rate["heat"]) > 1.3 * rate[""]
    assert Visit.objects.filter(met=False).exists()
    assert Visit.objects.exclude(needs="").exists()


def test_visits_name_nobody_and_nothing_of_health_or_money(demo: None):
    texts = "".join(map("".join, Visit.objects.values_list("summary", "needs").distinct()))

    assert [name for name in Person.objects.values_list("name", flat=True) if name in texts] == []
    assert re.findall(r"病|医|药|残|血压|低保|离婚|贫|债|工资", texts) == []


def test_who_visits_has_something_to_do_with_the_post_on_that_day(demo: None):
    for visit in Visit.objects.select_related("visitor").order_by("pk")[::40]:
        at = {"during__contains": visit.on}
        pioneer = UnitAppointment.objects.filter(unit=visit.post_id, user__person=visit.visitor_id, **at)
        linked = PioneerLink.objects.filter(post=visit.post_id, person=visit.visitor_id, **at)
        worker = GridAppointment.objects.filter(user__person=visit.visitor_id, **at)
        assert pioneer.exists() or linked.exists() or worker.exists(), visit


def test_twelve_pioneers_show_who_they_are_and_one_has_withdrawn(demo: None):
    shown = IdentityDisplay.objects.filter(withdrawn_at=None)

    assert [(display.words != "", bool(display.photo)) for display in shown] == [(True, True)] * 12
    assert {display.appointment.is_current for display in shown} == {True}
    assert [bool(display.photo) for display in IdentityDisplay.objects.exclude(withdrawn_at=None)] == [False]


def test_one_handover_has_its_receipt_and_one_waits(demo: None):
    received, waiting = Handover.objects.order_by("-state")

    assert (received.state, waiting.state) == ("received", "prepared")
    assert received.opened.is_current
    assert all(part["count"] > 0 for part in received.parts)
    assert received.parts
    assert waiting.appointment.is_current
    assert waiting.opened is None


def test_branches_organise_events_of_their_own(demo: None):
    organisers = Counter(Event.objects.values_list("organiser__level", flat=True))

    assert organisers[1] >= 10
    assert organisers[2] >= 10
    assert all(branch.events.exists() for branch in OrgUnit.objects.branches())
