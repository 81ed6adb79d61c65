"""The words of the notices about trainings and awards."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from volunteers.models import Award, Training


def trained(training: Training, *, by: User) -> NoticeToSend:
    """The notice that a training is entered in the own record."""
    return _notice(training, "volunteer_training", lambda: _("%(name)s: the training “%(what)s” is recorded."), by=by)


def awarded(award: Award, *, by: User) -> NoticeToSend:
    """The notice that an award is entered in the own record."""
    return _notice(
        award, "volunteer_award", lambda: _("%(name)s: the award “%(what)s” is recorded. Congratulations!"), by=by
    )


def _notice(row: Training | Award, kind: str, words: Callable[[], str], *, by: User) -> NoticeToSend:
    person = row.volunteer.person

    def text() -> NoticeText:
        return NoticeText(words() % {"name": person.name, "what": row.name}, path=reverse("volunteers:mine"))

    return NoticeToSend(about=person, kind=kind, text=text, by=by)
