import time

import pytest
import time_machine
from django.test import Client

from accounts.models import Consent, Person, PrivacyNotice, User
from tests.factories import PrivacyNoticeFactory, UserFactory
from tests.support.raw_sql import without_trigger

SIGN_UP = "/accounts/signup/"
CODE = "/accounts/code/"
PHONE = "+8613800138000"


def ask(client, notice, phone="13800138000", **changes):
    return client.post(SIGN_UP, {"name": "王芳", "phone": phone, "consent": "on", "notice": notice.pk, **changes})


def test_the_right_code_opens_an_account_with_person_and_consent(client, notice, outbox):
    assert ask(client, notice).url == CODE
    [(phone, code)] = outbox.codes
    assert phone == PHONE
    response = client.post(CODE, {"code": code})
    assert (response.status_code, response.url) == (302, "/me/")
    user = User.objects.get(phone=PHONE)
    assert (user.phone_verified, user.person.name, user.person.phone) == (True, "王芳", PHONE)
    consent = Consent.objects.get(person=user.person)
    assert (consent.notice, consent.given_by, consent.withdrawn_at) == (notice, user, None)
    assert client.get("/me/").status_code == 200


def test_nothing_is_kept_of_who_never_brings_the_code_back(client, notice, outbox):
    ask(client, notice)
    assert len(outbox.codes) == 1
    assert not Person.objects.filter(name="王芳").exists()
    assert not User.objects.filter(phone=PHONE).exists()


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
    ask(client, notice, phone=typed)
    assert [phone for phone, _code in outbox.codes] == [PHONE]


@pytest.mark.parametrize("typed", ["", "12345", "1380013800", "23800138000", "一三八", "9" * 4000])
def test_what_is_no_number_is_answered_at_the_field_and_costs_no_message(client, notice, outbox, typed):
    response = ask(client, notice, phone=typed)
    assert response.status_code == 200
    assert "phone" in response.context["steps"].form.errors
    assert outbox.codes == []


def test_a_code_may_be_typed_full_width_and_with_blanks(client, notice, outbox):
    ask(client, notice)
    code = outbox.codes[0][1]
    wide = " ".join(chr(ord(digit) - ord("0") + ord("０")) for digit in code)
    assert client.post(CODE, {"code": wide}).url == "/me/"


def test_without_consent_no_code_is_sent(client, notice, outbox):
    response = ask(client, notice, consent="")
    assert "consent" in response.context["steps"].form.errors
    assert outbox.codes == []


def test_consent_to_a_notice_that_was_replaced_meanwhile_is_asked_again(client, notice, outbox):
    PrivacyNoticeFactory(version="9")
    response = ask(client, notice)
    assert "notice" in response.context["steps"].form.errors
    assert outbox.codes == []


def test_a_notice_replaced_while_the_code_travels_opens_no_account(client, notice, outbox):
    ask(client, notice)
    PrivacyNoticeFactory(version="9")
    response = client.post(CODE, {"code": outbox.codes[0][1]}, follow=True)
    assert response.redirect_chain[-1][0] == SIGN_UP
    assert not User.objects.filter(phone=PHONE).exists()


def test_a_known_number_gets_the_same_answers_and_ends_in_its_own_account(client, notice, outbox):
    known = UserFactory(phone=PHONE, person__name="李娟")
    first = ask(client, notice)
    stranger = ask(Client(), notice, phone="13900139000")
    assert (first.status_code, first.url) == (stranger.status_code, stranger.url)
    assert [phone for phone, _code in outbox.codes] == [PHONE, "+8613900139000"]
    client.post(CODE, {"code": outbox.codes[0][1]})
    assert client.session["_auth_user_id"] == str(known.pk)
    known.person.refresh_from_db()
    assert known.person.name == "李娟"
    assert Consent.objects.filter(person=known.person, notice=notice).count() == 1


def test_the_page_of_the_code_looks_the_same_for_known_and_unknown_numbers(notice, outbox):
    UserFactory(phone=PHONE)
    pages = []
    for phone in ("13800138000", "13900138000"):
        visitor = Client()
        ask(visitor, notice, phone=phone)
        page = visitor.get(CODE).content.decode()
        pages.append(page.replace("138****8000", "*").replace("139****8000", "*"))
    strip = [page.split("csrfmiddlewaretoken")[0] for page in pages]
    assert strip[0] == strip[1]
    assert "13800138000" not in pages[0]


def test_a_code_works_once(client, notice, outbox):
    ask(client, notice)
    code = outbox.codes[0][1]
    client.post(CODE, {"code": code})
    client.post("/accounts/logout/")
    assert client.post(CODE, {"code": code}).url == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_an_expired_code_is_told_apart_and_a_new_one_works(client, notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        ask(client, notice)
        assert len(outbox.codes) == 1
        clock.shift(5 * 60)
        assert client.get(CODE).context["is_over"]
        response = client.post(CODE, {"code": outbox.codes[0][1]})
        assert response.status_code == 200
        assert response.context["form"].has_error("code", "expired")
        client.post(CODE, {"action": "resend"})
        clock.shift(4 * 60)
        assert client.post(CODE, {"code": outbox.codes[1][1]}).url == "/me/"


def test_a_new_code_ends_the_old_one(client, notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        ask(client, notice)
        clock.shift(31)
        client.post(CODE, {"action": "resend"})
        first, second = (code for _phone, code in outbox.codes)
        if first != second:
            assert client.post(CODE, {"code": first}).status_code == 200
        assert client.post(CODE, {"code": second}).url == "/me/"


def test_five_wrong_codes_end_it_even_for_the_right_one(client, notice, outbox):
    ask(client, notice)
    right = outbox.codes[0][1]
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post(CODE, {"code": wrong}).status_code == 200
    assert client.post(CODE, {"code": right}).url == SIGN_UP
    assert not User.objects.filter(phone=PHONE).exists()


def test_guesses_are_counted_though_a_copied_session_forgets_them(client, notice, outbox):
    """Parallel guesses all start from the same session; the count lives in the shared cache."""
    ask(client, notice)
    right = outbox.codes[0][1]
    wrong = "000000" if right != "000000" else "111111"
    kept = dict(client.session)
    for _ in range(5):
        client.post(CODE, {"code": wrong})
        session = client.session
        session.update(kept)
        session.save()
    client.post(CODE, {"code": right})
    assert not User.objects.filter(phone=PHONE).exists()


def test_a_double_click_sends_one_message(client, notice, outbox):
    ask(client, notice)
    response = ask(client, notice)
    assert response.status_code == 200
    assert len(outbox.codes) == 1


def test_messages_to_one_number_are_limited_whoever_asks(notice, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        for _ in range(15):
            ask(Client(), notice)
            sent = len(outbox.codes)
            clock.shift(31)
    assert sent == 10


def test_no_notice_no_sign_up(client, outbox, db):
    with without_trigger(PrivacyNotice, "privacy_notice_in_force_stays"):
        PrivacyNotice.objects.all().delete()
    assert 'name="phone"' not in client.get(SIGN_UP).content.decode()
    client.post(SIGN_UP, {"name": "王芳", "phone": "13800138000", "consent": "on", "notice": 1})
    assert outbox.codes == []


def test_care_mode_asks_one_question_a_screen(client, notice, outbox):
    client.cookies["care"] = "1-0"
    assert client.get(SIGN_UP).context["steps"].count == 3
    page = client.post(SIGN_UP, {"name": "王芳", "step-at": "0", "step-seen": "-1"})
    page = client.post(SIGN_UP, {"name": "王芳", "phone": "13800138000", "step-at": "1", "step-seen": "0"})
    assert outbox.codes == []
    page = ask(client, notice, **{"step-at": "2", "step-seen": "1"})
    assert page.url == CODE
    assert len(outbox.codes) == 1


def test_names_are_shown_as_text(client, notice, outbox):
    ask(client, notice, name="<script>alert(1)</script>")
    client.post(CODE, {"code": outbox.codes[0][1]})
    page = client.get("/me/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
