"""No link leads to a refusal: whatever a role is shown as a link, it may open."""

import pytest

from portal.admin.site import can_enter_admin
from tests.rights.links import Crawl
from tests.rights.table import ROLES
from tests.rights.visits import signed_in
from tests.rights.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

DESK = {"pioneer", "receptionist", "grid_worker", "branch_secretary", "office_worker", "deputy", "secretary"}


def crawl_of(world: World, role: str) -> Crawl:
    starts = ["/"]
    if role in world.users:
        starts.append("/me/")
        starts += ["/desk/"] if role in DESK else []
        starts += ["/admin/"] if can_enter_admin(world.users[role]) else []
    return Crawl(signed_in(world, role), starts)


@pytest.mark.parametrize("role", ROLES)
def test_no_link_leads_to_a_refusal(world, role):
    crawl = crawl_of(world, role)
    dead_ends = crawl.dead_ends()
    assert not dead_ends, "\n".join(dead_ends)
    assert len(crawl.answers) > 30, "the links were not found"
