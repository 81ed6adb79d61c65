"""What is filled in when a transfer is asked for, and when it is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from grid.models import OrgUnit, PartyRelation


class TransferAnswerForm(forms.Form):
    """The form that sends a transfer back: the reason."""

    answer = forms.CharField(
        label=_("reason for sending back"), max_length=200, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2})
    )


class TransferRequestForm(forms.Form):
    """The form that asks for a transfer: to another branch, with the kind afterwards and the reason."""

    to_branch = forms.ModelChoiceField(
        label=_("receiving branch"), queryset=OrgUnit.objects.none(), widget=UnfoldAdminSelectWidget
    )
    kind = forms.ChoiceField(label=_("kind afterwards"), widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(label=_("reason"), max_length=200, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}))

    def __init__(self, relation: PartyRelation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = OrgUnit.objects.branches().exclude(pk=relation.branch_id or 0).order_by("number", "name")
        self.fields["to_branch"].queryset = others  # type: ignore[attr-defined]
        kinds = [
            one for one in PartyRelation.AT_BRANCH if relation.organisation or one not in PartyRelation.ELSEWHERE
        ]
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        if relation.kind in kinds:
            self.fields["kind"].initial = relation.kind
