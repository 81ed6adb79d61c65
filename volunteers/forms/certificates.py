"""What a volunteer fills in for a certificate, and what somebody types who wants to know whether one is true."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.time import clock
from common.writing.folding import compact
from volunteers.models import Certificate, Volunteer
from volunteers.selectors.certificates import years_of_service

ALL, DAYS = "all", "days"


def day_field(label: Any) -> forms.DateField:
    """The field for a day, with the browser's own calendar."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class CertificateForm(forms.Form):
    """For whom, over which days, and what stands on the certificate beside what the law wants.

    `short`: with less to read and to choose, as in care mode; days of one's own choice are then asked for by phone.
    """

    volunteer = forms.TypedChoiceField(label=pgettext_lazy("certificate", "For whom?"), widget=forms.RadioSelect)
    period = forms.ChoiceField(label=_("Service of which time?"), widget=forms.RadioSelect)
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))
    extra = forms.MultipleChoiceField(
        label=_("What else should stand on it?"),
        choices=Certificate.Extra.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hours, content and recording unit always do. Whatever else is up to you."),
    )

    def __init__(self, *args: Any, volunteers: Sequence[Volunteer], short: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(one.pk): one for one in volunteers}
        volunteer, period = self.fields["volunteer"], self.fields["period"]
        assert isinstance(volunteer, forms.TypedChoiceField)
        assert isinstance(period, forms.ChoiceField)
        volunteer.choices = [(key, f"{one.person.name} · {one.team.name}") for key, one in by_key.items()]
        volunteer.coerce = by_key.__getitem__
        if len(volunteers) == 1:
            volunteer.initial, volunteer.widget = volunteers[0].pk, forms.HiddenInput()
        years = years_of_service(volunteers)
        period.choices = [
            *((str(year), gettext("the year %(year)d") % {"year": year}) for year in years),
            (ALL, gettext("all my service so far")),
            *([] if short else [(DAYS, gettext("other days"))]),
        ]
        period.initial = str(years[0]) if years else ALL
        if short:
            del self.fields["first_day"], self.fields["last_day"]
            self.fields["extra"].help_text = ""

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("period") == DAYS:
            for name in ("first_day", "last_day"):
                if name not in self.errors and not answers.get(name):
                    self.add_error(name, forms.ValidationError(_("Please choose the day."), code="required"))
        return answers

    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of the certificate, both included; no day of it is still to come."""
        today, chosen = clock.today(), self.cleaned_data["period"]
        if chosen == DAYS:
            return self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        if chosen == ALL:
            first: Any = self.cleaned_data["volunteer"].records.counted().order_by("day").first()
            return (first.day if first else today), today
        return dt.date(int(chosen), 1, 1), min(dt.date(int(chosen), 12, 31), today)


class VerificationForm(forms.Form):
    """The code of a certificate, as somebody reads it from the paper: in groups, in capitals, with blanks."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=80,
        help_text=_("32 digits and letters; they stand beside the QR code. Blanks do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        typed = compact(self.cleaned_data["code"]).lower()
        code = "".join(character for character in typed if character.isalnum())
        if not re.fullmatch("[0-9a-f]{32}", code):
            raise forms.ValidationError(
                _("The code has 32 digits and letters, and only the letters a to f."), code="not_a_code"
            )
        return code
