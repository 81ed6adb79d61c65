"""Sensitive data are read under the eyes of the person concerned: every look leaves a line that they can see."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import AccessLog, Person, User

# What `AccessLog.what` may say, in words for the person whose data were read.
WHAT: dict[str, str | Promise] = {
    "phone": _("whole phone number"),
    "export": _("in an exported list"),
    "export with phone": _("in an exported list, with the phone number"),
    "party register": _("party register"),
    "party register export": _("party register, exported"),
    "party transfer": _("transfer of the party relation"),
    "survey": _("found in a survey"),
    "survey export": _("found in a survey, exported"),
}


def log_reading(people: Iterable[Person | int], *, what: str, reason: str, by: User) -> int:
    """Keep that `by` has read sensitive data of these people (or keys of people), one line for each; return how many.

    Call it with everybody whom the page shows, once for each page shown. Raises Refused without a reason.
    """
    rules.says_why(reason)
    keys = {person if isinstance(person, int) else person.pk for person in people}
    AccessLog.objects.bulk_create(
        AccessLog(user=by, person_id=key, what=what, reason=reason.strip()[:200]) for key in sorted(keys)
    )
    return len(keys)


def what_label(what: str) -> str:
    """What was read, in words."""
    return str(WHAT.get(what, what))
