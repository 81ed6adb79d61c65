"""The office publishes who is on duty, and at which number; pioneers decide for themselves."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Notification
from common.time import clock
from grid.actions.duty import publish_duty
from grid.models import GridAppointment
from tests.factories import (
    BuildingFactory,
    GridAppointmentFactory,
    OrgUnitFactory,
    PostBuildingFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)
from tests.support.pages import codes, levels
from tests.support.refusals import refusal
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

PHONE = "0512-6666 1510"


@pytest.fixture
def worker() -> GridAppointment:
    return GridAppointmentFactory()


@pytest.fixture
def secretary(worker):
    return officer("secretary", OrgUnitFactory(community=worker.grid.community))


def publish_page(appointment) -> str:
    kind = type(appointment).__name__.lower()
    return f"/admin/grid/{kind}/{appointment.pk}/publish/"


def test_name_and_number_are_published_and_the_holder_is_told(worker, secretary):
    published = publish_duty(worker, name=True, phone=PHONE, by=secretary)
    assert (published.is_public, published.public_phone) == (True, PHONE)
    assert list(GridAppointment.objects.published()) == [worker]
    notice = Notification.objects.get(recipient=worker.user.person)
    assert (notice.kind, notice.path) == ("duty_published", "/me/posts/")
    assert PHONE in notice.title
    # The same once more tells nobody anything.
    publish_duty(worker, name=True, phone=PHONE, by=secretary)
    assert Notification.objects.count() == 1


def test_without_the_name_the_number_goes_too(worker, secretary):
    publish_duty(worker, name=True, phone=PHONE, by=secretary)
    taken_back = publish_duty(worker, name=False, phone=PHONE, by=secretary)
    assert (taken_back.is_public, taken_back.public_phone) == (False, "")
    assert not GridAppointment.objects.published().exists()


def test_nothing_of_a_past_appointment_is_public(worker, secretary):
    publish_duty(worker, name=True, by=secretary)
    today = clock.today()
    worker.during = DateRange(today - dt.timedelta(days=9), today)
    worker.save(update_fields=["during"])
    assert not GridAppointment.objects.published().exists()
    assert refusal(publish_duty, worker, name=True, by=secretary) == "ended"


def test_who_may_not_change_the_appointment_publishes_nothing(worker):
    office = OrgUnitFactory(community=worker.grid.community)
    for by in (officer("office_worker", office), worker.user, UserFactory()):
        assert refusal(publish_duty, worker, name=True, by=by) == "not_allowed"


def test_a_pioneer_is_published_by_nobody_else():
    pioneer = UnitAppointmentFactory()
    secretary = officer("branch_secretary", pioneer.unit.parent)
    assert refusal(publish_duty, pioneer, name=True, by=secretary) == "pioneer"
    assert signed_in(secretary).get(publish_page(pioneer)).status_code == 403


# --- The page of the office


def test_the_office_publishes_by_a_button(worker, secretary):
    client = signed_in(secretary)
    assert publish_page(worker) in client.get(f"/admin/grid/gridappointment/{worker.pk}/change/").content.decode()
    answer = client.post(publish_page(worker), {"name": "on", "phone": "０５１２－６６６６ 1510"})
    assert (answer.status_code, levels(answer)) == (302, ["success"])
    worker.refresh_from_db()
    assert (worker.is_public, worker.public_phone) == (True, PHONE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"name": "on", "phone": "请到居委会"}, "not_callable"),
        ({"name": "on", "phone": "0512-"}, "not_callable"),
        ({"phone": PHONE}, "without_name"),
    ],
)
def test_what_cannot_be_called_or_stands_alone_is_refused(worker, secretary, typed, code):
    answer = signed_in(secretary).post(publish_page(worker), typed)
    assert codes(answer.context["form"]) == {"phone": [code]}
    worker.refresh_from_db()
    assert (worker.is_public, worker.public_phone) == (False, "")


def test_a_branch_secretary_publishes_no_grid_worker(worker):
    post = OrgUnitFactory(pioneer_post=True)
    PostBuildingFactory(post=post, building=BuildingFactory(grid=worker.grid))
    client = signed_in(officer("branch_secretary", post.parent))
    assert client.post(publish_page(worker), {"name": "on"}).status_code in (403, 404)


def test_the_holder_sees_on_the_own_page_what_is_public(worker, secretary):
    own = signed_in(worker.user)
    assert "data-public" not in own.get("/me/posts/").content.decode()
    publish_duty(worker, name=True, phone=PHONE, by=secretary)
    page = own.get("/me/posts/").content.decode()
    assert "data-public" in page
    assert PHONE in page
