import datetime as dt
import importlib
from collections.abc import Iterator

import pytest

from accounts.models import PrivacyNotice
from common.time import clock
from tests.factories import PrivacyNoticeFactory
from tests.support.outbox import OutboxSender

FIRST = importlib.import_module("accounts.migrations.0003_first_privacy_notice")


@pytest.fixture(autouse=True)
def outbox(settings) -> Iterator[type[OutboxSender]]:
    settings.SMS_SENDER = "tests.support.outbox.OutboxSender"
    OutboxSender.empty()
    yield OutboxSender
    OutboxSender.empty()


@pytest.fixture
def notice(db) -> PrivacyNotice:
    """The notice in force: the one that migrations publish, unless a committing test has emptied the tables."""
    return PrivacyNotice.objects.current() or PrivacyNoticeFactory(
        text=FIRST.TEXT, published_at=clock.now() - dt.timedelta(days=1)
    )
