"""Opening an account."""

from collections.abc import Collection

from accounts.actions.consent import give_consent, withdraw_consent
from accounts.actions.sign_in_changes import lock_number
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.sign_in_changes import notify_namesakes_on_number, notify_number_shared
from accounts.rules.consent import require_notice_in_force
from accounts.rules.sign_in import (
    people_entered_as,
    require_all_accounts_asked_about,
    require_no_account_of_name,
    require_place_on_number,
    require_said_which,
)
from common.actions import action


@action
def open_account(
    *,
    name: str,
    notice: PrivacyNotice,
    phone: str = "",
    language: str = Person.Language.CHINESE,
    user: User | None = None,
    beside: Collection[int] = (),
    freed: Collection[int] = (),
    meant: int | None = None,
) -> User:
    """A sign-in and the consent of its person, all or nothing. The phone has been proven by a code.

    The person is the one whom the desk has entered under that number and name, with all that was registered and
    booked before; else a new one. `user` is a sign-in that was begun elsewhere (WeChat) and has no person yet.
    `beside` are the keys of accounts on the number that are, as the visitor says, another's: the number is shared
    with them; `freed` those of people from whom they have just taken it. Of several people whom the desk has entered
    `meant` is the visitor, or NONE_OF_THEM. Raises Refused.
    """
    # Asked before `user` is changed too: a refusal undoes what is stored, but not the object of the caller.
    require_notice_in_force(notice)
    lock_number(phone)
    require_all_accounts_asked_about(phone, beside)
    if not meant:
        require_no_account_of_name(phone, name)
    place = require_place_on_number(phone)
    entered = _lock_entered(name, phone, freed)
    person = _person(name, phone, language, entered=entered, meant=meant)
    user = user or User()
    user.person = person
    user.phone, user.phone_verified, user.phone_place = (phone, True, place) if phone else (None, False, 1)
    if not user.password:
        user.set_unusable_password()
    user.save()
    # What somebody at the desk has noted for the person ends: from now on the person's own word counts.
    withdraw_consent(person, by=user)
    give_consent(person, notice=notice, by=user)
    for other in User.objects.on_number(phone).exclude(pk=user.pk):
        notify_number_shared(other)
    return user


def _lock_entered(name: str, phone: str, freed: Collection[int]) -> list[Person]:
    """The people whom the desk has entered so, each locked, so that nobody gives one another number meanwhile."""
    if found := people_entered_as(name=name, phone=phone, freed=freed):
        rows = Person.objects.filter(pk__in=[person.pk for person in found]).order_by("pk")
        list(rows.select_for_update(no_key=True, of=("self",)))
        # Whoever was moved while this waited is none of them any more.
        found = people_entered_as(name=name, phone=phone, freed=freed)
    return found


def _person(name: str, phone: str, language: str, *, entered: list[Person], meant: int | None) -> Person:
    """The one of the locked people who it is, in the name's newest writing, or a new one.

    When it may still be one of several the office is told, and looks.
    """
    if person := require_said_which(entered, meant=meant):
        # One from whom the visitor has just taken the number gets it back.
        person.name, person.phone, person.language = name, person.phone or phone, language
        person.save(update_fields=["name", "phone", "language"])
        return person
    person = Person.objects.create(name=name, phone=phone, language=language)
    if entered:
        notify_namesakes_on_number(person)
    return person


@action
def name_account(user: User, *, name: str) -> Person:
    """Give a sign-in that was made without a person (an operator's, from the command line) its person."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.person:
        return user.person
    user.person = Person.objects.create(name=name, phone=user.phone or "")
    user.save(update_fields=["person"])
    return user.person
