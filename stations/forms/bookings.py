"""What residents fill in to book a space."""

import datetime as dt
import unicodedata
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from common.exceptions import Refused
from common.forms.numbers import number_widget
from common.forms.submission import SubmissionForm
from common.time import formatting
from common.time.formatting import minutes_in_words
from stations.models import Booking
from stations.models.spaces import Purpose
from stations.rules.bookings import require_in_audience, require_party_fits
from stations.selectors.availability import Availability
from stations.selectors.booking_facts import booking_facts_of

ICONS = {
    Purpose.GATHERING: "coffee",
    Purpose.FAMILY: "baby",
    Purpose.READING: "book-open",
    Purpose.GAMES: "spade",
    Purpose.HANDICRAFT: "scissors",
    Purpose.REHEARSAL: "music",
    Purpose.MEETING: "messages-square",
    Purpose.OTHER: "ellipsis",
}


class TilesWidget(forms.RadioSelect):
    """Choices of the booking form as tiles beside each other."""

    template_name = "forms/tiles.html"


class PurposeTilesWidget(TilesWidget):
    """What a booking is for, as tiles, each with an icon."""

    option_template_name = "stations/widgets/purpose.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"icon": ICONS[Purpose(value)]}


class BookingLengthField(forms.TypedChoiceField):
    """How long a booking is. Every length that the space allows is understood: the action says why one is not free,
    and knows a form that was sent before. Those that fit `free` are offered.
    """

    widget = TilesWidget

    def __init__(self, *, free: Availability, start: dt.datetime, **kwargs: Any) -> None:
        space, fitting = free.space, free.lengths(start)
        allowed = range(space.shortest, space.longest + 1, space.step)
        super().__init__(
            label=_("How long?"),
            choices=[(minutes, self._words(start, minutes)) for minutes in allowed],
            coerce=int,
            error_messages={
                "required": _("Please choose how long."),
                "invalid_choice": _("Please choose how long."),
            },
            **kwargs,
        )
        self.widget.choices = [(minutes, self._words(start, minutes)) for minutes in fitting]
        if fitting:
            self.initial = fitting[0]

    @staticmethod
    def _words(start: dt.datetime, minutes: int) -> str:
        end = start + dt.timedelta(minutes=minutes)
        return _("%(length)s, until %(end)s") % {
            "length": minutes_in_words(minutes),
            "end": formatting.clock_time(end),
        }


class BookingForm(SubmissionForm):
    """A resident's booking: who comes, how many, how long and what for. Who has no wards is not asked who comes."""

    def __init__(
        self,
        *args: Any,
        free: Availability,
        start: dt.datetime,
        people: QuerySet[Person],
        reader: User,
        purpose: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.space, self.start, self.reader = free.space, start, reader
        self.fields["minutes"] = BookingLengthField(free=free, start=start)
        everybody = sorted(people, key=lambda person: (person.pk != reader.person_id, person.pk))
        if len(everybody) > 1:
            self.fields["person"] = self._person_field(people, everybody, reader)
        self.fields["purpose"] = forms.ChoiceField(
            label=_("What for?"),
            choices=Purpose.choices,
            initial=purpose or None,
            widget=PurposeTilesWidget,
            error_messages={"required": _("Please choose what for."), "invalid_choice": _("Please choose what for.")},
        )
        self.fields["party_size"] = PartySizeField(
            label=_("How many people come in all?"),
            initial=1,
            widget=number_widget(self.space.capacity),
        )
        remark = Booking._meta.get_field("remark").formfield()
        assert isinstance(remark, forms.CharField)
        remark.label = _("Anything the station should know?")
        self.fields["remark"] = remark

    @staticmethod
    def _person_field(people: QuerySet[Person], everybody: list[Person], reader: User) -> forms.ModelChoiceField:
        field = forms.ModelChoiceField(
            label=_("For whom?"),
            queryset=people,
            widget=TilesWidget,
            empty_label=None,
            initial=everybody[0].pk if everybody[0].pk == reader.person_id else None,
            error_messages={
                "required": _("Please choose for whom."),
                "invalid_choice": _("Please choose yourself or somebody in your care."),
            },
        )
        assert isinstance(field.widget, forms.RadioSelect)
        field.widget.choices = [
            (one.pk, _("%(name)s (myself)") % {"name": one.name} if one.pk == reader.person_id else one.name)
            for one in everybody
        ]
        return field

    @property
    def person(self) -> Person:
        person = self.cleaned_data.get("person", self.reader.person)
        assert person is not None, "a sign-in without a person is not asked"
        return person

    def details(self) -> dict[str, Any]:
        """What `book_space` asks for, beside the person."""
        answers = {name: self.cleaned_data[name] for name in ("purpose", "party_size", "remark", "token")}
        ends_at = self.start + dt.timedelta(minutes=self.cleaned_data["minutes"])
        return {"starts_at": self.start, "ends_at": ends_at, **answers}

    def clean_person(self) -> Person:
        """Whom the room does not admit is said here beside the name; the action asks the same rule again."""
        person: Person = self.cleaned_data["person"]
        ends_at = self.start + dt.timedelta(minutes=self.space.shortest)
        asked_for = Booking(space=self.space, person=person, by=self.reader, starts_at=self.start, ends_at=ends_at)
        try:
            require_in_audience(booking_facts_of(asked_for, by=self.reader))
        except Refused as refused:
            raise refused.as_validation_error() from refused
        return person

    def clean_party_size(self) -> int:
        """Said here beside the question; the action asks the same rule again."""
        party_size = self.cleaned_data["party_size"]
        try:
            require_party_fits(self.space, party_size)
        except Refused as refused:
            raise refused.as_validation_error() from refused
        return party_size


class PartySizeField(forms.IntegerField):
    """How many people come to a booking; full-width digits are understood."""

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).strip()
            # More digits than any room has places; Python itself gives up on thousands of them.
            if len(value) > 6:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class BookingTimeForm(forms.Form):
    """Another time for a resident's booking: for how long."""

    def __init__(self, *args: Any, free: Availability, start: dt.datetime, minutes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"] = BookingLengthField(free=free, start=start)
        if minutes in free.lengths(start):
            self.fields["minutes"].initial = minutes
