"""What may be done with people's records: one rule, one function, one message."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import AccessLog, Guardianship, Person, User
from accounts.models.readings import NUMBER_SEARCH
from accounts.rules.permissions import require_permission
from accounts.selectors.people import of_same_name, people_to_take_in
from common.exceptions import Refused, allows, require_reason
from common.time import clock, formatting

# More searches by a whole number than any counter needs. The hidden digits of one number take ten thousand.
MOST_NUMBERS = {dt.timedelta(hours=1): 60, dt.timedelta(days=1): 200}
# More is no family but a register, and that is the office's work.
MOST_WARDS = 12


def is_family(by: User, person: Person) -> bool:
    """Whether the user is the person (costs no query), or acts for that person today."""
    if by.person_id == person.pk:
        return True
    return Guardianship.objects.current().filter(by_id=by.person_id, person_id=person.pk).exists()


def may_know_age(by: User, person: Person) -> bool:
    """Whether a refusal may tell the user something of the person's age: family, or who keeps the person."""
    return is_family(by, person) or Person.objects.own_of(by).filter(pk=person.pk).exists()


def require_room_for_ward(guardian: Person) -> None:
    """A guardian adds a few wards; more than MOST_WARDS are for the office to enter."""
    if Guardianship.objects.current().filter(by=guardian).count() >= MOST_WARDS:
        raise Refused(
            _("You already look after %(n)d people here. Please ask the community office to enter more.")
            % {"n": MOST_WARDS},
            code="too_many_wards",
        )


def require_new_ward(guardian: Person, *, name: str, birth_year: int | None, another: bool) -> None:
    """Nobody of this name and year is in the guardian's care, unless it is said that this is `another` one."""
    wards = Guardianship.objects.current().filter(by=guardian, person__birth_year=birth_year)
    require_new_entry(wards, name=name, phone="", another=another)


def require_new_entry(
    rows: QuerySet, *, name: str, phone: str, another: bool, entered: Refused | None = None
) -> None:
    """Nobody of this name, in whatever writing, and phone is among the people of `rows`, else `entered`.

    The rows have `person` and `during`. Two people without a phone number may have one name;
    whoever enters the second says that it is `another` one.
    """
    earlier: Any = of_same_name(rows.filter(person__phone=phone), name).order_by("pk").last()
    if earlier is None:
        return
    if phone and entered:
        raise entered
    if not another:
        raise Refused(
            _(
                "There is already a %(name)s without a phone number here, entered on %(day)s. Is this another person "
                "of the same name? Then please tick the box for it."
            )
            % {"name": name, "day": formatting.day(earlier.during.lower)},
            code="namesake",
        )


def require_not_own_guardianship(guardian: Person, by: User) -> None:
    """A user cannot enter themselves as a guardian: a right that an office gives must end with the office."""
    if guardian.pk == by.person_id:
        raise Refused(
            _("Nobody enters themselves as somebody who acts for others. Please ask a colleague."), code="own_rights"
        )


def require_may_end_guardianship(guardianship: Guardianship, by: User) -> None:
    """The guardian may end a guardianship, and staff who may change it."""
    if by.person_id is None or guardianship.by_id != by.person_id:
        require_permission(by, "accounts.change_guardianship", guardianship)


def can_end_guardianship(guardianship: Guardianship, by: User) -> bool:
    """Whether the guardianship has not ended, and `by` may end it."""
    upper = guardianship.during.upper
    return (upper is None or upper > clock.today()) and allows(require_may_end_guardianship, guardianship, by)


def require_may_take_in(by: User, person: Person) -> None:
    """The sight of a name is no right to more: somebody whom others keep is entered by them. It is not said where."""
    if not people_to_take_in(by).filter(pk=person.pk).exists():
        require_permission(by, "accounts.view_person", person)  # else not even the name is told
        raise Refused(
            _("You see %(name)s here only by name. Please ask the community office to enter this.")
            % {"name": person.name},
            code="only_met",
        )


def can_take_in(by: User, person: Person) -> bool:
    """Whether `by` may enter the person at a home, a post or a branch: for pages that offer it."""
    return allows(require_may_take_in, by, person)


def require_reason_to_read(reason: str) -> None:
    """Whoever reads personal data of people, such as a whole phone number, says why."""
    require_reason(reason, _("Please say why you need it."))


def require_tries_left(by: User) -> None:
    """Nobody finds out a hidden number by trying: the searches by whole numbers are counted, whatever they find."""
    tries = AccessLog.objects.filter(user=by, what=NUMBER_SEARCH)
    for span, most in MOST_NUMBERS.items():
        if tries.filter(at__gt=clock.now() - span).count() >= most:
            raise Refused(
                _("You have searched by number very often. Please search by name, or go on later."),
                code="too_many_numbers",
            )


def require_keeps_own_access(user: User) -> None:
    """An operator cannot remove their own rights, by mistake or on purpose. Another operator can."""
    if not (user.is_active and user.is_staff):
        raise Refused(_("You cannot take your own rights away. Ask another operator."), code="own_rights")


def require_somebody_chosen(person: Person | None) -> Person:
    """For a search whose answer is one of the people it found."""
    if person is None:
        raise Refused(_("Please choose one of the people."), code="nobody_chosen")
    return person
