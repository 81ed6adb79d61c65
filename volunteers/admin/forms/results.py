"""What the office fills in about what came of an activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from common.files.images import PhotoField
from common.names import NameFormField
from volunteers.actions.results import ResultPhoto
from volunteers.models import Activity, ActivityPhoto
from volunteers.rules.results import MOST_PHOTOS, PHOTO

# How many photos can be added at once.
AT_ONCE = 2


class ResultForm(forms.Form):
    """The form of the office that shows what came of an activity: words, photos to add, and photos to take away."""

    text = forms.CharField(
        label=_("What came of it"),
        max_length=1000,
        help_text=_("Everybody reads it. Please name nobody who has not agreed to it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
    )

    def __init__(self, data: Any, files: Any, *, activity: Activity) -> None:
        super().__init__(data, files, initial={"text": activity.result})
        shown = list(activity.photos.all())
        self.numbers = range(1, min(AT_ONCE, MOST_PHOTOS - len(shown)) + 1)
        for number in self.numbers:
            self.fields[f"photo_{number}"] = PhotoField(
                label=_("Photo %(number)d") % {"number": number},
                required=False,
                size=PHOTO,
                help_text=_("Without faces of people who have not agreed."),
                widget=UnfoldAdminFileFieldWidget,
            )
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=pgettext_lazy("of a photo", "When"),
                choices=ActivityPhoto.Kind.choices,
                initial=ActivityPhoto.Kind.AFTER,
                required=False,
                widget=UnfoldAdminSelectWidget,
            )
            self.fields[f"words_{number}"] = NameFormField(
                label=_("What it shows"),
                max_length=60,
                required=False,
                help_text=_("Read out to who cannot see it."),
                widget=UnfoldAdminTextInputWidget,
            )
        if shown:
            self.fields["without"] = forms.MultipleChoiceField(
                label=_("Take these photos away"),
                choices=[(str(one.pk), f"{one.get_kind_display()} · {one.words}") for one in shown],
                required=False,
                widget=UnfoldAdminCheckboxSelectMultipleWidget,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in self.numbers:
            if cleaned.get(f"photo_{number}") and not cleaned.get(f"words_{number}"):
                text = _("Please say what the photo shows: some cannot see it.")
                self.add_error(f"words_{number}", forms.ValidationError(text, code="required"))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What `publish_result` asks for."""
        cleaned = self.cleaned_data
        photos = [
            ResultPhoto(
                cleaned.get(f"kind_{number}") or ActivityPhoto.Kind.AFTER,
                cleaned[f"words_{number}"],
                cleaned[f"photo_{number}"],
            )
            for number in self.numbers
            if cleaned.get(f"photo_{number}")
        ]
        return {
            "text": cleaned["text"],
            "photos": photos,
            "without": [int(key) for key in cleaned.get("without", [])],
        }
