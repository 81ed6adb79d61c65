"""The form of an event in admin, as the browser posts it."""

import datetime as dt

from django.utils import timezone

from events.models import Event


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
        "registration_closes_at": "",
        "min_age": "",
        "max_age": "",
        "seen": event.changed_at.isoformat(),
        **changes,
    }
