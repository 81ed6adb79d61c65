"""Pages of the demo stay small, those of its largest station and of its grids on a drawn plan too."""

import pytest
from django.test import Client

from grid.models import Grid
from stations.models import Station
from volunteers.models import Activity, Team

pytestmark = [pytest.mark.timeout(480), pytest.mark.django_db, pytest.mark.xdist_group("demo")]

HEAVIEST = 30_000


@pytest.mark.parametrize("care", ["", "1-1"])
def test_a_page_has_at_most_thirty_kilobytes(demo: None, care: str):
    client = Client()
    client.cookies["care"] = care
    records = [*Station.objects.published(), *Grid.objects.published(), *Team.objects.in_use()]
    records += Activity.objects.published()
    pages = ["/", "/events/", "/grid/", "/stations/", "/stations/plan/", "/stations/rooms/"]
    pages += ["/volunteers/", "/volunteers/shifts/"]
    addresses = [*pages, *(one.get_absolute_url() for one in records)]
    sizes = {address: len(client.get(address).content) for address in addresses}
    assert {address: size for address, size in sizes.items() if size >= HEAVIEST} == {}
    assert min(sizes.values()) > 5_000
