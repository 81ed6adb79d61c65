"""What the office fills in about activities. Rules that hold everywhere stand in volunteers/rules/, not here."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectMultipleWidget, UnfoldAdminTextareaWidget

from accounts.models import User
from events.admin.forms.drafts import DraftForm
from volunteers.models import Activity, Shift, Skill
from volunteers.selectors.activities import place_of, usual_minutes


class LeadField(forms.ModelChoiceField):
    """The person in charge, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(cast(User, obj).person)


class ActivityForm(DraftForm):
    """The form of the office for an activity. The community is the team's; the place is a room, an event, a building,
    or free text.
    """

    kind_field = "service"
    usual_end = _("Left empty: as long after the beginning as activities of this kind usually last.")
    changed_meanwhile = _(
        "Somebody else has changed this activity since you opened this page. "
        "Please compare; if you save again, what stands here is kept."
    )

    class Meta:
        model = Activity
        fields = [
            "title",
            "team",
            "service",
            "kind",
            "content",
            "starts_at",
            "ends_at",
            "space",
            "event",
            "building",
            "matter",
            "place",
            "meeting_point",
            "bring",
            "risks",
            "withdraw_hours",
            "lead",
            "organiser",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"].required = False
            self.fields["place"].help_text = _("Only where no room, event or building is chosen.")
        if "organiser" in self.fields:
            self.fields["organiser"].required = False
            self.fields["organiser"].help_text = _("Left empty: the unit that keeps the team's records.")

    def usual_minutes(self) -> dict[str, int]:
        return usual_minutes(self.read_by.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if team := cleaned.get("team"):
            self.instance.community = team.community
            if not cleaned.get("organiser") and "organiser" not in self.errors:
                cleaned["organiser"] = team.unit
        self._has_a_place(cleaned)
        return cleaned

    def _has_a_place(self, cleaned: dict[str, Any]) -> None:
        if "place" not in self.fields:
            return
        chosen = {name: cleaned.get(name) for name in ("space", "event", "building")}
        if any(chosen.values()):
            cleaned["place"] = place_of(Activity(**chosen, place=cleaned.get("place", "")))
        elif not cleaned.get("place") and not {*chosen, "place"} & self.errors.keys():
            self.add_error("place", _("Please choose a place above, or say here where it takes place."))


class ShiftForm(forms.ModelForm):
    """A row of the form of an activity: who is needed, how many, from when to when. Left empty: all the time."""

    skills = forms.MultipleChoiceField(
        label=_("skills"),
        choices=Skill.choices,
        required=False,
        widget=UnfoldAdminSelectMultipleWidget,
        help_text=Shift._meta.get_field("skills").help_text,
    )

    class Meta:
        model = Shift
        fields = ["role", "capacity", "starts_at", "ends_at", "break_minutes", "min_age", "skills"]

    def __init__(self, *args: Any, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Given by the formset; a row that only shows its columns has none.
        self.activity = activity
        for name in {"starts_at", "ends_at"} & self.fields.keys():
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("starts_at", "ends_at"):
            if name in self.fields and not cleaned.get(name) and name not in self.errors:
                cleaned[name] = getattr(self.activity, name)
        return cleaned


class ShiftFormSet(forms.BaseInlineFormSet):
    """The shifts of an activity: each row knows it, also while it is new."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "activity": self.instance}


class ActivityCancelForm(forms.Form):
    """The form of the office that cancels an activity; everybody who signed up reads the reason."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=200,
        help_text=_("Everybody who signed up reads these words, for example: It will rain."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )
