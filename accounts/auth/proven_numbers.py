"""A number that a code has proven, while its holder says which account it opens, or opens one.

It lies in the session of the asking browser, and ends after some minutes. Nothing of it is written to the records of
people.
"""

import datetime as dt
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

from common.time import clock

KEY = "proven_number"
WAY_ON = "way_on"
# Less than a visitor's session lasts, so that afterwards the page that was asked for is still known.
LASTS = dt.timedelta(minutes=20)


@dataclass(slots=True)
class ProvenNumber:
    """The number (E.164), until when that counts (ISO 8601), and the page that the visitor came for.

    `others` are the keys of accounts on the number that are, as the visitor says, another's; `not_mine` those from
    which the visitor wants the number taken, while they are asked once more. `freed` are the keys of people whom the
    desk had entered with the number before the visitor took it. `chosen` is the key of the account that the visitor
    says is theirs, while they still have to name its holder.
    """

    phone: str
    ends_at: str
    next: str = ""
    others: list[int] = field(default_factory=list)
    not_mine: list[int] = field(default_factory=list)
    freed: list[int] = field(default_factory=list)
    chosen: int | None = None

    @property
    def is_over(self) -> bool:
        return clock.now() >= dt.datetime.fromisoformat(self.ends_at)


def begin_proven_number(request: HttpRequest, *, phone: str, next: str) -> ProvenNumber:
    """A code has come back: from now on the session is worth something, so it gets another key."""
    request.session.cycle_key()
    number = ProvenNumber(phone=phone, ends_at=(clock.now() + LASTS).isoformat(), next=next)
    keep_proven_number(request, number)
    return number


def keep_proven_number(request: HttpRequest, number: ProvenNumber) -> None:
    """Store what the visitor has said meanwhile."""
    request.session[KEY] = asdict(number)


def proven_number(request: HttpRequest) -> ProvenNumber | None:
    """The number that this browser has proven, also when its time is over (`is_over`); None when there is none."""
    stored = request.session.get(KEY)
    return ProvenNumber(**stored) if stored else None


def drop_proven_number(request: HttpRequest) -> None:
    """Forget the number: its holder has signed in, or its time is over."""
    request.session.pop(KEY, None)


def keep_way_on(request: HttpRequest, page: str) -> None:
    """Store the page that somebody came for who has just signed in: a double click and Back lead there too."""
    request.session[WAY_ON] = page


def way_on(request: HttpRequest) -> str:
    """The page that whoever is signed in came for; empty when there was none."""
    page: str = request.session.get(WAY_ON, "")
    return page
