"""Rules of words that everybody may read: no number by which somebody is known or reached stands among them."""

from django.utils.translation import gettext as _

from accounts.phones import holds_phone
from accounts.rules import public_words
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
    """What the office announces names nobody's mobile or identity card; `texts` by the name of the field."""
    require_no_identity_card(**texts)
    public_words.require_no_mobile(**texts)
