"""Who in office may do what: a role's capabilities, each within the scope of an appointment (DOMAIN.md §7).

An app that owns a scope makes `Appointment` concrete and registers it here with its roles; every app says in its
own `rights.py` what those roles may do with its models. What nobody has said is denied. Nothing here is stored:
rights are read from the appointments of today, in one query a request, and end with the date.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Value
from django.utils.functional import Promise

from common.time import clock

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.models.appointments import Appointment

# Runs the portal, everywhere in it: the only role that stands on the sign-in itself (`User.is_staff`).
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Role:
    """`office`: keeps records in admin. `granted_by`: roles that may give this one, within their own scope."""

    code: str
    label: str | Promise
    appointment: "type[Appointment]"
    granted_by: frozenset[str]
    office: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """One role that a user holds today. `scope_id` is the key of what it covers; None covers everything."""

    role: str
    appointment: str = ""
    scope_id: int | None = None


class Reach:
    """What some of a user's appointments cover together."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.held = tuple(held)
        self._kept: dict[Any, Any] = {}

    def kept[T](self, key: Any, make: Callable[[], T]) -> T:
        """What `make` returned for this key, made once: whatever follows from what is held stays the same."""
        if key not in self._kept:
            self._kept[key] = make()
        made: T = self._kept[key]
        return made

    def __bool__(self) -> bool:
        return bool(self.held)

    @property
    def everything(self) -> bool:
        return any(one.scope_id is None for one in self.held)

    def scopes(self, appointment: "type[Appointment]") -> list[int]:
        """The keys of the scopes held through this kind of appointment."""
        label = appointment._meta.label
        return [one.scope_id for one in self.held if one.appointment == label and one.scope_id is not None]

    def having(self, permission: str) -> "Reach":
        """The part of it that also gives `permission`."""
        return self.kept(permission, lambda: Reach(one for one in self.held if permission in capabilities(one.role)))


def once_per_reach[T](cover: "Callable[[Reach], T]") -> "Callable[[Reach], T]":
    """Keep what `cover` says of a reach. Building nested subqueries anew costs more than asking the database."""

    @wraps(cover)
    def kept(reach: Reach) -> T:
        return reach.kept(cover, lambda: cover(reach))

    return kept


class Rights:
    """The rights of one user on one day."""

    def __init__(self, user: "User") -> None:
        self.day = clock.today()
        self._user = user

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The roles of today: one query over all kinds of appointments."""
        if not self._user.is_active or not self._user.pk:
            return ()
        own = (Held(OPERATOR),) if self._user.is_staff else ()
        return own + tuple(Held(*row) for row in appointments_of(self._user, on=self.day))

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.held)

    def holding(self, permission: str) -> Reach:
        """The appointments that give `permission` (“grid.change_building”)."""
        return self._reach.having(permission)

    def reach_of(self, roles: Iterable[str]) -> Reach:
        """The appointments to any of these roles."""
        wanted = frozenset(roles)
        return Reach(one for one in self.held if one.role in wanted)

    @cached_property
    def permissions(self) -> frozenset[str]:
        return frozenset[str]().union(*(capabilities(one.role) for one in self.held))

    @property
    def in_office(self) -> bool:
        """Whether admin lets the user in."""
        return any(one.role == OPERATOR or _roles[one.role].office for one in self.held)


type PeopleWithin = Callable[[Reach], models.QuerySet]

_roles: dict[str, Role] = {}
_capabilities: dict[str, frozenset[str]] = {}
_people_within: list[tuple[PeopleWithin, bool]] = []


def register_roles(*new: Role) -> None:
    for role in new:
        _roles[role.code] = role


def roles() -> dict[str, Role]:
    """All roles by their code; the operator is none of them, since nobody is appointed to it."""
    return dict(_roles)


def permit(app_label: str, table: dict[str, dict[str, str]]) -> None:
    """Add to what roles may do: `{"secretary deputy": {"building": "view change"}}`.

    An act need not be one of Django's four: `"others": "register"` makes “events.register_others”.
    """
    for role_codes, models_ in table.items():
        given = frozenset(f"{app_label}.{act}_{model}" for model, acts in models_.items() for act in acts.split())
        for code in role_codes.split():
            _capabilities[code] = capabilities(code) | given


def declare() -> None:
    """What the operator may do with people and sign-ins: run them, not read what other apps keep of them."""
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


def capabilities(role: str) -> frozenset[str]:
    return _capabilities.get(role, frozenset())


def reach_people(people_within: PeopleWithin, *, met: bool = False) -> None:
    """Let an app say which people a reach covers through its records: a queryset of keys of people.

    `met`: they are only met there, as colleagues or as guests. They are seen by name, and nothing more follows.
    """
    _people_within.append((people_within, met))


def people_within(reach: Reach, *, met: bool) -> list[models.QuerySet]:
    """The own people of the reach; with `met`, also those who are only met there."""
    return reach.kept(
        ("people", met), lambda: [of_app(reach) for of_app, only_met in _people_within if met or not only_met]
    )


def appointment_models() -> "list[type[Appointment]]":
    return list(dict.fromkeys(role.appointment for role in _roles.values()))


def appointment_model_for(scope: Any) -> "type[Appointment]":
    """The kind of appointment whose scope this is."""
    for kind in appointment_models():
        if kind._meta.get_field(kind.SCOPE).related_model is type(scope):
            return kind
    raise LookupError(f"Nobody is appointed to a {type(scope).__name__}.")


def appointments_of(user: Any, *, on: dt.date) -> list[tuple[str, str, int]]:
    """(role, kind of appointment, scope) of every appointment that the user holds on that day."""
    return _together(
        model._default_manager.filter(user=user, during__contains=on, role__in=_roles)
        .order_by()
        .values_list("role", Value(model._meta.label), model.SCOPE + "_id")
        for model in appointment_models()
    )


def _together(parts: Iterable[models.QuerySet]) -> list[Any]:
    first, *rest = parts
    return list(first.union(*rest, all=True) if rest else first)
