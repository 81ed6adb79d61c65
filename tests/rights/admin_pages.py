"""Every address of admin, and what its views are asked with."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from events.models import Registration
from grid.models import Building
from tests.rights.table import ROLES

# The second key of an address: a record below the first.
BELOW: dict[str, Any] = {
    "events_event_party": lambda event: Registration.objects.filter(event=event).first(),
    "grid_survey_building": lambda survey: Building.objects.filter(estate__community=survey.unit.community).first(),
}
AT_DESK_ONLY = ["pioneer", "receptionist", "team_lead"]
IN_OFFICE = [role for role in ROLES if role not in ("anonymous", "resident", *AT_DESK_ONLY)]
STANDARD = ("changelist", "add", "history", "delete", "change")


def registered() -> list[tuple[type[Model], Any]]:
    return [(model, admin.site._registry[model]) for model in admin.site._registry]


def request_of(rf, user: Any, path: str = "/admin/") -> HttpRequest:
    request = rf.get(path)
    request.user, request.session = user, {}
    request._messages = CookieStorage(request)
    return request


def one_a_place(world, model: type[Model]) -> dict[str, Model]:
    return dict(world.rows[model])


def addresses() -> Iterator[tuple[str, type[Model] | None]]:
    """The name of every address of admin, and the model whose key it takes, if any."""

    def walk(patterns: list, model: type[Model] | None) -> Iterator[tuple[str, type[Model] | None]]:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, model)
            elif isinstance(entry, URLPattern) and entry.name:
                yield entry.name, model if "object_id" in str(entry.pattern) else None

    own: set[str] = set()
    for model, model_admin in registered():
        for found in walk(model_admin.get_urls(), model):
            own.add(found[0])
            yield found
    yield from (found for found in walk(admin.site.get_urls(), None) if found[0] not in own)


def own_pages() -> list[tuple[str, type[Model]]]:
    """The buttons: addresses that admin itself does not bring for every model."""
    standard = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model, _admin in registered()
        for page in STANDARD
    }
    return sorted(
        {(name, model) for name, model in addresses() if model and name not in standard},
        key=lambda found: found[0],
    )


def address(world, name: str, row: Model) -> str:
    """The page `name` of that row; further keys in it are those of a record below it."""
    try:
        return reverse(f"admin:{name}", args=[row.pk])
    except NoReverseMatch:
        assert name in BELOW, f"admin:{name} takes another key: say in tests/rights/test_admin.py which"
        below = BELOW[name](row)
        return reverse(f"admin:{name}", args=[row.pk, below.pk if below else 0])
