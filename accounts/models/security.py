"""Changes of numbers, passwords, addresses and second factors of a sign-in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.querysets import AppendOnlyQuerySet
from common.db.triggers import append_only, dated_by_database, kept_for
from common.time.formatting import local


class SecurityEvent(models.Model):
    """A number, a password, an address or a second factor was changed. Rows never change and hold no secret.

    A trigger of the sign-in writes those of numbers and addresses, so that no way to change them leaves none.
    """

    class What(models.TextChoices):
        PASSWORD_SET = "password_set", _("first password set")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        PASSWORD_RESET = "password_reset", _("password reset by e-mail")
        EMAIL_ADDED = "email_added", _("e-mail address added")
        EMAIL_CHANGED = "email_changed", _("e-mail address changed")
        EMAIL_REMOVED = "email_removed", _("e-mail address removed")
        NUMBER_ADDED = "number_added", _("mobile number added")
        NUMBER_CHANGED = "number_changed", _("mobile number changed")
        NUMBER_REMOVED = "number_removed", _("mobile number removed")
        CHANGE_ASKED = "change_asked", _("change of the sign-in asked for")
        CHANGE_CANCELLED = "change_cancelled", _("change of the sign-in cancelled")
        CHANGE_LAPSED = "change_lapsed", _("change of the sign-in lapsed")
        NUMBER_FREED = "number_freed", _("mobile number given to somebody who has it now")
        NUMBER_DISPUTED = "number_disputed", _("somebody else has the mobile number now, by their own word")
        FACTOR_ADDED = "authenticator_added", _("second factor added")
        FACTOR_REMOVED = "authenticator_removed", _("second factor removed")
        FACTOR_RESET = "authenticator_reset", _("recovery codes made anew")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sign-in"), on_delete=models.DO_NOTHING, db_constraint=False
    )
    what = models.CharField(_("what"), max_length=40, choices=What)
    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)

    objects = AppendOnlyQuerySet.as_manager()

    database_messages: ClassVar = {
        "security_event_is_append_only": _("What is in a log is never rewritten."),
        "security_event_is_kept": _("What is in a log is kept for six months at least."),
    }

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        ordering = ["-at"]
        triggers = [
            append_only(name="security_event_is_append_only"),
            dated_by_database("at", name="security_event_is_dated"),
            kept_for(6, since="at", name="security_event_is_kept"),
        ]

    def __str__(self) -> str:
        return f"{local(self.at):%Y-%m-%d %H:%M} {self.get_what_display()}"
