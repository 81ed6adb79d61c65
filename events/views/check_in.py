"""The QR code at the door of an event: who stands there checks the family in; and the poster that carries it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person, User
from common.exceptions import Refused, allows
from common.http.cache_headers import private
from common.http.keys import whole_number
from common.http.qr_codes import qr_code_response
from common.http.ratelimit import refuse_if_too_many
from events.actions.check_in import check_in_at_door, undo_check_in, walk_in_at_door
from events.forms.check_in import ArrivalForm, DoorWalkInForm
from events.models import Event
from events.presenters.access import access_signs
from events.rules.check_in import AT_DOOR, DoorRelation, possible_check_in_acts, require_door_open
from events.rules.events import require_list_kept
from events.rules.registrations import counts_as_elder
from events.selectors.check_in import EventAtDoor, check_in_opens_at, registrations_elsewhere

RATES = "60/10m/user"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, code: str) -> HttpResponse:
    """/events/door/…/: check-in at the door of an event: the family's registrations and one button. Nobody else's
    name is ever here.
    """
    rows = Event.objects.published().select_related("community", "space__station")
    event = get_object_or_404(rows, door_code=code)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        if user is None:
            return redirect_to_login(request.path)
        if refusal := refuse_if_too_many(request, "door", RATES):
            return refusal
        _act(request, event, by=user)
        return redirect(request.path)
    context = {
        "event": event,
        "is_open": allows(require_list_kept, event) and allows(require_door_open, event),
        "opens_at": check_in_opens_at(event),
        "entrance": f"{reverse('account_login')}?next={request.path}",
    }
    if user and user.person_id:
        context |= _of_reader(event, user)
    return render(request, "events/check_in.html", context)


def _of_reader(event: Event, user: User) -> dict[str, object]:
    at_door = EventAtDoor.read(event, user)
    who = DoorRelation(user, event)
    lines = [
        (one, who.check_in_of(one), possible_check_in_acts(who, one, among=AT_DOOR)) for one in at_door.registrations
    ]
    newcomers = at_door.unregistered if at_door.seats else _elders(at_door) if at_door.seats_of_elders else []
    return {
        "at_door": at_door,
        "lines": lines,
        "arrival": ArrivalForm(parties=at_door.expected) if at_door.expected else None,
        "newcomers": DoorWalkInForm(people=newcomers, largest=at_door.seats_of_elders) if newcomers else None,
        "elsewhere": [] if at_door.registrations else registrations_elsewhere(event, user),
    }


def _elders(at_door: EventAtDoor) -> list[Person]:
    """Who of the family may have the seats that are kept for elders."""
    return [one for one in at_door.unregistered if counts_as_elder(at_door.event, one, by=at_door.reader)]


def _act(request: HttpRequest, event: Event, *, by: User) -> None:
    """Check in, take that back, or come in unannounced, as the button says that was pressed."""
    try:
        match request.POST.get("act"):
            case "check-in":
                _arrive(request, event, by=by)
            case "walk-in":
                _walk_in(request, event, by=by)
            case "undo":
                _undo(request, event, by=by)
    except Refused as refused:
        messages.error(request, str(refused))


def _arrive(request: HttpRequest, event: Event, *, by: User) -> None:
    parties = EventAtDoor.read(event, by).expected
    form = ArrivalForm(request.POST, parties=parties)
    came = form.came() if parties and form.is_valid() else {}
    if came:
        check_in_at_door(event, came=came, by=by)
        messages.success(request, _("You are checked in. Have a good time!"))
    else:
        # Another tab, or the desk, was quicker: the page shows how things stand.
        messages.info(request, _("Nobody was checked in. Please look once more who is here."))


def _walk_in(request: HttpRequest, event: Event, *, by: User) -> None:
    at_door = EventAtDoor.read(event, by)
    form = DoorWalkInForm(request.POST, people=at_door.unregistered, largest=max(at_door.seats_of_elders, 1))
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return
    answers = form.cleaned_data
    walk_in_at_door(event, person=answers["person"], seats=answers["seats"], by=by, token=answers["token"])
    messages.success(request, _("You are registered and checked in. Have a good time!"))


def _undo(request: HttpRequest, event: Event, *, by: User) -> None:
    key = whole_number(request.POST.get("party", "")) or 0
    party = event.registrations.owned_by(by).filter(pk=key).first()
    if party:
        undo_check_in(party, by=by)
        messages.success(request, _("The check-in is taken back."))


# --- The poster


def door_address(event: Event) -> str:
    """The full address that the QR code on the poster holds: the check-in at the door of the event."""
    return settings.SITE_URL + reverse("events:door", args=[event.door_code])


def _own(request: AuthenticatedHttpRequest, pk: int) -> Event:
    """A published event that the reader may change: only they hang posters up."""
    rows = Event.objects.permitted(request.user, "change").published().select_related("community", "space__station")
    event: Event = get_object_or_404(rows, pk=pk, capacity__isnull=False)
    return event


@private
@login_required
@require_safe
def poster(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/…/poster/: the poster for the door of an event, to be printed; only for who may change the event."""
    event = _own(request, pk)
    context = {
        "event": event,
        "access": access_signs(event),
        "address": door_address(event),
        "code": reverse("events:poster_code", args=[event.pk]),
        "phone": event.community.phone,
    }
    return render(request, "events/poster.html", context)


@private
@login_required
@require_safe
def poster_code(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/…/poster.svg: the QR code of a poster as a file."""
    return qr_code_response(door_address(_own(request, pk)))
