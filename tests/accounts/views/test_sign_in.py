import datetime as dt
import re
import time

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import CodeTally, User
from accounts.sms import TryLater, Undeliverable
from common.time import clock as portal_clock
from tests.factories import PASSWORD, CommunityFactory, GridFactory, OrgUnitFactory, UserFactory, officer
from tests.support.pages import levels, marks, refusals
from tests.support.signing_in import key_signed_in, prove
from tests.support.tasks import run_tasks

SIGN_IN = "/accounts/login/"
CODE = "/accounts/code/"
PHONE = "+8613800138000"


def test_the_code_signs_in_and_leads_to_where_one_wanted_to_go(client, user, outbox):
    assert client.post(SIGN_IN, {"phone": "13800138000", "next": "/me/family/"}).url == CODE
    [(phone, code)] = outbox.codes
    assert phone == PHONE
    assert client.post(CODE, {"code": code}).url == "/me/family/"
    assert key_signed_in(client) == str(user.pk)


def test_the_way_on_never_leads_to_another_site(client, user, outbox):
    client.post(SIGN_IN, {"phone": "13800138000", "next": "https://evil.example/"})
    assert client.post(CODE, {"code": outbox.codes[0][1]}).url == "/me/"


def test_every_number_gets_a_code_and_the_same_answer(client, user, outbox):
    known = client.post(SIGN_IN, {"phone": "13800138000"})
    visitor = Client()
    unknown = visitor.post(SIGN_IN, {"phone": "13900139000"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [phone for phone, _code in outbox.codes] == [PHONE, "+8613900139000"]
    pages = [
        browser.get(CODE).content.decode().replace(mask, "*").split("csrfmiddlewaretoken")[0]
        for browser, mask in ((client, "138****8000"), (visitor, "139****9000"))
    ]
    assert pages[0] == pages[1]


def test_a_second_code_is_the_same_for_every_number_too(client, user, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        visitor = Client()
        for browser, phone in ((client, "13800138000"), (visitor, "13900139000")):
            browser.post(SIGN_IN, {"phone": phone})
        clock.shift(31)
        answers = [browser.post(CODE, {"action": "resend"}) for browser in (client, visitor)]
        assert {(answer.status_code, answer.url) for answer in answers} == {(302, CODE)}
        assert [phone for phone, _code in outbox.codes] == [PHONE, "+8613900139000"] * 2


@pytest.mark.parametrize("typed", ["", "0", "None", "9" * 500])
def test_nonsense_is_no_code(client, user, outbox, typed):
    client.post(SIGN_IN, {"phone": "13800138000"})
    assert client.post(CODE, {"code": typed}).status_code == 200
    assert key_signed_in(client) is None


def test_a_code_belongs_to_the_browser_that_asked(client, user, outbox):
    client.post(SIGN_IN, {"phone": "13800138000"})
    thief = Client()
    assert thief.post(CODE, {"code": outbox.codes[0][1]}).url == SIGN_IN
    assert key_signed_in(thief) is None


def test_the_session_keeps_no_code_in_the_clear(client, user, outbox):
    client.post(SIGN_IN, {"phone": "13800138000"})
    assert outbox.codes[0][1] not in str(dict(client.session))


@pytest.mark.parametrize("failure", [TryLater("timeout"), Undeliverable("isv.MOBILE_NUMBER_ILLEGAL")])
def test_a_carrier_that_fails_reveals_nobodys_number(user, outbox, caplog, failure):
    outbox.failure = failure
    with time_machine.travel(time.time(), tick=False) as clock:
        visitors = Client(), Client()
        answers = [
            browser.post(SIGN_IN, {"phone": phone})
            for browser, phone in zip(visitors, ("13800138000", "13900139000"), strict=True)
        ]
        assert {(answer.status_code, answer.url) for answer in answers} == {(302, CODE)}
        assert outbox.codes == []
        clock.shift(31)
        pages = [browser.post(CODE, {"action": "resend"}, follow=True) for browser in visitors]
        known, unknown = (re.sub(r"[A-Za-z0-9]{64}", "", page.content.decode()) for page in pages)
        assert known.replace("138****8000", "*") == unknown.replace("139****9000", "*")
    assert failure.code in caplog.text
    assert "13800138000" not in caplog.text


def test_after_a_carrier_has_failed_the_next_code_signs_in(client, user, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        outbox.failure = Undeliverable("isv.OUT_OF_SERVICE")
        client.post(SIGN_IN, {"phone": "13800138000"})
        assert outbox.codes == []
        outbox.failure = None
        clock.shift(31)
        client.post(CODE, {"action": "resend"})
        client.post(CODE, {"code": outbox.codes[0][1]})
        assert key_signed_in(client) == str(user.pk)


def test_what_was_refused_or_not_sent_counts_for_nothing(user, outbox, settings):
    with time_machine.travel(time.time(), tick=False) as clock:
        for _ in range(12):  # more than a number may have in an hour
            outbox.failure = Undeliverable("isv.MOBILE_NUMBER_ILLEGAL")
            assert Client().post(SIGN_IN, {"phone": "13800138000"}).url == CODE
            assert outbox.codes == []
            clock.shift(3)
        assert CodeTally.objects.get().sent == 0
        outbox.failure = None
        assert Client().post(SIGN_IN, {"phone": "13800138000"}).url == CODE
        for _ in range(12):
            assert refusals(Client().post(SIGN_IN, {"phone": "13800138000"})) == {("phone", "too_soon")}
        assert len(outbox.codes) == 1
        for _ in range(9):  # as if nobody had tried in between
            clock.shift(31)
            assert Client().post(SIGN_IN, {"phone": "13800138000"}).url == CODE
        clock.shift(31)
        assert refusals(Client().post(SIGN_IN, {"phone": "13800138000"})) == {("phone", "too_many")}
        assert len(outbox.codes) == 10


@pytest.mark.parametrize("phone", ["13800138000", "13700137000"], ids=["known", "unknown"])
def test_half_a_minute_passes_between_two_codes_to_one_number(user, outbox, phone):
    with time_machine.travel(time.time(), tick=False) as clock:
        assert Client().post(SIGN_IN, {"phone": phone}).url == CODE
        assert refusals(Client().post(SIGN_IN, {"phone": phone})) == {("phone", "too_soon")}
        clock.shift(31)
        assert Client().post(SIGN_IN, {"phone": phone}).url == CODE


def test_the_page_says_how_long_a_code_holds_and_a_new_code_holds_as_long_again(client, user, outbox):
    """DOMAIN.md §4, check 13: five minutes, and five more for whoever asks."""
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post(SIGN_IN, {"phone": "13800138000"})
        page = client.get(CODE)
        assert page.context["minutes"] == 5
        assert 'value="resend"' in page.content.decode()
        clock.shift(4 * 60)
        client.post(CODE, {"action": "resend"})
        [_first, (_phone, code)] = outbox.codes
        clock.shift(4 * 60)
        assert client.post(CODE, {"code": code}).url == "/me/"


@pytest.mark.parametrize("page", [SIGN_IN, "/accounts/signup/"])
def test_known_and_unknown_numbers_cost_the_same_queries_and_wait_for_no_carrier(user, outbox, page, monkeypatch):
    """What an answer's time could tell: how much is asked of the database, and whether the carrier is spoken to."""

    def speak(*args: object, **kwargs: object) -> None:
        raise AssertionError("the page spoke to the carrier")

    monkeypatch.setattr(outbox, "send_code", speak)
    counted = []
    for phone in ("13700137000", "13800138000", "13900139000"):  # the first one warms what is cached
        with CaptureQueriesContext(connection) as queries:
            assert Client().post(page, {"phone": phone}).url == CODE
        counted.append([re.sub(r"'[^']*'|[0-9a-fx_]{16,}", "", one["sql"])[:60] for one in queries])
    assert counted[1] == counted[2]


def test_an_account_that_is_switched_off_stays_outside(client, user, outbox):
    User.objects.update(is_active=False)
    client.post(SIGN_IN, {"phone": "13800138000"})
    # The number may have a new owner, for whom there is a way on; to the account itself there is none.
    assert client.post(CODE, {"code": outbox.codes[0][1]}).url == "/accounts/whose/"
    assert client.post("/accounts/whose/", {"who": user.pk}).url == "/accounts/inactive/"
    assert key_signed_in(client) is None


def test_the_console_sender_shows_the_code_and_says_that_nothing_was_sent(client, user, settings, capsys):
    settings.SMS_SENDER = "accounts.sms.ConsoleSender"
    client.post(SIGN_IN, {"phone": "13800138000"})
    run_tasks()
    printed = capsys.readouterr().out
    [code] = re.findall(r"(?<!\d)\d{6}(?!\d)", printed)
    assert "没有真的发出" in printed
    assert client.post(CODE, {"code": code}).url == "/me/"


def test_who_is_signed_in_is_led_on(client, user):
    client.force_login(user)
    assert client.get(SIGN_IN).url == "/me/"
    assert client.get("/accounts/signup/").url == "/me/"
    assert client.get(SIGN_IN, {"next": "/events/"}).url == "/events/"


@pytest.mark.parametrize("way_on", ["x", "me", "1,2,3", "admin:index", "/\\evil.example", "events/"])
@pytest.mark.parametrize("page", [SIGN_IN, "/accounts/signup/", "/accounts/logout/", "/accounts/login/password/"])
def test_text_that_is_no_address_is_no_way_on(client, user, page, way_on):
    client.force_login(user)
    answer = client.post(page, {"next": way_on}) if "logout" in page else client.get(page, {"next": way_on})
    assert (answer.status_code, answer.url) in {(302, "/me/"), (302, "/")}


@pytest.mark.parametrize("page", [SIGN_IN, "/accounts/signup/"])
@pytest.mark.parametrize(
    "phone", ["+8821300000000", "+37060000000", "+1 900 555 0199", "+44 9 8765 4321", "+85291234567"]
)
def test_no_code_goes_abroad_unless_the_setting_names_the_country(client, db, outbox, settings, page, phone):
    typed = {"phone": phone}
    assert refusals(client.post(page, typed)) == {("phone", "country")}
    assert outbox.codes == []
    settings.SMS_COUNTRIES = ["+86", "+852"]
    assert client.post(page, typed).status_code == (302 if phone.startswith("+852") else 200)


def test_when_the_codes_of_the_day_are_used_up_everybody_is_told_the_same_and_shown_the_desk(user, outbox, settings):
    CommunityFactory(phone="0512-68250000")
    settings.CODES_A_DAY = 1
    CodeTally.objects.create(day=portal_clock.today() - dt.timedelta(days=1), sent=1)
    Client().post(SIGN_IN, {"phone": "13800138000"})
    assert len(outbox.codes) == 1
    for phone in ("13700137000", "13900139000"):
        answer = Client().post(SIGN_IN, {"phone": phone})
        assert refusals(answer) == {("phone", "none_left")}
        assert marks(answer, "help") == ["used-up"]


def test_the_page_of_the_code_shows_the_desk_when_no_more_codes_are_to_be_had(client, user, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post(SIGN_IN, {"phone": "13800138000"})
        for _ in range(9):
            clock.shift(31)
            page = client.post(CODE, {"action": "resend"}, follow=True)
            assert marks(page, "help") == []
        clock.shift(31)
        assert marks(client.post(CODE, {"action": "resend"}, follow=True), "help") == ["used-up"]


# --- The phone number -------------------------------------------------------------------------------------------


@pytest.fixture
def mover(user, client) -> User:
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    return user


def test_a_number_of_somebody_else_is_refused_after_the_codes_not_before(client, mover, outbox):
    UserFactory(phone="+8613900139000")
    assert client.post("/accounts/phone/change/", {"phone": "13900139000"}).url == CODE
    assert client.post(CODE, {"code": outbox.codes[0][1]}).url == CODE
    response = client.post(CODE, {"code": outbox.codes[1][1]})
    assert (response.url, levels(response)[-1]) == ("/accounts/phone/change/", "error")
    mover.refresh_from_db()
    assert mover.phone == PHONE


def test_who_has_a_password_gives_it_again_before_changing_the_number(client, user, outbox):
    client.force_login(user)
    response = client.post("/accounts/phone/change/", {"phone": "13900139000"})
    assert response.url.startswith("/accounts/reauthenticate/")
    assert outbox.codes == []


def test_a_pending_code_of_a_visitor_is_no_code_for_a_change(client, mover, outbox):
    session = client.session
    visitor = Client()
    visitor.post(SIGN_IN, {"phone": "13800138000"})
    session["pending_code"] = visitor.session["pending_code"]
    session.save()
    assert client.get(CODE).url == "/me/"


# --- Behind a proxy ---------------------------------------------------------------------------------------------


def test_behind_a_proxy_the_visitors_own_address_is_limited(settings, db):
    from allauth.core.internal.ratelimit import get_ip

    request = RequestFactory().post("/", headers={"x-forwarded-for": "203.0.113.7"}, REMOTE_ADDR="10.0.0.1")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert get_ip(request) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert get_ip(request) == "203.0.113.7"


def test_hammering_the_entrance_is_stopped_for_one_address(client, db, outbox):
    answers = [client.post(SIGN_IN, {"phone": "x"}).status_code for _ in range(32)]
    assert answers[:30] == [200] * 30
    assert answers[30:] == [429, 429]


@pytest.mark.parametrize("way_on", ["//evil.example", "javascript:alert(1)", "https:///", "a" * 9000])
def test_nonsense_as_the_way_on_is_ignored(client, user, outbox, way_on):
    assert client.get(SIGN_IN, {"next": way_on}).status_code == 200
    client.post(SIGN_IN, {"phone": "13800138000", "next": way_on})
    answer = client.post(CODE, {"code": outbox.codes[0][1]})
    assert answer.status_code == 302
    assert "evil" not in answer.url.split("?")[0].removeprefix("/")[:4]


@pytest.mark.django_db
@pytest.mark.parametrize("way_on", ["x", "1,2,3", "home"])
def test_who_has_signed_in_is_led_on_by_an_address_and_not_by_a_name(client, way_on):
    client.force_login(UserFactory())
    for page in ("/accounts/login/", "/accounts/signup/"):
        response = client.get(page, {"next": way_on})
        assert (response.status_code, response.url) == (302, "/me/"), page


# --- Where one arrives -------------------------------------------------------------------------------------------


def by_code(client, user, outbox) -> HttpResponse:
    return prove(client, outbox, user.phone)


def by_password(client, user, outbox) -> HttpResponse:
    return client.post("/accounts/login/password/", {"login": user.email, "password": PASSWORD})


def by_email(client, user, outbox) -> HttpResponse:
    client.post("/accounts/login/code/", {"email": user.email})
    code = re.search(r"(?<!\d)\d{6}(?!\d)", mail.outbox[-1].body)[0]
    return client.post("/accounts/login/code/confirm/", {"code": code})


WAYS = pytest.mark.parametrize("way", [by_code, by_password, by_email])


@WAYS
@pytest.mark.parametrize(
    ("role", "page"), [("secretary", "/admin/"), ("grid_worker", "/admin/"), ("pioneer", "/me/"), ("", "/me/")]
)
def test_who_holds_an_office_arrives_in_admin_and_others_at_their_own_page(client, db, outbox, way, role, page):
    scopes = {"grid_worker": GridFactory, "pioneer": lambda: OrgUnitFactory(pioneer_post=True)}
    account = officer(role, scopes.get(role, OrgUnitFactory)()) if role else UserFactory()
    assert way(client, account, outbox).url == page
    assert client.get(SIGN_IN).url == page
    assert client.get(SIGN_IN, {"next": "/events/"}).url == "/events/"


def test_the_page_that_was_asked_for_goes_before_admin(client, db, outbox):
    secretary = officer("secretary", OrgUnitFactory())
    assert prove(client, outbox, secretary.phone, next="/events/").url == "/events/"
