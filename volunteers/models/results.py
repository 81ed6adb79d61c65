"""Photos of what came of an activity."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed
from common.names import NameField
from common.time import clock
from volunteers.models.activities import Activity


def result_photo_path(photo: "ActivityPhoto", filename: str) -> str:
    """A random file name."""
    return f"volunteers/results/{uuid.uuid4().hex}.webp"


@audited(exclude=["photo"])
class ActivityPhoto(models.Model):
    """A photo of the result of an activity: how it was before, or after."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.CASCADE, related_name="photos"
    )
    kind = models.CharField(_("when"), max_length=6, choices=Kind)
    photo = models.ImageField(_("photo"), upload_to=result_photo_path)
    words = NameField(_("what it shows"), max_length=60)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "activity_photo_stays": _("A photo stays with its activity. Delete it, and add another."),
    }

    class Meta:
        verbose_name = _("photo of a result")
        verbose_name_plural = _("photos of results")
        ordering = ["-kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["before", "after"]), name="activity_photo_kind_known"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(photo=""),
                name="activity_photo_has_words",
                violation_error_message=_("Please say what the photo shows: some cannot see it."),
            ),
        ]
        triggers = [never_changed("activity_id", "created_at", name="activity_photo_stays")]

    def __str__(self) -> str:
        return self.words
