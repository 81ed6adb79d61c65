"""A sender that keeps what it was given, and can be told to fail."""

from typing import ClassVar

from accounts.sms import SendingFailed


class OutboxSender:
    codes: ClassVar[list[tuple[str, str]]] = []
    notices: ClassVar[list[tuple[str, str]]] = []
    failure: ClassVar[SendingFailed | None] = None
    # Fails for these numbers only, when any are named.
    fails_for: ClassVar[set[str]] = set()

    @classmethod
    def empty(cls) -> None:
        cls.codes.clear()
        cls.notices.clear()
        cls.fails_for.clear()
        cls.failure = None

    def send_code(self, phone: str, code: str, *, minutes: int) -> None:
        self._fail(phone)
        self.codes.append((phone, code))

    def send_notice(self, phone: str, text: str) -> None:
        self._fail(phone)
        self.notices.append((phone, text))

    def _fail(self, phone: str) -> None:
        if self.failure and (not self.fails_for or phone in self.fails_for):
            raise self.failure
