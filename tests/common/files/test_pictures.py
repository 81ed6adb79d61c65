"""Sizes of photos that were not cut are cut later."""

from pathlib import Path

import pytest

from common.files import pictures
from common.files.images import clean_image
from common.tasks import recut_pictures
from tests import factories as make
from tests.support.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(settings, tmp_path: Path):
    """An event with a cover whose task never ran."""
    settings.MEDIA_ROOT = tmp_path / "media"
    event = make.EventFactory()
    event.cover.save("cover.webp", clean_image(upload(size=(1200, 900))))
    return event


def test_sizes_that_are_missing_are_cut_and_those_that_are_there_stay(event):
    assert pictures.picture_sources(event.cover) is None
    recut_pictures.call()
    sizes = sorted(event.cover.get_picture_files_list(), key=lambda size: size.width)
    assert pictures.picture_sources(event.cover) is not None
    times = [size.path.stat().st_mtime_ns for size in sizes[1:]]
    sizes[0].delete()
    assert pictures.cut_missing_sizes() == 1
    assert [size.path.stat().st_mtime_ns for size in sizes[1:]] == times
    assert pictures.cut_missing_sizes() == 0


def test_a_photo_that_cannot_be_read_does_not_keep_the_others_waiting(event):
    lost = make.EventFactory()
    lost.cover.save("cover.webp", clean_image(upload()))
    lost.cover.storage.delete(lost.cover.name)
    assert pictures.cut_missing_sizes() == 1
    assert pictures.picture_sources(event.cover) is not None
