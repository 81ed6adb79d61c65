"""What is coming for somebody in the form of iCalendar, of all apps together."""

from collections.abc import Iterable, Iterator

from icalendar import Event as Entry

from events.exports.ical import calendar_entry_of_event
from portal.selectors.my_plans import Plan
from stations.exports.ical import calendar_entry_of_booking
from volunteers.exports.ical import calendar_entry_of_assignment


def calendar_entries_of(plans: Iterable[Plan]) -> Iterator[Entry]:
    """The entries of registrations, bookings and shifts. An event to which several of a family go stands once.

    Its UID is that of the public feed, so a calendar that follows both shows it once too.
    """
    events: set[int] = set()
    for plan in plans:
        if plan.booking:
            yield calendar_entry_of_booking(plan.booking)
        elif plan.assignment:
            yield calendar_entry_of_assignment(plan.assignment)
        for registration in plan.registrations:
            if registration.event_id not in events:
                events.add(registration.event_id)
                yield calendar_entry_of_event(registration.event, tentative=registration.is_waitlisted)
