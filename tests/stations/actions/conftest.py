import pytest
from django.db.models import QuerySet

from accounts.models import Person
from stations.actions import holds
from stations.models import Space


@pytest.fixture
def lock_nothing(monkeypatch):
    """`lock_nothing(Space, Person)`: rows of these models are read without locking them."""
    real = QuerySet.select_for_update

    def of(*models):
        for model, lock in ((Space, "LOCK_SPACES"), (Person, "LOCK_PERSON")):
            if model in models:
                monkeypatch.setattr(holds, lock, "")
        monkeypatch.setattr(
            QuerySet,
            "select_for_update",
            lambda rows, *args, **kwargs: rows if rows.model in models else real(rows, *args, **kwargs),
        )

    return of
