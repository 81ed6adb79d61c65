"""Opening an account, and the phone number that it is reached by."""

from django.db import connection

from accounts.actions.consent import give_consent
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.consent import require_notice_in_force
from accounts.rules.people import require_number_of_nobody_else, require_number_without_account
from common.actions import action


def lock_number(phone: str) -> None:
    """Keep others from giving the phone number to an account until this transaction ends.

    A double click waits, and then finds the number taken, instead of violating the unique index.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"phone:{phone}"])


@action
def open_account(
    *,
    name: str,
    notice: PrivacyNotice,
    phone: str = "",
    language: str = Person.Language.CHINESE,
    user: User | None = None,
) -> User:
    """A person, a sign-in and the consent, all or nothing. The phone has been proven by a code.

    `user` is a sign-in that was begun elsewhere (WeChat) and has no person yet. Raises Refused.
    """
    # Asked before `user` is changed too: a refusal undoes what is stored, but not the object of the caller.
    require_notice_in_force(notice)
    lock_number(phone)
    require_number_without_account(phone)
    person = Person.objects.create(name=name, phone=phone, language=language)
    user = user or User()
    user.person = person
    user.phone, user.phone_verified = (phone, True) if phone else (None, False)
    if not user.password:
        user.set_unusable_password()
    user.save()
    give_consent(person, notice=notice, by=user)
    return user


@action
def name_account(user: User, *, name: str) -> Person:
    """Give a sign-in that was made without a person (an operator's, from the command line) its person."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.person:
        return user.person
    user.person = Person.objects.create(name=name, phone=user.phone or "")
    user.save(update_fields=["person"])
    return user.person


@action
def change_phone(user: User, *, phone: str, verified: bool = True) -> User:
    """Move the sign-in and its notices to another phone number. Raises Refused when another account has it."""
    lock_number(phone)
    require_number_of_nobody_else(phone, user)
    user.phone, user.phone_verified = phone, verified
    user.save(update_fields=["phone", "phone_verified"])
    if user.person:
        user.person.phone = phone
        user.person.save(update_fields=["phone"])
    return user


@action
def confirm_phone(user: User, *, phone: str) -> User:
    """A code has proven that the sign-in's owner holds the number."""
    if user.phone == phone and user.phone_verified:
        return user
    return change_phone(user, phone=phone)
