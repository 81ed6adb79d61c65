"""Rules of words that everybody may read: no number by which somebody is known or reached stands among them."""

from django.utils.translation import gettext as _

from accounts.phones import holds_mobile, holds_phone
from common.exceptions import Refused
from volunteers.rules.volunteers import require_no_identity_card


def require_no_own_number(**texts: str) -> None:
    """What people write of themselves and of others holds no phone number; `texts` by the name of the field."""
    require_no_identity_card(**texts)
    for field, text in texts.items():
        if holds_phone(text):
            raise Refused(
                _("Please leave out phone numbers: everybody may read this."), code="phone_number", field=field
            )


def require_no_mobile(**texts: str) -> None:
    """What the office announces may name its landline, never anybody's mobile; `texts` by the name of the field."""
    require_no_identity_card(**texts)
    for field, text in texts.items():
        if holds_mobile(text):
            raise Refused(
                _(
                    "Please leave out mobile numbers: everybody may read this. The landline of the office or the "
                    "station may stand here."
                ),
                code="mobile_number",
                field=field,
            )
