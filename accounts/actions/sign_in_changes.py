"""The keys of a sign-in, its number and its e-mail address, are changed: at once with proof, else after a day."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection

from accounts.emails import normalise_email
from accounts.models import Person, SecurityEvent, SignInChange, User
from accounts.notifications.sign_in_changes import (
    notify_address_removed,
    notify_change_asked,
    notify_change_cancelled,
    notify_change_lapsed,
    notify_change_made,
    notify_number_disputed,
    notify_number_freed,
    notify_number_of_person_freed,
)
from accounts.rules.sign_in import holds_role
from accounts.rules.sign_in_changes import (
    require_address_of_nobody_else,
    require_change_waits,
    require_key_left,
    require_may_cancel_change,
    require_number_of_nobody_else,
    require_number_unmoved,
    require_old_number_proven,
    require_reason_for_change,
    require_something_new,
)
from common.actions import action
from common.exceptions import Refused
from common.time import clock

WAIT = dt.timedelta(hours=24)


def lock_number(phone: str) -> None:
    """Keep others from giving the phone number to an account until this transaction ends.

    A double click waits, and then finds the number taken, instead of violating the unique index.
    """
    _lock("phone", phone)


def lock_address(email: str) -> None:
    """Keep others from giving the e-mail address to an account until this transaction ends."""
    _lock("email", email)


def _lock(kind: str, key: str) -> None:
    if not key:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{kind}:{key}"])


@action
def change_number(user: User, *, phone: str, old_phone: str = "") -> User:
    """Move the sign-in and its notices to a number that a code has proven; so has another one `old_phone`.

    The old number is told, and every session ends. Raises Refused when `old_phone` is not the number of the sign-in
    (one without a number needs none), or when another account has the new number.
    """
    lock_number(phone)
    user = _locked(user)
    require_old_number_proven(user, old_phone)
    require_number_of_nobody_else(phone, user)
    user.sign_in_changes.waiting().update(state=SignInChange.State.CANCELLED)  # overtaken by one with proof
    _set_keys(user, phone=phone, proven=True)
    notify_change_made(user, old_phone=old_phone, phone=phone, email="")
    return user


@action
def confirm_number(user: User, *, phone: str) -> User:
    """A code has proven that the sign-in's owner holds the number that it has.

    Raises Refused for another number, also when somebody takes it away at this moment.
    """
    user = _locked(user)
    require_number_unmoved(user, phone)
    if not user.phone_verified:
        user.phone_verified = True
        user.save(update_fields=["phone_verified"])
    return user


@action
def ask_for_change(user: User, *, by: User, phone: str = "", email: str = "", reason: str = "") -> SignInChange:
    """A new number or address, without proof of the old number: it counts after a day, unless it is cancelled.

    The old number is told at once. A change that waits already is replaced, and the day begins anew. Staff say why.
    Raises Refused when another sign-in has the number or the address.
    """
    email = normalise_email(email)
    require_reason_for_change(user, by=by, reason=reason)
    user = _locked(user)
    require_something_new(user, phone=phone, email=email)
    require_number_of_nobody_else(phone, user)
    require_address_of_nobody_else(email, user)
    user.sign_in_changes.waiting().update(state=SignInChange.State.CANCELLED)
    now = clock.now()
    change = SignInChange.objects.create(
        user=user, phone=phone, email=email, asked_by=by, reason=reason.strip(), asked_at=now, due_at=now + WAIT
    )
    SecurityEvent.objects.create(user=user, what=SecurityEvent.What.CHANGE_ASKED)
    notify_change_asked(change)
    return change


@action
def cancel_change(change: SignInChange, *, by: User) -> SignInChange:
    """End a change that waits: by the sign-in itself, whoever has asked. Raises Refused when it waits no more."""
    require_may_cancel_change(change, by=by)
    _locked(change.user)
    change.refresh_from_db()
    require_change_waits(change)
    _end(change, SignInChange.State.CANCELLED, SecurityEvent.What.CHANGE_CANCELLED)
    notify_change_cancelled(change)
    return change


@action
def make_change(change: SignInChange) -> SignInChange:
    """The day is over: the change counts, every session of the sign-in ends, and the old number is told again.

    If another sign-in has taken the number or the address meanwhile, the change lapses.
    """
    lock_number(change.phone)
    lock_address(change.email)
    user = _locked(change.user)
    change.refresh_from_db()
    if change.state != SignInChange.State.WAITING or change.due_at > clock.now():
        return change
    try:
        require_number_of_nobody_else(change.phone, user)
        require_address_of_nobody_else(change.email, user)
    except Refused:
        _end(change, SignInChange.State.LAPSED, SecurityEvent.What.CHANGE_LAPSED)
        notify_change_lapsed(change)
        return change
    old = user.phone or ""
    change.state = SignInChange.State.MADE
    change.save(update_fields=["state"])
    # Nobody has entered a code at the new number yet.
    _set_keys(user, phone=change.phone, email=change.email, proven=change.asked_by_id == user.pk)
    notify_change_made(user, old_phone=old, phone=change.phone, email=change.email)
    return change


@action
def free_number(phone: str, *, accounts: Sequence[User]) -> list[Person] | None:
    """Take the number away from these accounts, and from everybody who is entered with it and does not sign in with
    it: whoever has it now has proven it, and says that none of the accounts is theirs.

    The accounts stay, without a number; every session of them ends, and so do changes that wait. Their holders and
    the office are told. Returns the other people who no longer have it: one of them may be the visitor. Where one of
    all these holds a role nothing is changed and only the office is told, once a day: then None.
    """
    lock_number(phone)
    locked = [_locked(account) for account in sorted(accounts, key=lambda one: one.pk)]
    held = [account for account in locked if account.phone == phone]
    others = _people_besides_accounts(phone)
    if officers := [one for one in (*held, *User.objects.filter(person__in=others)) if holds_role(one)]:
        for account in officers:
            _dispute(account)
        return None
    for account in held:
        account.sign_in_changes.waiting().update(state=SignInChange.State.CANCELLED)
        _take_number(account)
        SecurityEvent.objects.create(user=account, what=SecurityEvent.What.NUMBER_FREED)
        notify_number_freed(account)
    for person in others:
        _drop_number(person)
        notify_number_of_person_freed(person)
    return others


def _people_besides_accounts(phone: str) -> list[Person]:
    """Who is entered with the number and does not sign in with it: neighbours, children, an old number."""
    people = Person.objects.filter(phone=phone).exclude(user__phone=phone).order_by("pk")
    return list(people.select_for_update(no_key=True, of=("self",)))


def _dispute(account: User) -> None:
    events = SecurityEvent.objects.filter(user=account, what=SecurityEvent.What.NUMBER_DISPUTED)
    if not events.filter(at__gt=clock.now() - WAIT).exists():
        SecurityEvent.objects.create(user=account, what=SecurityEvent.What.NUMBER_DISPUTED)
        notify_number_disputed(account)


def _take_number(account: User) -> None:
    """The person no longer has the number either, or notices about them would go to a stranger."""
    if account.person and account.person.phone == account.phone:
        _drop_number(account.person)
    account.phone, account.phone_verified, account.phone_place = None, False, 1
    account.save(update_fields=["phone", "phone_verified", "phone_place"])


def _drop_number(person: Person) -> None:
    person.phone = ""
    person.save(update_fields=["phone"])


@action
def tell_of_removed_address(user: User) -> None:
    """The office has taken the e-mail address away; the person is told. Raises Refused when nothing else is left."""
    require_key_left(user)
    notify_address_removed(user)


def _locked(user: User) -> User:
    return User.objects.select_related("person").select_for_update(no_key=True, of=("self",)).get(pk=user.pk)


def _end(change: SignInChange, state: SignInChange.State, what: SecurityEvent.What) -> None:
    change.state = state
    change.save(update_fields=["state"])
    SecurityEvent.objects.create(user=change.user, what=what)


def _set_keys(user: User, *, phone: str = "", email: str = "", proven: bool) -> None:
    """Write the keys; every session of the sign-in ends with that (User._get_session_auth_hash)."""
    if phone:
        user.phone, user.phone_verified, user.phone_place = phone, proven, 1
        if user.person:
            user.person.phone = phone
            user.person.save(update_fields=["phone"])
    if email:
        user.email = email
    user.save(update_fields=["phone", "phone_verified", "phone_place", "email"])
