"""What may be done with people's records: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import Guardianship, Person, User
from accounts.rules.permissions import require_permission
from common.exceptions import Refused, allows, require_reason
from common.time import clock

# More is no family but a register, and that is the office's work.
MOST_WARDS = 12


def require_room_for_ward(guardian: Person) -> None:
    """A guardian adds a few wards; more than MOST_WARDS are for the office to enter."""
    if Guardianship.objects.current().filter(by=guardian).count() >= MOST_WARDS:
        raise Refused(
            _("You already look after %(n)d people here. Please ask the community office to enter more.")
            % {"n": MOST_WARDS},
            code="too_many_wards",
        )


def require_not_own_guardianship(guardian: Person, by: User) -> None:
    """A user cannot enter themselves as a guardian: a right that an office gives must end with the office."""
    if guardian.pk == by.person_id:
        raise Refused(
            _("Nobody enters themselves as somebody who acts for others. Please ask a colleague."), code="own_rights"
        )


def require_may_end_guardianship(guardianship: Guardianship, by: User) -> None:
    """The guardian may end a guardianship, and staff who may change it."""
    if by.person_id is None or guardianship.by_id != by.person_id:
        require_permission(by, "accounts.change_guardianship", guardianship)


def can_end_guardianship(guardianship: Guardianship, by: User) -> bool:
    """Whether the guardianship has not ended, and `by` may end it."""
    upper = guardianship.during.upper
    return (upper is None or upper > clock.today()) and allows(require_may_end_guardianship, guardianship, by)


def require_reason_to_read(reason: str) -> None:
    """Whoever reads personal data of people, such as a whole phone number, says why."""
    require_reason(reason, _("Please say why you need it."))


def require_keeps_own_access(user: User) -> None:
    """An operator cannot remove their own rights, by mistake or on purpose. Another operator can."""
    if not (user.is_active and user.is_staff):
        raise Refused(_("You cannot take your own rights away. Ask another operator."), code="own_rights")


def require_somebody_chosen(person: Person | None) -> Person:
    """For a search whose answer is one of the people it found."""
    if person is None:
        raise Refused(_("Please choose one of the people."), code="nobody_chosen")
    return person
