import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from common.db.querysets import ScopedQuerySet, any_of
from common.time import clock
from common.writing.called import called
from common.writing.fields import MadeFromQuerySet
from common.writing.folding import MOST_WORDS, words_of

if TYPE_CHECKING:
    from accounts.models import Person, User

# By the CHECK event_lasts_at_most_31_days, an event that is not over began at most this long ago. So an index on
# starts_at finds all events to come, however many past events there are.
LONGEST = dt.timedelta(days=31)


# Raw SQL, because the busiest pages use it and building the expression costs more than running it.
WAITING = "SELECT count(*) FROM events_registration r WHERE r.event_id = events_event.id AND r.status = 'waitlisted'"
STATION_HAS = """
coalesce((SELECT t.access || t.facilities FROM stations_space s JOIN stations_station t ON t.id = s.station_id
    WHERE s.id = events_event.space_id), '{}')
"""
# Of an event with a list, those ticked off; of one without, the number that was written down.
CAME = """
coalesce(events_event.headcount, (SELECT sum(r.came) FROM events_registration r WHERE r.event_id = events_event.id))
"""
# The same with each day counted.
PERSON_TIMES = """
coalesce(events_event.headcount, (
    SELECT sum(c.came) FROM events_checkin c JOIN events_registration r ON r.id = c.registration_id
    WHERE r.event_id = events_event.id
))
"""


class EventQuerySet(MadeFromQuerySet):
    """Events by time, place and free seats."""

    model: Any  # type[Event]

    def published(self) -> Self:
        """Events that the public sees: published ones, and cancelled ones that had been published."""
        return self.exclude(status=self.model.Status.DRAFT)

    def to_come(self) -> Self:
        """Events that have not ended."""
        now = clock.now()
        return self.filter(starts_at__gte=now - LONGEST, ends_at__gt=now)

    def past(self) -> Self:
        return self.filter(ends_at__lte=clock.now())

    def drafts_to_come(self) -> Self:
        return self.filter(status=self.model.Status.DRAFT, starts_at__gt=clock.now())

    def where_people_wait(self) -> Self:
        """Published events to come with somebody on the waitlist."""
        return self.to_come().filter(self._with_registrations("waitlisted"), status=self.model.Status.PUBLISHED)

    def with_unknown_attendance(self) -> Self:
        """Events that are over and of which it can still be written down who came, or without a list how many."""
        lately = clock.now() - dt.timedelta(days=settings.EVENT_LIST_DAYS)
        unticked = Q(self._with_registrations("registered"), list_closed_at=None)
        unknown = unticked | Q(capacity=None, headcount=None)
        return self.past().filter(unknown, status=self.model.Status.PUBLISHED, ends_at__gt=lately)

    def _with_registrations(self, status: str) -> Exists:
        registrations: Any = self.model._meta.get_field("registrations").related_model
        return Exists(registrations.objects.filter(event=OuterRef("pk"), status=status))

    def between(self, first: dt.date, last: dt.date) -> Self:
        """Events that touch any of the days `first` to `last`, both included."""
        start, end = clock.day_start(first), clock.day_start(last + dt.timedelta(days=1))
        return self.filter(starts_at__gte=start - LONGEST, starts_at__lt=end, ends_at__gt=start)

    def before_tomorrow(self) -> Self:
        """Events whose check-in opens before midnight: that of one at half past midnight opens the evening before."""
        tomorrow = clock.day_start(clock.today() + dt.timedelta(days=1))
        opened = clock.now() + dt.timedelta(minutes=settings.EVENT_CHECK_IN_EARLY_MINUTES)
        return self.filter(Q(starts_at__lt=tomorrow) | Q(starts_at__lte=opened))

    def with_places_left(self) -> Self:
        """Events to which somebody can still come: no registration needed, or free seats and no waitlist.

        These are the states OPEN and JUST_COME of events.selectors.events, among events to come.
        """
        registrations: Any = self.model._meta.get_field("registrations").related_model
        queue = registrations.objects.waitlisted().filter(event=OuterRef("pk"))
        everybodys = Q(seats_for_elders=None) | Q(elders_released_at__isnull=False) | Q(elders_until__lte=clock.now())
        for_all = everybodys | Q(seats_of_others__lt=F("capacity") - F("seats_for_elders"))
        closes = Coalesce("registration_closes_at", "starts_at")
        free = Q(GreaterThan(closes, clock.now())) & Q(seats_taken__lt=F("capacity")) & for_all & ~Exists(queue)
        return self.filter(Q(capacity=None) | free, status=self.model.Status.PUBLISHED)

    def for_ages(self, low: int | None, high: int | None) -> Self:
        """Events that admit somebody from `low` to `high` years (None: no limit): `Event.ages` in SQL."""
        audiences, events = list(self.model.Audience), self
        if high is not None:
            usual = [one.value for one in audiences if (one.ages.low or 0) <= high]
            events = events.filter(Q(min_age__lte=high) | Q(min_age=None, audience__in=usual))
        if low is not None:
            usual = [one.value for one in audiences if one.ages.high is None or one.ages.high >= low]
            events = events.filter(Q(max_age__gte=low) | Q(max_age=None, audience__in=usual))
        return events

    def for_group(self, group: str) -> Self:
        """Events to which neighbours of this audience may come, those for everyone among them."""
        audience = self.model.Audience(group)
        ages = audience.own_ages
        return self.filter(audience__in=audience.joins).for_ages(ages.low, ages.high)

    def offering(self, access: str) -> Self:
        """Events that say so themselves, or whose room is at a station that does: `Event.offers` in SQL."""
        says = list(self.model.STATION_SAYS.get(access, ()))
        station = Q(space__station__access__overlap=says) | Q(space__station__facilities__overlap=says)
        own = Q(access__contains=[access])
        return self.filter(own | station if says else own)

    def saying(self, typed: str) -> Self:
        """Events whose title, place or kind says each of these words, in any writing: in characters, pinyin or
        initials, with or without spaces and marks. Marks alone say nothing.
        """
        words = [word for word in words_of(typed) if any(map(str.isalnum, word))][:MOST_WORDS]
        events, every = self if words else self.none(), self.model.objects.order_by()
        for word in words:
            titles, places = every.filter(title_search__begins=[word]), every.filter(place_search__begins=[word])
            kinds = every.filter(kind__in=called(self.model.Kind.choices, word))
            events = events.filter(pk__in=any_of(titles.values("pk"), places.values("pk"), kinds.values("pk")))
        return events

    def at(self, grid: int | str) -> Self:
        """Events for residents of the grid with this key: events of the grid, and events of its whole community."""
        grids: Any = self.model._meta.get_field("grid").related_model
        community = grids.objects.filter(pk=grid).values("community")
        return self.filter(Q(grid=grid) | Q(grid=None, community__in=community))

    def at_station(self, station: Any) -> Self:
        """Events in the rooms of the station (an instance or a key)."""
        return self.filter(space__station=station)

    def with_waiting(self) -> Self:
        """Annotate `waiting`: the number of parties on the waitlist."""
        return self.annotate(waiting=RawSQL(WAITING, [], output_field=IntegerField()))  # noqa: S611 - a constant

    def with_station_has(self) -> Self:
        """Annotate `station_has`: what the station of the room has, so that `Event.offers` asks for no station."""
        has = RawSQL(STATION_HAS, [], output_field=ArrayField(CharField()))  # noqa: S611 - a constant
        return self.annotate(station_has=has)

    def with_came(self) -> Self:
        """Annotate `came`: how many people came; None where nobody was ticked off, or nobody has counted."""
        return self.annotate(came=RawSQL(CAME, [], output_field=IntegerField()))  # noqa: S611 - a constant

    def held_this_year(self) -> Self:
        """Published events since New Year that have ended."""
        new_year = clock.day_start(clock.today().replace(month=1, day=1))
        return self.past().filter(status=self.model.Status.PUBLISHED, starts_at__gte=new_year)

    def person_times(self) -> int:
        """How many people came to these events, each time counted: the one figure of every page and report."""
        counted = self.order_by().annotate(times=RawSQL(PERSON_TIMES, [], output_field=IntegerField()))  # noqa: S611
        return int(counted.aggregate(n=Coalesce(Sum("times"), 0))["n"])

    def for_cards(self) -> Self:
        """Load only the fields that a card in a list shows, with `waiting` and `station_has`."""
        return (
            self.with_waiting()
            .with_station_has()
            .only(
                "kind",
                "access",
                "title",
                "place",
                "audience",
                "min_age",
                "max_age",
                "starts_at",
                "ends_at",
                "registration_closes_at",
                "capacity",
                "seats_taken",
                "seats_for_elders",
                "elders_until",
                "elders_released_at",
                "seats_of_others",
                "status",
            )
        )


class RegistrationQuerySet(ScopedQuerySet):
    """Registrations for events by state, owner and place in the queue."""

    model: Any  # type[Registration]

    def live(self) -> Self:
        return self.filter(status__in=self.model.LIVE)

    def seated(self) -> Self:
        return self.filter(status__in=self.model.SEATED)

    def waitlisted(self) -> Self:
        return self.filter(status=self.model.Status.WAITLISTED)

    def to_call(self) -> Self:
        """Who waits and was not passed over by the desk, in the order of the calls."""
        return self.waitlisted().filter(skipped_at=None).in_queue_order()

    def in_queue_order(self) -> Self:
        return self.order_by("queued_at", "pk")

    def waiting_behind(self, registration: Any) -> Self:
        """Who gains when this registration is given up: all who wait, or, where it waits itself, those after it."""
        rows = self.waitlisted().filter(event=registration.event_id).exclude(pk=registration.pk)
        if registration.queued_at is None:
            return rows
        later = Q(queued_at__gt=registration.queued_at)
        return rows.filter(later | Q(queued_at=registration.queued_at, pk__gt=registration.pk))

    def of(self, people: "list[Person]") -> Self:
        return self.filter(person__in=people)

    def owned_by(self, user: "User") -> Self:
        """Registrations that the user may see and change: their own and those of their wards (guardianship of
        today).
        """
        people: Any = self.model._meta.get_field("person").related_model
        return self.filter(person__in=people.objects.in_care_of(user).values("pk"))

    def with_position(self) -> Self:
        """Annotate `position`: 1 for the first on the event's waitlist, 0 for a registration that is not on it."""
        ahead = (
            self.model.objects.waitlisted()
            .order_by()
            .filter(event=OuterRef("event"))
            .filter(
                Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lte=OuterRef("pk"))
            )
            .values("event")
            .annotate(n=Count("*"))
            .values("n")
        )
        return self.annotate(position=Coalesce(Subquery(ahead), 0))

    def seats(self) -> int:
        """The sum of seats of these registrations: people, not parties."""
        return self.aggregate(n=Coalesce(Sum("seats"), 0))["n"]

    def attended(self) -> Self:
        return self.filter(status=self.model.Status.ATTENDED)

    def came(self) -> int:
        """How many people came with these registrations, however often."""
        return self.aggregate(n=Coalesce(Sum("came"), 0))["n"]


class EnrolmentQuerySet(ScopedQuerySet):
    """Enrolments in courses by state and owner."""

    model: Any  # type[Enrolment]

    def live(self) -> Self:
        return self.filter(left_at=None)

    def with_dates(self) -> Self:
        """Annotate on how many dates the party is `seated`, is `waiting`, and has `attended`; none called off."""
        statuses: Any = self.model._meta.get_field("registrations").related_model.Status
        counted = {"seated": statuses.REGISTERED, "waiting": statuses.WAITLISTED, "attended": statuses.ATTENDED}
        held = Q(registrations__event__status="published")
        return self.annotate(
            **{name: Count("registrations", held & Q(registrations__status=one)) for name, one in counted.items()}
        )

    def owned_by(self, user: "User") -> Self:
        """Enrolments that the user may see and change: their own and those of their wards (guardianship of today)."""
        people: Any = self.model._meta.get_field("person").related_model
        return self.filter(person__in=people.objects.in_care_of(user).values("pk"))
