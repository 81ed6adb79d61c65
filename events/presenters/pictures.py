"""The cover photo in the sizes that a background task has cut."""

from common.files.pictures import Sources, sources
from events.models import Event


def cover_sources(event: Event) -> Sources | None:
    return sources(event.cover)
