"""Matters as a list with the field names of Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2)."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import timezone

from common.files.spreadsheets import csv_file
from grid.models import Community, Matter
from grid.selectors.matter_places import DEGREE

COLUMNS = (
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
)


def matters_csv(matters: Iterable[Matter]) -> bytes:
    """The matters, each with its places, kind, steps and photos loaded. Who reported them does not stand in it."""
    return csv_file(COLUMNS, (_row(matter) for matter in matters))


def _row(matter: Matter) -> Iterator[str]:
    steps = [step for step in matter.steps.all() if step.is_public]
    photo = next(iter(matter.photos.all()), None)
    latitude, longitude = _degrees(matter, matter.community)
    yield str(matter.pk)
    yield "open" if matter.is_open else "closed"
    yield " ".join(word for word in (str(matter.get_status_display()), matter.answer) if word)
    yield matter.kind.name
    yield str(matter.kind_id)
    yield matter.words
    yield matter.referred_to or matter.community.name
    yield next((step.words for step in reversed(steps) if step.words), "")
    yield _moment(matter.reported_at)
    yield _moment(steps[-1].at if steps else matter.reported_at)
    yield _moment(matter.due_at)
    yield matter.where
    yield str(matter.building_id or "")
    yield ""
    yield latitude
    yield longitude
    yield f"{settings.SITE_URL}{photo.photo.url}" if photo and matter.is_seen_by_all else ""


def _moment(at: dt.datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _degrees(matter: Matter, community: Community) -> tuple[str, str]:
    """Latitude and longitude of the pin, else of the building or gate; empty where the plan does not say its own."""
    north, west = community.plan_latitude, community.plan_longitude
    place = next(
        (one for one in (matter, matter.building, matter.gate) if one is not None and one.x is not None), None
    )
    if place is None or place.x is None or place.y is None or north is None or west is None:
        return "", ""
    latitude = north - place.y / DEGREE
    longitude = west + place.x / (DEGREE * math.cos(math.radians(north)))
    return f"{latitude:.6f}", f"{longitude:.6f}"
