"""A worker lives as long as its lock; the tasks of the dead go to the living."""

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from accounts.notifications.deliveries import send_deliveries
from common.db import workers
from tests.support.racing import Rival

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = "a worker"


def claimed(by: str, *, times: int = 1) -> DBTaskResult:
    send_deliveries.enqueue([])
    task = DBTaskResult.objects.get()
    for _time in range(times):
        task.claim(by)
    return task


@pytest.fixture
def present(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [workers.LOCKS, WORKER])
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [workers.LOCKS, WORKER])


def status() -> str:
    return DBTaskResult.objects.get().status


def test_the_task_of_a_dead_worker_is_taken_up_again():
    claimed("dead")
    assert (workers.count_lost_tasks(), workers.take_up_lost_tasks()) == (1, 1)
    assert status() == "READY"
    assert DBTaskResult.objects.ready().exists()


@pytest.mark.usefixtures("present")
def test_the_task_of_a_living_worker_is_left_alone():
    claimed(WORKER)
    assert (workers.count_workers(), workers.count_lost_tasks(), workers.take_up_lost_tasks()) == (1, 0, 0)
    assert status() == "RUNNING"


@pytest.mark.usefixtures("present")
def test_control_another_worker_that_lives_does_not_save_the_task():
    claimed("dead")
    assert workers.take_up_lost_tasks() == 1


@pytest.mark.parametrize(("times", "then"), [(workers.MOST_ATTEMPTS - 1, "READY"), (workers.MOST_ATTEMPTS, "FAILED")])
def test_a_task_that_costs_every_worker_its_life_fails(times, then):
    claimed("dead", times=times)
    workers.take_up_lost_tasks()
    assert status() == then


def test_the_lock_ends_with_the_connection():
    def live_and_die() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [workers.LOCKS, WORKER])
        seen = workers.count_workers()
        connection.close()
        return seen

    assert Rival(live_and_die).go().result() == 1
    with connection.cursor() as cursor:
        # The server ends a session a moment after the client has gone.
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [workers.LOCKS, WORKER])
        cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [workers.LOCKS, WORKER])
    assert workers.count_workers() == 0
