"""Notices to people, their deliveries by e-mail and SMS, and how many codes went out on a day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.querysets import NotificationQuerySet
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, never_taken_back
from common.time import clock


class Notification(models.Model):
    """A notice to one person. It is shown on `/me/`; `Delivery` rows send it by e-mail and SMS."""

    recipient = models.ForeignKey(
        Person, verbose_name=_("recipient"), on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    path = models.CharField(_("page"), max_length=200, blank=True)
    # By name, for the template of a carrier of text messages.
    variables = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), default=clock.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    database_messages: ClassVar = {
        "notification_stays": _("What was told to somebody is never rewritten."),
        "notification_stays_read": _("What was told to somebody is never rewritten."),
    }

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "-created_at"], name="notification_inbox")]
        triggers = [
            never_changed(
                "recipient_id", "kind", "title", "body", "path", "variables", "created_at", name="notification_stays"
            ),
            never_taken_back("read_at", name="notification_stays_read"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """The delivery of a notice through one channel, with all its attempts."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("SMS")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    notification = models.ForeignKey(
        Notification, verbose_name=_("notice"), on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # When the next attempt may begin. A worker that takes the row moves this ahead, so that no other worker takes it.
    due_at = models.DateTimeField(_("next try"), default=clock.now)
    error = models.CharField(_("error"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "delivery_stays": _("What was told to somebody is never rewritten."),
        "delivery_stays_sent": _("What was sent stays sent."),
    }

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once_a_channel"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="delivery_sent_has_time",
            ),
            models.CheckConstraint(condition=Q(channel__in=["email", "sms"]), name="delivery_channel_known"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "sent", "failed"]), name="delivery_state_known"),
        ]
        indexes = [models.Index(fields=["due_at"], name="delivery_waiting", condition=Q(state="waiting"))]
        triggers = [
            never_changed("notification_id", "channel", name="delivery_stays"),
            never_taken_back("sent_at", "state", name="delivery_stays_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} · {self.get_state_display()}"


class CodeTally(models.Model):
    """How many codes the portal has sent by SMS on a day. Each costs money, so a day has a ceiling.

    `warned` is the share of the ceiling, in per cent, at which the operators were told; 0 when they were not.
    """

    day = models.DateField(_("day"), primary_key=True)
    sent = models.PositiveIntegerField(_("codes sent"), default=0)
    warned = models.PositiveSmallIntegerField(_("operators told at (%)"), default=0)

    class Meta:
        verbose_name = _("codes of a day")
        verbose_name_plural = _("codes of the days")

    def __str__(self) -> str:
        return f"{self.day}: {self.sent}"
