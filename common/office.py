"""Pages of the office that are no plain list or form: their frame, and what their views have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse


def found[Rows: QuerySet](rows: Rows, object_id: object) -> Any:
    """The row of that key among those that the user may see; 404 for every other id, however malformed."""
    text = str(object_id)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    row = rows.filter(pk=int(text)).first()
    if row is None:
        raise Http404
    return row


def needs(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def office_page(
    model_admin: Any, request: HttpRequest, template: str, title: str, **context: Any
) -> TemplateResponse:
    """A page in the frame of the admin site. What it shows of people is kept by no cache."""
    response = TemplateResponse(
        request,
        template,
        {**model_admin.admin_site.each_context(request), "title": title, "opts": model_admin.opts, **context},
    )
    response.headers["Cache-Control"] = "no-store"
    return response
