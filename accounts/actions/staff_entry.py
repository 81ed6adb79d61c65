"""The office enters neighbours who have no phone or do not use one."""

from django.utils.translation import gettext_lazy as _

from accounts.actions.consent import give_consent
from accounts.actions.sign_in_changes import lock_number
from accounts.models import Person, PrivacyNotice, User
from accounts.selectors.people import known_person
from common.actions import action

# What staff tick, beside the box, when a neighbour at the desk or on the phone agrees to the privacy notice.
AGREED = _("I have told the neighbour what the name and the number are used for, and the neighbour agrees.")


@action
def enter_neighbour(
    *, name: str, phone: str = "", birth_year: int | None = None, notice: PrivacyNotice | None = None, by: User
) -> Person:
    """The person of that name and phone, entered now unless `by` keeps them already.

    A user who knows a name and a number must not see people of elsewhere by typing them, must not agree for
    them, and must not learn that they are known. So somebody whom `by` does not see, or only meets while others
    keep them, is entered anew. Without a phone nobody can tell two people of one name apart, so a new person is
    entered too; people merge duplicates. `birth_year` is kept of somebody new; what is known already stays as it
    is. `notice` is the notice that staff have explained and the neighbour has agreed to. Raises Refused when it
    is no longer in force.
    """
    # An account that is opened on the number at this moment waits, and then takes over the person entered here.
    lock_number(phone)
    # Without the neighbour's word the answer is the same for a number that is known and for one that is not.
    known = known_person(name=name, phone=phone, by=by) if notice else None
    person = known or Person.objects.create(name=name, phone=phone, birth_year=birth_year)
    if notice:
        give_consent(person, notice=notice, by=by)
    return person
