"""Many operations at once leave the same state as one after the other, and keep their order within a phase."""

from django.db import models
from django.db.migrations import AddConstraint, AddField, CreateModel
from django.db.migrations.state import ProjectState

from common.db.migrations import in_phases

OPERATIONS = [
    CreateModel("Lamp", [("id", models.BigAutoField(primary_key=True))]),
    AddField("Lamp", "watts", models.IntegerField(default=5)),
    AddConstraint("Lamp", models.CheckConstraint(condition=models.Q(watts__gt=0), name="lamp_shines")),
    CreateModel("Shade", [("id", models.BigAutoField(primary_key=True))]),
    AddField("Shade", "lamp", models.ForeignKey("common.Lamp", models.CASCADE)),
]


def test_models_come_first_then_fields_then_what_guards_them():
    assert [step.operations for step in in_phases(OPERATIONS)] == [
        [OPERATIONS[0], OPERATIONS[3]],
        [OPERATIONS[1], OPERATIONS[4]],
        [OPERATIONS[2]],
    ]


def test_the_state_is_the_same_as_one_after_the_other():
    single, phased = ProjectState(), ProjectState()
    for operation in OPERATIONS:
        operation.state_forwards("common", single)
    for step in in_phases(OPERATIONS):
        step.state_forwards("common", phased)
    assert phased == single
    assert phased.apps.get_model("common", "Shade")._meta.get_field("lamp").related_model.__name__ == "Lamp"
