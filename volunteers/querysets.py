import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db.models import BigIntegerField, Count, Exists, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from common.db.querysets import ScopedQuerySet, any_of
from common.time import clock
from common.writing.called import called
from common.writing.fields import MadeFromQuerySet
from common.writing.folding import MOST_WORDS, words_of

if TYPE_CHECKING:
    from accounts.models import User

# By the CHECK activity_ends_after_start, an activity that is not over began at most this long ago.
LONGEST = dt.timedelta(days=31)


class TeamQuerySet(ScopedQuerySet):
    """Teams and sub-teams."""

    def in_use(self) -> Self:
        return self.filter(active=True)

    def top(self) -> Self:
        """The teams themselves, without sub-teams."""
        return self.filter(parent=None)


class VolunteerQuerySet(ScopedQuerySet):
    """Volunteers by what they are to the team."""

    model: Any  # type[Volunteer]

    def members(self) -> Self:
        """Who was approved and has not left: active or pausing."""
        return self.filter(status__in=self.model.MEMBERS)

    def active(self) -> Self:
        return self.filter(status=self.model.Status.ACTIVE)

    def applicants(self) -> Self:
        return self.filter(status=self.model.Status.APPLIED)

    def owned_by(self, user: "User") -> Self:
        """The user's own row and those of the wards of today."""
        people: Any = self.model._meta.get_field("person").related_model
        return self.filter(person__in=people.objects.in_care_of(user).values("pk"))


class TeamMembershipQuerySet(ScopedQuerySet):
    """Memberships of sub-teams by their days."""

    def current(self) -> Self:
        return self.filter(during__contains=clock.today())


class VolunteerCardQuerySet(ScopedQuerySet):
    """Public cards, shown or withdrawn."""

    def live(self) -> Self:
        """The cards that the public sees: not withdrawn, of somebody who is in the team."""
        members: Any = self.model._meta.get_field("volunteer").related_model
        return self.filter(withdrawn_at=None, volunteer__status__in=members.MEMBERS)


class ActivityQuerySet(MadeFromQuerySet):
    """Activities by time and state."""

    model: Any  # type[Activity]

    def published(self) -> Self:
        """Activities that the public sees: published ones, and cancelled ones that had been published."""
        return self.exclude(status=self.model.Status.DRAFT)

    def taking_place(self) -> Self:
        return self.filter(status=self.model.Status.PUBLISHED)

    def to_come(self) -> Self:
        """Activities that have not ended."""
        now = clock.now()
        return self.filter(starts_at__gte=now - LONGEST, ends_at__gt=now)

    def past(self) -> Self:
        return self.filter(ends_at__lte=clock.now())

    def with_result(self) -> Self:
        """Activities whose result is public."""
        return self.taking_place().filter(result_published_at__isnull=False)

    def with_places(self) -> Self:
        """Annotate how it stands with the volunteers, over all shifts.

        `needed` and `taken`: places; `waiting`: how many are on waitlists; of the shifts that have not begun `open`:
        whether there are any, and `left`: places that can be had at once, since nobody waits for them.
        """
        shifts: Any = self.model._meta.get_field("shifts").related_model
        of_activity = shifts.objects.order_by().filter(activity=OuterRef("pk"))
        ahead = of_activity.filter(starts_at__gt=clock.now())
        queue = shifts._meta.get_field("assignments").related_model.objects.waitlisted().order_by()
        free = ahead.filter(~Exists(queue.filter(shift=OuterRef("pk"))))
        return self.annotate(
            needed=_sum(of_activity, F("capacity")),
            taken=_sum(of_activity, F("seats_taken")),
            left=_sum(free, F("capacity") - F("seats_taken")),
            open=Exists(ahead),
            waiting=Coalesce(
                Subquery(
                    queue.filter(shift__activity=OuterRef("pk"))
                    .values("shift__activity")
                    .annotate(n=Count("*"))
                    .values("n")
                ),
                0,
            ),
        )

    def where_people_wait(self) -> Self:
        """Activities to come with somebody on a waitlist."""
        return self.to_come().with_places().filter(waiting__gt=0)

    def saying(self, typed: str) -> Self:
        """Activities whose title or kind of service says each of these words, in any writing."""
        words = [word for word in words_of(typed) if any(map(str.isalnum, word))][:MOST_WORDS]
        rows, every = self if words else self.none(), self.model.objects.order_by()
        for word in words:
            titles = every.filter(title_search__begins=[word])
            kinds = every.filter(service__in=called(self.model._meta.get_field("service").choices, word))
            rows = rows.filter(pk__in=any_of(titles.values("pk"), kinds.values("pk")))
        return rows


def _sum(shifts: Any, of: Any) -> Coalesce:
    """The sum of that over the shifts of an activity, as a column of the activity."""
    return Coalesce(Subquery(shifts.values("activity").annotate(n=Sum(of)).values("n")), 0)


class ShiftQuerySet(ScopedQuerySet):
    """Shifts by time and by who is on them."""

    model: Any  # type[Shift]

    def open(self) -> Self:
        """Shifts of published activities that have not begun."""
        return self.filter(activity__status="published", starts_at__gt=clock.now())

    def wanting_volunteers(self) -> Self:
        """Shifts of a service with a place for whoever comes next, annotated as by `with_queue()`."""
        return self.with_queue().filter(activity__kind="service", seats_taken__lt=F("capacity"), waiting=0)

    def with_queue(self) -> Self:
        """Annotate `waiting`: how many are on the waitlist; and `looking`: how many look for a substitute."""
        assignments: Any = self.model._meta.get_field("assignments").related_model
        return self.annotate(
            waiting=_count(assignments.objects.waitlisted()),
            looking=_count(assignments.objects.looking_for_substitute()),
        )


def _count(assignments: "AssignmentQuerySet") -> Subquery:
    """How many of these assignments a shift has, as a column of the shift.

    Not as an aggregate of Django, which groups by the shift, and then finds no row where the count is 0.
    """
    count = Func("pk", function="count", output_field=BigIntegerField())
    return Subquery(assignments.order_by().filter(shift=OuterRef("pk")).values_list(count))


class AssignmentQuerySet(ScopedQuerySet):
    """Assignments by state, owner and place in the queue."""

    model: Any  # type[Assignment]

    def live(self) -> Self:
        return self.filter(status__in=self.model.LIVE)

    def seated(self) -> Self:
        return self.filter(status__in=self.model.SEATED)

    def waitlisted(self) -> Self:
        return self.filter(status=self.model.Status.WAITLISTED)

    def served(self) -> Self:
        return self.filter(status=self.model.Status.SERVED)

    def looking_for_substitute(self) -> Self:
        return self.filter(status=self.model.Status.ASSIGNED, substitute_since__isnull=False)

    def in_queue_order(self) -> Self:
        return self.order_by("queued_at", "pk")

    def with_position(self) -> Self:
        """Annotate `position`: 1 for the first on the shift's waitlist, 0 for an assignment that is not on it."""
        ahead = (
            self.model.objects.waitlisted()
            .order_by()
            .filter(shift=OuterRef("shift"))
            .filter(
                Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lte=OuterRef("pk"))
            )
            .values("shift")
            .annotate(n=Count("*"))
            .values("n")
        )
        return self.annotate(position=Coalesce(Subquery(ahead), 0))

    def owned_by(self, user: "User") -> Self:
        """Assignments that the user may see and change: the own ones and those of the wards of today."""
        people: Any = self.model._meta.get_field("person").related_model
        return self.filter(person__in=people.objects.in_care_of(user).values("pk"))


class Minutes(NamedTuple):
    """The two sums that stand side by side wherever minutes are shown."""

    checked: int
    by_hand: int

    @property
    def total(self) -> int:
        """Both together; whoever shows it says that it is of both kinds."""
        return self.checked + self.by_hand


class FirstOfService(Func):
    """The key of the first record of a service, by the key of one of its records: up the chain of corrections."""

    template = """(
        WITH RECURSIVE service AS (
            SELECT r.id, r.corrects_id FROM volunteers_servicerecord r WHERE r.id = %(expressions)s
            UNION ALL
            SELECT r.id, r.corrects_id FROM volunteers_servicerecord r JOIN service s ON r.id = s.corrects_id
        )
        SELECT id FROM service WHERE corrects_id IS NULL
    )"""
    output_field = BigIntegerField()


class ServiceRecordQuerySet(ScopedQuerySet):
    """Service records: those that count, and their two sums."""

    model: Any  # type[ServiceRecord]

    def confirmed(self) -> Self:
        return self.filter(state=self.model.State.CONFIRMED)

    def current(self) -> Self:
        """Records that no confirmed correction has replaced."""
        return self.exclude(corrected_by__state=self.model.State.CONFIRMED)

    def counted(self) -> Self:
        """Confirmed records that nothing has replaced: the ones that every figure is made of."""
        return self.confirmed().current()

    def waiting(self) -> Self:
        return self.filter(state=self.model.State.WAITING)

    def standing(self) -> Self:
        """Records that are confirmed or may be, and that no other correction stands in for: those of a day's sum."""
        replaced = self.model.objects.exclude(state=self.model.State.REFUSED).filter(corrects__isnull=False)
        return self.exclude(state=self.model.State.REFUSED).exclude(pk__in=replaced.order_by().values("corrects"))

    def with_evaluation(self) -> Self:
        """Annotate the newest evaluation of the service: `evaluated_as`, its words, and `evaluated_on`, its day.

        Evaluations stand at the first record of a service and hold for the corrections of it too; None without any.
        """
        evaluations = self._evaluations()
        return self.annotate(
            evaluated_as=Subquery(evaluations.values("text")[:1]),
            evaluated_on=Subquery(evaluations.values("day")[:1]),
        )

    def without_evaluation(self) -> Self:
        """Records that count, of a service that nobody has evaluated.

        A correction to no minutes at all says that there was no service.
        """
        # Nearly all records have one of their own; the chain is followed for the few corrections among the others.
        rows = self.counted().filter(minutes__gt=0, evaluations=None)
        return rows.filter(Q(corrects=None) | ~Exists(self._evaluations()))

    def _evaluations(self) -> Any:
        """The evaluations of the service of a record, the newest first, for a subquery."""
        evaluations: Any = self.model._meta.get_field("evaluations").related_model
        return evaluations.objects.filter(record=FirstOfService(OuterRef("pk"))).order_by("-created_at", "-pk")

    def owned_by(self, user: "User") -> Self:
        """The user's own records and those of the wards of today."""
        people: Any = self.model._meta.get_field("volunteer").related_model
        return self.filter(volunteer__in=people.objects.owned_by(user).order_by().values("pk"))

    def in_days(self, first: dt.date, last: dt.date) -> Self:
        """Records of the days `first` to `last`, both included."""
        return self.filter(day__range=(first, last))

    def minutes(self) -> Minutes:
        """The sums of these rows, checked in and by hand."""
        return Minutes(**self.order_by().aggregate(**self.sums()))

    def minutes_by(self, path: str) -> dict[Any, Minutes]:
        """The sums of these rows for each value of a column, such as “volunteer” or “service”. One query."""
        rows = self.order_by().values(path).annotate(**self.sums())
        return {row.pop(path): Minutes(**row) for row in rows}

    def sums(self) -> dict[str, Any]:
        """The two sums `checked` and `by_hand` as aggregates."""
        hand = self.model.Source.HAND
        return {
            "checked": Coalesce(Sum("minutes", filter=~Q(source=hand)), 0),
            "by_hand": Coalesce(Sum("minutes", filter=Q(source=hand)), 0),
        }


class ThankYouNoteQuerySet(ScopedQuerySet):
    """Notes of thanks: those that may be read, and those that everybody reads."""

    def readable(self) -> Self:
        """Notes that nobody has hidden."""
        return self.filter(hidden_at=None)

    def public(self) -> Self:
        """Notes whose writer agreed, and that the lead or the office has looked at."""
        return self.readable().filter(may_be_public=True, shown_at__isnull=False)
