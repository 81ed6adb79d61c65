"""What residents fill in to come to an event."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from accounts.models.people import ADULT_AGE
from common.exceptions import Refused
from common.forms.numbers import number_widget
from common.forms.submission import SubmissionForm
from events.models import Event
from events.rules.registrations import age_refusal, require_age_for_event
from events.selectors.registrations import RegistrationChoice, largest_party


class PeopleField(forms.TypedChoiceField):
    """How many people come to an event: a button for each number. Full-width digits are understood."""

    def __init__(self, *, largest: int = 1, **kwargs: Any) -> None:
        super().__init__(
            choices=[(number, str(number)) for number in range(1, largest + 1)],
            coerce=int,
            widget=number_widget(largest),
            error_messages={"invalid_choice": _("Please choose how many people come: 1 to %(n)d.") % {"n": largest}},
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value)).strip()


class PeopleOfEventWidget(forms.RadioSelect):
    """Who could come, with the reason beside each name that the event does not admit and nobody can tick.

    `reasons`: the words by the key of the person.
    """

    def __init__(self) -> None:
        super().__init__()
        self.reasons: dict[Any, str] = {}

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if reason := self.reasons.get(value):
            option["label"] = f"{label} · {reason}"
            option["attrs"]["disabled"] = True
        return option


class RegistrationForm(SubmissionForm):
    """The form of residents for a registration: who comes, of those in the reader's care, and how many people."""

    person = forms.TypedChoiceField(
        label=_("In whose name?"),
        widget=PeopleOfEventWidget,
        error_messages={
            "required": _("Please choose who comes."),
            "invalid_choice": _("Please choose yourself or somebody in your care."),
        },
    )

    def __init__(self, *args: Any, choice: RegistrationChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event, reader = choice.event, choice.reader
        self.event, self.reader = event, reader
        person = self.fields["person"]
        assert isinstance(person, forms.TypedChoiceField)
        assert isinstance(person.widget, PeopleOfEventWidget)
        by_key = {str(one.pk): one for one in choice.people}
        # Whoever is registered already may be sent by a page that is older than that, and whoever is too young by
        # one who knows no better; the action answers.
        person.choices = [(one.pk, one.name) for one in choice.people]
        person.coerce = by_key.__getitem__
        admitted = [one for one in choice.free if age_refusal(event, one) is None]
        others = [one for one in choice.free if one not in admitted]
        person.widget.choices = [(one.pk, self._called(one, reader)) for one in (*admitted, *others)]
        not_of_age = gettext("not of the age (%(ages)s)") % {"ages": event.ages}
        person.widget.reasons = {one.pk: not_of_age for one in others}
        # The reader comes first in the list; a ward is chosen on purpose, and so is whoever comes to what is for
        # children: that is seldom the reader.
        for_children = event.ages.high is not None and event.ages.high < ADULT_AGE
        own = bool(admitted) and admitted[0].pk == reader.person_id and not for_children
        # Once somebody of the family is registered, the next one is chosen on purpose: whoever comes back to the form
        # by “back” has finished.
        if not choice.registrations and (len(admitted) == 1 or own):
            person.initial = admitted[0].pk
        self.always_asked = ("person",) if choice.registrations else ()
        if largest_party(event) > 1:
            self.fields["seats"] = PeopleField(
                largest=largest_party(event),
                label=_("How many people come in all, this one included?"),
                initial=1,
            )

    def clean_person(self) -> Person:
        """Said here beside the question; the action asks the same rule again."""
        person: Person = self.cleaned_data["person"]
        try:
            require_age_for_event(self.event, person, by=self.reader)
        except Refused as refused:
            raise refused.as_validation_error() from refused
        return person

    @staticmethod
    def _called(person: Person, reader: User) -> str:
        return _("%(name)s (myself)") % {"name": person.name} if person.pk == reader.person_id else person.name

    @property
    def seats(self) -> int:
        """How many people come; one where the event allows no more."""
        return self.cleaned_data.get("seats", 1)


class RegistrationPartyForm(forms.Form):
    """The form of residents that changes a registration: come with fewer or more people."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"] = PeopleField(largest=largest_party(event), label=_("How many people come?"))
