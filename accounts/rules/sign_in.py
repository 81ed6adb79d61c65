"""Who has a number is not yet who an account is for: what a code alone opens, and what it does not.

A number comes back to somebody else after some 90 days, and an old couple may share one (DOMAIN.md §3).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Guardianship, Person, User
from accounts.models.people import MOST_ON_A_NUMBER
from accounts.selectors.people import of_same_name
from common.exceptions import Refused
from common.names import is_same_name
from common.time import clock

# Instead of the key of a person: the visitor is somebody whom the desk has not entered.
NONE_OF_THEM = 0


def must_name_holder(account: User) -> bool:
    """Whether whoever has the number still has to name the holder of the account.

    So it is when the office has typed the number and nobody has proven it yet, or when nobody has signed in for so
    long that it may be somebody else's by now. An account that nobody has used counts from the day it was made.
    """
    if account.person and not account.phone_verified:
        return True
    used = account.last_login or account.date_joined
    return used < clock.now() - dt.timedelta(days=settings.SIGN_IN_DORMANT_DAYS)


def opens_by_code_alone(accounts: Sequence[User]) -> bool:
    """Whether a code to the number of these accounts opens one without a question: there is just one, and nothing
    speaks against it being the visitor's. One that is switched off opens to nobody: the number may be another's.
    """
    return len(accounts) == 1 and accounts[0].is_active and not must_name_holder(accounts[0])


def require_holder_named(account: User, typed: str) -> None:
    """Whoever opens an account that may be another's types the holder's whole name; the page shows a part of it."""
    if account.person is None or not is_same_name(account.person.name, typed):
        raise Refused(
            _("This is not the name of the account. Please type the whole name, or call the community."),
            code="not_the_holder",
            field="name",
        )


def require_all_accounts_asked_about(phone: str, asked_about: Collection[int]) -> None:
    """For whoever opens an account on a number: each account that has it is, by their own word, another's."""
    if phone and User.objects.on_number(phone).exclude(pk__in=asked_about).exists():
        raise Refused(_("This phone number already has an account. Please sign in."), code="phone_taken")


def require_no_account_of_name(phone: str, name: str) -> None:
    """Two accounts of one name on one number are nearly always one person, who has said “not mine” by mistake."""
    others = User.objects.on_number(phone).select_related("person") if phone else ()
    if any(other.person and is_same_name(other.person.name, name) for other in others):
        raise Refused(
            _(
                "Somebody of this name signs in with this number already. If that is you, please choose the "
                "account. If you are another person of the same name, please call the community."
            ),
            code="name_on_number",
            field="name",
        )


def require_place_on_number(phone: str) -> int:
    """The first free place on the number. Raises Refused when more people share it than a household has."""
    taken = set(User.objects.on_number(phone).values_list("phone_place", flat=True)) if phone else set()
    for place in range(1, MOST_ON_A_NUMBER + 1):
        if place not in taken:
            return place
    raise Refused(
        _("No more people can sign in with this number. Please call the community."), code="user_phone_place_known"
    )


def holds_role(account: User) -> bool:
    """Whether the account holds a role today: whoever has its number now cannot take it away by a click."""
    return bool(account.rights.held)


def people_entered_as(*, name: str, phone: str, freed: Collection[int] = ()) -> list[Person]:
    """The people whom the desk has entered with this number and name, and who do not sign in.

    A child whom somebody acts for is nobody who opens an account; an elder is. `freed` are the keys of people from
    whom the visitor has just taken the number: one of them may be the visitor.
    """
    if not phone:
        return []
    children = Guardianship.objects.current().filter(kind=Guardianship.Kind.CHILD).order_by().values("person")
    on_number = Person.objects.filter(Q(phone=phone) | Q(pk__in=freed, phone=""), user=None)
    return list(of_same_name(on_number.exclude(pk__in=children).order_by("pk"), name, person=""))


def people_told_apart(entered: Sequence[Person]) -> list[Person]:
    """Those of several people of one name and number whom the year of birth tells from the others: father and son."""
    years = Counter(person.birth_year for person in entered)
    return [person for person in entered if person.birth_year and years[person.birth_year] == 1 < len(entered)]


def require_said_which(entered: Sequence[Person], *, meant: int | None) -> Person | None:
    """The one of the people entered who opens the account; None for somebody new.

    `meant` is the key of the one who the visitor says they are, or NONE_OF_THEM. Raises Refused where that must be
    said: several people fit, and their years of birth can be asked about. Where they cannot, none is guessed.
    """
    if meant == NONE_OF_THEM:
        return None
    if len(entered) == 1:
        return entered[0]
    asked = {person.pk: person for person in people_told_apart(entered)}
    if not asked:
        return None
    if meant not in asked:
        raise Refused(
            _("Several people of this name are entered with this number. Please say which one you are."),
            code="which_one",
        )
    return asked[meant]
