"""The words of every notice about a series or a whole course: one for a person, however many dates it is about.

A title says what matters most, since it may go out alone by SMS; the dates stand below, one a line.
"""

import enum
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from events.models import Enrolment, Event, EventSeries, Registration
from events.notifications import registrations as of_dates
from events.notifications.registrations import (
    MOST_OF_A_REASON,
    MOST_OF_A_TITLE,
    event_beginning,
    practical_lines,
)


class DateNews(enum.Enum):
    """What a person hears of one date."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    # Of a date that was added: seated, or on the waitlist.
    JOINED = "joined"
    QUEUED = "queued"
    # Of the waitlist: the seats are free now; also where the date has moved in the same moment.
    SEATED = "seated"


class NewsOfDate(NamedTuple):
    """What became of a registration."""

    registration: Registration
    news: DateNews


def news_of_series(series: EventSeries, news: Iterable[NewsOfDate], *, by: User) -> list[NoticeToSend]:
    """One notice for each person, about all of that person's dates. Who has only one hears it as of any event."""
    of_person: dict[int, list[NewsOfDate]] = defaultdict(list)
    for one in news:
        of_person[one.registration.person_id].append(one)
    return [_news(series, sorted(some, key=_beginning), by) for some in of_person.values()]


def _beginning(one: NewsOfDate) -> tuple[object, int]:
    return one.registration.event.starts_at, one.registration.pk


ALONE: dict[DateNews, Callable[[Registration, User], NoticeToSend]] = {
    DateNews.MOVED: lambda registration, by: of_dates.event_changed(registration, by=by),
    DateNews.CANCELLED: lambda registration, by: of_dates.event_cancelled(registration, by=by),
    DateNews.JOINED: lambda registration, by: of_dates.registered(registration, by=by),
    DateNews.QUEUED: lambda registration, by: of_dates.waitlisted(registration, by=by),
    DateNews.SEATED: lambda registration, _by: of_dates.promoted(registration),
}


def _news(series: EventSeries, news: Sequence[NewsOfDate], by: User) -> NoticeToSend:
    if len(news) == 1:
        return ALONE[news[0].news](news[0].registration, by)
    kinds = {one.news for one in news}
    person, first = news[0].registration.person, news[0].registration.event
    n = len(news)

    def text() -> NoticeText:
        facts = {"name": person.name, "event": _short(series), "n": n, "when": event_beginning(first)}
        if kinds == {DateNews.CANCELLED}:
            reason = Truncator(first.cancel_reason).chars(MOST_OF_A_REASON, truncate="…")
            title = ngettext(
                "“%(event)s” from %(when)s on is cancelled, %(n)d date: %(reason)s",
                "“%(event)s” from %(when)s on is cancelled, %(n)d dates: %(reason)s",
                n,
            ) % {**facts, "reason": reason}
        elif kinds == {DateNews.SEATED}:
            title = (
                ngettext(
                    "A place is free: %(name)s is registered for %(n)d date of “%(event)s”, from %(when)s on.",
                    "Places are free: %(name)s is registered for %(n)d dates of “%(event)s”, from %(when)s on.",
                    n,
                )
                % facts
            )
        elif kinds <= {DateNews.JOINED, DateNews.QUEUED}:
            title = (
                ngettext(
                    "“%(event)s” has %(n)d new date for %(name)s, from %(when)s on.",
                    "“%(event)s” has %(n)d new dates for %(name)s, from %(when)s on.",
                    n,
                )
                % facts
            )
        else:
            title = (
                ngettext(
                    "Please note the change: %(n)d date of “%(event)s”, from %(when)s on.",
                    "Please note the changes: %(n)d dates of “%(event)s”, from %(when)s on.",
                    n,
                )
                % facts
            )
            if seated := sum(one.news == DateNews.SEATED for one in news):
                words = ngettext(
                    "%(sentence)s On %(n)d of them a place has become free, and %(name)s is registered.",
                    "%(sentence)s On %(n)d of them places have become free, and %(name)s is registered.",
                    seated,
                )
                title = words % {"sentence": title, "n": seated, "name": person.name}
        return NoticeText(title=title, body=_body(news), path=first.get_absolute_url())

    kind = "event_series_cancelled" if kinds == {DateNews.CANCELLED} else "event_series_changed"
    urgent = not kinds <= {DateNews.JOINED, DateNews.QUEUED}
    return NoticeToSend(about=person, kind=kind, text=text, urgent=urgent, by=by)


def _body(news: Sequence[NewsOfDate]) -> str:
    """The dates, one a line. Where they are, where one meets and what to bring stands below, or beside the dates if
    they differ.
    """
    lines = list(map(_line, news))
    known = [[] if one.news == DateNews.CANCELLED else where_and_what(one.registration.event) for one in news]
    if all(words == known[0] for words in known):
        return "\n".join([*lines, *known[0]])
    between = pgettext("between things in a row", "; ")
    return "\n".join(between.join([line, *words]) for line, words in zip(lines, known, strict=True))


def where_and_what(event: Event) -> list[str]:
    """Place, where one meets and what to bring, each a line."""
    return [_("Place: %(place)s") % {"place": event.place}, *practical_lines(event)]


def _line(one: NewsOfDate) -> str:
    facts = {"when": event_beginning(one.registration.event)}
    match one.news:
        case DateNews.MOVED:
            return _("%(when)s: changed") % facts
        case DateNews.CANCELLED:
            return _("%(when)s: cancelled") % facts
        case DateNews.QUEUED:
            return _("%(when)s: on the waitlist") % facts
        case _:
            return _("%(when)s: registered") % facts


def _short(series: EventSeries) -> str:
    return Truncator(series.title).chars(MOST_OF_A_TITLE, truncate="…")


def enrolled(enrolment: Enrolment, registrations: Sequence[Registration], *, by: User) -> NoticeToSend:
    """The notice that somebody takes the whole course: on which dates with a place, and on which they wait."""
    rows = sorted(registrations, key=lambda row: row.event.starts_at)
    waiting = [row for row in rows if row.is_waitlisted]

    def text() -> NoticeText:
        facts = {
            "name": enrolment.person.name,
            "event": _short(enrolment.series),
            "when": event_beginning(rows[0].event),
            "n": len(rows),
            "waiting": len(waiting),
        }
        if waiting:
            title = ngettext(
                "%(name)s takes the course “%(event)s”, from %(when)s on: %(n)d date, waiting on %(waiting)d.",
                "%(name)s takes the course “%(event)s”, from %(when)s on: %(n)d dates, waiting on %(waiting)d.",
                len(rows),
            )
        else:
            title = ngettext(
                "%(name)s takes the course “%(event)s”, from %(when)s on: %(n)d date.",
                "%(name)s takes the course “%(event)s”, from %(when)s on: %(n)d dates.",
                len(rows),
            )
        body = _body([NewsOfDate(row, DateNews.QUEUED if row.is_waitlisted else DateNews.JOINED) for row in rows])
        return NoticeText(title=title % facts, body=body, path=enrolment.get_absolute_url())

    return NoticeToSend(about=enrolment.person, kind="event_course_enrolled", text=text, by=by)


def left_course(enrolment: Enrolment, *, by: User) -> NoticeToSend:
    """The notice that somebody has left a course, and holds no place on its dates to come."""

    def text() -> NoticeText:
        words = _("%(name)s has left the course “%(event)s”; the places on the dates to come are given up.")
        title = words % {"name": enrolment.person.name, "event": _short(enrolment.series)}
        return NoticeText(title=title, path=enrolment.get_absolute_url())

    return NoticeToSend(about=enrolment.person, kind="event_course_left", text=text, by=by)
