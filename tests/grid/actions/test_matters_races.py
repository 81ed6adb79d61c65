"""Two look after one matter at once, stepped on two real connections, and their controls.

A control runs the same steps with the guards taken away and must see the harm, which proves that the test can fail.
"""

import datetime as dt

import pytest
from django.db.models import QuerySet

from common.exceptions import Refused
from common.time import clock
from grid.actions import matters as acts
from grid.actions.matter_answers import confirm_quiet, send_back
from grid.actions.matter_reports import follow_matter
from grid.models import Matter
from tests.factories import UserFactory
from tests.support.matters import MatterPlace, reporter_of, steps_of
from tests.support.racing import all_at_once, while_open
from tests.support.raw_sql import without_trigger

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16
DAY = dt.timedelta(days=1)


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


@pytest.fixture
def unlocked(monkeypatch):
    """Nobody waits for anybody: rows are read without a lock."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())


def now(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refused) else ""


def parents(*matters: Matter) -> list[int | None]:
    return [now(one).parent_id for one in matters]


# --- Merging


def two_merge_in_opposite_directions(place: MatterPlace) -> tuple[bool, object, list[Matter]]:
    one, two = place.accepted(), place.accepted()
    waited, answer = while_open(
        lambda: acts.merge_matter(one, into=two, by=place.worker),
        lambda: acts.merge_matter(now(two), into=now(one), by=place.clerk),
    )
    return waited, answer, [one, two]


def test_of_two_merges_in_opposite_directions_the_second_is_refused(place):
    waited, answer, (one, two) = two_merge_in_opposite_directions(place)
    assert (waited, code(answer)) == (True, "merged")
    assert parents(one, two) == [two.pk, None]


def test_control_without_locks_each_would_be_the_same_as_the_other(place, unlocked):
    _waited, _answer, (one, two) = two_merge_in_opposite_directions(place)
    assert parents(one, two) == [two.pk, one.pk]


def test_what_was_merged_meanwhile_takes_no_other_in(place):
    one, two, three = place.accepted(), place.accepted(), place.accepted()
    waited, answer = while_open(
        lambda: acts.merge_matter(two, into=three, by=place.worker),
        lambda: acts.merge_matter(now(one), into=now(two), by=place.clerk),
    )
    assert (waited, code(answer)) == (True, "merged_meanwhile")
    assert parents(one, two, three) == [None, three.pk, None]
    acts.merge_matter(now(one), into=now(two), by=place.clerk)
    assert parents(one, two, three) == [three.pk, three.pk, None]


def a_parent_moves_on_while_it_gets_a_child(place: MatterPlace) -> list[int | None]:
    one, two, three = place.accepted(), place.accepted(), place.accepted()
    while_open(
        lambda: acts.merge_matter(one, into=two, by=place.worker),
        lambda: acts.merge_matter(now(two), into=now(three), by=place.clerk),
    )
    return [{two.pk: 2, three.pk: 3}.get(parent or 0) for parent in parents(one, two)]


def test_what_gets_merged_moves_along_although_it_came_at_the_same_time(place):
    assert a_parent_moves_on_while_it_gets_a_child(place) == [3, 3]


def test_control_without_locks_it_would_be_left_behind(place, unlocked):
    assert a_parent_moves_on_while_it_gets_a_child(place) == [2, 3]


# --- Receiving, answering, following


def two_receive(place: MatterPlace) -> tuple[bool, object, Matter]:
    matter = place.report()
    waited, answer = while_open(
        lambda: acts.accept_matter(matter, by=place.worker),
        lambda: acts.accept_matter(now(matter), by=place.clerk),
    )
    return waited, answer, now(matter)


def test_of_two_who_receive_a_matter_at_once_the_first_is_named(place):
    waited, answer, matter = two_receive(place)
    assert (waited, code(answer)) == (True, "not_in_this_state")
    assert (matter.first_handler, steps_of(matter)) == (place.worker, ["reported", "received"])


def test_without_the_lock_the_database_keeps_the_first_one_named(place, unlocked):
    _waited, answer, matter = two_receive(place)
    assert (code(answer), matter.first_handler) == ("matter_first_handler_stays", place.worker)


def test_control_without_lock_and_trigger_the_second_would_be_named(place, unlocked):
    with without_trigger(Matter, "matter_first_handler_stays"):
        _waited, _answer, matter = two_receive(place)
    assert (matter.first_handler, steps_of(matter)) == (place.clerk, ["reported", "received", "received"])


def test_of_many_who_receive_a_matter_at_once_one_is_named(place):
    matter = place.report()
    by = [place.worker, place.clerk] * (CLIENTS // 2)
    all_at_once([lambda one=one: acts.accept_matter(now(matter), by=one) for one in by])
    assert steps_of(now(matter)) == ["reported", "received"]


def quiet_ends_while_it_is_sent_back(place: MatterPlace) -> tuple[str, object]:
    matter = place.done()
    Matter.objects.filter(pk=matter.pk).update(closed_at=clock.now() - 8 * DAY)
    _waited, answer = while_open(lambda: send_back(reporter_of(now(matter)), words="还是满的"), confirm_quiet)
    return now(matter).status, answer


def test_a_matter_that_its_reporter_is_sending_back_is_not_confirmed(place):
    assert quiet_ends_while_it_is_sent_back(place) == ("in_hand", 0)


def test_without_the_lock_the_database_keeps_the_reporters_word(place, unlocked):
    status, answer = quiet_ends_while_it_is_sent_back(place)
    assert (status, code(answer)) == ("in_hand", "matter_closed_with_status")


def two_extend(place: MatterPlace) -> tuple[object, Matter]:
    matter = place.accepted()
    first, second = clock.today() + 40 * DAY, clock.today() + 60 * DAY
    _waited, answer = while_open(
        lambda: acts.extend_matter(matter, until=first, reason="等配件", by=place.worker),
        lambda: acts.extend_matter(now(matter), until=second, reason="再等等", by=place.clerk),
    )
    return answer, now(matter)


def test_a_matter_is_extended_once_also_by_two_at_once(place):
    answer, matter = two_extend(place)
    assert (code(answer), matter.extension_reason) == ("extended", "等配件")


def test_control_without_lock_and_trigger_it_would_be_extended_twice(place, unlocked):
    with without_trigger(Matter, "matter_extended_once"):
        answer, matter = two_extend(place)
    assert (code(answer), matter.extension_reason) == ("", "再等等")


def test_who_follows_a_matter_by_two_taps_at_once_follows_it_once(place):
    matter, by = place.accepted(is_public=True), UserFactory()
    answers = all_at_once([lambda: follow_matter(now(matter), by=by)] * 4)
    assert len({one.pk for one in answers}) == 1
    assert matter.reporters.filter(person=by.person, follows=True).count() == 1
