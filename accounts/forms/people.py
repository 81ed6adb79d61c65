"""What people type: cleaned here, judged by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.birth_year import BirthYearField
from accounts.models import Guardianship, Person, PrivacyNotice, User
from accounts.phones import PhoneField
from accounts.rules.sign_in import NONE_OF_THEM
from common.exceptions import Refused
from common.names import NameFormField
from common.time import formatting

# Above every box in which somebody is searched for.
WHAT_TO_TYPE = _("Name or initials, building and flat, a phone number or its last four digits")


class PhoneForm(forms.Form):
    """The first step of signing in: the number that gets the code."""

    phone = PhoneField(label=_("Mobile number"))


class NewPhoneForm(PhoneForm):
    """The number with which somebody wants to sign in from now on."""

    phone = PhoneField(label=_("New mobile number"))


class CodeForm(forms.Form):
    """The second step of signing in: the code that came by SMS."""

    code = forms.CharField(
        label=_("Code from the text message"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


def name_field() -> forms.CharField:
    """The field for the name of a person, as every form about people has it."""
    return NameFormField(label=_("Name"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class ConsentField(forms.BooleanField):
    """A box that is never ticked beforehand; its words link to the notice."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label, error_messages={"required": _("Without your agreement we may not keep these data.")}
        )


def _consent_label() -> str:
    return format_html(
        gettext('I have read the <a href="{url}" target="_blank">privacy notice</a> and agree to it'),
        url=reverse("privacy"),
    )


def _guardian_label() -> str:
    return format_html(
        gettext(
            "I may speak for this person, have read the "
            '<a href="{url}" target="_blank">privacy notice</a> and agree to it for them'
        ),
        url=reverse("privacy"),
    )


class NoticeForm(forms.Form):
    """A form that asks for consent to the notice in force, and keeps which version was shown."""

    notice = forms.ModelChoiceField(
        PrivacyNotice.objects.all(),
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("The privacy notice has been changed meanwhile. Please read it again."),
            "required": _("The privacy notice has been changed meanwhile. Please read it again."),
        },
    )

    def __init__(self, *args: Any, notice: PrivacyNotice | None, **kwargs: Any) -> None:
        self.shown = notice
        super().__init__(*args, **kwargs)
        self.initial["notice"] = notice

    def clean_notice(self) -> PrivacyNotice:
        typed: PrivacyNotice = self.cleaned_data["notice"]
        if typed != self.shown:
            raise forms.ValidationError(_("The privacy notice has been changed meanwhile. Please read it again."))
        return typed


class NamesakeForm(forms.Form):
    """A form that enters somebody new, and asks about a namesake once the action has found one (`ask_back`)."""

    another = forms.BooleanField(
        label=_("This is another person of the same name"), required=False, widget=forms.HiddenInput
    )
    another_widget: type[forms.Widget] = forms.CheckboxInput

    def ask_back(self, refused: Refused) -> None:
        """Show the box to tick when the refusal is about a namesake."""
        if refused.code == "namesake":
            self.fields["another"].widget = self.another_widget()


class NewAccountForm(NoticeForm):
    """The form that opens an account on a number that a code has proven: name and consent."""

    name = name_field()
    consent = ConsentField(label=lazy(_consent_label, str)())
    # Masked, as the page showed it: another one may have been proven in another tab meanwhile.
    number = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["name", "consent", "notice", "number"]

    def __init__(self, *args: Any, phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["number"] = self._phone = phone

    def clean_number(self) -> str:
        shown: str = self.cleaned_data["number"]
        if shown and shown != self._phone:
            # The page that says so is of the other number.
            self.data = {**self.data, self.add_prefix("number"): self._phone}
            raise forms.ValidationError(
                _("You have confirmed another number meanwhile. The account will be for %(phone)s."),
                params={"phone": self._phone},
                code="another_number",
            )
        return shown


# The answers to “whose account is it?” besides the accounts themselves.
ANOTHER, NOBODY = "another", "nobody"


class WhoseForm(forms.Form):
    """Which of the accounts on a number (shown masked) is the visitor's. `sure`: the question was asked twice."""

    who = forms.ChoiceField(widget=forms.RadioSelect)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, accounts: Sequence[User], phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._accounts = {str(account.pk): account for account in accounts}
        answers: Any = self.fields["who"]
        answers.label = " · ".join([*(account.masked_name for account in accounts), phone])
        answers.choices = [*((key, self._words(one)) for key, one in self._accounts.items()), *self._other_answers()]

    def _words(self, account: User) -> str:
        """Two of one masked name are told apart by the day on which they last signed in."""
        namesakes = [one for one in self._accounts.values() if one.masked_name == account.masked_name]
        if len(namesakes) == 1:
            return gettext("I am %(name)s") % {"name": account.masked_name}
        day = formatting.day(account.last_login or account.date_joined)
        return gettext("I am %(name)s, last here on %(day)s") % {"name": account.masked_name, "day": day}

    def _other_answers(self) -> list[tuple[str, str]]:
        if len(self._accounts) == 1:
            shared, alone = (
                gettext("No, I share the number with my family"),
                gettext("No, the number is mine alone now"),
            )
        else:
            shared = gettext("None of them, I share the number with my family")
            alone = gettext("None of them, the number is mine alone now")
        return [(ANOTHER, shared), (NOBODY, alone)]

    @property
    def account(self) -> User:
        """The account that was chosen. Only where one was."""
        return self._accounts[self.cleaned_data["who"]]


class WhichForm(forms.Form):
    """Which of several people of one name, whom the desk has entered with the number, the visitor is."""

    meant = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Sequence[Person], phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers: Any = self.fields["meant"]
        answers.label = gettext("Several people of your name are entered with %(phone)s.") % {"phone": phone}
        answers.choices = [
            *((person.pk, gettext("Born in %(year)s") % {"year": person.birth_year}) for person in people),
            (NONE_OF_THEM, gettext("None of these")),
        ]


class HolderForm(forms.Form):
    """Whoever opens an account that may be another's types the whole name of its holder."""

    name = forms.CharField(
        label=_("Whole name of the holder"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class OwnDataForm(forms.ModelForm):
    """The form on /me/ for the data of the reader's own person."""

    birth_year = BirthYearField(
        required=False,
        help_text=_("Only for events with an age limit. Leave it empty if you like."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )

    class Meta:
        model = Person
        fields = ["name", "birth_year", "language"]
        labels = {"name": _("Name"), "language": _("Language of notices")}


class ChildForm(NamesakeForm, NoticeForm):
    """The form on /me/ that adds a child as a ward; the guardian consents for the child."""

    kind = Guardianship.Kind.CHILD
    name = name_field()
    birth_year = BirthYearField(help_text=_("Events for children have an age limit."))
    consent = ConsentField(label=lazy(_guardian_label, str)())

    field_order = ["name", "birth_year", "another", "consent", "notice"]


class ElderForm(ChildForm):
    """The form on /me/ that adds an elder as a ward; the year of birth may be left out."""

    kind = Guardianship.Kind.ELDER
    birth_year = BirthYearField(label=_("Year of birth"), required=False)


class NameForm(forms.Form):
    """The form on /me/ for a sign-in that has no person yet: the name of the person."""

    name = name_field()
