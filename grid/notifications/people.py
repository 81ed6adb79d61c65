"""Who is told of what staff have entered about them: a home, a post, a party relation."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.people import PATH, words_if_wrong
from accounts.notifications.send import NoticeText, NoticeToSend
from grid.models import PartyRelation, PioneerLink, Residence


def moved_in(residence: Residence, *, by: User) -> NoticeToSend:
    """The notice that somebody was entered as a resident."""

    def text() -> NoticeText:
        facts = {"name": residence.person.name, "home": residence.household or residence.building, "by": by}
        return NoticeText(
            _("%(by)s has entered that %(name)s lives in %(home)s.") % facts, body=words_if_wrong(), path=PATH
        )

    return NoticeToSend(residence.person, "residence_entered", text)


def linked(link: PioneerLink, *, by: User) -> NoticeToSend:
    """The notice that somebody was linked to a pioneer post."""

    def text() -> NoticeText:
        facts = {"name": link.person.name, "post": link.post, "by": by}
        return NoticeText(
            _("%(by)s has entered that %(name)s belongs to the pioneer post %(post)s.") % facts,
            body=words_if_wrong(),
            path=PATH,
        )

    return NoticeToSend(link.person, "link_entered", text)


def relation_entered(relation: PartyRelation, *, by: User) -> NoticeToSend:
    """The notice of an entry in the party register, which it does not name: e-mails carry it. Whoever has made the
    entry tells more.
    """

    def text() -> NoticeText:
        facts = {"name": relation.person.name, "by": by}
        return NoticeText(
            _("%(by)s has made an entry about %(name)s in a register.") % facts, body=words_if_wrong(), path=PATH
        )

    return NoticeToSend(relation.person, "relation_entered", text, personal=True)
