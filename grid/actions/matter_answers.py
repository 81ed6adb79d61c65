"""Is it mended?: what the reporter says, by a tap or on the phone, and what seven quiet days say."""

from django.utils.translation import gettext as _

from accounts.actions.access_log import log_reading
from accounts.models import User
from accounts.notifications.send import send_notices
from common.actions import action
from common.exceptions import Refused, require_reason
from common.time import clock
from grid.actions.matter_steps import add_step, lock_matter, open_again, tell
from grid.models import Matter, MatterCall, MatterReporter, MatterStep
from grid.notifications import matters as notices
from grid.rules.matters import (
    QUIET,
    MatterAct,
    require_can_confirm,
    require_can_reopen,
    require_matter_act,
    require_own_report,
)


@action
def confirm_mended(reporter: MatterReporter, *, content: bool, words: str = "", by: User | None = None) -> Matter:
    """The reporter says that it is mended, and whether they are content. Raises Refused."""
    require_own_report(reporter)
    matter = lock_matter(reporter.matter.parent or reporter.matter)
    require_can_confirm(matter)
    answer = MatterReporter.Answer.CONTENT if content else MatterReporter.Answer.MENDED
    _answered(reporter, answer, words)
    if matter.status == Matter.Status.DONE:
        _confirm(matter)
    return matter


@action
def send_back(reporter: MatterReporter, *, words: str, by: User | None = None) -> Matter:
    """The reporter says that it is not mended: it is in hand again, with a new clock, and its handlers are told.

    The words are for the handlers: nobody has read them before others would. Raises Refused.
    """
    require_own_report(reporter)
    require_reason(words)
    matter = lock_matter(reporter.matter.parent or reporter.matter)
    require_can_reopen(matter)
    _answered(reporter, MatterReporter.Answer.NOT_MENDED, words)
    open_again(matter)
    tell(matter, add_step(matter, MatterStep.Kind.REOPENED, by=None), by=by)
    add_step(matter, MatterStep.Kind.NOTE, words=words, is_public=False, by=None)
    send_notices(notices.reopened(matter, words=words, by=by))
    return matter


@action
def write_down_call(reporter: MatterReporter, *, result: MatterCall.Result, words: str = "", by: User) -> MatterCall:
    """What came of a call back. What the reporter has said counts like their own tap. Raises Refused."""
    standing = reporter.matter.parent or reporter.matter
    require_matter_act(MatterAct.CALL, standing, by)
    call = MatterCall.objects.create(reporter=reporter, result=result, words=words.strip(), by=by)
    match result:
        case MatterCall.Result.CONTENT | MatterCall.Result.MENDED:
            if standing.is_mended:
                confirm_mended(reporter, content=result == MatterCall.Result.CONTENT, words=words, by=by)
        case MatterCall.Result.NOT_MENDED:
            send_back(reporter, words=words or call.get_result_display(), by=by)
    return call


@action
def read_number(reporter: MatterReporter, *, by: User) -> str:
    """The reporter's number, to be called once the matter is answered; who has read whose, and why, is kept.

    Raises Refused, also where the report is anonymous or names no number.
    """
    matter = reporter.matter
    require_matter_act(MatterAct.CALL, matter.parent or matter, by)
    phone = reporter.person.phone if reporter.person else reporter.phone
    if matter.is_anonymous or not phone:
        raise Refused(_("No number is recorded."), code="no_number")
    reason = _("to ask whether no. %(number)d is mended") % {"number": matter.pk}
    log_reading([reporter.person], what="call", reason=reason, by=by)
    return phone


def _answered(reporter: MatterReporter, answer: MatterReporter.Answer, words: str) -> None:
    reporter.answer, reporter.answer_words, reporter.answered_at = answer, words.strip(), clock.now()
    reporter.save(update_fields=["answer", "answer_words", "answered_at"])


def _confirm(matter: Matter) -> None:
    """By the reporter's word or by quiet: whose word it was stands with the reporter, not on the page."""
    matter.status = Matter.Status.CONFIRMED
    matter.save(update_fields=["status"])
    add_step(matter, MatterStep.Kind.CONFIRMED, by=None)


@action
def confirm_quiet(*, at_most: int = 100) -> int:
    """What was mended seven days ago, and nobody said otherwise, is confirmed; return how many."""
    quiet = Matter.objects.filter(status=Matter.Status.DONE, closed_at__lte=clock.now() - QUIET)
    rows = list(quiet.select_for_update(no_key=True, of=("self",), skip_locked=True).order_by("pk")[:at_most])
    for matter in rows:
        _confirm(matter)
    return len(rows)
