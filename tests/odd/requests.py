"""Makes odd requests, each from a number: the same number makes the same request of the same portal."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from tests.odd.values import BODIES, COOKIES, HEADERS, LOOKUPS, METHODS, OF_ADMIN, VALUES

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "common", "events", "grid", "portal", "stations", "volunteers")
KEY_IN_ADDRESS = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A pattern of an address with its keys in angle brackets, and the model of admin that it belongs to."""

    pattern: str
    model: type[Model] | None


@dataclass
class OddRequest:
    """What is sent, and as whom. `form` names the fields of the page's own form that are to be sent along."""

    role: str
    method: str
    path: str
    query: str = ""
    fields: list[tuple[str, str | bytes]] = field(default_factory=list)
    with_own_form: bool = False
    body: tuple[bytes, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cookies: str = ""

    def __str__(self) -> str:
        more = {"fields": self.fields, "own form": self.with_own_form, "body": self.body, "headers": self.headers}
        sent = {**more, "cookies": self.cookies}
        odd = ", ".join(f"{name}: {value!r:.300}" for name, value in sent.items() if value)
        return f"{self.role}: {self.method} {self.path}?{self.query:.300} {odd}"


@cache
def addresses() -> list[Address]:
    """Every address of the resolver."""
    models = {f"{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry}

    def walk(patterns: list, before: str) -> Iterator[Address]:
        for entry in patterns:
            here = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, here)
            elif isinstance(entry, URLPattern):
                if "weixin" in here:  # leads to another site, whose keys only a real portal has
                    continue
                of = next((model for start, model in models.items() if here.startswith(f"admin/{start}")), None)
                yield Address("/" + _without_regex(here), of)

    return list(walk(get_resolver().url_patterns, ""))


def _without_regex(pattern: str) -> str:
    """The pattern of an address, those of regular expressions in angle brackets too."""
    named = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern)
    return re.sub(r"[\^$?]|\\Z|\\(?=[./-])", "", named)


@cache
def names_in_views() -> list[str]:
    """The names of parameters that the portal's own code asks for."""
    found = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            found |= set(re.findall(r'(?:GET|POST)(?:\.get(?:list)?\(|\[|, )"([\w-]+)"', path.read_text()))
    return sorted(found)


@cache
def keys() -> dict[type[Model], list[int | str]]:
    """A few keys of each model."""
    return {
        model: list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:12])
        for app in ("accounts", "grid", "stations", "events", "volunteers")
        for model in apps.get_app_config(app).get_models()
        if "Event" not in model.__name__ or model.__name__ == "Event"
    }


def odd_request(seed: int, number: int, roles: list[str]) -> OddRequest:
    rng = random.Random(f"{seed}/{number}")
    address = rng.choice(addresses())
    request = OddRequest(rng.choice(roles), rng.choice(METHODS), _path(rng, address))
    if rng.random() < 0.6:
        request.query = "&".join(_parameter(rng, address) for _n in range(rng.choice([1, 1, 2, 4])))
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        if rng.random() < 0.1:
            request.body = rng.choice(BODIES)
        else:
            request.with_own_form = rng.random() < 0.8
            request.fields = [(_name(rng, address), rng.choice(VALUES)) for _n in range(rng.choice([0, 1, 2, 3]))]
    if rng.random() < 0.12:
        request.headers = rng.choice(HEADERS)
    if rng.random() < 0.08:
        request.cookies = rng.choice(COOKIES)
    return request


def _path(rng: random.Random, address: Address) -> str:
    pools = keys()

    def key(match: re.Match[str]) -> str:
        if rng.random() < 0.15:
            return _quoted(rng.choice(VALUES))
        pool = pools.get(address.model) if address.model else rng.choice([one for one in pools.values() if one])  # type: ignore[arg-type]
        return str(rng.choice(pool or [1]))

    return KEY_IN_ADDRESS.sub(key, address.pattern)


def _quoted(value: str | bytes) -> str:
    return quote(value, safe="")


def _name(rng: random.Random, address: Address) -> str:
    """The name of a parameter: one that code asks for, one of admin, or a column with a look-up."""
    kind = rng.random()
    if address.model and kind < 0.5:
        fields = [one.name for one in address.model._meta.get_fields()]
        return rng.choice(fields) + rng.choice(LOOKUPS)
    return rng.choice(OF_ADMIN if kind < 0.7 else names_in_views())


def _parameter(rng: random.Random, address: Address) -> str:
    return f"{_quoted(_name(rng, address))}={_quoted(rng.choice(VALUES))}"


# --- The forms of a page

FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\sname=\"([^\"]+)\"[^>]*>")
VALUE = re.compile(r"\svalue=\"([^\"]*)\"")
CHOSEN = re.compile(r"<option\b[^>]*\svalue=\"([^\"]*)\"[^>]*\sselected")


def fields_of(page: str) -> dict[str, str]:
    """The fields of all forms of a page with their values."""
    found = {}
    for match in FIELD.finditer(page):
        value = VALUE.search(match[0])
        if match[0].startswith("<select"):
            value = CHOSEN.search(page, match.end(), page.find("</select", match.end()))
        found[unescape(match[1])] = unescape(value[1]) if value else ""
    return found


def spoiled(request: OddRequest, own: dict[str, str], seed: int, number: int) -> list[tuple[str, str | bytes]]:
    """The page's own form with a few of its values replaced, and what the request brings besides."""
    rng = random.Random(f"{seed}/{number}/form")
    fields: dict[str, str | bytes] = dict(own)
    for name in rng.sample(sorted(own), min(len(own), rng.choice([0, 1, 1, 2, 5]))):
        if rng.random() < 0.1:
            del fields[name]
        else:
            fields[name] = rng.choice(VALUES)
    return [*fields.items(), *request.fields]
