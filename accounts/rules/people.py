"""What may be done with people's records: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import Guardianship, Person, User
from accounts.rules.permissions import may
from common.exceptions import Refused

# More is no family but a register, and that is the office's work.
MOST_WARDS = 12


def has_room_for_a_ward(guardian: Person) -> None:
    if Guardianship.objects.current().filter(by=guardian).count() >= MOST_WARDS:
        raise Refused(
            _("You already look after %(n)d people here. Please ask the community office to enter more.")
            % {"n": MOST_WARDS},
            code="too_many_wards",
        )


def is_entered_for_others(guardian: Person, by: User) -> None:
    """What an office gives must not outlast the office: nobody enters themselves there."""
    if guardian.pk == by.person_id:
        raise Refused(
            _("Nobody enters themselves as somebody who acts for others. Please ask a colleague."), code="own_rights"
        )


def may_end_guardianship(guardianship: Guardianship, by: User) -> None:
    if by.person_id is None or guardianship.by_id != by.person_id:
        may(by, "accounts.change_guardianship", guardianship)


def says_why(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why you need it."), code="no_reason")


def keeps_the_own_door(user: User) -> None:
    """Nobody takes the own last right away, by slip or otherwise; another operator can."""
    if not (user.is_active and user.is_staff):
        raise Refused(_("You cannot take your own rights away. Ask another operator."), code="own_rights")
