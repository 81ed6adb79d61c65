"""What a device at the desk sends of the taps that it has kept."""

import datetime as dt
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from events.models import Tap

# More is sent in the next request.
MOST_TAPS = 50


class MomentField(forms.FloatField):
    """Milliseconds since 1970, as scripts count them; what is no moment at all is as if it were not said."""

    def clean(self, value: Any) -> dt.datetime | None:
        try:
            said = super().clean(value)
            return None if said is None else dt.datetime.fromtimestamp(said / 1000, tz=dt.UTC)
        except (ValidationError, ValueError, OverflowError, OSError):
            return None


class TapForm(forms.Form):
    """One tap: its key, the registration, in or out, how many came, and when."""

    id = forms.UUIDField()
    party = forms.IntegerField(min_value=1, max_value=10**18)
    act = forms.ChoiceField(choices=Tap.Act)
    came = forms.IntegerField(required=False, min_value=0, max_value=999)
    at = MomentField(required=False)


def read_taps(body: bytes) -> list[TapForm] | None:
    """The taps of a request, `{"taps": [{…}, …]}`; None for what is nothing of the kind."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    taps = sent.get("taps") if isinstance(sent, dict) else None
    if not isinstance(taps, list) or len(taps) > MOST_TAPS or not all(isinstance(tap, dict) for tap in taps):
        return None
    return [
        TapForm({name: value for name, value in tap.items() if isinstance(value, str | int | float)}) for tap in taps
    ]
