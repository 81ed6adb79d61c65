"""Groups the operations of large migrations, so that Django renders the models once for each group.

Django renders the state after each operation on the database, and everything related to a model whenever that model
changes. Every model has triggers for insert, update and delete, so rendering took most of the time of a first start
and of every test run.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import AddField, AlterField, CreateModel, RemoveField
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import RemoveTrigger

# A later phase may need an earlier one. Triggers are removed before their columns change.
PHASES: tuple[tuple[type[Operation], ...], ...] = (
    (RemoveTrigger,),
    (CreateModel,),
    (AddField, AlterField, RemoveField),
)


class CombinedOperation(Operation):
    """Operations that do not need to see the models as another one of them leaves them."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # rendered again, once, before the database operations
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


def in_phases(operations: Sequence[Operation]) -> list[Operation]:
    """Group the operations of a migration into a few steps: drop triggers, models, fields, then constraints and
    triggers.
    """

    def phase(operation: Operation) -> int:
        return next((n for n, kinds in enumerate(PHASES) if isinstance(operation, kinds)), len(PHASES))

    steps: dict[int, list[Operation]] = {}
    for operation in operations:
        steps.setdefault(phase(operation), []).append(operation)
    return [CombinedOperation(steps[n]) for n in sorted(steps)]
