"""What is wrong is said in plain words, with the right status."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from portal.views.errors import bad_request, forbidden, server_error


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
