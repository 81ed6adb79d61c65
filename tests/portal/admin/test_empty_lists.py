"""A list of admin offers to take a filter away only where there is one, and says why it is empty."""

import pytest
from django.urls import reverse

from accounts.models import Guardianship
from tests.factories import GuardianshipFactory, StaffFactory
from tests.support.pages import marks

pytestmark = pytest.mark.django_db

GUARDIANSHIPS = reverse("admin:accounts_guardianship_changelist")


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


@pytest.mark.parametrize(
    ("asked", "why", "offers_all"),
    [
        ({}, "nothing-yet", False),
        ({"kind__exact": "child"}, "filtered", True),
        ({"q": "查无此人"}, "not-found", True),
    ],
)
def test_an_empty_list_says_why_and_offers_what_there_is_to_take_away(office, asked, why, offers_all):
    assert not Guardianship.objects.exists()
    page = office.get(GUARDIANSHIPS, asked)
    assert marks(page, "empty") == [why]
    assert {"reset", "show-all"} & set(marks(page, "act")) == ({"reset", "show-all"} if offers_all else set())


def test_a_list_that_nobody_has_filtered_offers_no_way_to_all_of_it(office):
    GuardianshipFactory.create_batch(2, kind="elder")
    shown = {
        asked: marks(office.get(GUARDIANSHIPS, asked and {"kind__exact": asked}), "act") for asked in ("", "elder")
    }
    assert shown == {"": [], "elder": ["show-all"]}
