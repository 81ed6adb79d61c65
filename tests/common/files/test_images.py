"""What people upload as a picture is checked, turned upright, stripped and encoded anew, or refused in words."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.files.images import PhotoField, clean_image
from common.files.positions import photo_position

RED, BLUE = (200, 30, 30), (30, 30, 200)


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def encoded(picture: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(upload_: SimpleUploadedFile) -> Image.Image:
    return Image.open(io.BytesIO(clean_image(upload_).read()))


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        clean_image(upload(content))
    assert caught.value.messages[0]
    return caught.value.code


def near(pixel, colour) -> bool:
    return all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=False))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that says it is `side` pixels wide and high."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_photos_of_the_usual_kinds_become_webp(kind):
    picture = opened(upload(encoded(Image.new("RGB", (80, 40), RED), kind)))

    assert (picture.format, picture.size) == ("WEBP", (80, 40))
    assert near(picture.convert("RGB").getpixel((40, 20)), RED)


def test_a_photo_of_two_pictures_as_some_phones_take_it_gives_its_first_one():
    two = encoded(
        Image.new("RGB", (80, 40), RED), "MPO", save_all=True, append_images=[Image.new("RGB", (80, 40), BLUE)]
    )

    assert near(opened(upload(two)).convert("RGB").getpixel((40, 20)), RED)


def test_a_large_photo_is_made_smaller_and_keeps_its_shape():
    assert opened(upload(encoded(Image.new("RGB", (4000, 1000), RED)))).size == (2000, 500)


def test_a_photo_that_the_camera_marked_as_turned_is_turned_upright():
    lying = Image.new("RGB", (80, 40), RED)
    lying.paste(BLUE, (0, 0, 40, 40))  # blue on the left; upright, orientation 6, it is on top
    exif = Image.Exif()
    exif[0x0112] = 6

    upright = opened(upload(encoded(lying, exif=exif))).convert("RGB")

    assert upright.size == (40, 80)
    assert near(upright.getpixel((20, 15)), BLUE)
    assert near(upright.getpixel((20, 65)), RED)


def test_where_and_with_what_a_photo_was_taken_is_forgotten():
    exif = Image.Exif()
    exif[0x010F] = "Handy of Mrs Wang"
    exif.get_ifd(0x8825)[2] = (31.0, 20.0, 0.0)  # the position
    content = encoded(Image.new("RGB", (80, 40), RED), exif=exif)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)  # it is there before

    cleaned = clean_image(upload(content)).read()

    assert not Image.open(io.BytesIO(cleaned)).getexif()
    assert b"Mrs Wang" not in cleaned
    assert b"EXIF" not in cleaned


# The order of the bytes is said, and what follows is cut short, of another version, or no number.
BROKEN = [b"II\x2b\0" + bytes(4), b"II\x2a\0", b"MM\0\x2a\0\0\0\x08\0\x02\x01\x12", b"nonsense"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("said", BROKEN)
def test_a_photo_whose_data_is_broken_is_taken_as_it_is(kind, said):
    content = encoded(Image.new("RGB", (80, 40), RED), kind, exif=b"Exif\0\0" + said)
    assert opened(upload(content)).size == (80, 40)
    assert photo_position(upload(content)) is None


def test_transparency_is_kept():
    picture = opened(upload(encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")))

    assert picture.mode == "RGBA"
    assert picture.getpixel((10, 10))[3] == 0


def test_a_file_of_50_mb_is_refused_before_anything_is_decoded(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *args, **kwargs: pytest.fail("decoded"))

    assert refusal(b"\xff\xd8\xff" + bytes(50 * 1024 * 1024)) == "too_large"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 only the first bytes of a JPEG",
        b"%PDF-1.7",
        encoded(Image.new("RGB", (80, 40), RED))[:300],
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        encoded(Image.new("RGB", (8, 8), RED), "TIFF"),
    ],
    ids=["empty", "html", "gif with html", "fake jpeg", "pdf", "cut off", "svg", "a kind not allowed"],
)
def test_what_is_no_whole_picture_of_an_allowed_kind_is_refused(content):
    assert refusal(content) == "not_an_image"


@pytest.mark.parametrize(
    ("side", "code"),
    [(4500, "too_many_pixels"), (8000, "too_many_pixels"), (12_000, "not_an_image"), (60_000, "not_an_image")],
)
def test_a_decompression_bomb_is_refused_undecoded(side, code):
    assert len(bomb(side)) < 1000
    assert refusal(bomb(side)) == code


def test_an_uploaded_file_cannot_bring_its_name_along():
    assert clean_image(upload(encoded(Image.new("RGB", (8, 8))), "../../etc/王家.php")).name == "picture.webp"


def test_the_form_field_cleans_an_upload_keeps_what_stands_and_understands_remove():
    field = PhotoField(required=False)

    assert field.clean(upload(encoded(Image.new("RGB", (8, 8)))), None).name == "picture.webp"
    assert field.clean(None, "events/covers/old.webp") == "events/covers/old.webp"
    assert field.clean(False, "events/covers/old.webp") is False
    with pytest.raises(ValidationError):
        field.clean(upload(b"<html>"), None)
