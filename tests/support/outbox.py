"""A sender that keeps what it was given, and can be told to fail."""

from typing import ClassVar

from accounts.notifications.codes import QUEUE
from accounts.sms import NONE, SendingFailed, Variables
from tests.support.tasks import run_tasks


class SentCodes:
    """The codes that have gone out. What waits in their queue goes first, as the worker sends it within a second."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def __get__(self, instance: object, owner: type) -> list[tuple[str, str]]:
        run_tasks(QUEUE)
        return self.sent


class OutboxSender:
    codes = SentCodes()
    notices: ClassVar[list[tuple[str, str]]] = []
    # What the last notice of each kind would have put into the carrier's template.
    variables: ClassVar[dict[str, dict[str, str]]] = {}
    failure: ClassVar[SendingFailed | None] = None
    # Fails for these numbers only, when any are named.
    fails_for: ClassVar[set[str]] = set()

    @classmethod
    def empty(cls) -> None:
        vars(cls)["codes"].sent.clear()
        cls.notices.clear()
        cls.variables.clear()
        cls.fails_for.clear()
        cls.failure = None

    def send_code(self, phone: str, code: str, *, minutes: int) -> None:
        self._fail(phone)
        vars(OutboxSender)["codes"].sent.append((phone, code))

    def send_notice(self, phone: str, text: str, *, kind: str = "", variables: Variables = NONE) -> None:
        self._fail(phone)
        self.variables[kind] = dict(variables)
        self.notices.append((phone, text))

    def _fail(self, phone: str) -> None:
        if self.failure and (not self.fails_for or phone in self.fails_for):
            raise self.failure
