"""/media/: covers of events, photos of stations, and nothing else."""

from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder() -> Path:
    covers = Path(settings.MEDIA_ROOT) / "events" / "covers" / "a" / "16_9"
    for pictures in (covers, Path(settings.MEDIA_ROOT) / "stations" / "a" / "16_9"):
        pictures.mkdir(parents=True, exist_ok=True)
        (pictures / "100w.webp").write_bytes(b"RIFF")
        (pictures / "page.html").write_text("<script>")
    (Path(settings.MEDIA_ROOT) / "private.webp").write_bytes(b"x")
    return covers


@pytest.mark.parametrize("kind", ["events/covers", "stations"])
def test_a_picture_is_served_for_good_and_as_nothing_but_a_picture(client, folder, kind):
    response = client.get(f"/media/{kind}/a/16_9/100w.webp")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "/media/events/covers/a/16_9/page.html",
        "/media/events/covers/a/16_9/",
        "/media/events/covers/",
        "/media/private.webp",
        "/media/stations/a/16_9/page.html",
        "/media/stations/a/16_9/",
        "/media/stations/../private.webp",
        "/media/stations/%2e%2e/private.webp",
        "/media/stations//etc/passwd",
        "/media/events/covers/../../private.webp",
        "/media/events/covers/%2e%2e/%2e%2e/private.webp",
        "/media/events/covers//etc/passwd",
        "/media/events/covers/unknown.webp",
        "/media/",
        # Longer than the name of any file, and than any path.
        f"/media/stations/{'9' * 300}.webp",
        f"/media/events/covers/{'照' * 100}.webp",
        f"/media/stations/{'a/' * 2500}x.webp",
    ],
)
def test_nothing_else_is_served(client, folder, address):
    assert client.get(address).status_code in (301, 302, 404)
    assert client.get(address, follow=True).status_code == 404


def test_nobody_writes_here(client, folder):
    assert client.post("/media/events/covers/a/16_9/100w.webp").status_code == 405
