"""What is said about a new number or address of a sign-in: to the person, and by SMS to the number it still has."""

import logging
from collections.abc import Callable

from django.tasks import task
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import sms
from accounts.models import Person, SignInChange, User
from accounts.models.sign_in_changes import keys_in_words
from accounts.notifications.deliveries import RETRIES
from accounts.notifications.send import NoticeText, NoticeToSend, send_notices
from accounts.selectors.offices import office_of
from common.time import clock, formatting

log = logging.getLogger(__name__)

PATH = "/accounts/phone/change/"


def notify_change_asked(change: SignInChange) -> None:
    """Tell the old number and the person that a change waits, from when it counts, and how to cancel it."""

    def words() -> str:
        day = f"{formatting.day(change.due_at)} {formatting.clock_time(change.due_at)}"
        return _("Your sign-in changes to %(keys)s on %(day)s. Not you? Sign in as usual and cancel it.") % {
            "keys": change,
            "day": day,
        }

    _tell(change.user, change.user.phone, "sign_in_change_asked", words)


def notify_change_made(user: User, *, old_phone: str, phone: str, email: str) -> None:
    """Tell the old number and the person that another number or address signs in now."""
    keys = keys_in_words(phone, email)

    def words() -> str:
        return _("Your sign-in was changed to %(keys)s. Not you? Please call the community.") % {"keys": keys}

    _tell(user, old_phone, "sign_in_changed", words)


def notify_change_cancelled(change: SignInChange) -> None:
    """Tell the old number and the person that nothing changes."""

    def words() -> str:
        return _("The change of your sign-in to %(keys)s was cancelled.") % {"keys": change}

    _tell(change.user, change.user.phone, "sign_in_change_cancelled", words)


def notify_change_lapsed(change: SignInChange) -> None:
    """Tell the person that nothing changes, since another sign-in has the number or the address."""

    def words() -> str:
        return _("Your sign-in stays as it is: %(keys)s belongs to another one.") % {"keys": change}

    _tell(change.user, change.user.phone, "sign_in_change_lapsed", words)


def notify_address_removed(user: User) -> None:
    """Tell the person that the sign-in has no e-mail address any more."""
    _tell(user, user.phone, "sign_in_changed", lambda: _("Your sign-in has no e-mail address any more."))


def notify_number_freed(user: User) -> None:
    """Tell the person, who is reached by e-mail at most, and the office, which reaches them otherwise."""

    def to_holder() -> str:
        return _("Your account no longer has a number: somebody else has it now. Please call us or come to the desk.")

    def to_office(name: str) -> str:
        return _("Somebody else has the number of %(name)s now. The account has no number. Please get in touch.") % {
            "name": name
        }

    _tell(user, None, "number_freed", to_holder)
    if user.person:
        _tell_office(user.person, "number_freed_office", to_office)


def notify_number_of_person_freed(person: Person) -> None:
    """Tell the office that somebody whom it has entered with a number is no longer reached at it."""

    def to_office(name: str) -> str:
        return _(
            "Somebody else has the number of %(name)s now, so it is no longer entered for them. Please get in touch."
        ) % {"name": name}

    _tell_office(person, "number_freed_office", to_office)


def notify_number_shared(user: User) -> None:
    """Tell the person that somebody else has opened an account on the number."""

    def words() -> str:
        return _(
            "Somebody else signs in with your number too now, with an account of their own. Not your family? Please"
            " call us."
        )

    _tell(user, None, "number_shared", words)


def notify_number_disputed(user: User) -> None:
    """Tell the office that a number which signs in to an account with a role may be somebody else's by now."""

    def to_office(name: str) -> str:
        return _("Somebody says that the number of %(name)s is theirs now. Nothing was changed. Please ask.") % {
            "name": name
        }

    if user.person:
        _tell_office(user.person, "number_disputed", to_office)


def notify_namesakes_on_number(person: Person) -> None:
    """Tell the office that somebody with a new account may be one of several people whom it has entered."""

    def to_office(name: str) -> str:
        return _("%(name)s has an account now and may be entered here several times. Please look.") % {"name": name}

    _tell_office(person, "namesakes_on_number", to_office)


def _tell_office(person: Person, kind: str, words: Callable[[str], str]) -> None:
    """Each member of the office who keeps the person gets a notice that leads to the person's record."""
    path = reverse("admin:accounts_person_change", args=[person.pk])
    send_notices(
        NoticeToSend(
            about=member.person,
            kind=kind,
            text=lambda: NoticeText(words(person.name), path=path),
            personal=True,
        )
        for member in office_of(person)
        if member.person and member.person != person
    )


def _tell(user: User, phone: str | None, kind: str, words: Callable[[], str]) -> None:
    """A notice for the person alone, and a message to `phone`, which may be theirs no more."""
    if user.person:
        text = NoticeToSend(about=user.person, kind=kind, text=lambda: NoticeText(words(), path=PATH), personal=True)
        send_notices([text])
    if phone:
        with translation.override(user.person.language if user.person else Person.Language.CHINESE):
            send_text_to_number.enqueue(phone, words())


@task()
def send_text_to_number(phone: str, text: str, tries: int = 0) -> None:
    """Send an SMS to a number that may belong to no person any more; try again while the carrier is busy."""
    try:
        sms.sms_sender(phone).send_notice(phone, text)
    except sms.TryLater as failure:
        if tries < len(RETRIES):
            send_text_to_number.using(run_after=clock.now() + RETRIES[tries]).enqueue(phone, text, tries + 1)
        else:
            log.error("Message to an old number not sent: %s", failure.code)
    except sms.SendingFailed as failure:
        log.error("Message to an old number not sent: %s", failure.code)
