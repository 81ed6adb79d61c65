"""Every list of the admin site asks the database as often for three rows as for one, whoever looks."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from common.time import clock
from grid.models import OrgUnit
from tests import factories

pytestmark = pytest.mark.django_db

# Noon, so that no session is renewed and the day does not end between the two counts.
NOON = clock.day_start(clock.today()) + dt.timedelta(hours=12)
FACTORIES = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type) and issubclass(factory, factories.DjangoModelFactory) and factory._meta.model
}
# One row only, or written by the machine alone: no list of ours grows by what a person adds.
WITHOUT_FACTORY = {"AccessLog", "SecurityEvent", "Notification"}
# With one community the list is a detour: it leads to the form.
NO_LIST = {"Community"}


def listed() -> list[type[Model]]:
    ours = {model for model in admin.site._registry if model.__name__ not in WITHOUT_FACTORY | NO_LIST}
    return sorted(ours, key=lambda model: model.__name__)


def reads_all(user: User) -> None:
    """The user is secretary wherever there is a general branch."""
    for top in OrgUnit.objects.general_branches().exclude(appointments__user=user):
        factories.UnitAppointmentFactory(role="secretary", unit=top, user=user)


def shown(client: Client, model: type[Model]) -> tuple[int, int]:
    """How many rows the list shows, and how many queries that took."""
    meta = model._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        page: Any = client.get(url)
        page.render()
    assert page.status_code == 200
    return page.context_data["cl"].result_count, len(captured)


@pytest.mark.parametrize("model", listed(), ids=lambda model: model.__name__)
def test_a_list_costs_the_same_with_one_row_and_with_three(client, model):
    factory = FACTORIES[model]
    with time_machine.travel(NOON, tick=False):
        user = factories.UserFactory()
        factories.OrgUnitFactory()
        factory()
        reads_all(user)
        code = f"{model._meta.app_label}.view_{model._meta.model_name}"
        if not User.objects.get(pk=user.pk).has_perm(code):
            user = factories.StaffFactory()
        client.force_login(user)
        rows, one = shown(client, model)
        factory.create_batch(2)
        if not user.is_staff:
            reads_all(user)
        more_rows, three = shown(client, model)
    assert more_rows >= rows + 2
    assert three == one
