"""What the office keys in from the slips that ask how it was."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextareaWidget

from events.models import Feedback
from events.models.events import MAX_CAPACITY
from events.models.feedback import LONGEST_SENTENCE


class PaperFeedbackForm(forms.Form):
    """How many slips with each face, and their sentences, a line each."""

    sentences = forms.CharField(
        label=gettext_lazy("Sentences, one a line"),
        required=False,
        max_length=MAX_CAPACITY,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
        help_text=gettext_lazy("As they stand there, without names."),
    )

    def __init__(self, data: Any = None, *, so_far: tuple[dict[str, int], list[str]]) -> None:
        super().__init__(data)
        counted, sentences = so_far
        for face in Feedback.Face:
            self.fields[face.value] = forms.IntegerField(
                label=face.label,
                min_value=0,
                max_value=MAX_CAPACITY,
                initial=counted[face.value],
                widget=UnfoldAdminIntegerFieldWidget(attrs={"min": 0, "class": "office-number"}),
            )
        self.fields["sentences"].initial = "\n".join(sentences)
        self.order_fields([*Feedback.Face.values, "sentences"])

    def clean_sentences(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["sentences"].splitlines()]
        if any(len(line) > LONGEST_SENTENCE for line in lines):
            raise ValidationError(_("A sentence has at most %(n)d characters.") % {"n": LONGEST_SENTENCE}, "too_long")
        return [line for line in lines if line]

    def faces(self) -> dict[str, int]:
        """How many slips with each face."""
        return {face: self.cleaned_data[face] for face in Feedback.Face.values}
