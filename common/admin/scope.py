"""What the user of admin may see and do: `visible_to` and `permitted`, asked for a request."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.exceptions import Refused


def visible(model: type[models.Model], request: HttpRequest) -> Any:
    """The rows that this user of admin may see. Raises ImproperlyConfigured for a model without `visible_to`.

    A queryset of the model's own class.
    """
    rows = model._default_manager.all()
    if not hasattr(rows, "visible_to"):
        raise ImproperlyConfigured(f"{model._meta.label} has no visible_to(): admin cannot know who may see it.")
    return rows.visible_to(request.user)


def named(model: type[models.Model], request: HttpRequest) -> Any:
    """The rows of the model that pages about other records may name to this user."""
    visible(model, request)  # a model without visible_to is refused
    rows: Any = model._default_manager.all()
    return rows.named_to(request.user)


def read_in_full(model: type[models.Model], request: HttpRequest) -> Any:
    """The rows of the model of which this user reads every column."""
    rows: Any = model._default_manager.all()
    return rows.read_in_full_by(request.user)


def reach_of(model: type[models.Model], request: HttpRequest, act: str) -> Any:
    """The part of the user's appointments (accounts.permissions.Reach) that allows to `act` on rows of `model`."""
    meta = model._meta
    return request.user.rights.holding(f"{meta.app_label}.{act}_{meta.model_name}")  # type: ignore[union-attr]


def covered(obj: models.Model, request: HttpRequest, act: str) -> bool:
    """Whether this very row lies within a scope in which the user may `act`. Asked of the database each time,
    unless the user may do so everywhere."""
    reach = reach_of(type(obj), request, act)
    if not reach or reach.everything:
        return bool(reach)
    rows: Any = type(obj)._default_manager.all()
    return hasattr(rows, "permitted") and rows.permitted(request.user, act).filter(pk=obj.pk).exists()


def remember_covered(model: type[models.Model], keys: Iterable[Any], request: HttpRequest, act: str) -> None:
    """Ask once for many rows whether the user may `act` on each of them; `remembered_cover` answers for one."""
    rows: Any = model._default_manager.all()
    if not hasattr(rows, "permitted"):
        return
    asked = set(keys)
    covered_keys = set(rows.permitted(request.user, act).filter(pk__in=asked).values_list("pk", flat=True))
    answers = vars(request).setdefault("_covered_rows", {}).setdefault((model, act), {})
    answers |= {key: key in covered_keys for key in asked}


def remembered_cover(obj: Any, request: HttpRequest, act: str) -> bool | None:
    """What `remember_covered` has learned of this row; None where nobody has asked."""
    known = vars(request).get("_covered_rows", {}).get((type(obj), act), {})
    answer: bool | None = known.get(getattr(obj, "pk", None))
    return answer


def require_within_scope(obj: models.Model, request: HttpRequest, act: str) -> None:
    """Refuse a row that, as it has just been saved, lies outside what the user looks after.

    Drop-downs offer nothing outside; this is for whoever writes the form themselves, and for a move out of scope.
    """
    if not covered(obj, request, act):
        raise Refused(_("This lies outside of what you look after, so it was not saved."), code="outside")


def is_model_hidden(model: type[models.Model], request: HttpRequest) -> bool:
    """Whether admin must not name rows of this model: they are sensitive, or this user may not see them."""
    return bool(getattr(model, "sensitive", False)) or (
        hasattr(model._default_manager, "visible_to") and not reach_of(model, request, "view")
    )
