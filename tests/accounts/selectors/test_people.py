"""One search for people, wherever the office and the desk look for somebody; and who is of one family."""

import datetime as dt

import pytest

from accounts.models import Person
from accounts.selectors.people import MOST_FOUND, families_of, find_people, known_person, of_same_name
from common.time import clock
from tests.factories import GuardianshipFactory, PersonFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return StaffFactory(person__name="管理员")


@pytest.mark.parametrize("typed", ["秀英", " 王秀英 ", "13812345678", "+86 138 1234 5678", "5678", "５６７８"])
def test_somebody_is_found_by_name_whole_number_or_last_four_digits(operator, typed):
    person = PersonFactory(name="王秀英", phone="+8613812345678")
    PersonFactory(name="李四", phone="+8613900001111")
    assert list(find_people(operator, typed)) == [person]


@pytest.mark.parametrize("typed", ["678", "45678", "2345678", "13812345", "1381234567", "%", "\\", "_"])
def test_no_search_answers_what_lists_mask(operator, typed):
    PersonFactory(name="王秀英", phone="+8613812345678")
    assert list(find_people(operator, typed)) == []


def test_of_a_number_from_abroad_the_last_two_digits_are_shown_so_four_find_nobody(operator):
    PersonFactory(name="Anna", phone="+4915112345678")
    assert list(find_people(operator, "5678")) == []


def test_nobody_is_found_whom_the_reader_does_not_see():
    PersonFactory(name="王秀英", phone="+8613812345678")
    assert list(find_people(UserFactory(), "秀英")) == []
    assert known_person(name="王秀英", phone="+8613812345678", by=UserFactory()) is None


def test_the_first_by_name_are_shown_and_no_more(operator):
    PersonFactory.create_batch(MOST_FOUND + 2, name="王")
    people = list(find_people(operator, "王"))
    assert [person.pk for person in people] == sorted(person.pk for person in people)
    assert len(people) == MOST_FOUND


def test_without_a_number_nobody_is_known_for_sure(operator):
    PersonFactory(name="王秀英")
    assert known_person(name="王秀英", phone="", by=operator) is None


@pytest.mark.parametrize("written", ["陳桂英", " 陈 桂 英", "陈·桂英"])
def test_somebody_is_known_by_the_number_and_the_name_in_any_writing(operator, written):
    person = PersonFactory(name="陈桂英", phone="+8613812345678")
    PersonFactory(name="陈桂英", phone="+8613900001111")
    PersonFactory(name="陈桂英子", phone="+8613812345678")
    assert known_person(name=written, phone="+8613812345678", by=operator) == person
    assert known_person(name="陈桂", phone="+8613812345678", by=operator) is None


@pytest.mark.parametrize("nobody", ["", "  ", "\u0301", "🌸", "'", "\\", "%"])
def test_nobody_is_called_by_nothing(nobody):
    PersonFactory(name="陈桂英")
    assert list(of_same_name(Person.objects.all(), nobody, person="")) == []


def test_a_family_is_who_acts_for_one_another_or_with_one_another_for_a_third(django_assert_num_queries):
    mother, father, stranger, former = PersonFactory.create_batch(4)
    daughter, son = GuardianshipFactory(by=mother).person, GuardianshipFactory(by=mother).person
    GuardianshipFactory(by=father, person=daughter)
    grandmother = GuardianshipFactory(by=mother, kind="elder").person
    ended = (clock.today() - dt.timedelta(days=9), clock.today())
    GuardianshipFactory(by=former, person=daughter, during=ended)

    with django_assert_num_queries(2):
        families = families_of([mother.pk, father.pk, daughter.pk, stranger.pk, former.pk])

    assert families == {
        mother.pk: {father.pk, daughter.pk, son.pk, grandmother.pk},
        father.pk: {mother.pk, daughter.pk},
        daughter.pk: {mother.pk, father.pk, son.pk, grandmother.pk},
        stranger.pk: set(),
        former.pk: set(),
    }


def test_of_nobody_no_family_is_asked_for(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert families_of([]) == {}
