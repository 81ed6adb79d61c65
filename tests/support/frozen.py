"""Which columns of which models are never changed, as the triggers of the models say."""

import re

from django.apps import apps
from django.db.models import Model

COLUMN = re.compile(r"OLD\.(\w+) IS DISTINCT FROM NEW\.\1")


def frozen_columns(model: type[Model]) -> dict[str, set[str]]:
    """By the name of each trigger: the columns that it keeps, always or once something has happened."""
    triggers = getattr(model._meta, "triggers", [])
    kept = {trigger.name: set(COLUMN.findall(trigger.render_condition(model))) for trigger in triggers}
    return {name: columns for name, columns in kept.items() if columns}


def frozen_names(app: str) -> set[str]:
    """The names of all such triggers of an app."""
    return {name for model in apps.get_app_config(app).get_models() for name in frozen_columns(model)}
