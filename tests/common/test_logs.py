"""No text of an exception reaches a log: it may hold a number, a name, or a whole row."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from gunicorn.config import Config

from accounts.models import Person, User
from common.exceptions import Refused
from common.logs import PrivateFormatter
from portal import gunicorn
from stations.models import Space
from tests.factories import BookingFactory, PersonFactory, ResidentFactory, UserFactory
from tests.support.raw_sql import execute

NUMBER, NAME = "+8613800138007", "钱有余"


def logged(error: BaseException, message: str = "It failed: %s", **extra: object) -> str:
    """What the console gets of an exception that is logged with its traceback and as an argument."""
    record = logging.getLogger("portal").makeRecord(
        "portal", logging.ERROR, __file__, 1, message, (error,), (type(error), error, error.__traceback__)
    )
    record.exc_text = f"an older text with {NUMBER}"
    vars(record).update(extra)
    return PrivateFormatter("%(levelname)s %(message)s").format(record)


def caught(work: object) -> BaseException:
    try:
        with transaction.atomic():
            work()  # type: ignore[operator]
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def taken_number() -> None:
    UserFactory(phone=NUMBER)
    User.objects.create(phone=NUMBER)


def a_row_that_is_needed() -> None:
    booking = BookingFactory(person=PersonFactory(name=NAME))
    Space.objects.get(pk=booking.space_id).delete()


def a_row_that_breaks_a_check() -> None:
    Person.objects.create(name=NAME, phone=NUMBER, birth_year=1)


def no_number() -> None:
    Person.objects.get(pk=NAME)


def no_number_in_sql() -> None:
    execute("SELECT %s::bigint", NAME)


def a_form() -> None:
    raise ValidationError(f"{NAME} {NUMBER}")


def a_key() -> None:
    {}[NUMBER]


def one_after_the_other() -> None:
    try:
        a_form()
    except ValidationError as error:
        raise RuntimeError(f"{NAME} again") from error


def a_group() -> None:
    raise ExceptionGroup(NAME, [ValueError(NUMBER)])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("work", "told"),
    [
        (taken_number, "IntegrityError (user_phone_place_once, 23505)"),
        (a_row_that_is_needed, "django.db.models.deletion.ProtectedError"),
        (a_row_that_breaks_a_check, "IntegrityError (person_birth_year_plausible, 23514)"),
        (no_number, "builtins.ValueError"),
        (no_number_in_sql, "DataError (22P02)"),
        (a_form, "django.core.exceptions.ValidationError"),
        (a_key, "builtins.KeyError"),
        (one_after_the_other, "builtins.RuntimeError"),
        (a_group, "builtins.ValueError"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_of_a_real_error_class_and_constraint_are_logged_and_nobodys_data(work, told):
    text = logged(caught(work))
    assert told in text
    assert work.__name__ in text  # where it was raised
    assert NUMBER not in text
    assert NAME not in text


@pytest.mark.django_db
@pytest.mark.parametrize("work", [taken_number, a_row_that_breaks_a_check, a_form])
def test_control_django_would_log_them(work):
    error = caught(work)
    plain = logging.Formatter().formatException((type(error), error, error.__traceback__))
    assert NUMBER in plain or NAME in plain


def test_what_holds_names_of_the_code_only_is_told():
    assert "no attribute 'nane'" in logged(caught_plain())
    assert "Refused (too_late)" in logged(Refused(f"{NAME} is too late", code="too_late"))


def caught_plain() -> BaseException:
    try:
        Person().nane  # type: ignore[attr-defined]  # noqa: B018
    except AttributeError as error:
        return error
    raise AssertionError


def test_a_refused_page_has_no_traceback():
    error = caught_plain()
    assert "Traceback" not in logged(error, status_code=403)
    assert "Traceback" in logged(error, status_code=500)


@pytest.fixture
def console() -> io.StringIO:
    """What the handlers of the portal's own logging write."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    config = settings.LOGGING["formatters"]["plain"]
    handler.setFormatter(PrivateFormatter(config["format"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_a_broken_page_and_a_forbidden_one_are_logged_without_data(console, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(ResidentFactory())
    assert client.get("/admin/").status_code == 403
    assert "Traceback" not in console.getvalue()

    monkeypatch.setattr("accounts.views.me.withdraw_consent", lambda *_args, **_kwargs: a_form())
    assert client.post("/me/consent/withdraw/").status_code == 500
    text = console.getvalue()
    assert "ValidationError" in text
    assert NUMBER not in text


def test_every_handler_of_the_portal_uses_the_formatter():
    assert {one["formatter"] for one in settings.LOGGING["handlers"].values()} == {"plain"}
    assert settings.LOGGING["formatters"]["plain"]["()"] == "common.logs.PrivateFormatter"
    assert settings.LOGGING["loggers"]["django"]["handlers"] == []
    cfg = Config()
    cfg.set("logger_class", gunicorn.logger_class)
    handlers = cfg.logger_class(cfg).error_log.handlers
    assert handlers
    assert all(isinstance(handler.formatter, PrivateFormatter) for handler in handlers)


@pytest.mark.django_db
def test_a_task_that_failed_keeps_no_text_either():
    task = DBTaskResult.objects.create(
        task_path="accounts.tasks.redeliver_overdue", args_kwargs={"args": [], "kwargs": {}}, backend_name="default"
    )
    try:
        a_form()
    except ValidationError as error:
        task.set_failed(error)
    task.refresh_from_db()
    assert task.exception_class_path == "django.core.exceptions.ValidationError"
    assert "a_form" in task.traceback
    assert NUMBER not in task.traceback
