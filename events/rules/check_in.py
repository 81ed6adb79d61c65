"""Who came to an event: when one may be ticked off, what can be taken back, and when the list is closed."""

import datetime as dt
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person, User
from accounts.selectors.people import of_same_name
from common.exceptions import Refused, allows
from common.time import clock
from events.models import CheckIn, Event, Registration, Tap
from events.models.check_in_kinds import CheckInKind
from events.rules.events import CHECKS_IN, is_event_organiser, require_list_kept
from events.rules.registrations import counts_as_elder
from events.selectors.check_in import check_in_day, check_in_days, check_in_on, seats_at_door

# --- What may be done with one party ------------------------------------------------------------------------------


class CheckInAct(StrEnum):
    """An act on a registration at the door. `arrive`: the family checks in itself."""

    CHECK_IN = "check_in"
    ARRIVE = "arrive"
    LEAVE = "leave"
    UNDO = "undo_check_in"


class DoorRelation:
    """What the user is to the door of an event on a day, for the rules on its parties; each question is asked once.

    Without a day it is that of now.
    """

    def __init__(self, user: User, event: Event, *, day: dt.date | None = None) -> None:
        self.user, self.event, self.day = user, event, day or check_in_day(event)

    def check_in_of(self, registration: Registration) -> CheckIn | None:
        """That of the day, if the party was ticked off."""
        return check_in_on(registration, self.day)

    @cached_property
    def is_at_desk(self) -> bool:
        return self.user.has_perm(CHECKS_IN, self.event)

    @cached_property
    def is_organiser(self) -> bool:
        return is_event_organiser(self.user, self.event)

    @cached_property
    def _family(self) -> frozenset[int]:
        return frozenset(Person.objects.in_care_of(self.user).values_list("pk", flat=True))

    def is_family_of(self, registration: Registration) -> bool:
        """Whether the party is the user's own, or a ward's of today."""
        return registration.person_id == self.user.person_id or registration.person_id in self._family


def require_may_check_in(who: DoorRelation, registration: Registration) -> None:
    """Act on a registration: the desk ticks the party off, or corrects how many of it came."""
    require_at_desk(who)
    require_arrival(registration)
    require_day_of_list(registration.event, who.day)


def require_may_arrive(who: DoorRelation, registration: Registration) -> None:
    """Act on a registration: the person, or family, checks in at the door, until the event is over."""
    require_own(who, registration)
    require_arrival(registration)
    require_door_open(registration.event)


def require_may_leave(who: DoorRelation, registration: Registration) -> None:
    """Act on a registration: the desk notes that the party is no more inside."""
    require_at_desk(who)
    require_leaving_noted(registration.event)
    require_checked_in(who.check_in_of(registration))
    require_list_kept(registration.event)


def require_may_undo_check_in(who: DoorRelation, registration: Registration) -> None:
    """Act on a registration: within ten minutes, for the desk, and for the family that has pressed the button itself.

    Who looks after the event corrects the list as long as it is kept.
    """
    require_desk_or_family(who, registration)
    check_in = require_checked_in(who.check_in_of(registration))
    if not who.is_at_desk:
        require_own_tap(who, check_in)
    if not who.is_organiser:
        require_recent_check_in(check_in)
    require_list_kept(registration.event)


REQUIRE: dict[CheckInAct, Callable[[DoorRelation, Registration], None]] = {
    CheckInAct.CHECK_IN: require_may_check_in,
    CheckInAct.ARRIVE: require_may_arrive,
    CheckInAct.LEAVE: require_may_leave,
    CheckInAct.UNDO: require_may_undo_check_in,
}
# What a line of the desk's list offers, and what the page at the door.
AT_DESK = frozenset({CheckInAct.CHECK_IN, CheckInAct.LEAVE, CheckInAct.UNDO})
AT_DOOR = frozenset({CheckInAct.ARRIVE, CheckInAct.UNDO})


def possible_check_in_acts(
    who: DoorRelation, registration: Registration, *, among: Collection[CheckInAct] = frozenset(CheckInAct)
) -> frozenset[CheckInAct]:
    """Which of the acts `among` the user may do with the registration now. What would change nothing is left out."""
    acts = {act for act in among if allows(REQUIRE[act], who, registration)}
    check_in = who.check_in_of(registration)
    if check_in:
        acts.discard(CheckInAct.ARRIVE)
        if check_in.is_inside and registration.seats == 1:
            acts.discard(CheckInAct.CHECK_IN)
        if not check_in.is_inside:
            acts.discard(CheckInAct.LEAVE)
    return frozenset(acts)


# --- Whose act it is


def require_at_desk(who: DoorRelation) -> None:
    """For acts of who ticks off at this event: who looks after it, and who receives people where it takes place."""
    if not who.is_at_desk:
        raise Refused(_("You may not do this here."), code="not_allowed")


def require_desk_or_family(who: DoorRelation, registration: Registration) -> None:
    """For the act of whoever may have ticked the party off: the desk, and the family itself."""
    if not who.is_at_desk:
        require_own(who, registration)


def require_own(who: DoorRelation, registration: Registration) -> None:
    if not who.is_family_of(registration):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def require_own_tap(who: DoorRelation, check_in: CheckIn) -> None:
    """The family takes back what it has pressed itself; what the desk has ticked, the desk takes back."""
    if check_in.by_id != who.user.pk:
        raise Refused(_("The desk has ticked this party off. Please tell the people there."), code="ticked_by_desk")


# --- The party


def require_arrival(registration: Registration) -> None:
    """The party of a registration can be ticked off now: it has seats, and the list of the event is kept."""
    require_seated(registration)
    require_list_kept(registration.event)


def require_seated(registration: Registration) -> None:
    """Who is ticked off has seats; who waits, or has cancelled, may still come unannounced."""
    if registration.is_cancelled:
        raise Refused(
            _("This registration was cancelled meanwhile. If they have come all the same, please add them below."),
            code="cancelled_meanwhile",
        )
    if registration.is_waitlisted:
        raise Refused(
            _("This party is on the waitlist. If a seat is free now, please add them below."), code="waitlisted"
        )


def require_came_of_party(registration: Registration, came: int) -> None:
    """Of a party come 1 to all of its people; who brings more is added as a party of its own."""
    if not 1 <= came <= registration.seats:
        raise Refused(
            ngettext(
                "This registration is for %(n)d person. Others are added below.",
                "This registration is for %(n)d people, of whom at least one came. Others are added below.",
                registration.seats,
            )
            % {"n": registration.seats},
            code="came_of_party",
        )


def require_checked_in(check_in: CheckIn | None) -> CheckIn:
    if check_in is None:
        raise Refused(_("Nobody is checked in for this registration."), code="not_checked_in")
    return check_in


def require_recent_check_in(check_in: CheckIn) -> None:
    """The check-in is less than ten minutes old."""
    if clock.now() >= check_in.at + Registration.UNDO_FOR:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")


# --- The list of an event


def require_door_open(event: Event) -> None:
    """Visitors check in at the door until the event is over; afterwards the desk does it for them."""
    if event.is_over:
        raise Refused(_("This event is over. If you were there, please tell the desk."), code="over")


def require_day_of_list(event: Event, day: dt.date | None) -> None:
    """A day of the event that has come has its list; an event that is ticked once has one list, of no day."""
    today = check_in_day(event)
    if day != today and (day is None or today is None or day not in check_in_days(event) or day > today):
        raise Refused(_("On this day there is no list of this event."), code="no_list_of_day")


def require_same_tap(known: Tap, registration: Registration, act: str) -> None:
    """A tap that has arrived before is the same tap: of this party, and of this act."""
    if (known.registration_id, known.act) != (registration.pk, act):
        raise Refused(_("This tap was counted for another party already. Please tap once more."), code="other_tap")


def require_leaving_noted(event: Event) -> None:
    """That a party leaves is noted where people go in and out."""
    if event.check_in_kind != CheckInKind.IN_AND_OUT:
        raise Refused(_("At this event nobody is ticked out."), code="not_in_and_out")


def require_seats_at_door(event: Event, seats: int, *, elder: bool) -> None:
    """Who comes unannounced gets seats that are free, and that nobody waits for."""
    free = seats_at_door(event, elder=elder)
    if seats <= free:
        return
    if not elder and free == event.seats_for_all and event.kept_for_elders:
        raise Refused(
            _("The seats that are left are kept for neighbours of 60 and older for now."),
            code="kept_for_elders",
        )
    if free < event.seats_left:
        raise Refused(
            _("Others wait for the free seats. Whoever is there when the event begins may have them."),
            code="seats_promised",
        )
    raise Refused(
        ngettext("Only %(n)d place is free.", "Only %(n)d places are free.", free) % {"n": free}
        if free
        else _("No place is free. If there is room all the same, the office can raise the capacity."),
        code="no_seats",
    )


def require_may_come_unannounced(
    event: Event, person: Person | None, registration: Registration | None, *, by: User
) -> None:
    """A party can be added at the door, however few come: the list is kept, and the party has seats or one is free.

    `person` is somebody known, and `registration` the live one of that person, if there is one. Whoever has seats is
    ticked off there; whoever waits is given a seat like anybody else who stands there.
    """
    require_list_kept(event)
    if registration is None or registration.is_waitlisted:
        require_seats_at_door(event, 1, elder=comes_as_elder(event, person, registration, by=by))


def comes_as_elder(event: Event, person: Person | None, registration: Registration | None, *, by: User) -> bool:
    """Whether the party of somebody who comes unannounced, or has waited, may have the seats of elders."""
    if registration:
        return registration.for_elder
    return person is not None and counts_as_elder(event, person, by=by)


def require_not_on_list(event: Event, name: str) -> None:
    """Somebody keyed in by the name alone is not on the list already, where they are ticked instead."""
    if of_same_name(event.registrations.live(), name).exists():
        raise Refused(
            _("%(name)s is on the list already: please tick the name there. For somebody else, add the phone number.")
            % {"name": name},
            code="on_list_already",
        )


def require_list_can_close(event: Event) -> None:
    """The list of an event is closed after its end, and only if somebody kept it: else all would seem absent."""
    require_list_kept(event)
    if not event.is_over:
        raise Refused(_("The event is still on. Please close the list when it is over."), code="not_over")
    if not event.registrations.attended().exists():
        raise Refused(_("Nobody is ticked off yet, so nobody can be said to be absent."), code="nobody_came")
