"""Columns that are made from a name or a title, so that the database sorts and finds what is called so."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Lookup, Q, Value
from django.db.models.functions import Replace

from common.db.querysets import ScopedQuerySet
from common.writing.folding import folded


class MadeFromField(models.TextField):
    """A column that is made from another whenever a row is saved, and by `MadeFromQuerySet.update`.

    Migrations see a `TextField`: the table is the same.
    """

    def __init__(self, *args: Any, source: str = "", make: Callable[[str], str] = str, **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, "default": "", "db_collation": "C", **kwargs})
        self.source, self.make = source, make

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.made_from(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """What will be saved, so that the constraints are asked about it."""
        return self.made_from(getattr(model_instance, self.source))

    def made_from(self, value: str | None) -> str:
        return self.make(value or "")

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class KeysField(MadeFromField):
    """Keys with blanks between. `__begins=` asks for rows with a key for each word that begins with that word."""


class KeysIndexed(Func):
    """The keys as the index has them; a query that asks for anything else would read the whole table."""

    template = "array_to_tsvector(string_to_array(%(expressions)s, ' '))"


def keys_of_their_source(keys: str, source: str) -> Q:
    """The condition of a CHECK: the keys are those of the title in `source` (`title_search_keys`), not of another."""
    return Q(**{f"{keys}__endswith": Replace(F(source), Value(" "), Value(""))})


def index_of_keys(keys: str, *, name: str) -> GinIndex:
    """The index that answers `__begins=`."""
    return GinIndex(KeysIndexed(keys), name=name)


@KeysField.register_lookup
class Begins(Lookup):
    """Rows with a key that begins with each of the words, or with all of them written as one."""

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        words = [folded(word) for word in self.rhs]
        asked = " & ".join(map(_begins, words))
        if len(words) > 1:
            asked = f"({asked}) | {_begins(''.join(words))}"
        return f"array_to_tsvector(string_to_array({column}, ' ')) @@ %s::tsquery", (*parameters, asked)


def _begins(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"


class KeepsMade(models.Model):
    """Base of a model with such columns: a save of the one takes along what is made from it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        not_read = self.get_deferred_fields()
        written = set(update_fields) if update_fields is not None else None
        for field in self._meta.concrete_fields:
            if not isinstance(field, MadeFromField):
                continue
            if written is not None and field.source in written:
                written.add(field.name)
            elif written is None and field.attname in not_read and field.source not in not_read:
                # Django would leave out what was not read.
                setattr(self, field.attname, "")
        super().save(*args, update_fields=written, **kwargs)


class MadeFromQuerySet(ScopedQuerySet):
    """Keeps the columns that are made from others when rows are updated at once."""

    def update(self, **values: Any) -> int:
        made = {
            field.name: field.made_from(values[field.source])
            for field in self.model._meta.concrete_fields
            if isinstance(field, MadeFromField) and isinstance(values.get(field.source), str)
        }
        return super().update(**made, **values)
