"""Telling people: a notice in the portal, carried out by e-mail and SMS in the background."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import translation

from accounts.models import Delivery, Guardianship, Notification, Person
from accounts.notifications.deliveries import deliver

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
    deliveries: list[Delivery] = []
    for notice in notices:
        others = () if notice.personal else guardians.get(notice.about.pk, ())
        for person in (notice.about, *others):
            with translation.override(person.language):
                text = notice.text()
            notification = Notification(
                recipient=person, kind=notice.kind, title=text.title[:LONGEST], body=text.body, path=text.path
            )
            written.append(notification)
            deliveries += [
                Delivery(notification=notification, channel=channel) for channel in _channels(person, notice.urgent)
            ]
    Notification.objects.bulk_create(written)
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
        deliver.enqueue([delivery.pk for delivery in deliveries])
    return written


def _guardians(people: set[int]) -> dict[int, list[Person]]:
    guardians: dict[int, list[Person]] = {}
    for guardianship in Guardianship.objects.current().filter(person__in=people).select_related("by__user"):
        guardians.setdefault(guardianship.person_id, []).append(guardianship.by)
    return guardians


def _channels(person: Person, urgent: bool) -> list[str]:
    user = getattr(person, "user", None)
    channels: list[str] = []
    if user and user.email:
        channels.append(Delivery.Channel.EMAIL)
    if urgent and person.phone:
        channels.append(Delivery.Channel.SMS)
    return channels
