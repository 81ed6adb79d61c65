"""What a volunteer fills in to be shown to the public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.files.images import PhotoField
from common.names import NameFormField
from grid.models import Building
from volunteers.models import VolunteerCard
from volunteers.selectors.cards import buildings_to_show


class CardForm(forms.Form):
    """The public card of a volunteer: what they do in the team, the building, and the consent that it is public."""

    role = NameFormField(
        label=_("What I do in the team"),
        max_length=VolunteerCard._meta.get_field("role").max_length,
        required=False,
        help_text=_("For example: repairs, first aid, reading to children. No phone number, please: this is public."),
    )
    building = forms.ModelChoiceField(
        Building.objects.none(), label=_("Show my building?"), required=False, empty_label=_("do not show it")
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name, what I do in the team and, if I add them, my building and my photo are shown "
            "publicly. I can withdraw that at any time."
        ),
        error_messages={"required": _("Without your agreement nothing is shown. That is fine too.")},
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        building = self.fields["building"]
        assert isinstance(building, forms.ModelChoiceField)
        building.queryset = buildings_to_show(reader)
        if not building.queryset.exists():
            del self.fields["building"]


class CardPhotoForm(forms.Form):
    """The photo for a card that is public already."""

    photo = PhotoField(
        label=_("Your photo"),
        help_text=_("Upright, with your face in the middle. What the camera notes of place and time is removed."),
    )
