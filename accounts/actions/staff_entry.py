"""Neighbours whom the office enters, since they have no phone or do not use one."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, Person, PrivacyNotice, User
from accounts.querysets import PersonQuerySet
from common.actions import action

# What staff tick, beside the box, when a neighbour at the desk or on the phone agrees to the privacy notice.
AGREED = _("I have told the neighbour what the name and the number are used for, and the neighbour agrees.")


@action
def enter_neighbour(*, name: str, phone: str = "", notice: PrivacyNotice | None = None, by: User) -> Person:
    """The person of that name and phone, entered now unless `by` sees them already.

    Whoever knows a name and a number must not draw people of elsewhere into the own sight by typing them, nor agree
    for them, nor learn that they are known; so somebody out of sight is entered anew. Without a phone nobody can tell
    two people of one name apart, so a new person is entered too; duplicates are merged by people. `notice` is what
    staff have told the neighbour and the neighbour has agreed to.
    """
    seen: PersonQuerySet = Person.objects.visible_to(by)
    known = seen.filter(name=name, phone=phone).order_by("pk").first() if phone else None
    person = known or Person.objects.create(name=name, phone=phone)
    if notice:
        Consent.objects.get_or_create(person=person, notice=notice, withdrawn_at=None, defaults={"given_by": by})
    return person
