"""The number, the code, the name and consent: an account for somebody who is new."""

import time

import pytest
import time_machine
from django.test import Client

from accounts.models import Consent, Person, PrivacyNotice, User
from tests.factories import PrivacyNoticeFactory
from tests.support.pages import levels, refusals
from tests.support.raw_sql import without_trigger
from tests.support.signing_in import CODE, NEW, SIGN_IN, SIGN_UP, WHOSE, key_signed_in, prove

PHONE = "+8613800138000"


def ask(client, phone="13800138000", page=SIGN_IN, **changes):
    return client.post(page, {"phone": phone, **changes})


def fill_in(client, current, name="王芳", **changes):
    return client.post(NEW, {"name": name, "consent": "on", "notice": current.pk, **changes})


@pytest.mark.parametrize("page", [SIGN_IN, SIGN_UP])
def test_number_code_name_and_consent_open_an_account(client, notice, outbox, page):
    assert ask(client, page=page).url == CODE
    [(phone, code)] = outbox.codes
    assert phone == PHONE
    assert client.post(CODE, {"code": code}).url == NEW
    response = fill_in(client, notice)
    assert (response.status_code, response.url) == (302, "/me/")
    user = User.objects.get(phone=PHONE)
    assert (user.phone_verified, user.phone_place, user.person.name, user.person.phone) == (True, 1, "王芳", PHONE)
    assert user.last_login is not None
    consent = Consent.objects.get(person=user.person)
    assert (consent.notice, consent.given_by, consent.withdrawn_at) == (notice, user, None)
    assert client.get("/me/").status_code == 200
    assert "proven_number" not in client.session


def test_nothing_is_kept_of_who_brings_the_code_back_and_goes_away(client, notice, outbox):
    prove(client, outbox, "13800138000")
    assert not Person.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("page", [SIGN_IN, SIGN_UP])
def test_the_way_on_is_kept_through_every_page(client, notice, outbox, page):
    prove(client, outbox, "13800138000", page=page, next="/events/?q=x")
    assert fill_in(client, notice).url == "/events/?q=x"


@pytest.mark.parametrize(
    "typed",
    [
        "１３８００１３８０００",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "0086-13800138000",
        "8613800138000",
    ],
)
def test_a_number_may_be_typed_in_any_usual_way(client, notice, outbox, typed):
    ask(client, phone=typed)
    assert [phone for phone, _code in outbox.codes] == [PHONE]


@pytest.mark.parametrize("typed", ["", "12345", "1380013800", "23800138000", "一三八", "9" * 4000])
def test_what_is_no_number_is_answered_at_the_field_and_costs_no_message(client, notice, outbox, typed):
    response = ask(client, phone=typed)
    assert response.status_code == 200
    assert "phone" in response.context["form"].errors
    assert outbox.codes == []


def test_a_code_may_be_typed_full_width_and_with_blanks(client, notice, outbox):
    ask(client)
    code = outbox.codes[0][1]
    wide = " ".join(chr(ord(digit) - ord("0") + ord("０")) for digit in code)
    assert client.post(CODE, {"code": wide}).url == NEW


def test_without_consent_or_name_nothing_is_opened_and_the_number_stays_proven(client, notice, outbox):
    prove(client, outbox, "13800138000")
    assert "consent" in fill_in(client, notice, consent="").context["steps"].form.errors
    assert "name" in fill_in(client, notice, name=" ").context["steps"].form.errors
    assert not User.objects.exists()
    assert fill_in(client, notice).url == "/me/"


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 40])
def test_nonsense_as_a_notice_is_answered_at_the_form(client, notice, outbox, typed):
    prove(client, outbox, "13800138000")
    assert fill_in(client, notice, notice=typed).status_code == 200
    assert not User.objects.exists()


def test_consent_to_a_notice_that_was_replaced_meanwhile_is_asked_again(client, notice, outbox):
    prove(client, outbox, "13800138000")
    newer = PrivacyNoticeFactory(version="9")
    assert "notice" in fill_in(client, notice).context["steps"].form.errors
    assert not User.objects.exists()
    assert fill_in(client, newer).url == "/me/"


def test_no_notice_no_account(client, outbox, db):
    with without_trigger(PrivacyNotice, "privacy_notice_in_force_stays"):
        PrivacyNotice.objects.all().delete()
    prove(client, outbox, "13800138000")
    assert 'name="name"' not in client.get(NEW).content.decode()
    client.post(NEW, {"name": "王芳", "consent": "on", "notice": 1})
    assert not User.objects.exists()


def test_nobody_opens_an_account_without_a_proven_number(client, notice, outbox):
    answer = fill_in(client, notice)
    assert (answer.url, levels(answer)) == (SIGN_IN, ["info"])
    ask(client)
    assert fill_in(client, notice).url == SIGN_IN
    assert not User.objects.exists()


def test_a_proven_number_ends_and_the_way_on_stays(client, notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        prove(client, outbox, "13800138000", next="/events/")
        clock.shift(20 * 60)
        answer = fill_in(client, notice)
        assert (answer.url, levels(answer)) == (f"{SIGN_IN}?next=%2Fevents%2F", ["info"])
        assert not User.objects.exists()


def test_a_code_works_once_and_leads_on_in_another_tab(client, notice, outbox):
    ask(client)
    code = outbox.codes[0][1]
    client.post(CODE, {"code": code})
    assert client.post(CODE, {"code": code}).url == NEW
    assert client.get(CODE).url == NEW
    fill_in(client, notice)
    client.post("/accounts/logout/")
    answer = client.post(CODE, {"code": code})
    assert (answer.url, levels(answer)[-1]) == (SIGN_IN, "info")
    assert key_signed_in(client) is None


def test_a_form_sent_twice_opens_one_account(client, notice, outbox):
    prove(client, outbox, "13800138000")
    fill_in(client, notice)
    assert fill_in(client, notice).url == "/me/"
    assert User.objects.count() == 1


def test_two_browsers_that_both_hold_the_number_open_one_account_and_are_asked(notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        one, other = Client(), Client()
        for browser in (one, other):
            prove(browser, outbox, "13800138000")
            clock.shift(31)
        fill_in(one, notice)
        assert fill_in(other, notice, name="李娟").url == WHOSE
        assert User.objects.get().person.name == "王芳"


def test_an_expired_code_is_told_apart_and_a_new_one_works(client, notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        ask(client)
        assert len(outbox.codes) == 1
        clock.shift(5 * 60)
        assert client.get(CODE).context["is_over"]
        assert refusals(client.post(CODE, {"code": outbox.codes[0][1]})) == {("code", "expired")}
        client.post(CODE, {"action": "resend"})
        clock.shift(4 * 60)
        assert client.post(CODE, {"code": outbox.codes[1][1]}).url == NEW


def test_a_new_code_ends_the_old_one(client, notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        ask(client)
        clock.shift(31)
        client.post(CODE, {"action": "resend"})
        first, second = (code for _phone, code in outbox.codes)
        if first != second:
            assert client.post(CODE, {"code": first}).status_code == 200
        assert client.post(CODE, {"code": second}).url == NEW


@pytest.mark.parametrize(("page", "back"), [(SIGN_IN, SIGN_IN), (SIGN_UP, SIGN_UP)])
def test_five_wrong_codes_end_it_even_for_the_right_one(client, notice, outbox, page, back):
    ask(client, page=page, next="/events/")
    right = outbox.codes[0][1]
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post(CODE, {"code": wrong}).status_code == 200
    assert client.post(CODE, {"code": right}).url == f"{back}?next=%2Fevents%2F"
    assert fill_in(client, notice).url == SIGN_IN
    assert not User.objects.exists()


def test_guesses_are_counted_though_a_copied_session_forgets_them(client, notice, outbox):
    """Parallel guesses all start from the same session; the count lives in the shared cache."""
    ask(client)
    right = outbox.codes[0][1]
    wrong = "000000" if right != "000000" else "111111"
    kept = dict(client.session)
    for _ in range(5):
        client.post(CODE, {"code": wrong})
        session = client.session
        session.update(kept)
        session.save()
    client.post(CODE, {"code": right})
    assert "proven_number" not in client.session


def test_a_double_click_sends_one_message(client, notice, outbox):
    ask(client)
    assert refusals(ask(client)) == {("phone", "too_soon")}
    assert len(outbox.codes) == 1


def test_messages_to_one_number_are_limited_whoever_asks(notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        for _ in range(15):
            ask(Client())
            sent = len(outbox.codes)
            clock.shift(31)
    assert sent == 10


def test_care_mode_asks_one_question_a_screen(client, notice, outbox):
    client.cookies["care"] = "1-0"
    prove(client, outbox, "13800138000")
    assert client.get(NEW).context["steps"].count == 2
    client.post(NEW, {"name": "王芳", "step-at": "0", "step-seen": "-1"})
    assert not User.objects.exists()
    assert fill_in(client, notice, **{"step-at": "1", "step-seen": "0"}).url == "/me/"


def test_names_are_shown_as_text(client, notice, outbox):
    prove(client, outbox, "13800138000")
    fill_in(client, notice, name="<script>alert(1)</script>")
    page = client.get("/me/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
