"""The use cases of people: opening an account, caring for somebody, agreeing and withdrawing, looking closely."""

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import AccessLog, Consent, Guardianship, Notification, Person, PrivacyNotice, User
from common.actions import action
from common.exceptions import Refused
from common.time import clock
from common.time.ranges import ended


def _hold_number(phone: str) -> None:
    """Until this transaction ends nobody else gives the number to an account: a double click waits, then finds it
    taken, instead of stumbling over the unique index."""
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
    rules.notice_is_in_force(notice)
    _hold_number(phone)
    if phone and User.objects.filter(phone=phone).exists():
        raise Refused(_("This phone number already has an account. Please sign in."), code="phone_taken")
    person = Person.objects.create(name=name, phone=phone, language=language)
    user = user or User()
    user.person = person
    user.phone, user.phone_verified = (phone, True) if phone else (None, False)
    if not user.password:
        user.set_unusable_password()
    user.save()
    Consent.objects.create(person=person, notice=notice, given_by=user)
    return user


@action
def name_account(user: User, *, name: str) -> Person:
    """The person of a sign-in that was made without one (an operator's, from the command line)."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.person:
        return user.person
    user.person = Person.objects.create(name=name, phone=user.phone or "")
    user.save(update_fields=["person"])
    return user.person


@action
def change_phone(user: User, *, phone: str, verified: bool = True) -> User:
    """Sign-in and notices move to another number. Raises Refused when it belongs to somebody else's account."""
    _hold_number(phone)
    if User.objects.exclude(pk=user.pk).filter(phone=phone).exists():
        raise Refused(
            _("This number already belongs to another account. Sign in with it, or call the community."),
            code="phone_taken",
        )
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


# --- Acting for somebody ----------------------------------------------------------------------------------------


@action
def add_ward(
    guardian: Person, *, kind: str, name: str, birth_year: int | None, notice: PrivacyNotice, by: User
) -> Guardianship:
    """A child or an elder for whom `guardian` acts from today on; the guardian consents for the ward.

    Raises Refused.
    """
    guardian = Person.objects.select_for_update(no_key=True).get(pk=guardian.pk)
    rules.notice_is_in_force(notice)
    rules.has_room_for_a_ward(guardian)
    ward = Person.objects.create(name=name, birth_year=birth_year, language=guardian.language)
    Consent.objects.create(person=ward, notice=notice, given_by=by)
    return Guardianship.objects.create(person=ward, by=guardian, kind=kind)


@action
def enter_guardianship(person: Person, *, guardian: Person, kind: str, by: User) -> Guardianship:
    """The office enters that `guardian` acts for `person` from today on.

    Raises Refused: for oneself, for people whom `by` does not keep, or where the ward has not agreed.
    """
    rules.may(by, "accounts.add_guardianship")
    rules.may(by, "accounts.change_person", person)
    rules.may(by, "accounts.view_person", guardian)
    rules.is_entered_for_others(guardian, by)
    guardian = Person.objects.select_for_update(no_key=True).get(pk=guardian.pk)
    rules.has_agreed(person)
    rules.has_room_for_a_ward(guardian)
    return Guardianship.objects.create(person=person, by=guardian, kind=kind)


@action
def end_guardianship(guardianship: Guardianship, *, by: User) -> None:
    """Nobody acts for the ward through it from today on. The record stays, with its end.

    One that began today would become an empty range, so it is taken back whole; the audit trail keeps it. Raises
    Refused for one that is neither the own nor kept by `by`.
    """
    guardianship = Guardianship.objects.select_for_update(no_key=True).get(pk=guardianship.pk)
    rules.may_end_guardianship(guardianship, by)
    during = ended(guardianship.during, on=clock.today())
    if during is None:
        guardianship.delete()
    elif during != guardianship.during:
        guardianship.during = during
        guardianship.save(update_fields=["during"])


# --- Consent ----------------------------------------------------------------------------------------------------


@action
def give_consent(person: Person, *, notice: PrivacyNotice, by: User) -> Consent:
    """The person agrees to the notice in force; agreeing twice is agreeing once. Raises Refused."""
    rules.notice_is_in_force(notice)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    consent, _new = Consent.objects.get_or_create(
        person=person, notice=notice, withdrawn_at=None, defaults={"given_by": by}
    )
    return consent


@action
def withdraw_consent(person: Person, *, by: User) -> int:
    """End every consent of the person; return how many ended. The records stay, with their end."""
    return Consent.objects.in_force().filter(person=person).update(withdrawn_at=clock.now())


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
    rules.may(by, "accounts.change_person", person)
    rules.says_why(reason)
    AccessLog.objects.create(user=by, person=person, what="phone", reason=reason.strip()[:200])
    return person.phone
