"""The audit trail: every change of a tracked model, who made it and through what.

Triggers write it, so raw SQL and bulk updates are in it too. Requests get their context from pghistory's
middleware; commands and tasks open one here.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

import pghistory
from django.db.models import Model


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
