"""Pages for what staff do with an event: publish it, copy it, call it off."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import acting_user
from common.admin.forms import CopyToDayForm
from common.admin.pages import ask_once, office_page, posted, redirect_with_success, require_allowed
from common.admin.scope import covered, visible
from common.exceptions import Refused
from common.http.keys import get_visible_or_404
from events.actions.events import cancel_event, copy_event, publish_event
from events.admin.forms.events import EventCancelForm
from events.models import Event

if TYPE_CHECKING:
    from events.admin.events import EventAdmin


def visible_event(request: HttpRequest, object_id: object) -> Event:
    """The event, if the user may see it; 404 for every other id, however malformed."""
    rows = visible(Event, request).select_related("community", "organiser", "grid")
    event: Event = get_visible_or_404(rows, object_id)
    return event


def event_page(
    model_admin: "EventAdmin", request: HttpRequest, template: str, event: Event, title: str, **context: Any
) -> TemplateResponse:
    """A page of admin/events/ about one event."""
    return office_page(
        model_admin, request, f"admin/events/{template}.html", title, event=event, original=event, **context
    )


def publish(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that publishes an event, after a page that asks once more."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_change_permission(request, event))
    form = forms.Form(posted(request))

    def refused(refusal: Refused) -> HttpResponse:
        messages.error(request, str(refusal))
        return redirect("admin:events_event_change", event.pk)

    return ask_once(
        request,
        form,
        run=lambda _answers: publish_event(event, by=acting_user(request)),
        done=lambda _event: redirect_with_success(
            request, _("“%(event)s” is now public.") % {"event": event}, "admin:events_event_change", event.pk
        ),
        show=lambda: event_page(
            model_admin,
            request,
            "act",
            event,
            _("Publish the event"),
            form=form,
            text=_(
                "From then on everybody sees it and can register. Please check time, place and capacity once more."
            ),
            button=_("Publish"),
        ),
        refused=refused,
    )


def call_off(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that cancels an event: it asks why, and says how many parties will be told."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_change_permission(request, event))
    form = EventCancelForm(posted(request))
    parties = event.registrations.live().count()
    text = ngettext(
        "%(n)d party is registered or waiting and will be told at once.",
        "%(n)d parties are registered or waiting and will be told at once.",
        parties,
    )
    return ask_once(
        request,
        form,
        run=lambda answers: cancel_event(event, by=acting_user(request), reason=answers["reason"]),
        done=lambda _event: redirect_with_success(
            request,
            _("“%(event)s” is cancelled; everybody who registered is told.") % {"event": event},
            "admin:events_event_people",
            event.pk,
        ),
        show=lambda: event_page(
            model_admin,
            request,
            "act",
            event,
            _("Cancel the event"),
            form=form,
            text=text % {"n": parties} if parties else _("Nobody has registered, so nobody has to be told."),
            warning=_("This cannot be undone. The page of the event stays and says that it is cancelled."),
            button=_("Cancel the event and tell everybody"),
            danger=True,
        ),
    )


def copy(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that copies an event to another day."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_add_permission(request) and covered(event, request, "add"))
    form = CopyToDayForm(event.starts_at, posted(request))

    return ask_once(
        request,
        form,
        run=lambda _answers: copy_event(event, by=acting_user(request), days_later=form.days_later),
        done=lambda copied: model_admin.show_copy(request, event, copied),
        show=lambda: event_page(
            model_admin,
            request,
            "act",
            event,
            _("Copy the event"),
            form=form,
            text=_(
                "The copy is a draft with the same content at the same hour; registrations stay with the old one."
            ),
            button=_("Copy"),
        ),
    )


def recap(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The button that leads to the page where it is told how the event was; that page is made for phones too."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_change_permission(request, event))
    return redirect("desk:recap", event.pk)
