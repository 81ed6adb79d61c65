"""What is asked about how an event was: a few words, and one photo after the other."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.rules.public_words import require_no_mobile
from common.exceptions import Refused
from common.files.images import PhotoField, PhotoForm
from common.names import NameFormField
from events.models import EventPhoto
from events.models.recaps import LONGEST_RECAP
from events.rules.recaps import PHOTO


class PublicWords(forms.Form):
    """A form whose `words` everybody may read."""

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        try:
            require_no_mobile(words=words)
        except Refused as refused:
            raise refused.as_validation_error() from refused
        return words


class RecapForm(PublicWords):
    """The words of a recap."""

    words = forms.CharField(
        label=_("How was it? A few sentences"),
        max_length=LONGEST_RECAP,
        required=False,
        help_text=_("Everybody reads it. Please name nobody who has not agreed to it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class RecapPhotoForm(PublicWords, PhotoForm):
    """One photo: what it shows, and what those who are in it have said."""

    photo = PhotoField(
        label=_("Photo"),
        size=PHOTO,
        help_text=_("Where it was taken is left out of the file before it is kept."),
    )
    words = NameFormField(
        label=_("What it shows"),
        max_length=60,
        help_text=_("In a few words; they are read out to who cannot see the photo."),
    )
    consent = forms.ChoiceField(
        label=_("Who is in it?"),
        choices=EventPhoto.Consent,
        widget=forms.RadioSelect,
        help_text=_("A photo of somebody who has not agreed must not be shown."),
    )
