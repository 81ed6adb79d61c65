"""The exception for a use case that a rule forbids."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Refused(Exception):  # noqa: N818 - an expected answer, not an error
    """A rule forbids the use case. `message` tells the user in plain words what is wrong and what to do.

    `code` names the rule, for tests and for callers that handle one refusal specially. `field` names the form field
    that the refusal is about, if there is one.
    """

    def __init__(self, message: str | Promise, *, code: str = "refused", field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)

    def as_validation_error(self) -> ValidationError:
        """The refusal as an error of a form, for `add_error` and for `clean`."""
        return ValidationError(str(self), code=self.code)


def allows(rule: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
    """Whether a rule (`require_…`) would not refuse: for pages that offer only what an action would do."""
    try:
        rule(*args, **kwargs)
    except Refused:
        return False
    return True


def require_reason(reason: str, message: str = "") -> None:
    """Raises Refused with `message` (default: “Please say why.”) when the reason is empty."""
    if not reason.strip():
        raise Refused(message or _("Please say why."), code="no_reason")
