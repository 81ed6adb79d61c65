"""What the office fills in alike about events and about series: where it is, and how one comes to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from events.admin.forms.drafts import DraftForm
from events.models.practical import STATION_SAYS, Access
from stations.selectors.programme import place_of_room


class PracticalForm(DraftForm):
    """The community is the organiser's; the place is the room, or free text."""

    access = forms.MultipleChoiceField(
        label=_("accessibility"),
        choices=Access.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("organiser"):
            self.instance.community = cleaned["organiser"].community
        if cleaned.get("space"):
            cleaned["place"] = place_of_room(cleaned["space"])
        elif not cleaned.get("place") and not {"space", "place"} & self.errors.keys():
            self.add_error("place", _("Please choose a room above, or say here where it takes place."))
        return cleaned
