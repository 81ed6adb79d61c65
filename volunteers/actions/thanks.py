"""Saying thanks to volunteers, and what is shown of it."""

from django.db import transaction

from accounts.models import Person, User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.http.page_cache import clear_pages
from common.time import clock
from volunteers.models import Activity, ThankYouNote
from volunteers.notifications.records import leads_of_team
from volunteers.notifications.thanks import thanked, waits_to_be_shown
from volunteers.rules.public_words import require_no_own_number
from volunteers.rules.thanks import (
    LOOKS_AFTER,
    ThanksAct,
    require_activity_can_be_thanked,
    require_may_thank,
    require_own_note,
    require_thanks_act_possible,
    require_words,
)
from volunteers.rules.volunteers import require_no_identity_card
from volunteers.selectors.thanks import volunteers_who_served


@action
def say_thanks(
    activity: Activity, *, person: Person, words: str, may_be_public: bool = False, by: User
) -> ThankYouNote:
    """Somebody who was helped thanks the volunteers of an activity; each of them is told. Once an activity.

    With `may_be_public` the lead or the office may show it to everybody, without the name; the leads are told that it
    waits. Raises Refused.
    """
    require_activity_can_be_thanked(activity)
    require_may_thank(activity, person, by=by)
    require_words(words)
    require_no_identity_card(words=words)
    if may_be_public:
        require_no_own_number(words=words)
    note = ThankYouNote.objects.create(
        activity=activity, person=person, words=words.strip(), may_be_public=may_be_public, by=by
    )
    served = volunteers_who_served(activity).select_related("person").order_by("pk")
    send_notices([thanked(note, volunteer.person, by=by) for volunteer in served])
    if may_be_public:
        send_notices(waits_to_be_shown(note, leads_of_team(activity.team, but_not=by)))
    return note


@action
def keep_thanks_private(note: ThankYouNote, *, by: User) -> ThankYouNote:
    """The writer takes the consent back: from now on only the volunteers read it. Raises Refused."""
    require_own_note(note, by)
    note = _lock(note)
    note.may_be_public, note.shown_at = False, None
    note.save(update_fields=["may_be_public", "shown_at"])
    transaction.on_commit(clear_pages)
    return note


@action
def look_after_thanks(note: ThankYouNote, *, act: ThanksAct, by: User) -> ThankYouNote:
    """The lead or the office shows a note to everybody or no more, or hides it from all, or brings it back.

    A note that is hidden is public no more. Raises Refused.
    """
    require_permission(by, LOOKS_AFTER, note)
    note = _lock(note)
    require_thanks_act_possible(act, note)
    match act:
        case ThanksAct.SHOW:
            note.shown_at = clock.now()
        case ThanksAct.SHOW_NO_MORE:
            note.shown_at = None
        case ThanksAct.HIDE:
            note.shown_at, note.hidden_at = None, clock.now()
        case ThanksAct.BRING_BACK:
            note.hidden_at = None
    note.save(update_fields=["shown_at", "hidden_at"])
    transaction.on_commit(clear_pages)
    return note


def _lock(note: ThankYouNote) -> ThankYouNote:
    rows = ThankYouNote.objects.select_related("activity", "person")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=note.pk)
