"""A new number of a sign-in: all of the move, or none of it."""

import pytest

from accounts.actions import sign_in_changes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_move_of_which_nobody_can_be_told_moves_nothing(monkeypatch):
    user = UserFactory()
    before = user.phone

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(sign_in_changes, "notify_change_made", fails)
    with pytest.raises(RuntimeError):
        sign_in_changes.change_number(user, phone="+8613900139000", old_phone=before)
    user.refresh_from_db()
    assert user.phone == before
