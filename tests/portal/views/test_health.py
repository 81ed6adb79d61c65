"""The world learns whether the portal works; whoever knows the token learns why not; nobody learns about anybody."""

import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from accounts.models import Delivery
from accounts.notifications.deliveries import send_deliveries
from accounts.notifications.send import NoticeText, NoticeToSend, send_notices
from accounts.tasks import redeliver_overdue
from common.db.workers import LOCKS
from common.time import clock
from portal.selectors import health
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LONG = dt.timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _token(settings, monkeypatch):
    settings.HEALTH_TOKEN = "a token"
    monkeypatch.setattr(health, "_probed", None)


@pytest.fixture
def alive():
    """A worker that lives, and a clock that runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, 1)", [LOCKS])
    redeliver_overdue.enqueue()
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, 1)", [LOCKS])


def figures(client) -> dict:
    return client.get("/healthz", headers={"Authorization": "Bearer a token"}).json()


def test_the_world_is_told_that_it_works_and_nothing_else(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"ok": True})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer another", "a token"])
def test_without_the_token_no_figures_are_told(client, given):
    assert client.get("/healthz", headers={"Authorization": given}).json() == {"ok": True}


def test_while_no_token_is_set_nobody_knows_it(client, settings):
    settings.HEALTH_TOKEN = ""
    assert client.get("/healthz", headers={"Authorization": "Bearer "}).json() == {"ok": True}


@pytest.mark.usefixtures("alive")
def test_with_the_token_a_portal_without_problems_says_so(client):
    response = client.get("/healthz", headers={"Authorization": "Bearer a token"})
    told = response.json()
    assert (response.status_code, told["ok"], told["problems"]) == (200, True, [])
    assert told["uploads_disk_free"] > 0


@pytest.mark.usefixtures("alive")
def test_tasks_and_notices_that_are_long_due_are_problems(client):
    send_notices([NoticeToSend(about=UserFactory().person, kind="test", text=lambda: NoticeText(title="通知"))])
    DBTaskResult.objects.filter(task_path=send_deliveries.module_path).update(enqueued_at=clock.now() - LONG)
    Delivery.objects.update(due_at=clock.now() - LONG)
    told = figures(client)
    assert told["problems"] == ["oldest_due_notice", "oldest_due_task"]
    assert min(told["oldest_due_notice"], told["oldest_due_task"]) >= 600


@pytest.mark.usefixtures("alive")
def test_what_is_to_run_later_is_not_due(client):
    send_deliveries.using(run_after=clock.now() + LONG).enqueue([])
    assert figures(client)["problems"] == []


@pytest.mark.usefixtures("alive")
def test_a_task_whose_worker_is_gone_is_a_problem(client):
    send_deliveries.enqueue([])
    DBTaskResult.objects.filter(task_path=send_deliveries.module_path).first().claim("gone")
    told = figures(client)
    assert (told["problems"], told["tasks_without_worker"]) == (["tasks_without_worker"], 1)


def test_no_worker_is_a_problem(client):
    assert figures(client)["problems"] == ["workers"]


@pytest.mark.usefixtures("alive")
def test_a_clock_that_has_stopped_is_a_problem(client):
    DBTaskResult.objects.update(enqueued_at=clock.now() - LONG, status="SUCCESSFUL")
    assert figures(client)["problems"] == ["clock_age"]


@pytest.mark.usefixtures("alive")
def test_a_folder_of_uploads_that_takes_no_file_is_a_problem(client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert figures(client)["problems"] == ["uploads_writable"]


def test_a_database_that_reads_but_does_not_write_is_unavailable(client):
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"ok": False})


def test_without_a_database_it_is_unavailable(client, monkeypatch):
    def down(*args):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connection, "cursor", down)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"ok": False})


@pytest.mark.usefixtures("alive")
def test_on_this_machine_a_command_tells_the_same():
    out = io.StringIO()
    call_command("health", stdout=out)
    assert json.loads(out.getvalue())["problems"] == []


def test_the_command_fails_when_there_is_a_problem():
    with pytest.raises(CommandError):
        call_command("health", stdout=io.StringIO())
