"""Columns that are made from a name, so that the database sorts and finds people as the office writes them."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Func, Lookup

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


class MadeFromQuerySet(ScopedQuerySet):
    """Keeps the columns that are made from others when rows are updated at once."""

    def update(self, **values: Any) -> int:
        made = {
            field.name: field.made_from(values[field.source])
            for field in self.model._meta.concrete_fields
            if isinstance(field, MadeFromField) and isinstance(values.get(field.source), str)
        }
        return super().update(**made, **values)
