import datetime as dt
import time

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.tasks import delete_expired_sessions
from common.time import clock as clock_time
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

MINUTES = dt.timedelta(minutes=30)


def lasts() -> list[dt.timedelta]:
    return [row.expire_date - clock_time.now() for row in Session.objects.all()]


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("/accounts/login/", {"phone": "13800138000"}),
        ("/accounts/signup/", {"phone": "13800138000", "name": "王芳", "consent": "on"}),
        ("/accounts/login/code/", {"email": "wang@example.org"}),
    ],
)
def test_what_a_visitor_typed_at_the_entrance_is_gone_within_the_hour(client, notice, outbox, page, typed):
    UserFactory(email="wang@example.org")
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post(page, {**typed, "notice": notice.pk})
        assert lasts() == [MINUTES]
        assert client.cookies["sessionid"]["max-age"] == MINUTES.total_seconds()
        clock.shift(MINUTES + dt.timedelta(seconds=1))
        delete_expired_sessions.call()
        assert not Session.objects.exists()


def test_a_sign_in_that_stops_before_the_second_factor_is_forgotten_too(client):
    from allauth.mfa.models import Authenticator

    user = UserFactory(email="wang@example.org")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    with time_machine.travel(time.time(), tick=False):
        client.post("/accounts/login/password/", {"login": "wang@example.org", "password": PASSWORD})
        assert lasts() == [MINUTES]


@pytest.mark.parametrize("way", ["code", "password"])
def test_who_has_signed_in_stays_for_two_weeks(client, outbox, way):
    UserFactory(email="wang@example.org", phone="+8613800138000")
    with time_machine.travel(time.time(), tick=False):
        if way == "code":
            client.post("/accounts/login/", {"phone": "13800138000"})
            client.post("/accounts/code/", {"code": outbox.codes[0][1]})
        else:
            client.post("/accounts/login/password/", {"login": "wang@example.org", "password": PASSWORD})
        [left] = lasts()
        assert left == dt.timedelta(days=14)


def test_cleaning_leaves_the_sessions_of_who_is_signed_in(client):
    client.force_login(UserFactory())
    Client().get("/")
    delete_expired_sessions.call()
    assert client.get("/me/").status_code == 200
