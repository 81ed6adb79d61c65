"""New numbers and addresses of sign-ins that wait a day before they count."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.emails import PLAIN
from accounts.phones import E164, mask_phone, validate_phone
from accounts.querysets import SignInChangeQuerySet
from common.db.triggers import never_changed
from common.time import clock


def keys_in_words(phone: str, email: str) -> str:
    """A number, masked, and an address; what is empty is left out."""
    return " · ".join(key for key in (mask_phone(phone), email) if key)


class SignInChange(models.Model):
    """A new number or address of a sign-in, asked for without proof of the old number.

    It waits, so that whoever holds the old number can cancel it. At most one waits for a sign-in.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MADE = "made", _("made")
        CANCELLED = "cancelled", _("cancelled")
        # The number or the address was given to another sign-in meanwhile.
        LAPSED = "lapsed", _("lapsed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sign-in"), on_delete=models.CASCADE, related_name="sign_in_changes"
    )
    phone = models.CharField(_("new mobile number"), max_length=16, blank=True, validators=[validate_phone])
    email = models.EmailField(_("new e-mail address"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    due_at = models.DateTimeField(_("counts from"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)

    objects = SignInChangeQuerySet.as_manager()

    database_messages: ClassVar = {
        "sign_in_change_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
        "sign_in_change_stays_decided": _("This change no longer waits. Please look at your data."),
    }

    class Meta:
        verbose_name = _("change of a sign-in")
        verbose_name_plural = _("changes of sign-ins")
        triggers = [
            never_changed(
                *("user_id", "phone", "email", "asked_by_id", "reason", "asked_at", "due_at"),
                name="sign_in_change_stays",
            ),
            never_changed("state", name="sign_in_change_stays_decided", unless="OLD.state = 'waiting'"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state="waiting"),
                name="sign_in_change_one_waits",
                violation_error_message=_("A change of this sign-in is waiting already."),
            ),
            models.CheckConstraint(
                condition=~Q(phone="", email=""),
                name="sign_in_change_of_something",
                violation_error_message=_("Please enter a new number or a new e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=E164),
                name="sign_in_change_phone_e164",
                violation_error_message=_("Please enter a phone number, for example 138 0013 8000."),
            ),
            models.CheckConstraint(
                condition=Q(email="") | Q(email__regex=PLAIN),
                name="sign_in_change_email_plain",
                violation_error_message=_("Please enter an e-mail address, for example wang@example.org."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")),
                name="sign_in_change_waits",
                violation_error_message=_("A change of a sign-in has to wait."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "made", "cancelled", "lapsed"]),
                name="sign_in_change_state_known",
                violation_error_message=_("A change of a sign-in has to wait."),
            ),
            models.CheckConstraint(
                condition=Q(user=F("asked_by")) | ~Q(reason=""),
                name="sign_in_change_has_reason",
                violation_error_message=_("Please say why."),
            ),
        ]

    def __str__(self) -> str:
        return keys_in_words(self.phone, self.email)
