"""Who thanks the volunteers of an activity, and what is shown of it: one rule, one function, one message."""

import enum

from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.rules.consent import require_consent
from accounts.rules.people import is_family
from common.exceptions import Refused, allows
from volunteers.models import Activity, ThankYouNote
from volunteers.selectors.thanks import has_served_there

# The office, and leads of the team.
LOOKS_AFTER = "volunteers.change_thankyounote"


# --- Writing


def require_activity_can_be_thanked(activity: Activity) -> None:
    """The activity was a service, took place and is over."""
    if activity.is_cancelled or not activity.is_published:
        raise Refused(_("This activity did not take place."), code="not_taken_place")
    if not activity.is_service:
        raise Refused(_("This was a training: nobody was helped there yet."), code="training")
    if not activity.is_over:
        raise Refused(_("You can say thanks once the activity is over."), code="not_over")


def require_may_thank(activity: Activity, person: Person, *, by: User) -> None:
    """One thanks in the own name, or in that of somebody in the own care; volunteers do not thank themselves."""
    if not is_family(by, person):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")
    require_consent(person)
    if has_served_there(activity, person):
        raise Refused(
            _("%(name)s was one of the volunteers there. The thanks are for you!") % {"name": person.name},
            code="served_there",
            field="person",
        )


def require_words(words: str) -> None:
    """A note of thanks has words."""
    if not words.strip():
        raise Refused(_("Please write a sentence."), code="no_words", field="words")


def require_own_note(note: ThankYouNote, by: User) -> None:
    """The writer, or who wrote in the writer's name, takes the consent to show it back."""
    if not is_family(by, note.person):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


# --- Showing


class ThanksAct(enum.StrEnum):
    """What the lead or the office does with a note."""

    SHOW = "show"
    SHOW_NO_MORE = "show_no_more"
    HIDE = "hide"
    BRING_BACK = "bring_back"


def possible_thanks_acts(note: ThankYouNote) -> list[ThanksAct]:
    """What may be done with a note now; rights are asked apart (`LOOKS_AFTER`)."""
    return [act for act in ThanksAct if allows(require_thanks_act_possible, act, note)]


def require_thanks_act_possible(act: ThanksAct, note: ThankYouNote) -> None:
    """The state of a note allows the act. Raises Refused."""
    match act:
        case ThanksAct.SHOW:
            _require_not_hidden(note)
            if not note.may_be_public:
                raise Refused(_("The writer has not agreed that everybody reads it."), code="no_consent_to_show")
            if note.shown_at is not None:
                raise Refused(_("Everybody can read this already."), code="shown_already")
        case ThanksAct.SHOW_NO_MORE:
            if note.shown_at is None:
                raise Refused(_("This is not public."), code="not_shown")
        case ThanksAct.HIDE:
            _require_not_hidden(note)
        case ThanksAct.BRING_BACK:
            if note.hidden_at is None:
                raise Refused(_("This is not hidden."), code="not_hidden")


def _require_not_hidden(note: ThankYouNote) -> None:
    if note.hidden_at is not None:
        raise Refused(_("This is hidden."), code="hidden")
