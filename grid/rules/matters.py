"""What may be done now with a matter, and by whom: the one answer for actions, desk and admin."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.public_words import require_no_mobile
from common.exceptions import Refused, allows
from common.time import clock, formatting
from grid.models import Building, Community, Gate, Matter, MatterExclusion, MatterKind, MatterReporter
from grid.rules.matter_acts import PERMISSIONS, POSSIBLE_IN, MatterAct
from grid.selectors.matters import handlers_of

# For so long the reporter can say that it is not mended after all.
REOPENS_FOR = dt.timedelta(days=30)
# So many days of quiet turn “mended” into “confirmed”.
QUIET = dt.timedelta(days=7)
# More photos say no more.
MOST_PHOTOS = 6
# Ahead of today, for a plan and for an extension.
LONGEST_AHEAD = dt.timedelta(days=366)


# --- Acts of staff


def require_matter_act(act: MatterAct, matter: Matter, by: User) -> None:
    """The user's appointments cover the matter for this act, and it is in a state in which the act makes sense."""
    if not by.has_perm(PERMISSIONS[act], matter):
        raise Refused(_("You may not do this here."), code="not_allowed")
    if matter.status not in POSSIBLE_IN[act]:
        raise Refused(
            _("The matter is “%(status)s” now, so this cannot be done. Please look at it again.")
            % {"status": matter.get_status_display()},
            code="not_in_this_state",
        )
    match act:
        case MatterAct.CALL:
            require_not_own_work(matter, by)
        case MatterAct.EXTEND:
            require_not_extended(matter)
        case MatterAct.EXCLUDE:
            require_not_excluded(matter)
        case MatterAct.AGREE:
            require_may_agree(matter, by)
        case MatterAct.TAKE_BACK_EXCLUSION:
            require_excluded(matter)


def possible_acts(matter: Matter, by: User) -> frozenset[MatterAct]:
    """What the user may do with the matter now. The state is asked first: it costs no query."""
    possible = [act for act in MatterAct if matter.status in POSSIBLE_IN[act]]
    return frozenset(act for act in possible if allows(require_matter_act, act, matter, by))


def require_not_own_work(matter: Matter, by: User) -> None:
    """Whether it is mended is asked by somebody else than whoever says that it is."""
    if matter.handler_id == by.pk:
        raise Refused(_("You handled it, so somebody else calls back."), code="own_work")


def require_not_extended(matter: Matter) -> None:
    """A matter is extended once."""
    if matter.extended_from is not None:
        raise Refused(_("It was extended already, and a second time is not possible."), code="extended")


def require_later_end(matter: Matter, until: dt.date) -> None:
    """An extension ends later than the matter is due, and within a year."""
    if until > clock.today() + LONGEST_AHEAD:
        raise Refused(_("Please choose a day within a year."), code="too_far", field="until")
    if clock.day_start(until + dt.timedelta(days=1)) <= max(matter.due_at, clock.now()):
        raise Refused(
            _("It is due on %(day)s anyway: please choose a later day.") % {"day": formatting.day(matter.due_day)},
            code="not_later",
            field="until",
        )


def require_plan_ahead(on: dt.date) -> None:
    """A plan is for today or later, and within a year."""
    if not clock.today() <= on <= clock.today() + LONGEST_AHEAD:
        raise Refused(_("Please choose a day from today, within a year."), code="no_plan", field="on")


def require_possible_handler(matter: Matter, to: User) -> None:
    """A matter goes to somebody whose role resolves matters where it is, and who does not have it already."""
    if matter.handler_id == to.pk:
        raise Refused(_("It is in these hands already."), code="same_handler", field="to")
    if not handlers_of(matter).filter(pk=to.pk).exists():
        raise Refused(_("This person does not look after matters there."), code="no_handler", field="to")


def require_can_be_merged(matter: Matter, into: Matter) -> None:
    """A matter is merged into another one of the same community that stands for itself and was not rejected."""
    if matter.pk == into.pk:
        raise Refused(_("A matter is not merged with itself."), code="itself", field="into")
    if into.community_id != matter.community_id or into.status == Matter.Status.REJECTED:
        raise Refused(_("There is no such matter."), code="no_such_matter", field="into")
    if into.parent_id == matter.pk:
        raise Refused(
            _("No. %(number)d is merged into this one already.") % {"number": into.pk}, code="merged", field="into"
        )
    if matter.is_public and not (into.parent or into).is_public:
        raise Refused(
            _("No. %(number)d is not public, so neighbours could not see what becomes of this one.")
            % {"number": into.pk},
            code="into_hidden",
            field="into",
        )
    if is_settled(into.parent or into):
        raise Refused(
            _("No. %(number)d was answered long ago. Please answer this one by itself.") % {"number": into.pk},
            code="into_settled",
            field="into",
        )


def require_no_duplicate(into: Matter) -> None:
    """What others are merged into stands for itself, also where somebody has merged it in the meantime."""
    if into.parent_id is not None:
        raise Refused(
            _("No. %(number)d was merged into another one meanwhile. Please look at it again.") % {"number": into.pk},
            code="merged_meanwhile",
            field="into",
        )


def require_not_excluded(matter: Matter) -> None:
    if excluded_by(matter):
        raise Refused(_("It is written down already why this matter does not count."), code="excluded")


def require_excluded(matter: Matter) -> None:
    if not excluded_by(matter):
        raise Refused(_("This matter counts."), code="counts")


def require_may_agree(matter: Matter, by: User) -> None:
    """A second person agrees, once."""
    exclusion = excluded_by(matter)
    if exclusion is None or exclusion.counts:
        raise Refused(_("There is nothing to agree to."), code="nothing_to_agree")
    if exclusion.by_id == by.pk:
        raise Refused(_("A second person has to agree, not the one who asked."), code="same_person")


def excluded_by(matter: Matter) -> MatterExclusion | None:
    """Why the matter does not count, if somebody has written that down."""
    return MatterExclusion.objects.filter(matter=matter).first()


# --- What is reported


def require_kind_offered(kind: MatterKind) -> None:
    if not kind.in_use:
        raise Refused(_("This kind is not offered any more. Please choose another one."), code="kind", field="kind")


def require_no_kinds(community: Community) -> None:
    """The usual kinds are entered where there are none yet."""
    if community.matter_kinds.exists():
        raise Refused(_("There are kinds of matters already. Please change those."), code="has_kinds")


def require_something_said(words: str, photos: int) -> None:
    """A report says in words or shows in a photo what is wrong."""
    if not words.strip() and not photos:
        raise Refused(
            _("Please say in a few words what is wrong, or add a photo."), code="nothing_said", field="words"
        )


def require_place_of_community(kind: MatterKind, building: Building | None, gate: Gate | None) -> None:
    """The building or gate lies where the kind is offered."""
    there = [building.community_id] if building else [gate.estate.community_id] if gate else []
    if any(one != kind.community_id for one in there):
        raise Refused(_("This place is in another community."), code="other_community", field="building")


def require_may_be_public(kind: MatterKind) -> None:
    """What a household needs, as told at a visit, is for staff alone, whoever is its reporter."""
    if kind.of_visits:
        raise Refused(_("What a household needs is not shown to others."), code="of_visits", field="not_public")


def require_few_photos(number: int) -> None:
    if number > MOST_PHOTOS:
        raise Refused(_("Please choose at most %(n)d photos.") % {"n": MOST_PHOTOS}, code="photos", field="photo")


def require_public_words(**texts: str) -> None:
    """What everybody may read holds no mobile number; `texts` by the name of the field."""
    require_no_mobile(**texts)


def require_can_be_followed(matter: Matter) -> None:
    """Somebody else's matter is followed while everybody may see it, and while something may still become of it."""
    if not matter.is_seen_by_all or not matter.is_open:
        raise Refused(_("There is nothing more to follow here."), code="not_followed")


# --- What the reporter says


def require_own_report(reporter: MatterReporter) -> None:
    """Only who has reported it says whether it is mended, and who sees it; not who follows it."""
    if reporter.follows:
        raise Refused(_("Only whoever reported it can say so."), code="only_reporter")


def require_can_confirm(matter: Matter) -> None:
    """Whether it is mended is asked once it is said to be."""
    if matter.status not in Matter.MENDED:
        raise Refused(_("It is not said to be mended yet."), code="not_done")


def is_settled(matter: Matter) -> bool:
    """Answered so long ago that it is not sent back any more."""
    return matter.closed_at is not None and clock.now() - matter.closed_at > REOPENS_FOR


def require_can_reopen(matter: Matter) -> None:
    """What was answered in the last 30 days can be sent back; what was merged or not taken up cannot."""
    if matter.status not in Matter.ANSWERED:
        raise Refused(_("This matter is not answered yet, so it is still in hand."), code="not_answered")
    if is_settled(matter):
        raise Refused(
            _("That was more than %(n)d days ago. Please report it anew, so that it is found soon.")
            % {"n": REOPENS_FOR.days},
            code="long_ago",
        )


def can_answer(reporter: MatterReporter, matter: Matter) -> Mapping[str, bool]:
    """What the reporter's page offers: to confirm, and to send it back."""
    return {
        "confirm": not reporter.follows
        and matter.status in Matter.MENDED
        and reporter.answer not in MatterReporter.SAYS_MENDED,
        "reopen": not reporter.follows and allows(require_can_reopen, matter),
    }
