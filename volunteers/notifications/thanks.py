"""The words of the notices that somebody has said thanks."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.notifications.send import NoticeText, NoticeToSend
from volunteers.models import ThankYouNote
from volunteers.notifications.records import to_leads

MOST_OF_A_TITLE = 24


def thanked(note: ThankYouNote, person: Person, *, by: User) -> NoticeToSend:
    """The notice to a volunteer who served. It says who wrote only on the page, where it can be hidden."""

    def text() -> NoticeText:
        return NoticeText(
            title=_("Somebody thanks you for “%(activity)s”.") % {"activity": _title(note)},
            body=_("Please read it on your page."),
            path=reverse("volunteers:thanks_received"),
        )

    return NoticeToSend(about=person, kind="volunteer_thanked", text=text, by=by)


def waits_to_be_shown(note: ThankYouNote, leads: Iterable[User]) -> list[NoticeToSend]:
    """The notices to leads that the writer of a note agreed to its being public: they look at it first."""

    def text() -> NoticeText:
        title = _("Thanks for “%(activity)s”: may everybody read them? Please have a look.")
        return NoticeText(title=title % {"activity": _title(note)}, path=reverse("desk:thanks"))

    return to_leads("volunteer_thanks_wait", text, leads)


def _title(note: ThankYouNote) -> str:
    return Truncator(note.activity.title).chars(MOST_OF_A_TITLE, truncate="…")
