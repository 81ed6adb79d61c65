"""What the office fills in about volunteers. Rules that hold everywhere stand in volunteers/rules/volunteers.py."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from accounts.actions.staff_entry import AGREED
from accounts.forms.birth_year import BirthYearField
from accounts.models import PrivacyNotice
from accounts.phones import PhoneField
from common.names import NameFormField
from volunteers.forms.volunteers import PROFILE, NationalNumberField
from volunteers.models import ServiceKind, Skill, Slot, Team, Volunteer

REASON = Volunteer._meta.get_field("reason").max_length


def ticks(label: Any, choices: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    """Boxes to tick for a column that holds several codes."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )


class VolunteerForm(forms.ModelForm):
    """The form of the office for what a volunteer would like to do, can do, and when."""

    kinds = ticks(_("kinds of service"), ServiceKind.choices)
    skills = ticks(_("skills"), Skill.choices, required=False)
    slots = ticks(_("times"), Slot.choices)
    national_number = NationalNumberField(widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = Volunteer
        fields = [*PROFILE]

    def profile(self) -> dict[str, Any]:
        """What the actions keep of it."""
        return {name: self.cleaned_data[name] for name in PROFILE}


class NewVolunteerForm(VolunteerForm):
    """The form of the office that enters the application of a neighbour who rings or stands at the desk."""

    birth_year = BirthYearField(
        label=_("year of birth"),
        required=False,
        help_text=_("Needed only where the portal does not know it yet."),
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
    )
    guardian_name = NameFormField(
        label=_("guardian"),
        max_length=50,
        required=False,
        help_text=_("Only of somebody under 18."),
        widget=UnfoldAdminTextInputWidget,
    )
    guardian_phone = PhoneField(
        label=_("guardian's phone"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "tel", "autocomplete": "off"}),
    )
    agreed = forms.BooleanField(
        label=AGREED,
        required=False,
        help_text=_("Needed only for somebody who has not agreed so far, or no longer agrees."),
        widget=UnfoldBooleanSwitchWidget,
    )

    class Meta(VolunteerForm.Meta):
        fields = ["team", "person", *PROFILE]

    def application(self) -> dict[str, Any]:
        """What `enter_known_applicant` asks for."""
        cleaned = self.cleaned_data
        return {
            **self.profile(),
            "person": cleaned["person"],
            "birth_year": cleaned["birth_year"],
            "guardian_name": cleaned["guardian_name"],
            "guardian_phone": cleaned["guardian_phone"],
            "notice": PrivacyNotice.objects.current() if cleaned["agreed"] else None,
        }


class SubTeamsForm(forms.Form):
    """In which sub-teams a volunteer is."""

    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(),
        label=_("Sub-teams"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    def __init__(self, teams: QuerySet[Team], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["teams"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = teams


class RefusalForm(forms.Form):
    """Why an application is not accepted."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON,
        help_text=_("The applicant reads it, also as a text message. Please write it as you would say it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


class OfficeLeaveForm(forms.Form):
    """Why somebody leaves the team."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON,
        required=False,
        help_text=_("The volunteer reads it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


class OfficePauseForm(forms.Form):
    """Until when a volunteer pauses."""

    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        help_text=_("On that day the volunteer is back. Empty: until somebody ends the pause."),
        widget=UnfoldAdminSingleDateWidget,
    )


class GuardianConsentForm(forms.Form):
    """Who has agreed for somebody under 18; what stays empty stays as it was given."""

    name = NameFormField(
        label=_("Another guardian"), max_length=50, required=False, widget=UnfoldAdminTextInputWidget
    )
    phone = PhoneField(
        label=_("Another number"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "tel", "autocomplete": "off"}),
    )


class VolunteerReadingForm(forms.Form):
    """Why something is read that is kept for a reason only."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It is kept who looked and why; the volunteer can see that."),
        widget=UnfoldAdminTextInputWidget,
    )
