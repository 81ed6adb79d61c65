"""What is asked about who came to an event: how many of each party, who came unannounced, or how many in all."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Person
from common.forms.submission import SubmissionForm
from events.forms.registrations import PeopleField
from events.models import Event, Registration
from events.models.events import MAX_CAPACITY


class ArrivalForm(forms.Form):
    """How many of each of the family's parties have come; one party of one person is asked nothing."""

    def __init__(self, *args: Any, parties: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            self.fields[self._name(party)] = self._field(party, alone=len(parties) == 1)

    @property
    def asks(self) -> bool:
        """Whether there is anything to choose; all of everybody is chosen already."""
        return any(not field.is_hidden for field in self)

    @staticmethod
    def _name(party: Registration) -> str:
        return f"came-{party.pk}"

    @staticmethod
    def _field(party: Registration, *, alone: bool) -> forms.TypedChoiceField:
        """All of the party first, which is true nearly always. Of several parties one may come later."""
        choices = [
            (n, ngettext("%(n)d person is here", "%(n)d people are here", n) % {"n": n})
            for n in range(party.seats, 0, -1)
        ]
        if not alone:
            choices.append((0, _("not here yet")))
        field = forms.TypedChoiceField(choices=choices, coerce=int, initial=party.seats, label=party.person.name)
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
        return field

    def came(self) -> dict[int, int]:
        """By the key of each registration, how many of it came; without those of whom nobody is there."""
        answers = {party.pk: self.cleaned_data[self._name(party)] for party in self.parties}
        return {key: came for key, came in answers.items() if came}


class DoorWalkInForm(SubmissionForm):
    """Who of the family comes unannounced, and how many people in all."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Who comes?"),
        error_messages={
            "required": gettext_lazy("Please choose who comes."),
            "invalid_choice": gettext_lazy("Please choose yourself or somebody in your care."),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Person], largest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        person = self.fields["person"]
        assert isinstance(person, forms.TypedChoiceField)
        person.choices = [(one.pk, one.name) for one in people]
        person.coerce = lambda key: self.people[int(key)]
        if len(people) == 1:
            person.initial, person.widget = people[0].pk, forms.HiddenInput()
        self.fields["seats"] = PeopleField(largest=largest, label=_("How many people have come in all?"), initial=1)


class HeadcountForm(forms.Form):
    """How many people came to an event without a list; a number that stands there already may be taken away again."""

    headcount = forms.IntegerField(
        label=gettext_lazy("How many people came in all?"),
        min_value=0,
        max_value=MAX_CAPACITY,
        error_messages={"required": gettext_lazy("Please say how many came; 0 if it was nobody.")},
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["headcount"]
        field.initial = event.headcount
        if event.headcount is not None:
            field.required = False
