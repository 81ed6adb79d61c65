"""A rule said no."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A use case may not happen. `message` is for the user: what is wrong and how to go on, in plain words.

    `code` names the rule for tests and for callers that treat one refusal specially; `field` what of a form it is
    about, where it is about one thing.
    """

    def __init__(self, message: str | Promise, *, code: str = "refused", field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


def allows(rule: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
    """Whether a rule (`require_…`) would not refuse: for pages that offer only what an action would do."""
    try:
        rule(*args, **kwargs)
    except Refused:
        return False
    return True


def require_reason(reason: str, message: str = "") -> None:
    """A reason must be given. Raises Refused with `message`, by default “Please say why.”."""
    if not reason.strip():
        raise Refused(message or _("Please say why."), code="no_reason")
