"""The one door of every use case: one transaction, who acts, and a broken invariant answered in plain words."""

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import BaseConstraint
from django.utils.functional import Promise

from common.db.audit import acting_as
from common.exceptions import Refused


def action[**P, R](use_case: Callable[P, R]) -> Callable[P, R]:
    """Run the use case in one transaction; a violated named constraint becomes `Refused` with its message.

    Who is given as `by` is the user of the audit trail, also where no request says who it is.
    The violation is caught outside the atomic block, since inside it the transaction is already lost.
    """

    @functools.wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic(), _as(kwargs.get("by")):
                return use_case(*args, **kwargs)
        except IntegrityError as error:
            raise explain(error) from error

    return run


def _as(by: Any) -> AbstractContextManager[None]:
    return nullcontext() if by is None else acting_as(by.pk)


def explain(error: IntegrityError) -> Refused:
    """The refusal for a violated constraint; its code is the constraint's name.

    Raises the error on when the constraint is none that the models name.
    """
    name = violated(error)
    if name in _linked():
        return Refused(_linked()[name], code=name)
    if name not in _constraints():
        raise error
    message: Any = _constraints()[name].get_violation_error_message()
    return Refused(message, code=name)


def violated(error: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL says was violated, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


@functools.cache
def _constraints() -> dict[str, BaseConstraint]:
    return {constraint.name: constraint for model in apps.get_models() for constraint in model._meta.constraints}


@functools.cache
def _linked() -> dict[str, str | Promise]:
    """Messages of the constraints that only a migration knows: each model names them in `linked_messages`."""
    return {
        name: message
        for model in apps.get_models()
        for name, message in getattr(model, "linked_messages", {}).items()
    }
