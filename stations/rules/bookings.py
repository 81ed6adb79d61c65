"""What may be done with stations, spaces and bookings: one rule, one function, one message."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models.people import ELDER_AGE
from accounts.rules.consent import require_consent
from accounts.rules.people import may_know_age
from common.exceptions import Refused
from common.names import in_sentence
from common.time import clock, formatting
from common.time.formatting import minutes_in_words
from stations.models import Booking, Space
from stations.selectors.availability import Availability, last_bookable_day
from stations.selectors.booking_facts import BookingFacts

A_YEAR = dt.timedelta(days=366)


# --- Booking ----------------------------------------------------------------------------------------------------


def require_still_available(facts: BookingFacts) -> None:
    """A booking that was asked for is still to come, and its room in use, open and free then."""
    booking = facts.booking
    require_bookable(booking.space)
    require_not_begun(booking.starts_at)
    require_station_open(facts.free, booking.starts_at, booking.ends_at)
    require_space_free(facts.free, booking.starts_at, booking.ends_at)


def require_bookable(space: Space) -> None:
    """The space takes bookings: it is in use at a listed station, and not for visitors without a booking."""
    if space.use == Space.Use.DROP_IN:
        raise Refused(_("No booking needed: just come in."), code="drop_in")
    if not (space.active and space.station.listed):
        raise Refused(_("This room cannot be booked at present."), code="not_in_use")


def require_party_fits(space: Space, party_size: int) -> None:
    """A booking's party has at least one person, and no more than the space has places."""
    if party_size < 1:
        raise Refused(_("At least one person must come."), code="party_empty", field="party_size")
    if party_size > space.capacity:
        raise Refused(
            ngettext(
                "The room has a place for %(n)d person.", "The room has places for %(n)d people.", space.capacity
            )
            % {"n": space.capacity},
            code="party_too_large",
            field="party_size",
        )


def require_in_audience(facts: BookingFacts) -> None:
    """The person of a booking is of the space's audience. An age is checked only if known; staff decide freely, and a
    receptionist, who only meets the guests, is not told.
    """
    booking = facts.booking
    if booking.space.audience == Space.Audience.ELDERS:
        age = booking.person.age_on(timezone.localdate(booking.starts_at))
        if age is not None and age < ELDER_AGE and not facts.staff and may_know_age(facts.by, booking.person):
            raise Refused(
                _("This room is for people from %(age)d years.") % {"age": ELDER_AGE},
                code="too_young",
                field="person",
            )
    elif facts.not_a_resident and not facts.staff:
        raise Refused(
            _("This room is for residents of the community. Please ask the station to enter where you live."),
            code="not_a_resident",
            field="person",
        )


def require_ends_later(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """The end of a booking, or of another hold of a space, is later than its beginning."""
    if ends_at <= starts_at:
        raise Refused(_("The end must be later than the beginning."), code="ends_before")


def require_not_begun(starts_at: dt.datetime) -> None:
    """A booking, or its new time, begins now or later."""
    if starts_at < clock.now():
        raise Refused(_("This time has already begun. Please choose a later one."), code="begun")


def require_allowed_length(free: Availability, minutes: int) -> None:
    """A booking is as long as the space allows; for staff every length is allowed."""
    space = free.space
    if not space.shortest <= minutes <= space.longest and not free.staff:
        raise Refused(
            _("This room is booked for %(shortest)d to %(longest)d minutes.")
            % {"shortest": space.shortest, "longest": space.longest},
            code="length",
        )


def require_not_too_far_ahead(free: Availability, day: dt.date) -> None:
    """A booking is on a day for which the space can be booked already; staff book further ahead."""
    space = free.space
    if day > last_bookable_day(space) and not free.staff:
        raise Refused(
            ngettext(
                "This room is booked %(n)d day ahead at most.",
                "This room is booked %(n)d days ahead at most.",
                space.days_ahead,
            )
            % {"n": space.days_ahead},
            code="too_far_ahead",
        )


def require_within_a_year(day: dt.date) -> None:
    """A booking or series is at most a year ahead: the only such limit for staff, against a wrong year."""
    if day > clock.today() + A_YEAR:
        raise Refused(_("This is more than a year ahead."), code="too_far_ahead")


def require_early_enough(free: Availability, starts_at: dt.datetime) -> None:
    """A booking is made as long before it begins as the space asks for (`notice`)."""
    if starts_at < free.earliest:
        raise Refused(
            _("This room is booked %(notice)s before at the latest. Please call the station if it is urgent.")
            % {"notice": minutes_in_words(free.space.notice)},
            code="too_late",
        )


def require_station_open(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """A booking lies within the station's opening hours; an exception that closes it is named."""
    if free.is_open(starts_at, ends_at):
        return
    exception = free.hours.exception(free.space.station, timezone.localdate(starts_at))
    if exception:
        raise Refused(
            _("The station is not open then: %(reason)s.") % {"reason": in_sentence(exception.reason)}, code="closed"
        )
    raise Refused(_("The station is not open then."), code="closed")


def require_on_a_step(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """A booking begins and ends on steps of the space, counted from the opening."""
    if not free.on_a_step(starts_at, ends_at):
        raise Refused(
            _("This room is booked in steps of %(step)d minutes.") % {"step": free.space.step}, code="off_step"
        )


def require_not_reserved(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """A booking takes no hours that the station reserves for itself."""
    if free.is_reserved(starts_at, ends_at):
        raise Refused(_("The station uses the room itself then."), code="reserved")


def require_space_free(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """Nobody else has the space. For the words only: the exclusion constraint of the occupancies decides."""
    if free.is_taken(starts_at, ends_at):
        raise Refused(_("Somebody else has this time already."), code="taken")


def require_space_available(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """Every rule on the time of a booking, whoever asks, in the order in which a person would mend it."""
    require_ends_later(starts_at, ends_at)
    require_not_begun(starts_at)
    day = timezone.localdate(starts_at)
    require_within_a_year(day)
    require_allowed_length(free, round((ends_at - starts_at).total_seconds() / 60))
    require_not_too_far_ahead(free, day)
    require_early_enough(free, starts_at)
    require_station_open(free, starts_at, ends_at)
    require_on_a_step(free, starts_at, ends_at)
    require_not_reserved(free, starts_at, ends_at)
    require_space_free(free, starts_at, ends_at)


def require_not_asked_twice(facts: BookingFacts) -> None:
    """The person has no live booking of the space then. No constraint sees a second request; the person is locked."""
    if facts.asked_already:
        raise Refused(_("This person has asked for this time already."), code="asked_twice", field="person")


def require_within_weekly_limit(facts: BookingFacts) -> None:
    """At most so many bookings of a space for each person and week (from Monday); the person is locked."""
    limit = facts.booking.space.weekly_limit
    if limit is not None and facts.this_week >= limit and not facts.staff:
        raise Refused(
            ngettext(
                "One person books this room %(n)d time a week at most.",
                "One person books this room %(n)d times a week at most.",
                limit,
            )
            % {"n": limit},
            code="weekly_limit",
            field="person",
        )


def require_not_paused(facts: BookingFacts) -> None:
    """No-shows have not paused booking for the person; staff book all the same."""
    if facts.paused_until is not None and not facts.staff:
        raise Refused(
            _(
                "Booking is paused until %(day)s, because booked rooms stayed empty %(n)d times. "
                "Please call the station: staff can lift the pause."
            )
            % {"day": formatting.day(facts.paused_until), "n": settings.NO_SHOW_LIMIT},
            code="paused",
            field="person",
        )


def require_agreed_to_book(facts: BookingFacts) -> None:
    """Of a new booking: the person, and family who books for them, have agreed to the privacy notice.

    Asked of a new booking. One that stands can be moved or cancelled by who has withdrawn consent since.
    """
    booking, by = facts.booking, facts.by
    if not booking.for_neighbour and by.person_id != booking.person_id and by.person:
        require_consent(by.person, has_agreed=facts.reader_has_agreed)
    require_consent(booking.person, has_agreed=facts.has_agreed)


def refusal_of_person(facts: BookingFacts) -> Refused | None:
    """Why the person of a booking cannot have the space in that week, at whatever time; None when they can."""
    try:
        require_in_audience(facts)
        require_not_paused(facts)
        require_within_weekly_limit(facts)
    except Refused as refused:
        return refused
    return None


def require_booking_allowed(facts: BookingFacts) -> None:
    """Every rule on what a booking asks for, in the order in which a person would mend it. Raises Refused."""
    booking = facts.booking
    require_bookable(booking.space)
    require_party_fits(booking.space, booking.party_size)
    require_in_audience(facts)
    require_not_paused(facts)
    require_space_available(facts.free, booking.starts_at, booking.ends_at)
    require_not_asked_twice(facts)
    require_within_weekly_limit(facts)


def require_booking_to_come(booking: Booking) -> None:
    """A booking is still requested or confirmed, so that it can be moved or cancelled."""
    if not booking.is_to_come:
        raise Refused(
            _("This booking is already %(status)s.") % {"status": booking.get_status_display()}, code="not_live"
        )


def require_booking_waiting(booking: Booking) -> None:
    """A booking is a request that staff have not answered yet."""
    if not booking.is_requested:
        raise Refused(_("This booking does not wait for approval."), code="not_waiting")


def require_undo_in_time(booking: Booking) -> None:
    """A booking, or its cancellation, can be undone: it is less than ten minutes old."""
    if booking.undo_ends_at() is None:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")


def require_cancelled_by_oneself(booking: Booking) -> None:
    """A booking that staff cancelled, with a reason, is not taken back by who had booked."""
    if booking.answer:
        raise Refused(
            _("The station has cancelled this booking: %(reason)s") % {"reason": booking.answer},
            code="cancelled_by_staff",
        )


def refusal_of_booking_from(free: Availability, start: dt.datetime) -> Refused | None:
    """Why nobody can book the space from `start`, not even for the shortest time; None when one can."""
    try:
        require_bookable(free.space)
        require_space_available(free, start, start + dt.timedelta(minutes=free.space.shortest))
    except Refused as refused:
        return refused
    return None


def require_still_stands(made: Booking) -> None:
    """A booking that a form has made before still stands: nobody is told “booked” of one that is over."""
    if made.status in (Booking.Status.CANCELLED, Booking.Status.REFUSED):
        raise Refused(
            _("This booking was cancelled meanwhile. To book again, please open the page anew."),
            code="cancelled_meanwhile",
        )
