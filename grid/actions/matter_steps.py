"""What every act on a matter does: lock it, write the step, tell whoever waits for news."""

from django.db.models import Q

from accounts.models import User
from accounts.notifications.send import send_notices
from common.time import clock
from grid.models import Matter, MatterReporter, MatterStep
from grid.notifications import matters as notices
from grid.selectors.matter_clock import MatterClock
from grid.selectors.matters import told_of


def lock_matter(matter: Matter) -> Matter:
    """The row as it is now, locked until the end of the transaction."""
    return lock_matters(matter.pk)[0]


def lock_matters(*keys: int) -> list[Matter]:
    """The rows, locked in the order of their keys, as everywhere; returned in the order in which they were named."""
    rows = Matter.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    by_key = {
        row.pk: row
        for row in rows.with_places().select_related("kind__community", "handler__person", "first_handler__person")
    }
    missing = next((key for key in keys if key not in by_key), None)
    if missing is not None:
        raise Matter.DoesNotExist
    return [by_key[key] for key in keys]


def add_step(
    matter: Matter, kind: MatterStep.Kind, *, words: str = "", is_public: bool = True, by: User | None
) -> MatterStep:
    """Write what was done, as the page of the matter shows it."""
    return MatterStep.objects.create(matter=matter, kind=kind, words=words.strip(), is_public=is_public, by=by)


def tell(matter: Matter, step: MatterStep, *, by: User | None) -> None:
    """Whoever waits for news of the matter, or of one that was merged into it, is told of the step."""
    send_notices(notices.news(matter, step, told_of(matter), by=by))


def ask_anew(matter: Matter) -> None:
    """What the reporters said of an earlier answer says nothing of the one that is given now."""
    said = MatterReporter.objects.filter(Q(matter=matter) | Q(matter__parent=matter)).exclude(answer="")
    said.update(answer="", answer_words="", answered_at=None)


def open_again(matter: Matter, *, reopened: bool = True) -> None:
    """The locked matter is in hand again: what was answered is taken away, and its clock begins anew."""
    deadline = MatterClock(matter.community, clock.now())
    matter.status, matter.closed_at, matter.parent = Matter.Status.IN_HAND, None, None
    matter.answer = matter.referred_to = matter.referred_phone = ""
    matter.due_at = deadline.due_at(matter.kind)
    matter.reopened += reopened
    matter.save(
        update_fields=[
            "status",
            "closed_at",
            "parent",
            "answer",
            "referred_to",
            "referred_phone",
            "due_at",
            "reopened",
            "received_at",
            "first_handler",
            "handler",
        ]
    )


def write_that_volunteers_help(matter: Matter, words: str, *, by: User) -> None:
    """Volunteers help with the matter: whoever waits for news is told. Called where such help is published."""
    if matter.is_open:
        tell(matter, add_step(matter, MatterStep.Kind.HELP, words=words, by=by), by=by)
