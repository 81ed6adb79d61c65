"""Who may say what they think of an event, and how much of it is shown."""

from django.utils.translation import gettext as _

from accounts.phones import holds_mobile
from common.exceptions import Refused
from common.time import clock
from events.models import Event, Registration
from events.selectors.feedback import feedback_ends_at

OPEN = ("", Registration.FeedbackState.ASKED)


def require_may_give_feedback(registration: Registration) -> None:
    """A party that came says how it was once, after the list is closed and for some weeks."""
    event = registration.event
    if not registration.is_attended:
        raise Refused(_("Only who was there is asked what they say of it."), code="was_not_there")
    if event.list_closed_at is None:
        raise Refused(_("The list of this event is not checked yet. Please come back later."), code="too_early")
    if registration.feedback not in OPEN:
        raise Refused(_("You have told us already. Thank you!"), code="once")
    if clock.now() >= feedback_ends_at(event):
        raise Refused(_("This event was so long ago that nobody is asked any more."), code="too_late")


def require_no_number(words: str) -> None:
    """A sentence without a name stays so: a number in it would tell whose it is."""
    if holds_mobile(words):
        raise Refused(
            _("Please leave out the phone number, so that nobody knows who said it."),
            code="mobile_number",
            field="words",
        )


def require_event_took_place(event: Event) -> None:
    """Papers are keyed back once it is known how many came."""
    if event.list_closed_at is None and event.headcount is None:
        raise Refused(
            _("Please write down first who came, and close the list; then the papers are keyed in."), code="too_early"
        )


def require_no_more_than_came(answers: int, came: int) -> None:
    """There are no more faces on paper than people who came."""
    if answers > came:
        raise Refused(
            _("%(answers)d answers, but only %(came)d people came. Please count again.")
            % {"answers": answers, "came": came},
            code="more_than_came",
        )
