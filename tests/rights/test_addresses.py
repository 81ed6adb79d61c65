"""Every address, opened by GET as every role: never an empty page, and nothing for a cache to keep."""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.rights.table import ROLES
from tests.rights.visits import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

# What may be kept by everybody: they show nothing of who reads.
PUBLIC_FILES = re.compile(
    r"/media/|/events/(\d+/event|series/\d+/(series|feed)|feed)\.ics$|/volunteers/\d+/activity\.ics$"
    r"|/matters/plan\.svg$"
)
SAMPLES = {"int": "1", "str": "x", "slug": "unit", "path": "x", "ward_kind": "child", "uuid": "0" * 32}


def addresses() -> Iterator[str]:
    """One address of every pattern, with a sample for each of its keys."""

    def walk(patterns: list, before: str) -> Iterator[str]:
        for entry in patterns:
            here = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, here)
            elif isinstance(entry, URLPattern):
                yield here

    for route in walk(get_resolver().url_patterns, "/"):
        filled = re.sub(r"<(?:(\w+):)?\w+>", lambda key: SAMPLES.get(key[1] or "str", "x"), route)
        filled = re.sub(r"\(\?P<\w+>[^)]*\)", "0" * 32, filled)
        yield re.sub(r"[\^$\\]|\?P", "", filled)


# WeChat answers with its keys only, which the tests have not.
ADDRESSES = sorted({address for address in addresses() if not address.startswith("/accounts/weixin/")})


def test_the_walk_finds_the_addresses():
    assert len(ADDRESSES) > 300
    assert {"/events/registrations/1/cancel/", "/desk/rooms/1/tally/", "/admin/", "/accounts/2fa/"} <= set(ADDRESSES)
    assert admin.site.is_registered


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_whoever_opens_it(world, role):
    client = signed_in(world, role)
    client.raise_request_exception = False
    for url in ADDRESSES:
        answer = client.get(url)
        assert answer.status_code < 500, f"{role} {url}"
        assert answer.status_code != 405, f"{role} {url}: an address that only takes a form leads to its page"
        if answer.status_code >= 400 and answer.headers["Content-Type"].startswith("text/html"):
            assert b"<h1" in answer.content, f"{role} {url}: {answer.status_code} without words"
        if role != "anonymous":
            kept = answer.headers.get("Cache-Control", "")
            assert "no-store" in kept or ("public" in kept and PUBLIC_FILES.match(url)), f"{role} {url}: {kept}"
        elif url.startswith("/accounts/"):
            assert "no-store" in answer.headers["Cache-Control"], url


@pytest.mark.parametrize("care", ["", "1-3"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_refused_method_is_answered_in_words(world, care, language):
    client = Client()
    client.cookies["care"], client.cookies["django_language"] = care, language
    for answer in (client.post("/privacy/"), client.put("/events/registrations/1/cancel/"), client.delete("/")):
        if answer.status_code == 405:
            assert b"<h1" in answer.content
            assert answer.headers["Allow"]
            assert (b'class="care' in answer.content) is bool(care)
    assert client.post("/privacy/").status_code == 405
