"""A sample of what `make odd` sends, to the world of the rights: no answer of 5xx, and none that takes long."""

import pytest

from tests.odd.requests import keys
from tests.odd.sending import Finding, Sender, quiet
from tests.rights.world import World

# The world is built by the first test that needs it, on a machine that may be busy.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

SAMPLE = 700


@pytest.fixture
def sender(world: World) -> Sender:
    keys.cache_clear()
    return Sender({**world.users, "anonymous": None}, seed=7)


def test_odd_requests_are_answered(sender):
    with quiet():
        answers = [sender.send(number) for number in range(SAMPLE)]
    assert [str(answer) for answer in answers if isinstance(answer, Finding)] == []
    statuses = {answer for answer in answers if isinstance(answer, int)}
    assert {200, 302, 400, 403, 404, 405} <= statuses, "the sample is too tame"


def test_a_failure_is_found(sender, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("common.care.care_from_cookies", broken)
    with quiet():
        answers = [sender.send(number) for number in range(20)]
    assert any(isinstance(answer, Finding) and "on purpose" in answer.trace for answer in answers)


def test_the_same_number_makes_the_same_request(sender):
    from tests.odd.requests import odd_request

    for number in range(50):
        assert odd_request(3, number, sender.roles) == odd_request(3, number, sender.roles)
