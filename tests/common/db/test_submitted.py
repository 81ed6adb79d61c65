"""The transaction of a form: what is deferred is found at the end of each step, and a step is taken back alone."""

import pytest
from django.db import IntegrityError

from common.actions import action
from common.db.submitted import step_of_form, submitted_form
from common.exceptions import Refused
from stations.models import DropIn
from tests.factories import DropInFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOWHERE = 10**9


def move_nowhere(row: DropIn) -> None:
    """Breaks a foreign key, which is checked only at the end of a transaction."""
    DropIn.objects.filter(pk=row.pk).update(space=NOWHERE)


def test_an_action_in_a_form_finds_what_it_has_left_broken():
    row = DropInFactory()
    with submitted_form() as work:
        with pytest.raises(Refused):
            action(move_nowhere)(row)
        assert DropIn.objects.get().space_id == row.space_id  # the form can go on
    assert not work.done


def test_a_part_of_a_larger_action_may_leave_broken_what_the_larger_one_mends():
    row = DropInFactory()

    @action
    def there_and_back() -> None:
        action(move_nowhere)(row)
        DropIn.objects.filter(pk=row.pk).update(space=row.space_id)

    with submitted_form():
        there_and_back()
    assert DropIn.objects.get().space_id == row.space_id


def test_a_step_of_a_form_is_taken_back_alone():
    row = DropInFactory()
    with submitted_form():
        with pytest.raises(IntegrityError), step_of_form():
            move_nowhere(row)
        DropIn.objects.update(people=7)
    assert (DropIn.objects.get().space_id, DropIn.objects.get().people) == (row.space_id, 7)
