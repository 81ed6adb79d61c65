"""Two people change the organisation at once; the tree is right whoever commits first."""

import pytest
from django.db import IntegrityError, connection, transaction

from common.db.errors import violated_constraint
from grid.models import OrgUnit
from tests.factories import OrgUnitFactory
from tests.support.racing import Rival

pytestmark = pytest.mark.django_db(transaction=True)


def run(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_post_cannot_move_below_a_branch_that_becomes_a_post_meanwhile():
    post, branch = OrgUnitFactory(pioneer_post=True), OrgUnitFactory(estate_branch=True)
    sibling = OrgUnitFactory(estate_branch=True, parent=branch.parent)

    def demote() -> None:
        run("UPDATE grid_orgunit SET level = 3, parent_id = %s WHERE id = %s", sibling.pk, branch.pk)

    with transaction.atomic():
        run("UPDATE grid_orgunit SET parent_id = %s WHERE id = %s", branch.pk, post.pk)
        run("SET CONSTRAINTS ALL IMMEDIATE")  # the move is checked, and holds the branch's level
        rival = Rival(demote).go()
        assert rival.waits()
    with pytest.raises(IntegrityError) as caught:
        rival.result()
    assert violated_constraint(caught.value) == "org_unit_parent_one_level_up"
    assert_tree_is_right()


def test_a_branch_that_became_a_post_takes_no_post_that_moves_meanwhile():
    post, branch = OrgUnitFactory(pioneer_post=True), OrgUnitFactory(estate_branch=True)
    sibling = OrgUnitFactory(estate_branch=True, parent=branch.parent)

    def move() -> None:
        run("UPDATE grid_orgunit SET parent_id = %s WHERE id = %s", branch.pk, post.pk)

    with transaction.atomic():
        run("UPDATE grid_orgunit SET level = 3, parent_id = %s WHERE id = %s", sibling.pk, branch.pk)
        rival = Rival(move).go()
        assert rival.waits()
    with pytest.raises(IntegrityError) as caught:
        rival.result()
    assert violated_constraint(caught.value) == "org_unit_parent_one_level_up"
    assert_tree_is_right()


def test_without_the_composite_key_the_tree_would_break():
    """The control: it shows that the two tests above can fail."""
    post, branch = OrgUnitFactory(pioneer_post=True), OrgUnitFactory(estate_branch=True)
    sibling = OrgUnitFactory(estate_branch=True, parent=branch.parent)
    run("ALTER TABLE grid_orgunit DROP CONSTRAINT org_unit_parent_one_level_up")
    try:
        run("UPDATE grid_orgunit SET parent_id = %s WHERE id = %s", branch.pk, post.pk)
        run("UPDATE grid_orgunit SET level = 3, parent_id = %s WHERE id = %s", sibling.pk, branch.pk)
        with pytest.raises(AssertionError):
            assert_tree_is_right()
        OrgUnit.objects.filter(pk=post.pk).delete()
    finally:
        run(
            "ALTER TABLE grid_orgunit ADD CONSTRAINT org_unit_parent_one_level_up "
            "FOREIGN KEY (parent_id, parent_level) REFERENCES grid_orgunit (id, level) DEFERRABLE INITIALLY DEFERRED"
        )


def assert_tree_is_right() -> None:
    for unit in OrgUnit.objects.select_related("parent"):
        assert unit.parent is None or unit.parent.level == unit.level - 1
