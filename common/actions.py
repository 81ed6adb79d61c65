"""The decorator of use cases: one transaction, the acting user, and a message for a violated constraint."""

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BaseConstraint
from django.utils.functional import Promise

from common.db.audit import acting_as
from common.db.waits import refusal_for_wait
from common.exceptions import Refused


def action[**P, R](use_case: Callable[P, R]) -> Callable[P, R]:
    """Run the use case in one transaction. A violated named constraint becomes `Refused` with its message.

    The user given as `by` is the user of the audit trail, also where no request names one. The violation is caught
    outside the atomic block, because inside it the transaction is already lost. A wait that ended in vain becomes
    `Refused` in the outermost action only: one that goes on after a refusal must not take a lock for a rule.
    """

    @functools.wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outermost = not _running.get()
        running = _running.set(True)
        try:
            with transaction.atomic(), _as(kwargs.get("by")):
                return use_case(*args, **kwargs)
        except IntegrityError as error:
            raise refusal_for(error) from error
        except OperationalError as error:
            if not outermost:
                raise
            raise refusal_for_wait(error) from error
        finally:
            _running.reset(running)

    return run


# Whether an action is running in this thread.
_running: ContextVar[bool] = ContextVar("running", default=False)


def _as(by: Any) -> AbstractContextManager[None]:
    return nullcontext() if by is None else acting_as(by.pk)


def refusal_for(error: IntegrityError) -> Refused:
    """The refusal for a violated constraint; its code is the constraint's name.

    Raises the error again when no model names the constraint.
    """
    name = violated_constraint(error)
    if name in _database_messages():
        return Refused(_database_messages()[name], code=name)
    if name not in _constraints():
        raise error
    message: Any = _constraints()[name].get_violation_error_message()
    return Refused(message, code=name)


def violated_constraint(error: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL says was violated, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


@functools.cache
def _constraints() -> dict[str, BaseConstraint]:
    return {constraint.name: constraint for model in apps.get_models() for constraint in model._meta.constraints}


@functools.cache
def _database_messages() -> dict[str, str | Promise]:
    """Messages of the constraints and triggers that are not in `Meta.constraints`; the models declare them."""
    return {
        name: message
        for model in apps.get_models()
        for name, message in getattr(model, "database_messages", {}).items()
    }
