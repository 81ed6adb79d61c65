"""Activities in the form of iCalendar, for a phone's calendar."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from icalendar import Event as Entry

from common.files import ical
from volunteers.models import Activity


def calendar_of_activities(activities: Iterable[Activity], *, name: str = "") -> bytes:
    """The activities as the bytes of an iCalendar file; a feed has a name."""
    return ical.calendar_text(map(calendar_entry_of_activity, activities), name=name)


def calendar_entry_of_activity(activity: Activity) -> Entry:
    """The iCalendar entry of an activity; a cancelled one says why."""
    return ical.calendar_entry(
        f"activity-{activity.pk}",
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        created_at=activity.created_at,
        changed_at=activity.changed_at,
        sequence=activity.sequence,
        status="CANCELLED" if activity.is_cancelled else "CONFIRMED",
        summary=activity.title,
        location=_where(activity),
        description=_description(activity),
        url=activity.public_url,
        categories=[str(activity.get_service_display())],
    )


def _where(activity: Activity) -> str:
    """With the station's address, which a phone's map finds."""
    return f"{activity.place} {activity.space.station.address}" if activity.space else activity.place


def _description(activity: Activity) -> str:
    parts = []
    if activity.is_cancelled:
        parts.append(_("This activity is cancelled: %(reason)s") % {"reason": activity.cancel_reason})
    parts.append(activity.content)
    if activity.meeting_point:
        parts.append(_("Where we meet: %(place)s") % {"place": activity.meeting_point})
    if activity.bring:
        parts.append(_("What to bring: %(things)s") % {"things": activity.bring})
    return "\n\n".join([*parts, activity.public_url])
