"""Rules of showing oneself publicly (亮身份): one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from grid.models import IdentityDisplay, UnitAppointment

# Width and height of a portrait in pixels: three times what a card shows, for sharp screens.
PORTRAIT = (360, 480)


def require_own_pioneer_post(appointment: UnitAppointment, by: User) -> None:
    """Of an identity display: only the holder of a pioneer post can be shown there, and only they can consent."""
    is_pioneer = appointment.role == UnitAppointment.Role.PIONEER
    if appointment.user_id != by.pk or not is_pioneer or not appointment.is_current:
        raise Refused(_("Only whoever holds a pioneer post can show who they are there."), code="not_own_post")


def require_own_display(display: IdentityDisplay, by: User) -> None:
    """The display is of the user's own appointment, also of an ended one: withdrawing is always possible."""
    if display.appointment.user_id != by.pk:
        raise Refused(_("Only whoever holds a pioneer post can show who they are there."), code="not_own_post")


def require_display_shown(display: IdentityDisplay) -> None:
    """An identity display has not been withdrawn yet."""
    if display.withdrawn_at is not None:
        raise Refused(_("This is no longer public."), code="withdrawn")
