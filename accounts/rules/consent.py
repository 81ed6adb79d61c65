"""Rules of consent: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import Consent, Person, PrivacyNotice
from common.exceptions import Refused


def require_notice_in_force(notice: PrivacyNotice) -> None:
    """Consent is given to the privacy notice in force, not to an older one that a page has still shown."""
    if PrivacyNotice.objects.current() != notice:
        raise Refused(
            _("The privacy notice has been changed meanwhile. Please read it again and agree to the new one."),
            code="notice_replaced",
        )


def has_consent(person: Person) -> bool:
    """Whether the person agrees to some version of the privacy notice and has not withdrawn that."""
    return Consent.objects.in_force().filter(person=person).exists()


def require_consent(person: Person, *, has_agreed: bool | None = None) -> None:
    """Nothing about a person is stored anew without consent in force (PIPL, art. 13 and 15).

    `has_agreed`: what the caller has read of that, together with other facts; it is looked up if that is None.
    """
    if not (has_consent(person) if has_agreed is None else has_agreed):
        raise Refused(
            _("%(name)s has not agreed to the privacy notice, or no longer does. Please explain it and ask first.")
            % {"name": person.name},
            code="no_consent",
            field="person",
        )
