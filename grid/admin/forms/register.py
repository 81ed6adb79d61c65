"""What secretaries fill in about members and surveys. Rules that hold everywhere stand in grid/rules/register.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from accounts.forms.people import WHAT_TO_TYPE, NamesakeForm
from accounts.models import PrivacyNotice, User
from accounts.phones import PhoneField
from common.names import NameFormField
from grid.models import OrgUnit, PartyRelation
from grid.selectors.register import register_branches

Kind = PartyRelation.Kind
AGREED = _("I have explained the privacy notice, party membership included, and the person agrees.")


class RelationForm(forms.Form):
    """The form for a party relation: the branch, the kind, the organisation outside."""

    branch = forms.ModelChoiceField(
        label=_("branch"), queryset=OrgUnit.objects.none(), widget=UnfoldAdminSelectWidget, empty_label=None
    )
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[(kind.value, kind.label) for kind in PartyRelation.AT_BRANCH],
        widget=UnfoldAdminSelectWidget,
    )
    organisation = NameFormField(
        label=_("organisation outside"),
        required=False,
        max_length=80,
        help_text=_("Only of in-service and floating-in members: where the relation itself is kept."),
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = register_branches(by, "add")  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("branch", "kind", "organisation")}

    def notice(self) -> PrivacyNotice | None:
        """The notice that the person agrees to now; None when nothing was said of it."""
        return PrivacyNotice.objects.current() if self.cleaned_data["agreed"] else None


class KnownMemberForm(RelationForm):
    """The form for a party relation of a person whom the portal knows; consent may be there already."""

    agreed = forms.BooleanField(
        label=AGREED,
        required=False,
        help_text=_("Needed only for somebody who has not agreed so far, or no longer agrees."),
        widget=UnfoldBooleanSwitchWidget,
    )


class NewMemberForm(RelationForm, NamesakeForm):
    """The form for a party relation of a person whom the portal does not know yet; consent is required."""

    name = NameFormField(label=_("Name"), max_length=50, widget=UnfoldAdminTextInputWidget)
    phone = PhoneField(
        label=_("Phone"), required=False, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"})
    )
    agreed = forms.BooleanField(label=AGREED, widget=UnfoldBooleanSwitchWidget)
    another_widget = UnfoldBooleanSwitchWidget
    field_order = ["name", "phone", "branch", "kind", "organisation", "another", "agreed"]


class FindMemberForm(forms.Form):
    """The form that finds a future member. It is posted, so that the name does not stand in the address."""

    query = forms.CharField(label=WHAT_TO_TYPE, max_length=50, widget=UnfoldAdminTextInputWidget)


class RelationOutsideForm(forms.Form):
    """The form for a party relation that goes to an organisation outside: its name."""

    organisation = NameFormField(label=_("organisation outside"), max_length=80, widget=UnfoldAdminTextInputWidget)


class RelationKindForm(forms.Form):
    """The form that changes the kind of a party relation; the present kind is not offered."""

    kind = forms.ChoiceField(label=_("kind"), widget=UnfoldAdminSelectWidget)
    organisation = NameFormField(
        label=_("organisation outside"),
        required=False,
        max_length=80,
        help_text=_("Only of in-service and floating-in members: where the relation itself is kept."),
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(self, relation: PartyRelation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in PartyRelation.AT_BRANCH if one != relation.kind]
        self.fields["kind"].choices = [(one.value, one.label) for one in others]  # type: ignore[attr-defined]
        self.fields["organisation"].initial = relation.organisation
