"""Pages of the office that are no plain list or form: their frame, and the way of a page that asks once, then acts.

Nothing that they show is kept by a cache or a back button, since most of them show people.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from common.exceptions import Refused

type Words = str | Promise


def require_allowed(allowed: bool) -> None:
    """403 for a page of admin unless the user is allowed to be here."""
    if not allowed:
        raise PermissionDenied


# --- The frame


def site_page(
    request: HttpRequest, template: str, title: Words, *, status: int = 200, **context: Any
) -> TemplateResponse:
    """A page in the frame of the admin site that belongs to no single model."""
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, template, context, status=status, headers={"Cache-Control": "no-store"})


def office_page(
    model_admin: Any, request: HttpRequest, template: str, title: Words, *, status: int = 200, **context: Any
) -> TemplateResponse:
    """A page in the frame of the admin site that belongs to the model of `model_admin`."""
    return site_page(request, template, title, status=status, **{"opts": model_admin.opts, **context})


def act_page(
    model_admin: Any,
    request: HttpRequest,
    *,
    form: forms.BaseForm,
    title: Words,
    text: Words = "",
    button: Words,
    back: str,
    subtitle: Words = "",
    danger: bool = False,
    media: Any = "",
) -> TemplateResponse:
    """The page of one act: a few words, a form and one button. `back` is an address."""
    return office_page(
        model_admin,
        request,
        "admin/act.html",
        title,
        form=form,
        subtitle=subtitle,
        text=text,
        button=button,
        back=back,
        danger=danger,
        media=media,
    )


# --- Ask once, then act


def posted(request: HttpRequest) -> Any:
    """What a form of admin is bound to: the fields that were sent, or None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def ask_once[Result](
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    run: Callable[[dict[str, Any]], Result],
    done: Callable[[Result], HttpResponse],
    show: Callable[[], HttpResponse],
    refused: Callable[[Refused], HttpResponse] | None = None,
) -> HttpResponse:
    """Show a form; once it is sent and valid, run one action with what was filled in.

    `run(answers)` calls the action; `answers` are `form.answers()` where the form has that method, else its
    `cleaned_data`. `done(result)` makes the response afterwards: mostly `redirect_with_success`, or a file. `show()`
    draws the page. When the action refuses, the refusal stands above the form, which is shown again with everything
    that was typed; a page whose form has nothing to fill in may answer by `refused(refusal)` instead.
    """
    if not (form.is_bound and form.is_valid()):
        return show()
    answers = form.answers() if hasattr(form, "answers") else form.cleaned_data
    try:
        result = run(answers)
    except Refused as refusal:
        if refused is not None:
            return refused(refusal)
        form.add_error(None, refusal.as_validation_error())
        return show()
    return done(result)


def act_on_row(
    model_admin: Any,
    request: HttpRequest,
    row: Any,
    form: forms.BaseForm,
    *,
    run: Callable[[dict[str, Any]], Any],
    title: Words,
    text: Words = "",
    button: Words,
    done: Words | Callable[[Any], Words] = "",
    then: str = "",
    refused: Callable[[Refused], HttpResponse] | None = None,
    danger: bool = False,
    media: Any = "",
) -> HttpResponse:
    """`ask_once` on an `act_page` about one row: the usual page of a button.

    Afterwards `done`, which may depend on the result of `run`, is said on the page `then`, by default the row's own
    page.
    """
    opts = model_admin.opts
    page = reverse(f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_change", args=[row.pk])

    def finish(result: Any) -> HttpResponse:
        message = done(result) if callable(done) else done
        return redirect_with_success(request, message, then or page) if message else redirect(then or page)

    return ask_once(
        request,
        form,
        run=run,
        done=finish,
        show=lambda: act_page(
            model_admin,
            request,
            form=form,
            title=title,
            subtitle=str(row),
            text=text,
            button=button,
            back=page,
            danger=danger,
            media=media,
        ),
        refused=refused,
    )


def redirect_with_success(request: HttpRequest, message: Words, to: str, *args: Any) -> HttpResponse:
    """Say that it is done, on the page `to`: the name of an address with its arguments, or the address itself."""
    messages.success(request, str(message))
    return redirect(to, *args)


def admin_address(name: str, *args: Any, **query: Any) -> str:
    """The address of an office page, or nothing where it does not exist."""
    try:
        return reverse(name, args=args, query=query or None)
    except NoReverseMatch:
        return ""
