"""The decorator of use cases: one transaction, the acting user, and words for what the database refuses."""

import functools
import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BaseConstraint, Model, ProtectedError, RestrictedError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.db import trail
from common.db.audit import acting_as
from common.db.errors import diagnosis, sqlstate, violated_constraint
from common.db.submitted import work_done
from common.db.waits import refusal_for_wait
from common.exceptions import Refused

# What happens when somebody else was quicker, or a rule of the database is broken.
EXPLAINED = (ObjectDoesNotExist, IntegrityError, OperationalError)

# What PostgreSQL calls the kinds of errors (its manual, appendix A).
UNIQUE, FOREIGN_KEY, CHECK, EXCLUSION = "23505", "23503", "23514", "23P01"

# The columns in `Key (estate_id, number)=(3, 7) already exists.`, in whatever language the server writes it. What
# follows them is never read: it may be somebody's number.
KEY_COLUMNS = re.compile(r"\(([^()]+(?:\([^()]*\))?[^()]*)\)=\(")


def action[**P, R](use_case: Callable[P, R]) -> Callable[P, R]:
    """Run the use case in one transaction. What the database refuses becomes `Refused`, in words (`refusal_for`).

    The user given as `by` is the user of the audit trail, also where no request names one. The error is caught
    outside the atomic block, because inside it the transaction is already lost. A wait that ended in vain becomes
    `Refused` in the outermost action only: one that goes on after a refusal must not take a lock for a rule.
    """

    @functools.wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outermost = not _running.get()
        running = _running.set(True)
        try:
            with transaction.atomic(), _as(kwargs.get("by")):
                result = use_case(*args, **kwargs)
                work_done()
                return result
        except EXPLAINED as error:
            if isinstance(error, OperationalError) and not outermost:
                raise
            raise refusal_for(error) from error
        finally:
            _running.reset(running)

    return run


# Whether an action is running in this thread.
_running: ContextVar[bool] = ContextVar("running", default=False)


def _as(by: Any) -> AbstractContextManager[None]:
    return nullcontext() if by is None else acting_as(by.pk)


def refusal_for(error: Exception) -> Refused:
    """The refusal for an error that somebody else, who was quicker, or a rule of the database has caused.

    Its code is the constraint's name, where there is one, else “gone”, “in_use” or “busy”. Raises the error again
    when it says nothing that a user could act on.
    """
    refusal = explanation(error)
    if refusal is None:
        raise error
    return refusal


def explanation(error: BaseException) -> Refused | None:
    """The refusal for the error, or None for a fault of ours."""
    match error:
        case Refused():
            return error
        case ObjectDoesNotExist():
            # A missing `person.user` is an AttributeError too: whoever wrote it did not think of it.
            return None if isinstance(error, AttributeError) else _gone()
        case ProtectedError():
            return _in_use(type(row) for row in error.protected_objects)
        case RestrictedError():
            return _in_use(type(row) for row in error.restricted_objects)
        case IntegrityError():
            return _of_constraint(error)
        case OperationalError():
            return refusal_for_wait(error)
    return None


# --- The words


def _gone() -> Refused:
    return Refused(
        _("Meanwhile somebody has ended or removed this, or a second click has. Nothing was done twice."), code="gone"
    )


def _in_use(models: Iterable[type[Model]]) -> Refused:
    kinds = sorted({str(model._meta.verbose_name_plural) for model in models})
    message = _("It cannot be deleted: it is still needed by %(kinds)s.")
    return Refused(message % {"kinds": pgettext("between names", ", ").join(kinds)}, code="in_use")


def _of_constraint(error: IntegrityError) -> Refused | None:
    name = violated_constraint(error)
    if name in _database_messages():
        return Refused(_database_messages()[name], code=name)
    if name in _constraints():
        message: Any = _constraints()[name].get_violation_error_message()
        return Refused(message, code=name)
    kind = sqlstate(error)
    if kind == UNIQUE:
        return Refused(_taken(error), code=name)
    if kind == FOREIGN_KEY:
        message = _("What this belongs to, or what belongs to this, has changed meanwhile. Please look at it again.")
        return Refused(message, code=name)
    if kind in {CHECK, EXCLUSION}:
        return Refused(_("One of these values is not possible."), code=name)
    return None


def _taken(error: IntegrityError) -> str:
    """“There is already …” for a unique constraint that no model names: of a single field, or of another package."""
    model = _models().get(diagnosis(error, "table_name"))
    columns = KEY_COLUMNS.search(diagnosis(error, "message_detail"))
    fields = _fields(model, columns[1]) if model and columns else None
    if model is None or not fields:
        return _("This exists already; nothing was done twice.")
    said = model().unique_error_message(model, fields)
    return " ".join(said.messages)


def _fields(model: type[Model], columns: str) -> tuple[str, ...]:
    by_column = {field.column: field.name for field in model._meta.local_concrete_fields}
    names = [column.strip().strip('"') for column in columns.split(",")]
    return tuple(by_column[name] for name in names) if set(names) <= by_column.keys() else ()


@functools.cache
def _models() -> dict[str, type[Model]]:
    return {
        model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }


@functools.cache
def _constraints() -> dict[str, BaseConstraint]:
    """Those with words of their own; Django's “constraint … is violated” helps nobody."""
    return {
        constraint.name: constraint
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }


@functools.cache
def _database_messages() -> dict[str, str | Promise]:
    """Messages of the constraints and triggers that are not in `Meta.constraints`; the models declare them."""
    of_models = {
        name: message
        for model in apps.get_models()
        for name, message in getattr(model, "database_messages", {}).items()
    }
    return {**trail.DATABASE_MESSAGES, **of_models}
