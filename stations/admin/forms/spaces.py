"""What the office fills in about a room."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from stations.admin.forms.plans import PlanAnswerForm
from stations.models import Space
from stations.models.spaces import PURPOSES_OF_ROOMS


class SpaceForm(PlanAnswerForm, forms.ModelForm):
    """A room in the office: what it suits is ticked, not typed."""

    purposes = forms.MultipleChoiceField(
        label=_("suited for"),
        choices=[(purpose.value, purpose.label) for purpose in PURPOSES_OF_ROOMS],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=Space._meta.get_field("purposes").help_text,
    )
