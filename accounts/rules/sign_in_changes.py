"""What may be done with the number and the e-mail address of a sign-in."""

from django.utils.translation import gettext as _

from accounts.models import Person, SignInChange, User
from common.exceptions import Refused, require_reason


def require_number_of_nobody_else(phone: str, user: User) -> None:
    """For whoever changes the phone number of an account: no other account has it."""
    if phone and User.objects.exclude(pk=user.pk).filter(phone=phone).exists():
        raise Refused(
            _("This number already belongs to another account. Sign in with it, or call the community."),
            code="phone_taken",
        )


def require_number_unmoved(user: User | None, phone: str) -> User:
    """A code counts for the account that has the number now; it may have been moved while the code was on its way."""
    if user is None or user.phone != phone:
        raise Refused(_("This code has expired. Please ask for a new one."), code="expired")
    return user


def require_old_number_proven(user: User, old_phone: str) -> None:
    """Whoever moves a number at once has entered a code that was sent to the old one; the first number moves none."""
    if user.phone and user.phone != old_phone:
        raise Refused(_("Please enter a code sent to your present number first."), code="old_number_not_proven")


def require_address_of_nobody_else(email: str, user: User) -> None:
    """For whoever changes the e-mail address of an account: no other account has it."""
    if email and User.objects.exclude(pk=user.pk).filter(email=email).exists():
        raise Refused(_("This e-mail address belongs to another sign-in."), code="email_taken")


def require_something_new(user: User, *, phone: str, email: str) -> None:
    """A change names a number or an address that the sign-in does not have yet."""
    if phone in {"", user.phone} and email in {"", user.email}:
        raise Refused(_("The sign-in has this number and this e-mail address already."), code="nothing_new")


def require_reason_for_change(user: User, *, by: User, reason: str) -> None:
    """Who changes the sign-in of somebody else says why."""
    if by.pk != user.pk:
        require_reason(reason)


def require_may_cancel_change(change: SignInChange, *, by: User) -> None:
    """Only the sign-in itself says that a change of it is not wanted."""
    if by.pk != change.user_id:
        raise Refused(_("Only the owner of this sign-in can cancel the change."), code="not_own")


def require_change_waits(change: SignInChange) -> None:
    """What has been made, cancelled or has lapsed can no longer be cancelled."""
    if change.state != SignInChange.State.WAITING:
        raise Refused(_("This change no longer waits. Please look at your data."), code="not_waiting")


def require_number_of_no_sign_in(person: Person) -> None:
    """The number of a person who signs in with one is changed at the sign-in, or messages would go elsewhere."""
    if User.objects.filter(person=person).exclude(phone=None).exists():
        raise Refused(
            _("This person signs in with the number. It is changed at the sign-in."),
            code="has_sign_in",
            field="number",
        )


def require_key_left(user: User) -> None:
    """A sign-in without a number keeps its e-mail address, or its owner could never come back."""
    if not user.phone:
        raise Refused(_("This is the last way to sign in, so it stays."), code="last_key", field="email")


def is_key_given_at_once(user: User, kind: str) -> bool:
    """Whether the office may give the sign-in its number or address (`kind`: “phone”, “email”) without a wait.

    So it is while nobody has used the sign-in: then nobody is put out, and nothing can be read in it.
    """
    return not getattr(user, kind) and user.last_login is None
