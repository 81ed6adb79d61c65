"""An empty list of admin says why it is empty, and offers to take a filter away only where there is one."""

import pytest
from django.urls import reverse

from accounts.models import Guardianship
from tests.factories import StaffFactory
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
    assert ("show-all" in marks(page, "act")) is offers_all
