"""What is filled in to prepare a handover."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from accounts.admin.forms.appointments import PeopleWhoSignIn
from accounts.models import Guardianship, Person, User
from accounts.selectors.people import people_to_appoint
from grid.models import OrgUnit, UnitAppointment


class PrepareHandoverForm(forms.Form):
    """The form for a handover: who receives the post; and which post takes it over, when it is given up."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("new holder"),
        help_text=_("Somebody who can sign in. Search by name or by the whole phone number."),
        error_messages={"invalid_choice": _("Please choose somebody who can sign in.")},
    )
    unit = forms.ModelChoiceField(
        OrgUnit.objects.none(),
        required=False,
        label=_("merge into"),
        empty_label=_("the post stays"),
        help_text=_(
            "Only when the post is given up: its buildings and people go to this one, whose holder receives."
        ),
        widget=UnfoldAdminSelectWidget,
    )
    remarks = forms.CharField(
        label=_("remarks"),
        max_length=300,
        required=False,
        help_text=_("For the new holder, for example where the keys are."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )

    def __init__(self, appointment: UnitAppointment, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = people_to_appoint(by).exclude(user=appointment.user_id)
        picker = PeopleWhoSignIn(Guardianship._meta.get_field("by"), admin.site)
        picker.choices, picker.is_required = person.choices, True
        person.widget = picker
        if appointment.unit.level != OrgUnit.Level.PIONEER_POST:
            del self.fields["unit"]
            return
        siblings = OrgUnit.objects.visible_to(by).posts().filter(parent=appointment.unit.parent_id)
        cast(Any, self.fields["unit"]).queryset = siblings.exclude(pk=appointment.unit_id).order_by("number", "name")

    def answers(self) -> dict[str, Any]:
        """What `prepare_handover` asks for."""
        cleaned = self.cleaned_data
        return {"to": cleaned["person"].user, "unit": cleaned.get("unit"), "remarks": cleaned["remarks"]}
