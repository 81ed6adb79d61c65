"""Family acts for a child or an elder: begun and ended, never deleted."""

from accounts.actions.consent import give_consent
from accounts.models import Guardianship, Person, PrivacyNotice, User
from accounts.notifications.people import guardianship_entered
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_consent
from accounts.rules.people import (
    require_may_end_guardianship,
    require_may_take_in,
    require_new_ward,
    require_not_own_guardianship,
    require_room_for_ward,
)
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db.dated_rows import end_row


@action
def add_ward(
    guardian: Person,
    *,
    kind: str,
    name: str,
    birth_year: int | None,
    notice: PrivacyNotice,
    another: bool = False,
    by: User,
) -> Guardianship:
    """A child or an elder for whom `guardian` acts from today on; the guardian consents for the ward.

    `another` says that a ward of the same name and year is another person. Raises Refused, also where the guardian
    has not agreed or no longer agrees.
    """
    guardian = Person.objects.select_for_update(no_key=True).get(pk=guardian.pk)
    require_consent(guardian)
    require_new_ward(guardian, name=name, birth_year=birth_year, another=another)
    require_room_for_ward(guardian)
    ward = Person.objects.create(name=name, birth_year=birth_year, language=guardian.language)
    guardianship = Guardianship.objects.create(person=ward, by=guardian, kind=kind)
    give_consent(ward, notice=notice, by=by)
    return guardianship


@action
def enter_guardianship(person: Person, *, guardian: Person, kind: str, by: User) -> Guardianship:
    """The office enters that `guardian` acts for `person` from today on; both are told.

    Raises Refused: for oneself, for a ward whom `by` does not keep, for a guardian whom others keep, or where the
    ward has not agreed.
    """
    require_permission(by, "accounts.add_guardianship")
    require_permission(by, "accounts.change_person", person)
    require_may_take_in(by, guardian)
    require_not_own_guardianship(guardian, by)
    guardian = Person.objects.select_for_update(no_key=True).get(pk=guardian.pk)
    require_consent(person)
    require_room_for_ward(guardian)
    guardianship = Guardianship.objects.create(person=person, by=guardian, kind=kind)
    send_notices([guardianship_entered(guardianship, by=by)])
    return guardianship


@action
def end_guardianship(guardianship: Guardianship, *, by: User) -> None:
    """From today on the guardian no longer acts for the ward. The record stays, with its end.

    One that began today would become an empty range, so it is taken back whole; the audit trail keeps it. Raises
    Refused for one that is neither the own nor kept by `by`.
    """
    guardianship = Guardianship.objects.select_for_update(no_key=True).get(pk=guardianship.pk)
    require_may_end_guardianship(guardianship, by)
    end_row(guardianship)
