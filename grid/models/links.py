"""Level 4 of the organisation: people who are linked to a pioneer post."""

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.triggers import never_changed
from common.time.ranges import since
from grid.models.organisation import OrgUnit
from grid.querysets import CurrentQuerySet


@audited(exclude=["post_level"])
class PioneerLink(models.Model):
    """A party member or another resident is linked to a pioneer post (党员群众), to one post at a time."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="pioneer_links"
    )
    post = models.ForeignKey(
        OrgUnit,
        verbose_name=_("pioneer post"),
        on_delete=models.PROTECT,
        related_name="links",
        limit_choices_to={"level": OrgUnit.Level.PIONEER_POST},
    )
    # A composite foreign key (post, post_level) allows only pioneer posts.
    post_level = models.GeneratedField(
        expression=models.Value(3), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    during = DateRangeField(_("during"), default=since)

    objects = CurrentQuerySet.as_manager()

    database_messages: ClassVar = {
        "pioneer_link_to_post": _("People are linked to a pioneer post."),
        "pioneer_link_stays": _("A link is never rewritten. End it, and begin another."),
    }

    class Meta:
        verbose_name = _("link to a post")
        verbose_name_plural = _("links to posts")
        constraints = [
            valid_range("during", name="pioneer_link_during_valid"),
            known_days("during", name="pioneer_link_in_known_years"),
            one_at_a_time(
                "person",
                name="pioneer_link_one_at_a_time",
                message=_("This person is already linked to a post in these days."),
            ),
        ]
        triggers = [never_changed("person_id", "post_id", name="pioneer_link_stays")]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"
