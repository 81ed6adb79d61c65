"""Neighbours whom the office enters, since they have no phone or do not use one."""

from accounts.models import Consent, Person, PrivacyNotice, User
from common.actions import action


@action
def enter_neighbour(*, name: str, phone: str = "", notice: PrivacyNotice | None = None, by: User) -> Person:
    """The person of that name and phone, entered now unless known already.

    Without a phone nobody can tell two people of one name apart, so a new person is entered; duplicates are
    merged by people. `notice` is what staff have told the neighbour and the neighbour has agreed to.
    """
    known = Person.objects.filter(name=name, phone=phone).order_by("pk").first() if phone else None
    person = known or Person.objects.create(name=name, phone=phone)
    if notice:
        Consent.objects.get_or_create(person=person, notice=notice, withdrawn_at=None, defaults={"given_by": by})
    return person
