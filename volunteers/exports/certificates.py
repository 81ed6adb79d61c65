"""The words that are written down on a certificate: the content of the service, and the lines by choice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.names import in_sentence
from common.time import clock
from volunteers.models import Certificate, ServiceKind, ServiceRecord
from volunteers.selectors.certificates import ServiceOfPeriod
from volunteers.selectors.hours import half_hours
from volunteers.selectors.stars import star_level_of

# So many activities are named on the sheet; the others are counted by their kind, so that it stays one page.
MOST_NAMED, MOST_WORDS = 8, 40
MOST_OF_A_LINE = 120


def issuing_language() -> Any:
    """For `with`: what is written down is in the community's language, whoever asks for the paper."""
    return translation.override(settings.LANGUAGE_CODE)


def content_of(service: ServiceOfPeriod) -> str:
    """The content of the service in words: a line for each activity, the longest first."""
    by_name: dict[str, list[ServiceRecord]] = defaultdict(list)
    for record in service.records:
        by_name[record.activity_name].append(record)
    groups = sorted(by_name.values(), key=lambda rows: -sum(record.minutes for record in rows))
    lines = [_line_of_activity(rows) for rows in groups[:MOST_NAMED]]
    if others := [record for rows in groups[MOST_NAMED:] for record in rows]:
        lines.append(_line_of_kinds(others))
    return "\n".join(lines)


def _line_of_activity(records: Sequence[ServiceRecord]) -> str:
    newest = records[-1]
    return _("%(activity)s, %(times)s: %(content)s") % {
        "activity": newest.activity_name,
        "times": _times(len(records)),
        "content": Truncator(in_sentence(newest.content)).chars(MOST_WORDS, truncate="…"),
    }


def _line_of_kinds(records: Iterable[ServiceRecord]) -> str:
    kinds = Counter(record.service for record in records)
    named = [f"{ServiceKind(kind).label} {_times(times)}" for kind, times in kinds.most_common()]
    return _("And others: %(kinds)s") % {"kinds": pgettext("between names", ", ").join(named)}


def _times(times: int) -> str:
    return ngettext("%(n)d time", "%(n)d times", times) % {"n": times}


# --- Lines by choice


def extra_lines(service: ServiceOfPeriod, chosen: Iterable[str]) -> dict[str, str]:
    """The chosen lines and their words, in the order of the sheet; those that have nothing to say are left out."""
    asked = set(chosen)
    words = {line.value: _words_of(line, service) for line in Certificate.Extra if line.value in asked}
    return {line: Truncator(text).chars(MOST_OF_A_LINE, truncate="…") for line, text in words.items() if text}


def _words_of(line: Certificate.Extra, service: ServiceOfPeriod) -> str:
    volunteer, period = service.volunteer, (service.first_day, service.last_day)
    match line:
        case Certificate.Extra.NUMBER:
            return volunteer.number_label
        case Certificate.Extra.NATIONAL_NUMBER:
            return volunteer.national_number
        case Certificate.Extra.SUB_TEAMS:
            current = volunteer.memberships.filter(during__contains=clock.today())
            return _names(current.order_by("team").values_list("team__name", flat=True))
        case Certificate.Extra.STARS:
            level = star_level_of(volunteer)
            return ngettext("%(n)d star", "%(n)d stars", level.stars) % {"n": level.stars} if level.stars else ""
        case Certificate.Extra.TRAININGS:
            taken = volunteer.trainings.filter(day__range=period).order_by("day", "pk")
            return _names(
                _("%(name)s (%(hours)s hours)") % {"name": one.name, "hours": half_hours(one.minutes)}
                for one in taken
            )
        case Certificate.Extra.AWARDS:
            given = volunteer.awards.filter(day__range=period).order_by("day", "pk")
            return _names(_("%(name)s (%(by)s)") % {"name": one.name, "by": one.given_by} for one in given)
        case Certificate.Extra.RECORDS:
            entries = len(service.records)
            return ngettext("%(n)d entry, on the next sheet", "%(n)d entries, on the next sheet", entries) % {
                "n": entries
            }


def _names(names: Iterable[str]) -> str:
    return pgettext("between names", ", ").join(names)
