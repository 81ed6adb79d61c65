"""The three rates of matters: answered, solved, content (响应率, 解决率, 满意率), with what each leaves out.

A matter leaves the rates of solved and content for a written reason to which a second person has agreed.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from common.time import clock
from grid.models import Matter, MatterExclusion, MatterReporter
from grid.querysets import MatterQuerySet

Status = Matter.Status


@dataclass(frozen=True, slots=True)
class Rate:
    """`number` of `of`; `left_out` says what does not count in `of`: (code, how many)."""

    number: int
    of: int
    left_out: tuple[tuple[str, int], ...]

    @property
    def percent(self) -> int | None:
        """In whole per cent, rounded down: 99.9 % are not all. None where there is nothing to count."""
        return self.number * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class MatterRates:
    """The rates of the matters that were reported in a period."""

    reported: int
    answered: Rate
    solved: Rate
    content: Rate


def reported_in_year(rows: MatterQuerySet, year: int) -> MatterQuerySet:
    """The matters that were reported in that year, in the community's time zone."""
    first, last = (clock.day_start(dt.date(one, 1, 1)) for one in (year, year + 1))
    found: MatterQuerySet = rows.filter(reported_at__gte=first, reported_at__lt=last)
    return found


def matter_rates(rows: MatterQuerySet) -> MatterRates:
    """The rates of these matters, computed from their rows: two queries."""
    now = clock.now()
    excluded = Exists(MatterExclusion.objects.filter(matter=OuterRef("pk"), agreed_at__isnull=False))
    unsolved = Exists(MatterReporter.objects.filter(matter=OuterRef("pk"), follows=False, answer="not_mended"))
    closed = Q(status__in=[Status.DONE, Status.CONFIRMED, Status.IMPOSSIBLE])
    # What was closed without being received counts too, once its time was over then.
    unreceived = Q(status=Status.REPORTED) | Q(closed_at__gt=F("receive_by"))
    due = Q(received_at__isnull=False) | (Q(receive_by__lt=now) & unreceived)
    marked = rows.order_by().annotate(is_excluded=excluded, is_unsolved=unsolved)
    counted = marked.aggregate(
        reported=Count("pk"),
        due=Count("pk", filter=due),
        in_time=Count("pk", filter=Q(received_at__lte=F("receive_by"))),
        closed=Count("pk", filter=closed & Q(is_excluded=False)),
        solved=Count("pk", filter=Q(status__in=Matter.MENDED, is_excluded=False, is_unsolved=False)),
        open=Count("pk", filter=Q(status__in=Matter.OPEN)),
        elsewhere=Count("pk", filter=Q(status=Status.ELSEWHERE)),
        duplicate=Count("pk", filter=Q(status=Status.DUPLICATE)),
        rejected=Count("pk", filter=Q(status=Status.REJECTED)),
        excluded=Count("pk", filter=closed & Q(is_excluded=True)),
    )
    kept = marked.filter(closed, is_excluded=False).values("pk")
    asked = Q(matter__in=kept) | Q(matter__parent__in=kept)
    said = MatterReporter.objects.filter(asked, follows=False).aggregate(
        asked=Count("pk"), answered=Count("pk", filter=~Q(answer="")), content=Count("pk", filter=Q(answer="content"))
    )
    left_out = tuple((code, counted[code]) for code in ("open", "elsewhere", "duplicate", "rejected", "excluded"))
    return MatterRates(
        reported=counted["reported"],
        answered=Rate(counted["in_time"], counted["due"], (("not_due", counted["reported"] - counted["due"]),)),
        solved=Rate(counted["solved"], counted["closed"], left_out),
        content=Rate(
            said["content"],
            said["answered"],
            (("silent", said["asked"] - said["answered"]), ("excluded", counted["excluded"])),
        ),
    )
