"""The survey (排摸) of in-service and floating members: its period, and an answer for each household."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.constraints import known_days, valid_range
from common.db.querysets import ScopedQuerySet
from common.db.triggers import WRITTEN, never_changed, row_condition
from common.names import NameOfFewField
from common.time import clock
from common.time.dates import days_label
from common.time.ranges import AFTER_LAST_DAY, FIRST_DAY
from grid.models.organisation import OrgUnit
from grid.models.places import Household


@audited(exclude=["unit_level"])
class Survey(models.Model):
    """A survey of in-service and floating members (排摸) among the households of a unit, in a stated period."""

    unit = models.ForeignKey(
        OrgUnit,
        verbose_name=_("organisation unit"),
        on_delete=models.PROTECT,
        related_name="surveys",
        limit_choices_to={"level__in": [OrgUnit.Level.GENERAL_BRANCH, OrgUnit.Level.ESTATE_BRANCH]},
    )
    # Set by save(); a composite foreign key (unit, unit_level) and a CHECK allow only branches.
    unit_level = models.PositiveSmallIntegerField(editable=False)
    title = NameOfFewField(_("title"), max_length=80)
    during = DateRangeField(_("period"))
    result = models.TextField(_("result"), blank=True, help_text=_("What was found, in a few sentences."))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "survey_unit_at_level": _("Only branches run surveys."),
        "survey_stays": _("A survey stays with its branch. Please open another."),
        "survey_finished_once": _("A survey that is finished stays finished."),
    }

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-during"]
        constraints = [
            valid_range("during", name="survey_during_valid", bounded=True),
            known_days("during", name="survey_in_known_years"),
            models.CheckConstraint(
                condition=Q(unit_level__in=[1, 2]),
                name="survey_of_branch",
                violation_error_message=_("Only branches run surveys."),
            ),
            models.UniqueConstraint(
                fields=["unit", "title"],
                name="survey_title_unique",
                violation_error_message=_("There is already a survey with this title."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="survey_has_title", violation_error_message=_("Please enter a title.")
            ),
        ]
        triggers = [
            never_changed("unit_id", name="survey_stays"),
            never_changed("finished_at", name="survey_finished_once", unless="OLD.finished_at IS NULL"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.unit_level = self.unit.level
        super().save(*args, **kwargs)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def days(self) -> str:
        return days_label(self.during)


@audited()
class SurveyAnswer(models.Model):
    """One household was asked once in a survey: by whom, when, and how many members were found."""

    sensitive: ClassVar = True

    class Outcome(models.TextChoices):
        ANSWERED = "answered", pgettext_lazy("of a household", "answered")
        NOBODY_HOME = "nobody_home", _("nobody at home")
        DECLINED = "declined", _("would rather not say")

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.PROTECT, related_name="answers")
    household = models.ForeignKey(
        Household, verbose_name=_("household"), on_delete=models.PROTECT, related_name="survey_answers"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    in_service = models.PositiveSmallIntegerField(_("in-service members"), default=0)
    floating = models.PositiveSmallIntegerField(_("floating members"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("asked on"), default=clock.today)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "survey_answer_same_community": _("This household lies outside the community that is surveyed."),
        "survey_answer_stays": _("An answer is never rewritten to another household or survey."),
        "survey_answer_of_running_survey": _("This survey is finished; its answers stay."),
    }

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "household"],
                name="survey_answer_once_a_household",
                violation_error_message=_("This household was already asked in this survey."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["answered", "nobody_home", "declined"]),
                name="survey_answer_outcome_known",
                violation_error_message=_("Please choose one of the outcomes."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="answered", in_service__lte=20, floating__lte=20) | Q(in_service=0, floating=0),
                name="survey_answer_counts_plausible",
                violation_error_message=_("Only a household that answered has members to count, and at most 20."),
            ),
            models.CheckConstraint(
                condition=Q(on__gte=FIRST_DAY, on__lt=AFTER_LAST_DAY),
                name="survey_answer_in_known_years",
                violation_error_message=_("The days lie in the years 1900 to 2199."),
            ),
        ]
        triggers = [
            row_condition(
                "(SELECT u.community_id FROM grid_survey s JOIN grid_orgunit u ON u.id = s.unit_id "
                "WHERE s.id = NEW.survey_id) = "
                "(SELECT b.community_id FROM grid_household h JOIN grid_building b ON b.id = h.building_id "
                "WHERE h.id = NEW.household_id)",
                name="survey_answer_same_community",
            ),
            never_changed("survey_id", "household_id", name="survey_answer_stays"),
            # FOR SHARE: a transaction that finishes the survey at the same time runs either before or after this one.
            row_condition(
                "EXISTS (SELECT FROM grid_survey WHERE id = COALESCE(NEW.survey_id, OLD.survey_id) "
                "AND finished_at IS NULL FOR SHARE)",
                name="survey_answer_of_running_survey",
                on=WRITTEN | pgtrigger.Delete,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} · {self.household}"
