"""Addresses that programs ask for by themselves."""

import datetime as dt

import pytest
from django.templatetags.static import static

from common.time import clock

pytestmark = pytest.mark.django_db


def test_the_icon_that_programs_ask_for_is_the_mark(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"] == static("img/mark.svg")


def test_security_txt_is_not_there_until_somebody_is_named(client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_security_txt_names_a_contact_and_is_valid_for_less_than_a_year(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@portal.example"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:security@portal.example"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    expires = dt.datetime.fromisoformat(fields["Expires"])
    assert clock.now() < expires < clock.now() + dt.timedelta(days=365)


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/no/such/page"])
def test_every_page_says_which_functions_of_the_browser_it_uses(client, path):
    policy = client.get(path)["Permissions-Policy"]
    assert "microphone=()" in policy
    assert "payment=()" in policy
