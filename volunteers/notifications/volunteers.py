"""The words of the notices about joining a team; a title says all that matters, since it may go out alone by SMS."""

from collections.abc import Callable

from django.urls import reverse_lazy
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notifications.people import words_if_wrong
from accounts.notifications.send import NoticeText, NoticeToSend
from common.names import in_sentence
from common.time import formatting
from volunteers.models import Volunteer

MOST_OF_A_REASON = 120
PATH = reverse_lazy("volunteers:profile")


def _notice(
    volunteer: Volunteer,
    kind: str,
    words: Callable[[dict[str, str]], str],
    *,
    body: Callable[[], str] = lambda: "",
    urgent: bool = False,
    by: User | None,
) -> NoticeToSend:
    def text() -> NoticeText:
        facts = {
            "name": volunteer.person.name,
            "team": volunteer.team.name,
            "number": volunteer.number_label,
            "reason": Truncator(in_sentence(volunteer.reason)).chars(MOST_OF_A_REASON, truncate="…"),
            "by": str(by or ""),
        }
        return NoticeText(title=words(facts), body=body(), path=str(PATH))

    return NoticeToSend(about=volunteer.person, kind=f"volunteer_{kind}", text=text, urgent=urgent, by=by)


def applied(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice that an application has arrived."""
    return _notice(
        volunteer,
        "applied",
        lambda facts: _("%(name)s has applied to “%(team)s”. The community office will answer.") % facts,
        by=by,
    )


def entered(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice to a neighbour that staff have entered an application for them."""
    return _notice(
        volunteer,
        "applied",
        lambda facts: _("%(by)s has entered that %(name)s would like to help in “%(team)s”.") % facts,
        body=words_if_wrong,
        by=by,
    )


def approved(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice that somebody is a volunteer now, with the number."""
    return _notice(
        volunteer,
        "approved",
        lambda facts: _("Welcome to “%(team)s”: %(name)s is a volunteer now, number %(number)s.") % facts,
        urgent=True,
        by=by,
    )


def refused(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice that an application was not accepted, and why."""
    return _notice(
        volunteer,
        "refused",
        lambda facts: _("“%(team)s” could not accept the application of %(name)s: %(reason)s.") % facts,
        # The title has the reason already; only one that is too long for it is told in full below.
        body=lambda: volunteer.reason if len(volunteer.reason) > MOST_OF_A_REASON else "",
        urgent=True,
        by=by,
    )


def consent_noted(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice that the consent of a guardian was noted."""
    return _notice(
        volunteer,
        "consent_noted",
        lambda facts: _("%(by)s has noted that a guardian agrees that %(name)s helps in “%(team)s”.") % facts,
        body=words_if_wrong,
        by=by,
    )


def changed(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice that staff have changed what somebody would like to do, and when."""
    return _notice(
        volunteer,
        "changed",
        lambda facts: _("%(by)s has changed what %(name)s can do in “%(team)s”, and when.") % facts,
        body=words_if_wrong,
        by=by,
    )


def paused(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice that a volunteer pauses, and until when."""

    def words(facts: dict[str, str]) -> str:
        if volunteer.paused_until is None:
            return _("%(name)s pauses in “%(team)s” until we hear again.") % facts
        return _("%(name)s pauses in “%(team)s” until %(day)s.") % {
            **facts,
            "day": formatting.day(volunteer.paused_until),
        }

    return _notice(volunteer, "paused", words, by=by)


def resumed(volunteer: Volunteer, *, by: User | None) -> NoticeToSend:
    """The notice that the pause of a volunteer is over."""
    return _notice(
        volunteer, "resumed", lambda facts: _("%(name)s is back in “%(team)s”. Welcome back!") % facts, by=by
    )


def left(volunteer: Volunteer, *, by: User) -> NoticeToSend:
    """The notice that somebody has left the team, with the reason, where there is one."""
    return _notice(
        volunteer,
        "left",
        lambda facts: _("%(name)s has left “%(team)s”. Thank you for everything!") % facts,
        body=lambda: volunteer.reason,
        by=by,
    )


def in_sub_teams(volunteer: Volunteer, names: list[str], *, by: User) -> NoticeToSend:
    """The notice of the sub-teams in which a volunteer is from now on."""

    def words(facts: dict[str, str]) -> str:
        if not names:
            return _("%(name)s is in no sub-team of “%(team)s” any more.") % facts
        text = ngettext(
            "%(name)s is now in this sub-team of “%(team)s”: %(names)s.",
            "%(name)s is now in these sub-teams of “%(team)s”: %(names)s.",
            len(names),
        )
        return text % {**facts, "names": _(", ").join(names)}

    return _notice(volunteer, "sub_teams", words, by=by)
