"""What is typed about volunteers and activities: never the number of an identity card, nor places elsewhere."""

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from volunteers.models import Activity

# Region, birthday, serial number, check character; with the blanks and hyphens between which people type it.
IDENTITY_CARD = r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])[0-9]{3}[0-9Xx]"
NATIONAL_NUMBER = r"^[0-9A-Z]{8,20}$"
NO_IDENTITY_CARD = _("Please leave out the number of the identity card: we never keep it.")


def holds_identity_card(text: str) -> bool:
    """Whether the number of an identity card is in the text, also with blanks or hyphens between its digits."""
    return bool(re.search(IDENTITY_CARD, re.sub(r"[\s\-]", "", text)))


def validate_no_identity_card(text: str) -> None:
    """Raises ValidationError for a text that holds the number of an identity card."""
    if holds_identity_card(text):
        raise ValidationError(NO_IDENTITY_CARD, code="identity_card")


def without_identity_card(*fields: str) -> models.Q:
    """The condition of a CHECK: none of these columns holds the number of an identity card."""
    condition = models.Q()
    for field in fields:
        condition &= ~models.Q(**{f"{field}__regex": IDENTITY_CARD})
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
