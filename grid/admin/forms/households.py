"""What the office fills in when a household moves in or out."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from accounts.actions.staff_entry import AGREED
from accounts.forms.birth_year import BirthYearField
from accounts.forms.people import NamesakeForm
from accounts.models import PrivacyNotice
from accounts.phones import PhoneField, whole_phone
from common.admin.search import LONGEST
from common.admin.widgets import DayWidget
from common.exceptions import Refused
from common.names import NameFormField
from common.time import clock
from common.writing.folding import BETWEEN_WORDS
from grid.actions.residents import NewResident
from grid.models import Building, Household, Residence
from grid.selectors.doors import OFFERED, DoorTyped

# Rows that are seen at once; the others fold away under them, so that the keyboard passes few empty boxes.
FIRST_PEOPLE = 4
MOST_PEOPLE = 8
# “周建国 1951-2-3 13812345678”, as it stands in a message. No name has a digit in it.
WHOLE_PERSON = re.compile(r"(?P<name>[^0-9]*[^0-9\s,，、;；])[\s,，、;；]*(?P<rest>[0-9+].*)", re.ASCII)


class NewResidentForm(NamesakeForm):
    """A row of the form of a household that moves in."""

    name = NameFormField(
        label=_("Name"), max_length=50, widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"})
    )
    birth_year = BirthYearField(
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = ["name", "birth_year", "phone", "another"]

    def resident(self) -> NewResident:
        return NewResident(**{name: self.cleaned_data[name] for name in ("name", "phone", "birth_year", "another")})


NewResidents = forms.formset_factory(
    NewResidentForm, extra=MOST_PEOPLE, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE, validate_max=True
)


class MoveInForm(forms.Form):
    """The form of a household that moves in: the door in one box, and everybody who moves in (`people`).

    `which` is only asked where the door may be one of several: it is the key of the one that is meant.
    """

    door = forms.CharField(
        label=_("Estate, building, entrance and room"),
        max_length=60,
        help_text=_("For example 海棠苑 5-1-302, or the building alone if the room is not known."),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off", "autofocus": True}),
    )
    which = forms.CharField(label=_("Which door is meant?"), required=False, widget=forms.HiddenInput)
    agreed = forms.BooleanField(label=AGREED, widget=UnfoldBooleanSwitchWidget)

    def __init__(self, data: Any = None, *, buildings: QuerySet[Building], home: Household | None = None) -> None:
        data = _spread_out(data) if data else data
        super().__init__(data)
        self.people = NewResidents(data, prefix="people")
        self._buildings = buildings
        if home:
            building = home.building
            self.initial = {
                "door": f"{building.estate.name} {building.number}-{home.entrance}-{home.code}",
                "which": _key(home),
            }
            # The door stands there already.
            del self.fields["door"].widget.attrs["autofocus"]
            self.people.forms[0].fields["name"].widget.attrs["autofocus"] = True

    @property
    def first_rows(self) -> list[NewResidentForm]:
        return self.people.forms[:FIRST_PEOPLE]

    @property
    def more_rows(self) -> list[NewResidentForm]:
        return self.people.forms[FIRST_PEOPLE:]

    @property
    def has_more_people(self) -> bool:
        return any(row.has_changed() for row in self.more_rows)

    @property
    def has_errors(self) -> bool:
        """Whether something is to be mended, in the lines of the people too."""
        return bool(self.errors) or any(row.errors for row in self.people.forms)

    @property
    def filled_rows(self) -> list[NewResidentForm]:
        return [row for row in self.people.forms if row.has_changed()]

    def is_valid(self) -> bool:
        people = self.people.is_valid()
        if super().is_valid() and people and not self.filled_rows:
            self.add_error(None, ValidationError(_("Please enter at least one person."), code="nobody"))
        return super().is_valid() and people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "door" in cleaned:
            typed = DoorTyped(cleaned["door"], self._buildings)
            meant = typed.meant
            chosen = [one for one in meant if _key(one) == cleaned["which"]] or meant
            if len(chosen) == 1:
                cleaned["home"] = chosen[0]
            elif not meant:
                self.add_error("door", _no_such_door(typed))
            elif len(meant) > OFFERED:
                text = _("Many doors are meant. Please add the estate, the building and the room.")
                self.add_error("door", ValidationError(text, code="many_doors"))
            else:
                # The hidden field becomes a question.
                self.fields["which"].widget = forms.RadioSelect(choices=[(_key(one), str(one)) for one in meant])
                self.add_error("which", ValidationError(_("Please choose the door."), code="several_doors"))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What `move_household_in` asks for."""
        home = self.cleaned_data["home"]
        return {
            "people": [row.resident() for row in self.filled_rows],
            "household": home if isinstance(home, Household) else None,
            "building": home if isinstance(home, Building) else home.building,
            "notice": PrivacyNotice.objects.current(),
        }

    def mark_refused(self, refused: Refused) -> None:
        """Say it at the row of the person of whom the action said no; all that was typed stays."""
        if refused.field and refused.field.isdecimal():
            row = self.filled_rows[int(refused.field)]
            row.add_error("name", refused.as_validation_error())
            row.ask_back(refused)


def _spread_out(data: Any) -> Any:
    """What was sent, with each person who was written or pasted into the box of the name put into all three."""
    spread = data.copy()
    for row in range(MOST_PEOPLE):
        name, birth_year, phone = (f"people-{row}-{box}" for box in ("name", "birth_year", "phone"))
        match = WHOLE_PERSON.fullmatch(data.get(name, "")[:LONGEST].strip())
        if match and not data.get(birth_year) and not data.get(phone):
            spread[name], (spread[birth_year], spread[phone]) = match["name"], _year_and_phone(match["rest"])
    return spread


def _year_and_phone(rest: str) -> tuple[str, str]:
    """The words after a name: those that are a phone number, which may have blanks in it, and the others."""
    words = BETWEEN_WORDS.split(rest)
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            if whole_phone(phone := " ".join(words[start : start + length])):
                return " ".join(words[:start] + words[start + length :]), phone
    return " ".join(words), ""


def _key(home: Household | Building) -> str:
    return f"{home._meta.model_name}-{home.pk}"


def _no_such_door(typed: DoorTyped) -> ValidationError:
    """What to mend: the building, or the room in it, with the rooms that there are."""
    if not typed.buildings:
        text = _("There is no such building here. For example: 海棠苑 5-1-302.")
        return ValidationError(text, code="unknown_building")
    if len(typed.buildings) > 1:
        text = _("None of these buildings has such a room: %(buildings)s. Please add the estate.")
        return ValidationError(text % {"buildings": _listed(typed.buildings)}, code="unknown_room")
    building = typed.buildings[0]
    doors = [f"{one.entrance}-{one.code}" for one in typed.doors_like(building)]
    if not doors:
        text = _("No households of %(building)s are entered yet.")
    else:
        text = _("There is no such room in %(building)s. There are: %(doors)s.")
    return ValidationError(text % {"building": building, "doors": _listed(doors)}, code="unknown_room")


def _listed(names: Sequence[object]) -> str:
    return pgettext("between names", ", ").join(map(str, names))


class ResidenceChoice(forms.ModelMultipleChoiceField):
    """Who lives in a household, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.person.name


class MoveOutForm(forms.Form):
    """The form of a household that moves out: who, and the last day. `links`: whether any of them has a pioneer."""

    residences = ResidenceChoice(
        queryset=Residence.objects.none(),
        label=_("Who moves out?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please say who moves.")},
    )
    last_day = forms.DateField(label=_("The last day here"), widget=DayWidget)
    with_links = forms.BooleanField(
        label=_("Also end their links to the pioneer post"),
        required=False,
        initial=True,
        widget=UnfoldBooleanSwitchWidget,
    )

    def __init__(self, data: Any = None, *, residences: QuerySet[Residence], links: bool) -> None:
        rows = list(residences)
        super().__init__(data, initial={"residences": rows, "last_day": clock.today() - dt.timedelta(days=1)})
        who: Any = self.fields["residences"]
        who.queryset = residences
        if not links:
            del self.fields["with_links"]

    def clean_last_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["last_day"]
        if day.year < clock.FIRST_YEAR:
            raise ValidationError(_("The times lie in the years 2000 to 2100."), code="known_years")
        return day
