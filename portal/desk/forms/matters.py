"""What is typed at the desk about a matter: one form for each act, and the report of a caller."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.phones import PhoneField
from common.files.images import PhotoField
from common.forms.marks import MarkedForm
from common.forms.submission import SubmissionForm
from common.names import NameFormField
from grid.forms.matters import ONE_OF_THESE, MatterForm, offer_places
from grid.models import Community, Matter, MatterCall, MatterExclusion
from grid.rules.matter_acts import MatterAct
from grid.selectors.matters import handlers_of
from portal.desk.forms.visits import VisitDayInput

WORDS = forms.Textarea(attrs={"rows": 2})


class ActForm(forms.Form):
    """The form of an act on a matter: nothing to fill in but the button."""

    def __init__(self, *args: Any, matter: Matter, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.by = matter, by

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data


class StartForm(ActForm):
    """Somebody is at it now."""

    words = forms.CharField(
        label=_("A word to the reporter"), max_length=200, required=False, help_text=_("Optional."), widget=WORDS
    )


class NewsForm(ActForm):
    """How it goes."""

    words = forms.CharField(label=_("How does it go?"), max_length=300, widget=WORDS)
    for_staff = forms.BooleanField(
        label=_("Among staff only"), required=False, help_text=_("Otherwise the reporter and everybody read it.")
    )

    def answers(self) -> dict[str, Any]:
        return {"words": self.cleaned_data["words"], "is_public": not self.cleaned_data["for_staff"]}


class MatterPlanForm(StartForm):
    """For which day it is planned."""

    on = forms.DateField(label=_("For which day?"), widget=VisitDayInput)
    field_order = ("on", "words")


class HandOnForm(ActForm):
    """Who handles it from now on, and why."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("To whom?"), empty_label=None, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why?"), max_length=300, help_text=_("Staff alone read it."), widget=WORDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = handlers_of(self.matter).exclude(pk=self.matter.handler_id or 0)


class ExtendForm(ActForm):
    """Until when it takes, and why."""

    until = forms.DateField(label=_("Until which day?"), widget=VisitDayInput)
    reason = forms.CharField(
        label=_("Why does it take longer?"), max_length=200, help_text=_("The reporter reads it."), widget=WORDS
    )


class FinishForm(ActForm):
    """What was done, with a photo of it."""

    answer = forms.CharField(
        label=_("What was done?"), max_length=300, required=False, help_text=_("The reporter reads it."), widget=WORDS
    )
    photo = PhotoField(label=_("Photo of it mended"), required=False)


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=_("Why?"), max_length=300, help_text=_("The reporter reads it."), widget=WORDS)


class ReferForm(ActForm):
    """Who looks after it, by which phone, and why it is not the community's."""

    to = NameFormField(label=_("Who looks after it?"), max_length=60)
    phone = NameFormField(
        label=_("Their phone"), max_length=30, required=False, help_text=_("A landline or a service number.")
    )
    reason = forms.CharField(
        label=_("Why is it not ours?"), max_length=300, help_text=_("The reporter reads it."), widget=WORDS
    )


class MergeForm(ActForm):
    """The number of the matter that it is the same as."""

    into = forms.IntegerField(label=_("Same as which number?"), min_value=1, max_value=10**15)

    def clean_into(self) -> Matter:
        found: Matter | None = Matter.objects.visible_to(self.by).filter(pk=self.cleaned_data["into"]).first()
        if found is None:
            raise forms.ValidationError(_("There is no such matter."), code="no_such_matter")
        return found


class ExcludeForm(ActForm):
    """Why it does not count, in a class and in words."""

    kind = forms.ChoiceField(
        label=_("Why does it not count?"), choices=MatterExclusion.Kind, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("In words"), max_length=300, help_text=_("It stands beside the rates."), widget=WORDS
    )

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data | {"kind": MatterExclusion.Kind(self.cleaned_data["kind"])}


FORMS: dict[MatterAct, type[ActForm]] = {
    MatterAct.ACCEPT: ActForm,
    MatterAct.START: StartForm,
    MatterAct.PLAN: MatterPlanForm,
    MatterAct.NOTE: NewsForm,
    MatterAct.HAND_ON: HandOnForm,
    MatterAct.EXTEND: ExtendForm,
    MatterAct.FINISH: FinishForm,
    MatterAct.ELSEWHERE: ReferForm,
    MatterAct.IMPOSSIBLE: ReasonForm,
    MatterAct.MERGE: MergeForm,
    MatterAct.REJECT: ReasonForm,
    MatterAct.TAKE_UP: ActForm,
    MatterAct.EXCLUDE: ExcludeForm,
    MatterAct.AGREE: ActForm,
    MatterAct.TAKE_BACK_EXCLUSION: ActForm,
}


class CallerForm(MarkedForm, SubmissionForm):
    """What a neighbour reports at the desk or by phone."""

    marks = {"building": ONE_OF_THESE, "place": ONE_OF_THESE}

    kind = MatterForm.base_fields["kind"]
    building = MatterForm.base_fields["building"]
    place = MatterForm.base_fields["place"]
    words = forms.CharField(label=_("What is wrong?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    not_public = MatterForm.base_fields["not_public"]
    name = NameFormField(label=_("Whose report is it?"), max_length=50, required=False)
    phone = PhoneField(
        label=_("Phone of the reporter"),
        required=False,
        help_text=_("So that we can call back once it is mended. It is deleted 90 days after the answer."),
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, community)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("building") and not cleaned.get("place"):
            error = _("Please say where it is: a building, or a few words.")
            self.add_error("building", forms.ValidationError(error, code="no_place"))
        return cleaned

    def report(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        names = ("kind", "building", "place", "words", "name", "phone", "token")
        return {**{name: cleaned[name] for name in names}, "is_public": not cleaned["not_public"]}


class CallBackForm(forms.Form):
    """What came of a call back."""

    result = forms.ChoiceField(label=_("What came of the call?"), choices=MatterCall.Result, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In their words"), max_length=200, required=False, widget=WORDS)

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        return {"result": MatterCall.Result(self.cleaned_data["result"]), "words": self.cleaned_data["words"]}
