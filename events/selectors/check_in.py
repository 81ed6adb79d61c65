"""When people check in at an event, and what the page at its door asks."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import prefetch_related_objects

from accounts.models import Person, User
from accounts.selectors.search import Typed
from common.time import clock, formatting
from events.models import CheckIn, Event, Registration, Tap
from events.models.check_in_kinds import CheckInKind
from events.querysets import EventQuerySet
from events.selectors.registrations import RegistrationChoice, largest_party


def check_in_opens_at(event: Event) -> dt.datetime:
    """From when on people are checked in: some time before the event begins."""
    return event.starts_at - dt.timedelta(minutes=settings.EVENT_CHECK_IN_EARLY_MINUTES)


def list_is_kept_until(event: Event) -> dt.datetime:
    """Until when the paper list is keyed back, and who came is corrected."""
    return event.ends_at + dt.timedelta(days=settings.EVENT_LIST_DAYS)


def has_check_in_opened(event: Event) -> bool:
    return clock.now() >= check_in_opens_at(event)


def check_in_days(event: Event) -> list[dt.date]:
    """The days of which each has its own list; none where one list serves the whole event."""
    if event.check_in_kind == CheckInKind.ONCE:
        return []
    first = formatting.local(event.starts_at).date()
    return [first + dt.timedelta(days=n) for n in range((event.last_day - first).days + 1)]


def check_in_day(event: Event, moment: dt.datetime | None = None) -> dt.date | None:
    """On which day's list somebody is ticked off at the moment, or now; None where one list serves the whole event.

    Before its first day that of the first, as for an event at half past midnight; after its last that of the last.
    """
    days = check_in_days(event)
    return min(max(formatting.local(moment or clock.now()).date(), days[0]), days[-1]) if days else None


def day_of_list(event: Event, asked: dt.date | None) -> dt.date | None:
    """The day whose list is shown: the one that is asked for, if it has come, else that of now."""
    today = check_in_day(event)
    return asked if asked and today and asked <= today and asked in check_in_days(event) else today


def moment_of_tap(event: Event, said: dt.datetime | None) -> dt.datetime:
    """When a tap was made: as the device says, unless that is to come, or before the list opened; then it is now."""
    now = clock.now()
    return said if said and check_in_opens_at(event) <= said <= now else now


def is_tap_overtaken(check_in: CheckIn, act: str, at: dt.datetime) -> bool:
    """Whether something newer than a tap of this moment is known of the party already, on the day of its check-in.

    The row of a party that has come back no longer says when it left, nor when it came again: that its taps say.
    """
    event = check_in.registration.event
    taps = Tap.objects.filter(registration=check_in.registration_id, act=Tap.Act.IN).values_list("at", flat=True)
    last_in = max([check_in.at, *(tap for tap in taps if check_in_day(event, tap) == check_in.day)])
    if act == Tap.Act.OUT:
        return at < last_in
    return at <= max(last_in, check_in.left_at or last_in)


def check_in_on(registration: Registration, day: dt.date | None) -> CheckIn | None:
    """The party's check-in of the day, which is None for one list of the whole event; prefetched ones serve too."""
    return next((one for one in registration.check_ins.all() if one.day == day), None)


def seats_at_door(event: Event, *, elder: bool = False) -> int:
    """How many seats somebody who comes unannounced may have now; an elder also those that are kept for elders.

    Until the event begins, free seats are promised to the waitlist, those of elders to the elders on it; then they
    are for whoever stands there.
    """
    free = event.seats_for(elder=elder)
    waiting = event.registrations.waitlisted()
    if clock.now() >= event.starts_at or not waiting.exists():
        return free
    return event.kept_for_elders if elder and not waiting.filter(for_elder=True).exists() else 0


def events_to_check_in(rows: EventQuerySet) -> EventQuerySet:
    """Of these events the published ones of today, the first to begin first."""
    soon = rows.between(clock.today(), clock.today() + dt.timedelta(days=1)).before_tomorrow()
    return soon.filter(status=Event.Status.PUBLISHED).order_by("starts_at", "pk")


def people_named_in(event: Event, typed: str) -> set[int]:
    """The keys of those people on the event's list whose name matches what was typed, in any writing of it.

    Numbers of phones find nobody here: of guests nobody at the door reads them.
    """
    text = Typed(typed)
    if text.phones or not text.words:
        return set()
    named = Person.objects.filter(registrations__event=event, name_search__begins=tuple(text.words))
    return set(named.order_by().values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class EventAtDoor:
    """What the page at the door of an event shows to the reader: the family's registrations, and who may still come.

    `seats` are those that a party which is not registered may have; `seats_of_elders`, those that an elder's may.
    """

    event: Event
    reader: User
    choice: RegistrationChoice
    seats: int
    seats_of_elders: int

    @classmethod
    def read(cls, event: Event, reader: User) -> "EventAtDoor":
        choice = RegistrationChoice.read(event, reader)
        prefetch_related_objects(choice.registrations, "check_ins")
        largest = largest_party(event)
        seats = min(seats_at_door(event), largest)
        of_elders = min(seats_at_door(event, elder=True), largest) if event.keeps_for_elders else seats
        return cls(event, reader, choice, seats, of_elders)

    @property
    def registrations(self) -> list[Registration]:
        """Of the reader and of the wards, the live ones, as they were made."""
        return sorted(self.choice.registrations, key=lambda registration: (registration.created_at, registration.pk))

    @property
    def expected(self) -> list[Registration]:
        """Who is registered and has not been ticked off yet, on this day."""
        day = check_in_day(self.event)
        seated = [one for one in self.registrations if one.status in Registration.SEATED]
        return [one for one in seated if check_in_on(one, day) is None]

    @property
    def waiting(self) -> list[Registration]:
        return [one for one in self.registrations if one.is_waitlisted]

    @property
    def unregistered(self) -> list[Person]:
        """Who of the family may come unannounced: not registered, or on the waitlist; the reader first."""
        waiting = {registration.person_id for registration in self.waiting}
        people = [*self.choice.free, *(person for person in self.choice.people if person.pk in waiting)]
        return sorted(people, key=lambda person: (person.pk != self.reader.person_id, person.pk))


def registrations_elsewhere(event: Event, reader: User) -> list[Registration]:
    """The family's registrations for other events of now: somebody may have scanned the code at the wrong door."""
    now = clock.now()
    early = dt.timedelta(minutes=settings.EVENT_CHECK_IN_EARLY_MINUTES)
    rows = Registration.objects.owned_by(reader).seated().exclude(event=event)
    on_now = rows.filter(event__starts_at__lte=now + early, event__ends_at__gt=now)
    return list(on_now.select_related("event", "person").order_by("event__starts_at", "pk"))
