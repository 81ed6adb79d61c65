"""People, their sign-ins, and guardianships."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.emails import PLAIN, normalise_email
from accounts.models.triggers import keep_email_address, keep_last_operator, record_changed_keys
from accounts.names import mask_name
from accounts.permissions import Rights
from accounts.phones import E164, mask_phone, validate_phone
from accounts.querysets import GuardianshipQuerySet, PersonQuerySet, UserQuerySet
from common.db.audit import audited
from common.db.constraints import one_at_a_time, valid_range
from common.db.triggers import never_changed, never_taken_back
from common.names import NameField, is_name
from common.time import clock
from common.time.ranges import since
from common.writing.fields import KeepsMade, KeysField, MadeFromField, index_of_keys
from common.writing.pinyin import name_search_keys, name_sort_key

# More than a household that has one telephone needs.
MOST_ON_A_NUMBER = 4

# From this age on a neighbour is one of the elders, for rooms and for events.
ELDER_AGE = 60
# Below this age somebody is a child, for whom others answer.
ADULT_AGE = 18

MADE_FROM_NAME = frozenset({"name_sort", "name_search"})


@audited(exclude=MADE_FROM_NAME)
class Person(KeepsMade):
    """A human whom the portal knows, with or without a sign-in. Bookings and registrations point to it.

    Lists are in the order of `name_sort`, and `name_search` is what a search finds. Both are made from the name
    whenever it is saved, and are gone with it: the audit trail has no copy of them.
    """

    class Language(models.TextChoices):
        CHINESE = "zh-hans", "中文"
        ENGLISH = "en", "English"

    name = NameField(_("name"), max_length=50)
    name_sort = MadeFromField(_("name in the order of pinyin"), source="name", make=name_sort_key)
    name_search = KeysField(_("what the name is found by"), source="name", make=name_search_keys)
    # Not unique: a family may share one phone, and staff enter neighbours who sign up later.
    phone = models.CharField(_("phone"), max_length=16, blank=True, validators=[validate_phone])
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.CHINESE)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)

    objects = PersonQuerySet.as_manager()

    database_messages: ClassVar = {
        "person_stays": _("When a record was made is never rewritten."),
    }

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=is_name("name"),
                name="person_has_name",
                violation_error_message=_("Please enter a name."),
            ),
            models.CheckConstraint(
                condition=Q(name_sort__endswith=F("name")),
                name="person_sorted_by_name",
                violation_error_message=_("The order of names does not fit this name. Please save the person anew."),
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=E164),
                name="person_phone_e164",
                violation_error_message=_("Please enter a phone number, for example 138 0013 8000."),
            ),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)),
                name="person_birth_year_plausible",
                violation_error_message=_("Please enter the year with four digits, for example 1952."),
            ),
        ]
        indexes = [
            models.Index(fields=["phone"], name="person_phone"),
            models.Index(fields=["name_sort", "id"], name="person_name_sort"),
            index_of_keys("name_search", name="person_name_search"),
        ]
        triggers = [never_changed("created_at", name="person_stays")]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    def age_on(self, day: Any) -> int | None:
        """The age that the person reaches in the year of `day`; None when the year of birth is unknown."""
        return day.year - self.birth_year if self.birth_year else None


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes sign-ins; `createsuperuser` makes an operator."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username))


@audited(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A sign-in by phone and code or by e-mail and password; a person has at most one.

    It has no permissions, groups or superuser flag: rights come from appointments (accounts.permissions).

    `email` is an address that its owner or the office has proven. allauth looks for it in its own table; there the
    database keeps exactly one row for it, so an address never belongs to two sign-ins, nor waits to be taken.
    """

    person = models.OneToOneField(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    phone = models.CharField(_("phone"), max_length=16, null=True, blank=True, validators=[validate_phone])
    # An old couple has one number. Whoever is the second, third … to sign in with it stands behind the first.
    phone_place = models.PositiveSmallIntegerField(_("place on the number"), default=1, editable=False)
    phone_verified = models.BooleanField(_("phone verified"), default=False)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("operator"), default=False, help_text=_("Runs this portal for everybody."))
    date_joined = models.DateTimeField(_("joined"), default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    database_messages: ClassVar = {
        "user_one_operator_stays": _("This is the last active operator. Make somebody else an operator first."),
        "user_stays": _("When a record was made is never rewritten."),
        "user_person_stays": _("A sign-in stays with its person: what it did was done by them."),
        "unique_verified_email": _("This e-mail address belongs to another sign-in."),
        "email_address_of_its_sign_in": _("This e-mail address belongs to another sign-in."),
        "email_address_proven": _("This e-mail address has not been confirmed yet."),
        "user_email_has_address": _("This e-mail address has not been confirmed yet."),
    }

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        triggers = [
            keep_last_operator(name="user_one_operator_stays"),
            keep_email_address(name="user_email_is_kept"),
            record_changed_keys(name="user_keys_are_recorded"),
            never_changed("date_joined", name="user_stays"),
            never_taken_back("person_id", name="user_person_stays"),
        ]
        constraints = [
            # It holds the foreign key of allauth's address; the primary key alone makes it true.
            models.UniqueConstraint(fields=["id", "email"], name="user_of_email"),
            models.CheckConstraint(
                condition=Q(email=None) | Q(email__regex=PLAIN),
                name="user_email_plain",
                violation_error_message=_("Please enter an e-mail address, for example wang@example.org."),
            ),
            models.CheckConstraint(
                condition=Q(phone=None) | Q(phone__regex=E164),
                name="user_phone_e164",
                violation_error_message=_("Please enter a phone number, for example 138 0013 8000."),
            ),
            models.UniqueConstraint(
                fields=["phone", "phone_place"],
                name="user_phone_place_once",
                violation_error_message=_("This phone number already has an account. Please sign in."),
            ),
            models.CheckConstraint(
                condition=Q(phone_place__range=(1, MOST_ON_A_NUMBER)),
                name="user_phone_place_known",
                violation_error_message=_("No more people can sign in with this number. Please call the community."),
            ),
            models.CheckConstraint(
                condition=Q(phone_place=1) | Q(phone__isnull=False),
                name="user_phone_place_of_a_number",
                violation_error_message=_("Only who has a number can share it."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def clean(self) -> None:
        """Django's own would store what `get_username` shows, a masked number, as the address."""
        self.email = normalise_email(self.email) or None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store one spelling of an address, and empty ones as NULL: allauth writes "" when an address is removed, and
        the unique constraint allows one "".
        """
        self.email = normalise_email(self.email) or None
        self.phone = self.phone or None
        super().save(*args, **kwargs)

    def get_username(self) -> str:
        """The name of the sign-in on pages.

        Django would return None for a sign-in by phone, which admin cannot show.
        """
        return self.email or mask_phone(self.phone)

    def get_full_name(self) -> str:
        if self.person:
            return self.person.name
        return self.email or mask_phone(self.phone) or str(_("(no name)"))

    get_short_name = get_full_name

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    @property
    def masked_name(self) -> str:
        """For whoever has only proven the number; nothing of a sign-in that has no person."""
        return mask_name(self.person.name if self.person else "")

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """The number and the address are keys like the password: when one changes, every session ends."""
        keys = "\n".join([self.password, self.phone or "", self.email or ""])
        return salted_hmac("accounts.sessions", keys, secret=secret, algorithm="sha256").hexdigest()

    # --- Rights

    # Django's commands and some packages read it. No user has rights outside the table of roles.
    is_superuser = False

    # Set for one request when the roles of the user do not count in it: the second factor is missing.
    rights_withheld = False

    @property
    def rights(self) -> Rights:
        """The rights of today. They are read once a request, and again on another day."""
        known: Rights | None = self.__dict__.get("_rights")
        if known is None or known.day != clock.today() or known.withheld != self.rights_withheld:
            known = self.__dict__["_rights"] = Rights(self)
        return known

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return self.is_active and any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def has_perms(self, perm_list: Iterable[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(one.startswith(f"{app_label}.") for one in self.rights.permissions)

    def get_all_permissions(self, obj: models.Model | None = None) -> set[str]:
        """Django's `perms` in templates calls it."""
        return set(self.rights.permissions)


@audited()
class Guardianship(models.Model):
    """`by` may act for `person` while `during` lasts: a parent for a child, family for an elder."""

    class Kind(models.TextChoices):
        CHILD = "child", _("child")
        ELDER = "elder", _("elder")

    person = models.ForeignKey(Person, verbose_name=_("ward"), on_delete=models.CASCADE, related_name="guardianships")
    by = models.ForeignKey(
        Person, verbose_name=_("acts for the ward"), on_delete=models.CASCADE, related_name="wards"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    during = DateRangeField(_("during"), default=since)

    objects = GuardianshipQuerySet.as_manager()

    database_messages: ClassVar = {
        "guardianship_stays": _("A guardianship is never rewritten. End it, and enter another."),
    }

    class Meta:
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        constraints = [
            valid_range("during", name="guardianship_during_valid"),
            models.CheckConstraint(
                condition=~Q(person=F("by")),
                name="guardianship_of_somebody_else",
                violation_error_message=_("Nobody can be the own ward."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["child", "elder"]),
                name="guardianship_kind_known",
                violation_error_message=_("Please say whether it is a child or an elder."),
            ),
            one_at_a_time("person", "by", name="guardianship_once", message=_("You already look after this person.")),
        ]
        triggers = [never_changed("person_id", "by_id", "kind", name="guardianship_stays")]

    def __str__(self) -> str:
        return f"{self.by} → {self.person}"
