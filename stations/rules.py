"""What may be done with stations, spaces and bookings: one rule, one function, one message."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Guardianship, Person, User
from common.exceptions import Refused
from common.time import clock, formatting
from grid.models import Community, Residence
from stations.availability import Availability, last_day
from stations.models import Booking, Hold, Space, Station

ELDER_AGE = 60
A_YEAR = dt.timedelta(days=366)
MOST_WEEKS = 8
STILL_BOOKED = gettext_lazy("Bookings or requests are still to come here. Please move, refuse or cancel them first.")


def minutes_in_words(minutes: int) -> str:
    """90 minutes, 2 hours, 1 day: the largest unit that fits whole."""
    for size, words in ((24 * 60, _("%(n)d days")), (60, _("%(n)d hours"))):
        if minutes % size == 0 and minutes:
            return words % {"n": minutes // size}
    return _("%(n)d minutes") % {"n": minutes}


def parents_share_community(station: Station) -> None:
    if not station.community_id:
        return
    if station.grid and station.grid.community_id != station.community_id:
        raise ValidationError({"grid": gettext_lazy("The grid belongs to another community.")})
    if station.estate and station.estate.community_id != station.community_id:
        raise ValidationError({"estate": gettext_lazy("The estate belongs to another community.")})


def lengths_fit_the_step(space: Space) -> None:
    wrong = [name for name in ("shortest", "longest") if (getattr(space, name) or 0) % (space.step or 1)]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, gettext_lazy("Please enter whole steps.")))


def parts_are_one_level(space: Space) -> None:
    whole = space.part_of
    if whole is None:
        return
    if whole.pk == space.pk or whole.part_of_id or (space.pk and space.parts.exists()):
        raise ValidationError(
            {"part_of": gettext_lazy("A part cannot be divided again, and what has parts is no part.")}
        )
    if space.station_id and whole.station_id != space.station_id:
        raise ValidationError({"part_of": gettext_lazy("A room and its parts are in one station.")})


def room_is_kept_for_bookings(space: Space) -> None:
    """Whoever has booked finds the door: a room goes out of use when nobody is to come any more."""
    if space.pk is None or space.is_bookable:
        return
    if Booking.objects.live().filter(space=space).exists():
        field = "use" if space.active else "active"
        raise ValidationError({field: STILL_BOOKED})


def station_is_kept_for_bookings(station: Station) -> None:
    if station.pk is None or station.listed:
        return
    if Booking.objects.live().filter(space__station=station).exists():
        raise ValidationError({"listed": STILL_BOOKED})


# --- Booking ----------------------------------------------------------------------------------------------------


def runs(by: User, space: Space) -> bool:
    """Whether the bookings of the space are the user's to decide on: its whole office work goes with that."""
    return by.has_perm("stations.change_booking", space)


def receives(by: User, space: Space) -> bool:
    """Whether the user stands at the station's desk."""
    return by.has_perm("stations.check_in_booking", space)


def books_for_others(by: User, space: Space, person: Person | None = None) -> bool:
    """Whether the user books for neighbours there: at the own station, or for the own people of that community.

    With `person`: that very neighbour. Who receives at the station also books for whoever has booked there before.
    """
    reach = by.rights.holding("stations.book_others")
    if not reach:
        return False
    if receives(by, space):
        return person is None or Person.objects.visible_to(by).filter(pk=person.pk).exists() or runs(by, space)
    if not reach.everything and not Community.objects.within(reach).filter(pk=space.station.community_id).exists():
        return False
    return person is None or Person.objects.own_within(reach).filter(pk=person.pk).exists()


def acts_for_family(by: User, person: Person) -> bool:
    """For oneself, and for one's wards of today; oneself costs no query."""
    if by.person_id == person.pk:
        return True
    return Guardianship.objects.current().filter(by_id=by.person_id, person_id=person.pk).exists()


def may_act_for(by: User, person: Person, space: Space) -> None:
    if not (acts_for_family(by, person) or books_for_others(by, space, person)):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def may_change(by: User, booking: Booking) -> None:
    """One's own and the family's; who books for others, what was booked for them; who runs the station, all."""
    if acts_for_family(by, booking.person) or runs(by, booking.space):
        return
    may_act_for(by, booking.person, booking.space)
    if not booking.for_neighbour:
        raise Refused(_("This was booked by the neighbour alone. Please ask them, or the office."), code="not_yours")


def can_still_be_had(booking: Booking) -> None:
    """What was asked for is still to come, and the room in use, open and free then."""
    is_bookable(booking.space)
    has_not_begun(booking.starts_at)
    days = (timezone.localdate(booking.starts_at), timezone.localdate(booking.ends_at))
    free = Availability(booking.space, *days, staff=True)
    is_open(free, booking.starts_at, booking.ends_at)
    is_free(free, booking.starts_at, booking.ends_at)


def is_bookable(space: Space) -> None:
    if space.use == Space.Use.DROP_IN:
        raise Refused(_("No booking needed: just come in."), code="drop_in")
    if not (space.active and space.station.listed):
        raise Refused(_("This room cannot be booked at present."), code="not_in_use")


def party_fits(space: Space, party_size: int) -> None:
    if party_size < 1:
        raise Refused(_("At least one person must come."), code="party_empty")
    if party_size > space.capacity:
        raise Refused(
            ngettext(
                "The room has a place for %(n)d person.", "The room has places for %(n)d people.", space.capacity
            )
            % {"n": space.capacity},
            code="party_too_large",
        )


def audience_includes(space: Space, person: Person, on: dt.date) -> None:
    """Ages are checked when the year of birth is known; nobody is asked for it only to book."""
    if space.audience == Space.Audience.ELDERS:
        age = person.age_on(on)
        if age is not None and age < ELDER_AGE:
            raise Refused(_("This room is for people from %(age)d years.") % {"age": ELDER_AGE}, code="too_young")
    elif space.audience == Space.Audience.RESIDENTS:
        lives_here = Residence.objects.current().filter(person=person, building__community=space.station.community_id)
        if not lives_here.exists():
            raise Refused(
                _("This room is for residents of the community. Please ask the station to enter where you live."),
                code="not_a_resident",
            )


def ends_later(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("The end must be later than the beginning."), code="ends_before")


def has_not_begun(starts_at: dt.datetime) -> None:
    if starts_at < clock.now():
        raise Refused(_("This time has already begun. Please choose a later one."), code="begun")


def length_is_allowed(space: Space, minutes: int) -> None:
    if not space.shortest <= minutes <= space.longest:
        raise Refused(
            _("This room is booked for %(shortest)d to %(longest)d minutes.")
            % {"shortest": space.shortest, "longest": space.longest},
            code="length",
        )


def is_not_too_far_ahead(space: Space, day: dt.date) -> None:
    if day > last_day(space):
        raise Refused(
            ngettext(
                "This room is booked %(n)d day ahead at most.",
                "This room is booked %(n)d days ahead at most.",
                space.days_ahead,
            )
            % {"n": space.days_ahead},
            code="too_far_ahead",
        )


def is_within_a_year(day: dt.date) -> None:
    """For staff, whom no other limit keeps from a slip of the finger in the year."""
    if day > clock.today() + A_YEAR:
        raise Refused(_("This is more than a year ahead."), code="too_far_ahead")


def series_days_are_sensible(first_day: dt.date, last_day: dt.date, every_weeks: int) -> None:
    if last_day < first_day:
        raise Refused(_("The last day must not be before the first."), code="ends_before")
    if first_day < clock.today():
        raise Refused(_("A series begins today or later."), code="begun")
    is_within_a_year(last_day)
    if not 1 <= every_weeks <= MOST_WEEKS:
        raise Refused(_("A series repeats every 1 to 8 weeks."), code="weeks")


def is_early_enough(space: Space, starts_at: dt.datetime) -> None:
    if space.notice and starts_at < clock.now() + dt.timedelta(minutes=space.notice):
        raise Refused(
            _("This room is booked %(notice)s before at the latest. Please call the station if it is urgent.")
            % {"notice": minutes_in_words(space.notice)},
            code="too_late",
        )


def is_open(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if free.is_open(starts_at, ends_at):
        return
    exception = free.hours.exception(free.space.station, timezone.localdate(starts_at))
    if exception:
        raise Refused(
            _("The station is not open then: %(reason)s.") % {"reason": exception.reason.rstrip("。.")}, code="closed"
        )
    raise Refused(_("The station is not open then."), code="closed")


def is_on_a_step(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if not free.on_a_step(starts_at, ends_at):
        raise Refused(
            _("This room is booked in steps of %(step)d minutes.") % {"step": free.space.step}, code="off_step"
        )


def is_not_reserved(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if free.is_reserved(starts_at, ends_at):
        raise Refused(_("The station uses the room itself then."), code="reserved")


def is_free(free: Availability, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """For the words only: that nobody has it twice, the ledger sees to."""
    if free.is_taken(starts_at, ends_at):
        raise Refused(_("Somebody else has this time already."), code="taken")


def time_can_be_had(
    space: Space, starts_at: dt.datetime, ends_at: dt.datetime, *, staff: bool, but: int | None = None
) -> None:
    """Every rule on the time alone, whoever asks, in the order in which a person would mend it.

    `staff` and `but` as for `Availability`.
    """
    ends_later(starts_at, ends_at)
    has_not_begun(starts_at)
    day = timezone.localdate(starts_at)
    is_within_a_year(day)
    if not staff:
        length_is_allowed(space, round((ends_at - starts_at).total_seconds() / 60))
        is_not_too_far_ahead(space, day)
        is_early_enough(space, starts_at)
    free = Availability(space, day, timezone.localdate(ends_at), staff=staff, but=but)
    is_open(free, starts_at, ends_at)
    is_on_a_step(free, starts_at, ends_at)
    is_not_reserved(free, starts_at, ends_at)
    is_free(free, starts_at, ends_at)


def is_not_asked_twice(booking: Booking) -> None:
    """A request holds nothing, so the ledger does not see the second one; the person is locked."""
    same = Booking.objects.live().filter(person=booking.person_id, space=booking.space_id).exclude(pk=booking.pk)
    if same.overlapping(booking.starts_at, booking.ends_at).exists():
        raise Refused(_("This person has asked for this time already."), code="asked_twice")


def week_has_room(space: Space, person: Person, starts_at: dt.datetime, *, but: int | None = None) -> None:
    """At most so many bookings of the space a person and week (Monday to Sunday); the person is locked."""
    if space.weekly_limit is None:
        return
    monday = timezone.localdate(starts_at) - dt.timedelta(days=timezone.localdate(starts_at).weekday())
    week = (clock.day_start(monday), clock.day_start(monday + dt.timedelta(days=7)))
    counted = Booking.objects.filter(
        space=space, person=person, starts_at__gte=week[0], starts_at__lt=week[1], status__in=Booking.COUNTED
    ).exclude(status=Booking.Status.REQUESTED, starts_at__lte=clock.now())
    if but is not None:
        counted = counted.exclude(pk=but)
    if counted.count() >= space.weekly_limit:
        raise Refused(
            ngettext(
                "One person books this room %(n)d time a week at most.",
                "One person books this room %(n)d times a week at most.",
                space.weekly_limit,
            )
            % {"n": space.weekly_limit},
            code="weekly_limit",
        )


def is_not_paused(person: Person) -> None:
    until = paused_until(person)
    if until is not None:
        raise Refused(
            _(
                "Booking is paused until %(day)s, because booked rooms stayed empty %(n)d times. "
                "Please call the station: staff can lift the pause."
            )
            % {"day": formatting.day(until), "n": settings.NO_SHOW_LIMIT},
            code="paused",
        )


def paused_until(person: Person) -> dt.date | None:
    """The last day of the person's pause; None for no pause today."""
    return pauses([person.pk]).get(person.pk)


def pauses(people: Iterable[int]) -> dict[int, dt.date]:
    """Who of the people (keys) pauses today, and until which day: NO_SHOW_LIMIT no-shows in NO_SHOW_DAYS days.

    No-shows that staff waive, and those of bookings that staff made for a neighbour, do not count (DOMAIN.md §3).
    """
    days = dt.timedelta(days=settings.NO_SHOW_DAYS + settings.NO_SHOW_PAUSE_DAYS + 1)
    missed: dict[int, list[dt.date]] = defaultdict(list)
    rows = Booking.objects.no_shows_that_count().filter(person__in=people, starts_at__gte=clock.now() - days)
    for person, starts_at in rows.order_by("-starts_at").values_list("person", "starts_at"):
        missed[person].append(timezone.localdate(starts_at))
    found = {person: _pause(newest_first) for person, newest_first in missed.items()}
    return {person: until for person, until in found.items() if until is not None}


def _pause(missed: list[dt.date]) -> dt.date | None:
    """Until when they pause who missed these days, the newest first."""
    if len(missed) < settings.NO_SHOW_LIMIT:
        return None
    newest, oldest = missed[0], missed[settings.NO_SHOW_LIMIT - 1]
    until = newest + dt.timedelta(days=settings.NO_SHOW_PAUSE_DAYS)
    within = (newest - oldest).days < settings.NO_SHOW_DAYS
    return until if within and until >= clock.today() else None


def missed_lately(booking: Booking) -> int:
    """How many no-shows that count the person has in the NO_SHOW_DAYS up to this one; 0 when it does not count."""
    if booking.for_neighbour:
        return 0
    first = timezone.localdate(booking.starts_at) - dt.timedelta(days=settings.NO_SHOW_DAYS - 1)
    counted = Booking.objects.no_shows_that_count().filter(person=booking.person, starts_at__lte=booking.starts_at)
    return counted.filter(starts_at__gte=clock.day_start(first)).count()


def is_to_come(booking: Booking) -> None:
    if not booking.is_to_come:
        raise Refused(
            _("This booking is already %(status)s.") % {"status": booking.get_status_display()}, code="not_live"
        )


def still_waits(booking: Booking) -> None:
    if not booking.is_requested:
        raise Refused(_("This booking does not wait for approval."), code="not_waiting")


def undo_is_in_time(booking: Booking) -> None:
    if booking.undo_ends_at() is None:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")


def was_cancelled_by_oneself(booking: Booking) -> None:
    """What staff cancelled, with a reason, is not taken back by who had booked."""
    if booking.answer:
        raise Refused(
            _("The station has cancelled this booking: %(reason)s") % {"reason": booking.answer},
            code="cancelled_by_staff",
        )


def says_why(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why."), code="no_reason")


def is_maintenance(held: Hold) -> None:
    if held.kind != Hold.Kind.MAINTENANCE:
        raise Refused(
            _("This time belongs to a booking or an event. Please change it there."), code="not_maintenance"
        )


def hours_are_in_order(day: int, starts: dt.time, ends: dt.time) -> None:
    """An end at 00:00 is the midnight after."""
    if not 0 <= day <= 6:
        raise Refused(_("Please choose a day of the week."), code="unknown_day")
    if ends <= starts and ends != dt.time(0):
        raise Refused(_("The end must be later than the beginning."), code="ends_before")


def maintenance_is_not_over(held: Hold) -> None:
    if held.ends_at <= clock.now():
        raise Refused(_("This is over already, and stays in the figures."), code="over")
