"""What staff key in about who came to an event: the paper list with whom it names by hand, or just how many."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from accounts.models import PrivacyNotice
from accounts.phones import PhoneField
from common.forms.submission import SubmissionForm
from common.names import NameFormField
from events.actions.check_in import WalkIn
from events.forms.check_in import HeadcountForm
from events.models import Event, Registration
from events.models.events import MAX_CAPACITY
from events.selectors.attendance import Party
from events.selectors.registrations import largest_party

BLANK_ROWS = 5


class AdminHeadcountForm(HeadcountForm):
    """The form of the office for how many came to an event without a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"min": 0, "max": MAX_CAPACITY, "class": "office-number"}
        field = self.fields["headcount"]
        field.widget = UnfoldAdminIntegerFieldWidget(attrs=attrs)
        if not field.required:
            field.help_text = _("To take the number back, leave the field empty.")


class PaperListForm(SubmissionForm):
    """The form of the office that keys the paper list of an event back: a tick for each party, all saved at once.

    `shown` says how each party stood when the page was drawn. Only what was changed on it is done, so nothing that a
    desk has ticked off meanwhile is taken away. Of a long list it has a part: the lines for who came unannounced, and
    whether the list is complete, stand at its end.
    """

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)
    agreed = forms.BooleanField(
        label=gettext_lazy("The privacy notice lay beside the list, and whoever wrote a name on it has agreed."),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )
    close = forms.BooleanField(
        label=gettext_lazy("The list is complete: whoever is not ticked did not come."),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )

    def __init__(
        self, event: Event, parties: Sequence[Party], *args: Any, is_end: bool, can_close: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            shown = _how_they_stood(self.data.get("shown", ""))
            parties = [party for party in parties if party.registration.pk in shown]
            is_end = "seats-0" in self.data
        self.parties = parties
        self.is_end = is_end
        self.fields["shown"].initial = " ".join(f"{party.registration.pk}:{party.came}" for party in parties)
        if not (can_close and is_end):
            del self.fields["close"]
        if not is_end:
            del self.fields["agreed"]
        for party in parties:
            one = party.registration
            self.fields[f"here-{one.pk}"] = forms.BooleanField(required=False, initial=party.came > 0)
            if one.seats > 1:
                self.fields[f"came-{one.pk}"] = self._count(one.seats, initial=party.came or one.seats)
        for number in self._blank():
            self.fields[f"name-{number}"] = NameFormField(
                required=False, max_length=50, widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"})
            )
            self.fields[f"phone-{number}"] = PhoneField(
                required=False, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel", "autocomplete": "off"})
            )
            self.fields[f"seats-{number}"] = self._count(largest_party(event), initial=1)

    def _blank(self) -> range:
        return range(BLANK_ROWS if self.is_end else 0)

    def _registrations(self) -> Iterator[Registration]:
        return (party.registration for party in self.parties)

    @staticmethod
    def _count(most: int, *, initial: int) -> forms.IntegerField:
        attrs = {"min": 1, "max": most, "class": "office-number"}
        widget = UnfoldAdminIntegerFieldWidget(attrs=attrs)
        return forms.IntegerField(required=False, min_value=1, max_value=most, initial=initial, widget=widget)

    def rows(self) -> list[tuple[Party, forms.BoundField, forms.BoundField | None]]:
        """Each party with its tick, and its number of people where it has more than one."""
        return [
            (
                party,
                self[f"here-{party.registration.pk}"],
                self[f"came-{party.registration.pk}"] if party.registration.seats > 1 else None,
            )
            for party in self.parties
        ]

    def blank_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """Name, phone and number of people of each line that the paper has for who came unannounced."""
        return [tuple(self[f"{field}-{number}"] for field in ("name", "phone", "seats")) for number in self._blank()]

    def rest(self) -> list[forms.BoundField]:
        """The fields of the whole list."""
        return [self[name] for name in ("agreed", "close") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in self._blank():
            if cleaned.get(f"phone-{number}") and not cleaned.get(f"name-{number}"):
                self.add_error(f"name-{number}", _("Please write the name too."))
        if self._walk_ins() and not cleaned.get("agreed"):
            self.add_error("agreed", _("Please say that whoever is entered by name has agreed."))
        return cleaned

    def _came(self, one: Registration) -> int:
        if not self.cleaned_data.get(f"here-{one.pk}"):
            return 0
        return self.cleaned_data.get(f"came-{one.pk}") or one.seats

    def _walk_ins(self) -> list[WalkIn]:
        lines = [
            tuple(self.cleaned_data.get(f"{field}-{number}") for field in ("name", "phone", "seats"))
            for number in self._blank()
        ]
        return [WalkIn(name, phone or "", seats or 1) for name, phone, seats in lines if name]

    def answers(self) -> dict[str, Any]:
        """What `key_list_back` asks for."""
        shown = _how_they_stood(self.cleaned_data["shown"])
        came = {one.pk: self._came(one) for one in self._registrations()}
        walk_ins = self._walk_ins()
        return {
            "came": {pk: n for pk, n in came.items() if n != shown[pk]},
            "walk_ins": walk_ins,
            "notice": PrivacyNotice.objects.current() if walk_ins else None,
            "close": self.cleaned_data.get("close", False),
            "token": self.cleaned_data["token"],
        }


def _how_they_stood(shown: str) -> dict[int, int]:
    """By the key of each party that a page has shown: how many of it had come then."""
    return {int(pk): int(n) for pk, n in re.findall(r"([0-9]{1,18}):([0-9]{1,3})", shown, re.ASCII)}
