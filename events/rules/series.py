"""Rules of series and of whole courses: one rule, one function, one message; and what may be done with a series."""

import datetime as dt
import enum
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from common.exceptions import Refused, allows
from common.time import clock, formatting
from events.models import Enrolment, Event, EventSeries
from events.models.series import LONGEST_SERIES, MOST_DATES
from events.rules.events import is_event_organiser
from events.selectors.series import RuleDay, coming_dates, takes_place


class SeriesAct(enum.StrEnum):
    """What the office does with a series as a whole."""

    PUBLISH = "publish"
    CALL_OFF = "call_off"
    DELETE = "delete"


PERMISSION = {
    SeriesAct.PUBLISH: "events.change_eventseries",
    SeriesAct.CALL_OFF: "events.change_eventseries",
    SeriesAct.DELETE: "events.delete_eventseries",
}


def possible_series_acts(series: EventSeries, by: User) -> frozenset[SeriesAct]:
    """What the user may do with the series now: what the rights of today give and its state allows."""
    possible = [act for act in SeriesAct if is_series_act_possible(act, series)]
    return frozenset(act for act in possible if by.has_perm(PERMISSION[act], series))


def is_series_act_possible(act: SeriesAct, series: EventSeries) -> bool:
    return allows(require_series_act_possible, act, series)


def require_series_act_possible(act: SeriesAct, series: EventSeries) -> None:
    """The state of the series allows the act. Raises Refused; rights are asked by `require_permission`."""
    match act:
        case SeriesAct.PUBLISH:
            if series.status != EventSeries.Status.DRAFT:
                raise Refused(_("This series is public already."), code="not_a_draft")
            require_date_to_come(series)
        case SeriesAct.CALL_OFF:
            require_series_published(series)
            require_date_to_come(series)
        case SeriesAct.DELETE:
            if series.status != EventSeries.Status.DRAFT:
                raise Refused(
                    _("What was public is not deleted but cancelled, so that neighbours know."), code="not_a_draft"
                )


def require_series_published(series: EventSeries) -> None:
    """Only a published series is cancelled; a draft is deleted."""
    require_series_not_cancelled(series)
    if not series.is_published:
        raise Refused(_("This series is not open yet."), code="draft")


def require_series_not_cancelled(series: EventSeries) -> None:
    if series.is_cancelled:
        raise Refused(_("This series was cancelled."), code="cancelled")


def require_date_to_come(series: EventSeries) -> None:
    if not coming_dates(series).exclude(status=Event.Status.CANCELLED).exists():
        raise Refused(_("No date of this series is still to come."), code="nothing_to_come")


# --- The rule -----------------------------------------------------------------------------------------------------


def require_series_begins_today_or_later(series: EventSeries) -> None:
    """A new series has no dates that lie behind."""
    if series.first_day < clock.today():
        raise Refused(_("A series begins today or later."), code="begun", field="first_day")


def require_sensible_rule(series: EventSeries) -> None:
    """The rule has weekdays, an end that comes after its beginning, and at most 100 dates within two years.

    The database asks the same; here it is said at the field.
    """
    if not series.weekdays:
        raise Refused(_("Please choose the weekdays."), code="no_weekdays", field="weekdays")
    if (series.rhythm == EventSeries.Rhythm.MONTHLY) != (series.nth is not None):
        raise Refused(
            _("By months: please choose which weekday of the month. By weeks: none."), code="nth", field="nth"
        )
    if (series.last_day is None) == (series.times is None):
        raise Refused(_("Please say until which day, or how many times; not both."), code="no_end", field="last_day")
    if series.last_day and series.last_day < series.first_day:
        raise Refused(_("The last day must not be before the first."), code="ends_before", field="last_day")
    if series.last_day and series.last_day > series.first_day + LONGEST_SERIES:
        raise Refused(_("A series lasts two years at most."), code="too_long", field="last_day")
    if series.times is not None and not 1 <= series.times <= MOST_DATES:
        raise _too_many("times")


def require_some_days(series: EventSeries, days: Sequence[RuleDay], *, spent: int) -> None:
    """The rule gives at least one date, no more than a series may have, and as many as it says."""
    planned = sum(takes_place(day, series) for day in days)
    if not planned + spent:
        raise Refused(
            _("The rule gives not a single date. Please look at the weekdays and the days."),
            code="no_dates",
            field="last_day",
        )
    if planned + spent > MOST_DATES:
        raise _too_many("last_day")
    if series.times is not None and planned + spent < series.times:
        raise Refused(_("So many dates do not lie within two years."), code="too_long", field="times")


def _too_many(field: str) -> Refused:
    return Refused(_("A series has 1 to %(n)d dates.") % {"n": MOST_DATES}, code="too_many_dates", field=field)


def require_some_date_free(planned: int, first_reason: str) -> None:
    """At least one date of a new series has its room; else the reason of the first one is told."""
    if not planned:
        raise Refused(
            _("On none of these dates the room can be had. %(why)s") % {"why": first_reason},
            code="no_day_free",
            field="space",
        )


def require_capacity_for_taken(capacity: int | None, events: Sequence[Event]) -> None:
    """Nobody loses a seat: a capacity below what is taken is refused, with the dates on which it is."""
    if capacity is None:
        taken = [event for event in events if event.registrations.live().exists()]
        if taken:
            raise Refused(
                _("People are registered on %(days)s, so the capacity cannot be removed.")
                % {"days": days_in_words(taken)},
                code="people_are_registered",
                field="capacity",
            )
        return
    over = [event for event in events if event.seats_taken > capacity]
    if over:
        words = pgettext("between things in a row", "; ").join(
            ngettext("%(day)s (%(n)d place taken)", "%(day)s (%(n)d places taken)", event.seats_taken)
            % {"day": formatting.day(event.starts_at), "n": event.seats_taken}
            for event in over
        )
        raise Refused(
            _("On these dates more people are registered than this capacity allows: %(dates)s.") % {"dates": words},
            code="capacity_below_taken",
            field="capacity",
        )


def days_in_words(events: Sequence[Event]) -> str:
    """The days of these dates, for a sentence."""
    return pgettext("between names", ", ").join(formatting.day(event.starts_at) for event in events)


# --- Signing up ---------------------------------------------------------------------------------------------------


def require_dates_offered(event: Event, by: User) -> None:
    """One date of a series is offered by itself. Who looks after it may register others all the same."""
    if event.series is not None and not event.series.offers_dates and not is_event_organiser(by, event):
        raise Refused(
            _("For this course one signs up as a whole. Please choose “The whole course”."), code="only_course"
        )


def require_course_open(series: EventSeries, dates: Sequence[Event]) -> None:
    """The whole course is offered, and at least one of its dates is open."""
    require_series_published(series)
    if not series.offers_course:
        raise Refused(_("For this series one signs up date by date."), code="only_dates")
    if not dates:
        raise Refused(
            _("No date of this course can be signed up for any more. Please call us if you would like to come."),
            code="closed",
        )


def require_enrolment_live(enrolment: Enrolment) -> None:
    if not enrolment.is_live:
        raise Refused(_("This course was left already."), code="left")


def require_enrolment_still_stands(made: Enrolment) -> None:
    """A form that is sent twice does not say “takes this course” when the course was left meanwhile."""
    if not made.is_live:
        raise Refused(
            _("This course was left meanwhile. To take it again, please open the page anew."), code="left_meanwhile"
        )


def require_course_can_be_left(enrolment: Enrolment, to_come: Sequence[object]) -> None:
    """A course is left while dates of it are to come."""
    require_enrolment_live(enrolment)
    if not to_come:
        raise Refused(_("No date of this series is still to come."), code="nothing_to_come")


def require_reason_for_dropped(dropped: Sequence[dt.date], reason: str) -> None:
    """Dates that neighbours know of are not called off without a word."""
    if dropped and not reason.strip():
        raise Refused(
            _("Dates fall away. Please say why, so that everybody who registered knows."),
            code="no_reason",
            field="reason",
        )
