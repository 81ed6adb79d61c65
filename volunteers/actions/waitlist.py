"""Places that come free on a shift go to its waitlist, in strict order."""

from django.db.models import Exists, F, OuterRef

from accounts.models import Consent
from accounts.notifications.send import send_notices
from common.actions import action
from common.time import clock
from volunteers.actions import locks
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.notifications import assignments as notifications


def promote_waiting(shift: Shift) -> list[Assignment]:
    """Give free places to the head of the queue; return who has got one. The shift is locked.

    After the beginning nobody gets a place any more: who gave up waiting must not be expected at the place.
    """
    shift.refresh_from_db(fields=["seats_taken", "capacity"])
    if not shift.activity.is_published or shift.has_begun or not shift.seats_left:
        return []
    seated = next_in_queue(shift, at_most=shift.seats_left)
    Assignment.objects.filter(pk__in=[one.pk for one in seated]).update(
        status=Assignment.Status.ASSIGNED, queued_at=None, placed_at=clock.now()
    )
    shift.refresh_from_db(fields=["seats_taken"])
    send_notices(notifications.promoted(one) for one in seated)
    return seated


def next_in_queue(shift: Shift, *, at_most: int) -> list[Assignment]:
    """The first of the queue who can come, all who wait locked, in the order of the queue. The shift is locked.

    Whoever is on another shift by then, since the time of one of them was moved, keeps the place in the queue; so do
    those who pause, and those who no longer agree to the privacy notice.
    """
    locks.lock_waiting([shift.pk])
    elsewhere = Assignment.objects.filter(
        person=OuterRef("person"),
        status=Assignment.Status.ASSIGNED,
        starts_at__lt=shift.ends_at,
        ends_at__gt=shift.starts_at,
    ).exclude(shift=shift)
    agreed = Consent.objects.in_force().filter(person=OuterRef("person"))
    queue = shift.assignments.waitlisted().filter(
        ~Exists(elsewhere), Exists(agreed), volunteer__status=Volunteer.Status.ACTIVE
    )
    seated = list(queue.in_queue_order().select_related("person__user", "volunteer")[:at_most])
    for one in seated:
        one.shift = shift
    return seated


@action
def fill_free_places(*, at_most: int = 100) -> int:
    """Give places that are free to those who have come to be able to take them; return how many.

    Whoever was passed over because of a pause, or of another shift at that time, gets the place once that is over.
    """
    queue = Assignment.objects.waitlisted().filter(shift=OuterRef("pk"), volunteer__status=Volunteer.Status.ACTIVE)
    free = Shift.objects.open().filter(Exists(queue), seats_taken__lt=F("capacity"))
    keys = list(free.order_by("pk").values_list("pk", flat=True)[:at_most])
    return sum(len(promote_waiting(locks.lock_shift(key))) for key in keys)
