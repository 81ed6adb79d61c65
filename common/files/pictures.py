"""Uploaded photos in the sizes that a background task has cut."""

from dataclasses import dataclass
from typing import Any

RATIO = "16/9"


@dataclass(frozen=True, slots=True)
class PictureSources:
    """The sizes of an uploaded photo, as the attributes of an `<img>`."""

    src: str
    srcset: str


def picture_sources(photo: Any) -> PictureSources | None:
    """The sizes of a PictureField for `srcset`. None without a photo, and until the task has cut all sizes."""
    if not photo:
        return None
    sizes = photo.aspect_ratios[RATIO]["WEBP"]
    if not sizes:
        return None
    # The task cuts the sizes in no fixed order, so all of them must be there.
    if not all(photo.storage.exists(picture.name) for picture in sizes.values()):
        return None
    ordered = sorted(sizes.items())
    return PictureSources(
        src=ordered[-1][1].url, srcset=", ".join(f"{picture.url} {width}w" for width, picture in ordered)
    )
