"""The list of all registrations."""

import pytest

from events.models import Registration
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


def test_registrations_are_read_only(client, staff, event):
    registration = RegistrationFactory(event=event)
    address = f"/admin/events/registration/{registration.pk}/"

    assert client.get("/admin/events/registration/").status_code == 200
    assert client.get(address + "change/").status_code == 200
    assert client.get("/admin/events/registration/add/").status_code == 403
    assert client.post(address + "change/", {"status": "cancelled"}).status_code == 403
    assert client.post(address + "delete/", {"post": "yes"}).status_code == 403
    assert Registration.objects.get().status == "registered"


def test_the_list_of_registrations_takes_the_same_queries_for_one_and_for_three(
    client, staff, django_assert_max_num_queries
):
    def queries() -> int:
        with django_assert_max_num_queries(30) as counted:
            client.get("/admin/events/registration/")
        return len(counted)

    RegistrationFactory()
    queries()
    one = queries()
    RegistrationFactory.create_batch(2)

    assert queries() == one
