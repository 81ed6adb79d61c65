"""What is typed at the desk. Rules that hold everywhere stand with the actions."""

import re
import unicodedata
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms.people import ConsentField, NoticeForm, name_field
from accounts.models import Person, PrivacyNotice, User
from accounts.phones import PhoneField
from common.forms.submission import SubmissionForm
from common.time import clock
from events.forms.registrations import PeopleField
from events.models import Event
from events.selectors.capacity import largest_party
from grid.models import Building, Household, OrgUnit


class DayInput(forms.DateInput):
    """The picker of the phone itself, which wants the day as the standard writes it."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class VisitForm(forms.Form):
    """Only `met` must be said, by the button that is pressed."""

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
    on = forms.DateField(label=_("On which day?"), required=False, widget=DayInput)
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
        """What `record_visit` wants to know."""
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


class SearchForm(forms.Form):
    query = forms.CharField(
        label=_("Name, building number or the last four digits of the phone"),
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LinkForm(forms.Form):
    """To which of my posts; nothing is asked where there is only one."""

    post = forms.ModelChoiceField(label=_("Pioneer post"), queryset=OrgUnit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, posts: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_post(self, posts)


def ask_for_post(form: forms.Form, posts: QuerySet[OrgUnit]) -> None:
    """Fill the field `post`; the only post there is goes along unseen."""
    post = form.fields["post"]
    assert isinstance(post, forms.ModelChoiceField)
    post.queryset = posts
    found = list(posts[:2])
    if len(found) == 1:
        post.initial = found[0].pk
        post.widget = forms.HiddenInput()


READ_OUT = _("I have read the privacy notice out, or explained it, and the neighbour agrees")


class NewNeighbourForm(NoticeForm):
    """Somebody new. Where they live is asked of those only who may keep it."""

    name = name_field()
    phone = PhoneField(
        label=_("Phone"), required=False, help_text=_("May be left empty. With a number, reminders come by SMS.")
    )
    post = forms.ModelChoiceField(label=_("Pioneer post"), queryset=OrgUnit.objects.none(), empty_label=None)
    building = forms.ModelChoiceField(
        label=_("Building"),
        queryset=Building.objects.none(),
        required=False,
        empty_label=_("(leave empty)"),
    )
    room = forms.CharField(
        label=_("Entrance and room"),
        max_length=20,
        required=False,
        help_text=_("For example 1-301: entrance 1, room 301."),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    consent = ConsentField(label=READ_OUT)

    def __init__(
        self,
        *args: Any,
        notice: PrivacyNotice | None,
        posts: QuerySet[OrgUnit],
        buildings: QuerySet[Building] | None,
        home: Household | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, notice=notice, **kwargs)
        # Somebody else's name: the phone must not offer the reader's own.
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        ask_for_post(self, posts)
        if buildings is None:
            del self.fields["building"], self.fields["room"]
            return
        building = self.fields["building"]
        assert isinstance(building, forms.ModelChoiceField)
        building.queryset = buildings
        if home:
            self.initial.update(building=home.building_id, room=f"{home.entrance}-{home.code}")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        building, room = cleaned.get("building"), cleaned.get("room", "")
        if room and building is None and "building" in cleaned:
            self.add_error("building", _("Please choose the building of this room."))
        if building is not None:
            cleaned["home"] = self._home(building, room)
            if cleaned["home"] is None and "room" not in self.errors:
                self.add_error("room", _("There is no such room in this building. For example: 1-301."))
        return cleaned

    @staticmethod
    def _home(building: Building, typed: str) -> Household | None:
        """The household of “1-301”, or of “301” where only one entrance has it."""
        parts = re.split(r"[-\s–—]+", unicodedata.normalize("NFKC", typed).strip(), maxsplit=1)
        rows = building.households.filter(code=parts[-1])
        if len(parts) == 2:
            rows = rows.filter(entrance=int(parts[0])) if re.fullmatch(r"[0-9]{1,2}", parts[0]) else rows.none()
        found = list(rows[:2])
        return found[0] if len(found) == 1 else None

    def neighbour(self) -> dict[str, Any]:
        """What `take_in` wants to know."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "phone": cleaned["phone"],
            "post": cleaned["post"],
            "home": cleaned.get("home"),
            "notice": cleaned["notice"],
        }


class RegisterForm(NoticeForm, SubmissionForm):
    """How many people come with a neighbour; who has not agreed so far is asked first."""

    consent = ConsentField(label=READ_OUT)

    def __init__(self, *args: Any, event: Event, notice: PrivacyNotice | None, agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, notice=notice, **kwargs)
        if agreed:
            del self.fields["consent"], self.fields["notice"]
        self.fields["seats"] = PeopleField(
            largest=largest_party(event),
            label=_("How many people come in all?"),
            help_text=_("Count everybody who needs a place, the neighbour included."),
            initial=1,
        )
        self.order_fields(["seats"])

    @property
    def agreed_to(self) -> PrivacyNotice | None:
        return self.cleaned_data.get("notice")
