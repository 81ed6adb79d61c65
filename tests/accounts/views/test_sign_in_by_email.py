"""Signing in by e-mail: with a password, which a phone number has too, or with a code."""

import os
import re
import smtplib
import subprocess
import sys
import time
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core import mail
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import connection
from django.test import Client

from tests.factories import PASSWORD, UserFactory
from tests.support.pages import levels
from tests.support.signing_in import key_signed_in

SIGN_IN = "/accounts/login/"
SIGN_UP = "/accounts/signup/"
PASSWORD_PAGE = "/accounts/login/password/"
EMAIL_PAGE = "/accounts/login/code/"
CODE = "/accounts/code/"
LOCKED = "too_many_login_attempts"


@pytest.mark.parametrize("login", ["13800138000", "１３８ 0013 8000", "+8613800138000", "WANG@example.org"])
def test_the_password_signs_in_with_phone_or_email(client, user, login):
    assert client.post(PASSWORD_PAGE, {"login": login, "password": PASSWORD}).url == "/me/"


def test_an_account_without_a_phone_can_sign_in_by_email(client, db):
    operator = UserFactory(phone=None, person=None, email="op@example.org")
    client.post(PASSWORD_PAGE, {"login": "op@example.org", "password": PASSWORD})
    assert key_signed_in(client) == str(operator.pk)


def test_five_failures_lock_a_login_for_fifteen_minutes_and_only_that_login(user):
    other = UserFactory(phone="+8613900139000")
    with time_machine.travel(time.time(), tick=False) as clock:
        for typed in ["13800138000", "+86 138 0013 8000", "１３８００１３８０００", "138-0013-8000", "8613800138000"]:
            Client().post(PASSWORD_PAGE, {"login": typed, "password": "wrong"})
        locked = Client()
        response = locked.post(PASSWORD_PAGE, {"login": "13800138000", "password": PASSWORD})
        assert key_signed_in(locked) is None
        assert response.context["form"].has_error(NON_FIELD_ERRORS, LOCKED)
        neighbour = Client()
        neighbour.post(PASSWORD_PAGE, {"login": "13900139000", "password": PASSWORD})
        assert key_signed_in(neighbour) == str(other.pk)
        clock.shift(15 * 60 + 1)
        later = Client()
        later.post(PASSWORD_PAGE, {"login": "13800138000", "password": PASSWORD})
        assert key_signed_in(later) == str(user.pk)


def test_unknown_and_known_logins_fail_with_the_same_words(client, user):
    words = {
        str(Client().post(PASSWORD_PAGE, {"login": login, "password": "wrong"}).context["form"].errors)
        for login in ("13800138000", "13900139000")
    }
    assert len(words) == 1


@pytest.mark.django_db(transaction=True)
def test_locks_hold_in_another_process(settings):
    """Another worker, with memory of its own, finds the count in the shared cache."""
    UserFactory(phone="+8613800138000", email="wang@example.org")
    for _ in range(5):
        Client().post(PASSWORD_PAGE, {"login": "13800138000", "password": "wrong"})
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "from django.test.utils import setup_test_environment\n"
        "setup_test_environment()\n"  # so that the answer keeps its context
        f"answer = Client().post({PASSWORD_PAGE!r}, {{'login': '13800138000', 'password': {PASSWORD!r}}})\n"
        f"print(answer.status_code, answer.context['form'].has_error({NON_FIELD_ERRORS!r}, {LOCKED!r}))\n"
    )
    database = connection.settings_dict
    host = database["OPTIONS"].get("host") or database["HOST"]
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{database['USER']}:@/{database['NAME']}?host={host}",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEBUG": "1",
        "ALLOWED_HOSTS": "*",
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(django_settings.BASE_DIR),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["200", "True"], done.stderr[-2000:]


def test_a_code_by_email_signs_in(client, user):
    assert client.post(EMAIL_PAGE, {"email": "wang@example.org"}).url == "/accounts/login/code/confirm/"
    [message] = mail.outbox
    assert message.to == ["wang@example.org"]
    code = next(word for word in message.body.split() if word.isdigit() and len(word) == 6)
    assert client.post("/accounts/login/code/confirm/", {"code": code}).url == "/me/"


@pytest.mark.parametrize("page", [EMAIL_PAGE, "/accounts/password/reset/"])
def test_an_address_without_an_account_gets_the_same_answer_and_a_letter_with_the_way_in(user, page):
    answers = []
    for address in ("wang@example.org", "stranger@example.org"):
        visitor = Client()
        answer = visitor.post(page, {"email": address}, follow=True)
        shown = re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode()).replace(address, "")
        answers.append((answer.redirect_chain, shown, sorted(visitor.session.keys()), visitor.cookies.keys()))
    assert answers[0] == answers[1]
    known, unknown = mail.outbox
    assert (known.to, unknown.to) == (["wang@example.org"], ["stranger@example.org"])
    assert SIGN_UP in unknown.body
    assert not re.search(r"(?<!\d)\d{6}(?!\d)", unknown.body)


@pytest.mark.parametrize("page", [EMAIL_PAGE, "/accounts/password/reset/"])
@pytest.mark.parametrize("failure", [ConnectionRefusedError(111, "refused"), smtplib.SMTPServerDisconnected("gone")])
def test_a_mail_server_that_is_down_reveals_nobodys_address(user, monkeypatch, caplog, page, failure):
    def refuse(*args: object) -> None:
        raise failure

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    known, unknown = (Client().post(page, {"email": f"{name}@example.org"}) for name in ("wang", "stranger"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.status_code == 302
    assert type(failure).__name__ in caplog.text
    assert "wang" not in caplog.text


@pytest.mark.parametrize(
    ("password", "fine"),
    [("haitang1510", False), ("HAITANG1510", False), ("Ht1-x", False), ("Haitang1510", True), ("haitang-1510", True)],
)
def test_a_password_has_eight_characters_of_three_classes(client, user, outbox, password, fine):
    user.set_unusable_password()
    user.save()
    client.post(SIGN_IN, {"phone": "13800138000"})
    client.post(CODE, {"code": outbox.codes[0][1]})
    client.post("/accounts/password/set/", {"password1": password, "password2": password})
    user.refresh_from_db()
    assert user.has_usable_password() is fine


def test_an_expired_code_by_email_is_told_so(client, user):
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post(EMAIL_PAGE, {"email": "wang@example.org"})
        clock.shift(5 * 60 + 1)
        response = client.post("/accounts/login/code/confirm/", {"code": "123456"})
        assert (response.url, levels(response)) == (EMAIL_PAGE, ["error"])


def test_a_second_code_by_email_for_a_stranger_is_answered_like_any_other(client, user):
    answers = []
    for address in ("wang@example.org", "stranger@example.org"):
        visitor = Client()
        visitor.post(EMAIL_PAGE, {"email": address})
        answer = visitor.post("/accounts/login/code/confirm/", {"action": "resend"})
        answers.append((answer.status_code, answer.url))
    assert answers[0] == answers[1]
    assert [message.to[0].split("@")[0] for message in mail.outbox] == ["wang", "wang", "stranger"]
