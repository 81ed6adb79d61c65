"""What is typed at the desk about a visit. The rules stand with the actions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person, User
from common.time import clock


class VisitDayInput(forms.DateInput):
    """The date picker of the phone, which reads and writes days as YYYY-MM-DD."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class VisitForm(forms.Form):
    """The form at the desk for a visit to a household. Only `met` is required; the pressed button says it."""

    met = forms.ChoiceField(
        label=_("Was somebody at home?"),
        choices=[("yes", _("Somebody at home")), ("no", _("Nobody at home"))],
        error_messages={
            "required": _("Please press one of the two buttons."),
            "invalid_choice": _("Please press one of the two buttons."),
        },
    )
    summary = forms.CharField(
        label=pgettext_lazy("of a visit", "In short"),
        max_length=200,
        required=False,
        help_text=_("How are they? No names, please."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needs = forms.CharField(
        label=_("What is needed"),
        max_length=200,
        required=False,
        help_text=_("For example: a lamp in the stairway is broken."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    on = forms.DateField(label=_("On which day?"), required=False, widget=VisitDayInput)
    visitor = forms.ModelChoiceField(
        label=_("Who went there?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": _("Please choose yourself or somebody of this post.")},
    )

    WORDS = ("summary", "needs")
    REST = ("on", "visitor")

    def __init__(self, *args: Any, visitors: QuerySet[Person], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        visitor = self.fields["visitor"]
        assert isinstance(visitor, forms.ModelChoiceField)
        visitor.queryset = visitors
        self.initial.update(on=clock.today(), visitor=by.person_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "visitor" in cleaned and cleaned["visitor"] is None:
            if self.by.person is None:
                self.add_error("visitor", _("Please choose who went there."))
            cleaned["visitor"] = self.by.person
        return cleaned

    def visit(self) -> dict[str, Any]:
        """What `record_visit` asks for."""
        cleaned = self.cleaned_data
        return {
            "visitor": cleaned["visitor"],
            "on": cleaned["on"] or clock.today(),
            "met": cleaned["met"] == "yes",
            "summary": cleaned["summary"].strip(),
            "needs": cleaned["needs"].strip(),
        }

    def _shown(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def words(self) -> list[forms.BoundField]:
        return self._shown(self.WORDS)

    @property
    def rest(self) -> list[forms.BoundField]:
        return self._shown(self.REST)

    @property
    def words_open(self) -> bool:
        """Whether something was typed there or is wrong there, so that it must be seen."""
        return self._open(self.WORDS)

    @property
    def rest_open(self) -> bool:
        return self._open(self.REST)

    def _open(self, names: tuple[str, ...]) -> bool:
        return self.is_bound and any(self[name].errors or name in self.changed_data for name in names)
