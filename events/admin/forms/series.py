"""What the office fills in about series."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from common.admin.widgets import DayWidget, TimeWidget
from common.time.formatting import WEEKDAYS
from events.actions.series import PlanUnseen
from events.admin.forms.practical import PracticalForm
from events.models import EventSeries


class EventSeriesForm(PracticalForm):
    """The form of the office for a series.

    Saved, it first shows what becomes of each date; `plan_seen` then says that this was looked at.
    """

    kind_field = "kind"
    changed_meanwhile = _(
        "Somebody else has changed this series since you opened this page. "
        "Please compare; if you save again, what stands here is kept."
    )

    weekdays = forms.TypedMultipleChoiceField(
        label=_("on these weekdays"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    plan_seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("If dates fall away: why?"),
        max_length=200,
        required=False,
        help_text=_("Everybody who registered reads these words, for example: The teacher is ill."),
        widget=UnfoldAdminTextInputWidget,
    )

    class Meta:
        model = EventSeries
        fields = [
            "title",
            "summary",
            "kind",
            "audience",
            "description",
            "rhythm",
            "every",
            "weekdays",
            "nth",
            "first_day",
            "last_day",
            "times",
            "without_holidays",
            "starts",
            "minutes",
            "space",
            "place",
            "organiser",
            "meeting_point",
            "grid",
            "bring",
            "access",
            "sign_up",
            "capacity",
            "largest_party",
            "min_age",
            "max_age",
        ]
        widgets = {"first_day": DayWidget, "last_day": DayWidget, "starts": TimeWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unseen = getattr(self.read_by, "refusal", None)
        if self.is_bound and isinstance(unseen, PlanUnseen):
            # What stands above the form now has been seen when it is sent the next time.
            typed = cast(QueryDict, self.data).copy()
            typed[self.add_prefix("plan_seen")] = unseen.plan.digest
            self.data = typed

    def usual_minutes(self) -> dict[str, int]:
        return {}

    def changes(self) -> dict[str, Any]:
        """What is said here, for the action, which looks for what is different by itself."""
        changes = {name: self.cleaned_data[name] for name in EventSeriesForm.Meta.fields if name in self.cleaned_data}
        if "organiser" in changes:
            changes["community"] = self.cleaned_data["organiser"].community
        return changes

    def clean_description(self) -> str:
        """Browsers end a line with two characters; else every date would seem to change."""
        description: str = self.cleaned_data["description"]
        return description.replace("\r\n", "\n")
