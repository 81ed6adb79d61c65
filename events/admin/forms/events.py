"""What staff fill in about events. Rules that hold everywhere stand in events/rules/, not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextareaWidget

from events.admin.forms.drafts import DraftForm
from events.admin.forms.registrations import RegistrationReasonForm
from events.models import Event
from events.models.practical import STATION_SAYS, Access
from events.selectors.events import usual_minutes
from stations.selectors.programme import place_of_room


class EventForm(DraftForm):
    """The form of the office for an event. The community is the organiser's; the place is the room, or free text."""

    kind_field = "kind"
    usual_end = _("Left empty: as long after the beginning as events of this kind usually last.")
    changed_meanwhile = _(
        "Somebody else has changed this event since you opened this page. "
        "Please compare; if you save again, what stands here is kept."
    )

    access = forms.MultipleChoiceField(
        label=_("accessibility"),
        choices=Access.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"].required = False
            self.fields["place"].help_text = _("Only where no room is chosen; else the room's name stands here.")

        if "access" in self.fields:
            self.fields["access"].help_text = self._what_the_station_says()

    def _what_the_station_says(self) -> str:
        """What is shown without being ticked, so that nobody enters it twice."""
        words = gettext(", ").join(str(Access(one).label) for one in STATION_SAYS)
        text = gettext("For a room of a station these are taken over from its record: %(words)s.") % {"words": words}
        said = [one for one in self.instance.offers if one not in self.instance.access]
        if said:
            now = gettext(", ").join(str(one.label) for one in said)
            text += " " + gettext("This one has: %(words)s.") % {"words": now}
        return text

    def usual_minutes(self) -> dict[str, int]:
        return usual_minutes(self.read_by.user)

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        if changes.get("cover") is False:  # the box “remove” was ticked
            changes["cover"] = ""
        if "organiser" in changes:
            changes["community"] = self.cleaned_data["organiser"].community
        return changes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("organiser"):
            self.instance.community = cleaned["organiser"].community
        self._has_a_place(cleaned)
        return cleaned

    def _has_a_place(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("space"):
            cleaned["place"] = place_of_room(cleaned["space"])
        elif not cleaned.get("place") and not {"space", "place"} & self.errors.keys():
            self.add_error("place", _("Please choose a room above, or say here where it takes place."))


class EventCancelForm(RegistrationReasonForm):
    """The form of the office that cancels an event; everybody registered reads the reason."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=200,
        help_text=_("Everybody who registered reads these words, for example: The teacher is ill."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )
