"""The use cases of events, one after the other; races are in test_races.py, the rules in test_rules.py."""

import datetime as dt

import pytest
import time_machine
from django.utils import translation

from accounts.models import Notification, Person, PrivacyNotice
from common.exceptions import Refused
from common.time import clock
from events.actions.events import cancel_event, change_event, copy_event, publish_event
from events.actions.registrations import (
    cancel_registration,
    change_party,
    register,
    register_neighbour,
    undo_cancellation,
)
from events.actions.reminders import remind
from events.actions.waitlist import promote_past_queue
from events.models import Event, Registration
from events.notifications import registrations
from tests.factories import EventFactory, GuardianshipFactory, PersonFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def staff():
    return UserFactory(is_staff=True)


@pytest.fixture
def resident():
    return UserFactory()


def join(event, *, seats=1, by=None, person=None) -> Registration:
    by = by or UserFactory()
    return register(event, person=person or by.person, seats=seats, by=by)


def fresh(registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert str(caught.value)
    return caught.value.code


def heard(person) -> list[str]:
    """The kinds of notices that the person got, oldest first."""
    return list(person.notifications.order_by("pk").values_list("kind", flat=True))


# --- Registering ----------------------------------------------------------------------------------------------


def test_a_party_gets_its_seats_and_a_confirmation(resident):
    event = EventFactory(capacity=3)

    registration = join(event, seats=3, by=resident)

    event.refresh_from_db()
    assert registration.status == "registered"
    assert event.seats_taken == 3
    assert registration.by == resident
    assert heard(resident.person) == ["event_registered"]


def test_a_party_that_does_not_fit_joins_the_queue_and_newcomers_stand_behind_it(resident):
    event = EventFactory(capacity=3)
    join(event, seats=2)

    large = join(event, seats=2, by=resident)
    small = join(event, seats=1)

    assert (large.status, small.status) == ("waitlisted", "waitlisted")
    positions = dict(event.registrations.with_position().values_list("pk", "position"))
    assert (positions[large.pk], positions[small.pk]) == (1, 2)
    assert heard(resident.person) == ["event_waitlisted"]


def test_a_stale_event_object_does_not_matter(resident):
    stale = EventFactory(capacity=1)
    join(stale)

    assert stale.seats_taken == 0
    assert join(stale, by=resident).status == "waitlisted"


def test_registering_twice_is_refused_and_changes_nothing(resident):
    event = EventFactory(capacity=3)
    join(event, by=resident)

    assert refusal(join, event, by=resident) == "registration_once_an_event"
    assert event.registrations.count() == 1
    assert heard(resident.person) == ["event_registered"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "cancelled"}, "cancelled"),
        ({"capacity": None}, "no_registration"),
        ({"min_age": 60}, "too_young"),
        ({"largest_party": 1}, "party_too_large"),
    ],
)
def test_refused_registrations_leave_no_row_and_no_notice(fields, code):
    event = EventFactory(**fields)
    child = UserFactory(person__birth_year=2020)

    assert refusal(join, event, seats=2, by=child) == code
    assert not Registration.objects.exists()
    assert not Notification.objects.exists()


def test_staff_may_register_after_registration_has_closed_and_at_the_door_but_not_afterwards(staff, resident):
    event = EventFactory(registration_closes_at=clock.now() - DAY)

    assert refusal(join, event, by=resident) == "closed"
    assert join(event, by=staff, person=PersonFactory()).status == "registered"

    with time_machine.travel(event.starts_at, tick=False):
        assert join(event, by=staff, person=PersonFactory()).status == "registered"
    with time_machine.travel(event.ends_at, tick=False):
        assert refusal(join, event, by=staff, person=PersonFactory()) == "over"


def test_a_ward_and_everybody_who_acts_for_the_ward_hear_of_it(resident):
    ward = PersonFactory()
    GuardianshipFactory(person=ward, by=resident.person)
    other = GuardianshipFactory(person=ward).by

    join(EventFactory(), by=resident, person=ward)

    assert heard(ward) == heard(resident.person) == heard(other) == ["event_registered"]


def test_a_neighbour_without_account_or_phone_is_registered_by_staff_and_both_are_recorded(staff):
    neighbour = PersonFactory(phone="")

    registration = join(EventFactory(), by=staff, person=neighbour)

    assert (registration.person, registration.by) == (neighbour, staff)


def test_a_neighbour_whom_the_portal_does_not_know_is_entered_and_registered_or_neither(staff, resident):
    event = EventFactory(largest_party=2)
    notice = PrivacyNotice.objects.current()

    registration = register_neighbour(event, name="王奶奶", notice=notice, seats=2, by=staff)

    assert (registration.person.name, registration.seats, registration.by) == ("王奶奶", 2, staff)
    assert registration.person.consents.get().given_by == staff
    assert refusal(register_neighbour, event, name="李爷爷", seats=3, by=staff) == "party_too_large"
    assert refusal(register_neighbour, event, name="李爷爷", by=resident) == "not_allowed"
    assert not Person.objects.filter(name="李爷爷").exists()


def test_a_neighbour_with_a_phone_is_entered_once(staff):
    who = {"name": "王奶奶", "phone": "+8613900001111"}
    first = register_neighbour(EventFactory(), **who, by=staff)

    assert register_neighbour(EventFactory(), **who, by=staff).person == first.person


# --- Who may do it ----------------------------------------------------------------------------------------------


def test_nobody_registers_changes_cancels_or_takes_back_for_a_stranger(resident):
    event = EventFactory()
    theirs, gone = join(event), join(event)
    cancel_registration(gone, by=gone.by)

    assert refusal(join, event, by=resident, person=PersonFactory()) == "not_yours"
    assert refusal(change_party, theirs, seats=2, by=resident) == "not_yours"
    assert refusal(cancel_registration, theirs, by=resident) == "not_yours"
    assert refusal(undo_cancellation, gone, by=resident) == "not_yours"
    assert (fresh(theirs).status, fresh(theirs).seats, fresh(gone).status) == ("registered", 1, "cancelled")


def test_a_guardian_acts_for_the_ward_as_long_as_the_guardianship_lasts(resident):
    event, ward = EventFactory(), PersonFactory()
    guardianship = GuardianshipFactory(person=ward, by=resident.person)
    registration = join(event, by=resident, person=ward)
    assert change_party(registration, seats=2, by=resident).seats == 2

    guardianship.delete()

    assert refusal(cancel_registration, registration, by=resident) == "not_yours"


def test_a_sign_in_without_a_person_acts_for_nobody():
    nobody = UserFactory(person=None)

    assert refusal(join, EventFactory(), by=nobody, person=PersonFactory()) == "not_yours"


def test_residents_do_not_publish_change_cancel_or_copy_events(resident):
    event, draft = EventFactory(), EventFactory(status="draft")

    assert refusal(publish_event, draft, by=resident) == "not_allowed"
    assert refusal(change_event, event, by=resident, place="别处") == "not_allowed"
    assert refusal(cancel_event, event, by=resident, reason="雨") == "not_allowed"
    assert refusal(copy_event, event, by=resident) == "not_allowed"
    assert Event.objects.published().get() == event
    assert Event.objects.count() == 2


# --- Leaving, coming back ---------------------------------------------------------------------------------------


def test_a_seat_given_up_goes_to_the_head_of_the_queue(resident):
    event = EventFactory(capacity=1)
    leaving, head, next_one = join(event), join(event, by=resident), join(event)

    cancel_registration(leaving, by=leaving.by)

    assert [fresh(party).status for party in (leaving, head, next_one)] == ["cancelled", "registered", "waitlisted"]
    assert heard(resident.person) == ["event_waitlisted", "event_promoted"]


def test_several_parties_move_up_as_long_as_the_head_fits():
    event = EventFactory(capacity=4)
    leaving = join(event, seats=4)
    parties = [join(event, seats=seats) for seats in (1, 2, 2, 1)]

    cancel_registration(leaving, by=leaving.by)

    assert [fresh(party).status for party in parties] == ["registered", "registered", "waitlisted", "waitlisted"]
    assert fresh(parties[2]).offered_seats == 1


def test_a_head_that_is_too_large_is_told_once_how_many_seats_are_free_and_moves_up_when_it_shrinks(resident):
    event = EventFactory(capacity=3)
    one, two = join(event), join(event)
    join(event)
    head = join(event, seats=3, by=resident)

    cancel_registration(one, by=one.by)
    assert heard(resident.person)[1:] == ["event_may_shrink"]
    change_event(event, by=UserFactory(is_staff=True), title="只是改名")
    assert heard(resident.person)[1:] == ["event_may_shrink"]
    cancel_registration(two, by=two.by)
    assert heard(resident.person)[1:] == ["event_may_shrink"] * 2

    assert change_party(fresh(head), seats=2, by=resident).status == "registered"
    assert heard(resident.person)[-1] == "event_promoted"


def test_when_a_head_that_is_too_large_leaves_the_next_one_moves_up():
    event = EventFactory(capacity=2)
    join(event)
    head, next_one = join(event, seats=2), join(event)

    cancel_registration(head, by=head.by)

    assert fresh(next_one).status == "registered"


def test_cancelling_twice_is_refused(resident):
    registration = join(EventFactory(), by=resident)
    cancel_registration(registration, by=resident)

    assert refusal(cancel_registration, registration, by=resident) == "not_live"


def test_once_the_event_has_begun_only_a_registration_just_made_can_be_cancelled(staff):
    event = EventFactory()
    early = join(event)
    with time_machine.travel(event.starts_at + dt.timedelta(minutes=1), tick=False):
        late = join(event, by=staff, person=PersonFactory())
        assert refusal(cancel_registration, early, by=early.by) == "begun"
        assert cancel_registration(late, by=staff).status == "cancelled"


@pytest.mark.parametrize("status", ["attended", "no_show"])
def test_who_was_ticked_off_at_the_door_cannot_be_cancelled_any_more(status, staff):
    registration = RegistrationFactory(status=status)

    assert refusal(cancel_registration, registration, by=staff) == "ticked_off"


def test_after_the_beginning_nobody_moves_up():
    event = EventFactory(capacity=1)
    with time_machine.travel(event.starts_at - dt.timedelta(minutes=5), tick=False):
        leaving, waiting = join(event), join(event)
    with time_machine.travel(event.starts_at, tick=False):
        cancel_registration(leaving, by=leaving.by)

    assert fresh(waiting).status == "waitlisted"


def test_taking_a_cancellation_back_gives_the_seat_again_while_it_is_free(resident):
    registration = join(EventFactory(capacity=1), by=resident)
    cancel_registration(registration, by=resident)

    back = undo_cancellation(registration, by=resident)

    assert (back.status, back.cancelled_at) == ("registered", None)
    assert undo_cancellation(registration, by=resident).status == "registered"  # replayed


def test_taking_a_cancellation_back_rejoins_at_the_end_of_the_queue():
    event = EventFactory(capacity=1)
    returning, head, last = join(event), join(event), join(event)
    cancel_registration(returning, by=returning.by)

    undo_cancellation(returning, by=returning.by)

    assert fresh(head).status == "registered"
    assert list(event.registrations.waitlisted().in_queue_order()) == [last, returning]


def test_a_cancellation_cannot_be_taken_back_after_ten_minutes(resident):
    registration = join(EventFactory(), by=resident)
    cancel_registration(registration, by=resident)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11), tick=False):
        assert refusal(undo_cancellation, registration, by=resident) == "undo_over"


def test_who_has_registered_anew_cannot_also_take_the_old_cancellation_back(resident):
    event = EventFactory()
    old = join(event, by=resident)
    cancel_registration(old, by=resident)
    join(event, by=resident)

    assert refusal(undo_cancellation, old, by=resident) == "registration_once_an_event"


# --- The size of the party --------------------------------------------------------------------------------------


def test_a_party_grows_while_seats_are_free_and_nobody_waits(resident):
    event = EventFactory(capacity=4)
    registration = join(event, by=resident)

    change_party(registration, seats=3, by=resident)
    event.refresh_from_db()

    assert event.seats_taken == 3
    assert heard(resident.person) == ["event_registered", "event_party_changed"]


def test_a_party_cannot_grow_past_the_free_seats_the_queue_or_the_largest_party(resident):
    event = EventFactory(capacity=4, largest_party=3)
    registration = join(event, by=resident)
    join(event, seats=2)

    assert refusal(change_party, registration, seats=3, by=resident) == "no_room_to_grow"
    assert refusal(change_party, registration, seats=4, by=resident) == "party_too_large"
    join(event, seats=2)
    assert refusal(change_party, registration, seats=2, by=resident) == "no_room_to_grow"
    assert refusal(change_party, registration, seats=0, by=resident) == "party_empty"


def test_seats_that_a_shrinking_party_frees_go_to_the_queue():
    event = EventFactory(capacity=3)
    party, waiting = join(event, seats=3), join(event, seats=2)

    change_party(party, seats=1, by=party.by)

    assert fresh(waiting).status == "registered"


def test_a_party_behind_those_who_took_the_last_seats_is_not_told_of_no_seats():
    event = EventFactory(capacity=4)
    leaving = join(event, seats=4)
    join(event, seats=3), join(event)
    behind = join(event, seats=2)

    cancel_registration(leaving, by=leaving.by)

    assert fresh(behind).offered_seats is None
    assert heard(behind.person) == ["event_waitlisted"]


def test_a_party_may_shrink_even_if_it_is_still_larger_than_a_newly_lowered_largest_party(resident, staff):
    event = EventFactory(largest_party=4)
    registration = join(event, seats=4, by=resident)
    change_event(event, by=staff, largest_party=2)

    assert change_party(registration, seats=3, by=resident).seats == 3


def test_the_same_size_again_changes_nothing_and_tells_nobody(resident):
    registration = join(EventFactory(), seats=2, by=resident)

    change_party(registration, seats=2, by=resident)

    assert heard(resident.person) == ["event_registered"]


# --- Past the queue ---------------------------------------------------------------------------------------------


def test_staff_may_give_a_waiting_party_its_seat_past_the_queue_and_the_reason_is_kept(staff):
    event = EventFactory(capacity=2)
    join(event)
    head, urgent = join(event, seats=2), join(event)

    promote_past_queue(urgent, by=staff, reason=" 独居老人 ")

    assert fresh(urgent).status == "registered"
    assert fresh(head).status == "waitlisted"
    context = urgent.history.order_by("pgh_id").last().pgh_context.metadata
    assert (context["passed_queue"], context["reason"]) == (True, "独居老人")


def test_nobody_passes_the_queue_without_the_right_a_reason_and_a_free_seat(staff, resident):
    event = EventFactory(capacity=1)
    join(event)
    waiting = join(event)

    assert refusal(promote_past_queue, waiting, by=resident, reason="急") == "not_allowed"
    assert refusal(promote_past_queue, waiting, by=staff, reason=" ") == "no_reason"
    assert refusal(promote_past_queue, waiting, by=staff, reason="急") == "no_seats"


def test_an_offer_that_no_longer_holds_is_made_anew_when_seats_are_free_again(staff, resident):
    event = EventFactory(capacity=2)
    one, two = join(event), join(event)
    join(event, seats=2, by=resident)
    urgent = join(event)
    cancel_registration(one, by=one.by)
    promote_past_queue(urgent, by=staff, reason="急")

    cancel_registration(two, by=two.by)

    assert heard(resident.person) == ["event_waitlisted", "event_may_shrink", "event_may_shrink"]


# --- The event --------------------------------------------------------------------------------------------------


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


def test_more_seats_go_to_the_queue(staff, resident):
    event = EventFactory(capacity=2)
    join(event, seats=2)
    waiting = [join(event, by=resident), join(event, seats=2), join(event)]

    change_event(event, by=staff, capacity=4)

    assert [fresh(party).status for party in waiting] == ["registered", "waitlisted", "waitlisted"]
    assert heard(resident.person) == ["event_waitlisted", "event_promoted"]


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
    start = (clock.now() + 30 * DAY).replace(month=12, day=25, hour=14, minute=30)
    event = EventFactory(title="长" * 60)
    person = join(event, by=UserFactory(person__language=language)).person
    place = "远" * 79 + "处"

    change_event(event, by=staff, place=place, starts_at=start, ends_at=start + DAY / 12)
    with time_machine.travel(start - dt.timedelta(hours=20), tick=False):
        remind()

    event.refresh_from_db()
    with translation.override(language):
        when = registrations.when(event)
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


def test_a_cancelled_event_promotes_nobody(staff):
    event = EventFactory(capacity=1)
    leaving, waiting = join(event), join(event)
    cancel_event(event, by=staff, reason="雨")

    cancel_registration(leaving, by=leaving.by)
    change_event(event, by=staff, capacity=5)

    assert fresh(waiting).status == "waitlisted"


def test_the_number_of_queries_does_not_grow_with_the_people_who_are_told(staff, django_assert_max_num_queries):
    def queries(act, count: int) -> int:
        event = EventFactory(capacity=1, largest_party=1)
        by = UserFactory()
        RegistrationFactory(event=event)
        Registration.objects.bulk_create(
            Registration(
                event=event,
                person=UserFactory(person__phone=f"+86138{n:08}").person,
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


def test_registering_takes_few_queries(resident, django_assert_num_queries):
    event = EventFactory()
    person = resident.person
    # Lock, is there a queue, insert, guardians, notice, deliveries and their task, in one transaction of 2.
    with django_assert_num_queries(8):
        register(event, person=person, by=resident)


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


# --- Reminders --------------------------------------------------------------------------------------------------


def reminded(person) -> int:
    return heard(person).count("event_reminder")


def test_who_registered_early_is_reminded_once_and_who_registered_late_not_at_all(staff):
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    full = EventFactory(starts_at=event.starts_at, capacity=1)
    early, _seated, waiting = join(event), join(full), join(full)
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        late = join(event)
        assert remind() == 3
        assert remind() == 0

    assert [reminded(party.person) for party in (early, late, waiting)] == [1, 0, 0]


def test_events_that_are_cancelled_begun_or_still_far_are_not_reminded_of(staff):
    soon = {"starts_at": clock.now() + 2 * DAY}
    event, cancelled = EventFactory(**soon), EventFactory(**soon)
    far, begun = EventFactory(starts_at=clock.now() + 4 * DAY), EventFactory(starts_at=clock.now() + DAY)
    parties = [join(each) for each in (event, cancelled, far, begun)]
    cancel_event(cancelled, by=staff, reason="雨")
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        remind()

    assert [reminded(party.person) for party in parties] == [1, 0, 0, 0]


def test_a_moved_event_is_reminded_of_again_unless_the_move_itself_is_the_reminder(staff):
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    person = join(event).person
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        remind()
        later = event.starts_at + 7 * DAY
        change_event(event, by=staff, starts_at=later, ends_at=later + DAY / 12)
    with time_machine.travel(later - DAY / 2, tick=False):
        remind()
        assert reminded(person) == 2
        hour_later = later + DAY / 24
        change_event(event, by=staff, starts_at=hour_later, ends_at=hour_later + DAY / 12)
        remind()

    assert reminded(person) == 2


def test_reminders_go_in_batches():
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    for _ in range(3):
        join(event)
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        assert [remind(at_most=2) for _ in range(3)] == [2, 1, 0]
