"""Opening an account."""

from accounts.actions.consent import give_consent
from accounts.actions.sign_in_changes import lock_number
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.consent import require_notice_in_force
from accounts.rules.sign_in_changes import require_number_without_account
from common.actions import action


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
