"""Every address of the portal outside admin, and how a test reaches it. A new address belongs on one list."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.auth.proven_numbers import KEY, ProvenNumber
from accounts.auth.sessions import SessionStore
from accounts.models import User
from common.time import clock
from events.models import Enrolment, Event, EventSeries, Registration
from grid.models import Building, Handover, Household, PioneerLink
from stations.models import Booking, Space, Station
from tests import factories as make
from tests.browser.asking import OPEN_ASKING, OTHER_ASKING, OWN_ASKING, arguments_of_asking
from tests.browser.joining import OTHER_JOINING, OWN_JOINING, arguments_of_joining
from tests.browser.matters import OPEN_MATTERS, OTHER_MATTERS, OWN_MATTERS, arguments_of_matters
from tests.browser.papers import OPEN_PAPERS, OTHER_PAPERS, OWN_PAPERS, arguments_of_papers
from tests.browser.place import Place
from tests.browser.recaps import OTHER_RECAPS, arguments_of_recaps
from tests.browser.shifts import OPEN_HERE, OTHER_SHIFTS, OWN_SHIFTS, arguments_of_shifts

# Pages that anybody may open.
OPEN = {
    "home",
    "events:list",
    "events:calendar",
    "events:board",
    "events:announcement",
    "events:event",
    "stations:list",
    "stations:rooms",
    "stations:plan",
    "stations:door",
    "events:door",
    "station",
    "stations:space",
    "plan",
    "grid",
    "my_grid",
    "organisation",
    "privacy",
    "care",
    "account_login",
    "account_login_password",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    *OPEN_HERE,
    *OPEN_PAPERS,
    *OPEN_MATTERS,
    *OPEN_ASKING,
}
# Pages for who is signed in.
OWN = {
    "me",
    "me_notices",
    "me_data",
    "me_wards",
    "me_ward_new",
    "me_ward_end",
    "me_consent_withdraw",
    "me_all",
    "me_home",
    "me_posts",
    "me_post_end",
    "me_identity",
    "me_identity_show",
    "me_identity_photo",
    "events:register",
    "events:registration",
    "events:cancel",
    "events:enrol",
    "events:enrolment",
    "events:leave",
    "stations:book",
    "stations:booking",
    "stations:cancel",
    "stations:move",
    "me_bookings",
    "desk:start",
    "desk:stations",
    "desk:station",
    "desk:who",
    "desk:rooms",
    "desk:room",
    "desk:book",
    "desk:booking",
    "desk:buildings",
    "desk:building",
    "desk:household",
    "desk:due",
    "desk:posts",
    "desk:neighbours",
    "desk:neighbour",
    "desk:call",
    "desk:find",
    "desk:new_neighbour",
    "desk:end_link",
    "desk:handover",
    "desk:registrations",
    "desk:registration",
    "desk:events",
    "desk:register",
    "desk:enrol",
    "desk:enrolment",
    "desk:leave",
    "desk:door_list",
    "desk:people",
    "desk:who_else",
    "desk:walk_in",
    "account_change_phone",
    "account_not_me",
    "account_second_factor",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "socialaccount_connections",
    "usersessions_list",
    *OWN_SHIFTS,
    *OWN_PAPERS,
    *OWN_MATTERS,
    *OWN_ASKING,
    *OWN_JOINING,
}
# For residents who sign in with codes alone; the others give their password.
BY_CODE = {"account_prove_number"}
# Not pages that one opens by itself, and why.
OTHER = {
    "health": "for machines",
    "favicon": "for machines",
    "security_txt": "for machines",
    "stations:poster": "for who may change the room; for paper",
    "stations:poster_code": "a file",
    "events:poster": "for who may change the event; for paper",
    "events:poster_code": "a file",
    "wall": "for a device on a wall, that nobody works with",
    "events:feed": "a file",
    "events:board_code": "a file",
    "events:announcement_code": "a file",
    "events:registration_code": "a file",
    "desk:taps": "POST from the script of the desk",
    "desk:party": "from a visitor's code to the line on the list",
    "desk:party_left": "POST from the list of an event",
    "events:ics": "a file",
    "events:series_ics": "a file",
    "events:series_feed": "a file",
    "events:undo": "POST from the registration",
    "events:party": "POST from the registration",
    "stations:undo": "POST from the booking",
    "stations:booking_ics": "a file",
    "me_bookings_ics": "a file",
    "desk:undo_visit": "POST from the household",
    "desk:tally": "POST from the board",
    "desk:take_back": "POST from the board",
    "desk:check_in": "POST from the board",
    "desk:undo_check_in": "POST from the board",
    "desk:finish": "POST from the board",
    "desk:party_here": "POST from the list of an event",
    "desk:party_not_here": "POST from the list of an event",
    "desk:close_list": "POST from the list of an event",
    "desk:reopen_list": "POST from the list of an event",
    "desk:approve": "POST from the board",
    "desk:refuse": "POST from the booking",
    "desk:cancel_booking": "POST from the booking",
    "desk:undo_cancelling": "POST from the booking",
    "desk:waive": "POST from the booking",
    "desk:link": "POST from the neighbour",
    "desk:cancel": "POST from the registration",
    "desk:receive": "POST from the handover",
    "desk:decline": "POST from the handover",
    "desk:undo_cancellation": "POST from the registration",
    "language": "POST; a GET goes home",
    "me_home_remove": "POST",
    "me_identity_photo_remove": "POST",
    "me_identity_withdraw": "POST",
    "me_notices_read": "POST",
    "me_notice_read": "POST",
    "me_consent": "goes on at once when there is nothing to agree to",
    "account_enter_code": "needs a code on its way",
    "account_verify_phone": "needs a code on its way",
    "account_whose": "needs a number that a code has proven",
    "account_holder": "needs a number that a code has proven",
    "account_new": "needs a number that a code has proven",
    "account_cancel_phone_change": "POST from the change",
    "account_email_verification_sent": "needs a code on its way",
    "account_confirm_login_code": "needs a code on its way",
    "account_kept_form": "needs a form that was kept",
    "account_set_password": "goes on to the change of a password that is there",
    "mfa_authenticate": "needs a sign-in half done",
    "mfa_reauthenticate": "needs a second factor",
    "mfa_deactivate_totp": "needs a second factor",
    "mfa_view_recovery_codes": "needs a second factor",
    "mfa_generate_recovery_codes": "needs a second factor",
    "mfa_download_recovery_codes": "a file",
    "mfa_reauthenticate_webauthn": "for the script of the passkey",
    "mfa_remove_webauthn": "needs a passkey",
    "mfa_edit_webauthn": "needs a passkey",
    "mfa_login_webauthn": "for the script of the passkey",
    "socialaccount_signup": "needs a sign-in half done",
    "weixin_login": "leads to another site",
    "weixin_callback": "comes from another site",
    **OTHER_SHIFTS,
    **OTHER_PAPERS,
    **OTHER_MATTERS,
    **OTHER_ASKING,
    **OTHER_RECAPS,
    **OTHER_JOINING,
}


def enrolment_of(name: str) -> int:
    return Enrolment.objects.get(person__name=name).pk


def arguments(place: Place) -> dict[str, list[object]]:
    """What the addresses of pages need beside their name."""
    mine, room = Booking.objects.get(person=place.user.person), Space.objects.get(name="会客厅")
    return {
        "events:event": [place.event.pk],
        "events:announcement": [place.event.pk],
        "events:register": [place.event.pk],
        "events:registration": [place.registration.pk],
        "events:cancel": [place.registration.pk],
        **{key: [EventSeries.objects.get().pk] for key in ("events:enrol", "desk:enrol")},
        **{key: [enrolment_of(place.user.person.name)] for key in ("events:enrolment", "events:leave")},
        **{key: [enrolment_of("赵奶奶")] for key in ("desk:enrolment", "desk:leave")},
        "grid": [place.grid.pk],
        "stations:door": [room.door_code],
        "events:door": [Event.objects.get(title="剪纸小课堂").door_code],
        **{
            name: [Event.objects.get(title="剪纸小课堂").pk]
            for name in ("desk:people", "desk:who_else", "desk:walk_in")
        },
        **{key: [room.station_id] for key in ("desk:station", "desk:who")},
        "desk:booking": [Booking.objects.earliest("pk").pk],
        **{key: [room.pk] for key in ("desk:room", "desk:book", "stations:space", "stations:book")},
        **{key: [mine.pk] for key in ("stations:booking", "stations:cancel", "stations:move")},
        "station": [Station.objects.earliest("pk").pk],
        "desk:building": [Building.objects.get().pk],
        "desk:household": [Household.objects.earliest("pk").pk],
        **{key: [PioneerLink.objects.get().person_id] for key in ("desk:neighbour", "desk:call")},
        "desk:end_link": [PioneerLink.objects.get().pk],
        "desk:handover": [Handover.objects.get().pk],
        "desk:registration": [Registration.objects.get(person__name="赵奶奶", enrolment=None).pk],
        "desk:register": [place.event.pk],
        "me_post_end": ["unit", place.user.unitappointments.get().pk],
        **{key: [place.user.unitappointments.get().pk] for key in ("me_identity_show", "me_identity_photo")},
        "me_ward_new": ["elder"],
        "me_ward_end": [place.user.person.wards.get().pk],
        "account_reset_password_from_key": ["1", "no-such-key"],
        **arguments_of_shifts(),
        **arguments_of_papers(),
        **arguments_of_matters(),
        **arguments_of_asking(place.registration),
        **arguments_of_recaps(),
        **arguments_of_joining(place.user.person.name),
    }


def addresses(names: set[str], place: Place) -> dict[str, str]:
    soon = f"{clock.today() + dt.timedelta(days=2)}T10:00"
    # Late in the evening nothing of today is free any more.
    tomorrow = f"?day={clock.today() + dt.timedelta(days=1)}"
    neighbour = PioneerLink.objects.get().person_id
    needed, queries = (
        arguments(place),
        {
            "stations:book": f"?start={soon}",
            "desk:book": f"?at={soon}",
            "desk:rooms": f"?person={neighbour}",
            **dict.fromkeys(("desk:room", "stations:space"), tomorrow),
        },
    )
    return {name: reverse(name, args=needed.get(name, [])) + queries.get(name, "") for name in sorted(names)}


def session_of(user: User) -> str:
    """A session in which the password was just given once more, as some pages ask."""
    client = Client()
    client.force_login(user, backend="accounts.auth.backends.AppointmentBackend")
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    return client.session.session_key or ""


def session_with_number(phone: str = "+8613800138777", **more: Any) -> str:
    """A visitor's session in which a code has just proven a number: one that nobody signs in with yet, or `phone`."""
    session = SessionStore()
    ends_at = clock.now() + dt.timedelta(minutes=15)
    session[KEY] = asdict(ProvenNumber(phone=phone, ends_at=ends_at.isoformat(), **more))
    session.create()
    return session.session_key or ""


def all_names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The names of all addresses but those of admin and of debugging."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield space + pattern.name
        elif pattern.app_name != "admin":
            yield from all_names(pattern, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
