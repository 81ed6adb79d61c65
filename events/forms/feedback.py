"""How it was: a face, and a sentence if one likes."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.models import Feedback
from events.models.feedback import LONGEST_SENTENCE


def face_with_words(face: Feedback.Face) -> SafeString:
    """The drawn face with the word that it stands for."""
    picture = static(f"img/faces/{face.value}.svg")
    return format_html('<img class="face" src="{}" alt="" width="72" height="72"> {}', picture, face.label)


class FeedbackForm(forms.Form):
    """The form of who came to an event; it asks nothing about the person."""

    face = forms.ChoiceField(
        label=_("How was the event?"),
        widget=forms.RadioSelect(attrs={"class": "faces"}),
        error_messages={
            "required": _("Please choose a face."),
            "invalid_choice": _("Please choose one of the three faces."),
        },
    )
    words = forms.CharField(
        label=_("In a sentence, if you like"),
        required=False,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_SENTENCE}),
        help_text=_("Please without names. The office reads it and does not learn who wrote it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        face = self.fields["face"]
        assert isinstance(face, forms.ChoiceField)
        face.choices = [(one.value, face_with_words(one)) for one in Feedback.Face]

    def clean_words(self) -> str:
        """In one line, as it is shown."""
        return " ".join(self.cleaned_data["words"].split())
