"""What staff fill in about events. Rules that hold everywhere stand in events/rules/, not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from events.admin.forms.practical import PracticalForm
from events.admin.forms.registrations import RegistrationReasonForm
from events.models import Event
from events.selectors.events import usual_minutes


class EventForm(PracticalForm):
    """The form of the office for an event."""

    kind_field = "kind"
    usual_end = _("Left empty: as long after the beginning as events of this kind usually last.")
    changed_meanwhile = _(
        "Somebody else has changed this event since you opened this page. "
        "Please compare; if you save again, what stands here is kept."
    )

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
            "meeting_point",
            "grid",
            "bring",
            "access",
            "capacity",
            "largest_party",
            "seats_for_elders",
            "elders_until",
            "check_in_kind",
            "registration_closes_at",
            "min_age",
            "max_age",
        ]

    def usual_minutes(self) -> dict[str, int]:
        return usual_minutes(self.read_by.user)

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        if changes.get("cover") is False:  # the box “remove” was ticked
            changes["cover"] = ""
        if "organiser" in changes:
            changes["community"] = self.cleaned_data["organiser"].community
        return changes


class EventCancelForm(RegistrationReasonForm):
    """The form of the office that cancels an event; everybody registered reads the reason."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=200,
        help_text=_("Everybody who registered reads these words, for example: The teacher is ill."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )
