"""The words of every notice about shifts. A title says all that matters, since it may go out alone by SMS."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.notifications.send import NoticeText, NoticeToSend
from common.time import formatting
from volunteers.models import Assignment, Shift, Volunteer

MOST_OF_A_TITLE = 24


def shift_beginning(shift: Shift) -> str:
    """The beginning of the shift with its weekday, in the reader's language and the community's time zone."""
    return f"{formatting.day(shift.starts_at)} {formatting.clock_time(shift.starts_at)}"


def _facts(shift: Shift) -> dict[str, str]:
    activity = shift.activity
    return {
        "activity": Truncator(activity.title).chars(MOST_OF_A_TITLE, truncate="…"),
        "role": shift.role,
        "when": shift_beginning(shift),
        "place": activity.meeting_point or activity.place,
    }


def _notice(
    assignment: Assignment,
    kind: str,
    words: Callable[[dict[str, str]], str],
    *,
    about: Person | None = None,
    urgent: bool = False,
    personal: bool = False,
    path: str = "",
    by: User | None = None,
) -> NoticeToSend:
    def text() -> NoticeText:
        facts = _facts(assignment.shift) | {"name": assignment.person.name, "code": assignment.told_code}
        facts["reason"] = assignment.reason
        own = reverse("volunteers:assignment", args=[assignment.pk])
        return NoticeText(title=words(facts), body=_("%(when)s, %(place)s") % facts, path=path or own)

    return NoticeToSend(
        about=about or assignment.person, kind=kind, text=text, urgent=urgent, personal=personal, by=by
    )


def answer_path(assignment: Assignment) -> str:
    """The address by which a reminder is answered without a password."""
    return reverse("volunteers:answer", args=[assignment.answer_code])


# --- To the volunteer ---------------------------------------------------------------------------------------------


def signed_up(assignment: Assignment, *, by: User) -> NoticeToSend:
    """The notice that a volunteer has a place on a shift."""
    return _notice(
        assignment,
        "shift_signed_up",
        lambda facts: _("%(name)s is on the shift “%(activity)s” (%(role)s), %(when)s.") % facts,
        by=by,
    )


def waitlisted(assignment: Assignment, *, by: User) -> NoticeToSend:
    """The notice that a volunteer waits for a place."""
    return _notice(
        assignment,
        "shift_waitlisted",
        lambda facts: (
            _("%(name)s is on the waitlist of “%(activity)s” (%(role)s). We tell you as soon as a place is free.")
            % facts
        ),
        by=by,
    )


def promoted(assignment: Assignment) -> NoticeToSend:
    """The notice that a volunteer of the waitlist has got a place."""
    return _notice(
        assignment,
        "shift_promoted",
        lambda facts: (
            _("A place has become free: %(name)s is on the shift “%(activity)s” (%(role)s), %(when)s.") % facts
        ),
        urgent=True,
        path=answer_path(assignment),
    )


def withdrawn(assignment: Assignment, *, by: User | None) -> NoticeToSend:
    """The notice that a volunteer is no longer on a shift, with the reason where the lead gave one."""

    def words(facts: dict[str, str]) -> str:
        if facts["reason"] and by is not None and by.person_id != assignment.person_id:
            return _("%(name)s is no longer on the shift “%(activity)s”, %(when)s: %(reason)s") % facts
        return _("%(name)s is no longer on the shift “%(activity)s”, %(when)s.") % facts

    return _notice(assignment, "shift_withdrawn", words, by=by)


def reminder(assignment: Assignment) -> NoticeToSend:
    """The notice that reminds a volunteer of a shift; the link answers it, the code is told at the place."""
    return _notice(
        assignment,
        "shift_reminder",
        lambda facts: _("Reminder: “%(activity)s” (%(role)s), %(when)s, %(place)s. Check-in code %(code)s.") % facts,
        urgent=True,
        path=answer_path(assignment),
    )


def substitute_wanted(volunteer: Volunteer, shift: Shift) -> NoticeToSend:
    """The notice to somebody who could come that a place is looking for a substitute."""

    def text() -> NoticeText:
        facts = _facts(shift)
        return NoticeText(
            title=_("Can you stand in? “%(activity)s” (%(role)s), %(when)s.") % facts,
            body=facts["place"],
            path=reverse("volunteers:shift", args=[shift.pk]),
        )

    return NoticeToSend(about=volunteer.person, kind="shift_substitute_wanted", text=text)


def taken_over(before: Assignment, after: Assignment, *, by: User) -> list[NoticeToSend]:
    """The notices that somebody has taken a place over: to whom it was, without the name, and to the lead."""
    relieved = _notice(
        before,
        "shift_taken_over",
        lambda facts: _("Somebody comes instead of you: “%(activity)s”, %(when)s.") % facts,
        urgent=True,
    )
    lead = _to_lead(
        before,
        "shift_taken_over_lead",
        lambda facts: (
            _("%(other)s comes instead of %(name)s: “%(activity)s” (%(role)s), %(when)s.")
            % {**facts, "other": after.person.name}
        ),
        urgent=False,
        by=by,
    )
    return [relieved, *lead]


# --- To the lead --------------------------------------------------------------------------------------------------


def _to_lead(
    assignment: Assignment,
    kind: str,
    words: Callable[[dict[str, str]], str],
    *,
    urgent: bool,
    by: User | None,
) -> list[NoticeToSend]:
    lead = assignment.shift.activity.lead.person
    if lead is None:
        return []
    path = f"/desk/shifts/{assignment.shift_id}/"
    return [_notice(assignment, kind, words, about=lead, urgent=urgent, personal=True, path=path, by=by)]


def late_withdrawal(assignment: Assignment, promoted: Sequence[Assignment], *, by: User | None) -> list[NoticeToSend]:
    """The notice to the lead, at once, that somebody does not come, and who comes instead."""

    def words(facts: dict[str, str]) -> str:
        if promoted:
            told = {**facts, "other": promoted[0].person.name}
            return _("%(name)s can't come to “%(activity)s”, %(when)s; %(other)s moves up.") % told
        return _("%(name)s can't come to “%(activity)s” (%(role)s), %(when)s. The place is free.") % facts

    return _to_lead(assignment, "shift_late_withdrawal", words, urgent=True, by=by)


def looks_for_substitute(assignment: Assignment, *, by: User | None) -> list[NoticeToSend]:
    """The notice to the lead that somebody keeps the place only until a substitute is found."""
    return _to_lead(
        assignment,
        "shift_substitute_looked_for",
        lambda facts: _("%(name)s looks for a substitute: “%(activity)s” (%(role)s), %(when)s.") % facts,
        urgent=False,
        by=by,
    )
