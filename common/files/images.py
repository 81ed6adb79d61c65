"""Pictures that people upload: checked, turned upright, without metadata, encoded again."""

import io
import logging
import struct
import warnings
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from common.files.storage import WholeFileStorage

logger = logging.getLogger(__name__)

LONGEST_SIDE = 2000
MAX_PIXELS = 50_000_000
# JPEG alone (MPO is two of them) is made smaller while it is read; what is decoded whole takes four bytes a pixel.
DRAFTS = ("JPEG", "MPO")
MAX_PIXELS_WHOLE = 20_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# What Pillow raises for data about a picture (EXIF) that is cut short or holds nonsense.
BROKEN_DATA = (ArithmeticError, AttributeError, KeyError, SyntaxError, TypeError, ValueError, struct.error)


def clean_image(upload: File, *, size: tuple[int, int] | None = None) -> ContentFile:
    """The upload as a new WebP of at most 2,000 px a side, without EXIF (which may hold the position of a home).

    With `size` (width, height) the middle of the picture is cut to exactly that size.

    Raises ValidationError for a file that is too large, is no picture, or is a decompression bomb.
    """
    if upload.size > settings.MAX_IMAGE_BYTES:
        raise ValidationError(
            _("The picture is too large: at most %(limit)d MB. Please choose a smaller one."),
            code="too_large",
            params={"limit": settings.MAX_IMAGE_BYTES // 1024 // 1024},
        )
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as opened:
                most = MAX_PIXELS if opened.format in DRAFTS else MAX_PIXELS_WHOLE
                if opened.width * opened.height > most:
                    raise ValidationError(
                        _("The picture has too many pixels. Please choose a smaller one."),
                        code="too_many_pixels",
                    )
                opened.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
                picture = _upright(opened).convert("RGBA" if "A" in opened.getbands() else "RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Warning,
    ) as error:
        raise ValidationError(
            _("This file is not a picture that we can read. Please choose a JPG, PNG or WebP photo."),
            code="not_an_image",
        ) from error
    if size:
        picture = ImageOps.fit(picture, size, centering=(0.5, 0.4))
    else:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82, method=4)
    return ContentFile(out.getvalue(), name="picture.webp")


def _upright(opened: Image.Image) -> Image.Image:
    """The picture as its data says it was held; as it is where that says nothing that can be read."""
    try:
        return ImageOps.exif_transpose(opened)
    except BROKEN_DATA:
        return opened


def put_on_disk(picture: File) -> File:
    """The picture on the disk of the uploads, so that saving the form only moves it there.

    Raises ValidationError when the disk is full or may not be written: the form then keeps what was typed.
    """
    if not isinstance(default_storage, WholeFileStorage):
        return picture
    try:
        return default_storage.write(picture)
    except OSError as error:
        logger.error("A picture cannot be stored: %s", error.strerror)
        raise ValidationError(
            _("The picture cannot be stored at the moment. Please save without it, or try again later."),
            code="not_stored",
        ) from error


class PhotoForm(forms.Form):
    """A form with photos. A browser does not send a file twice: whoever mends something else chooses it once more."""

    is_checked = False

    def full_clean(self) -> None:
        super().full_clean()
        self.is_checked = True
        self._ask_for_photos_again()

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        if self.is_checked:
            self._ask_for_photos_again()

    def _ask_for_photos_again(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, PhotoField) and self.errors and self.files.get(name) and not self.has_error(name):
                text = _("Please choose the photo once more: this page could not keep it.")
                super().add_error(name, forms.ValidationError(text, code="again"))


class PhotoField(forms.FileField):
    """A form field for a picture; its cleaned value is the result of `clean_image`, on disk.

    With `size` (width, height) it is cut to that size. Django's own field would decode the file before its size is
    checked, and it has other messages.
    """

    def __init__(self, *args: Any, size: tuple[int, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = size

    def clean(self, data: Any, initial: Any = None) -> Any:
        cleaned = super().clean(data, initial)
        return put_on_disk(clean_image(cleaned, size=self.size)) if isinstance(cleaned, UploadedFile) else cleaned

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": "image/*"}
