"""Rules of the party register: one rule, one function, one message."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.rules.people import require_new_entry
from common.exceptions import Refused, require_reason
from common.time import clock
from grid.models import OrgUnit, PartyRelation, PartyTransfer

# The column is as wide; more is no name but a letter.
LONGEST_ORGANISATION = PartyRelation._meta.get_field("organisation").max_length or 0
LONGEST_WORDS = PartyTransfer._meta.get_field("reason").max_length or 0


def require_no_relation(person: Person) -> None:
    """A person has one party relation at a time. The message does not say where: the user may not read it."""
    unended = Q(during__contains=clock.today()) | Q(during__startswith__gt=clock.today())
    if PartyRelation.objects.filter(unended, person=person).exists():
        raise Refused(
            _("%(name)s already has a party relation. Please use a transfer.") % {"name": person.name},
            code="has_relation",
        )


def require_new_to_branch(branch: OrgUnit, *, name: str, phone: str, another: bool) -> None:
    """No member of this name and phone is at the branch; of two people without a phone, `another` is said."""
    entered = Refused(_("%(name)s is already entered at this branch.") % {"name": name}, code="already_entered")
    members = PartyRelation.objects.current().filter(branch=branch)
    require_new_entry(members, name=name, phone=phone, another=another, entered=entered)


def require_estate_branch(branch: OrgUnit | None) -> None:
    """Members of the register belong to an estate branch, not to a general branch or a post."""
    if branch is None or branch.level != OrgUnit.Level.ESTATE_BRANCH:
        raise Refused(_("Members belong to an estate branch."), code="not_a_branch")


def require_relation_kind_at_branch(kind: str) -> None:
    """Of a party relation at a branch: the kind is one that members of a branch have."""
    if kind not in PartyRelation.AT_BRANCH:
        raise Refused(_("Please choose one of the kinds."), code="kind")


def require_organisation_for_relation_kind(kind: str, organisation: str) -> None:
    """A relation kept elsewhere (in service, floating in, outside) names the organisation, and no other does."""
    elsewhere = kind in PartyRelation.ELSEWHERE
    if elsewhere and not organisation:
        raise Refused(_("Please name the organisation that keeps the relation."), code="no_organisation")
    if organisation and not elsewhere:
        raise Refused(
            _("Of a member of the branch no organisation outside is named: please leave it empty."),
            code="organisation",
        )
    if len(organisation) > LONGEST_ORGANISATION:
        raise Refused(_("The name is too long: please use at most 80 characters."), code="too_long")


def require_relation_kept_here(relation: PartyRelation, kind: str) -> None:
    """A transfer to “in service” keeps the organisation of the relation; a member of the branch itself has none."""
    if kind in PartyRelation.ELSEWHERE and not relation.organisation:
        raise Refused(
            _("This member belongs to the branch itself, so the kind afterwards is one of its members."),
            code="kind",
        )


def require_relation_not_ended(relation: PartyRelation | None) -> None:
    """The party relation is in force. It is None when it was entered today and has been taken back whole."""
    if relation is None or clock.today() not in relation.during:
        raise Refused(_("This relation has ended, and what has ended is not edited."), code="ended")


def require_relation_stood_a_day(relation: PartyRelation) -> None:
    """A party relation that ends on its first day would have no day left."""
    if relation.during.lower is None or relation.during.lower >= clock.today():
        raise Refused(_("This relation began today. Please do this tomorrow at the earliest."), code="first_day")


def require_no_open_transfer_of_member(relation: PartyRelation) -> None:
    """A member whose transfer waits stays as they are: the transfer is withdrawn first."""
    if relation.transfers.open().exists():
        raise Refused(
            _("A transfer of this member waits for an answer. Please withdraw it first."), code="transfer_open"
        )


def require_relation_not_in_transfer(relation: PartyRelation) -> None:
    """A party relation of today is taken back whole when it ends, but not when a transfer refers to it."""
    if relation.transfers.exists() or PartyTransfer.objects.filter(opened=relation).exists():
        require_relation_stood_a_day(relation)


def require_member_not_outside_yet(relation: PartyRelation) -> None:
    """A member whose relation is at an organisation outside cannot go there again."""
    if relation.kind == PartyRelation.Kind.OUTSIDE:
        raise Refused(_("This member is already at an organisation outside."), code="outside")


def require_transfer_to_another_branch(relation: PartyRelation, to_branch: OrgUnit) -> None:
    """A transfer leads to another branch; at the own one only the kind can change."""
    if relation.branch_id == to_branch.pk:
        raise Refused(
            _("The member is at this branch already. Please choose another one, or change the kind."),
            code="same_branch",
        )


def require_another_relation_kind(relation: PartyRelation, kind: str) -> None:
    """A change of the kind of a party relation names another kind."""
    if relation.kind == kind:
        raise Refused(_("That is the kind already."), code="same_kind")


def require_short_transfer_reason(words: str) -> None:
    """The reason or the answer of a transfer: not empty, at most 200 characters."""
    require_reason(words)
    if len(words.strip()) > LONGEST_WORDS:
        raise Refused(_("Please say it in at most 200 characters."), code="too_long")


def require_open_transfer(transfer: PartyTransfer) -> None:
    """A transfer that was answered or withdrawn stays as it is."""
    if not transfer.is_open:
        raise Refused(_("This transfer has already been answered or withdrawn."), code="answered")
