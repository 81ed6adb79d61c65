"""The audit trail: every change of a tracked model, with its user and its context.

Triggers write it, so it contains raw SQL and bulk updates too. Requests get their context from pghistory's
middleware; commands and tasks open one with `acting`.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pghistory
from django.db.models import Model
from pghistory import config, runtime


def audited[M: type[Model]](*, exclude: Iterable[str] = ()) -> Callable[[M], M]:
    """Decorator: the audit trail of a model. Each insert, update, delete is a `<Model>History` (`obj.history`)."""

    def track(model: M) -> M:
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
            exclude=list(exclude),
        )(model)

    return track


def acting(*, user_id: int | None = None, **what: Any) -> AbstractContextManager[Any]:
    """Record every change inside the block as made by `user_id`, with further facts (`command=…`, `task=…`)."""
    if user_id is not None:
        what["user"] = user_id
    return pghistory.context(**what)


@contextmanager
def acting_as(user_id: int) -> Iterator[None]:
    """Record every change inside the block as made by that user; the other facts of the outer context stay.

    pghistory would overwrite the first user with the second, also for changes that the first one has made. So a
    command that acts for several users gets a context for each.
    """
    outer = getattr(runtime._tracker, "value", None)
    if outer is None:
        with pghistory.context(user=user_id):
            yield
    elif outer.metadata.get("user") == user_id:
        yield
    else:
        runtime._tracker.value = runtime.Context(id=uuid.uuid4(), metadata={**outer.metadata, "user": user_id})
        try:
            yield
        finally:
            runtime._tracker.value = outer


# Parts of a prepared statement that set who acts until the transaction ends, before triggers run. The values are
# `context_parameters()`: SET_CONTEXT is two columns of a RETURNING, CONTEXT is a member of a WITH.
SET_CONTEXT = "set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
CONTEXT = f"context AS MATERIALIZED (SELECT {SET_CONTEXT})"


def context_parameters() -> tuple[str, str]:
    """The two values of a context, as pghistory would set them now. Raises LookupError outside every context."""
    outer = getattr(runtime._tracker, "value", None)
    if outer is None:
        raise LookupError("An audited row is written within a context: common.db.audit.acting.")
    return str(outer.id), json.dumps(outer.metadata, cls=config.json_encoder())
