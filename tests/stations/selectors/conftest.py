import pytest
import time_machine


@pytest.fixture
def some_weeks_later():
    """After the week that tests.support.use_of_rooms writes of."""
    with time_machine.travel("2026-11-20T12:00:00+08:00", tick=False):
        yield
