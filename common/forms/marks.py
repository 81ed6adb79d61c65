"""What stands beside the label of a question in place of “(optional)”: that one of several is enough, for example."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField


class MarkedField(BoundField):
    """A question that templates/forms/must.html marks as its form says."""

    @property
    def mark(self) -> Any:
        """The words; empty where required or optional says it all."""
        assert isinstance(self.form, MarkedForm)
        return self.form.marks.get(self.name, "")


class MarkedForm(forms.Form):
    """Base of forms that mark some of their questions. `marks`: name of the field → words beside its label."""

    bound_field_class = MarkedField
    marks: Mapping[str, Any] = {}
