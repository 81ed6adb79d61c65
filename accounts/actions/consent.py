"""Agreeing to the privacy notice, and withdrawing that."""

from collections.abc import Callable

from accounts.models import Consent, Person, PrivacyNotice, User
from accounts.notifications.people import consent_entered
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_notice_in_force
from accounts.rules.people import is_family
from common.actions import action
from common.time import clock

# What an app deletes when a person agrees no longer.
_withdrawals: list[Callable[[Person], object]] = []


def when_consent_is_withdrawn(forget: Callable[[Person], object]) -> None:
    """Register what rests on consent alone: `forget(person)` deletes it in the same transaction."""
    _withdrawals.append(forget)


@action
def give_consent(person: Person, *, notice: PrivacyNotice, by: User) -> Consent:
    """The person agrees to the notice in force. The one place that writes a consent.

    A second agreement to the same notice returns the first one. The person is told of one that staff have noted.
    Raises Refused for a notice no longer in force.
    """
    require_notice_in_force(notice)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    consent, new = Consent.objects.get_or_create(
        person=person, notice=notice, withdrawn_at=None, defaults={"given_by": by}
    )
    if new and not is_family(by, person):
        send_notices([consent_entered(consent, by=by)])
    return consent


@action
def withdraw_consent(person: Person, *, by: User) -> int:
    """End every consent of the person; return how many ended. The records stay, with their end.

    What rests on consent alone, as the apps have registered it, is deleted.
    """
    for forget in _withdrawals:
        forget(person)
    return Consent.objects.in_force().filter(person=person).update(withdrawn_at=clock.now())
