"""Phone numbers: stored as +8613800138000, accepted in all usual forms, shown masked."""

import re
import unicodedata

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

E164 = r"^\+[1-9][0-9]{6,14}$"
validate_phone = RegexValidator(E164, _("Please enter a phone number, for example 138 0013 8000."))
# What people type between the digits.
_SIGN = r"[\s\-‐-―()·.]"
# What stands between the digits of a number in a sentence besides; it also stands between the things of a list.
_LISTED = rf"(?:{_SIGN}|[,、;/\\|_~+*•・])"
# In a sentence: eleven digits from 13 to 19 with or without the country, or an area code with 7 or 8 digits. Each
# digit stands alone, or they come in groups of two and more, after a sign of lists of three and more: “1-3-5-7-9-11
# 幢” and “13、15、17 幢” are houses.
_BEFORE = rf"(?<![0-9])(?:(?:\+|00)?86{_LISTED}{{0,3}})?(?:0{_LISTED}{{0,3}})?"
_GROUPED = rf"1{_SIGN}?[3-9](?:[0-9]|{_SIGN}{{1,3}}[0-9](?=[0-9])|{_LISTED}{{1,3}}[0-9](?=[0-9]{{2}})){{9}}"
_ALONE = rf"1{_LISTED}{{1,3}}[3-9](?:{_LISTED}{{1,3}}[0-9]){{9}}"
_MOBILE = re.compile(rf"{_BEFORE}(?:{_GROUPED}|{_ALONE})(?![0-9])")
_LANDLINE = re.compile(
    rf"(?<![0-9])(0|(\+|00)?86{_SIGN}{{0,2}}0?)[1-9][0-9]{{1,2}}{_SIGN}{{0,2}}[1-9]({_SIGN}?[0-9]){{6,7}}(?![0-9])"
)


def normalise_phone(typed: str) -> str:
    """E.164 for what a person typed; full-width digits, spaces, dashes, 00 and 11 digits without a prefix are
    accepted.

    Raises ValidationError when it is no phone number.
    """
    phone = re.sub(_SIGN, "", unicodedata.normalize("NFKC", typed))
    if phone.startswith("00"):
        phone = "+" + phone[2:]
    if re.fullmatch(r"1[0-9]{10}", phone):
        phone = "+86" + phone
    elif re.fullmatch(r"861[0-9]{10}", phone):
        phone = "+" + phone
    validate_phone(phone)
    if phone.startswith("+86") and not re.fullmatch(r"\+861[3-9][0-9]{9}", phone):
        raise ValidationError(_("A mobile number has 11 digits and begins with 13 to 19. Please check it."))
    return phone


def whole_phone(typed: str) -> str | None:
    """The typed number in E.164; None if it is no complete number."""
    try:
        return normalise_phone(typed)
    except ValidationError:
        return None


def holds_mobile(text: str) -> bool:
    """Whether a mobile number of this country is in the text, however its digits are typed."""
    return bool(_MOBILE.search(_as_read(text)))


def holds_phone(text: str) -> bool:
    """Whether a mobile number, or a landline with its area code, is in the text."""
    return holds_mobile(text) or bool(_LANDLINE.search(_as_read(text)))


def _as_read(text: str) -> str:
    """The text as one reads it: digits of all writings plain, without what is not seen or only frames a digit."""
    plain = unicodedata.normalize("NFKC", text)
    seen = (one for one in plain if unicodedata.category(one) not in ("Cf", "Mn", "Me"))
    return "".join(str(unicodedata.decimal(one, one)) for one in seen)


def has_allowed_country(phone: str) -> bool:
    """Whether the portal sends messages to the country of this number (E.164): the setting SMS_COUNTRIES."""
    return phone.startswith(tuple(settings.SMS_COUNTRIES))


def mask_phone(phone: str | None) -> str:
    """+8613800138000 → 138****8000; other countries keep their prefix and last two digits."""
    if not phone:
        return ""
    if phone.startswith("+86") and len(phone) == 14:
        return f"{phone[3:6]}****{phone[-4:]}"
    return f"{phone[:4]}****{phone[-2:]}"


class PhoneField(forms.CharField):
    """A form field whose cleaned value is E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return normalise_phone(text) if text else ""
