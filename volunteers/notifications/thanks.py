"""The words of the notice that somebody has said thanks."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.notifications.send import NoticeText, NoticeToSend
from volunteers.models import ThankYouNote

MOST_OF_A_TITLE = 24


def thanked(note: ThankYouNote, person: Person, *, by: User) -> NoticeToSend:
    """The notice to a volunteer who served. It says who wrote only on the page, where it can be hidden."""

    def text() -> NoticeText:
        activity = Truncator(note.activity.title).chars(MOST_OF_A_TITLE, truncate="…")
        return NoticeText(
            title=_("Somebody thanks you for “%(activity)s”.") % {"activity": activity},
            body=_("Please read it on your page."),
            path=reverse("volunteers:thanks_received"),
        )

    return NoticeToSend(about=person, kind="volunteer_thanked", text=text, by=by)
