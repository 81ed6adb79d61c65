"""Who could stand in on a shift."""

from django.db.models import Exists, OuterRef

from common.exceptions import allows
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.rules.assignments import require_can_serve

# So many volunteers at most are asked whether they can stand in: more would be a nuisance.
MOST_ASKED = 30


def volunteers_who_could_serve(shift: Shift) -> list[Volunteer]:
    """Active volunteers who do this kind of service, may serve on the shift, and have no other one at that time.

    Who is on the shift already, or has withdrawn from it, is not asked.
    """
    assignments = Assignment.objects.filter(person=OuterRef("person"))
    busy = assignments.live().filter(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at)
    candidates = (
        Volunteer.objects.active()
        .filter(~Exists(busy), ~Exists(assignments.filter(shift=shift)))
        .filter(team__in=[shift.activity.team_id, shift.activity.team.parent_id])
        .filter(kinds__contains=[shift.activity.service])
        .select_related("person__user")
        .order_by("number")
    )
    could = (one for one in candidates.iterator(chunk_size=100) if allows(require_can_serve, shift, one))
    return [one for one, _number in zip(could, range(MOST_ASKED), strict=False)]
