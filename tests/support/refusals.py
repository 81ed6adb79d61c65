"""What the form of a page refuses, by its codes: for tests about rules, whatever words the page says them in."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse

# The field of what no single field is about.
WHOLE = NON_FIELD_ERRORS
# The code of what a constraint in `Meta.constraints` refuses: those have none.
NO_CODE = None


def refusals(response: HttpResponse, name: str = "") -> set[tuple[str, str | None]]:
    """(field, code) of every error in the form of the page; `name`: of another form in the context."""
    assert response.status_code == 200, response
    context: Any = response.context  # type: ignore[attr-defined]
    form = context["adminform"].form if not name and "adminform" in context else context[name or "form"]
    return {(field, error.code) for field, errors in form.errors.as_data().items() for error in errors}


def levels(response: HttpResponse) -> list[str]:
    """The levels of the messages on the page: what was refused there has the level error."""
    return [message.level_tag for message in response.context["messages"]]  # type: ignore[attr-defined]
