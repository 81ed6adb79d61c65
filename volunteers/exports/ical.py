"""Activities and shifts in the form of iCalendar. A shift names the volunteer, and nobody else."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from common.files import ical
from common.time import clock
from volunteers.models import Activity, Assignment


def calendar_of_activities(activities: Iterable[Activity]) -> bytes:
    """The activities as the bytes of an iCalendar file."""
    return ical.calendar_text(map(calendar_entry_of_activity, activities))


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
        description=_description_of_activity(activity),
        url=activity.public_url,
        categories=[str(activity.get_service_display())],
    )


def _where(activity: Activity) -> str:
    """With the station's address, which a phone's map finds."""
    return f"{activity.place} {activity.space.station.address}" if activity.space else activity.place


def _description_of_activity(activity: Activity) -> str:
    parts = []
    if activity.is_cancelled:
        parts.append(_("This activity is cancelled: %(reason)s") % {"reason": activity.cancel_reason})
    parts.append(activity.content)
    if activity.meeting_point:
        parts.append(_("Where we meet: %(place)s") % {"place": activity.meeting_point})
    if activity.bring:
        parts.append(_("Please bring: %(what)s") % {"what": activity.bring})
    return "\n\n".join([*parts, activity.public_url])


def calendar_entry_of_assignment(assignment: Assignment) -> Entry:
    """A volunteer's shift in iCalendar: TENTATIVE on the waitlist; CANCELLED when withdrawn, missed or called off."""
    shift = assignment.shift
    activity = shift.activity
    address = f"{settings.SITE_URL}{reverse('volunteers:assignment', args=[assignment.pk])}"
    return ical.calendar_entry(
        f"assignment-{assignment.pk}",
        starts_at=assignment.starts_at,
        ends_at=assignment.ends_at,
        created_at=assignment.created_at,
        # The file is written for one person at this moment; SEQUENCE says which version of the activity it is.
        changed_at=clock.now(),
        sequence=activity.sequence,
        status=_status(assignment, activity),
        summary=f"{activity.title} · {shift.role}",
        location=_where_to_meet(activity),
        description=_description(assignment, activity, address),
        url=address,
        categories=[str(activity.get_service_display())],
    )


def _where_to_meet(activity: Activity) -> str:
    """A meeting point alone, such as “hall of building 8”, does not say where the service is."""
    if not activity.meeting_point:
        return activity.place
    return _("%(place)s, where we meet: %(point)s") % {"place": activity.place, "point": activity.meeting_point}


def _status(assignment: Assignment, activity: Activity) -> str:
    if activity.is_cancelled or not (assignment.is_assigned or assignment.is_served or assignment.is_waitlisted):
        return "CANCELLED"
    return "TENTATIVE" if assignment.is_waitlisted else "CONFIRMED"


def _description(assignment: Assignment, activity: Activity, address: str) -> str:
    lines = [_("Shift of %(name)s.") % {"name": assignment.person.name}]
    if activity.is_cancelled:
        lines.append(_("This activity is cancelled: %(reason)s") % {"reason": activity.cancel_reason})
    if activity.bring:
        lines.append(_("Please bring: %(what)s") % {"what": activity.bring})
    return "\n".join([*lines, activity.content, address])
