"""Names and titles that people type: one line that can be seen, and that reads as it is written.

A name of invisible characters would stand in lists as nobody. A control character breaks a line, and one that turns
the direction of writing shows another name than the one that is stored.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.writing.folding import folded

# Ranges of characters in a form that Python and PostgreSQL read alike. Never in a name: controls and line breaks,
# soft hyphens, fillers that look like nothing, marks of the direction of writing, invisible operators, tags.
_NEVER = (
    r"\u0001-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e00ff"
)
# They stand between others, or change the one before: blanks, joiners of emoji, combining and variation marks.
_NEVER_ALONE = (
    r"\s\u00a0\u0300-\u036f\u1680\u2000-\u200d\u202f\u205f\u20d0-\u20ff\u3000\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
HIDDEN = f"[{_NEVER}]"
VISIBLE = f"[^{_NEVER}{_NEVER_ALONE}]"


def normalise_name(typed: str) -> str:
    """The name as it is stored: without blanks around it, and each accented letter as one character."""
    return unicodedata.normalize("NFC", typed).strip()


def validate_name(name: str) -> None:
    """Raises ValidationError for a name with characters that cannot be seen, or with none that can."""
    if "\0" in name or re.search(HIDDEN, name) or not re.search(VISIBLE, name):
        raise ValidationError(
            _("Please type this anew: it has characters that cannot be seen, or more than one line."),
            code="hidden_characters",
        )


def is_same_name(one: str, other: str) -> bool:
    """Whether two writings are of one name.

    Blanks, middle dots, capitals, accents, full-width, traditional and variant characters do not count.
    The names themselves must have been typed in full; a name of nothing but blanks is nobody's.
    """
    return bool(folded(one)) and folded(one) == folded(other)


def in_sentence(typed: str) -> str:
    """What people typed, to stand at the end of a sentence of ours: without a full stop of its own."""
    return typed.rstrip(" 。．.") if not typed.endswith("...") else typed


def is_name(field: str) -> models.Q:
    """The condition of a CHECK: what is stored in the field is a name."""
    return models.Q(**{f"{field}__regex": VISIBLE}) & ~models.Q(**{f"{field}__regex": HIDDEN})


class NameFormField(forms.CharField):
    """The field of a form for a name or a title."""

    default_validators = [validate_name]

    def to_python(self, value: Any) -> Any:
        return normalise_name(super().to_python(value) or "")


class NameField(models.CharField):
    """The column of a name or a title. Migrations see a `CharField`: the table is the same."""

    default_validators = [validate_name]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normalise_name(text) if isinstance(text, str) else text

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NameFormField, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class NameOfFewField(NameField):
    """What one of a few things is called, such as a grid, a station, or a room.

    There are so few that a search reads all of them and finds what is meant in any writing (`common.writing.called`).
    """
