"""Operations together leave the same state as one after the other, and are run and undone in their order."""

from typing import Any

from django.db import models
from django.db.migrations import AddConstraint, AddField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from common.db.migrations import CombinedOperation

OPERATIONS = [
    CreateModel("Lamp", [("id", models.BigAutoField(primary_key=True))]),
    AddField("Lamp", "watts", models.IntegerField(default=5)),
    AddConstraint("Lamp", models.CheckConstraint(condition=models.Q(watts__gt=0), name="lamp_shines")),
    CreateModel("Shade", [("id", models.BigAutoField(primary_key=True))]),
    AddField("Shade", "lamp", models.ForeignKey("common.Lamp", models.CASCADE)),
]


class Noted(Operation):
    """Notes when its turn comes."""

    def __init__(self, name: str, turns: list[str]) -> None:
        self.name = name
        self.turns = turns

    def database_forwards(self, *args: Any) -> None:
        self.turns.append(self.name)

    database_backwards = database_forwards


def test_the_state_is_the_same_as_one_after_the_other():
    single, together = ProjectState(), ProjectState()
    for operation in OPERATIONS:
        operation.state_forwards("common", single)
    CombinedOperation(*OPERATIONS).state_forwards("common", together)
    assert together == single
    assert together.apps.get_model("common", "Shade")._meta.get_field("lamp").related_model.__name__ == "Lamp"


def test_the_last_one_done_is_the_first_one_undone():
    turns: list[str] = []
    together = CombinedOperation(Noted("lamp", turns), Noted("shade", turns))
    together.database_forwards("common", None, None, None)
    together.database_backwards("common", None, None, None)
    assert turns == ["lamp", "shade", "shade", "lamp"]
