"""Telling people: a notice in the portal, carried out by e-mail and SMS in the background."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model
from django.utils import translation

from accounts.models import Delivery, Notification, Person
from accounts.notifications.deliveries import deliver
from common.db import prepared
from common.time import clock

LONGEST = Notification._meta.get_field("title").max_length


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a notice: `title` alone goes out by SMS, so it says all that matters."""

    title: str
    body: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice about `about`, for that person and for those who act for the person today.

    `text()` is called in each recipient's own language. Urgent notices also go out by SMS. `personal`: about an
    office that the person holds or works in, so it is for nobody who acts for the person at home.
    """

    about: Person
    kind: str
    text: Callable[[], Text]
    urgent: bool = False
    personal: bool = False


def tell(notices: Iterable[Notice]) -> list[Notification]:
    """Write the notices and hand their delivery to the task queue; both roll back with the caller."""
    notices = list(notices)
    recipients = _recipients(notices)
    written: list[Notification] = []
    deliveries: list[Delivery] = []
    for notice in notices:
        for recipient in recipients.get(notice.about.pk, [])[: 1 if notice.personal else None]:
            with translation.override(recipient.language):
                text = notice.text()
            notification = Notification(
                recipient_id=recipient.person,
                kind=notice.kind,
                title=text.title[:LONGEST],
                body=text.body,
                path=text.path,
            )
            written.append(notification)
            deliveries += [
                Delivery(notification=notification, channel=channel) for channel in recipient.channels(notice.urgent)
            ]
    _write(Notification, written)
    if deliveries:
        for delivery in deliveries:
            delivery.notification_id = delivery.notification.pk
        _write(Delivery, deliveries)
        deliver.enqueue([delivery.pk for delivery in deliveries])
    return written


class Recipient(NamedTuple):
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


def _recipients(notices: list[Notice]) -> dict[int, list[Recipient]]:
    """By the person whom it is about: that person, and then those who act for the person today."""
    people = sorted({notice.about.pk for notice in notices})
    if not people:
        return {}
    if len(people) == 1:
        rows = prepared.rows(RECIPIENTS_OF_ONE, {"people": people[0], "today": clock.today()})
    else:
        rows = prepared.rows(RECIPIENTS, {"people": people, "today": clock.today()})
    found: dict[int, list[Recipient]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Recipient(*row))
    return found


def _write[M: Model](model: type[M], instances: list[M]) -> None:
    """One or two rows, as most acts write them, by statements that are planned already."""
    if len(instances) > 2:
        model._default_manager.bulk_create(instances)
        return
    for instance in instances:
        prepared.insert(instance)
