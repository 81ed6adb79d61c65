"""What is done with people's records: searches, whole numbers shown, notices marked as read."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.access_log import log_reading
from accounts.models import Notification, Person, User
from accounts.models.readings import NUMBER_SEARCH
from accounts.rules.people import require_tries_left
from accounts.rules.permissions import require_permission
from accounts.selectors.people import find_people
from accounts.selectors.search import Typed
from common.actions import action
from common.time import clock

# A number that more people share is a household's or an office's; the first are enough to see who was looked for.
MOST_KEPT = 10


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


@action
def search_people(typed: str, *, by: User) -> QuerySet[Person]:
    """The people whom `by` sees and who match what was typed (`find_people`): for every search of office and desk.

    Raises Refused when `by` has typed too many whole numbers.
    """
    count_number_search(typed, by=by)
    return find_people(by, typed)


@action
def count_number_search(typed: str, *, by: User) -> None:
    """Keep a search by whole numbers, whatever it finds: who tries numbers is seen, and stopped before they tell.

    The people found can see it. What was typed is not kept, nor that somebody has a number whom `by` does not keep.
    Raises Refused.
    """
    for phone in Typed(typed).phones:
        require_tries_left(by)
        own = Person.objects.own_of(by).filter(phone=phone).order_by()
        found = list(own.values_list("pk", flat=True)[:MOST_KEPT])
        log_reading(found or [None], what=NUMBER_SEARCH, reason=_("search by number"), by=by)
