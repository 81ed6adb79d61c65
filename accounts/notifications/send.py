"""Telling people: a notice in the portal, carried out by e-mail and SMS in the background."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import translation

from accounts.models import Delivery, Notification, Person, User
from accounts.notifications.deliveries import enqueue_deliveries
from common.db.prepared import fetch_all, fetch_one
from common.time import clock

LONGEST = Notification._meta.get_field("title").max_length


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The words of a notice: `title` alone goes out by SMS, so it says all that matters.

    `variables` are for a carrier that has a template for this kind of notice (`accounts.sms.sms_variable`).
    """

    title: str
    body: str = ""
    path: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeToSend:
    """A notice before it is written: about `about`, for that person and those who act for the person today.

    `text()` is called in each recipient's own language. Urgent notices also go out by SMS. `personal`: about an
    office that the person holds or works in, so it is for nobody who acts for the person at home. `by`: whose act it
    tells of; one's own act is no news, so that user's copy is kept as read.
    """

    about: Person
    kind: str
    text: Callable[[], NoticeText]
    urgent: bool = False
    personal: bool = False
    by: User | None = None


def send_notices(notices: Iterable[NoticeToSend]) -> list[Notification]:
    """Write the notices and hand their delivery to the task queue; both roll back with the caller."""
    notices = list(notices)
    recipients = _recipients(notices)
    written: list[Notification] = []
    channels: list[list[str]] = []
    for notice in notices:
        for recipient in recipients.get(notice.about.pk, [])[: 1 if notice.personal else None]:
            with translation.override(recipient.language):
                text = notice.text()
            written.append(
                Notification(
                    recipient_id=recipient.person,
                    kind=notice.kind,
                    title=text.title[:LONGEST],
                    body=text.body,
                    path=text.path,
                    variables=dict(text.variables),
                    read_at=clock.now() if notice.by and notice.by.person_id == recipient.person else None,
                )
            )
            channels.append(recipient.channels(notice.urgent))
    if written and (deliveries := _write(written, channels)):
        enqueue_deliveries(deliveries, urgent=any(notice.urgent for notice in notices))
    return written


class NoticeRecipient(NamedTuple):
    """Who is told of what is about somebody, and how that person is reached."""

    about: int
    person: int
    language: str
    phone: str
    email: str | None

    def channels(self, urgent: bool) -> list[str]:
        channels: list[str] = []
        if self.email:
            channels.append(Delivery.Channel.EMAIL)
        if urgent and self.phone:
            channels.append(Delivery.Channel.SMS)
        return channels


# The people themselves first, then those who act for them today.
RECIPIENTS_OF_ONE = """
SELECT told.about, p.id, p.language, p.phone, u.email
FROM (
    SELECT id AS about, id AS person, 0 AS place FROM accounts_person WHERE id = %(people)s
    UNION ALL
    SELECT g.person_id, g.by_id, g.id FROM accounts_guardianship g
    WHERE g.person_id = %(people)s AND g.during @> %(today)s
) told
JOIN accounts_person p ON p.id = told.person
LEFT JOIN accounts_user u ON u.person_id = p.id
ORDER BY told.about, told.place
"""
# Apart, since for a list of unknown length PostgreSQL makes a new plan each time.
RECIPIENTS = RECIPIENTS_OF_ONE.replace("= %(people)s", "= ANY(%(people)s)")


def _recipients(notices: list[NoticeToSend]) -> dict[int, list[NoticeRecipient]]:
    """By the person whom it is about: that person, and then those who act for the person today."""
    people = sorted({notice.about.pk for notice in notices})
    if not people:
        return {}
    if len(people) == 1:
        rows = fetch_all(RECIPIENTS_OF_ONE, {"people": people[0], "today": clock.today()})
    else:
        rows = fetch_all(RECIPIENTS, {"people": people, "today": clock.today()})
    found: dict[int, list[NoticeRecipient]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(NoticeRecipient(*row))
    return found


# The keys of the notices are drawn first, so that their deliveries can name them in the same statement.
WRITE = """
    WITH numbered AS MATERIALIZED (
        SELECT nextval('accounts_notification_id_seq') AS id, given.*
        FROM unnest(
            %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],
            %s::timestamptz[]
        )
        WITH ORDINALITY AS given (recipient_id, kind, title, body, path, variables, created_at, read_at, number)
    ),
    notification AS (
        INSERT INTO accounts_notification
            (id, recipient_id, kind, title, body, path, variables, created_at, read_at)
        SELECT id, recipient_id, kind, title, body, path, variables::jsonb, created_at, read_at
        FROM numbered ORDER BY number
    ),
    delivery AS (
        INSERT INTO accounts_delivery (notification_id, channel, state, attempts, error, due_at)
        SELECT numbered.id, way.channel, 'waiting', 0, '', %s::timestamptz
        FROM unnest(%s::bigint[], %s::text[]) AS way (number, channel) JOIN numbered USING (number)
        ORDER BY numbered.number
        RETURNING id
    )
    SELECT ARRAY(SELECT id FROM numbered ORDER BY number), ARRAY(SELECT id FROM delivery ORDER BY id)
"""

COLUMNS = ("kind", "title", "body", "path")
MOMENTS = ("created_at", "read_at")


def _write(written: list[Notification], channels: list[list[str]]) -> list[int]:
    """Save the notices, each with a delivery for each of its channels, in one statement; the deliveries' keys."""
    ways = [(number, channel) for number, some in enumerate(channels, 1) for channel in some]
    row = fetch_one(
        WRITE,
        [
            [one.recipient_id for one in written],
            *([getattr(one, name) for one in written] for name in COLUMNS),
            [json.dumps(one.variables, ensure_ascii=False) for one in written],
            *([getattr(one, name) for one in written] for name in MOMENTS),
            clock.now(),
            [number for number, _channel in ways],
            [channel for _number, channel in ways],
        ],
    )
    assert row
    for notification, key in zip(written, row[0], strict=True):
        notification.pk, notification._state.adding = key, False
    return list(row[1])
