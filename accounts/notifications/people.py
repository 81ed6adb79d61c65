"""Who is told of what staff have entered about them: a consent, somebody who acts for them."""

from django.utils.translation import gettext as _

from accounts.models import Consent, Guardianship, User
from accounts.notifications.send import NoticeText, NoticeToSend

# There stands who looks at one's data, and what one has agreed to.
PATH = "/me/data/"


def consent_entered(consent: Consent, *, by: User) -> NoticeToSend:
    """The notice that staff have noted a consent."""

    def text() -> NoticeText:
        facts = {"name": consent.person.name, "by": by}
        return NoticeText(
            _("%(by)s has noted that %(name)s agrees to the privacy notice.") % facts,
            body=words_if_wrong(),
            path=PATH,
        )

    return NoticeToSend(consent.person, "consent_entered", text, by=by)


def guardianship_entered(guardianship: Guardianship, *, by: User) -> NoticeToSend:
    """The notice to both that one acts for the other from now on."""

    def text() -> NoticeText:
        facts = {"name": guardianship.person.name, "guardian": guardianship.by.name, "by": by}
        return NoticeText(
            _("%(by)s has entered that %(guardian)s acts for %(name)s.") % facts, body=words_if_wrong(), path=PATH
        )

    return NoticeToSend(guardianship.person, "guardianship_entered", text, by=by)


def words_if_wrong() -> str:
    """What to do about an entry that is not right; below every notice of an entry."""
    return _("If that is not right, or you did not want it, please tell the community office.")
