import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from common.db.querysets import ScopedQuerySet
from common.time import clock

if TYPE_CHECKING:
    from accounts.models import Person, User
    from accounts.permissions import Reach

# CHECK event_lasts_at_most_31_days: whatever still goes on began no earlier than this, so that one index on
# starts_at finds all that is to come, however many years of events lie behind.
LONGEST = dt.timedelta(days=31)


# Written out, since the busiest pages ask it and building it anew costs more than running it.
WAITING = "SELECT count(*) FROM events_registration r WHERE r.event_id = events_event.id AND r.status = 'waitlisted'"


class EventQuerySet(ScopedQuerySet):
    model: Any  # type[Event]

    def in_scope_of(self, reach: "Reach") -> Self:
        """What the units of the reach organise; for a general branch, all that is on in its community."""
        from grid import scopes

        own = self.model.objects.filter(organiser__in=scopes.units(reach))
        of_community = self.model.objects.filter(scopes.whole_community(reach))
        return self.in_any_of(own.values("pk"), of_community.values("pk"))

    def published(self) -> Self:
        """What the public sees: published events, and cancelled ones that had been published."""
        return self.exclude(status=self.model.Status.DRAFT)

    def to_come(self) -> Self:
        """Events that have not ended."""
        now = clock.now()
        return self.filter(starts_at__gte=now - LONGEST, ends_at__gt=now)

    def past(self) -> Self:
        return self.filter(ends_at__lte=clock.now())

    def between(self, first: dt.date, last: dt.date) -> Self:
        """Events that touch any of the days `first` to `last`, both included."""
        start, end = clock.day_start(first), clock.day_start(last + dt.timedelta(days=1))
        return self.filter(starts_at__gte=start - LONGEST, starts_at__lt=end, ends_at__gt=start)

    def with_places_left(self) -> Self:
        """Events that somebody can still get a seat at: none needed, or free ones that nobody waits for.

        In the words of events.selectors.state, what of those to come is OPEN or JUST_COME.
        """
        from events.models import Registration

        queue = Registration.objects.waitlisted().filter(event=OuterRef("pk"))
        closes = Coalesce("registration_closes_at", "starts_at")
        free = Q(GreaterThan(closes, clock.now())) & Q(seats_taken__lt=F("capacity")) & ~Exists(queue)
        return self.filter(Q(capacity=None) | free, status=self.model.Status.PUBLISHED)

    def at(self, grid: int | str) -> Self:
        """What is on for who lives in the grid of this number: its own events, and those of its whole community."""
        from grid.models import Grid

        community = Grid.objects.filter(pk=grid).values("community")
        return self.filter(Q(grid=grid) | Q(grid=None, community__in=community))

    def at_station(self, station: Any) -> Self:
        """What takes place in the rooms of the station, which is one or its key."""
        return self.filter(space__station=station)

    def with_waiting(self) -> Self:
        """Annotate `waiting`: parties on the waitlist."""
        return self.annotate(waiting=RawSQL(WAITING, [], output_field=IntegerField()))  # noqa: S611 - a constant

    def for_cards(self) -> Self:
        """Only what a card in a list shows, with `waiting`."""
        return self.with_waiting().only(
            "kind",
            "title",
            "place",
            "starts_at",
            "ends_at",
            "registration_closes_at",
            "capacity",
            "seats_taken",
            "status",
        )


class RegistrationQuerySet(ScopedQuerySet):
    model: Any  # type[Registration]

    def in_scope_of(self, reach: "Reach") -> Self:
        """Those for the events of the reach, and those of the own people for whom one may register."""
        from accounts.models import Person

        people = Person.objects.own_within(reach.having("events.register_others")).order_by().values("pk")
        of_them = self.model.objects.filter(person__in=people)
        return self.in_any_of(self.model.objects.to_events_within(reach).values("pk"), of_them.values("pk"))

    def to_events_within(self, reach: "Reach") -> Self:
        from events.models import Event

        events = Event.objects.within(reach.having("events.view_event")).order_by().values("pk")
        return self.filter(event__in=events).order_by()

    def live(self) -> Self:
        return self.filter(status__in=self.model.LIVE)

    def seated(self) -> Self:
        return self.filter(status__in=self.model.SEATED)

    def waitlisted(self) -> Self:
        return self.filter(status=self.model.Status.WAITLISTED)

    def in_queue_order(self) -> Self:
        return self.order_by("queued_at", "pk")

    def of(self, people: "list[Person]") -> Self:
        return self.filter(person__in=people)

    def owned_by(self, user: "User") -> Self:
        """Registrations that the user may see and change: the own and the wards' (guardianship of today)."""
        from accounts.models import Person

        return self.filter(person__in=Person.objects.in_care_of(user).values("pk"))

    def with_position(self) -> Self:
        """Annotate `position`: 1 for the head of the event's waitlist; 0 for who is not on it."""
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
