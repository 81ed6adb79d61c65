"""The party register: relations of members and their transfers.

It is sensitive: few may read it, and readings are logged.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.triggers import never_changed, never_taken_back, row_condition
from common.names import NameField
from common.time import clock
from common.time.dates import days_label
from common.time.ranges import since
from grid.models.organisation import OrgUnit
from grid.querysets import PartyRelationQuerySet, PartyTransferQuerySet


@audited(exclude=["branch_level"])
class PartyRelation(models.Model):
    """The organisation with which a member's party relation is, during some days; a member has one at a time.

    A transfer ends one relation and begins another.
    """

    sensitive: ClassVar = True

    class Kind(models.TextChoices):
        HOME = "home", _("member of the branch")
        FLOATING_OUT = "floating_out", _("member of the branch, living elsewhere")
        IN_SERVICE = "in_service", _("in service, reports to the branch")
        FLOATING_IN = "floating_in", _("floating member living here")
        OUTSIDE = "outside", _("at an organisation outside")

    # Kinds whose relation is with an organisation outside.
    ELSEWHERE: ClassVar = [Kind.IN_SERVICE, Kind.FLOATING_IN, Kind.OUTSIDE]
    # Kinds that a branch of the community looks after.
    AT_BRANCH: ClassVar = [Kind.HOME, Kind.FLOATING_OUT, Kind.IN_SERVICE, Kind.FLOATING_IN]

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="party_relations"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    branch = models.ForeignKey(
        OrgUnit,
        verbose_name=_("branch"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="party_relations",
        limit_choices_to={"level": OrgUnit.Level.ESTATE_BRANCH},
    )
    # A composite foreign key (branch, branch_level) allows only estate branches.
    branch_level = models.GeneratedField(
        expression=models.Value(2), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    organisation = NameField(
        _("organisation outside"), max_length=80, blank=True, help_text=_("Where the relation is kept, if not here.")
    )
    during = DateRangeField(_("during"), default=since)
    found_in = models.ForeignKey(
        "grid.SurveyAnswer",
        verbose_name=_("found in the survey"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="found",
    )

    objects = PartyRelationQuerySet.as_manager()

    database_messages: ClassVar = {
        "party_relation_of_estate_branch": _("Members belong to an estate branch."),
        "party_relation_stays": _(
            "A relation is never rewritten. Please use a transfer, or end it and enter another."
        ),
    }

    class Meta:
        verbose_name = _("party relation")
        verbose_name_plural = _("party register")
        constraints = [
            valid_range("during", name="party_relation_during_valid"),
            known_days("during", name="party_relation_in_known_years"),
            models.CheckConstraint(
                condition=Q(kind__in=["home", "floating_out", "in_service", "floating_in", "outside"]),
                name="party_relation_kind_known",
                violation_error_message=_("Please choose one of the kinds."),
            ),
            models.CheckConstraint(
                condition=Q(kind="outside", branch=None) | (~Q(kind="outside") & Q(branch__isnull=False)),
                name="party_relation_has_branch",
                violation_error_message=_("Please choose the branch; only a relation outside has none."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["home", "floating_out"], organisation="")
                | (Q(kind__in=["in_service", "floating_in", "outside"]) & ~Q(organisation="")),
                name="party_relation_names_organisation",
                violation_error_message=_("Please name the organisation outside, for these kinds only."),
            ),
            one_at_a_time(
                "person",
                name="party_relation_one_at_a_time",
                message=_("This person already has a party relation in these days. Please use a transfer."),
            ),
        ]
        triggers = [never_changed("person_id", "branch_id", "kind", "organisation", name="party_relation_stays")]

    def __str__(self) -> str:
        return f"{self.person} · {self.branch or self.organisation}"

    @property
    def is_current(self) -> bool:
        return clock.today() in self.during

    @property
    def days(self) -> str:
        return days_label(self.during)


@audited(exclude=["to_level"])
class PartyTransfer(models.Model):
    """A member's transfer to another branch (组织关系转接): one side requests it, the receiving side accepts it."""

    sensitive: ClassVar = True

    class State(models.TextChoices):
        REQUESTED = "requested", _("waits for the receiving branch")
        ACCEPTED = "accepted", pgettext_lazy("of a transfer", "accepted")
        REFUSED = "refused", pgettext_lazy("of a transfer", "sent back")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a transfer", "withdrawn")

    relation = models.ForeignKey(
        PartyRelation, verbose_name=_("relation that ends"), on_delete=models.PROTECT, related_name="transfers"
    )
    to_branch = models.ForeignKey(
        OrgUnit, verbose_name=_("receiving branch"), on_delete=models.PROTECT, related_name="transfers_in"
    )
    to_level = models.GeneratedField(
        expression=models.Value(2), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    kind = models.CharField(
        _("kind afterwards"), max_length=16, choices=PartyRelation.Kind, default=PartyRelation.Kind.HOME
    )
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.REQUESTED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    opened = models.OneToOneField(
        PartyRelation,
        verbose_name=_("relation that begins"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opened_by",
    )

    objects = PartyTransferQuerySet.as_manager()

    database_messages: ClassVar = {
        "party_transfer_to_estate_branch": _("Members belong to an estate branch."),
        "party_transfer_opens_as_asked": _("A transfer opens a relation of this member with the branch asked for."),
        "party_transfer_stays": _("A transfer is never rewritten. Withdraw it, and ask for another."),
        "party_transfer_stays_decided": _("A transfer that was answered stays as it was answered."),
    }

    class Meta:
        verbose_name = _("transfer of a member")
        verbose_name_plural = _("transfers of members")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["relation"],
                condition=Q(state="requested"),
                name="party_transfer_one_open",
                violation_error_message=_("A transfer of this member already waits for an answer."),
            ),
            models.CheckConstraint(
                condition=Q(state="requested", decided_at=None, decided_by=None)
                | (
                    Q(state__in=["accepted", "refused", "withdrawn"])
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="party_transfer_decided_once",
                violation_error_message=_("A transfer is decided by somebody, at some time."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", opened__isnull=False) | (~Q(state="accepted") & Q(opened=None)),
                name="party_transfer_accepted_opens_relation",
                violation_error_message=_("An accepted transfer opens the new relation, and only that one does."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["home", "floating_out", "in_service", "floating_in"]),
                name="party_transfer_kind_at_branch",
                violation_error_message=_("Please choose one of the kinds."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="party_transfer_has_reason",
                violation_error_message=_("Please say why."),
            ),
        ]
        triggers = [
            row_condition(
                "NEW.opened_id IS NULL OR EXISTS ("
                "SELECT FROM grid_partyrelation begun JOIN grid_partyrelation gone "
                "ON begun.person_id = gone.person_id AND begun.id <> gone.id "
                "WHERE begun.id = NEW.opened_id AND gone.id = NEW.relation_id "
                "AND begun.branch_id = NEW.to_branch_id)",
                name="party_transfer_opens_as_asked",
            ),
            never_changed(
                "relation_id",
                "to_branch_id",
                "kind",
                "reason",
                "asked_by_id",
                "asked_at",
                name="party_transfer_stays",
            ),
            never_taken_back(
                "decided_at",
                "decided_by_id",
                "state",
                "answer",
                "opened_id",
                name="party_transfer_stays_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation.person} → {self.to_branch}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.REQUESTED
