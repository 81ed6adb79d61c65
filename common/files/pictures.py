"""Uploaded photos in the sizes that a background task has cut."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from pictures.models import PictureField
from pictures.tasks import _process_picture

RATIO = "16/9"
# So many photos at a time; the next run of the task continues.
AT_ONCE = 50

logger = logging.getLogger(__name__)


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


def cut_missing_sizes() -> int:
    """Cut the sizes of uploaded photos that are not there, and return for how many photos.

    A photo that cannot be cut does not keep the others waiting.
    """
    done = 0
    for photo in _photos():
        if done == AT_ONCE:
            break
        try:
            missing = [size for size in photo.get_picture_files_list() if not photo.storage.exists(size.name)]
            if missing:
                _process_picture(
                    storage=photo.storage.deconstruct(),
                    file_name=photo.name,
                    sender=photo.sender,
                    new=[size.deconstruct() for size in missing],
                )
                done += 1
        except (OSError, ValueError) as error:
            logger.warning("The sizes of a photo cannot be cut: %s", type(error).__name__)
    return done


def _photos() -> Iterator[Any]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, PictureField):
                for row in model._default_manager.exclude(**{field.name: ""}).order_by("-pk").iterator():
                    yield getattr(row, field.name)
