"""What volunteers fill in when a record is not right, or one is missing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import Volunteer
from volunteers.models.records import MOST_A_DAY


class CorrectionForm(forms.Form):
    """What is not right in a record, and how long it really was."""

    words = forms.CharField(
        label=_("What is not right?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: I stayed until the end, until half past eleven."),
    )
    minutes = forms.IntegerField(
        label=_("How many minutes was it?"),
        required=False,
        min_value=0,
        max_value=MOST_A_DAY,
        widget=forms.NumberInput({"inputmode": "numeric", "min": 0, "max": MOST_A_DAY}),
        help_text=_("As you remember it; one hour is 60. May be left empty."),
    )


class MissingRecordForm(CorrectionForm):
    """What was given and is not recorded: by whom, when and what."""

    volunteer = forms.TypedChoiceField(
        label=_("Whose service?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose who served."),
            "invalid_choice": _("Please choose yourself or somebody in your care."),
        },
    )
    field_order = ["volunteer", "words", "minutes"]

    def __init__(self, volunteers: Sequence[Volunteer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        volunteer = self.fields["volunteer"]
        assert isinstance(volunteer, forms.TypedChoiceField)
        by_key = {str(one.pk): one for one in volunteers}
        volunteer.choices = [(one.pk, one.person.name) for one in volunteers]
        volunteer.coerce = by_key.__getitem__
        volunteer.initial = volunteers[0].pk
        self.fields["words"].label = _("Which service is missing?")
        self.fields["words"].help_text = _(
            "Day, place and what you did. For example: on Saturday I guarded the gate."
        )
