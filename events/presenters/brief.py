"""The brief of an event (活动简报) in words: one fact a line, for paper and to be pasted. Nobody's name is in it.

What is not recorded is said to be so, since 0 would be another thing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.time import formatting
from events.models import Feedback
from events.selectors.brief import EventBrief, is_settled


class Line(NamedTuple):
    """A fact: what it is, and what the records say."""

    label: str
    text: str


def brief_lines(brief: EventBrief) -> list[Line]:
    """The facts of the brief, in the order in which one reads them."""
    return list(_lines(brief))


def brief_text(brief: EventBrief) -> str:
    """The whole brief as plain lines, to be pasted into a report or a chat."""
    event = brief.event
    lines = [_("Brief: %(title)s") % {"title": f"【{event.title}】"}]
    lines += [_("%(label)s: %(text)s") % line._asdict() for line in brief_lines(brief)]
    if event.recap_published_at and event.recap:
        lines += ["", event.recap]
    return "\n".join([*lines, event.public_url])


def _lines(brief: EventBrief) -> Iterator[Line]:
    event = brief.event
    yield Line(_("When"), formatting.span(event.starts_at, event.ends_at))
    yield Line(_("Where"), event.place)
    yield Line(_("Organised by"), event.organiser.name)
    if brief.course:
        yield Line(_("Series"), _series(brief))
    yield Line(_("Who could come"), str(event.get_audience_display()))
    yield Line(_("Registered"), _registered(brief))
    yield Line(_("Came"), _came(brief))
    yield Line(_("Feedback"), _feedback(brief))
    yield Line(_("Photos"), _photos(brief))


def _series(brief: EventBrief) -> str:
    assert brief.course
    number, title = brief.course.number_of(brief.event), brief.course.series.title
    if not number:
        return title
    return _("%(title)s, date %(number)d of %(count)d") % {
        "title": title,
        "number": number,
        "count": brief.course.count,
    }


def _registered(brief: EventBrief) -> str:
    if not brief.event.takes_registrations:
        return _("No registration needed: one just came.")
    people = ngettext("%(n)d person", "%(n)d people", brief.registered) % {"n": brief.registered}
    parties = ngettext("%(n)d party", "%(n)d parties", brief.parties) % {"n": brief.parties}
    return f"{people}（{parties}）"


def _came(brief: EventBrief) -> str:
    if brief.came is None:
        if brief.event.takes_registrations:
            return _("Not written down yet: nobody is ticked off, and the list is not closed.")
        return _("Not written down: nobody has counted.")
    people = ngettext("%(n)d person", "%(n)d people", brief.came) % {"n": brief.came}
    more = []
    if brief.walk_ins:
        more.append(
            ngettext("%(n)d of them unannounced", "%(n)d of them unannounced", brief.walk_ins) % {"n": brief.walk_ins}
        )
    if brief.times is not None:
        more.append(
            ngettext("%(n)d person-time, each day counted", "%(n)d person-times, each day counted", brief.times)
            % {"n": brief.times}
        )
    if not is_settled(brief.event):
        more.append(_("as ticked off so far: the list is not closed yet"))
    return f"{people}（{'；'.join(more)}）" if more else people


def _feedback(brief: EventBrief) -> str:
    feedback = brief.feedback
    if not feedback.answered:
        return _("Nobody has answered.")
    said = _("%(answered)d of %(came)d people have answered") % {
        "answered": feedback.answered,
        "came": feedback.came,
    }
    if not feedback.is_shown or feedback.hides_links:
        return said
    faces = "、".join(f"{face.label} {feedback.faces[face.value]}" for face in Feedback.Face)
    return f"{said}（{faces}）"


def _photos(brief: EventBrief) -> str:
    if not brief.photos:
        return _("None are public.")
    return "；".join(photo.words for photo in brief.photos)
