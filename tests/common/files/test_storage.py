"""Uploads are whole or not there, and a full disk is said in the form."""

import errno
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from common.files.images import PhotoField
from common.files.storage import WholeFile
from tests.support.pictures import upload


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def full_disk(monkeypatch) -> None:
    """The disk takes a part of the file and no more."""

    def write(self, content: bytes) -> int:
        self.file.write(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(WholeFile, "write", write, raising=False)


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_a_saved_file_is_whole_and_no_stranger_on_the_machine_reads_it(media):
    name = default_storage.save("events/covers/a.webp", ContentFile(b"whole"))
    path = media / name
    assert path.read_bytes() == b"whole"
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.parent.stat().st_mode & 0o777 == 0o750
    assert files(media) == ["a.webp"]


def test_a_file_that_does_not_fit_leaves_nothing_behind(media, full_disk):
    with pytest.raises(OSError, match="No space"):
        default_storage.save("events/covers/a.webp", ContentFile(b"x" * 1000))
    assert files(media) == []


def test_a_picture_that_does_not_fit_is_refused_in_the_form(media, full_disk):
    with pytest.raises(ValidationError) as caught:
        PhotoField().clean(upload())
    assert caught.value.code == "not_stored"
    assert files(media) == []


def test_a_picture_is_refused_in_the_form_where_uploads_cannot_be_written(media):
    media.write_text("no folder")  # root may write everywhere, so a file stands for a read-only disk
    with pytest.raises(ValidationError) as caught:
        PhotoField().clean(upload())
    assert caught.value.code == "not_stored"


def test_a_picture_of_a_form_waits_on_disk_and_is_only_moved_when_it_is_saved(media, monkeypatch):
    picture = PhotoField().clean(upload())
    monkeypatch.setattr(WholeFile, "chunks", None)  # nothing is copied from now on
    default_storage.save("events/covers/a.webp", picture)
    picture.close()
    assert files(media) == ["a.webp"]


def test_a_picture_of_a_form_that_is_not_saved_deletes_itself(media):
    picture = PhotoField().clean(upload())
    assert len(files(media)) == 1
    picture.close()
    assert files(media) == []


def test_static_files_keep_their_modes():
    assert not hasattr(storages["staticfiles"], "write")
