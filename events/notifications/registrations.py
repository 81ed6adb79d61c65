"""The words of every notice about events. A title says all that matters, since it may go out alone by SMS.

The name of the event is shortened, so that time and place always stand in it whole, the longest place too.
"""

from collections.abc import Callable

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from accounts.sms import sms_variable
from common.names import in_sentence
from common.time import formatting
from events.models import Event, Registration

MOST_OF_A_TITLE = 24
MOST_OF_A_REASON = 120


def event_beginning(event: Event) -> str:
    """The beginning of the event with its weekday, in the reader's language and the community's time zone."""
    return f"{formatting.day(event.starts_at)} {formatting.clock_time(event.starts_at)}"


def practical_lines(event: Event) -> list[str]:
    """Where one meets and what to bring: the one text of notices, the chat group and calendars."""
    lines = []
    if event.meeting_point:
        lines.append(_("Where we meet: %(place)s") % {"place": event.meeting_point})
    if event.bring:
        lines.append(_("Please bring: %(what)s") % {"what": event.bring})
    return lines


def _with_practical(words: str, event: Event) -> str:
    """A sentence, and what to bring and where one meets after it."""
    for line in practical_lines(event):
        words = _("%(sentence)s %(line)s.") % {"sentence": words, "line": in_sentence(line)}
    return words


def _variables(registration: Registration, facts: dict[str, str]) -> dict[str, str]:
    """For the template of a carrier, none of them empty."""
    event, some_event = registration.event, _("community event")
    return {
        "name": sms_variable(facts["name"], instead=_("neighbour")),
        "event": sms_variable(facts["event"], instead=some_event),
        "when": sms_variable(facts["when"], instead=some_event),
        "place": sms_variable(event.place, instead=_("see the portal")),
        "meet": sms_variable(event.meeting_point or event.place, instead=_("see the portal")),
        # For an address in the template itself: /events/answer/${code}/
        "code": registration.answer_code,
        "bring": sms_variable(event.bring, instead=pgettext("to bring", "nothing")),
    }


def answer_path(registration: Registration) -> str:
    """The address by which a reminder is answered without a password."""
    return reverse("events:answer", args=[registration.answer_code])


def _notice(
    registration: Registration,
    kind: str,
    words: Callable[[dict[str, str]], str],
    *,
    urgent: bool,
    by: User | None = None,
    comes: bool = False,
    asks: bool = False,
) -> NoticeToSend:
    """`comes`: to somebody who comes, and is told what to bring and where one meets; `asks`: whether they do."""
    event = registration.event

    def text() -> NoticeText:
        facts = {
            "name": registration.person.name,
            "event": Truncator(event.title).chars(MOST_OF_A_TITLE, truncate="…"),
            "when": event_beginning(event),
            "place": event.place,
            "reason": Truncator(event.cancel_reason).chars(MOST_OF_A_REASON, truncate="…"),
        }
        # The title has the reason already; only one that is too long for it is told in full below.
        long = kind == "event_cancelled" and len(event.cancel_reason) > MOST_OF_A_REASON
        body = event.cancel_reason if long else _("%(when)s, %(place)s") % facts
        title = words(facts)
        if comes and urgent:
            # It may go out alone.
            title = _with_practical(title, event)
        elif comes and practical_lines(event):
            body = _with_practical(_("%(when)s, %(place)s.") % facts, event)
        if asks:
            body = _("Do you come? Please answer by one tap; no password is needed.")
        path = answer_path(registration) if asks else event.get_absolute_url()
        return NoticeText(title=title, body=body, path=path, variables=_variables(registration, facts))

    return NoticeToSend(about=registration.person, kind=kind, text=text, urgent=urgent, by=by)


def registered(registration: Registration, *, by: User | None) -> NoticeToSend:
    """The notice that a party is registered for an event."""
    return _notice(
        registration,
        "event_registered",
        lambda facts: _("%(name)s is registered for “%(event)s”, %(when)s.") % facts,
        urgent=False,
        by=by,
        comes=True,
    )


def waitlisted(registration: Registration, *, by: User | None) -> NoticeToSend:
    """The notice that a party is on the waitlist of an event."""
    return _notice(
        registration,
        "event_waitlisted",
        lambda facts: (
            _("%(name)s is on the waitlist of “%(event)s”. We tell you as soon as a place is free.") % facts
        ),
        urgent=False,
        by=by,
    )


def promoted(registration: Registration) -> NoticeToSend:
    """The notice that a party of the waitlist has got its seats."""
    return _notice(
        registration,
        "event_promoted",
        lambda facts: _("A place has become free: %(name)s is registered for “%(event)s”, %(when)s.") % facts,
        urgent=True,
        comes=True,
    )


def may_shrink(registration: Registration, free: int) -> NoticeToSend:
    """The notice to a party of the waitlist that fewer seats are free than it needs."""
    return _notice(
        registration,
        "event_may_shrink",
        lambda facts: (
            ngettext(
                "%(free)d place is free at “%(event)s”, fewer than %(name)s asked for. Come with fewer people?",
                "%(free)d places are free at “%(event)s”, fewer than %(name)s asked for. Come with fewer people?",
                free,
            )
            % {**facts, "free": free}
        ),
        urgent=True,
    )


def party_changed(registration: Registration, *, by: User) -> NoticeToSend:
    """The notice that a registration now brings more or fewer people."""
    seats = registration.seats
    return _notice(
        registration,
        "event_party_changed",
        lambda facts: (
            ngettext(
                "%(name)s now comes to “%(event)s” alone: %(seats)d person.",
                "%(name)s now comes to “%(event)s” with a party of %(seats)d people.",
                seats,
            )
            % {**facts, "seats": seats}
        ),
        urgent=False,
        by=by,
    )


def cancelled(registration: Registration, *, by: User | None) -> NoticeToSend:
    """The notice that a registration is cancelled; of one date of a course that goes on, which one."""
    absent = registration.is_absence
    return _notice(
        registration,
        "event_registration_cancelled",
        lambda facts: (
            _("%(name)s is absent once from “%(event)s”: %(when)s. The course goes on.") % facts
            if absent
            else _("The registration of %(name)s for “%(event)s” is cancelled.") % facts
        ),
        urgent=False,
        by=by,
    )


def event_changed(registration: Registration, *, by: User) -> NoticeToSend:
    """The notice to a registered party that the event has another time or place."""
    return _notice(
        registration,
        "event_changed",
        lambda facts: _("Please note the change: “%(event)s” is now on %(when)s, %(place)s.") % facts,
        urgent=True,
        by=by,
        comes=not registration.is_waitlisted,
    )


def event_cancelled(registration: Registration, *, by: User) -> NoticeToSend:
    """The notice to a registered or waiting party that the event is cancelled, and why."""
    return _notice(
        registration,
        "event_cancelled",
        lambda facts: _("“%(event)s” on %(when)s is cancelled: %(reason)s") % facts,
        urgent=True,
        by=by,
    )


def feedback_wanted(registration: Registration) -> NoticeToSend:
    """The notice that asks a party that came how it was, without its name."""
    event = registration.event

    def text() -> NoticeText:
        return NoticeText(
            title=_("How was “%(event)s”?") % {"event": Truncator(event.title).chars(MOST_OF_A_TITLE, truncate="…")},
            body=_("One tap on a face, and a sentence if you like. Nobody sees who said it, and you are asked once."),
            path=reverse("events:feedback", args=[registration.answer_code]),
        )

    return NoticeToSend(about=registration.person, kind="event_feedback", text=text)


def reminder(registration: Registration) -> NoticeToSend:
    """The notice that reminds a registered party of an event that begins soon, and asks whether they come."""
    return _notice(
        registration,
        "event_reminder",
        lambda facts: _("Reminder: “%(event)s” begins on %(when)s, %(place)s.") % facts,
        urgent=True,
        comes=True,
        asks=True,
    )
