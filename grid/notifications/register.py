"""Who is told of a transfer, and in which words."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend, send_notices
from accounts.permissions import capabilities_of_role, roles
from grid.models import OrgUnit, PartyTransfer, UnitAppointment

type Words = Callable[[PartyTransfer], str]


def secretaries_of_branch(branch: OrgUnit) -> list[User]:
    """The secretaries who answer a transfer to the branch; if there are none today, those of the unit above."""
    answering = [code for code in roles() if "grid.transfer_partyrelation" in capabilities_of_role(code)]
    for unit in (branch, branch.parent):
        held = UnitAppointment.objects.current().filter(unit=unit, role__in=answering)
        if found := [one.user for one in held.select_related("user__person") if one.user.is_active]:
            return found
    return []


def notify_branch_of_transfer(transfer: PartyTransfer, words: Words, *, but_not: User) -> None:
    """Tell the secretaries of the receiving branch of a transfer, but not the user who acts."""
    _notify(transfer, secretaries_of_branch(transfer.to_branch), words, but_not=but_not)


def notify_asker_of_transfer(transfer: PartyTransfer, words: Words, *, but_not: User) -> None:
    """Tell the user who asked for a transfer, but not the user who acts."""
    _notify(transfer, [transfer.asked_by], words, but_not=but_not)


def _notify(transfer: PartyTransfer, users: list[User], words: Words, *, but_not: User) -> None:
    path = reverse("admin:grid_partytransfer_change", args=[transfer.pk])
    send_notices(
        NoticeToSend(user.person, "party_transfer", lambda: NoticeText(words(transfer), path=path), personal=True)
        for user in users
        if user.person and user != but_not
    )


def transfer_waits(transfer: PartyTransfer) -> str:
    """Words to the receiving branch: a transfer waits for its answer."""
    return _("A transfer to %(branch)s waits for your answer.") % {"branch": transfer.to_branch}


def transfer_accepted(transfer: PartyTransfer) -> str:
    """Words to the user who asked for a transfer: the branch has accepted it."""
    return _("%(branch)s has accepted the transfer that you asked for.") % {"branch": transfer.to_branch}


def transfer_sent_back(transfer: PartyTransfer) -> str:
    """Words to the user who asked for a transfer: the branch has sent it back."""
    return _("%(branch)s has sent the transfer that you asked for back, with an answer.") % {
        "branch": transfer.to_branch
    }


def transfer_withdrawn(transfer: PartyTransfer) -> str:
    """Words to the receiving branch: a transfer that waited there was withdrawn."""
    return _("A transfer to %(branch)s was withdrawn; there is nothing left to answer.") % {
        "branch": transfer.to_branch
    }
