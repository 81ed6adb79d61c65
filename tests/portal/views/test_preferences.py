"""Care mode, text size and language: cookies on this device, and never a way off the site."""

import pytest

from common.care import Care

pytestmark = pytest.mark.django_db


def test_care_mode_is_kept_for_a_year_and_leads_back(client):
    response = client.post("/care/", {"on": "1", "next": "/events/?kind=health"})
    assert (response.status_code, response.url) == (303, "/events/?kind=health")
    cookie = response.cookies["care"]
    assert (cookie.value, cookie["max-age"]) == ("1-0", 365 * 24 * 3600)
    assert client.get("/care/").wsgi_request.care == Care(on=True, size=0)


def test_every_page_wears_the_mode_and_the_size(client):
    client.cookies["care"] = "1-2"
    for page in ("/", "/care/"):
        assert 'class="care size-2"' in client.get(page).content.decode()


def test_the_size_of_the_text_is_kept_when_care_mode_goes_off_and_on(client):
    client.post("/care/", {"on": "1", "size": "3"})
    client.post("/care/", {"on": "0"})
    assert client.post("/care/", {"on": "1"}).cookies["care"].value == "1-3"


@pytest.mark.parametrize("size", ["9", "-1", "x", "", "３"])
def test_a_nonsense_size_changes_nothing(client, size):
    assert client.post("/care/", {"on": "1", "size": size}).cookies["care"].value == "1-0"


@pytest.mark.parametrize("path", ["/care/", "/language/"])
@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_led_off_the_site(client, path, away):
    assert client.post(path, {"on": "1", "language": "en", "next": away}).url == "/"


def test_the_language_is_switched_and_an_unknown_one_is_not(client):
    client.post("/language/", {"language": "en"})
    assert '<html lang="en"' in client.get("/care/").content.decode()
    client.post("/language/", {"language": "xx"})
    assert '<html lang="en"' in client.get("/care/").content.decode()
    client.post("/language/", {"language": "zh-hans"})
    assert '<html lang="zh-Hans"' in client.get("/care/").content.decode()


@pytest.mark.parametrize("path", ["/", "/events/", "/grid/", "/organisation/", "/care/", "/privacy/"])
def test_public_pages_carry_no_token_and_no_session_so_that_they_can_be_cached(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert not response.cookies
