"""What is wrong is said in plain words, with the right status."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory
from psycopg import errors

from common.db import waits
from common.exceptions import Refused
from portal.views.errors import bad_request, forbidden, server_error, unavailable, why_unavailable
from tests.support.pages import marks


@pytest.mark.django_db
def test_a_page_that_is_not_there_offers_the_way_home(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert 'href="/"' in response.content.decode().split("<main")[1]


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_offers_to_open_the_page_again(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"phone": "13800138000"})
    assert response.status_code == 403
    assert 'href="/accounts/login/"' in response.content.decode()


def test_a_fault_of_ours_is_told_without_asking_the_database(monkeypatch):
    def broken(*args, **kwargs):
        raise AssertionError("asked the database")

    monkeypatch.setattr(connection, "cursor", broken)
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert 'href="/"' in response.content.decode().split("<main")[1]


@pytest.mark.django_db
def test_the_pages_of_errors_say_what_happened(client):
    too_old = Client(enforce_csrf_checks=True).post("/accounts/login/", {"phone": "13800138000"})
    for response, words in (
        (client.get("/no-such-page/"), "没有找到这一页"),
        (too_old, "请再提交一次"),
        (server_error(RequestFactory().get("/")), "出了点问题"),
    ):
        assert words in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "answer"), [(400, bad_request), (403, forbidden)])
def test_refusals_have_their_status(rf, client, status, answer):
    from common.care import Care

    request = rf.get("/")
    request.care = Care()
    request.user = client.get("/").wsgi_request.user
    assert answer(request).status_code == status


def fault(cause: BaseException | None = None) -> OperationalError:
    error = OperationalError("the server closed the connection")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (fault(), "away"),
        (InterfaceError("connection already closed"), "away"),
        (fault(errors.DiskFull()), "away"),
        (fault(errors.LockNotAvailable()), "locked"),
        (fault(errors.QueryCanceled()), "slow"),
        (Refused("", code=waits.BUSY), "locked"),
        (Refused("", code="full"), ""),
        (ValueError(), ""),
        (None, ""),
    ],
)
def test_what_waiting_mends_is_told_from_what_it_does_not(error, why):
    assert why_unavailable(error) == why


@pytest.mark.django_db
def test_without_a_database_a_page_says_when_to_try_again(client, monkeypatch):
    def down(*args, **kwargs):
        raise fault()

    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", down)
    response = client.get("/events/")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert marks(response, "saved") == []


@pytest.mark.django_db
def test_without_a_database_whoever_sent_something_is_told_that_it_was_not_saved(client, monkeypatch):
    def down(*args, **kwargs):
        raise fault()

    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", down)
    assert marks(client.post("/accounts/login/", {"phone": "13800138000"}), "saved") == ["no"]


@pytest.mark.django_db
def test_when_something_was_committed_before_the_fault_nobody_is_told_that_nothing_was_saved(rf):
    request = rf.post("/")
    request.commits_before = connection.commits - 1
    assert marks(unavailable(request, "away"), "saved") == ["maybe"]
