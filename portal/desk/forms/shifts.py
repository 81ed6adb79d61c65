"""What a lead types at the place: four digits, times, and what is said when minutes are confirmed."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.names import NameFormField
from common.time import clock, formatting
from common.writing.folding import compact
from volunteers.models import Assignment, Evaluation, ServiceRecord, Shift
from volunteers.notifications.minutes import usual_evaluation
from volunteers.rules.minutes import needs_reason
from volunteers.selectors.check_in import check_in_opens_at
from volunteers.selectors.minutes import Stay

MOST_OF_AN_EVALUATION = Evaluation._meta.get_field("text").max_length
MOST_OF_A_REASON = ServiceRecord._meta.get_field("long_day_reason").max_length


class ToldCodeForm(forms.Form):
    """The four digits of the reminder, as a volunteer tells them; typed on any keyboard, with blanks or without."""

    code = forms.CharField(
        label=_("Code told by the volunteer"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        code = compact(self.cleaned_data["code"])
        if not re.fullmatch("[0-9]{4}", code):
            raise forms.ValidationError(_("A code has four digits."), code="invalid")
        return code


class ClockTimeField(forms.TimeField):
    """A time of day, typed or chosen; full-width digits and colons are understood."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def to_python(self, value: Any) -> dt.time | None:
        return super().to_python(compact(value) if isinstance(value, str) else value)


class TimesForm(forms.Form):
    """From when until when somebody was there. `cleaned_data` has the moments of the shift that the times mean."""

    came = ClockTimeField(label=_("Came at"))
    left = ClockTimeField(
        label=_("Left at"), required=False, help_text=_("Empty while the volunteer is still there.")
    )

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shift: Shift = assignment.shift
        came = assignment.checked_in_at or self.shift.starts_at
        self.fields["came"].initial = formatting.local(came).time()
        left = assignment.checked_out_at or (self.shift.ends_at if self.shift.is_over else None)
        self.fields["left"].initial = formatting.local(left).time() if left else None

    def clean_came(self) -> dt.datetime:
        return self._moment(self.cleaned_data["came"])

    def clean_left(self) -> dt.datetime | None:
        left = self.cleaned_data["left"]
        return self._moment(left) if left else None

    def _moment(self, time: dt.time) -> dt.datetime:
        """The first time of day of this kind once the shift takes people in: a shift may go over midnight."""
        opens = check_in_opens_at(self.shift)
        day = formatting.local(opens).date()
        moment = dt.datetime.combine(day, time, tzinfo=clock.HERE)
        return moment if moment >= opens.replace(second=0, microsecond=0) else moment + dt.timedelta(days=1)


class MinutesForm(forms.Form):
    """What the lead confirms: for each volunteer the minutes that the page has shown, a reason where the day is long,
    and words where the sentence for everybody does not fit.
    """

    evaluation = NameFormField(label=_("Evaluation for everybody"), max_length=MOST_OF_AN_EVALUATION)

    def __init__(self, *args: Any, stays: Sequence[Stay], evaluates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stays, self.evaluates = stays, evaluates
        self.fields["evaluation"].initial = usual_evaluation()
        if not evaluates:
            del self.fields["evaluation"]
        for stay in stays:
            key = stay.assignment.pk
            self.fields[f"minutes-{key}"] = forms.IntegerField(
                initial=stay.minutes, min_value=0, required=False, widget=forms.HiddenInput
            )
            if not evaluates:
                continue
            self.fields[f"words-{key}"] = NameFormField(
                label=_("Other words for this volunteer"), required=False, max_length=MOST_OF_AN_EVALUATION
            )
            if needs_reason(stay):
                self.fields[f"reason-{key}"] = NameFormField(
                    label=_("More than 8 hours on this day: why?"), max_length=MOST_OF_A_REASON
                )

    @property
    def lines(self) -> list[tuple[Stay, list[forms.BoundField]]]:
        """Each volunteer with the fields that are asked about them."""
        return [
            (stay, [self[name] for name in self.fields if name.endswith(f"-{stay.assignment.pk}")])
            for stay in self.stays
        ]

    def _by_key(self, kind: str) -> dict[int, Any]:
        answers = {stay.assignment.pk: self.cleaned_data.get(f"{kind}-{stay.assignment.pk}") for stay in self.stays}
        return {key: answer for key, answer in answers.items() if answer not in (None, "")}

    @property
    def confirmed(self) -> dict[str, Any]:
        """The keyword arguments of `confirm_minutes`. Whoever was not on the page is not confirmed."""
        return {
            "seen": self._by_key("minutes"),
            "reasons": self._by_key("reason"),
            "evaluations": self._by_key("words"),
            "evaluation": self.cleaned_data.get("evaluation", ""),
        }
