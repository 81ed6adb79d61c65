"""What is told of an event afterwards: a few words, and photos with the consent of those who are in them."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import append_only, row_condition
from common.names import NameField
from common.time import clock
from events.models.triggers import RECAP_KEEPS_SOMETHING, RECAP_SAYS_SOMETHING

# So many that one looks at each of them.
MOST_PHOTOS = 12
LONGEST_RECAP = 1000


class Recap(models.Model):
    """The part of an event that tells afterwards how it was. The photos are `EventPhoto`."""

    recap = models.TextField(_("how it was"), max_length=LONGEST_RECAP, blank=True, editable=False)
    # Since when everybody reads the words and sees the photos; None while they do not.
    recap_published_at = models.DateTimeField(_("recap published at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


RECAP_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(recap_published_at=None) | Q(status="published", recap_published_at__gte=F("ends_at")),
        name="event_recap_after_end",
        violation_error_message=_("How an event was is told after it has ended, and not of one that was cancelled."),
    ),
    models.CheckConstraint(
        condition=LessThanOrEqual(Length("recap"), LONGEST_RECAP),
        name="event_recap_short",
        violation_error_message=_("A recap has 1,000 characters at most."),
    ),
]
RECAP_TRIGGER = row_condition(
    RECAP_SAYS_SOMETHING,
    name="event_recap_says_something",
    on=pgtrigger.Insert | pgtrigger.UpdateOf("recap", "recap_published_at"),
)


def recap_photo_path(photo: "EventPhoto", filename: str) -> str:
    """A random file name: a photo that is not public is found by nobody."""
    return f"events/recaps/{uuid.uuid4().hex}.webp"


@audited(exclude=["photo"])
class EventPhoto(models.Model):
    """A photo of an event, and whether those who are in it have agreed. `number` is its place on the page."""

    class Consent(models.TextChoices):
        NOBODY = "nobody", _("nobody can be recognised")
        ALL = "all", _("everybody in it has agreed; for children, their guardians")

    event = models.ForeignKey(
        "events.Event", verbose_name=_("event"), on_delete=models.CASCADE, related_name="photos"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    photo = models.ImageField(_("photo"), upload_to=recap_photo_path)
    words = NameField(_("what it shows"), max_length=60)
    consent = models.CharField(_("who is in it"), max_length=6, choices=Consent)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("added at"), default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "event_photo_stays": _("A photo stays as it was added. Take it away, and add another."),
        "event_recap_keeps_something": _("The recap says nothing without this photo. Please withdraw it first."),
    }

    class Meta:
        verbose_name = _("photo of an event")
        verbose_name_plural = _("photos of events")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"],
                name="event_photo_numbered_once",
                violation_error_message=_("Somebody has added a photo at the same moment. Please try once more."),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_PHOTOS)),
                name="event_photo_among_twelve",
                violation_error_message=_("An event shows 12 photos at most. Please take one away first."),
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(photo=""),
                name="event_photo_has_words",
                violation_error_message=_("Please say what the photo shows: some cannot see it."),
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["nobody", "all"]),
                name="event_photo_with_consent",
                violation_error_message=_("Please say whether those in the photo have agreed."),
            ),
        ]
        triggers = [
            append_only(name="event_photo_stays"),
            pgtrigger.Trigger(
                name="event_recap_keeps_something",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=RECAP_KEEPS_SOMETHING,
            ),
        ]

    def __str__(self) -> str:
        return self.words
