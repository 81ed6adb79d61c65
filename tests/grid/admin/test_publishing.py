"""“Publish” on the page of an appointment: what the public sees of whoever is on duty there."""

from typing import Any

import pytest

from grid.models import GridAppointment, OrgUnit
from tests.factories import GridAppointmentFactory, GridFactory, OrgUnitFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def worker(top) -> GridAppointment:
    return GridAppointmentFactory(grid=GridFactory(community=top.community))


@pytest.fixture
def office(client, top):
    client.force_login(officer("secretary", top))
    return client


def page(worker: GridAppointment) -> str:
    return f"/admin/grid/gridappointment/{worker.pk}/publish/"


def answered(client: Any, worker: GridAppointment, **typed: str) -> str:
    response = client.post(page(worker), typed, follow=True)
    worker.refresh_from_db()
    [message] = response.context["messages"]
    return str(message)


@pytest.mark.parametrize("is_public", [False, True])
def test_the_name_is_ticked_when_the_page_opens(office, worker, is_public):
    GridAppointment.objects.filter(pk=worker.pk).update(is_public=is_public)
    assert office.get(page(worker)).context["form"]["name"].value() is True


def test_the_office_is_told_what_is_public_now(office, worker):
    assert answered(office, worker, name="on") == "已保存，公开页面马上更新。"
    assert worker.is_public
    assert answered(office, worker) == "已保存，公开页面不显示姓名和电话。"
    assert not worker.is_public
