"""What waits for a member of the office today: how many of each thing, and nothing of what others answer."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from accounts.models import Person, User
from accounts.selectors.notices import notices_that_did_not_arrive
from common.time import clock
from events.models import Event
from events.querysets import EventQuerySet
from grid.models import Handover, Matter, PartyTransfer
from grid.selectors.coverage import coverage_of_households, visitable_households
from stations.models import Booking
from volunteers.models import Activity, Volunteer
from volunteers.selectors.activities import without_lead
from volunteers.selectors.deadlines import count_incomplete
from volunteers.selectors.records import open_requests, records_to_confirm


class OfficeTask(StrEnum):
    """What may wait in the office, the most urgent first."""

    BOOKINGS = "bookings"
    MATTERS = "matters"
    APPLICATIONS = "applications"
    WITHOUT_LEAD = "without_lead"
    CALLS = "calls"
    NUMBERS = "numbers"
    EVENTS_TODAY = "events_today"
    WAITLISTS = "waitlists"
    CHECK_IN = "check_in"
    DRAFTS = "drafts"
    TRANSFERS_IN = "transfers_in"
    TRANSFERS_OUT = "transfers_out"
    HANDOVERS = "handovers"
    HOUSEHOLDS = "households"
    RECORDS_DUE = "records_due"
    RECORDS_WAITING = "records_waiting"
    CORRECTIONS = "corrections"
    SIGN_INS = "sign_ins"


@dataclass(frozen=True, slots=True)
class WaitingTask:
    """So many of these wait for the user; there is at least one."""

    task: OfficeTask
    count: int


# Whoever registers or books for neighbours, or keeps volunteers, is told which of their notices did not arrive.
KINDS_OF_NOTICES = {
    "event_": "events.register_others",
    "booking_": "stations.book_others",
    "series_": "stations.book_others",
    **dict.fromkeys(("volunteer_", "shift_", "activity_"), "volunteers.change_volunteer"),
}


def kinds_to_call_about(user: User) -> list[str]:
    """The beginnings of the kinds of notices that the user reads of their people."""
    return [kind for kind, permission in KINDS_OF_NOTICES.items() if user.has_perm(permission)]


def tasks_of_today(user: User) -> list[WaitingTask]:
    """What waits for this user, the most urgent first: a query for each kind that the user's roles answer."""
    counts = ((task, count(user)) for task, (permission, count) in COUNTS.items() if user.has_perm(permission))
    return [WaitingTask(task, number) for task, number in counts if number]


def _events(user: User) -> EventQuerySet:
    return Event.objects.permitted(user, "change")


def _events_today(user: User) -> int:
    today = clock.today()
    return _events(user).filter(status=Event.Status.PUBLISHED).to_come().between(today, today).count()


def _households_due(user: User) -> int:
    """Of the grids where the user is a grid worker: to others the whole community's figure says nothing to do."""
    if not user.rights.reach_of({"grid_worker"}):
        return 0
    return coverage_of_households(visitable_households(user)).due


# Task → the permission of whoever answers it, and how many wait.
COUNTS: dict[OfficeTask, tuple[str, Callable[[User], int]]] = {
    OfficeTask.BOOKINGS: (
        "stations.change_booking",
        lambda user: Booking.objects.permitted(user, "change").requested().count(),
    ),
    OfficeTask.APPLICATIONS: (
        "volunteers.approve_volunteer",
        lambda user: Volunteer.objects.permitted(user, "approve").applicants().count(),
    ),
    OfficeTask.MATTERS: (
        "grid.accept_matter",
        lambda user: Matter.objects.permitted(user, "accept").late().count(),
    ),
    OfficeTask.CALLS: (
        "accounts.view_person",
        lambda user: notices_that_did_not_arrive(user, kinds=kinds_to_call_about(user)).count(),
    ),
    OfficeTask.NUMBERS: (
        "accounts.add_person",
        lambda user: (
            Person.objects.own_within(user.rights.holding("accounts.add_person")).without_freed_number().count()
        ),
    ),
    OfficeTask.EVENTS_TODAY: ("events.change_event", _events_today),
    OfficeTask.WAITLISTS: ("events.change_event", lambda user: _events(user).where_people_wait().count()),
    OfficeTask.CHECK_IN: ("events.change_event", lambda user: _events(user).with_unknown_attendance().count()),
    OfficeTask.DRAFTS: ("events.change_event", lambda user: _events(user).drafts_to_come().count()),
    OfficeTask.WITHOUT_LEAD: (
        "volunteers.change_activity",
        lambda user: without_lead(Activity.objects.permitted(user, "change")).count(),
    ),
    OfficeTask.TRANSFERS_IN: (
        "grid.transfer_partyrelation",
        lambda user: PartyTransfer.objects.open().incoming(user).count(),
    ),
    OfficeTask.TRANSFERS_OUT: (
        "grid.transfer_partyrelation",
        lambda user: PartyTransfer.objects.open().outgoing(user).count(),
    ),
    OfficeTask.HANDOVERS: (
        "grid.change_handover",
        lambda user: Handover.objects.permitted(user, "change").open().count(),
    ),
    OfficeTask.HOUSEHOLDS: ("grid.add_visit", _households_due),
    OfficeTask.RECORDS_DUE: ("volunteers.confirm_servicerecord", count_incomplete),
    OfficeTask.RECORDS_WAITING: (
        "volunteers.confirm_servicerecord",
        lambda user: records_to_confirm(user).count(),
    ),
    OfficeTask.CORRECTIONS: (
        "volunteers.change_correctionrequest",
        lambda user: open_requests(user).count(),
    ),
    OfficeTask.SIGN_INS: (
        "accounts.change_user",
        lambda user: User.objects.permitted(user, "change").with_waiting_change().count(),
    ),
}
