"""What signing up for a shift depends on, read once, under the lock."""

import datetime as dt
import uuid
from typing import NamedTuple

from accounts.models import User
from common.db import prepared
from common.time import clock
from volunteers.models import Assignment, Shift, Volunteer

FACTS = """
SELECT
    EXISTS (SELECT FROM accounts_guardianship g
        WHERE g.by_id = %(own)s AND g.person_id = %(person)s AND g.during @> %(today)s),
    EXISTS (SELECT FROM accounts_consent c WHERE c.person_id = %(person)s AND c.withdrawn_at IS NULL),
    EXISTS (SELECT FROM accounts_consent c WHERE c.person_id = %(own)s AND c.withdrawn_at IS NULL),
    (SELECT max(a.queued_at) FROM volunteers_assignment a WHERE a.shift_id = %(shift)s AND a.status = 'waitlisted'),
    EXISTS (SELECT FROM volunteers_assignment a WHERE a.by_id = %(by)s AND a.token = %(token)s::uuid),
    (SELECT min(a.id) FROM volunteers_assignment a
        WHERE a.person_id = %(person)s AND a.shift_id <> %(shift)s
        AND a.status IN ('assigned', 'served', 'waitlisted')
        AND a.starts_at < %(ends_at)s AND a.ends_at > %(starts_at)s),
    (SELECT a.id FROM volunteers_assignment a
        WHERE a.shift_id = %(shift)s AND a.status = 'assigned' AND a.substitute_since IS NOT NULL
        AND a.person_id <> %(person)s
        ORDER BY a.substitute_since, a.id LIMIT 1)
"""


class SignUpFacts(NamedTuple):
    """What decides about signing up beside the shift and the volunteer themselves.

    Read it after both are locked, in a statement of its own: a statement that waits for a lock goes on with what it
    saw before, so the queue that it sees would be an old one.
    """

    is_ward: bool
    has_agreed: bool
    reader_has_agreed: bool
    # Since when the last of the queue waits; None while nobody does.
    last_queued_at: dt.datetime | None
    token_is_used: bool
    # The key of another assignment of the person, with a place or waiting, at the time of this shift.
    busy_with: int | None
    # The key of the assignment that looks for a substitute, and has done so for the longest time.
    looking: int | None

    @classmethod
    def read(cls, shift: Shift, volunteer: Volunteer, *, by: User, token: uuid.UUID | None = None) -> "SignUpFacts":
        values = {
            "own": by.person_id,
            "person": volunteer.person_id,
            "today": clock.today(),
            "shift": shift.pk,
            "by": by.pk,
            "token": token,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
        }
        (facts,) = prepared.fetch_all(FACTS, values)
        return cls(*facts)

    @property
    def busy_assignment(self) -> Assignment | None:
        if self.busy_with is None:
            return None
        return Assignment.objects.select_related("shift__activity").get(pk=self.busy_with)


def assignment_made_by_form(shift: Shift, *, by: User, token: uuid.UUID | None) -> Assignment | None:
    """The assignment to this shift that the user's form of this token has made."""
    if token is None:
        return None
    return shift.assignments.filter(by=by, token=token).select_related("volunteer", "person").first()
