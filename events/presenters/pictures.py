"""The cover photo in the sizes that a background task has cut."""

from common.files.pictures import PictureSources, picture_sources
from events.models import Event


def cover_sources(event: Event) -> PictureSources | None:
    """The sizes of an event's cover photo for `srcset`."""
    return picture_sources(event.cover)
