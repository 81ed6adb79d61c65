"""Whom the desk has entered with a number finds oneself in the own account, and nobody else does."""

import pytest
from django.test import Client

from accounts.models import Consent, Notification, Person, User
from common.time import clock
from tests.factories import (
    ConsentFactory,
    GuardianshipFactory,
    PersonFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.pages import refusals, text
from tests.support.signing_in import NEW, SIGN_UP, WHOSE, key_signed_in, prove

PHONE = "+8613800138000"
TYPED = "13800138000"


def fill_in(client, current, name="王芳", **changes):
    return client.post(NEW, {"name": name, "consent": "on", "notice": current.pk, **changes})


@pytest.mark.parametrize("typed", ["李大爷", " 李 大 爷 ", "李大爺"])
def test_whom_the_desk_has_entered_finds_what_was_registered_before(client, notice, outbox, typed):
    entered = PersonFactory(name="李大爷", phone=PHONE)
    noted = ConsentFactory(person=entered, notice=notice)
    registration = RegistrationFactory(person=entered)
    prove(client, outbox, TYPED)
    fill_in(client, notice, name=typed)
    account = User.objects.get(phone=PHONE)
    assert account.person == entered
    assert Consent.objects.in_force().get(person=entered).given_by == account
    noted.refresh_from_db()
    assert noted.withdrawn_at is not None
    assert registration.event.title in client.get("/me/").content.decode()
    assert Person.objects.filter(phone=PHONE).count() == 1


def test_another_name_another_number_a_sign_in_or_a_child_is_nobody_to_take_over(client, notice, outbox):
    PersonFactory(name="李大妈", phone=PHONE)
    PersonFactory(name="李大爷", phone="+8613900139000")
    PersonFactory(name="李大爷", phone="")
    child = PersonFactory(name="李大爷", phone=PHONE)
    GuardianshipFactory(person=child, kind="child")
    UserFactory(person__name="李大爷", phone="+8613700137000")
    known = set(Person.objects.values_list("pk", flat=True))
    prove(client, outbox, TYPED)
    fill_in(client, notice, name="李大爷")
    assert User.objects.get(phone=PHONE).person_id not in known


@pytest.mark.parametrize("typed", ["沈佳宁", "瀋佳寧", "沈 佳宁"])
def test_who_says_not_mine_and_types_the_same_name_is_led_back_to_the_account(client, notice, outbox, typed):
    own = UserFactory(phone=PHONE, person__name="沈佳宁", last_login=clock.now())
    prove(client, outbox, TYPED, page=SIGN_UP)
    client.post(WHOSE, {"who": "another"})
    assert fill_in(client, notice, name=typed).url == WHOSE
    assert list(User.objects.all()) == [own]
    client.post(WHOSE, {"who": str(own.pk)})
    assert key_signed_in(client) == str(own.pk)


# --- Several people of one name with one number ------------------------------------------------------------------


@pytest.fixture
def father_and_son(notice) -> tuple[Person, Person]:
    return tuple(PersonFactory(name="王建国", phone=PHONE, birth_year=year) for year in (1950, 1978))


def asked_years(answer) -> list[str]:
    return [str(words) for _key, words in answer.context["form"].fields["meant"].choices]


@pytest.mark.parametrize("typed", ["王建国", "王建國", "王 建国"])
def test_of_father_and_son_the_visitor_says_which_one_it_is(client, father_and_son, notice, outbox, typed):
    father, son = father_and_son
    prove(client, outbox, TYPED)
    asked = fill_in(client, notice, name=typed)
    assert (asked.status_code, asked_years(asked)) == (200, ["1950 年", "1978 年", "都不是"])
    assert not User.objects.exists()
    assert fill_in(client, notice, name=typed, asked="on", meant=son.pk).url == "/me/"
    assert (User.objects.get().person, User.objects.get().person.birth_year) == (son, 1978)
    father.refresh_from_db()
    assert (father.name, father.phone) == ("王建国", PHONE)
    assert Person.objects.count() == 2


def test_nothing_of_them_is_shown_before_the_whole_name_and_the_consent(client, father_and_son, notice, outbox):
    prove(client, outbox, TYPED)
    pages = [
        client.get(NEW),
        fill_in(client, notice, consent="", name="王建国"),
        fill_in(client, notice, name="王建国", **{"step-at": "0", "step-back": "1"}),
    ]
    client.cookies["care"] = "1-3"
    pages.append(fill_in(client, notice, name="王建国", **{"step-at": "0"}))
    for page in pages:
        assert (page.status_code, "1950" in text(page), "1978" in text(page)) == (200, False, False)
    assert fill_in(client, notice, name="建国").url == "/me/"
    assert User.objects.get().person.name == "建国"


def test_none_of_them_is_somebody_new_and_the_office_looks(client, father_and_son, notice, outbox):
    office = StaffFactory()
    prove(client, outbox, TYPED)
    fill_in(client, notice, name="王建国")
    assert fill_in(client, notice, name="王建国", asked="on", meant=0).url == "/me/"
    assert User.objects.exclude(pk=office.pk).get().person not in father_and_son
    assert Notification.objects.get(recipient=office.person).kind == "namesakes_on_number"


@pytest.mark.parametrize(("said", "why"), [("", "required"), ("x", "invalid_choice"), ("9" * 40, "invalid_choice")])
def test_nonsense_is_asked_again(client, father_and_son, notice, outbox, said, why):
    prove(client, outbox, TYPED)
    assert refusals(fill_in(client, notice, name="王建国", asked="on", meant=said)) == {("meant", why)}
    assert not User.objects.exists()


def test_nobody_says_to_be_somebody_of_another_name_or_number(client, father_and_son, notice, outbox):
    others = [PersonFactory(name="李建国", phone=PHONE), PersonFactory(name="王建国", phone="+8613900139000")]
    prove(client, outbox, TYPED)
    for other in others:
        answer = fill_in(client, notice, name="王建国", asked="on", meant=other.pk)
        assert refusals(answer) == {("meant", "invalid_choice")}
    assert not User.objects.exists()


@pytest.mark.parametrize("years", [(None, None), (1950, 1950), (1950, 1950, None)])
def test_of_several_whom_no_year_tells_apart_none_is_guessed(client, notice, outbox, years):
    entered = [PersonFactory(name="李大爷", phone=PHONE, birth_year=year) for year in years]
    prove(client, outbox, TYPED)
    assert fill_in(client, notice, name="李大爷").url == "/me/"
    assert User.objects.get().person not in entered


def test_one_without_a_year_is_none_of_those_asked_about(client, notice, outbox):
    for year in (1950, None):
        PersonFactory(name="李大爷", phone=PHONE, birth_year=year)
    prove(client, outbox, TYPED)
    assert asked_years(fill_in(client, notice, name="李大爷")) == ["1950 年", "都不是"]


def test_two_accounts_of_one_name_on_a_number_are_told_apart(client, notice, outbox):
    with_place = [UserFactory(phone=PHONE, phone_place=place, person__name="王建国") for place in (1, 2)]
    prove(client, outbox, TYPED)
    choices = client.get(WHOSE).context["form"].fields["who"].choices
    assert [key for key, _words in choices[:2]] == [str(account.pk) for account in with_place]
    assert all("最近" in str(words) for _key, words in choices[:2])


# --- Who has taken the number -----------------------------------------------------------------------------------


def test_whom_the_desk_entered_finds_oneself_also_after_taking_the_number_from_an_account(client, notice, outbox):
    UserFactory(phone=PHONE, person__name="沈佳宁")
    own, other = PersonFactory(name="赵新", phone=PHONE), PersonFactory(name="沈大爷", phone=PHONE)
    prove(client, outbox, TYPED, page="/accounts/signup/")
    for sure in ("", "on"):
        client.post(WHOSE, {"who": "nobody", "sure": sure})
    assert set(Person.objects.values_list("phone", flat=True)) == {""}
    assert fill_in(client, notice, name="赵新").url == "/me/"
    own.refresh_from_db()
    other.refresh_from_db()
    assert (User.objects.get(phone=PHONE).person, own.phone, other.phone) == (own, PHONE, "")


def test_who_took_no_number_gets_nobody_who_has_none(client, notice, outbox):
    UserFactory(phone=PHONE, person__name="沈佳宁")
    own = PersonFactory(name="赵新", phone=PHONE)
    first, second = Client(), Client()
    prove(first, outbox, TYPED, page="/accounts/signup/")
    for sure in ("", "on"):
        first.post(WHOSE, {"who": "nobody", "sure": sure})
    prove(second, outbox, "13900139000")
    fill_in(second, notice, name="赵新")
    assert User.objects.get(phone="+8613900139000").person != own
