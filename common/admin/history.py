"""The audit trail as people read it: who changed what, when, from what to what."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from pghistory.models import Context

from common.time.dates import days_label

type Rows = Callable[[type[models.Model]], models.QuerySet]

# Columns whose values are shown by their last digits only, here as everywhere.
MASKED = frozenset({"phone"})
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class HistoryDifference:
    """One changed field in the history of a record, with both values as text."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class HistoryChange:
    """One insert, update or delete in the history of records. `who` is empty for a change made outside a sign-in."""

    at: dt.datetime
    kind: str
    what: str
    who: str = ""
    through: str = ""
    differences: list[HistoryDifference] = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        return {"insert": _("added"), "update": _("changed"), "delete": _("deleted")}.get(self.kind, self.kind)


def tracked_models(models_: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Those of `models_` that keep a history."""
    return [model for model in models_ if getattr(model, "pgh_event_models", None)]


def history_model(model: type[models.Model]) -> type[models.Model] | None:
    """The model of a tracked model's history rows; None for one that keeps none."""
    tracked = getattr(model, "pgh_event_models", None)
    return next(iter(tracked.values())) if tracked else None


def history_of(obj: models.Model, *, rows: Rows, withheld: frozenset[str] = frozenset()) -> list[HistoryChange]:
    """All changes of `obj`, newest first, but not those of `withheld` columns.

    `rows(model)` are the rows that may be named to the reader.
    """
    log = history_model(type(obj))
    if log is None:
        return []
    events = list(log._default_manager.filter(pgh_obj_id=obj.pk).select_related("pgh_context").order_by("pgh_id"))
    pairs = list(zip(events, [None, *events], strict=False))
    return _changes(type(obj), pairs, rows=rows, withheld=withheld)[::-1]


@dataclass(frozen=True, slots=True)
class HistorySource:
    """Where the history is read: `everything` of a model, or what the reader reads in full; the newest `limit`."""

    model: type[models.Model]
    everything: bool
    limit: int


def latest_changes(
    sources: Iterable[HistorySource], *, rows: Rows, in_full: Rows, limit: int, without_command: str = ""
) -> list[HistoryChange]:
    """The newest changes of all sources, newest first; without what the command of that name wrote.

    `in_full(model)` are the rows whose every column the reader reads, `rows(model)` those that may be named.

    Where a row was that is deleted cannot be asked any more, so those are told only to a reader of `everything`.
    Names are looked up at the end, for the lines that are shown and once for each model.
    """
    lines = [
        (event, source.model) for source in sources for event in _latest_events(source, in_full, without_command)
    ]
    lines = sorted(lines, key=lambda line: line[0].pgh_created_at, reverse=True)[:limit]
    earlier = _earlier(lines)
    names = _Names(rows)
    for event, model in lines:
        _ask_names(model, event, names)
    return [
        _change(model, _columns(model), event, earlier.get((model, event.earlier)), names) for event, model in lines
    ]


def _latest_events(source: HistorySource, in_full: Rows, without_command: str) -> list[Any]:
    log = history_model(source.model)
    if log is None:
        return []
    events = log._default_manager.all() if source.everything else _of_rows(source.model, log, in_full)
    if without_command:
        by_command = Context.objects.filter(metadata__command=without_command)
        events = events.filter(~models.Exists(by_command.filter(pk=models.OuterRef("pgh_context_id"))))
    earlier = (
        log._default_manager.filter(pgh_obj_id=models.OuterRef("pgh_obj_id"), pgh_id__lt=models.OuterRef("pgh_id"))
        .order_by("-pgh_id")
        .values("pgh_id")[:1]
    )
    newest = events.select_related("pgh_context").annotate(earlier=models.Subquery(earlier)).order_by("-pgh_id")
    return list(newest[: source.limit])


_bulk_commands: dict[str, Callable[[], bool]] = {}


def register_bulk_command(name: str, *, has_run: Callable[[], bool]) -> None:
    """A command that writes a few thousand rows which nobody has entered: its changes are told in one line.

    `has_run` answers cheaply. There are as many contexts as writing requests, so they are searched only then.
    """
    _bulk_commands[name] = has_run


def last_bulk_load() -> tuple[str, dt.datetime | None]:
    """The registered command that wrote last, and when; ("", None) where none ever ran."""
    names = [name for name, has_run in _bulk_commands.items() if has_run()]
    written = Context.objects.filter(metadata__command__in=names) if names else Context.objects.none()
    last = written.order_by("-created_at").values_list("metadata__command", "created_at").first()
    return last or ("", None)


def _earlier(lines: Sequence[tuple[Any, type[models.Model]]]) -> dict[tuple[type[models.Model], int], Any]:
    """The state before each line, by model and key."""
    by_model: dict[type[models.Model], list[int]] = {}
    for event, model in lines:
        if event.earlier:
            by_model.setdefault(model, []).append(event.earlier)
    return {
        (model, pk): event
        for model, keys in by_model.items()
        for pk, event in cast(Any, history_model(model))._default_manager.in_bulk(keys).items()
    }


def scoped_by(model: type[models.Model]) -> list[Any]:
    """The models whose `visible_to` decides who may see a row: the own one; of a plain link, both of its ends."""
    if hasattr(model._default_manager.all(), "visible_to"):
        return [model]
    return [f.related_model for f in _ends(model)]


def _ends(model: type[models.Model]) -> list[models.ForeignKey]:
    return [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]


def _of_rows(model: type[models.Model], log: type[models.Model], rows: Rows) -> models.QuerySet:
    """The history of the rows that are there and among `rows`."""
    if scoped_by(model) == [model]:
        return log._default_manager.filter(pgh_obj_id__in=rows(model).order_by().values("pk"))
    visible_ends = {f"{f.name}__in": rows(f.related_model).order_by().values("pk") for f in _ends(model)}
    return log._default_manager.filter(
        pgh_obj_id__in=model._default_manager.filter(**visible_ends).order_by().values("pk")
    )


def _changes(
    model: type[models.Model], pairs: Sequence[tuple[Any, Any]], *, rows: Rows, withheld: frozenset[str]
) -> list[HistoryChange]:
    names = _Names(rows)
    for event, _before in pairs:
        _ask_names(model, event, names)
    columns = [column for column in _columns(model) if column.name not in withheld]
    return [_change(model, columns, event, before, names) for event, before in pairs]


def _columns(model: type[models.Model]) -> list[Any]:
    return [model._meta.get_field(f.name) for f in _kept_fields(model, history_model(model))]


def _ask_names(model: type[models.Model], event: Any, names: "_Names") -> None:
    names.ask(get_user_model(), _user_id(event))
    for column in _columns(model):
        if isinstance(column, models.ForeignKey):
            names.ask(column.related_model, getattr(event, column.attname))


def _kept_fields(model: type[models.Model], log: type[models.Model] | None) -> list[models.Field]:
    kept = {f.name for f in log._meta.concrete_fields} if log else set()
    return [f for f in model._meta.concrete_fields if f.name in kept and not f.primary_key and _is_for_people(f)]


def _is_for_people(column: models.Field) -> bool:
    """Whether people read the column. Columns that only the portal writes have no translated name."""
    return column.editable or isinstance(column.verbose_name, Promise)


def _change(model: type[models.Model], fields: list[Any], event: Any, before: Any, names: "_Names") -> HistoryChange:
    facts = (event.pgh_context.metadata if event.pgh_context else None) or {}
    change = HistoryChange(
        at=event.pgh_created_at,
        kind=event.pgh_label,
        what=f"{capfirst(model._meta.verbose_name)} #{event.pgh_obj_id}",
        who=names.of(get_user_model(), facts.get("user")),
        through=_through(facts),
    )
    for column in fields:
        new = getattr(event, column.attname)
        old = getattr(before, column.attname) if before is not None else None
        if event.pgh_label == "delete":
            old, new = new, None
        if old != new and not (event.pgh_label == "insert" and new in ("", None, [])):
            change.differences.append(
                HistoryDifference(
                    str(capfirst(column.verbose_name)), names.shown(column, old), names.shown(column, new)
                )
            )
    return change


def _through(facts: dict[str, Any]) -> str:
    """The way a change came in, as everybody may read it: the portal by itself, or the area of a page.

    The path of a page would say what else was done there: who was entered through a page of the party register is
    a member. So no path is ever told, whoever reads.
    """
    if facts.get("command") or facts.get("task"):
        return _("the portal itself")
    path = str(facts.get("url") or "")
    if path.startswith(reverse("admin:index")):
        return _("office")
    return pgettext("door", "Desk") if path.startswith("/desk/") else ""


def _user_id(event: Any) -> Any:
    return ((event.pgh_context.metadata if event.pgh_context else None) or {}).get("user")


class _Names:
    """Looks up the rows that foreign keys point to, one query a model, and only those that the reader may see."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._keys: dict[type[models.Model], set] = {}
        self._rows: dict[type[models.Model], dict] = {}

    def ask(self, model: type[models.Model], pk: Any) -> None:
        if pk is not None:
            self._keys.setdefault(model, set()).add(pk)

    def of(self, model: type[models.Model], pk: Any) -> str:
        if pk is None:
            return ""
        if model not in self._rows:
            # What a name is made of besides its own row (a household: building, estate) comes for all at once.
            rows = self.rows(model).fetch_mode(models.FETCH_PEERS)
            self._rows[model] = rows.in_bulk(self._keys.get(model, ()))
        row = self._rows[model].get(pk)
        # Of a row that the reader may not see, not even the key.
        return str(row) if row is not None else _("(not shown)")

    def shown(self, column: Any, value: Any) -> str:
        """A stored value in words."""
        if value in (None, "", []):
            return ""
        if isinstance(column, models.ForeignKey):
            return self.of(column.related_model, value)
        if column.name in MASKED:
            return f"****{str(value)[-4:]}"
        if isinstance(column, models.FileField):
            return PurePosixPath(str(value)).name
        if isinstance(value, list):
            return self._listed(getattr(column, "base_field", column), value)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        return _plain(value)

    def _listed(self, column: Any, values: list[Any]) -> str:
        """The values of an array, each in words; of the corners of a boundary and the like, how many there are."""
        if any(isinstance(value, list | dict) for value in values):
            return ngettext("%(n)d entry", "%(n)d entries", len(values)) % {"n": len(values)}
        return _(", ").join(self.shown(column, value) for value in values)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, DateRange):
        return days_label(value)
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, int | float):
        return f"{value:g}" if abs(value) < 1e6 else str(value)
    return Truncator(str(value)).chars(LONGEST_VALUE)
