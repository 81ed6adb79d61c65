"""What staff fill in about events. Rules that hold everywhere stand in events/rules/, not here."""

import datetime as dt
import json
from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from events.admin.forms.registrations import RegistrationReasonForm
from events.models import Event
from events.selectors.events import USUAL_MINUTES, usual_minutes
from stations.selectors.programme import place_of_room


class EventForm(forms.ModelForm):
    """The form of the office for an event. The community is the organiser's; the place is the room, or free text."""

    # Set by the admin class: who fills it in.
    read_by: HttpRequest
    # The `changed_at` that the form was opened with, so that nobody undoes a colleague's change unknowingly.
    # Without a label: admin would draw it although the field is hidden.
    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Event
        fields = [
            "title",
            "summary",
            "kind",
            "audience",
            "description",
            "cover",
            "starts_at",
            "ends_at",
            "space",
            "place",
            "organiser",
            "grid",
            "capacity",
            "largest_party",
            "registration_closes_at",
            "min_age",
            "max_age",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen" in self.fields:
            self.fields["seen"].initial = self.instance.changed_at.isoformat()
        if "ends_at" in self.fields and not self.instance.pk:
            self.usual = usual_minutes(self.read_by.user)
            ends = self.fields["ends_at"]
            ends.required = False
            ends.help_text = _("Left empty: as long after the beginning as events of this kind usually last.")
            ends.widget.attrs |= {
                "data-starts": self.add_prefix("starts_at"),
                "data-kind": self.add_prefix("kind"),
                "data-minutes": json.dumps(self.usual),
            }
        if "place" in self.fields:
            self.fields["place"].required = False
            self.fields["place"].help_text = _("Only where no room is chosen; else the room's name stands here.")

    def changes(self) -> dict[str, Any]:
        """What was changed in this form, for `actions.change_event`."""
        fields = {name for name in self.changed_data if name != "seen"}
        changes = {name: self.cleaned_data[name] for name in fields}
        if changes.get("cover") is False:  # the box “remove” was ticked
            changes["cover"] = ""
        if "organiser" in changes:
            changes["community"] = self.cleaned_data["organiser"].community
        return changes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("organiser"):
            self.instance.community = cleaned["organiser"].community
        self._ends_as_usual(cleaned)
        self._has_a_place(cleaned)
        self._nobody_else_has_saved(cleaned)
        return cleaned

    def _ends_as_usual(self, cleaned: dict[str, Any]) -> None:
        """Of a new event without an end."""
        starts_at = cleaned.get("starts_at")
        if starts_at and not cleaned.get("ends_at") and "ends_at" not in self.errors:
            minutes = self.usual.get(cleaned.get("kind", ""), USUAL_MINUTES)
            cleaned["ends_at"] = starts_at + dt.timedelta(minutes=minutes)

    def _has_a_place(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("space"):
            cleaned["place"] = place_of_room(cleaned["space"])
        elif not cleaned.get("place") and not {"space", "place"} & self.errors.keys():
            self.add_error("place", _("Please choose a room above, or say here where it takes place."))

    def _nobody_else_has_saved(self, cleaned: dict[str, Any]) -> None:
        if not self.instance.pk or not cleaned.get("seen"):
            return
        now = self.instance.changed_at.isoformat()
        if cleaned["seen"] == now:
            return
        typed = cast(QueryDict, self.data).copy()
        typed[self.add_prefix("seen")] = now
        self.data = typed
        raise forms.ValidationError(
            _(
                "Somebody else has changed this event since you opened this page. "
                "Please compare; if you save again, what stands here is kept."
            ),
            code="changed_meanwhile",
        )


class EventCancelForm(RegistrationReasonForm):
    """The form of the office that cancels an event; everybody registered reads the reason."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=200,
        help_text=_("Everybody who registered reads these words, for example: The teacher is ill."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )
