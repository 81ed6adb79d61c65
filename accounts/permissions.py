"""The rights of staff: the capabilities of each role, within the scope of an appointment (DOMAIN.md §7).

An app that owns a scope makes `Appointment` concrete and registers it here with its roles. The `permissions.py` of
each app says what the roles may do with its models; everything else is denied. No right is stored: rights are read
from the appointments of today, in one query a request, and end with the day.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from common.db.prepared import fetch_all
from common.time import clock

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.models.appointments import Appointment

# The operator runs the portal. It is the only role that is a flag of the sign-in (`User.is_staff`).
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Role:
    """A role of staff. `office`: it may open admin. `granted_by`: roles that may grant it, within their own scope."""

    code: str
    label: str | Promise
    appointment: "type[Appointment]"
    granted_by: frozenset[str]
    office: bool = True


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a user holds today. `scope_id` is the key of its scope; None covers everything."""

    role: str
    appointment: str = ""
    scope_id: int | None = None


class Reach:
    """Some of a user's appointments, and what they cover together. Use `Reach.of`."""

    def __init__(self, held: tuple[HeldRole, ...]) -> None:
        self.held = held
        self._cache: dict[Any, Any] = {}

    @classmethod
    def of(cls, held: Iterable[HeldRole]) -> "Reach":
        """The reach of these appointments; the same object all day, while it is among the last 256.

        To build its nested subqueries again for each request would cost more than to run them.
        """
        return _reach(tuple(held), clock.today())

    def cached[T](self, key: Any, make: Callable[[], T]) -> T:
        """The result of `make` for this key, computed once. It may depend only on `held` and on the day."""
        if key not in self._cache:
            self._cache[key] = make()
        value: T = self._cache[key]
        return value

    def __bool__(self) -> bool:
        return bool(self.held)

    @property
    def everything(self) -> bool:
        return any(one.scope_id is None for one in self.held)

    def scopes(self, appointment: "type[Appointment]") -> list[int]:
        """The keys of the scopes of this kind of appointment."""
        label = appointment._meta.label
        return [one.scope_id for one in self.held if one.appointment == label and one.scope_id is not None]

    def having(self, permission: str) -> "Reach":
        """The part of the reach whose roles have `permission`."""
        return self.cached(
            permission, lambda: Reach.of(one for one in self.held if permission in capabilities_of_role(one.role))
        )


@lru_cache(maxsize=256)
def _reach(held: tuple[HeldRole, ...], day: dt.date) -> Reach:
    return Reach(held)


def once_per_reach[T](cover: "Callable[[Reach], T]") -> "Callable[[Reach], T]":
    """Cache the result of `cover` on the reach."""

    @wraps(cover)
    def cached(reach: Reach) -> T:
        return reach.cached(cover, lambda: cover(reach))

    return cached


class Rights:
    """The rights of one user on one day."""

    def __init__(self, user: "User") -> None:
        self.day = clock.today()
        self.withheld = user.rights_withheld
        self._user = user

    @cached_property
    def held(self) -> tuple[HeldRole, ...]:
        """The roles of today: one query over all kinds of appointments."""
        if not self._user.is_active or not self._user.pk or self.withheld:
            return ()
        own = (HeldRole(OPERATOR),) if self._user.is_staff else ()
        # Sorted, since a union promises no order, and another order would be another reach.
        return own + tuple(HeldRole(*row) for row in sorted(appointments_of(self._user, on=self.day)))

    @cached_property
    def _reach(self) -> Reach:
        return Reach.of(self.held)

    def holding(self, permission: str) -> Reach:
        """The appointments whose roles have `permission` (“grid.change_building”)."""
        return self._reach.having(permission)

    def reach_of(self, roles: Iterable[str]) -> Reach:
        """The appointments to any of these roles."""
        codes = frozenset(roles)
        return Reach.of(one for one in self.held if one.role in codes)

    @cached_property
    def permissions(self) -> frozenset[str]:
        return frozenset[str]().union(*(capabilities_of_role(one.role) for one in self.held))

    @property
    def in_office(self) -> bool:
        """Whether the user may open admin."""
        return any(one.role == OPERATOR or _roles[one.role].office for one in self.held)


_roles: dict[str, Role] = {}
_capabilities: dict[str, frozenset[str]] = {}


def register_roles(*new: Role) -> None:
    """Register the roles of an app; a role's code is unique in the whole portal."""
    for role in new:
        _roles[role.code] = role


def roles() -> dict[str, Role]:
    """All roles by their code, without the operator, to which nobody is appointed."""
    return dict(_roles)


def permit(app_label: str, table: dict[str, dict[str, str]]) -> None:
    """Add permissions of an app to roles: `{"secretary deputy": {"building": "view change"}}`.

    An act need not be one of Django's four: `"others": "register"` makes “events.register_others”.
    """
    for role_codes, models_ in table.items():
        given = frozenset(f"{app_label}.{act}_{model}" for model, acts in models_.items() for act in acts.split())
        for code in role_codes.split():
            _capabilities[code] = capabilities_of_role(code) | given


def declare() -> None:
    """Register what the operator may do with people and sign-ins.

    The operator does not read what other apps store of them.
    """
    permit(
        "accounts",
        {
            OPERATOR: {
                "person": "view add change",
                "user": "view add change",
                "guardianship": "view add change",
                "consent": "view add",
                "privacynotice": "view add change delete",
                "notification": "view",
                "delivery": "view",
                "accesslog": "view",
                "securityevent": "view",
            }
        },
    )
    permit("pghistory", {OPERATOR: {"context": "view"}})


def capabilities_of_role(role: str) -> frozenset[str]:
    """The permissions that a role gives, such as “events.change_event”; none for an unknown role."""
    return _capabilities.get(role, frozenset())


def appointment_models() -> "list[type[Appointment]]":
    """The concrete models of appointments, one for each kind of scope; from the registered roles."""
    return list(dict.fromkeys(role.appointment for role in _roles.values()))


def appointments_of(user: Any, *, on: dt.date) -> list[tuple[str, str, int]]:
    """(role, label of the appointment model, scope id) of every appointment of the user on that day.

    Every request of a member of staff begins with it, so it is hand-written SQL.
    """
    sql = " UNION ALL ".join(
        f"SELECT role, '{model._meta.label}', {model.SCOPE}_id FROM {model._meta.db_table}"  # noqa: S608 - our own names
        " WHERE user_id = %(user)s::bigint AND during @> %(on)s::date AND role = ANY(%(roles)s::text[])"
        for model in appointment_models()
    )
    return fetch_all(sql, {"user": user.pk, "on": on, "roles": list(_roles)})
