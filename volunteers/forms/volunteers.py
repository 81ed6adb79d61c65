"""What people fill in to join the team, and to change what they would like to do."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.birth_year import BirthYearField
from accounts.models import Person
from accounts.phones import PhoneField
from common.exceptions import Refused
from common.forms.submission import SubmissionForm
from common.names import NameFormField
from common.time import clock
from common.writing.folding import compact
from grid.models import Community, Grid
from volunteers.models import ServiceKind, Skill, Slot, Volunteer
from volunteers.rules.volunteers import is_child, require_pause_to_come
from volunteers.selectors.volunteers import JoinChoice
from volunteers.validators import validate_no_identity_card

# The names of these fields are those of `actions.join.VolunteerProfile`.
PROFILE = ("kinds", "skills", "slots", "grid", "words", "national_number")
NO, YES = "no", "yes"
# Short words stand side by side (static/css/forms.css).
IN_COLUMNS = {"class": "choices-in-columns"}


class NationalNumberField(forms.CharField):
    """The national volunteer number, as people copy it: blanks, small and full-width letters are understood."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("National volunteer number"),
            required=False,
            max_length=30,
            validators=[validate_no_identity_card],
            help_text=_("The 全国志愿者编号, if you have one. Never the number of the identity card."),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return compact(super().to_python(value) or "").upper()


class ProfileForm(forms.Form):
    """What a volunteer would like to do, can do, and when and where."""

    kinds = forms.MultipleChoiceField(
        label=_("Which service would you like to give?"),
        choices=ServiceKind.choices,
        widget=forms.CheckboxSelectMultiple(attrs=IN_COLUMNS),
        help_text=_("As many as you like."),
        error_messages={"required": _("Please choose at least one kind of service.")},
    )
    skills = forms.MultipleChoiceField(
        label=_("What are you good at?"),
        choices=Skill.choices,
        widget=forms.CheckboxSelectMultiple(attrs=IN_COLUMNS),
        required=False,
        help_text=_("Only what applies; nothing is fine too."),
    )
    slots = forms.MultipleChoiceField(
        label=_("When do you have time?"),
        choices=Slot.choices,
        widget=forms.CheckboxSelectMultiple(attrs=IN_COLUMNS),
        help_text=_("So that we ask you for nothing else. It binds you to nothing."),
        error_messages={"required": _("Please choose when you have time.")},
    )
    grid = forms.ModelChoiceField(
        Grid.objects.none(), label=_("Where?"), required=False, empty_label=_("anywhere in the community")
    )
    words = forms.CharField(
        label=_("Anything else?"),
        max_length=Volunteer._meta.get_field("words").max_length,
        required=False,
        validators=[validate_no_identity_card],
        help_text=_("For example: I cannot stand for long."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    national_number = NationalNumberField()

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grid = self.fields["grid"]
        assert isinstance(grid, forms.ModelChoiceField)
        grid.queryset = Grid.objects.filter(community=community)

    def profile(self) -> dict[str, Any]:
        """What the actions keep of it."""
        return {name: self.cleaned_data[name] for name in PROFILE}


def profile_of(volunteer: Volunteer) -> dict[str, Any]:
    """The initial values of a form about a volunteer who is in the team already."""
    return {name: getattr(volunteer, name) for name in PROFILE}


class PartyAnswerForm(forms.Form):
    """Whether somebody is a party member: an answer of their own will, with a consent of its own."""

    party = forms.ChoiceField(
        label=_("Are you a party member?"),
        choices=[("", _("I would rather not say")), (YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("You need not say. It changes nothing about what you may do here."),
    )
    party_agreed = forms.BooleanField(
        label=_(
            "I agree that the party branch keeps this answer, so that it can invite members to serve. I can withdraw "
            "that at any time, and the answer is deleted."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("party") and not cleaned.get("party_agreed"):
            error = _("To keep your answer we need this tick. Or choose “I would rather not say”.")
            self.add_error("party_agreed", forms.ValidationError(error, code="party_not_agreed"))
        return cleaned

    @property
    def party_member(self) -> bool | None:
        """The answer; None where it was not given."""
        return {YES: True, NO: False}.get(self.cleaned_data["party"])


class JoinForm(PartyAnswerForm, ProfileForm, SubmissionForm):
    """The form of residents that applies to the team: who, of those in the reader's care, and what they would like
    to do.

    `sent` is what has been typed so far: the year of birth is asked where there is none, and the guardian of a child
    who applies for themselves. The identity card is never asked for.
    """

    person = forms.TypedChoiceField(
        label=_("Who would like to help?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose who would like to help."),
            "invalid_choice": _("Please choose yourself or somebody in your care."),
        },
    )
    birth_year = BirthYearField(
        required=False, help_text=_("Somebody under 18 needs the consent of a parent. We keep the year alone.")
    )
    guardian_name = NameFormField(
        label=_("Which parent or guardian agrees?"),
        max_length=50,
        error_messages={"required": _("Somebody under 18 joins with the consent of a parent. Please say who it is.")},
    )
    guardian_phone = PhoneField(
        label=_("Phone number of the parent or guardian"),
        help_text=_("We ring and ask before we decide. The number is used for nothing else."),
        error_messages={"required": _("Please give the phone number of the parent or guardian.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, choice: JoinChoice, sent: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, community=choice.team.community, **kwargs)
        self.choice, self.reader = choice, choice.reader
        person = self.fields["person"]
        assert isinstance(person, forms.TypedChoiceField)
        by_key = {str(one.pk): one for one in choice.people}
        # Whoever has applied already may be sent by a page that is older than that; the action answers.
        person.choices = [(one.pk, one.name) for one in choice.people]
        person.coerce = by_key.__getitem__
        assert isinstance(person.widget, forms.RadioSelect)
        person.widget.choices = [(one.pk, self._called(one)) for one in choice.free]
        if choice.free:
            person.initial = choice.free[0].pk
        if len(choice.people) == 1:
            person.widget = forms.HiddenInput()
        self._ask_what_is_not_known(by_key.get(str(sent.get("person", ""))), sent)

    def _ask_what_is_not_known(self, whose: Person | None, sent: Mapping[str, Any]) -> None:
        only = self.choice.free[0] if len(self.choice.free) == 1 else None
        whose = whose or only
        people = [whose] if whose else self.choice.free
        if all(one.birth_year for one in people):
            del self.fields["birth_year"]
        elif whose:
            self.fields["birth_year"].required = True
        if whose is None or whose.pk != self.reader.person_id or not self._is_child(whose, sent):
            del self.fields["guardian_name"], self.fields["guardian_phone"]

    def _is_child(self, whose: Person, sent: Mapping[str, Any]) -> bool:
        """By the year that is known, else by the one that was typed."""
        if whose.birth_year is None and "birth_year" in self.fields:
            try:
                year = self.fields["birth_year"].clean(sent.get("birth_year"))
            except forms.ValidationError:
                return False
            return is_child(Person(birth_year=year))
        return is_child(whose)

    def _called(self, person: Person) -> str:
        if person.pk == self.reader.person_id:
            return _("%(name)s (myself)") % {"name": person.name}
        return person.name

    def application(self) -> dict[str, Any]:
        """What `apply_to_team` asks for. Party membership is the own word alone, so nobody says it for a ward."""
        cleaned = self.cleaned_data
        own = cleaned["person"].pk == self.reader.person_id
        return {
            **self.profile(),
            "person": cleaned["person"],
            "birth_year": cleaned.get("birth_year"),
            "guardian_name": cleaned.get("guardian_name", ""),
            "guardian_phone": cleaned.get("guardian_phone", ""),
            "party_member": self.party_member if own else None,
            "token": cleaned["token"],
        }


class PauseForm(forms.Form):
    """Until when a volunteer pauses."""

    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        help_text=_("On that day you are back by yourself. Leave it empty if you do not know yet."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs["min"] = f"{clock.today():%Y-%m-%d}"

    def clean_until(self) -> Any:
        """Said here beside the question; the action asks the same rule again."""
        try:
            require_pause_to_come(self.cleaned_data["until"])
        except Refused as refused:
            raise refused.as_validation_error() from refused
        return self.cleaned_data["until"]


class LeaveForm(forms.Form):
    """Why somebody leaves the team; nobody has to say."""

    reason = forms.CharField(
        label=_("Would you like to tell us why?"),
        max_length=Volunteer._meta.get_field("reason").max_length,
        required=False,
        validators=[validate_no_identity_card],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
