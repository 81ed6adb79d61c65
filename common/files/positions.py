"""Where a photo was taken, as its own data says."""

import math
import warnings
from typing import Any, NamedTuple

from django.core.files.base import File
from PIL import ExifTags, Image, UnidentifiedImageError

from common.files.images import BROKEN_DATA, FORMATS


class Position(NamedTuple):
    """A point on the earth in degrees (WGS 84): north and east are positive."""

    latitude: float
    longitude: float


def photo_position(upload: File) -> Position | None:
    """Where the photo was taken; None where it does not say so, or says what is no place. It reads no pixels.

    Call it before `clean_image`, which leaves the position out of the stored picture.
    """
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as opened:
                said = opened.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        position = Position(
            _degrees(said[ExifTags.GPS.GPSLatitude], minus=said.get(ExifTags.GPS.GPSLatitudeRef, "N") == "S"),
            _degrees(said[ExifTags.GPS.GPSLongitude], minus=said.get(ExifTags.GPS.GPSLongitudeRef, "E") == "W"),
        )
    except (
        # Whatever a file may contain in place of three numbers.
        *BROKEN_DATA,
        OSError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Warning,
    ):
        return None
    finally:
        upload.seek(0)
    # Cameras without a fix write 0° 0′, in the Atlantic.
    known = abs(position.latitude) <= 90 and abs(position.longitude) <= 180 and position != (0, 0)
    return position if known else None


def _degrees(said: Any, *, minus: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in said)
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value):
        raise ValueError("no number")
    return -value if minus else value
