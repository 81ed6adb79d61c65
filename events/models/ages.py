"""Whom events admit by age."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models.people import ADULT_AGE, ELDER_AGE


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Ages from `low` to `high`, both included; None where there is no such limit."""

    low: int | None = None
    high: int | None = None

    def __str__(self) -> str:
        """5–14 岁; 60 岁以上; 14 岁以下; nothing where every age is meant."""
        if self.low is not None and self.high is not None:
            words = _("%(low)d–%(high)d years") if self.low != self.high else _("%(low)d years")
        elif self.low is not None:
            words = _("from %(low)d years")
        elif self.high is not None:
            words = _("up to %(high)d years")
        else:
            return ""
        return words % {"low": self.low, "high": self.high}


# By the audience of an event, where the office has entered no ages. Everyone and families come at all ages.
AGES = {
    "children": AgeSpan(high=ADULT_AGE - 1),
    "elders": AgeSpan(low=ELDER_AGE),
    "workers": AgeSpan(low=16),
    "members": AgeSpan(low=ADULT_AGE),
}
