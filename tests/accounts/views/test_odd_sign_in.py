"""What nobody should type, pages that are sent twice, two tabs and Back: plain words, and nothing is lost."""

import time
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from accounts.models import Person, User
from common.time import clock as portal_clock
from tests.factories import PASSWORD, ConsentFactory, UserFactory
from tests.support.pages import refusals, text
from tests.support.signing_in import CODE, HOLDER, NEW, SIGN_IN, SIGN_UP, WHOSE, key_signed_in, prove

PHONE, TYPED = "+8613800138000", "13800138000"
PASSWORD_PAGE, EMAIL_PAGE = (
    "/accounts/login/password/",
    "/accounts/login/code/",
)
ODD = {
    "long": "王" * 10_000,
    "digits": "9" * 10_000,
    "null": "王\0芳",
    "emoji": "🌸👩‍👩‍👧",
    "surrogate": "\ud800",
    "bytes that are no text": b"\xed\xa0\x80\xff",
    "controls": "李\r\n\u202e芳\u200b",
    "blanks": " \u3000\u00a0 ",
    "markup": "<script>alert(1)</script>{{ 7*7 }}%(name)s",
    "digits of another script": "١٣٨٠٠١٣٨٠٠٠",
    "signs": "'\"\\;--%_",
}
ODDLY = pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
NAMES_IN_LINE = {"emoji", "markup", "digits of another script", "signs"}


@pytest.fixture
def user(notice) -> User:
    user = UserFactory(phone=PHONE, email="wang@example.org", person__name="王芳", last_login=portal_clock.now())
    ConsentFactory(given_by=user, notice=notice)
    return user


def send(client, page, **fields):
    """The answer, which is a page in words; a form that no browser sends is refused before any view reads it."""
    form = urlencode({name: _as_sent(value) for name, value in fields.items()})
    answer = client.post(page, form, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {200, 400}, answer
    page = answer.content.decode()
    assert ("<h1" in page, "<script>alert" in page) == (True, False)
    return answer


def _as_sent(value):
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


@ODDLY
def test_an_odd_number_costs_no_message(client, db, outbox, typed):
    for page in (SIGN_IN, SIGN_UP):
        answer = send(client, page, phone=typed, next="/events/")
        assert answer.status_code == 400 or answer.context["form"].errors.keys() == {"phone"}
    assert outbox.codes == []


@ODDLY
def test_an_odd_code_is_a_wrong_one_and_the_right_one_still_works(client, user, outbox, typed):
    client.post(SIGN_IN, {"phone": TYPED, "next": "/events/"})
    answer = send(client, CODE, code=typed)
    assert answer.status_code == 400 or answer.context["form"].errors.keys() == {"code"}
    assert client.post(CODE, {"code": outbox.codes[0][1]}).url == "/events/"


@ODDLY
def test_an_odd_password_or_address_opens_nothing(client, user, typed):
    for page, fields in (
        (PASSWORD_PAGE, {"login": typed, "password": PASSWORD}),
        (PASSWORD_PAGE, {"login": TYPED, "password": typed}),
        (EMAIL_PAGE, {"email": typed}),
        ("/accounts/password/reset/", {"email": typed}),
    ):
        answer = send(client, page, **fields)
        assert answer.status_code == 400 or answer.context["form"].errors
    assert key_signed_in(client) is None


@ODDLY
def test_an_odd_name_of_the_holder_opens_nothing_and_is_no_end_of_the_way(client, user, outbox, typed):
    User.objects.update(phone_verified=False)
    prove(client, outbox, TYPED, next="/events/")
    client.post(WHOSE, {"who": user.pk})
    answer = send(client, HOLDER, name=typed)
    assert answer.status_code == 400 or answer.context["form"].errors.keys() == {"name"}
    assert client.post(HOLDER, {"name": "王芳"}).url == "/events/"


@pytest.mark.parametrize("care", ["", "1-3"])
@pytest.mark.parametrize("kind", [kind for kind in ODD if kind not in NAMES_IN_LINE | {"digits"}])
def test_an_odd_name_opens_no_account_and_the_number_stays_proven(client, notice, outbox, kind, care):
    client.cookies["care"] = care
    prove(client, outbox, TYPED, next="/events/")
    answer = send(client, NEW, name=ODD[kind], consent="on", notice=str(notice.pk))
    assert answer.status_code == 400 or "name" in answer.context["steps"].form.errors
    assert not Person.objects.exists()
    assert client.post(NEW, {"name": "王芳", "consent": "on", "notice": notice.pk}).url == "/events/"


@pytest.mark.parametrize("kind", sorted(NAMES_IN_LINE))
def test_an_odd_name_that_can_be_read_is_a_name(client, notice, outbox, kind):
    prove(client, outbox, TYPED)
    client.post(NEW, {"name": ODD[kind], "consent": "on", "notice": notice.pk})
    assert User.objects.get().person.name == ODD[kind]
    assert client.get("/me/").status_code == 200


@ODDLY
def test_odd_answers_to_which_account_are_asked_again(client, user, outbox, typed):
    prove(client, outbox, TYPED, page=SIGN_UP)
    answer = send(client, WHOSE, who=typed, sure=typed)
    assert answer.status_code == 400 or answer.context["form"].errors.keys() == {"who"}
    assert client.post(WHOSE, {"who": user.pk}).url == "/me/"


# --- Sent twice, two tabs, Back -----------------------------------------------------------------------------------


def test_each_page_sent_twice_leads_to_where_one_wanted_to_go(client, notice, outbox):
    client.post(SIGN_IN, {"phone": TYPED, "next": "/events/"})
    code = {"code": outbox.codes[0][1]}
    assert [client.post(CODE, code).url for _ in range(2)] == [NEW, NEW]
    filled = {"name": "王芳", "consent": "on", "notice": notice.pk}
    assert [client.post(NEW, filled).url for _ in range(2)] == ["/events/", "/events/"]
    client.post("/accounts/logout/")
    with time_machine.travel(time.time() + 60, tick=False):
        client.post(SIGN_IN, {"phone": TYPED, "next": "/stations/"})
        code = {"code": outbox.codes[1][1]}
        assert [client.post(CODE, code).url for _ in range(2)] == ["/stations/", "/stations/"]


def test_choosing_and_naming_twice_leads_there_too(client, user, outbox):
    User.objects.update(phone_verified=False)
    prove(client, outbox, TYPED, next="/events/")
    assert [client.post(WHOSE, {"who": user.pk}).url for _ in range(2)] == [HOLDER, HOLDER]
    assert [client.post(HOLDER, {"name": "王芳"}).url for _ in range(2)] == ["/events/", "/events/"]


def test_back_after_each_step_shows_that_step_or_leads_on(client, user, notice, outbox):
    client.post(SIGN_UP, {"phone": TYPED})
    assert client.get(SIGN_UP).status_code == 200
    assert client.get(CODE).status_code == 200
    client.post(CODE, {"code": outbox.codes[0][1]})
    assert client.get(CODE).url == WHOSE
    client.post(WHOSE, {"who": "another"})
    assert client.get(WHOSE).status_code == 200
    assert client.get(NEW).status_code == 200
    client.post(WHOSE, {"who": user.pk})
    for page in (SIGN_UP, CODE, WHOSE, HOLDER, NEW):
        assert client.get(page).url == "/me/"


def test_a_number_proven_in_another_tab_gets_no_account_unseen(client, notice, outbox):
    prove(client, outbox, TYPED)
    first = client.get(NEW).context["steps"].form.initial["number"]
    with time_machine.travel(time.time() + 60, tick=False):
        prove(client, outbox, "13900139000")
        filled = {"name": "王芳", "consent": "on", "notice": notice.pk, "number": first}
        asked = client.post(NEW, filled)
        assert (asked.context["steps"].form.has_error("number", "another_number"), "139****9000" in text(asked)) == (
            True,
            True,
        )
        assert not User.objects.exists()
        shown = asked.context["steps"].form["number"].value()
        assert client.post(NEW, filled | {"number": shown}).url == "/me/"
    assert User.objects.get().phone == "+8613900139000"


def test_a_code_of_the_first_tab_is_not_taken_for_the_number_of_the_second(client, notice, outbox):
    client.post(SIGN_IN, {"phone": TYPED})
    client.post(SIGN_IN, {"phone": "13900139000"})
    (_first, code), (_second, newer) = outbox.codes
    if code != newer:
        assert refusals(client.post(CODE, {"code": code})) == {("code", "wrong")}
    assert client.post(CODE, {"code": newer}).url == NEW
    assert "139****9000" in text(client.get(NEW))


def test_after_too_long_the_page_begins_anew_and_the_way_on_stays(client, user, outbox):
    User.objects.update(phone_verified=False)
    with time_machine.travel(time.time(), tick=False) as clock:
        prove(client, outbox, TYPED, next="/events/")
        client.post(WHOSE, {"who": user.pk})
        clock.shift(20 * 60)
        for page, fields in ((WHOSE, {"who": user.pk}), (HOLDER, {"name": "王芳"}), (NEW, {"name": "王芳"})):
            other = Client()
            other.cookies = client.cookies.copy()
            answer = other.post(page, fields)
            assert answer.url.startswith(SIGN_IN)
        assert key_signed_in(client) is None
