"""What is typed at the desk about neighbours: a search, a link, somebody new. The rules stand with the actions."""

from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import WHAT_TO_TYPE, ConsentField, NamesakeForm, NoticeForm, name_field
from accounts.models import PrivacyNotice
from accounts.phones import PhoneField
from common.forms.grouped import GroupedModelChoiceField
from grid.models import Building, Household, OrgUnit
from grid.selectors.doors import household_at


class NeighbourSearchForm(forms.Form):
    """The search for a neighbour at the desk: a name, a home or a number. It is posted."""

    query = forms.CharField(
        label=WHAT_TO_TYPE,
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PostField(GroupedModelChoiceField):
    """A pioneer post: an office has dozens of them, so they stand by their branches."""

    def __init__(self) -> None:
        super().__init__(
            OrgUnit.objects.none(), group_of=attrgetter("parent"), label=_("Pioneer post"), empty_label=None
        )


class NeighbourLinkForm(forms.Form):
    """The form at the desk that links a neighbour to a post; nothing is asked where the user has only one."""

    post = PostField()

    def __init__(self, *args: Any, posts: QuerySet[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_post(self, posts)


def ask_for_post(form: forms.Form, posts: QuerySet[OrgUnit]) -> None:
    """Fill the field `post`. When there is only one post, the field is hidden."""
    post = form.fields["post"]
    assert isinstance(post, forms.ModelChoiceField)
    post.queryset = posts
    first = list(posts[:2])
    if len(first) == 1:
        post.initial = first[0].pk
        post.widget = forms.HiddenInput()


READ_OUT = _("I have read the privacy notice out, or explained it, and the neighbour agrees")


class NewNeighbourForm(NoticeForm, NamesakeForm):
    """The form at the desk for a new neighbour. It asks for the home only when the user may enter residences."""

    name = name_field()
    phone = PhoneField(
        label=_("Phone"), required=False, help_text=_("May be left empty. With a number, reminders come by SMS.")
    )
    post = PostField()
    building = GroupedModelChoiceField(
        label=_("Building"),
        queryset=Building.objects.none(),
        group_of=attrgetter("estate"),
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
            cleaned["home"] = household_at(building, room)
            if cleaned["home"] is None and "room" not in self.errors:
                error = _("There is no such room in this building. For example: 1-301.")
                self.add_error("room", forms.ValidationError(error, code="unknown_room"))
        return cleaned

    def neighbour(self) -> dict[str, Any]:
        """What `take_in_neighbour` asks for."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "phone": cleaned["phone"],
            "post": cleaned["post"],
            "home": cleaned.get("home"),
            "notice": cleaned["notice"],
            "another": cleaned["another"],
        }
