"""What somebody fills in who thanks the volunteers of an activity."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from volunteers.models import ThankYouNote
from volunteers.validators import validate_no_identity_card

MOST_WORDS = ThankYouNote._meta.get_field("words").max_length


class ThanksForm(forms.Form):
    """Who says thanks, of those in the reader's care; the words; and whether everybody may read them.

    `short`: with less above the words, as in care mode; what is to be known then stands below the form.
    """

    person = forms.TypedChoiceField(label=_("Who says thanks?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What would you like to say to the volunteers?"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[validate_no_identity_card],
        help_text=_("They read it with your name. Please leave out phone numbers and addresses."),
    )
    may_be_public = forms.BooleanField(
        label=_("It may also stand on the page of the activity for everybody, without my name"), required=False
    )

    def __init__(self, *args: Any, people: Sequence[Person], short: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(one.pk): one for one in people}
        person = self.fields["person"]
        assert isinstance(person, forms.TypedChoiceField)
        person.choices = [(key, one.name) for key, one in by_key.items()]
        person.coerce = by_key.__getitem__
        if len(people) == 1:
            person.initial, person.widget = people[0].pk, forms.HiddenInput()
        if short:
            self.fields["words"].help_text = ""
            self.fields["words"].widget.attrs["rows"] = 2

    def clean_words(self) -> str:
        """One paragraph: a note is a sentence or two."""
        return " ".join(self.cleaned_data["words"].split())
