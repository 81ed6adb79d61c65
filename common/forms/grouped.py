"""Long lists to choose one from, in groups that the eye finds: buildings by estate, posts by branch."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db import models
from django.forms.models import ModelChoiceIterator


class GroupedChoices(ModelChoiceIterator):
    """The rows of a `GroupedModelChoiceField` by their groups; a single group is not named."""

    field: "GroupedModelChoiceField"

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = groupby(self.queryset.all(), key=self.field.group_of)
        groups = [(str(group), [self.choice(row) for row in own]) for group, own in rows]
        yield from groups if len(groups) > 1 else [choice for _group, choices in groups for choice in choices]


class GroupedModelChoiceField(forms.ModelChoiceField):
    """A drop-down of rows in groups. The queryset is in the order of the groups, and has what `group_of` reads."""

    iterator = GroupedChoices

    def __init__(self, queryset: Any, *, group_of: Callable[[models.Model], object], **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.group_of = group_of
