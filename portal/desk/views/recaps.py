"""After an event, on the phone: how it was, in words and photos, and the brief that is made of the records."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.keys import get_visible_or_404
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from common.time import clock
from events.actions.recaps import add_photo, publish_recap, remove_photo, withdraw_recap
from events.forms.recaps import RecapForm, RecapPhotoForm
from events.models import Event, EventPhoto
from events.models.recaps import MOST_PHOTOS
from events.presenters.brief import brief_lines, brief_text
from events.rules.events import PERMISSION, EventAct, require_event_act_possible
from events.selectors.brief import EventBrief
from events.selectors.recaps import events_to_tell_of
from portal.desk.decorators import FORM, READ, at_desk

RATES = "120/10m/user"
TELLS = (PERMISSION[EventAct.RECAP],)
reading, form = at_desk(*READ, needs=TELLS), at_desk(*FORM, needs=TELLS)
sending = at_desk(needs=TELLS, button_of=("desk:recap", "pk"))


@reading
def over(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/events/over/: the events that took place and are the user's, the latest first."""
    page = page_of(events_to_tell_of(request.user), request.GET.get("page", ""))
    return render(request, "desk/over.html", {"page": page}, status=200 if page.understood else 400)


@form
def recap(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/recap/: the words, which are shown to everybody with the photos, and the way to all else."""
    event = _own(request, pk)
    if refusal := _not_yet(request, event):
        return refusal
    sent = request.method == "POST"
    if sent and (refusal := refuse_if_too_many(request, "desk_recap", RATES)):
        return refusal
    words = RecapForm(request.POST if sent else None, initial={"words": event.recap})
    if sent and words.is_valid():
        try:
            publish_recap(event, words=words.cleaned_data["words"], by=request.user)
        except Refused as refused:
            words.add_error(refused.field, refused.as_validation_error())
        else:
            messages.success(request, _("Everybody sees now how it was."))
            return redirect(event)
    photos = list(event.photos.all())
    context = {"event": event, "form": words, "photos": photos, "room": MOST_PHOTOS - len(photos)}
    return render(request, "desk/recap.html", context, status=422 if words.errors else 200)


@form
def photo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/recap/photo/: add one photo. Each is kept by itself, so a bad line costs no more than one."""
    event = _own(request, pk)
    if refusal := _not_yet(request, event):
        return refusal
    sent = request.method == "POST"
    if sent and (refusal := refuse_if_too_many(request, "desk_recap_photo", RATES)):
        return refusal
    asked = RecapPhotoForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and asked.is_valid():
        try:
            add_photo(event, **asked.cleaned_data, by=request.user)
        except Refused as refused:
            asked.add_error(refused.field, refused.as_validation_error())
        else:
            messages.success(request, _("The photo is added."))
            return redirect("desk:recap", event.pk)
    return render(
        request, "desk/recap_photo.html", {"event": event, "form": asked}, status=422 if asked.errors else 200
    )


@sending
def take_photo_away(request: AuthenticatedHttpRequest, pk: int, photo: int) -> HttpResponse:
    """/desk/events/…/recap/photos/…/away/: a photo goes, with its file."""
    event = _own(request, pk)
    gone: EventPhoto = get_visible_or_404(event.photos.select_related("event"), photo)
    done = _("The photo is gone, and its file is deleted.")
    return _button(request, event, lambda: remove_photo(gone, by=request.user), done)


@sending
def withdraw(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/recap/withdraw/: words and photos are off the page at once."""
    event = _own(request, pk)
    done = _("It is off the page. Words and photos are kept here, so that you can change them.")
    return _button(request, event, lambda: withdraw_recap(event, by=request.user), done)


@reading
def brief(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/brief/: the brief of an event, to be printed or pasted; before its end, why there is none."""
    event = _own(request, pk)
    context: dict[str, object] = {"event": event}
    try:
        require_event_act_possible(EventAct.RECAP, event)
    except Refused as refused:
        context["refusal"] = str(refused)
    else:
        records = EventBrief.read(event)
        context |= {"brief": records, "lines": brief_lines(records), "text": brief_text(records)}
        context["today"] = clock.today()
    return render(request, "desk/brief.html", context)


def _own(request: AuthenticatedHttpRequest, pk: int) -> Event:
    """An event that the reader may change: only they tell how it was."""
    rows = Event.objects.permitted(request.user, "change").select_related("organiser", "series")
    event: Event = get_visible_or_404(rows, pk)
    return event


def _not_yet(request: AuthenticatedHttpRequest, event: Event) -> HttpResponse | None:
    """Where nothing can be told yet, or ever: the way back, with the reason."""
    try:
        require_event_act_possible(EventAct.RECAP, event)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:over")
    return None


def _button(request: AuthenticatedHttpRequest, event: Event, act: Callable[[], object], done: str) -> HttpResponse:
    if refusal := refuse_if_too_many(request, "desk_recap", RATES):
        return refusal
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("desk:recap", event.pk)
