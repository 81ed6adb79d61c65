"""What is typed at the desk about somebody who would like to join the volunteer team."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.birth_year import BirthYearField
from accounts.forms.people import ConsentField, NoticeForm, name_field
from accounts.models import Person, PrivacyNotice
from accounts.phones import PhoneField
from common.forms.submission import SubmissionForm
from common.names import NameFormField
from portal.desk.forms.neighbours import READ_OUT
from volunteers.forms.volunteers import ProfileForm
from volunteers.models import Team
from volunteers.rules.volunteers import is_child


class NewVolunteerForm(NoticeForm, ProfileForm, SubmissionForm):
    """The form at the desk for a neighbour who rings, or stands there: who it is, and what they would like to do.

    `sent` is what has been typed so far: of somebody under 18 the guardian is asked for.
    """

    name = name_field()
    phone = PhoneField(
        label=_("Phone"), required=False, help_text=_("May be left empty. With a number, reminders come by SMS.")
    )
    birth_year = BirthYearField(help_text=_("Somebody under 18 needs the consent of a parent."))
    guardian_name = NameFormField(label=_("Which parent or guardian agrees?"), max_length=50)
    guardian_phone = PhoneField(label=_("Phone number of the parent or guardian"))
    consent = ConsentField(label=READ_OUT)

    def __init__(
        self, *args: Any, notice: PrivacyNotice | None, team: Team, sent: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, notice=notice, community=team.community, **kwargs)
        # Somebody else's data: the phone must not offer the reader's own.
        for name in ("name", "phone", "guardian_phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if not self._is_about_child(sent):
            del self.fields["guardian_name"], self.fields["guardian_phone"]

    def _is_about_child(self, sent: Mapping[str, Any]) -> bool:
        try:
            year = self.fields["birth_year"].clean(sent.get("birth_year"))
        except forms.ValidationError:
            return False
        return is_child(Person(birth_year=year))

    def application(self) -> dict[str, Any]:
        """What `enter_applicant` asks for."""
        cleaned = self.cleaned_data
        return {
            **self.profile(),
            "name": cleaned["name"],
            "phone": cleaned["phone"],
            "birth_year": cleaned["birth_year"],
            "guardian_name": cleaned.get("guardian_name", ""),
            "guardian_phone": cleaned.get("guardian_phone", ""),
            "notice": cleaned["notice"],
            "token": cleaned["token"],
        }
