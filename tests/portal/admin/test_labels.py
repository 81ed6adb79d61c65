"""What the lists and forms of admin call their columns and fields."""

import re

import pytest
from django.contrib.admin.sites import site
from django.contrib.admin.utils import flatten_fieldsets, label_for_field
from django.utils import translation

# A form that saves nothing has its own label.
UNSAVED = {("Event", "seen"), ("Activity", "seen"), ("EventSeries", "seen"), ("EventSeries", "plan_seen")}
UNSAVED |= {("EventSeries", "reason")}
# The column needs a word that says by whom it was counted.
NOT_YET = {("DropIn", "by")}


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.label)
def test_every_column_and_field_has_a_chinese_name(model):
    model_admin = site._registry[model]
    names = {*model_admin.list_display, *model_admin.readonly_fields, *flatten_fieldsets(model_admin.fieldsets or [])}
    with translation.override("zh-hans"):
        labels = {
            name: str(label_for_field(name, model, model_admin))
            for name in names
            if isinstance(name, str) and (model.__name__, name) not in UNSAVED | NOT_YET
        }
    assert {name: label for name, label in labels.items() if not re.search("[\u4e00-\u9fff]", label)} == {}
