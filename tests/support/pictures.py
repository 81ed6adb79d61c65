"""Pictures as somebody uploads them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(kind: str = "JPEG", size: tuple[int, int] = (900, 700), **options: object) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "brown").save(out, kind, **options)
    return SimpleUploadedFile(f"me.{kind.lower()}", out.getvalue())
