"""Telling people: a notice in the portal, carried out by e-mail and SMS in the background."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import translation

from accounts.models import Delivery, Guardianship, Notification, Person
from common.db.prepared import fetch_one
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
    guardians = _guardians({notice.about.pk for notice in notices if not notice.personal})
    written: list[Notification] = []
    channels: list[list[str]] = []
    for notice in notices:
        others = () if notice.personal else guardians.get(notice.about.pk, ())
        for person in (notice.about, *others):
            with translation.override(person.language):
                text = notice.text()
            written.append(
                Notification(
                    recipient=person, kind=notice.kind, title=text.title[:LONGEST], body=text.body, path=text.path
                )
            )
            channels.append(_channels(person, notice.urgent))
    if written and (deliveries := _write(written, channels)):
        from accounts.tasks import deliver

        deliver.enqueue(deliveries)
    return written


# The keys of the notices are drawn first, so that their deliveries can name them in the same statement.
WRITE = """
    WITH numbered AS MATERIALIZED (
        SELECT nextval('accounts_notification_id_seq') AS id, given.*
        FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
        WITH ORDINALITY AS given (recipient_id, kind, title, body, path, created_at, number)
    ),
    notification AS (
        INSERT INTO accounts_notification (id, recipient_id, kind, title, body, path, created_at)
        SELECT id, recipient_id, kind, title, body, path, created_at FROM numbered ORDER BY number
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


def _write(written: list[Notification], channels: list[list[str]]) -> list[int]:
    """Save the notices, each with a delivery for each of its channels, in one statement; the deliveries' keys."""
    ways = [(number, channel) for number, some in enumerate(channels, 1) for channel in some]
    row = fetch_one(
        WRITE,
        [
            [one.recipient_id for one in written],
            *([getattr(one, name) for one in written] for name in ("kind", "title", "body", "path", "created_at")),
            clock.now(),
            [number for number, _channel in ways],
            [channel for _number, channel in ways],
        ],
    )
    assert row
    for notification, key in zip(written, row[0], strict=True):
        notification.pk, notification._state.adding = key, False
    return list(row[1])


GUARDED = "SELECT 1 FROM accounts_guardianship WHERE person_id = ANY(%s::bigint[]) AND during @> %s::date LIMIT 1"


def _guardians(people: set[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    # Most people act for themselves: that is known by one cheap look.
    if not people or not fetch_one(GUARDED, [list(people), clock.today()]):
        return found
    for guardianship in Guardianship.objects.current().filter(person__in=people).select_related("by__user"):
        found.setdefault(guardianship.person_id, []).append(guardianship.by)
    return found


def _channels(person: Person, urgent: bool) -> list[str]:
    user = getattr(person, "user", None)
    channels: list[str] = []
    if user and user.email:
        channels.append(Delivery.Channel.EMAIL)
    if urgent and person.phone:
        channels.append(Delivery.Channel.SMS)
    return channels
