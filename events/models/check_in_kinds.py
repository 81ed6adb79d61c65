"""How an event is ticked: once, each day anew, or in and out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckInKind(models.TextChoices):
    """How often a party of an event is ticked off, and whether it is noted when it leaves."""

    ONCE = "once", _("once")
    EACH_DAY = "each_day", _("each day")
    IN_AND_OUT = "in_and_out", _("in and out")


def check_in_kind_field() -> models.CharField:
    """Which of the kinds an event has."""
    return models.CharField(
        _("kind of check-in"),
        max_length=10,
        choices=CheckInKind,
        default=CheckInKind.ONCE,
        db_default=CheckInKind.ONCE,
        help_text=_("Each day: for an event of several days. In and out: where you need to know who is inside."),
    )
