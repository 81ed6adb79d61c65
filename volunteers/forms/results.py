"""What somebody of the office, or a lead, fills in about what came of an activity."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from common.exceptions import Refused
from common.files.images import PhotoField, PhotoForm
from common.names import NameFormField
from volunteers.actions.results import ResultPhoto
from volunteers.models import Activity, ActivityPhoto
from volunteers.rules.public_words import require_no_own_number
from volunteers.rules.results import MOST_PHOTOS, PHOTO

# The photos that can be added at once: by kind, what they are called.
PHOTOS = {
    ActivityPhoto.Kind.BEFORE: _("Photo: how it was before"),
    ActivityPhoto.Kind.AFTER: _("Photo: how it is now"),
}


class ResultForm(PhotoForm):
    """What came of an activity: words, a photo of before and one of after, and photos to take away."""

    # How each kind of field is drawn; admin has widgets of its own.
    drawn_as: ClassVar[dict[str, type[forms.Widget]]] = {
        "text": forms.Textarea,
        "photo": forms.FileInput,
        "words": forms.TextInput,
        "without": forms.CheckboxSelectMultiple,
    }

    def __init__(self, data: Any, files: Any, *, activity: Activity) -> None:
        super().__init__(data, files, initial={"text": activity.result})
        self.fields["text"] = forms.CharField(
            label=_("What came of it"),
            max_length=1000,
            help_text=_("Everybody reads it. Please name nobody who has not agreed to it."),
            widget=self.drawn_as["text"](attrs={"rows": 5}),
        )
        shown = list(activity.photos.all())
        self.kinds = PHOTOS if len(shown) < MOST_PHOTOS else {}
        for kind, label in self.kinds.items():
            self.fields[kind] = PhotoField(
                label=label,
                required=False,
                size=PHOTO,
                help_text=_("Without faces of people who have not agreed."),
                widget=self.drawn_as["photo"],
            )
            self.fields[f"{kind}_words"] = NameFormField(
                label=_("What it shows"),
                max_length=60,
                required=False,
                help_text=_("With a photo please say what it shows; it is read out to who cannot see it."),
                widget=self.drawn_as["words"],
            )
        if shown:
            self.fields["without"] = forms.MultipleChoiceField(
                label=_("Take these photos away"),
                choices=[(str(one.pk), f"{one.get_kind_display()} · {one.words}") for one in shown],
                required=False,
                widget=self.drawn_as["without"],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind in self.kinds:
            if cleaned.get(kind) and not cleaned.get(f"{kind}_words"):
                text = _("Please say what the photo shows: some cannot see it.")
                self.add_error(f"{kind}_words", forms.ValidationError(text, code="required"))
        for field in ("text", *(f"{kind}_words" for kind in self.kinds)):
            try:
                require_no_own_number(**{field: cleaned.get(field) or ""})
            except Refused as refusal:
                self.add_error(field, refusal.as_validation_error())
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What `publish_result` asks for."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"],
            "photos": [
                ResultPhoto(kind, cleaned[f"{kind}_words"], cleaned[kind]) for kind in self.kinds if cleaned.get(kind)
            ],
            "without": [int(key) for key in cleaned.get("without", [])],
        }
