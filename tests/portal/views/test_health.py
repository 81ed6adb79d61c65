"""Whatever watches the portal learns whether it can work, and nothing about anybody."""

import datetime as dt

import pytest
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from accounts.notifications.deliveries import send_deliveries
from common.time import clock

pytestmark = pytest.mark.django_db


def test_a_healthy_portal_says_so(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "worker": "ok", "waiting_tasks": 0, "oldest_waits_seconds": 0}
    assert "no-store" in response.headers["Cache-Control"]


def test_tasks_that_lie_about_show_that_no_worker_runs(client):
    send_deliveries.enqueue([])
    DBTaskResult.objects.update(enqueued_at=clock.now() - dt.timedelta(minutes=10))
    health = client.get("/healthz").json()
    assert health["worker"] == "late"
    assert health["waiting_tasks"] == 1
    assert health["oldest_waits_seconds"] >= 600


def test_without_a_database_it_is_unavailable(client, monkeypatch):
    def down():
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connection, "cursor", down)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"database": "down"}
