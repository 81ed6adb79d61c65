"""The words of the notices about a handover; a title says all that matters, since it may go out alone by SMS."""

from collections.abc import Callable, Iterable
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from grid.models import Handover


def handover_prepared(handover: Handover) -> list[NoticeToSend]:
    """The notices to the new and the old holder that a handover is prepared; the one to the new holder is urgent."""
    return [
        *_to(
            [handover.to],
            handover,
            "handover_prepared",
            lambda facts: _("“%(post)s” is to be yours. Please look at what comes with it and receive it.") % facts,
            path=reverse("desk:handover", args=[handover.pk]),
            urgent=True,
            by=handover.prepared_by,
        ),
        *_to(
            [handover.appointment.user],
            handover,
            "handover_prepared",
            lambda facts: _("Your post “%(post)s” goes to %(new)s, as soon as %(new)s receives it.") % facts,
            by=handover.prepared_by,
        ),
    ]


def handover_received(handover: Handover) -> list[NoticeToSend]:
    """The notices of a received handover: to the new holder, the old holder and the user who prepared it."""
    return _to(
        [handover.to, handover.appointment.user, handover.prepared_by],
        handover,
        "handover_received",
        lambda facts: _("“%(post)s” has changed hands: %(new)s has received it from %(old)s.") % facts,
        by=handover.to,
    )


def handover_called_off(handover: Handover, by: User) -> list[NoticeToSend]:
    """The notices of a handover that `by` called off: to all concerned but `by`."""
    concerned = [handover.to, handover.appointment.user, handover.prepared_by]
    return _to(
        [one for one in concerned if one.pk != by.pk],
        handover,
        "handover_called_off",
        lambda facts: _("The handover of “%(post)s” to %(new)s is called off; everything stays as it was.") % facts,
    )


def _to(
    users: Iterable[User],
    handover: Handover,
    kind: str,
    words: Callable[[dict[str, str]], str],
    *,
    path: str = "",
    urgent: bool = False,
    by: User | None = None,
) -> list[NoticeToSend]:
    def text(body: str) -> NoticeText:
        facts = {
            "post": str(handover.appointment.unit),
            "old": str(handover.appointment.user),
            "new": str(handover.to),
        }
        return NoticeText(title=words(facts), body=body, path=path)

    people = {user.person.pk: user.person for user in users if user.person}
    return [
        NoticeToSend(
            about=person,
            kind=kind,
            # What was written down for the new holder is for nobody else.
            text=partial(text, handover.remarks if person.pk == handover.to.person_id else ""),
            urgent=urgent,
            personal=True,
            by=by,
        )
        for person in people.values()
    ]
