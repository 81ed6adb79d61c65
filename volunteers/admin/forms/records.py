"""The forms of minutes, trainings and awards, as the office sees them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelect2Widget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from accounts.models import User
from common.admin.widgets import DayWidget, TimeWidget
from common.names import NameFormField
from volunteers.forms.corrections import CorrectionForm
from volunteers.forms.records import (
    ByHandForm,
    EvaluationForm,
    MissingServiceForm,
    PutRightForm,
    RecordCorrectionForm,
    VolunteerField,
    WhyNotForm,
)
from volunteers.models import Volunteer
from volunteers.selectors.records import volunteers_to_enter


class OfficeLooks(forms.Form):
    """A form of the desk with the widgets of the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = _office_widget(field)


def _office_widget(field: forms.Field) -> forms.Widget:
    now: Any = field.widget
    match field:
        case forms.ModelMultipleChoiceField():
            widget: Any = UnfoldAdminSelect2MultipleWidget()
        case forms.ModelChoiceField():
            widget = UnfoldAdminSelect2Widget()
        case forms.ChoiceField():
            widget = UnfoldAdminSelectWidget()
        case forms.DateField():
            widget = DayWidget()
        case forms.TimeField():
            widget = TimeWidget()
        case forms.IntegerField():
            widget = UnfoldAdminIntegerFieldWidget(attrs=now.attrs)
        case _ if isinstance(now, forms.Textarea):
            widget = UnfoldAdminTextareaWidget(attrs={"rows": 2})
        case _:
            widget = UnfoldAdminTextInputWidget()
    widget.is_required = field.required
    if hasattr(now, "choices"):
        widget.choices = now.choices
    return widget


class AdminByHandForm(OfficeLooks, ByHandForm):
    """The office enters minutes by hand."""


class AdminWhyNotForm(OfficeLooks, WhyNotForm):
    """The office says why minutes are not confirmed, or a record stays as it is."""


class AdminEvaluationForm(OfficeLooks, EvaluationForm):
    """The office evaluates a service."""


class AdminRecordCorrectionForm(OfficeLooks, RecordCorrectionForm):
    """The office enters what is right instead of a record."""


class AdminPutRightForm(OfficeLooks, PutRightForm):
    """The office puts a record right as a volunteer has asked."""


class AdminMissingServiceForm(OfficeLooks, MissingServiceForm):
    """The office enters a record that was missing."""


class AskForVolunteerForm(OfficeLooks, CorrectionForm):
    """The office notes what a volunteer has said by phone."""

    volunteer = VolunteerField(label=_("volunteer"))
    field_order = ["volunteer", "words", "minutes"]

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_volunteers(self.fields["volunteer"], by)


class VolunteersField(forms.ModelMultipleChoiceField):
    """Several volunteers by name, each with the number, since names repeat."""

    def label_from_instance(self, volunteer: Volunteer) -> str:
        return f"{volunteer.person.name} · {volunteer.number_label}"


def of_volunteers(field: Any, by: User) -> None:
    """Offer the volunteers whom the user looks after."""
    field.queryset = volunteers_to_enter(by)


class TrainingForm(OfficeLooks):
    """A training that several volunteers have taken together."""

    volunteers = VolunteersField(Volunteer.objects.none(), label=_("volunteers"))
    name = NameFormField(label=_("name of the training"), max_length=60)
    content = forms.CharField(label=_("main content"), max_length=300)
    minutes = forms.IntegerField(label=_("length (minutes)"), min_value=1, max_value=6000)
    host = NameFormField(label=_("host"), max_length=60)
    day = forms.DateField(label=_("day"))

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_volunteers(self.fields["volunteers"], by)


class AwardForm(OfficeLooks):
    """An award that several volunteers have got together."""

    volunteers = VolunteersField(Volunteer.objects.none(), label=_("volunteers"))
    name = NameFormField(label=_("name of the award"), max_length=60)
    day = forms.DateField(label=_("day"))
    given_by = NameFormField(label=pgettext_lazy("of an award", "given by"), max_length=60)

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_volunteers(self.fields["volunteers"], by)
