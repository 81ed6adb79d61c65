"""The cover photo in the sizes that a background task has cut."""

from dataclasses import dataclass

from events.models import Event

RATIO = "16/9"


@dataclass(frozen=True, slots=True)
class Sources:
    src: str
    srcset: str


def cover_sources(event: Event) -> Sources | None:
    """The sizes to choose from; None without a photo, and while the task that cuts it is still under way."""
    if not event.cover:
        return None
    sizes = event.cover.aspect_ratios[RATIO]["WEBP"]
    if not sizes:
        return None
    # The task cuts the sizes in no fixed order, so all of them must be there.
    if not all(event.cover.storage.exists(picture.name) for picture in sizes.values()):
        return None
    ordered = sorted(sizes.items())
    return Sources(src=ordered[-1][1].url, srcset=", ".join(f"{picture.url} {width}w" for width, picture in ordered))
