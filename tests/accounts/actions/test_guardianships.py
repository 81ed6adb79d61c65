"""Who acts for whom: entered once, and by whoever may."""

import pytest

from accounts.actions.guardianships import add_ward
from common.exceptions import Refused
from tests.factories import PrivacyNoticeFactory, ResidentFactory

pytestmark = pytest.mark.django_db


def test_a_child_who_is_added_from_two_pages_is_one_child():
    guardian, notice = ResidentFactory(), PrivacyNoticeFactory()
    child = {"kind": "child", "name": "小明", "birth_year": 2019, "notice": notice, "by": guardian}
    add_ward(guardian.person, **child)
    with pytest.raises(Refused) as refusal:
        add_ward(guardian.person, **child)
    assert refusal.value.code == "already_ward"
    add_ward(guardian.person, **{**child, "birth_year": 2021})
    assert guardian.person.wards.count() == 2
