"""Pages for what staff do with an event: publish it, copy it, call it off."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import acting_user
from common.admin.scope import covered, visible
from common.exceptions import Refused
from events.actions.events import cancel_event, copy_event, publish_event
from events.admin.forms.events import CancelForm, CopyForm
from events.models import Event

if TYPE_CHECKING:
    from events.admin.events import EventAdmin


def possible(event: Event) -> set[str]:
    """The acts that this event's standing allows; what an action would refuse is not offered."""
    acts = {"copy"}
    if event.status != Event.Status.DRAFT:
        acts.add("people")
    elif not event.is_over:
        acts.add("publish")
    if event.is_published and not event.is_over:
        acts.add("call_off")
    return acts


def visible_event(request: HttpRequest, object_id: object) -> Event:
    """The event, if the user may see it; 404 for every other id, however malformed."""
    text = str(object_id)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    event = visible(Event, request).select_related("community", "organiser", "grid").filter(pk=int(text)).first()
    if event is None:
        raise Http404
    return event


def needs(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def show(
    model_admin: "EventAdmin", request: HttpRequest, template: str, event: Event, title: str, **context: Any
) -> TemplateResponse:
    """A page about one event in the frame of the admin site. What it shows of people is kept nowhere."""
    response = TemplateResponse(
        request,
        f"admin/events/{template}.html",
        {
            **model_admin.admin_site.each_context(request),
            "title": title,
            "opts": Event._meta,
            "event": event,
            "original": event,
            **context,
        },
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def refuse(form: forms.Form, refused: Refused) -> None:
    """Show the refusal above the form, with everything that was typed still in it."""
    form.add_error(None, forms.ValidationError(str(refused), code=refused.code))


def publish(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    event = visible_event(request, object_id)
    needs(model_admin.has_change_permission(request, event))
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        try:
            publish_event(event, by=acting_user(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("“%(event)s” is now public.") % {"event": event})
        return redirect("admin:events_event_change", event.pk)
    return show(
        model_admin,
        request,
        "act",
        event,
        _("Publish the event"),
        form=form,
        text=_("From then on everybody sees it and can register. Please check time, place and capacity once more."),
        button=_("Publish"),
    )


def call_off(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    event = visible_event(request, object_id)
    needs(model_admin.has_change_permission(request, event))
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            cancel_event(event, by=acting_user(request), reason=form.cleaned_data["reason"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("“%(event)s” is cancelled; everybody who registered is told.") % {"event": event}
            )
            return redirect("admin:events_event_people", event.pk)
    told = event.registrations.live().count()
    text = ngettext(
        "%(n)d party is registered or waiting and will be told at once.",
        "%(n)d parties are registered or waiting and will be told at once.",
        told,
    )
    return show(
        model_admin,
        request,
        "act",
        event,
        _("Cancel the event"),
        form=form,
        text=text % {"n": told} if told else _("Nobody has registered, so nobody has to be told."),
        warning=_("This cannot be undone. The page of the event stays and says that it is cancelled."),
        button=_("Cancel the event and tell everybody"),
        danger=True,
    )


def copy(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    event = visible_event(request, object_id)
    needs(model_admin.has_add_permission(request) and covered(event, request, "add"))
    form = CopyForm(event, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        new = copy_event(event, by=acting_user(request), days_later=form.days_later)
        if event.space_id and not new.space_id:
            text = _("“%(room)s” cannot be had then, so the copy has no room yet.")
            messages.warning(request, text % {"room": event.place})
        messages.success(request, _("Here is the copy. It is a draft: look it over, then publish it."))
        return redirect("admin:events_event_change", new.pk)
    return show(
        model_admin,
        request,
        "act",
        event,
        _("Copy the event"),
        form=form,
        text=_("The copy is a draft with the same content at the same hour; registrations stay with the old one."),
        button=_("Copy"),
    )
