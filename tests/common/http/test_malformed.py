"""Malformed requests are refused once, in words, before any view."""

import pytest
from django.conf import settings

from common.http.malformed import METHODS
from common.http.requests import PortalRequest
from portal.wsgi import application
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

PATHS = ["/", "/events/", "/me/", "/desk/", "/accounts/login/", "/admin/", "/admin/grid/building/", "/no-such-page/"]
# More than any form of the office has.
MORE_FIELDS = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1
FORM = "application/x-www-form-urlencoded"
NO_TEXT = ["%00", "a%00b", "%FF", "%ED%A0%80", "%C0%AF"]


def refused(response) -> bool:
    """Refused with a page that says so."""
    return response.status_code in {400, 413} and "<h1" in response.content.decode()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("typed", NO_TEXT)
def test_what_is_no_text_is_refused_in_every_part(client, path, typed):
    raw = {"QUERY_STRING": f"q={typed}"}
    assert refused(client.generic("GET", path, **raw))
    assert refused(client.generic("GET", path, QUERY_STRING=f"{typed}=1"))
    assert refused(client.generic("GET", f"{path}{typed}/"))
    assert refused(client.generic("POST", path, f"a={typed}".encode(), FORM))
    assert refused(client.generic("POST", path, f"{typed}=a".encode(), FORM))


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": 'sessionid="a\\000bcdefghij"'},
        {"HTTP_USER_AGENT": "a\0b"},
        {"HTTP_REFERER": "http://[::1/"},
        {"HTTP_HX_CURRENT_URL": "http://[::1/"},
        {"HTTP_HOST": "a b"},
        {"HTTP_HOST": "evil.example"},
        {"CONTENT_TYPE": f"{FORM}; charset=utf-7"},
        {"CONTENT_TYPE": f"{FORM}; charset=utf-16"},
        {"CONTENT_LENGTH": "-5"},
        pytest.param({"QUERY_STRING": "&".join("a" for _ in range(MORE_FIELDS))}, id="too many parameters"),
        pytest.param({"QUERY_STRING": "a=" + "x" * 20_000}, id="too long"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_headers_that_no_browser_sends_are_refused(client, method, headers):
    assert refused(client.generic(method, "/events/", **headers))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"&".join(b"f%d=1" % n for n in range(MORE_FIELDS)), FORM, id="too many fields"),
        pytest.param(b"a=" + b"x" * 2_200_000, FORM, id="too large"),
        (b"--x", "multipart/form-data"),
        (
            b'--x\r\nContent-Disposition: form-data; name="a\0"\r\n\r\n1\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\0\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_bodies_that_no_form_sends_are_refused(client, body, kind):
    assert refused(client.generic("POST", "/accounts/login/", body, kind))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW"])
@pytest.mark.parametrize("path", PATHS)
def test_other_methods_are_answered_with_those_that_there_are(client, path, method):
    response = client.generic(method, path)
    assert response.status_code == 405
    assert response.headers["Allow"] == ", ".join(METHODS)
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize("who", [UserFactory, StaffFactory])
def test_who_has_signed_in_is_refused_alike(client, who):
    client.force_login(who())
    for path in PATHS:
        assert refused(client.generic("GET", path, QUERY_STRING="q=%00"))


def test_ordinary_text_passes(client):
    assert client.get("/events/", {"q": "海棠🌸 %\\<b>"}).status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("text/plain; charset=undefined", id="undefined"),
        pytest.param("a; charset=unicode_escape", id="escape"),
        pytest.param("x" * 20_000, id="long"),
    ],
)
def test_a_request_is_read_before_its_encoding_is_refused(rf, kind):
    environment = rf.get("/events/?q=1").environ | {"CONTENT_TYPE": kind}
    assert PortalRequest(environment).GET["q"] == "1"
    assert application.request_class is PortalRequest


def test_the_page_that_refuses_asks_for_no_session(client, django_assert_num_queries):
    client.force_login(UserFactory())
    client.get("/")
    with django_assert_num_queries(0):
        assert refused(client.generic("GET", "/", QUERY_STRING="q=%00"))
