"""What the office fills in about what came of an activity."""

from typing import ClassVar

from django import forms
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from volunteers.forms.results import ResultForm


class OfficeResultForm(ResultForm):
    """The form of the result as admin draws it."""

    drawn_as: ClassVar[dict[str, type[forms.Widget]]] = {
        "text": UnfoldAdminTextareaWidget,
        "photo": UnfoldAdminFileFieldWidget,
        "words": UnfoldAdminTextInputWidget,
        "without": UnfoldAdminCheckboxSelectMultipleWidget,
    }
