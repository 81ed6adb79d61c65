"""What the public pages tell of people: who agreed to be shown, and counts that give nobody away."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from grid.models import PartyRelation
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    unit = OrgUnitFactory(pioneer_post=True, name="第一先锋岗", parent__name="海棠苑党支部")
    PostBuildingFactory(post=unit)
    return unit


def pages(client, post) -> list[str]:
    """The organisation, and the grid of the post's first building."""
    grid = post.post_buildings.first().building.grid
    return [client.get(url).content.decode() for url in ("/organisation/", grid.get_absolute_url())]


def test_a_pioneer_who_shows_the_own_identity_has_a_card(client, post):
    IdentityDisplayFactory(appointment__unit=post, appointment__user__person__name="沈阿姨", words="有事您敲门。")
    for page in pages(client, post):
        assert "沈阿姨" in page
        assert "有事您敲门。" in page
        assert "空缺" not in page.split("第一先锋岗")[1]


def test_without_consent_only_the_post_is_told_to_be_filled(client, post):
    appointment = UnitAppointmentFactory(unit=post, user__person__name="沈阿姨")
    for page in pages(client, post):
        assert "沈阿姨" not in page
        assert appointment.user.phone not in page
        assert "先锋已到岗" in page


def test_a_withdrawn_display_vanishes_from_the_pages(client, post):
    display = IdentityDisplayFactory(appointment__unit=post, appointment__user__person__name="沈阿姨")
    display.withdrawn_at = clock.now()
    display.save()
    for page in pages(client, post):
        assert "沈阿姨" not in page
        assert "先锋已到岗" in page


def test_the_card_goes_with_the_appointment(client, post):
    display = IdentityDisplayFactory(appointment__unit=post, appointment__user__person__name="沈阿姨")
    today = clock.today()
    display.appointment.during = DateRange(today - dt.timedelta(days=9), today)
    display.appointment.save()
    for page in pages(client, post):
        assert "沈阿姨" not in page
        assert "先锋已到岗" not in page
        assert "空缺" in page


def test_only_the_office_of_a_grid_worker_is_public(client, post):
    grid = post.post_buildings.first().building.grid
    assert "空缺" in client.get(grid.get_absolute_url()).content.decode().split("网格员")[1][:200]
    GridAppointmentFactory(grid=grid, user__person__name="李网格")
    for page in pages(client, post):
        assert "李网格" not in page
    assert "在岗" in client.get(grid.get_absolute_url()).content.decode().split("网格员")[1][:200]


def test_a_post_tells_the_same_number_on_every_page_and_a_small_one_never(client, post):
    BuildingFactory()
    small = OrgUnitFactory(pioneer_post=True, parent=post.parent, name="第二先锋岗")
    PostBuildingFactory(post=small, building=post.post_buildings.first().building)
    PioneerLinkFactory.create_batch(17, post=post)
    PioneerLinkFactory.create_batch(3, post=small)
    for page in pages(client, post):
        assert "联系党员群众：17 人" in page
        assert "联系党员群众：不足5人" in page
        assert "20 人" not in page
        assert "3 人" not in page
    assert pages(client, post)[0].count("联系党员群众：至少 17 人") == 2  # the branch and the general branch


def test_members_are_counted_and_told_neither_by_name_nor_by_kind(client, post):
    for kind, organisation in [("home", ""), ("in_service", "某单位"), ("floating_in", "外地支部")]:
        PartyRelationFactory.create_batch(
            3, branch=post.parent, kind=kind, organisation=organisation, person__name="党员甲"
        )
    for page in pages(client, post):
        assert "党员：9 人" in page
        assert "党员甲" not in page
        assert "某单位" not in page
        for kind in PartyRelation.Kind:
            assert str(kind.label) not in page


def test_people_who_have_left_are_not_counted(client, post):
    PioneerLinkFactory.create_batch(6, post=post)
    link = PioneerLinkFactory(post=post)
    link.during = DateRange(clock.today() - dt.timedelta(days=9), clock.today())
    link.save()
    assert "联系党员群众：6 人" in pages(client, post)[0]


@pytest.mark.parametrize("care", ["0-0", "1-0"])
def test_in_care_mode_the_posts_of_a_branch_are_folded_away(client, post, care):
    client.cookies["care"] = care
    for page in pages(client, post):
        folded = page.count("<details class=") - page.count(" open>")
        assert folded == (1 if care == "1-0" else 0)
        assert "第一先锋岗" in page
