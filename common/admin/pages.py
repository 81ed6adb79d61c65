"""Pages of the office that are no plain list or form: their frame, and what their views have in common."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from common.exceptions import Refused


def get_visible_or_404[Rows: QuerySet](rows: Rows, object_id: object) -> Any:
    """The row of that key among those that the user may see; 404 for every other id, however malformed."""
    text = str(object_id)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    row = rows.filter(pk=int(text)).first()
    if row is None:
        raise Http404
    return row


def require_allowed(allowed: bool) -> None:
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


type Words = str | Promise


def act_page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    *,
    form: forms.Form,
    title: Words,
    text: Words = "",
    button: Words,
    back: str,
    subtitle: Words = "",
    danger: bool = False,
) -> TemplateResponse:
    """A form in the frame of the admin site, kept by no cache. `back` is an address."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "form": form,
        "title": title,
        "subtitle": subtitle,
        "text": text,
        "button": button,
        "back": back,
        "danger": danger,
    }
    return TemplateResponse(request, "admin/act.html", context, headers={"Cache-Control": "no-store"})


def add_refusal(form: forms.Form, refused: Refused) -> None:
    """Show the refusal above the form, with everything that was typed still in it."""
    form.add_error(None, forms.ValidationError(str(refused), code=refused.code))
