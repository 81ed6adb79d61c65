"""What is done with people's records: a whole number is shown, notices are marked as read."""

from django.db.models import QuerySet

from accounts.actions.access_log import log_reading
from accounts.models import Notification, Person, User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock


@action
def mark_notices_read(notices: QuerySet[Notification], *, by: User) -> int:
    """Mark those of the notices that are the user's and unread; return how many."""
    return notices.filter(recipient_id=by.person_id, read_at=None).update(read_at=clock.now())


@action
def reveal_phone(person: Person, *, by: User, reason: str) -> str:
    """Return the whole phone number of a person, and keep who looked and why.

    Raises Refused without a reason, or for somebody whose record `by` does not keep.
    """
    require_permission(by, "accounts.change_person", person)
    log_reading([person], what="phone", reason=reason, by=by)
    return person.phone
