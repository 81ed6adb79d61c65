"""Looking after a matter: received, handed on, planned, answered, merged; the acts of staff.

Every act locks the matter, asks the one rule (`require_matter_act`), writes a step, and tells the reporters.
"""

import datetime as dt
from collections.abc import Sequence

from accounts.models import User
from accounts.notifications.send import send_notices
from common.actions import action
from common.exceptions import require_reason
from common.time import clock
from grid.actions.matter_steps import add_step, ask_anew, lock_matter, lock_matters, open_again, tell
from grid.models import Matter, MatterExclusion, MatterPhoto, MatterStep
from grid.notifications import matters as notices
from grid.rules.matter_acts import MatterAct
from grid.rules.matters import (
    require_can_be_merged,
    require_few_photos,
    require_later_end,
    require_matter_act,
    require_no_duplicate,
    require_plan_ahead,
    require_possible_handler,
    require_public_words,
)

Status, Step = Matter.Status, MatterStep.Kind


def _lock(matter: Matter, act: MatterAct, *, by: User, **words: str) -> Matter:
    """The locked matter, on which the user may act so now. Public words hold no mobile number."""
    locked = lock_matter(matter)
    require_matter_act(act, locked, by)
    require_public_words(**words)
    return locked


@action
def accept_matter(matter: Matter, *, by: User) -> Matter:
    """Receive a matter: whoever does is named to the end. A second tap changes nothing. Raises Refused."""
    if matter.status == Status.RECEIVED and matter.first_handler_id == by.pk:
        return matter
    matter = _lock(matter, MatterAct.ACCEPT, by=by)
    _take_into_hands(matter, by=by)
    matter.status = Status.RECEIVED
    matter.save(update_fields=["status", "received_at", "first_handler", "handler"])
    tell(matter, add_step(matter, Step.RECEIVED, by=by), by=by)
    return matter


def _take_into_hands(matter: Matter, *, by: User) -> None:
    if matter.first_handler_id is None:
        matter.received_at, matter.first_handler = clock.now(), by
    if matter.handler_id is None:
        matter.handler = by


@action
def start_matter(matter: Matter, *, words: str = "", by: User) -> Matter:
    """Somebody is at it now. Raises Refused."""
    matter = _lock(matter, MatterAct.START, by=by, words=words)
    return _goes_on(matter, Status.IN_HAND, Step.IN_HAND, words=words, by=by)


@action
def plan_matter(matter: Matter, *, on: dt.date, words: str = "", by: User) -> Matter:
    """It is done on that day. Raises Refused."""
    matter = _lock(matter, MatterAct.PLAN, by=by, words=words)
    require_plan_ahead(on)
    matter.planned_on = on
    return _goes_on(matter, Status.PLANNED, Step.PLANNED, words=words, by=by)


def _goes_on(matter: Matter, status: Matter.Status, step: MatterStep.Kind, *, words: str, by: User) -> Matter:
    """The matter is in another state of those in which somebody has it in hand, or is answered."""
    if status != Status.PLANNED:
        matter.planned_on = None
    if status not in Matter.OPEN:
        ask_anew(matter)
    matter.status = status
    matter.closed_at = None if status in Matter.OPEN else clock.now()
    matter.save(update_fields=["status", "planned_on", "closed_at", "answer", "referred_to", "referred_phone"])
    tell(matter, add_step(matter, step, words=words, by=by), by=by)
    return matter


@action
def add_news(matter: Matter, *, words: str, is_public: bool = True, by: User) -> MatterStep:
    """Say how it goes: to the reporters, or among staff alone. Raises Refused."""
    require_reason(words)
    matter = _lock(matter, MatterAct.NOTE, by=by, **({"words": words} if is_public else {}))
    step = add_step(matter, Step.NOTE, words=words, is_public=is_public, by=by)
    if is_public:
        tell(matter, step, by=by)
    return step


@action
def hand_on(matter: Matter, *, to: User, reason: str, by: User) -> Matter:
    """Somebody else handles it from now on; whoever received it first stays named. Raises Refused."""
    require_reason(reason)
    matter = _lock(matter, MatterAct.HAND_ON, by=by)
    require_possible_handler(matter, to)
    matter.handler = to
    matter.save(update_fields=["handler"])
    add_step(matter, Step.HANDED_ON, words=reason, is_public=False, by=by)
    send_notices(notices.handed_on(matter, reason=reason, by=by))
    return matter


@action
def extend_matter(matter: Matter, *, until: dt.date, reason: str, by: User) -> Matter:
    """It takes longer, once, for a reason that the reporter reads. Raises Refused."""
    require_reason(reason)
    matter = _lock(matter, MatterAct.EXTEND, by=by, reason=reason)
    require_later_end(matter, until)
    matter.extended_from, matter.extension_reason = matter.due_at, reason.strip()
    matter.due_at = clock.day_start(until + dt.timedelta(days=1))
    matter.save(update_fields=["extended_from", "extension_reason", "due_at"])
    tell(matter, add_step(matter, Step.EXTENDED, words=reason, by=by), by=by)
    return matter


# --- Answering


@action
def finish_matter(matter: Matter, *, answer: str = "", photos: Sequence[MatterPhoto] = (), by: User) -> Matter:
    """It is mended, says whoever handles it; the reporter is asked. `photos` show it afterwards. Raises Refused."""
    matter = _lock(matter, MatterAct.FINISH, by=by, answer=answer)
    require_few_photos(len(photos))
    for photo in photos:
        photo.matter, photo.stage, photo.x, photo.y = matter, MatterPhoto.Stage.AFTER, None, None
        photo.save(update_fields=["matter", "stage", "x", "y"])
    matter.answer = answer.strip()
    return _goes_on(matter, Status.DONE, Step.DONE, words=answer, by=by)


@action
def cannot_be_done(matter: Matter, *, reason: str, by: User) -> Matter:
    """It cannot be done, for a reason that the reporter reads. Raises Refused."""
    require_reason(reason)
    matter = _lock(matter, MatterAct.IMPOSSIBLE, by=by, reason=reason)
    matter.answer = reason.strip()
    return _goes_on(matter, Status.IMPOSSIBLE, Step.IMPOSSIBLE, words=reason, by=by)


@action
def refer_matter(matter: Matter, *, to: str, phone: str = "", reason: str, by: User) -> Matter:
    """Somebody outside of the community looks after it: who, and by which phone. Raises Refused."""
    require_reason(reason)
    require_reason(to)
    matter = _lock(matter, MatterAct.ELSEWHERE, by=by, reason=reason, to=to, phone=phone)
    matter.answer, matter.referred_to, matter.referred_phone = reason.strip(), to.strip(), phone.strip()
    return _goes_on(matter, Status.ELSEWHERE, Step.ELSEWHERE, words=reason, by=by)


@action
def reject_matter(matter: Matter, *, reason: str, by: User) -> Matter:
    """It is abuse, or nothing that anybody could look after; nobody outside sees it any more. Raises Refused."""
    require_reason(reason)
    matter = _lock(matter, MatterAct.REJECT, by=by, reason=reason)
    matter.answer = reason.strip()
    return _goes_on(matter, Status.REJECTED, Step.REJECTED, words=reason, by=by)


@action
def take_up_matter(matter: Matter, *, by: User) -> Matter:
    """What was merged or not taken up by mistake is in hand after all. Raises Refused."""
    matter = _lock(matter, MatterAct.TAKE_UP, by=by)
    _take_into_hands(matter, by=by)
    open_again(matter, reopened=False)
    tell(matter, add_step(matter, Step.IN_HAND, by=by), by=by)
    return matter


@action
def merge_matter(matter: Matter, *, into: Matter, by: User) -> Matter:
    """The matter is the same as another, which stands for both from now on; what was merged into it moves along.

    Its reporters are told all that becomes of the other one. Merging into a duplicate is merging into its parent.
    Both are locked by key, so that two who merge in opposite directions wait for each other. Raises Refused.
    """
    into.refresh_from_db(fields=["parent"])
    target = into.parent_id or into.pk
    require_can_be_merged(matter, into)
    matter, parent = lock_matters(matter.pk, target)
    require_matter_act(MatterAct.MERGE, matter, by)
    require_can_be_merged(matter, parent)
    require_no_duplicate(parent)
    if not by.has_perm("grid.view_matter", parent):
        raise Matter.DoesNotExist
    children = Matter.objects.filter(parent=matter).select_for_update(no_key=True, of=("self",)).order_by("pk")
    for child in children:
        child.parent = parent
        child.save(update_fields=["parent"])
    matter.status, matter.parent, matter.planned_on = Status.DUPLICATE, parent, None
    matter.closed_at = clock.now()
    matter.answer = ""
    matter.save(update_fields=["status", "parent", "planned_on", "closed_at", "answer"])
    step = add_step(matter, Step.DUPLICATE, by=by)
    add_step(parent, Step.MERGED_IN, by=by)
    told = matter.reporters.select_related("person", "matter")
    send_notices(notices.news(parent, step, told, by=by))
    return matter


# --- What does not count


@action
def exclude_matter(matter: Matter, *, kind: MatterExclusion.Kind, reason: str, by: User) -> MatterExclusion:
    """Ask that the matter leaves the rates, for a written reason; it does once a second person agrees."""
    require_reason(reason)
    matter = _lock(matter, MatterAct.EXCLUDE, by=by)
    return MatterExclusion.objects.create(matter=matter, kind=kind, reason=reason.strip(), by=by)


@action
def agree_to_exclusion(matter: Matter, *, by: User) -> MatterExclusion:
    """The second person agrees that the matter does not count. Raises Refused."""
    matter = _lock(matter, MatterAct.AGREE, by=by)
    exclusion: MatterExclusion = matter.exclusion
    exclusion.agreed_by, exclusion.agreed_at = by, clock.now()
    exclusion.save(update_fields=["agreed_by", "agreed_at"])
    return exclusion


@action
def take_exclusion_back(matter: Matter, *, by: User) -> None:
    """The matter counts again. The audit trail keeps who had asked and agreed. Raises Refused."""
    matter = _lock(matter, MatterAct.TAKE_BACK_EXCLUSION, by=by)
    matter.exclusion.delete()
