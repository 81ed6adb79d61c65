"""Who is told of what staff have entered about them: a home, a post, a party relation."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.people import PATH, words_if_wrong
from accounts.notifications.send import NoticeText, NoticeToSend
from grid.models import PartyRelation, PioneerLink, Residence
from grid.models.appointments import DutyAppointment

POSTS = "/me/posts/"


def moved_in(residence: Residence, *, by: User) -> NoticeToSend:
    """The notice that somebody was entered as a resident."""

    def text() -> NoticeText:
        facts = {"name": residence.person.name, "home": residence.household or residence.building, "by": by}
        return NoticeText(
            _("%(by)s has entered that %(name)s lives in %(home)s.") % facts, body=words_if_wrong(), path=PATH
        )

    return NoticeToSend(residence.person, "residence_entered", text, by=by)


def linked(link: PioneerLink, *, by: User) -> NoticeToSend:
    """The notice that somebody was linked to a pioneer post."""

    def text() -> NoticeText:
        facts = {"name": link.person.name, "post": link.post, "by": by}
        return NoticeText(
            _("%(by)s has entered that %(name)s belongs to the pioneer post %(post)s.") % facts,
            body=words_if_wrong(),
            path=PATH,
        )

    return NoticeToSend(link.person, "link_entered", text, by=by)


def relation_entered(relation: PartyRelation, *, by: User) -> NoticeToSend:
    """The notice of an entry in the party register, which it does not name: e-mails carry it. Whoever has made the
    entry tells more.
    """

    def text() -> NoticeText:
        facts = {"name": relation.person.name, "by": by}
        return NoticeText(
            _("%(by)s has made an entry about %(name)s in a register.") % facts, body=words_if_wrong(), path=PATH
        )

    return NoticeToSend(relation.person, "relation_entered", text, personal=True, by=by)


def duty_published(appointment: DutyAppointment, *, by: User) -> NoticeToSend:
    """The notice to the holder of a post of what the public sees of them there from now on."""
    person = appointment.user.person
    assert person

    def text() -> NoticeText:
        facts = {"name": person.name, "role": appointment.role_label, "where": appointment.scope}
        if not appointment.is_public:
            return NoticeText(_("Your name is no longer public: %(role)s, %(where)s.") % facts, path=POSTS)
        words = _("Neighbours now see your name, %(name)s, with your post: %(role)s, %(where)s.") % facts
        if appointment.public_phone:
            words += _(" They call %(phone)s.") % {"phone": appointment.public_phone}
        return NoticeText(words, body=words_if_wrong(), path=POSTS)

    return NoticeToSend(person, "duty_published", text, personal=True, by=by)
