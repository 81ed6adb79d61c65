"""Who acts for whom: entered once, and by whoever may."""

import pytest

from accounts.actions.guardianships import add_ward
from tests.factories import GuardianshipFactory, PrivacyNoticeFactory, ResidentFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", [2019, None])
def test_whoever_adds_a_namesake_says_that_it_is_another_person(year):
    guardian, notice = ResidentFactory(), PrivacyNoticeFactory()
    ward = {"kind": "elder", "name": "王芳", "birth_year": year, "notice": notice, "by": guardian}
    GuardianshipFactory(person__name="王芳", person__phone="", person__birth_year=year)  # of another guardian
    first = add_ward(guardian.person, **ward)
    assert refusal(add_ward, guardian.person, **ward) == "namesake"
    second = add_ward(guardian.person, **ward, another=True)
    assert second.person != first.person
    add_ward(guardian.person, **{**ward, "birth_year": 1950})
    assert guardian.person.wards.count() == 3
