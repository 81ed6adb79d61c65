"""Every way to sign in says when the account was used last: whether a number may be another's by now rests on it."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from accounts.models import User
from common.time import clock
from tests.factories import PASSWORD, UserFactory
from tests.support.passkeys import Passkey
from tests.support.signing_in import HOLDER, WHOSE, key_signed_in, prove

PHONE = "+8613800138000"
KEYS = {"weixin": {"APPS": [{"client_id": "x", "secret": "y", "key": ""}]}}


@pytest.fixture
def dormant(notice) -> User:
    return UserFactory(
        phone=PHONE, email="wang@example.org", person__name="王芳", last_login=clock.now() - dt.timedelta(days=91)
    )


def by_code(client, user, outbox, monkeypatch) -> None:
    prove(client, outbox, user.phone)
    client.post(WHOSE, {"who": user.pk})
    client.post(HOLDER, {"name": "王芳"})


def by_password(client, user, outbox, monkeypatch) -> None:
    client.post("/accounts/login/password/", {"login": user.email, "password": PASSWORD})


def by_number_and_password(client, user, outbox, monkeypatch) -> None:
    client.post("/accounts/login/password/", {"login": user.phone, "password": PASSWORD})


def by_email(client, user, outbox, monkeypatch) -> None:
    client.post("/accounts/login/code/", {"email": user.email})
    code = re.search(r"(?<!\d)\d{6}(?!\d)", mail.outbox[-1].body)[0]
    client.post("/accounts/login/code/confirm/", {"code": code})


def by_passkey(client, user, outbox, monkeypatch) -> None:
    Passkey(user).sign_in(client)


def by_wechat(client, user, outbox, monkeypatch) -> None:
    """The servers of WeChat are played here: the token for the code, and who it is."""
    SocialAccount.objects.create(user=user, provider="weixin", uid="o1")

    def wechat(self, method, url, **asked) -> requests.Response:
        answer = requests.Response()
        answer.status_code, answer.url = 200, url
        answer.headers["content-type"] = "application/json"
        answer._content = b'{"access_token": "t", "openid": "o1", "nickname": "wang"}'
        return answer

    monkeypatch.setattr(requests.Session, "request", wechat)
    leaves = client.post("/accounts/weixin/login/")
    state = parse_qs(urlsplit(leaves.url).query)["state"][0]
    client.get("/accounts/weixin/login/callback/", {"code": "c", "state": state})


@pytest.mark.parametrize("way", [by_code, by_password, by_number_and_password, by_email, by_passkey, by_wechat])
def test_every_way_to_sign_in_says_when_the_account_was_used_last(
    client, dormant, outbox, settings, monkeypatch, way
):
    settings.SOCIALACCOUNT_PROVIDERS = KEYS
    way(client, dormant, outbox, monkeypatch)
    assert key_signed_in(client) == str(dormant.pk)
    dormant.refresh_from_db()
    assert clock.now() - dormant.last_login < dt.timedelta(minutes=1)
