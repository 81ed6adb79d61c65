"""What leads and the office fill in about minutes that nobody scanned or ticked."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms.grouped import GroupedModelChoiceField
from common.names import NameFormField
from common.time import clock, formatting
from volunteers.models import Activity, ServiceKind, Volunteer
from volunteers.models.records import MOST_A_DAY
from volunteers.selectors.records import activities_to_enter, volunteers_to_enter

# What a service without an activity of the portal has to say for itself.
OWN_WORDS = ("activity_name", "service", "place", "content")

# What was it, when, how long, and what shows it.
WHOLE_SERVICE = ["activity", *OWN_WORDS, "day", "starts", "ends", "minutes", "long_day_reason", "evidence"]


def minutes_field(*, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("minutes given"),
        min_value=least,
        max_value=MOST_A_DAY,
        help_text=_("One hour is 60. The way there and back, meals and rests do not count."),
        widget=forms.NumberInput({"inputmode": "numeric", "min": least, "max": MOST_A_DAY}),
    )


def evidence_field() -> forms.CharField:
    return forms.CharField(
        label=_("what shows it"),
        max_length=200,
        help_text=_("For example: the list with signatures, the photo in the group, who saw it."),
    )


def long_day_field() -> forms.CharField:
    return forms.CharField(
        label=_("why more than eight hours"),
        max_length=200,
        required=False,
        help_text=_("Needed only where somebody gave more than eight hours on that day, all together."),
    )


class ActivityField(forms.ModelChoiceField):
    """An activity with its day, since many have one name."""

    def label_from_instance(self, activity: Activity) -> str:
        return f"{formatting.day(activity.starts_at)} · {activity.title}"


def _initial(volunteer: Any) -> str:
    return str(volunteer.person.name_sort[:1].upper())


class VolunteerField(GroupedModelChoiceField):
    """A volunteer by name and number, since names repeat. A team has hundreds: they stand under their initials."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Volunteer.objects.none(), group_of=_initial, **kwargs)

    def label_from_instance(self, volunteer: Volunteer) -> str:
        return f"{volunteer.person.name} · {volunteer.number_label}"


class WholeServiceForm(forms.Form):
    """Minutes entered by hand, of an activity or of a service that the portal does not know."""

    activity = ActivityField(
        Activity.objects.none(),
        label=_("activity"),
        required=False,
        empty_label=_("another service, described below"),
    )
    day = forms.DateField(label=_("day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(
        label=_("began at"), required=False, widget=forms.TimeInput({"type": "time"}), help_text=_("If it is known.")
    )
    ends = forms.TimeField(label=_("ended at"), required=False, widget=forms.TimeInput({"type": "time"}))
    minutes = minutes_field()
    evidence = evidence_field()
    activity_name = NameFormField(label=_("what was it called"), max_length=60, required=False)
    service = forms.ChoiceField(
        label=_("kind of service"), choices=[("", _("please choose")), *ServiceKind.choices], required=False
    )
    place = NameFormField(label=_("place"), max_length=80, required=False)
    content = forms.CharField(
        label=_("what was done"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    long_day_reason = long_day_field()
    field_order = WHOLE_SERVICE

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity = self.fields["activity"]
        assert isinstance(activity, forms.ModelChoiceField)
        activity.queryset = activities_to_enter(by)
        self.fields["day"].initial = clock.today()
        for name in OWN_WORDS:
            self.fields[name].help_text = _("Needed where no activity is chosen.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("activity") and "activity" not in self.errors:
            for name in OWN_WORDS:
                if not cleaned.get(name) and name not in self.errors:
                    text = _("Please choose an activity, or fill this in.")
                    self.add_error(name, forms.ValidationError(text, code="required"))
        if bool(cleaned.get("starts")) != bool(cleaned.get("ends")):
            text = _("Please give both times, or none.")
            self.add_error("ends", forms.ValidationError(text, code="both_times"))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What `enter_by_hand` asks for. With an activity, the words are those of the activity."""
        answers = dict(self.cleaned_data)
        day, starts, ends = answers["day"], answers.pop("starts"), answers.pop("ends")
        answers["starts_at"] = _moment(day, starts)
        # What began before today may have gone on beyond midnight.
        beyond = starts and ends and ends < starts and day < clock.today()
        answers["ends_at"] = _moment(day + dt.timedelta(days=1) if beyond else day, ends)
        if answers["activity"]:
            for name in OWN_WORDS:
                del answers[name]
        return answers


def _moment(day: dt.date, time: dt.time | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, time), clock.HERE) if time else None


class ByHandForm(WholeServiceForm):
    """Minutes entered by hand for a volunteer whom the user looks after."""

    volunteer = VolunteerField(label=_("volunteer"))
    field_order = ["volunteer", *WHOLE_SERVICE]

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        volunteer = self.fields["volunteer"]
        assert isinstance(volunteer, forms.ModelChoiceField)
        volunteer.queryset = volunteers_to_enter(by)


class RecordCorrectionForm(forms.Form):
    """What is right instead of a record; it begins with what stands there."""

    minutes = minutes_field(least=0)
    day = forms.DateField(label=_("day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("why it is corrected"), max_length=200)
    evidence = evidence_field()
    long_day_reason = long_day_field()


class AnswerForm(forms.Form):
    """Words to the volunteer who asked for a correction."""

    answer = forms.CharField(
        label=_("answer"), max_length=300, required=False, help_text=_("The volunteer reads these words.")
    )


class PutRightForm(AnswerForm):
    """What is right instead of the record that a volunteer has asked about."""

    minutes = minutes_field(least=0)
    evidence = evidence_field()
    long_day_reason = long_day_field()
    field_order = ["minutes", "evidence", "long_day_reason", "answer"]


class MissingServiceForm(WholeServiceForm, AnswerForm):
    """The record that was missing, as a volunteer has told."""


class WhyNotForm(forms.Form):
    """Why minutes are not confirmed, or a record stays as it is."""

    reason = forms.CharField(
        label=_("Why not?"),
        max_length=200,
        help_text=_("The volunteer reads these words."),
        widget=forms.Textarea({"rows": 2}),
    )


class EvaluationForm(forms.Form):
    """How the service was, in a sentence."""

    text = forms.CharField(
        label=_("How was it?"),
        max_length=200,
        help_text=_("A sentence that the volunteer reads, for example: on time, careful, friendly to the elders."),
        widget=forms.Textarea({"rows": 2}),
    )
