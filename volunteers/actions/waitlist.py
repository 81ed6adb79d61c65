"""Places that come free on a shift go to its waitlist, in strict order."""

from django.db.models import Exists, OuterRef

from accounts.notifications.send import send_notices
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
        status=Assignment.Status.ASSIGNED, queued_at=None
    )
    shift.refresh_from_db(fields=["seats_taken"])
    send_notices(notifications.promoted(one) for one in seated)
    return seated


def next_in_queue(shift: Shift, *, at_most: int) -> list[Assignment]:
    """The first of the queue who can come, their volunteers locked, in the order of their keys.

    Somebody who is on another shift by then, since the time of one of them was moved, keeps the place in the queue;
    and so does who pauses.
    """
    elsewhere = Assignment.objects.filter(
        person=OuterRef("person"),
        status=Assignment.Status.ASSIGNED,
        starts_at__lt=shift.ends_at,
        ends_at__gt=shift.starts_at,
    ).exclude(shift=shift)
    queue = shift.assignments.waitlisted().filter(~Exists(elsewhere), volunteer__status=Volunteer.Status.ACTIVE)
    keys = list(queue.in_queue_order().values_list("volunteer", flat=True)[: at_most or None])
    list(Volunteer.objects.filter(pk__in=keys).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    # Read again: while we waited for a volunteer, that one may have signed up for something else.
    rows = queue.filter(volunteer__in=keys).in_queue_order().select_related("person__user", "volunteer")
    seated = list(rows[:at_most])
    for one in seated:
        one.shift = shift
    return seated
