"""What volunteers fill in to sign up for a shift, and to withdraw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.exceptions import Refused
from common.forms.submission import SubmissionForm
from volunteers.models import Assignment, Volunteer
from volunteers.validators import validate_no_identity_card


class VolunteerChoiceWidget(forms.RadioSelect):
    """Who could come, with the reason beside each name that may not and that nobody can tick.

    `refusals`: by the key of the volunteer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[Any, Refused] = {}

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if refusal := self.refusals.get(value):
            option["label"] = f"{label} · {refusal}"
            option["attrs"]["disabled"] = True
        return option


class SignUpForm(SubmissionForm):
    """The form that signs a volunteer up for a shift: who, of those in the reader's care, and words to the lead."""

    volunteer = forms.TypedChoiceField(
        label=_("Who comes?"),
        widget=VolunteerChoiceWidget,
        error_messages={
            "required": _("Please choose who comes."),
            "invalid_choice": _("Please choose yourself or somebody in your care."),
        },
    )
    words = forms.CharField(
        label=_("Words to the person in charge"),
        max_length=Assignment._meta.get_field("words").max_length,
        required=False,
        validators=[validate_no_identity_card],
        help_text=_("For example: I come a little later."),
    )

    def __init__(self, *args: Any, volunteers: list[Volunteer], refusals: dict[int, Refused], **kwargs: Any) -> None:
        """`refusals`: why some of the volunteers may not join, by key. They stand last."""
        super().__init__(*args, **kwargs)
        field = self.fields["volunteer"]
        assert isinstance(field, forms.TypedChoiceField)
        assert isinstance(field.widget, VolunteerChoiceWidget)
        in_order = sorted(volunteers, key=lambda one: one.pk in refusals)
        field.choices = [(one.pk, one.person.name) for one in in_order]
        by_key = {str(one.pk): one for one in volunteers}
        field.coerce = by_key.__getitem__
        field.widget.refusals = refusals
        if free := [one for one in in_order if one.pk not in refusals]:
            field.initial = free[0].pk
        if len(volunteers) == 1:
            field.widget = forms.HiddenInput()


class WithdrawForm(forms.Form):
    """Why somebody can't come; nobody has to say."""

    reason = forms.CharField(
        label=_("Why? The person in charge reads it."),
        max_length=Assignment._meta.get_field("reason").max_length,
        required=False,
        validators=[validate_no_identity_card],
    )
