"""Groups the operations of large migrations, so that Django renders the models once for each group.

Django renders the state after each operation that the database has seen, and again everything related to a model
whenever that model changes. With a trigger for every insert, update and delete of every model, that took three
quarters of the time of a first start.
"""

from typing import Any

from django.db.migrations.operations.base import Operation


class CombinedOperation(Operation):
    """Operations that do not need to see the models as another one of them leaves them."""

    def __init__(self, *operations: Operation) -> None:
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
