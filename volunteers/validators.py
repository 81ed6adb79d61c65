"""What is typed about volunteers and activities: never the number of an identity card, nor places elsewhere."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.lookups import Regex
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from volunteers.models import Activity

# Region, birthday, serial number, check character; before 1999 without the century and the check character.
_DAY_OF_YEAR = "(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
IDENTITY_CARD = (
    f"[1-9][0-9]{{5}}(19|20)[0-9]{{2}}{_DAY_OF_YEAR}[0-9]{{3}}[0-9Xx]"
    f"|(^|[^0-9])[1-9][0-9]{{7}}{_DAY_OF_YEAR}[0-9]{{3}}($|[^0-9])"
)
# What people type between the digits: all signs up to the CJK punctuation that are neither letter nor digit. Python
# and PostgreSQL read it in the same way.
BETWEEN_DIGITS = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u2bff\u3000-\u303f]"
NATIONAL_NUMBER = r"^[0-9A-Z]{8,20}$"
NO_IDENTITY_CARD = _("Please leave out the number of the identity card: we never keep it.")


def holds_identity_card(text: str) -> bool:
    """Whether the number of an identity card is in the text, in full-width digits too, whatever is between them."""
    return bool(re.search(IDENTITY_CARD, re.sub(BETWEEN_DIGITS, "", unicodedata.normalize("NFKC", text))))


def validate_no_identity_card(text: str) -> None:
    """Raises ValidationError for a text that holds the number of an identity card."""
    if holds_identity_card(text):
        raise ValidationError(NO_IDENTITY_CARD, code="identity_card")


def without_identity_card(*fields: str) -> models.Q:
    """The condition of a CHECK: none of these columns holds an identity card (`holds_identity_card`)."""
    condition = models.Q()
    for field in fields:
        plain = Func(F(field), function="normalize", template="%(function)s(%(expressions)s, NFKC)")
        digits = Func(plain, Value(BETWEEN_DIGITS), Value(""), Value("g"), function="regexp_replace")
        condition &= ~models.Q(Regex(digits, Value(IDENTITY_CARD)))
    return condition


def validate_same_community(activity: "Activity") -> None:
    """The organising unit and the place of an activity are in the community of its team.

    The database enforces the same; this gives the message in the form.
    """
    if not activity.community_id:
        return
    if activity.organiser_id and activity.organiser.community_id != activity.community_id:
        raise ValidationError({"organiser": _("The organising unit belongs to another community.")})
    places = {
        "space": activity.space and activity.space.station.community_id,
        "event": activity.event and activity.event.community_id,
        "building": activity.building and activity.building.estate.community_id,
    }
    for field, community in places.items():
        if community and community != activity.community_id:
            raise ValidationError({field: _("The place belongs to another community.")})
