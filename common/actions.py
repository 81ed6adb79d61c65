"""The one door of every use case: one transaction, and a broken invariant answered in plain words."""

import functools
from collections.abc import Callable

from django.apps import apps
from django.db import IntegrityError, transaction

from common.refused import Refused


def action[**P, R](use_case: Callable[P, R]) -> Callable[P, R]:
    """Run the use case in one transaction; a violated named constraint becomes `Refused` with its message.

    The violation is caught outside the atomic block, since inside it the transaction is already lost.
    """

    @functools.wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return use_case(*args, **kwargs)
        except IntegrityError as error:
            raise explain(error) from error

    return run


def explain(error: IntegrityError) -> Refused:
    """The refusal for a violated constraint; its code is the constraint's name."""
    name = violated(error)
    messages = _messages()
    if name not in messages:
        raise error
    return Refused(messages[name], code=name)


def violated(error: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL says was violated, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


@functools.cache
def _messages() -> dict[str, object]:
    return {
        constraint.name: constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }
