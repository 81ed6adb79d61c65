"""Rules of a handover: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.appointments import require_may_grant_role, require_role
from common.exceptions import Refused, allows
from common.time import clock
from grid.models import Handover, OrgUnit, UnitAppointment


def require_post_with_single_holder(appointment: UnitAppointment) -> None:
    """Of a handover: the post is one that one person leads. Other appointments are ended and made anew."""
    if appointment.role not in UnitAppointment.LEADING:
        raise Refused(
            _("Only a post that one person leads is handed over. Please end this appointment and make a new one."),
            code="not_leading",
        )


def require_post_held_today(appointment: UnitAppointment) -> None:
    """Of a handover: its old holder still holds the post today."""
    if not appointment.is_current:
        raise Refused(_("This post is no longer held by who was to hand it over."), code="ended")


def require_may_hand_over(by: User, appointment: UnitAppointment, unit: OrgUnit) -> None:
    """A user prepares a handover if they may end the appointment and appoint the new holder."""
    role = require_role(appointment.role, UnitAppointment)
    for at in {appointment.unit, unit}:
        require_may_grant_role(by, role, at)


def require_not_received_today(appointment: UnitAppointment) -> None:
    """The appointment did not begin by a handover: one of today is taken back whole, and the receipt would go too."""
    if Handover.objects.filter(opened=appointment).exists():
        raise Refused(
            _("This post was received only today, and the receipt stays. The last day can be today at the earliest."),
            code="received_today",
        )


def can_prepare_handover(by: User, appointment: UnitAppointment) -> bool:
    """Whether `by` could hand this post over to somebody today."""
    return (
        allows(require_post_with_single_holder, appointment)
        and allows(require_post_held_today, appointment)
        and allows(require_may_hand_over, by, appointment, appointment.unit)
    )


def require_another_holder(appointment: UnitAppointment, to: User) -> None:
    """Of a handover: the new holder is not the old one."""
    if appointment.user_id == to.pk:
        raise Refused(_("This person already holds the post."), code="same_holder")


def require_post_to_merge_into(appointment: UnitAppointment, unit: OrgUnit) -> None:
    """A pioneer post that is given up is merged into one of the same branch; all other posts stay as they are."""
    own = appointment.unit
    if unit.pk == own.pk:
        return
    if own.level != OrgUnit.Level.PIONEER_POST or unit.level != own.level or unit.parent_id != own.parent_id:
        raise Refused(
            _("A pioneer post can only be merged into another one of the same branch."), code="other_branch"
        )


def require_free_post(to: User, unit: OrgUnit, appointment: UnitAppointment) -> UnitAppointment | None:
    """Of a handover: nobody else leads the post that takes over. Returns the appointment of `to` there, if any."""
    leader = UnitAppointment.objects.leading().current().filter(unit=unit).exclude(pk=appointment.pk).first()
    if leader and leader.user_id != to.pk:
        raise Refused(
            _("%(post)s is held by somebody else, who would have to receive it.") % {"post": unit}, code="held"
        )
    return leader


def require_handover_addressee(handover: Handover, by: User) -> None:
    """Only the new holder receives the post, and nobody for them."""
    if handover.to_id != by.pk:
        raise Refused(_("Only the new holder can receive the post."), code="not_yours")


def require_open_handover(handover: Handover) -> None:
    """The handover is neither called off nor received; the message says which."""
    if handover.state == Handover.State.CALLED_OFF:
        raise Refused(_("This handover has been called off."), code="called_off")
    if handover.state == Handover.State.RECEIVED:
        raise Refused(_("This post has already been received."), code="received")


def require_prepared_by_appointer(handover: Handover) -> None:
    """A handover is not valid any more when the user who prepared it has lost the right to appoint."""
    try:
        require_may_hand_over(handover.prepared_by, handover.appointment, handover.unit)
    except Refused as refused:
        raise Refused(
            _("Whoever prepared this handover no longer appoints here. Please ask for a new one."),
            code="not_granting",
        ) from refused


def require_appointment_begun_before_today(appointment: UnitAppointment) -> None:
    """Of a handover: the old appointment began before today, because it closes today and lasts a day at least."""
    if appointment.during.lower >= clock.today():
        raise Refused(
            _("This post was itself taken over only today. It can be received from tomorrow."), code="began_today"
        )


def require_handover_can_be_received(handover: Handover) -> None:
    """All that must hold when a post is received. The page shows it before the button is pressed, too."""
    require_open_handover(handover)
    require_post_held_today(handover.appointment)
    require_prepared_by_appointer(handover)
    require_appointment_begun_before_today(handover.appointment)
    require_free_post(handover.to, handover.unit, handover.appointment)


def require_may_call_off_handover(handover: Handover, by: User) -> None:
    """A handover is called off by a user who appoints there, or declined by the new holder."""
    if handover.to_id != by.pk:
        require_may_hand_over(by, handover.appointment, handover.unit)


def can_call_off_handover(handover: Handover, by: User) -> bool:
    """Whether the action would let `by` call the handover off: it is open, and `by` may."""
    return allows(require_open_handover, handover) and allows(require_may_call_off_handover, handover, by)


def require_nothing_left_behind(label: str, count: int) -> None:
    """Of a received handover: no row of a part stays at the old appointment; else nothing goes over."""
    if count:
        raise Refused(
            _("Not everything would go over: %(what)s, %(n)d left. Nothing was changed; please tell the office.")
            % {"what": label, "n": count},
            code="left_behind",
        )
