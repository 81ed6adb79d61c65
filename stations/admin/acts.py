"""What the acts of the station's office have in common: a page that asks, does it, and says what became of it."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import when
from common.admin_acts import Words, act_page, refuse
from common.office import found, needs
from common.refused import Refused
from stations.availability import nearest
from stations.models import Space

# Refusals after which another time may be free.
ANOTHER_TIME = {"taken", "closed", "reserved", "off_step", "begun", "occupancy_never_twice"}


def acting(request: HttpRequest) -> User:
    """Who acts; the admin site lets nobody in who has not signed in."""
    return cast(User, request.user)


def act(
    model_admin: Any,
    request: HttpRequest,
    object_id: str,
    form: type[forms.Form] | Callable[[Any, Any], forms.Form],
    *,
    may: Callable[[HttpRequest, Any], bool],
    do: Callable[..., Any],
    title: Words,
    button: Words,
    done: Words,
    text: Words = "",
    danger: bool = False,
) -> HttpResponse:
    """Ask with `form(data, row)`, then `do(row, by=…, **answers)`; a refusal stands above the form."""
    row = found(model_admin.get_queryset(request), object_id)
    needs(may(request, row))
    asked: Any = form(request.POST if request.method == "POST" else None)  # type: ignore[call-arg]
    back = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_change", args=[row.pk])
    if hasattr(asked, "begin_with"):
        asked.begin_with(row)
    if asked.is_bound and asked.is_valid():
        try:
            do(row, by=acting(request), **asked.answers() if hasattr(asked, "answers") else asked.cleaned_data)
        except Refused as refused:
            refuse(asked, refused)
        else:
            messages.success(request, str(done))
            return redirect(back)
    return act_page(
        model_admin,
        request,
        form=asked,
        title=title,
        subtitle=str(row),
        text=text,
        button=button,
        back=back,
        danger=danger,
    )


def with_nearest(refused: Refused, space: Space, starts_at: Any, minutes: int) -> Refused:
    """The same refusal, and the nearest times that would do."""
    if refused.code not in ANOTHER_TIME:
        return refused
    free = nearest(space, starts_at, minutes, staff=True)
    if not free:
        return refused
    times = _(", ").join(f"{when.day(one)} {when.clock_time(one)}" for one in free)
    said = _("%(refused)s Free near it: %(times)s.") % {"refused": refused, "times": times}
    return Refused(said, code=refused.code)
