"""Who is told."""

import datetime as dt

import pytest

from accounts.models import Notification, Person
from accounts.notifications.send import NoticeRecipient, NoticeText, NoticeToSend, _recipients
from common.time import clock
from tests.factories import GuardianshipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def past() -> tuple[dt.date, dt.date]:
    return clock.today() - dt.timedelta(days=9), clock.today()


def test_who_is_told_are_the_person_and_those_who_act_for_the_person_today():
    ward, alone = PersonFactory(phone="+8613800138000"), UserFactory(person__language="en")
    guardians = [GuardianshipFactory(person=ward, by=by).by for by in (UserFactory().person, PersonFactory())]
    GuardianshipFactory(person=ward, during=past())

    def told(*people: Person) -> dict[int, list[NoticeRecipient]]:
        return _recipients([NoticeToSend(about=person, kind="", text=NoticeText) for person in people])

    def recipient(about: Person, person: Person) -> NoticeRecipient:
        user = getattr(person, "user", None)
        return NoticeRecipient(about.pk, person.pk, person.language, person.phone, user and user.email)

    of_ward = [recipient(ward, person) for person in (ward, *guardians)]
    of_alone = [recipient(alone.person, alone.person)]
    assert told(ward) == {ward.pk: of_ward}
    assert told(alone.person, ward) == {ward.pk: of_ward, alone.person_id: of_alone}
    assert told() == {}
    assert not Notification.objects.exists()
