"""People, sign-ins, guardianships, consent."""

import factory
from factory.django import DjangoModelFactory

from accounts.models import Consent, Guardianship, Person, PrivacyNotice, User

PASSWORD = "Haitang-1510"

# Nobody's name has digits and no number ends below 8000, so that a test which searches for building 17, or for a
# number that ends in 1305, never finds the 1,721st person of a long run or the 1,305th sign-in.
NUMERALS = "零壹贰叁肆伍陆柒捌玖"
NUMBERED = str.maketrans("0123456789", NUMERALS)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"居民{n}".translate(NUMBERED))


class UserFactory(DjangoModelFactory):
    """A resident who signs in by phone, or by e-mail with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    phone = factory.Sequence(lambda n: f"+86138{n // 1000:04d}8{n % 1000:03d}")
    phone_verified = True
    email = factory.Sequence(lambda n: f"user{n}@example.org")
    password = factory.django.Password(PASSWORD)
    person = factory.SubFactory(PersonFactory, phone=factory.SelfAttribute("..phone"))


class StaffFactory(UserFactory):
    """The operator: sees and changes all records."""

    is_staff = True


def agree(person: Person) -> Person:
    """The person, who has agreed to the privacy notice in force."""
    notice = PrivacyNotice.objects.current() or PrivacyNoticeFactory()
    Consent.objects.get_or_create(person=person, notice=notice, withdrawn_at=None)
    return person


class NeighbourFactory(PersonFactory):
    """Somebody who has agreed to the privacy notice."""

    @factory.post_generation
    def agrees(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            agree(self)


class ResidentFactory(UserFactory):
    """Somebody with a sign-in who has agreed to the privacy notice, as everybody does at sign-up."""

    person = factory.SubFactory(NeighbourFactory, phone=factory.SelfAttribute("..phone"))


class GuardianshipFactory(DjangoModelFactory):
    class Meta:
        model = Guardianship

    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(PersonFactory)
    kind = Guardianship.Kind.ELDER


class PrivacyNoticeFactory(DjangoModelFactory):
    class Meta:
        model = PrivacyNotice

    version = factory.Sequence(lambda n: f"2026-{n + 1}")
    text = "我们只收集报名所需的信息。"


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    given_by = factory.SubFactory(UserFactory)
    person = factory.SelfAttribute("given_by.person")
    notice = factory.SubFactory(PrivacyNoticeFactory)
