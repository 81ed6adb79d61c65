"""What the public pages tell of people: who agreed to be shown, and counts that give nobody away."""

import datetime as dt
import re

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.html import escape

from common.time import clock
from grid.models import Community, PartyRelation
from grid.selectors.organisation import PublicPost
from grid.selectors.public_counts import PublicCount, public_count
from portal.context_processors import clear_site
from tests.factories import (
    BuildingFactory,
    GridAppointmentFactory,
    IdentityDisplayFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    UnitAppointmentFactory,
)
from tests.support.pages import marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    unit = OrgUnitFactory(pioneer_post=True, name="第一先锋岗", parent__name="海棠苑党支部")
    PostBuildingFactory(post=unit)
    return unit


def addresses(post) -> list[str]:
    """The organisation, and the grid of the post's first building."""
    return ["/organisation/", post.post_buildings.first().building.grid.get_absolute_url()]


def pages(client, post) -> list[str]:
    return [client.get(url).content.decode() for url in addresses(post)]


def told(client, post) -> list[list[PublicPost]]:
    """What each page tells of each post."""
    tree, grid = (client.get(url).context for url in addresses(post))
    return [[post.public for post in branches[0].posts] for branches in (tree["tree"][0].branches, grid["branches"])]


def test_a_pioneer_who_shows_the_own_identity_has_a_card(client, post):
    display = IdentityDisplayFactory(
        appointment__unit=post, appointment__user__person__name="沈阿姨", words="有事您敲门。"
    )
    for page in pages(client, post):
        assert "沈阿姨" in page
        assert "有事您敲门。" in page
    for [public] in told(client, post):
        assert (public.filled, public.display) == (True, display)


def test_without_consent_only_the_post_is_told_to_be_filled(client, post):
    appointment = UnitAppointmentFactory(unit=post, user__person__name="沈阿姨")
    for page in pages(client, post):
        assert "沈阿姨" not in page
        assert appointment.user.phone not in page
    for [public] in told(client, post):
        assert (public.filled, public.display) == (True, None)


def test_a_withdrawn_display_vanishes_from_the_pages(client, post):
    display = IdentityDisplayFactory(appointment__unit=post, appointment__user__person__name="沈阿姨")
    display.withdrawn_at = clock.now()
    display.save()
    assert not any("沈阿姨" in page for page in pages(client, post))
    for [public] in told(client, post):
        assert (public.filled, public.display) == (True, None)


def test_the_card_goes_with_the_appointment(client, post):
    display = IdentityDisplayFactory(appointment__unit=post, appointment__user__person__name="沈阿姨")
    today = clock.today()
    display.appointment.during = DateRange(today - dt.timedelta(days=9), today)
    display.appointment.save()
    assert not any("沈阿姨" in page for page in pages(client, post))
    for [public] in told(client, post):
        assert (public.filled, public.display) == (False, None)


def test_a_grid_worker_is_named_only_where_the_office_has_published_the_name(client, post):
    grid = post.post_buildings.first().building.grid
    assert marks(client.get(grid.get_absolute_url()), "duty")[0] == "vacant"
    worker = GridAppointmentFactory(grid=grid, user__person__name="李网格")
    assert not any("李网格" in page for page in (*pages(client, post), client.get("/grid/").content.decode()))
    for address in (grid.get_absolute_url(), "/grid/"):
        assert marks(client.get(address), "duty")[0] == "unnamed"
    worker.is_public, worker.public_phone = True, "0512-6666 1510"
    worker.save()
    for address in (grid.get_absolute_url(), "/grid/"):
        response = client.get(address)
        assert marks(response, "duty")[0] == "named"
        page = response.content.decode()
        assert "李网格" in page
        assert 'href="tel:051266661510"' in page
        assert worker.user.phone not in page


def test_the_secretary_of_a_branch_is_named_as_a_grid_worker_is(client, post):
    secretary = UnitAppointmentFactory(unit=post.parent, role="branch_secretary", user__person__name="蒋书记")
    assert not any("蒋书记" in page for page in pages(client, post))
    secretary.is_public = True
    secretary.save()
    for page in pages(client, post):
        assert "蒋书记" in page
        assert secretary.user.phone not in page


@pytest.mark.parametrize("phone", ["", "0512-6666 0000"])
def test_a_post_without_a_number_of_its_own_gives_the_offices_number(client, post, phone):
    Community.objects.update(phone=phone)
    clear_site()
    grid = post.post_buildings.first().building.grid
    GridAppointmentFactory(grid=grid, is_public=True)
    page = client.get(grid.get_absolute_url()).content.decode()
    assert ('class="button button--quiet call" href="tel:051266660000"' in page) is bool(phone)


def test_a_post_tells_the_same_number_on_every_page_and_a_small_one_never(client, post):
    BuildingFactory()
    small = OrgUnitFactory(pioneer_post=True, parent=post.parent, name="第二先锋岗")
    PostBuildingFactory(post=small, building=post.post_buildings.first().building)
    PioneerLinkFactory.create_batch(17, post=post)
    PioneerLinkFactory.create_batch(3, post=small)
    for posts in told(client, post):
        assert [public.linked for public in posts] == [public_count(17), PublicCount.under()]
    for page in pages(client, post):
        assert escape(public_count(17)) in page
        for number in (3, 20):
            assert escape(PublicCount(number, exact=True)) not in page
    [top] = client.get("/organisation/").context["tree"]
    at_least_17 = PublicCount(17, exact=False)
    assert top.public.linked == top.branches[0].public.linked == at_least_17
    page = client.get("/organisation/").content.decode()
    assert page.count(f"联系党员群众：{escape(at_least_17)}") == 2


def test_members_are_counted_and_told_neither_by_name_nor_by_kind(client, post):
    for kind, organisation in [("home", ""), ("in_service", "某单位"), ("floating_in", "外地支部")]:
        PartyRelationFactory.create_batch(
            3, branch=post.parent, kind=kind, organisation=organisation, person__name="党员甲"
        )
    tree, grid = (client.get(url).context for url in addresses(post))
    [branch] = tree["tree"][0].branches
    assert branch.public.members == grid["branches"][0].members == public_count(9)
    for page in pages(client, post):
        assert escape(public_count(9)) in page
        assert "党员甲" not in page
        assert "某单位" not in page
        for kind in PartyRelation.Kind:
            assert str(kind.label) not in page


def test_people_who_have_left_are_not_counted(client, post):
    PioneerLinkFactory.create_batch(6, post=post)
    link = PioneerLinkFactory(post=post)
    link.during = DateRange(clock.today() - dt.timedelta(days=9), clock.today())
    link.save()
    for [public] in told(client, post):
        assert public.linked == public_count(6)


@pytest.mark.parametrize(("care", "opened"), [("0-0", 1), ("1-0", 0)])
def test_in_care_mode_the_posts_of_a_branch_are_folded_away(client, post, care, opened):
    client.cookies["care"] = care
    for page in pages(client, post):
        [fold] = [tag for tag in re.findall(r"<details[^>]*>.*?</details>", page, re.DOTALL) if post.name in tag]
        assert len(re.findall(r"<details[^>]* open>", fold)) == opened
