"""The use cases of people: opening an account, caring for somebody, agreeing and withdrawing, looking closely."""

from django.db.models import QuerySet

from accounts.models import AccessLog, Notification, Person, User
from accounts.rules.people import require_reason_to_read
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock

# --- Acting for somebody ----------------------------------------------------------------------------------------


# --- Consent ----------------------------------------------------------------------------------------------------


# --- Notices ----------------------------------------------------------------------------------------------------


@action
def mark_read(notices: QuerySet[Notification], *, by: User) -> int:
    """Mark those of the notices that are the user's and unread; return how many."""
    return notices.filter(recipient_id=by.person_id, read_at=None).update(read_at=clock.now())


# --- Looking closely --------------------------------------------------------------------------------------------


@action
def reveal_phone(person: Person, *, by: User, reason: str) -> str:
    """The whole number, for a reason that is kept together with who looked.

    Raises Refused without a reason, or for somebody whose record `by` does not keep.
    """
    require_permission(by, "accounts.change_person", person)
    require_reason_to_read(reason)
    AccessLog.objects.create(user=by, person=person, what="phone", reason=reason.strip()[:200])
    return person.phone
