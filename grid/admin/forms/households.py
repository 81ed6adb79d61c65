"""What the office fills in when a household moves in or out."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from accounts.actions.staff_entry import AGREED
from accounts.forms.people import NamesakeForm, clean_year_of_birth
from accounts.models import PrivacyNotice
from accounts.phones import PhoneField
from common.admin.widgets import DayWidget
from common.exceptions import Refused
from common.names import NameFormField
from common.time import clock
from grid.actions.residents import NewResident
from grid.models import Building, Estate, Household, Residence
from grid.selectors.doors import door_at, doors_like

MOST_PEOPLE = 8


class NewResidentForm(NamesakeForm):
    """A row of the form of a household that moves in."""

    name = NameFormField(label=_("Name"), max_length=50, widget=UnfoldAdminTextInputWidget)
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        min_value=1900,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"inputmode": "numeric", "placeholder": "1952"}),
    )
    phone = PhoneField(
        label=_("Phone"), required=False, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"})
    )
    field_order = ["name", "birth_year", "phone", "another"]

    def clean_birth_year(self) -> int | None:
        return clean_year_of_birth(self.cleaned_data["birth_year"])

    def resident(self) -> NewResident:
        return NewResident(**{name: self.cleaned_data[name] for name in ("name", "phone", "birth_year", "another")})


NewResidents = forms.formset_factory(
    NewResidentForm, extra=MOST_PEOPLE, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE, validate_max=True
)


class MoveInForm(forms.Form):
    """The form of a household that moves in: the door, and everybody who moves in (`people`)."""

    estate = forms.ModelChoiceField(
        label=_("estate"), queryset=Estate.objects.none(), empty_label=None, widget=UnfoldAdminSelectWidget
    )
    door = forms.CharField(
        label=_("Building, entrance and room"),
        max_length=40,
        help_text=_("For example 5-1-302: building 5, entrance 1, room 302. Only 5, if the room is not known."),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    agreed = forms.BooleanField(label=AGREED, widget=UnfoldBooleanSwitchWidget)

    def __init__(self, data: Any = None, *, buildings: QuerySet[Building], home: Household | None = None) -> None:
        super().__init__(data)
        self.people = NewResidents(data, prefix="people")
        self._buildings = buildings
        estate: Any = self.fields["estate"]
        estate.queryset = Estate.objects.filter(pk__in=buildings.order_by().values("estate"))
        if home:
            self.initial = {
                "estate": home.building.estate_id,
                "door": f"{home.building.number}-{home.entrance}-{home.code}",
            }

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
        if "estate" not in cleaned or "door" not in cleaned:
            return cleaned
        door = door_at(cleaned["door"], self._buildings.filter(estate=cleaned["estate"]))
        if door.building is None:
            error = _("There is no such building in %(estate)s.") % {"estate": cleaned["estate"]}
            self.add_error("door", ValidationError(error, code="unknown_building"))
        elif door.names_household and door.household is None:
            self.add_error("door", _no_such_door(door.building, cleaned["door"]))
        else:
            cleaned |= {"building": door.building, "household": door.household}
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What `move_household_in` asks for."""
        return {
            "people": [row.resident() for row in self.filled_rows],
            "household": self.cleaned_data["household"],
            "building": self.cleaned_data["building"],
            "notice": PrivacyNotice.objects.current(),
        }

    def mark_refused(self, refused: Refused) -> None:
        """Say it at the row of the person of whom the action said no; all that was typed stays."""
        if refused.field and refused.field.isdecimal():
            row = self.filled_rows[int(refused.field)]
            row.add_error("name", refused.as_validation_error())
            row.ask_back(refused)


def _no_such_door(building: Building, typed: str) -> ValidationError:
    doors = pgettext("between names", ", ").join(f"{one.entrance}-{one.code}" for one in doors_like(building, typed))
    if not doors:
        text = _("No households of %(building)s are entered yet.") % {"building": building}
    else:
        text = _("There is no such room in %(building)s. There are: %(doors)s.") % {
            "building": building,
            "doors": doors,
        }
    return ValidationError(text, code="unknown_room")


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
