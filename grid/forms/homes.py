"""In which building the reader lives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grid.models import Building


class HomeForm(forms.Form):
    """One of the buildings; the page draws each as a button."""

    building = forms.ModelChoiceField(
        Building.objects.select_related("estate"),
        error_messages={
            "required": _("Please choose your building."),
            "invalid_choice": _("Please choose your building."),
        },
    )
