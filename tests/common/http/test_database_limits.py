"""A request uses the database for so long and no longer, and a row that stays locked holds up nobody for long."""

import time

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from common.db import waits
from common.http import database_limits
from common.http.database_limits import DatabaseLimitsMiddleware, kind_of_page
from tests.factories import EventFactory
from tests.support.waits import hold, set_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("usual_session")]

LOCK = "SELECT 1 FROM events_event WHERE id = %s FOR NO KEY UPDATE"


@pytest.fixture(autouse=True)
def _patience(settings):
    settings.DATABASES["default"]["SESSION"] = connection.settings_dict["SESSION"] = {"lock_timeout": "800ms"}
    settings.IMPATIENT_LOCK_TIMEOUT = "20ms"
    set_session(lock_timeout="800ms")
    database_limits.forget_waits()
    yield
    database_limits.forget_waits()
    connection.settings_dict["SESSION"] = {}
    set_session(lock_timeout="0")


def ask(rf, path: str, *statements: tuple[str, list[object]]) -> tuple[str, float]:
    """How a request that runs these statements ends, and after how many seconds."""

    def view(request) -> HttpResponse:
        for sql, parameters in statements:
            with connection.cursor() as cursor:
                cursor.execute(sql, parameters)
        return HttpResponse()

    began = time.monotonic()
    try:
        DatabaseLimitsMiddleware(view)(rf.post(path))
        answer = "done"
    except OperationalError as error:
        answer = "locked" if waits.is_locked(error) else "slow" if waits.is_too_slow(error) else "other"
    return answer, time.monotonic() - began


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        return cursor.fetchone()[0]


def test_after_one_has_waited_in_vain_the_next_ones_do_not_wait_as_long(rf, rival):
    event = EventFactory()
    hold(rival, event)
    answer, seconds = ask(rf, "/events/5/register/", (LOCK, [event.pk]))
    assert (answer, seconds > 0.75) == ("locked", True)
    answer, seconds = ask(rf, "/events/6/register/", (LOCK, [event.pk]))
    assert (answer, seconds < 0.7) == ("locked", True)
    assert lock_timeout() == "800ms"


def test_control_another_kind_of_page_is_as_patient_as_ever(rf, rival):
    event = EventFactory()
    hold(rival, event)
    ask(rf, "/events/5/register/", (LOCK, [event.pk]))
    answer, seconds = ask(rf, "/stations/5/book/", (LOCK, [event.pk]))
    assert (answer, seconds > 0.75) == ("locked", True)


def test_what_no_lock_holds_up_goes_on_meanwhile(rf, rival):
    event, free = EventFactory(), EventFactory()
    hold(rival, event)
    ask(rf, "/events/5/register/", (LOCK, [event.pk]))
    assert ask(rf, "/events/6/register/", (LOCK, [free.pk]))[0] == "done"


def test_after_a_while_one_waits_as_long_again_and_whoever_succeeds_ends_the_impatience(rf, rival, settings):
    settings.IMPATIENT_SECONDS = 0
    event = EventFactory()
    hold(rival, event)
    ask(rf, "/events/5/register/", (LOCK, [event.pk]))
    assert database_limits._impatient_until
    rival.rollback()
    assert ask(rf, "/events/5/register/", (LOCK, [event.pk]))[0] == "done"
    assert not database_limits._impatient_until


def test_no_statement_begins_when_the_request_has_used_up_its_time(rf, settings):
    settings.DATABASE_SECONDS = 0.05
    assert ask(rf, "/", ("SELECT pg_sleep(0.06)", []), ("SELECT 1", []))[0] == "slow"


def test_control_within_its_time_every_statement_runs(rf, settings):
    settings.DATABASE_SECONDS = 5
    assert ask(rf, "/", ("SELECT pg_sleep(0.06)", []), ("SELECT 1", []))[0] == "done"


def test_the_kind_of_a_page_is_its_button_whatever_the_row(rf):
    assert kind_of_page(rf.post("/events/15/register/")) == kind_of_page(rf.post("/events/7/register/"))
    assert kind_of_page(rf.post("/events/15/register/")) != kind_of_page(rf.get("/events/15/register/"))
