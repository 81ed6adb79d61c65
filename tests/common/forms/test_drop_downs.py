"""A drop-down drawn by the template of the portal says what Django's own says."""

import re

from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer

CHOICES = [("", "所有"), ("<1>", "“A” & B"), ("海棠苑", [(1, "1 幢"), (2, "2 幢")]), (None, "没有")]


class Marked(forms.Select):
    """Its options have attributes of their own, as the days that cannot be chosen have."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value == 2:
            option["attrs"] |= {"disabled": True, "data-why": "“full”"}
        return option


class Otherwise(forms.Select):
    option_template_name = "django/forms/widgets/radio_option.html"


def drawn(widget: forms.Select, value: object, renderer: object) -> str:
    html = widget.render("place", value, {"id": "id_place", "required": True}, renderer)
    return re.sub(r"\s*\n\s*", "", html)


def test_a_drop_down_is_the_one_that_django_draws():
    ours, theirs = get_default_renderer(), DjangoTemplates()
    assert type(ours) is not type(theirs)
    for make in (forms.Select, Marked, Otherwise, forms.SelectMultiple):
        for value in ("", "<1>", "1", [1, 2] if make is forms.SelectMultiple else 2):
            widget = make(choices=CHOICES)
            assert drawn(widget, value, ours) == drawn(widget, value, theirs)
