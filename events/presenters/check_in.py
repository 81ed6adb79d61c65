"""When a party came and went, in words for the desk."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from common.time import formatting
from events.models import CheckIn, Event, Registration
from events.models.check_in_kinds import CheckInKind
from events.selectors.check_in import check_in_days


def ticked_in_words(check_in: CheckIn) -> str:
    """9:02 由王芳签到; whoever has ticked the own family off is not named."""
    if check_in.left_at:
        words, at, by = _("left at %(time)s, ticked out by %(name)s"), check_in.left_at, check_in.left_by
        alone = _("left at %(time)s")
    elif check_in.at_door:
        words = alone = _("checked in at the door at %(time)s")
        at, by = check_in.at, None
    else:
        words, at, by = _("ticked off at %(time)s by %(name)s"), check_in.at, check_in.by
        alone = _("ticked off at %(time)s")
    return (words if by else alone) % {"time": formatting.clock_time(at), "name": by}


def done_in_words(registration: Registration, check_in: CheckIn | None) -> str:
    """What to say after a tap at the desk: that somebody is here, or has left, or who was quicker."""
    name = registration.person.name
    if check_in is None:
        return _("The check-in of %(name)s is taken back.") % {"name": name}
    if registration.already_made:
        words = _("%(name)s: %(ticked)s. Nothing was counted twice.")
        return words % {"name": name, "ticked": ticked_in_words(check_in)}
    if check_in.left_at:
        return _("%(name)s has left.") % {"name": name}
    return _("%(name)s is here, %(n)d in all.") % {"name": name, "n": check_in.came}


# More columns do not fit on a sheet beside the names.
MOST_DAYS_ON_PAPER = 7


class PaperBox(NamedTuple):
    """A column of the paper list that is filled in by hand: with a `tick`, or with a number or time to `write`."""

    heading: str
    kind: str


def paper_boxes(event: Event) -> list[PaperBox]:
    """What the paper list of an event asks of each party, by the way in which it is ticked."""
    days = check_in_days(event)
    if event.check_in_kind == CheckInKind.EACH_DAY and len(days) <= MOST_DAYS_ON_PAPER:
        return [PaperBox(f"{day.month}-{day.day} {formatting.weekday(day)}", "write") for day in days]
    return [PaperBox(_("Is here"), "tick"), PaperBox(_("How many came?"), "write")]
