"""Rules of words that everybody may read, whatever app they stand in."""

from django.utils.translation import gettext as _

from accounts.phones import holds_mobile
from common.exceptions import Refused


def require_no_mobile(**texts: str) -> None:
    """What the office announces may name its landline, never anybody's mobile; `texts` by the name of the field."""
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
