"""What somebody fills in to report a matter, and to say what became of it."""

import re
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.phones import PhoneField
from common.exceptions import Refused
from common.files.images import PhotoField
from common.files.positions import Position, photo_position
from common.forms.marks import MarkedForm
from common.forms.submission import SubmissionForm
from common.names import NameFormField
from grid.models import Building, Community, Gate, Matter, MatterKind, MatterPhoto
from grid.rules.matters import require_public_words, require_something_said
from grid.selectors.matter_places import FARTHEST, Spot

# Of the questions that say where it is.
ONE_OF_THESE = _("(one of these is enough)")
PIN = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,3})?),(-?[0-9]{1,6}(?:\.[0-9]{1,3})?)", re.ASCII)


def pin_text(spot: Spot) -> str:
    """The spot as a form carries it: metres east and south, with one decimal."""
    return f"{spot[0]:.1f},{spot[1]:.1f}"


def spot_from(text: object) -> Spot | None:
    """The spot that `pin_text` wrote; None for every other text, and for what lies far away."""
    match = PIN.fullmatch(str(text))
    spot = (float(match[1]), float(match[2])) if match else None
    return spot if spot and max(map(abs, spot)) <= FARTHEST else None


class PinWidget(forms.HiddenInput):
    """A place on the plan: whether it is marked, and a button that leads to the plan and back."""

    template_name = "grid/widgets/pin.html"
    input_type = "text"

    @property
    def is_hidden(self) -> bool:
        return False

    def id_for_label(self, id_: str | None) -> str:
        return ""


class PinField(forms.CharField):
    """A place on the plan in metres; its cleaned value is a `Spot`, or None."""

    widget = PinWidget

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        spot = spot_from(text) if text else None
        if text and spot is None:
            raise forms.ValidationError(_("The place on the plan is not whole. Please choose it anew."), code="pin")
        return spot


class KindWidget(forms.RadioSelect):
    """The kinds of matters as tiles, each with its drawing and its clock."""

    template_name = "forms/tiles.html"
    option_template_name = "grid/widgets/kind.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        kind = getattr(value, "instance", None)
        return option | {
            "icon": kind.icon if kind else "message-circle",
            "clock": kind.clock_in_words if kind else "",
        }


class MatterPhotoForm(MarkedForm):
    """One photo, the first step of a report."""

    marks = {"photo": _("(or go on without)")}

    photo = PhotoField(label=_("Photo"), error_messages={"required": _("Please choose a photo, or go on without.")})

    @cached_property
    def position(self) -> Position | None:
        """Where it was taken, as the file itself says; the stored picture says it no more."""
        upload = self.files.get("photo")
        return photo_position(upload) if upload else None


class MatterForm(MarkedForm, SubmissionForm):
    """A report: what, where, in a few words, and who may see it. `guest`: somebody who is not signed in."""

    marks = {"building": ONE_OF_THESE, "place": ONE_OF_THESE, "pin": ONE_OF_THESE}

    photo = forms.CharField(required=False, widget=forms.HiddenInput)
    gate = forms.ModelChoiceField(Gate.objects.none(), required=False, widget=forms.HiddenInput)
    kind = forms.ModelChoiceField(
        MatterKind.objects.none(),
        label=_("What is it about?"),
        widget=KindWidget,
        empty_label=None,
        error_messages={"required": _("Please choose what it is about.")},
    )
    building = forms.ModelChoiceField(
        Building.objects.none(), label=_("At which building?"), required=False, empty_label=_("at no building")
    )
    place = NameFormField(
        label=_("Where exactly?"),
        max_length=Matter._meta.get_field("place").max_length,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("For example: beside the bicycle shed")}),
    )
    pin = PinField(label=_("Place on the plan"), required=False)
    words = forms.CharField(
        label=_("What is wrong?"),
        max_length=Matter._meta.get_field("words").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    not_public = forms.BooleanField(
        label=_("Not public"),
        required=False,
        help_text=_("Only you and the staff who look after it see this report. Otherwise neighbours can follow it."),
    )
    anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_("The staff do not see who you are either; you still get the answer. Neighbours never see it."),
    )
    name = NameFormField(
        label=_("Your name"), max_length=50, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = PhoneField(
        label=_("Phone, if we may call you"),
        required=False,
        help_text=_("Only to tell you what became of it. It is deleted 90 days after the answer."),
    )

    def __init__(
        self, *args: Any, community: Community, photo: MatterPhoto | None = None, guest: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._photo = photo
        offer_places(self, community)
        if photo:
            self.fields["words"].help_text = _("A few words are enough.")
        else:
            self.marks = {**self.marks, "words": _("(required)")}
        for name in ("name", "phone"):
            if guest:
                # A device in a lobby keeps nobody's number for whoever stands there next.
                self.fields[name].widget.attrs["data-no-draft"] = True
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("building", "gate", "pin", "place")) and "pin" not in self.errors:
            error = _("Please say where it is: a building, a mark on the plan, or a few words.")
            self.add_error("building", forms.ValidationError(error, code="no_place"))
        try:
            require_something_said(cleaned.get("words", ""), int(self._photo is not None))
            if not cleaned.get("not_public"):
                require_public_words(words=cleaned.get("words", ""), place=cleaned.get("place", ""))
        except Refused as refused:
            self.add_error(refused.field, refused.as_validation_error())
        return cleaned

    def report(self) -> dict[str, Any]:
        """What the action takes of the form, without who reports."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in ("kind", "words", "building", "gate", "place", "token")},
            "spot": cleaned["pin"],
            "is_public": not cleaned["not_public"],
            "is_anonymous": cleaned["anonymous"],
        }


def offer_places(form: forms.Form, community: Community) -> None:
    """Of the fields that the form has: the kinds, buildings and gates of the community."""
    offered: dict[str, Any] = {
        "kind": MatterKind.objects.offered().filter(community=community).select_related("community"),
        "building": Building.objects.filter(community=community).select_related("estate"),
        "gate": Gate.objects.filter(estate__community=community).select_related("estate__community"),
    }
    for name, rows in offered.items():
        if isinstance(field := form.fields.get(name), forms.ModelChoiceField):
            field.queryset = rows


class SendBackForm(forms.Form):
    """Why it is not mended."""

    words = forms.CharField(
        label=_("What is not mended?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say in a few words what is not mended.")},
    )


class SwitchesForm(forms.Form):
    """Who may see a matter, said anew."""

    not_public = MatterForm.base_fields["not_public"]
    anonymous = MatterForm.base_fields["anonymous"]
