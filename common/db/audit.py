"""The audit trail: every change of a tracked model, who made it and through what.

Triggers write it, so raw SQL and bulk updates are in it too. Requests get their context from pghistory's
middleware; commands and tasks open one here.
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
    """Keep a row in `<Model>History` for every insert, update and delete (`obj.history`)."""

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
    """Record every change inside the block as done by `user_id` through `what` (`command=…`, `task=…`)."""
    if user_id is not None:
        what["user"] = user_id
    return pghistory.context(**what)


@contextmanager
def acting_as(user_id: int) -> Iterator[None]:
    """Record what happens inside the block as done by that user, with whatever else is known around it.

    pghistory would write a second user over the first, also for the changes the first has already made; so a
    command that acts for one user after the other gets a context for each.
    """
    around = getattr(runtime._tracker, "value", None)
    if around is None:
        with pghistory.context(user=user_id):
            yield
    elif around.metadata.get("user") == user_id:
        yield
    else:
        runtime._tracker.value = runtime.Context(id=uuid.uuid4(), metadata={**around.metadata, "user": user_id})
        try:
            yield
        finally:
            runtime._tracker.value = around


# Part of a prepared statement: it says who acts, before the triggers of what is written run (`context_parameters`).
CONTEXT = """context AS MATERIALIZED (
    SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)
)"""


def context_parameters() -> tuple[str, str]:
    """The two parameters of CONTEXT: as pghistory would set them now, both empty outside every context."""
    around = getattr(runtime._tracker, "value", None)
    if around is None:
        return "", ""
    return str(around.id), json.dumps(around.metadata, cls=config.json_encoder())
