"""The events of the office, as a browser reaches them."""

import datetime as dt
import re

from django.utils import timezone

from events.models import Event, Registration
from tests.factories import RegistrationFactory

LIST = "/admin/events/event/"


def at(event: Event, page: str = "") -> str:
    return f"{LIST}{event.pk}/{page}"


def party_page(registration: Registration) -> str:
    return f"{LIST}{registration.event_id}/people/{registration.pk}/"


def waiting(event: Event, **fields: object) -> Registration:
    return RegistrationFactory(event=event, waitlisted=True, **fields)


def moment(value: dt.datetime) -> str:
    return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}"


def form_of(event: Event, **changes) -> dict[str, object]:
    """What the browser posts when only `changes` are typed."""
    return {
        "title": event.title,
        "summary": event.summary,
        "kind": event.kind,
        "audience": event.audience,
        "description": event.description,
        "starts_at": moment(event.starts_at),
        "ends_at": moment(event.ends_at),
        "place": event.place,
        "organiser": event.organiser_id,
        "grid": event.grid_id or "",
        "capacity": event.capacity or "",
        "largest_party": event.largest_party,
        "check_in_kind": event.check_in_kind,
        "registration_closes_at": "",
        "min_age": "",
        "max_age": "",
        "seen": event.changed_at.isoformat(),
        **changes,
    }


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
