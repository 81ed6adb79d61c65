"""What residents fill in to come to an event."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Person
from events.models import Event


class PeopleField(forms.TypedChoiceField):
    """How many people come: a short list to choose from. Full-width digits are understood."""

    def __init__(self, *, largest: int = 1, **kwargs: Any) -> None:
        choices = [(n, ngettext("%(n)d person", "%(n)d people", n) % {"n": n}) for n in range(1, largest + 1)]
        super().__init__(
            choices=choices,
            coerce=int,
            error_messages={"invalid_choice": _("Please choose how many people come: 1 to %(n)d.") % {"n": largest}},
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value)).strip()


def largest_party(event: Event) -> int:
    return min(event.largest_party, event.capacity or event.largest_party)


class RegistrationForm(forms.Form):
    """For whom, and how many people. `free` of the `people` in the reader's care are not registered yet."""

    person = forms.ModelChoiceField(
        label=_("Who comes?"),
        queryset=Person.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Please choose who comes."),
            "invalid_choice": _("Please choose yourself or somebody in your care."),
        },
    )

    def __init__(self, *args: Any, event: Event, people: Any, free: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = people
        person.widget.choices = [(one.pk, one.name) for one in free]
        if len(free) == 1:
            person.initial = free[0].pk
        self.fields["seats"] = PeopleField(
            largest=largest_party(event),
            label=_("How many people come in all?"),
            help_text=_("Count everybody who needs a place, the person above included."),
            initial=1,
        )


class PartyForm(forms.Form):
    """Come with fewer or more people."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"] = PeopleField(largest=largest_party(event), label=_("How many people come?"))
