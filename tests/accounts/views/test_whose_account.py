"""Possession of a number is not identity: what a code opens, what it asks, and what it takes away."""

import datetime as dt
import time

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import Consent, Notification, Person, SecurityEvent, User
from common.time import clock as portal_clock
from tests.factories import (
    ConsentFactory,
    OrgUnitFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    officer,
)
from tests.support.pages import levels, marks, refusals, text
from tests.support.signing_in import CODE, HOLDER, NEW, SIGN_IN, SIGN_UP, WHOSE, key_signed_in, prove, signed_in
from tests.support.tasks import run_tasks

PHONE = "+8613800138000"
TYPED = "13800138000"
NOT_ME = "/accounts/not-me/"


def days_ago(days: float) -> dt.datetime:
    return portal_clock.now() - dt.timedelta(days=days)


@pytest.fixture
def holder(notice) -> User:
    """An account in use, with an e-mail address; its holder has agreed to the notice."""
    user = UserFactory(phone=PHONE, email="wang@example.org", person__name="沈佳宁", last_login=days_ago(3))
    ConsentFactory(given_by=user, notice=notice)
    return user


@pytest.fixture
def dormant(holder) -> User:
    holder.last_login = days_ago(91)
    holder.save(update_fields=["last_login"])
    return holder


def say(client, who, **more):
    return client.post(WHOSE, {"who": str(who), **more})


def say_not_mine(client):
    """The answer to the second “mine alone now”."""
    assert say(client, "nobody").context["sure"]
    return say(client, "nobody", sure="on")


def open_own(client, notice, name="赵新"):
    return client.post(NEW, {"name": name, "consent": "on", "notice": notice.pk})


# --- An account in use ------------------------------------------------------------------------------------------


def test_an_account_in_use_opens_at_once_and_says_whose_it_is(client, holder, outbox):
    assert prove(client, outbox, TYPED, next="/me/family/").url == "/me/family/"
    assert key_signed_in(client) == str(holder.pk)
    page = text(client.get("/me/"))
    assert NOT_ME in page
    assert "沈佳宁" in page


def test_who_comes_to_sign_up_is_asked_and_learns_no_surname(client, holder, outbox):
    assert prove(client, outbox, TYPED, page=SIGN_UP).url == WHOSE
    assert key_signed_in(client) is None
    page = text(client.get(WHOSE))
    assert "＊佳宁" in page
    assert "沈" not in page
    assert client.get("/me/").url.startswith(SIGN_IN)
    assert say(client, holder.pk).url == "/me/"
    assert key_signed_in(client) == str(holder.pk)


def test_another_name_is_no_way_into_an_account_and_never_a_consent_of_its_holder(client, holder, outbox):
    Consent.objects.update(withdrawn_at=portal_clock.now())
    newer = PrivacyNoticeFactory(version="9")
    prove(client, outbox, TYPED, page=SIGN_UP)
    assert open_own(client, newer).url == WHOSE
    assert (key_signed_in(client), User.objects.count()) == (None, 1)
    say(client, "another")
    open_own(client, newer)
    assert not Consent.objects.in_force().filter(person=holder.person).exists()
    assert User.objects.get(pk=key_signed_in(client)).person.name == "赵新"


def test_nonsense_as_an_answer_is_asked_again(client, holder, outbox):
    prove(client, outbox, TYPED, page=SIGN_UP)
    somebody = UserFactory()
    for who in ("", "x", somebody.pk, "9" * 40):
        assert refusals(say(client, who)) <= {("who", "required"), ("who", "invalid_choice")}
    assert key_signed_in(client) is None


def test_who_was_let_in_at_once_leaves_again_and_is_asked(client, holder, outbox):
    prove(client, outbox, TYPED, next="/events/")
    assert text(client.get(NOT_ME))
    assert key_signed_in(client) == str(holder.pk)
    assert client.post(NOT_ME).url == WHOSE
    assert key_signed_in(client) is None
    assert say(client, holder.pk).url == "/events/"


def test_later_on_leaving_an_account_proves_no_number(client, holder, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        prove(client, outbox, TYPED)
        clock.shift(20 * 60)
        assert client.post(NOT_ME).url == SIGN_UP
        assert client.get(WHOSE).url == SIGN_IN
    by_password = signed_in(holder)
    assert by_password.post(NOT_ME).url == SIGN_UP
    assert by_password.get(WHOSE).url == SIGN_IN


def test_the_pages_after_the_code_are_for_nobody_else(client, holder, outbox):
    prove(client, outbox, TYPED, page=SIGN_UP)
    stranger = Client()
    for page in (WHOSE, HOLDER, NEW):
        assert stranger.get(page).url == SIGN_IN
        assert stranger.post(page, {"who": holder.pk, "name": "沈佳宁"}).url == SIGN_IN


def test_an_account_whose_number_was_moved_meanwhile_is_not_opened(client, holder, outbox):
    prove(client, outbox, TYPED, page=SIGN_UP)
    holder.phone = "+8613900139000"
    holder.save()
    assert say(client, holder.pk).url == NEW
    assert key_signed_in(client) is None


# --- An account that was not used for long ----------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["沈佳宁", " 沈 佳 宁 "])
def test_a_dormant_account_opens_to_whoever_names_its_holder(client, dormant, outbox, typed):
    assert prove(client, outbox, TYPED, next="/events/").url == WHOSE
    assert say(client, dormant.pk).url == HOLDER
    page = text(client.get(HOLDER))
    assert "＊佳宁" in page
    assert "沈" not in page
    assert client.post(HOLDER, {"name": typed}).url == "/events/"
    dormant.refresh_from_db()
    assert dormant.last_login > days_ago(1)


def test_wrong_names_are_never_entry_and_are_counted(client, dormant, outbox):
    prove(client, outbox, TYPED)
    say(client, dormant.pk)
    for typed in ("佳宁", "王佳宁", "＊佳宁"):
        assert refusals(client.post(HOLDER, {"name": typed})) == {("name", "not_the_holder")}
    answer = client.post(HOLDER, {"name": "沈佳宁"})
    assert (refusals(answer), marks(answer, "help")) == ({("name", "used_up")}, ["used-up"])
    assert key_signed_in(client) is None


def test_guesses_are_counted_for_the_account_and_not_for_the_browser(dormant, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        for _ in range(3):
            visitor = Client()
            prove(visitor, outbox, TYPED)
            say(visitor, dormant.pk)
            visitor.post(HOLDER, {"name": "王佳宁"})
            clock.shift(31)
        visitor = Client()
        prove(visitor, outbox, TYPED)
        say(visitor, dormant.pk)
        assert refusals(visitor.post(HOLDER, {"name": "沈佳宁"})) == {("name", "used_up")}


def test_the_name_is_asked_only_of_who_has_said_that_the_account_is_theirs(client, dormant, outbox):
    prove(client, outbox, TYPED)
    assert client.post(HOLDER, {"name": "沈佳宁"}).url == WHOSE
    assert key_signed_in(client) is None


@pytest.mark.parametrize(("days", "asked"), [(89, False), (91, True)])
def test_the_days_are_a_setting_and_an_account_never_used_counts_from_its_first_day(
    client, outbox, settings, notice, days, asked
):
    UserFactory(phone=PHONE, last_login=None, date_joined=days_ago(days))
    assert (prove(client, outbox, TYPED).url == WHOSE) is asked
    settings.SIGN_IN_DORMANT_DAYS = 30
    UserFactory(phone="+8613900139000", last_login=days_ago(31))
    assert prove(Client(), outbox, "13900139000").url == WHOSE


def test_a_number_that_the_office_has_typed_opens_to_whoever_names_the_holder(client, outbox, notice):
    user = UserFactory(phone=PHONE, phone_verified=False, person__name="沈佳宁")
    assert prove(client, outbox, TYPED).url == WHOSE
    assert say(client, user.pk).url == HOLDER
    assert client.post(HOLDER, {"name": "沈佳宁"}).url == "/me/"
    user.refresh_from_db()
    assert user.phone_verified
    client.post("/accounts/logout/")
    with time_machine.travel(time.time() + 60, tick=False):
        assert prove(client, outbox, TYPED).url == "/me/"


def test_a_dormant_sign_in_without_a_person_is_not_opened_by_any_name(client, outbox, notice):
    operator = StaffFactory(phone=PHONE, person=None, email="op@example.org", last_login=days_ago(91))
    prove(client, outbox, TYPED)
    say(client, operator.pk)
    for typed in ("op@example.org", "＊", "138****8000"):
        assert refusals(client.post(HOLDER, {"name": typed})) == {("name", "not_the_holder")}


# --- “Not mine” -------------------------------------------------------------------------------------------------


def test_not_mine_is_asked_twice_and_then_frees_the_number(client, holder, notice, outbox):
    office = officer("secretary", OrgUnitFactory(general_branch=True))
    ResidenceFactory(
        person=holder.person, household__building__estate__community=office.unitappointments.get().unit.community
    )
    old_session = signed_in(holder)
    assert old_session.get("/me/").status_code == 200
    prove(client, outbox, TYPED, page=SIGN_UP)
    assert say(client, "nobody").context["sure"]
    holder.refresh_from_db()
    assert holder.phone == PHONE
    assert say(client, "nobody", sure="on").url == NEW
    holder.refresh_from_db()
    holder.person.refresh_from_db()
    assert (holder.phone, holder.phone_verified, holder.person.phone, holder.is_active) == (None, False, "", True)
    assert old_session.get("/me/").url.startswith(SIGN_IN)
    events = SecurityEvent.objects.filter(user=holder).values_list("what", flat=True)
    assert set(events) == {"number_freed", "number_removed"}
    assert Notification.objects.get(recipient=office.person).kind == "number_freed_office"
    assert Notification.objects.get(recipient=holder.person).kind == "number_freed"
    run_tasks()
    assert [message.to for message in mail.outbox if "wang" in message.to[0]] == [["wang@example.org"]]
    assert outbox.notices == []
    open_own(client, notice)
    own = User.objects.get(pk=key_signed_in(client))
    assert (own.phone, own.phone_place, own.person.name) == (PHONE, 1, "赵新")
    assert User.objects.count() == 3


def test_the_number_of_somebody_with_a_role_is_not_taken_by_a_click(client, holder, notice, outbox):
    office = officer("secretary", OrgUnitFactory(general_branch=True))
    branch = office.unitappointments.get().unit
    pioneer = officer("pioneer", OrgUnitFactory(pioneer_post=True, community=branch.community))
    pioneer.phone, pioneer.last_login = "+8613900139000", days_ago(1)
    pioneer.save()
    for _ in range(2):
        visitor = Client()
        with time_machine.travel(time.time() + 60 * _, tick=False):
            prove(visitor, outbox, "13900139000", page=SIGN_UP)
            answer = say_not_mine(visitor)
            assert answer.url == f"{WHOSE}?held=1"
            assert marks(visitor.get(answer.url), "help") == ["held"]
            assert open_own(visitor, notice).url == WHOSE
    pioneer.refresh_from_db()
    assert pioneer.phone == "+8613900139000"
    assert SecurityEvent.objects.filter(user=pioneer, what="number_disputed").count() == 1
    assert Notification.objects.get(recipient=office.person).kind == "number_disputed"


def test_not_mine_is_never_said_of_an_account_that_nobody_was_asked_about(client, holder, outbox):
    prove(client, outbox, TYPED, page=SIGN_UP)
    assert say(client, "nobody", sure="on").context["sure"]
    joined = UserFactory(phone=PHONE, phone_place=2, email=None)
    assert say(client, "nobody", sure="on").context["sure"]
    assert {account.pk for account in User.objects.on_number(PHONE)} == {holder.pk, joined.pk}
    assert say(client, "nobody", sure="on").url == NEW
    assert not User.objects.on_number(PHONE).exists()


def test_another_number_proven_in_another_tab_is_not_freed_by_the_first_one(client, holder, outbox):
    somebody = UserFactory(phone="+8613900139000")
    prove(client, outbox, TYPED, page=SIGN_UP)
    say(client, "nobody")
    prove(client, outbox, "13900139000", page=SIGN_UP)
    assert say(client, "nobody", sure="on").context["sure"]
    somebody.refresh_from_db()
    assert somebody.phone == "+8613900139000"


# --- An old couple with one number ------------------------------------------------------------------------------


@pytest.fixture
def couple(holder, notice) -> tuple[User, User]:
    second = UserFactory(
        phone=PHONE, phone_place=2, email=None, person__name="李建国", password=None, last_login=days_ago(2)
    )
    ConsentFactory(given_by=second, notice=notice)
    return holder, second


def test_the_second_one_opens_an_account_on_the_same_number(client, holder, notice, outbox):
    prove(client, outbox, TYPED, page=SIGN_UP, next="/stations/")
    assert say(client, "another").url == NEW
    assert open_own(client, notice, name="李建国").url == "/stations/"
    second = User.objects.get(pk=key_signed_in(client))
    assert (second.phone, second.phone_place, second.phone_verified) == (PHONE, 2, True)
    assert second.person.phone == PHONE
    assert Notification.objects.get().recipient == holder.person
    holder.refresh_from_db()
    assert (holder.phone, holder.phone_place) == (PHONE, 1)


def test_each_of_the_two_picks_oneself_at_every_sign_in(couple, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        for account in couple:
            visitor = Client()
            assert prove(visitor, outbox, TYPED).url == WHOSE
            page = text(visitor.get(WHOSE))
            assert ("＊佳宁" in page, "＊建国" in page, "沈" in page, "李" in page) == (True, True, False, False)
            say(visitor, account.pk)
            assert key_signed_in(visitor) == str(account.pk)
            clock.shift(31)


def test_number_and_password_decide_which_of_the_two_it_is(couple, client):
    first, second = couple
    second.set_password("Jianguo-1950")
    second.save()
    for account, password in ((second, "Jianguo-1950"), (first, "Haitang-1510")):
        visitor = Client()
        for _ in range(7):  # each right password counts no failure, neither against the one nor against the other
            visitor.post("/accounts/login/password/", {"login": TYPED, "password": password})
            assert key_signed_in(visitor) == str(account.pk)
            visitor.post("/accounts/logout/")


def test_one_password_of_two_accounts_on_a_number_opens_neither(couple, client):
    _first, second = couple
    second.set_password("Haitang-1510")
    second.save()
    client.post("/accounts/login/password/", {"login": TYPED, "password": "Haitang-1510"})
    assert key_signed_in(client) is None
    client.post("/accounts/login/password/", {"login": "wang@example.org", "password": "Haitang-1510"})
    assert key_signed_in(client) == str(couple[0].pk)


def test_not_mine_frees_the_number_from_both(couple, client, notice, outbox):
    prove(client, outbox, TYPED)
    say_not_mine(client)
    assert not User.objects.filter(phone=PHONE).exists()
    assert not Person.objects.filter(phone=PHONE).exists()


def test_more_than_a_family_is_told_to_call(client, holder, notice, outbox):
    for place in (2, 3, 4):
        UserFactory(phone=PHONE, phone_place=place, email=None)
    prove(client, outbox, TYPED)
    say(client, "another")
    answer = open_own(client, notice)
    assert answer.context["steps"].form.has_error("__all__", "user_phone_place_known")
    assert User.objects.on_number(PHONE).count() == 4


def test_a_second_account_opened_meanwhile_is_asked_about(client, holder, notice, outbox):
    prove(client, outbox, TYPED, page=SIGN_UP)
    say(client, "another")
    UserFactory(phone=PHONE, phone_place=2, email=None)
    answer = open_own(client, notice)
    assert answer.url == WHOSE
    assert User.objects.on_number(PHONE).count() == 2


def test_a_right_code_in_time_says_nothing_of_other_numbers(client, holder, outbox):
    """Until the code is back, a number with an account and one without give the same pages and the same session."""
    seen = []
    for phone, mask in ((TYPED, "138****8000"), ("13900139000", "139****9000")):
        for door in (SIGN_IN, SIGN_UP):
            visitor = Client()
            visitor.get(door)
            with time_machine.travel(time.time() + 60 * len(seen), tick=False):
                answer = visitor.post(door, {"phone": phone})
                page = text(visitor.get(CODE))
            pending = visitor.session["pending_code"]
            cookies = visitor.cookies.items()
            seen.append(
                (
                    door,
                    answer.status_code,
                    answer.url,
                    levels(answer),
                    page.replace(mask, "").split("csrfmiddlewaretoken")[0],
                    sorted(visitor.session.keys()),
                    {key: type(value) for key, value in pending.items()},
                    {name: (len(one.value), one["max-age"], one["samesite"]) for name, one in cookies},
                )
            )
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]
