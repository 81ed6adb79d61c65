"""How a space is booked, in the words that a neighbour reads before booking."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.time.formatting import minutes_in_words
from stations.models import Space


def booking_policy_in_words(space: Space) -> list[str]:
    """How a space is booked: its booking policy, one short sentence a point."""
    points = [_lengths(space), _ahead(space)]
    if space.notice:
        points.append(_("at the latest %(notice)s before") % {"notice": minutes_in_words(space.notice)})
    if space.weekly_limit:
        points.append(
            ngettext("%(n)d time a week at most", "%(n)d times a week at most", space.weekly_limit)
            % {"n": space.weekly_limit}
        )
    if space.buffer:
        points.append(_("%(time)s to tidy up after each") % {"time": minutes_in_words(space.buffer)})
    points.append(_("the station answers your request") if space.needs_approval else _("yours at once"))
    return points


def _lengths(space: Space) -> str:
    if space.shortest == space.longest:
        return _("%(length)s each time") % {"length": minutes_in_words(space.shortest)}
    return _("%(shortest)s to %(longest)s each time") % {
        "shortest": minutes_in_words(space.shortest),
        "longest": minutes_in_words(space.longest),
    }


def _ahead(space: Space) -> str:
    return ngettext("up to %(n)d day ahead", "up to %(n)d days ahead", space.days_ahead) % {"n": space.days_ahead}
