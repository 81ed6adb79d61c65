"""What higher floors do for a matter: a registry that they join from `AppConfig.ready`, so that grid knows none."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from grid.models import Matter


@dataclass(frozen=True, slots=True)
class MatterHelp:
    """Something that helps with a matter, such as an activity of volunteers: what, when, and its page."""

    title: str
    when: str
    href: str


@dataclass(frozen=True, slots=True)
class HelpKind:
    """A kind of help: `of(matter)` what there is; `begin(matter, by=user)` where the user makes one, or nothing."""

    code: str
    of: Callable[[Matter], list[MatterHelp]]
    begin: Callable[..., str]


_kinds: dict[str, HelpKind] = {}


def register_matter_help(kind: HelpKind) -> None:
    """Register a kind of help; called once, when the app is ready."""
    _kinds[kind.code] = kind


def help_with(matter: Matter) -> list[MatterHelp]:
    """All that helps with the matter."""
    return [one for kind in _kinds.values() for one in kind.of(matter)]


def ways_to_help(matter: Matter, *, by: User) -> dict[str, str]:
    """Kind of help → the page on which the user makes it; kinds that the user may not make are left out."""
    return {kind.code: href for kind in _kinds.values() if (href := kind.begin(matter, by=by))}
