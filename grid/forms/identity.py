"""What a pioneer fills in to be shown to the public (亮身份)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.files.images import PhotoField
from common.names import NameFormField


class IdentityForm(forms.Form):
    """The identity form of a pioneer: the sentence on the own card, and the consent that it is public."""

    words = NameFormField(
        label=_("One sentence to your neighbours"),
        max_length=60,
        required=False,
        help_text=_("For example when and where you are found. No phone number, please: this is public."),
        # Two lines, so that the whole sentence is seen in large type too; it stays one sentence.
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name, my post with its buildings, this sentence and, if I add one, my photo are shown "
            "publicly. I can withdraw that at any time."
        ),
        error_messages={"required": _("Without your agreement nothing is shown. That is fine too.")},
    )

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].split())


class IdentityPhotoForm(forms.Form):
    """The photo for an identity display that is public already."""

    photo = PhotoField(
        label=_("Your photo"),
        help_text=_("Upright, with your face in the middle. What the camera notes of place and time is removed."),
    )
