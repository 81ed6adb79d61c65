"""What is told of events afterwards, and who sees it."""

from accounts.models import User
from events.models import Event, EventPhoto
from events.models.recaps import MOST_PHOTOS
from events.querysets import EventQuerySet


def shown_photos(event: Event) -> list[EventPhoto]:
    """The photos that everybody sees. No query for an event of which nothing is told."""
    return list(event.photos.all()) if event.recap_published_at else []


def is_photo_shown(name: str) -> bool:
    """Whether the file is a photo that everybody sees."""
    return EventPhoto.objects.filter(photo=name, event__recap_published_at__isnull=False).exists()


def may_see_photo(name: str, reader: User) -> bool:
    """Whether the file is a photo of an event that the reader may change, shown or not."""
    return Event.objects.permitted(reader, "change").filter(photos__photo=name).exists()


def free_number(event: Event) -> int:
    """The first place among the photos of the locked event that is free; it has room for one more."""
    taken = set(event.photos.values_list("number", flat=True))
    return next(number for number in range(1, MOST_PHOTOS + 1) if number not in taken)


def events_to_tell_of(user: User) -> EventQuerySet:
    """The events that took place and are the user's to change, the latest first."""
    rows = Event.objects.permitted(user, "change").past().filter(status=Event.Status.PUBLISHED)
    return rows.only("title", "place", "starts_at", "ends_at", "recap_published_at").order_by("-starts_at", "-pk")
