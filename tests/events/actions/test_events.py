"""Publishing, changing, cancelling and copying an event, and what people hear of it."""

import datetime as dt

import pytest
import time_machine
from django.utils import translation

from common.time import clock
from events.actions.events import cancel_event, change_event, copy_event, delete_draft, publish_event
from events.actions.registrations import cancel_registration
from events.actions.reminders import remind_parties
from events.actions.waitlist import release_due_seats
from events.models import Event, Registration
from events.notifications import registrations
from tests.factories import EventFactory, OrgUnitFactory, RegistrationFactory, ResidentFactory, UserFactory, officer
from tests.support.refusals import refusal
from tests.support.registrations import heard, join

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def test_residents_do_not_publish_change_cancel_or_copy_events(resident):
    event, draft = EventFactory(), EventFactory(status="draft")

    assert refusal(publish_event, draft, by=resident) == "not_allowed"
    assert refusal(change_event, event, by=resident, place="别处") == "not_allowed"
    assert refusal(cancel_event, event, by=resident, reason="雨") == "not_allowed"
    assert refusal(copy_event, event, by=resident) == "not_allowed"
    assert refusal(delete_draft, draft, by=resident) == "not_allowed"
    assert Event.objects.published().get() == event
    assert Event.objects.count() == 2


def test_nobody_takes_an_event_of_another_branch_nor_gives_the_own_away():
    own, other = OrgUnitFactory(estate_branch=True), OrgUnitFactory(estate_branch=True)
    event, by = EventFactory(organiser=other), officer("branch_secretary", own)
    theirs = {"organiser": own, "community": own.community}
    assert refusal(change_event, event, by=by, **theirs) == "not_allowed"
    given = {"organiser": other, "community": other.community}
    assert refusal(change_event, EventFactory(organiser=own), by=by, **given) == "not_allowed"


def test_publishing_shows_a_draft_and_can_be_repeated(staff):
    draft = EventFactory(status="draft")
    publish_event(draft, by=staff)

    assert publish_event(draft, by=staff).is_published
    assert Event.objects.published().get() == draft


def test_neither_a_past_nor_a_cancelled_event_is_published(staff):
    past = EventFactory(status="draft", starts_at=clock.now() - DAY)
    cancelled = EventFactory(status="cancelled")

    assert refusal(publish_event, past, by=staff) == "over"
    assert refusal(publish_event, cancelled, by=staff) == "not_a_draft"


def test_fewer_seats_than_are_taken_are_refused_and_fewer_free_ones_are_fine(staff):
    event = EventFactory(capacity=5)
    join(event, seats=3)

    assert refusal(change_event, event, by=staff, capacity=2) == "event_not_oversold"
    assert change_event(event, by=staff, capacity=3).capacity == 3
    assert refusal(change_event, event, by=staff, capacity=None) == "people_are_registered"


def test_a_new_time_or_place_is_told_to_seated_and_waiting_and_raises_the_sequence(staff):
    event = EventFactory(capacity=1)
    people = [join(event).person, join(event).person]

    changed = change_event(event, by=staff, place="二号楼架空层")

    assert changed.sequence == 1
    assert [heard(person)[-1] for person in people] == ["event_changed"] * 2
    assert "二号楼架空层" in people[0].notifications.first().title


def test_a_new_title_a_draft_or_a_past_event_is_told_to_nobody(staff):
    event, past = EventFactory(), EventFactory()
    person, late = join(event).person, join(past).person

    assert change_event(event, by=staff, title="新名字").sequence == 0
    with time_machine.travel(past.ends_at + DAY, tick=False):
        change_event(past, by=staff, place="补记的地点")

    assert heard(person) == heard(late) == ["event_registered"]


def test_a_change_leaves_alone_what_it_does_not_name(staff):
    stale = EventFactory(title="旧", capacity=5)
    Event.objects.filter(pk=stale.pk).update(title="新", summary="别人刚写的")
    stale.title = "旧"

    changed = change_event(stale, by=staff, place="礼堂")

    assert (changed.title, changed.summary, changed.place) == ("新", "别人刚写的", "礼堂")


def test_a_broken_rule_of_the_database_is_answered_in_words_and_nothing_is_told(staff):
    event = EventFactory()
    person = join(event).person

    code = refusal(change_event, event, by=staff, ends_at=event.starts_at, place="别处")

    assert code == "event_ends_after_start"
    assert Event.objects.get().place == event.place
    assert heard(person) == ["event_registered"]


@pytest.mark.parametrize("days", [-5, 3])
def test_what_is_meant_as_so_long_before_the_event_moves_along(staff, days):
    starts, moved = clock.now() + 9 * DAY, dt.timedelta(days=days)
    event = EventFactory(
        starts_at=starts,
        seats_for_elders=2,
        elders_until=starts - DAY,
        registration_closes_at=starts - 2 * DAY,
    )
    changed = change_event(event, by=staff, starts_at=starts + moved, ends_at=event.ends_at + moved)
    assert (changed.elders_until, changed.registration_closes_at) == (starts - DAY + moved, starts - 2 * DAY + moved)
    changed.refresh_from_db()
    assert (changed.elders_until, changed.registration_closes_at) == (starts - DAY + moved, starts - 2 * DAY + moved)
    longer = change_event(event, by=staff, ends_at=changed.ends_at + DAY / 24)
    assert longer.registration_closes_at == starts - 2 * DAY + moved
    said = change_event(event, by=staff, starts_at=starts, ends_at=event.ends_at, registration_closes_at=None)
    assert (said.elders_until, said.registration_closes_at) == (starts - DAY, None)


def test_seats_that_were_released_stay_everybodys_when_the_event_moves(staff):
    starts = clock.now() + 9 * DAY
    event = EventFactory(starts_at=starts, capacity=3, seats_for_elders=2, elders_until=starts - DAY)
    with time_machine.travel(starts - DAY / 2, tick=False):
        release_due_seats()
        RegistrationFactory(event=event, seats=3)
        moved = change_event(event, by=staff, starts_at=starts + DAY, ends_at=event.ends_at + DAY)
    assert (moved.elders_until, moved.keeps_for_elders) == (starts - DAY, False)


def test_cancelling_an_event_tells_everybody_the_reason_once(staff):
    event = EventFactory(capacity=1)
    people = [join(event).person, join(event).person]
    gone = join(event)
    cancel_registration(gone, by=gone.by)

    cancel_event(event, by=staff, reason=" 台风 ")
    again = cancel_event(event, by=staff, reason="又按了一次")

    assert (again.cancel_reason, again.sequence) == ("台风", 1)
    assert [heard(person).count("event_cancelled") for person in [*people, gone.person]] == [1, 1, 0]
    assert "台风" in people[0].notifications.first().title
    # The reason stands once, and so do time and place.
    assert "台风" not in people[0].notifications.first().body
    assert event.place in people[0].notifications.first().body


def test_a_reason_too_long_for_the_title_is_told_in_full_below_it(staff):
    event, reason = EventFactory(), "雨" * 199 + "停"
    person = join(event).person

    cancel_event(event, by=staff, reason=reason)

    assert person.notifications.first().title.endswith("…")
    assert person.notifications.first().body == reason


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_longest_title_leaves_the_new_time_and_the_longest_place_whole(staff, language):
    start = (clock.now() + 400 * DAY).replace(month=12, day=25, hour=14, minute=30)
    event = EventFactory(title="长" * 60)
    person = join(event, by=ResidentFactory(person__language=language)).person
    place = "远" * 79 + "处"

    with time_machine.travel(start - 5 * DAY, tick=False):
        change_event(event, by=staff, place=place, starts_at=start, ends_at=start + DAY / 12)
    with time_machine.travel(start - dt.timedelta(hours=20), tick=False):
        remind_parties()
        event.refresh_from_db()
        with translation.override(language):
            when = registrations.event_beginning(event)
    for kind in ("event_changed", "event_reminder"):
        title = person.notifications.get(kind=kind).title
        assert "长" * 23 + "…" in title
        assert when in title
        assert f"{place}." in title or f"{place}。" in title


def test_cancelling_takes_a_reason_a_published_event_and_one_that_is_not_over(staff):
    event = EventFactory()

    assert refusal(cancel_event, event, by=staff, reason="") == "no_reason"
    assert refusal(cancel_event, EventFactory(status="draft"), by=staff, reason="雨") == "draft"
    with time_machine.travel(event.ends_at, tick=False):
        assert refusal(cancel_event, event, by=staff, reason="雨") == "over"


def test_the_number_of_queries_does_not_grow_with_the_people_who_are_told(staff, django_assert_max_num_queries):
    def queries(act, count: int) -> int:
        event = EventFactory(capacity=1, largest_party=1)
        by = UserFactory()
        RegistrationFactory(event=event)
        Registration.objects.bulk_create(
            Registration(
                event=event,
                person=ResidentFactory(person__phone=f"+86138{n:08}").person,
                by=by,
                status="waitlisted",
                queued_at=clock.now(),
            )
            for n in range(count)
        )
        with django_assert_max_num_queries(40) as counted:
            act(event)
        return len(counted)

    assert staff.rights.held  # asked once a request
    for act in (
        lambda event: cancel_event(event, by=staff, reason="雨"),
        lambda event: change_event(event, by=staff, place="别处"),
        lambda event: change_event(event, by=staff, capacity=1000),
    ):
        assert queries(act, 3) == queries(act, 60)


def test_a_copy_is_a_draft_of_the_same_content_on_another_day_without_the_people(staff):
    event = EventFactory(capacity=5, registration_closes_at=clock.now() + DAY, summary="一起读绘本")
    join(event)
    cancel_event(event, by=staff, reason="雨")

    copy = copy_event(event, by=staff, days_later=14)
    copy.refresh_from_db()

    assert copy.pk != event.pk
    assert (copy.status, copy.cancel_reason, copy.seats_taken, copy.sequence) == ("draft", "", 0, 0)
    assert (copy.title, copy.summary, copy.capacity) == (event.title, "一起读绘本", 5)
    assert copy.starts_at - event.starts_at == copy.ends_at - event.ends_at == 14 * DAY
    assert copy.registration_closes_at - event.registration_closes_at == 14 * DAY
    assert not copy.registrations.exists()


def test_an_act_on_an_event_that_is_just_deleted_is_no_question_of_rights():
    """No appointment covers a row that is gone."""
    draft = EventFactory(status="draft")
    by, read = officer("secretary", draft.organiser), Event.objects.get(pk=draft.pk)
    draft.delete()

    assert refusal(publish_event, read, by=by) == "gone"
