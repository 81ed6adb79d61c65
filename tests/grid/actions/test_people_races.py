"""Two colleagues act for one neighbour at once: who comes second waits, and is answered by what the first did."""

from collections.abc import Callable

import pytest

from accounts.actions.appointments import end_appointment
from common.exceptions import Refused
from grid.actions import survey
from grid.actions.handover import prepare_handover
from grid.actions.identity import (
    end_displays_of_the_past,
    remove_identity_photo,
    show_identity,
    withdraw_identity,
)
from grid.actions.links import end_link, link_neighbour
from grid.actions.places import add_households
from grid.actions.register import end_relation, enter_member, enter_new_member, request_transfer
from grid.actions.residents import enter_resident, move_in, move_out
from grid.actions.survey import finish_survey, record_answer, take_back_answer
from grid.actions.visits import VisitOutcome, correct_visit, delete_visit, record_visit
from grid.models import IdentityDisplay, PartyRelation, SurveyAnswer, UnitAppointment, Visit
from tests.factories import (
    ConsentFactory,
    IdentityDisplayFactory,
    PartyRelationFactory,
    PioneerLinkFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    UserFactory,
    VisitFactory,
    officer,
)
from tests.support.posts import DAY, Place, long_ago
from tests.support.racing import Rival, while_open

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]


def unknown() -> dict[str, object]:
    return {"name": "陈奶奶", "phone": "+8613800138000", "notice": PrivacyNoticeFactory()}


def two_enter_a_resident(place: Place) -> tuple[Act, Act]:
    by, who = officer("office_worker", place.top), unknown()
    enter = lambda: enter_resident(**who, household=place.household, by=by)  # noqa: E731
    return enter, enter


def two_link_a_neighbour(place: Place) -> tuple[Act, Act]:
    by, who = officer("branch_secretary", place.branch), unknown()
    link = lambda: link_neighbour(**who, post=place.post, by=by)  # noqa: E731
    return link, link


def two_enter_a_new_member(place: Place) -> tuple[Act, Act]:
    by, who = officer("branch_secretary", place.branch), unknown()
    enter = lambda: enter_new_member(**who, kind="home", branch=place.branch, by=by)  # noqa: E731
    return enter, enter


def two_enter_a_member(place: Place) -> tuple[Act, Act]:
    by, person = officer("branch_secretary", place.branch), place.resident()
    enter = lambda: enter_member(person, kind="home", branch=place.branch, by=by)  # noqa: E731
    return enter, enter


def two_move_somebody_in(place: Place) -> tuple[Act, Act]:
    by, person = officer("office_worker", place.top), place.resident()
    move = lambda: move_in(person, building=place.other_building, by=by)  # noqa: E731
    return move, move


def two_move_somebody_out(place: Place) -> tuple[Act, Act]:
    by, home = officer("office_worker", place.top), ResidenceFactory(household=place.household, during=long_ago())
    move = lambda: move_out(home, by=by)  # noqa: E731
    return move, move


def two_end_a_link(place: Place) -> tuple[Act, Act]:
    by, link = officer("branch_secretary", place.branch), PioneerLinkFactory(post=place.post, during=long_ago())
    end = lambda: end_link(link, by=by)  # noqa: E731
    return end, end


def two_add_households(place: Place) -> tuple[Act, Act]:
    by = officer("office_worker", place.top)
    add = lambda: add_households(place.other_building, flats=1, by=by)  # noqa: E731
    return add, add


def two_delete_a_visit(place: Place) -> tuple[Act, Act]:
    by, visit = officer("office_worker", place.top), VisitFactory(household=place.household)
    delete = lambda: delete_visit(visit, by=by)  # noqa: E731
    return delete, delete


def a_visit_is_deleted_and_corrected(place: Place) -> tuple[Act, Act]:
    by = officer("office_worker", place.top)
    visit = VisitFactory(household=place.household, by=by)
    return lambda: delete_visit(visit, by=by), lambda: correct_visit(visit, met=True, summary="好", by=by)


def two_finish_a_survey(place: Place) -> tuple[Act, Act]:
    by, asked = officer("branch_secretary", place.branch), SurveyFactory(unit=place.branch)
    finish = lambda: finish_survey(asked, result="都问到了。", by=by)  # noqa: E731
    return finish, finish


def a_survey_is_finished_and_an_answer_taken_back(place: Place) -> tuple[Act, Act]:
    by, asked = officer("branch_secretary", place.branch), SurveyFactory(unit=place.branch)
    answer = record_answer(asked, household=place.household, outcome="answered", by=by)
    return lambda: finish_survey(asked, result="都问到了。", by=by), lambda: take_back_answer(answer, by=by)


def a_relation_ends_and_is_transferred(place: Place) -> tuple[Act, Act]:
    by, relation = officer("branch_secretary", place.branch), PartyRelationFactory(branch=place.branch)
    relation.during = long_ago()
    relation.save()
    ConsentFactory(person=relation.person)
    to = PartyRelationFactory(branch__parent=place.top).branch
    return (
        lambda: end_relation(relation, by=by),
        lambda: request_transfer(relation, to_branch=to, kind="home", reason="搬家", by=by),
    )


def held(place: Place) -> UnitAppointment:
    return UnitAppointmentFactory(unit=place.post, during=long_ago())


def a_post_ends_and_is_handed_over(place: Place) -> tuple[Act, Act]:
    by, appointment, to = officer("branch_secretary", place.branch), held(place), UserFactory()
    ResidenceFactory(person=to.person, household=place.household)
    return lambda: end_appointment(appointment, by=by), lambda: prepare_handover(appointment, to=to, by=by)


def a_post_ends_and_its_holder_shows_who_they_are(place: Place) -> tuple[Act, Act]:
    by, appointment = officer("branch_secretary", place.branch), held(place)
    return (
        lambda: end_appointment(appointment, by=by),
        lambda: show_identity(appointment, words="有事您说话。", by=appointment.user),
    )


def a_pioneer_withdraws_twice(place: Place) -> tuple[Act, Act]:
    display = IdentityDisplayFactory(appointment=held(place))
    withdraw = lambda: withdraw_identity(display, by=display.appointment.user)  # noqa: E731
    return withdraw, withdraw


def a_pioneer_withdraws_and_removes_the_photo(place: Place) -> tuple[Act, Act]:
    display = IdentityDisplayFactory(appointment=held(place))
    by = display.appointment.user
    return lambda: withdraw_identity(display, by=by), lambda: remove_identity_photo(display, by=by)


@pytest.mark.parametrize(
    ("acts", "code"),
    [
        (two_enter_a_resident, "already_entered"),
        (two_link_a_neighbour, "already_linked"),
        (two_enter_a_new_member, "already_entered"),
        (two_enter_a_member, "has_relation"),
        (two_move_somebody_in, "already_entered"),
        (two_move_somebody_out, "ended"),
        (two_end_a_link, "ended"),
        (two_add_households, "nothing_to_add"),
        (two_delete_a_visit, "gone"),
        (a_visit_is_deleted_and_corrected, "gone"),
        (two_finish_a_survey, "finished"),
        (a_survey_is_finished_and_an_answer_taken_back, "finished"),
        (a_relation_ends_and_is_transferred, "ended"),
        (a_post_ends_and_is_handed_over, "ended"),
        (a_post_ends_and_its_holder_shows_who_they_are, "not_own_post"),
        (a_pioneer_withdraws_twice, "withdrawn"),
        (a_pioneer_withdraws_and_removes_the_photo, "withdrawn"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_the_second_waits_and_is_told(place, acts, code):
    waited, answer = while_open(*acts(place))
    assert isinstance(answer, Refused), answer
    assert (waited, answer.code) == (True, code)


def test_a_second_click_finds_the_visit_recorded(place):
    by = officer("branch_secretary", place.branch)

    def record() -> object:
        return record_visit(place.household, visitor=by.person, summary="都好", by=by).outcome

    assert while_open(record, record) == (True, VisitOutcome.REPEATED)
    assert Visit.objects.count() == 1


def test_a_visit_that_is_taken_back_meanwhile_is_recorded_anew(place):
    by = officer("branch_secretary", place.branch)
    first = record_visit(place.household, visitor=by.person, by=by).visit

    def record() -> object:
        return record_visit(place.household, visitor=by.person, summary="都好", by=by).outcome

    assert while_open(lambda: delete_visit(first, by=by), record) == (True, VisitOutcome.NEW)
    assert Visit.objects.get().summary == "都好"


def test_a_display_that_is_withdrawn_meanwhile_is_not_withdrawn_again(place):
    appointment, by = held(place), officer("branch_secretary", place.branch)
    display = IdentityDisplayFactory(appointment=appointment)
    withdrawn = []

    def withdraw() -> None:
        withdrawn.append(withdraw_identity(display, by=appointment.user).withdrawn_at)

    waited, ended = while_open(withdraw, lambda: end_appointment(appointment, by=by))
    assert (waited, ended) == (True, appointment)
    assert [IdentityDisplay.objects.get().withdrawn_at] == withdrawn


def test_at_night_a_display_that_is_withdrawn_meanwhile_is_not_counted(place):
    appointment = held(place)
    display = IdentityDisplayFactory(appointment=appointment)
    appointment.during = (appointment.during.lower, appointment.during.lower + DAY)
    appointment.save()
    assert while_open(
        lambda: withdraw_identity(display, by=appointment.user), lambda: end_displays_of_the_past()
    ) == (True, 0)


def test_an_answer_that_is_being_taken_back_leads_to_no_member(place, monkeypatch):
    by, person = officer("branch_secretary", place.branch), place.resident()
    answer = SurveyAnswerFactory(household=place.household, survey__unit=place.branch)
    rival = Rival(lambda: enter_member(person, kind="home", branch=place.branch, found_in=answer, by=by))

    def waited_for(_answer: SurveyAnswer) -> None:
        assert rival.go().waits()

    monkeypatch.setattr(survey, "require_no_member_entered_from_answer", waited_for)
    take_back_answer(answer, by=by)
    with pytest.raises(Refused) as no:
        rival.result()
    assert no.value.code.startswith("grid_partyrelation_found_in_id")  # the foreign key
    assert not PartyRelation.objects.exists()
