"""Those who came say how it was, once, and nobody finds out who said what."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events import tasks
from events.actions.check_in import check_in, close_list, reopen_list, undo_check_in
from events.actions.feedback import ask_for_feedback, dismiss_feedback, give_feedback, key_feedback_back
from events.models import Event, Feedback, Registration
from events.selectors.feedback import EventFeedback
from tests.factories import EventFactory, NeighbourFactory, RegistrationFactory
from tests.support.raw_sql import execute, refused, update, without_trigger
from tests.support.refusals import refusal
from tests.support.registrations import fresh, heard

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def event():
    """It ended yesterday, and the list was closed then."""
    ends = clock.now() - DAY
    return EventFactory(starts_at=ends - 2 * HOUR, ends_at=ends, list_closed_at=ends)


def came(event: Event, seats: int = 1) -> Registration:
    return RegistrationFactory(event=event, status="attended", seats=seats, person=NeighbourFactory())


def test_who_came_is_asked_in_one_notice_once_and_nobody_else(event):
    one = came(event)
    others = [RegistrationFactory(event=event, person=NeighbourFactory(), status="no_show")]
    others.append(RegistrationFactory(event=event, person=NeighbourFactory(), cancelled=True))
    open_list = EventFactory(past=True)
    others.append(RegistrationFactory(event=open_list, person=NeighbourFactory(), status="attended"))
    assert tasks.ask_how_it_was.call() == 1
    assert tasks.ask_how_it_was.call() == 0
    assert heard(one.person) == ["event_feedback"]
    assert one.person.notifications.get().path == f"/events/feedback/{one.answer_code}/"
    assert [heard(other.person) for other in others] == [[], [], []]


def test_a_list_that_was_closed_too_early_asks_nobody_at_once_and_nobody_twice(staff):
    event = EventFactory(starts_at=clock.now() - 2 * HOUR, ends_at=clock.now() - HOUR)
    one = RegistrationFactory(event=event, person=NeighbourFactory())
    check_in(one, by=staff)
    close_list(event, by=staff)
    assert ask_for_feedback() == 0
    reopen_list(event, by=staff)
    with time_machine.travel(clock.now() + 2 * HOUR):
        assert ask_for_feedback() == 0
        close_list(event, by=staff)
    with time_machine.travel(clock.now() + 4 * HOUR):
        assert ask_for_feedback() == 1
        reopen_list(event, by=staff)
        close_list(event, by=staff)
    with time_machine.travel(clock.now() + 8 * HOUR):
        assert ask_for_feedback() == 0


def test_a_face_and_a_sentence_stand_without_a_name_a_moment_or_a_trail(event):
    one = came(event)
    before = one.history.count()
    give_feedback(one, face="happy", words=" 很好 ")
    said = Feedback.objects.get()
    assert (said.face, said.words, said.on_paper) == ("happy", "很好", False)
    assert {field.name for field in Feedback._meta.get_fields()} == {"id", "event", "face", "words", "on_paper"}
    assert not hasattr(said, "history")
    assert one.history.count() == before
    assert fresh(one).feedback == "answered"


@pytest.mark.parametrize("first", ["answered", "dismissed"])
def test_once_is_once(event, first):
    one = came(event)
    if first == "answered":
        give_feedback(one, face="so_so")
    else:
        dismiss_feedback(one)
    assert refusal(give_feedback, one, face="happy") == "once"
    assert refusal(dismiss_feedback, one) == "once"
    assert Feedback.objects.count() == (first == "answered")


def test_who_was_not_there_and_who_comes_too_early_or_too_late_says_nothing(event):
    absent = RegistrationFactory(event=event, person=NeighbourFactory(), status="no_show")
    assert refusal(give_feedback, absent, face="happy") == "was_not_there"
    early = RegistrationFactory(event=EventFactory(past=True), person=NeighbourFactory(), status="attended")
    assert refusal(give_feedback, early, face="happy") == "too_early"
    late = came(event)
    with time_machine.travel(event.ends_at + 30 * DAY):
        assert refusal(give_feedback, late, face="happy") == "too_late"
        assert ask_for_feedback() == 0
    assert not Feedback.objects.exists()


def test_a_number_in_the_sentence_would_tell_whose_it_is(event, staff):
    one = came(event)
    assert refusal(give_feedback, one, face="happy", words="找我 138 0013 8000") == "mobile_number"
    assert fresh(one).feedback == ""
    papers = {"faces": {}, "sentences": ["13800138000"]}
    assert refusal(key_feedback_back, event, by=staff, **papers) == "mobile_number"


def test_the_tick_of_who_has_answered_may_still_be_corrected(event, staff):
    one = came(event)
    give_feedback(one, face="happy")
    undo_check_in(one, by=staff)
    assert fresh(one).status == "no_show"


# --- On paper


def test_papers_are_keyed_back_as_counts_and_corrected_by_keying_them_again(event, staff):
    for words in ("好", "", ""):
        give_feedback(came(event), face="happy", words=words)
    came(event, seats=4)
    key_feedback_back(event, faces={"happy": 2, "unhappy": 1}, sentences=["灯太暗"], by=staff)
    key_feedback_back(event, faces={"happy": 1, "unhappy": 1}, sentences=["灯太暗", "再来"], by=staff)
    said = EventFeedback.read(event)
    assert (said.answered, said.came) == (5, 7)
    assert said.faces == {"happy": 4, "so_so": 0, "unhappy": 1}
    assert sorted(said.sentences) == sorted(["好", "灯太暗", "再来"])


def test_there_are_no_more_answers_than_people_who_came(event, staff):
    came(event, seats=2)
    assert refusal(key_feedback_back, event, faces={"happy": 3}, by=staff) == "more_than_came"
    key_feedback_back(event, faces={"happy": 2}, by=staff)


def test_whoever_has_left_a_paper_may_still_answer_by_link_and_the_papers_are_corrected(event, staff):
    party = came(event, seats=5)
    key_feedback_back(event, faces={"happy": 5}, by=staff)
    give_feedback(party, face="happy")
    said = EventFeedback.read(event)
    assert (said.answered, said.came) == (5, 5)
    key_feedback_back(event, faces={"happy": 4, "so_so": 1}, by=staff)
    assert EventFeedback.read(event).faces == {"happy": 4, "so_so": 1, "unhappy": 0}


def test_papers_do_not_uncover_the_few_answers_by_link(event, staff):
    parties = [came(event) for _n in range(6)]
    give_feedback(parties[0], face="unhappy", words="太吵")
    key_feedback_back(event, faces={"happy": 3}, sentences=["好"], by=staff)
    give_feedback(parties[1], face="unhappy")
    said = EventFeedback.read(event)
    assert (said.answered, said.is_shown, said.hides_links) == (5, True, True)
    assert (said.faces["happy"], said.faces["unhappy"], said.sentences) == (3, 0, ["好"])
    give_feedback(parties[2], face="unhappy")
    said = EventFeedback.read(event)
    assert (said.faces["unhappy"], sorted(said.sentences), said.hides_links) == (3, ["太吵", "好"], False)


def test_papers_come_after_it_is_known_how_many_came(staff):
    event = EventFactory(past=True, capacity=None)
    assert refusal(key_feedback_back, event, faces={"happy": 1}, by=staff) == "too_early"
    Event.objects.filter(pk=event.pk).update(headcount=2, headcount_at=clock.now())
    key_feedback_back(event, faces={"happy": 1}, by=staff)
    assert EventFeedback.read(event).came == 2


def test_only_who_looks_after_the_event_keys_papers_in(event, resident):
    assert refusal(key_feedback_back, event, faces={}, by=resident) == "not_allowed"


def test_few_answers_are_not_shown(event, staff):
    came(event, seats=5)
    key_feedback_back(event, faces={"happy": 2}, by=staff)
    assert not EventFeedback.read(event).is_shown
    key_feedback_back(event, faces={"happy": 3}, by=staff)
    assert EventFeedback.read(event).is_shown


# --- The database


def insert(event: Event, **columns: object) -> tuple[object, ...]:
    row = {"face": "happy", "words": "", "on_paper": False, **columns}
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    sql = f"INSERT INTO events_feedback (id, event_id, {names}) VALUES (gen_random_uuid(), %s, {marks})"
    return sql, event.pk, *row.values()


def test_the_database_keeps_once_and_from_whom(event):
    one = came(event)
    absent = RegistrationFactory(event=event, person=NeighbourFactory(), status="no_show")
    assert refused(*insert(event)) == "feedback_from_who_came"
    assert refused(*update(absent, feedback="answered")) == "registration_feedback_of_who_came"
    give_feedback(one, face="happy")
    assert refused(*insert(event)) == "feedback_from_who_came"
    for state in ("", "asked", "dismissed"):
        assert refused(*update(one, feedback=state)) == "registration_feedback_once"
    execute(*insert(event, on_paper=True))
    assert refused(*insert(event, on_paper=True)) == "feedback_from_who_came"
    execute(*insert(event, on_paper=True, face="", words="好"))
    with without_trigger(Feedback, "feedback_from_who_came"):
        execute(*insert(event))


def test_what_was_said_stays(event):
    give_feedback(came(event), face="happy")
    said = Feedback.objects.get()
    for changed in ({"face": "unhappy"}, {"words": "x"}, {"on_paper": True}):
        assert refused(*update(said, **changed)) == "feedback_stays"


def test_an_answer_has_a_face(event):
    came(event)
    for columns in ({"face": ""}, {"face": "lost"}, {"face": "", "on_paper": True}):
        assert refused(*insert(event, **columns)) == "feedback_has_a_face"
