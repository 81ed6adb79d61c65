"""Finding an event or a room on a phone: what was asked for is seen at once, and a chosen hour is four taps away."""

import datetime as dt

import pytest
from playwright.sync_api import Page

from common.time import clock
from stations.models import Space
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(transactional_db, open_context) -> Page:
    make.CommunityFactory(phone="0512-0000 0000")
    return open_context(viewport=PHONE, java_script_enabled=False).new_page()


def bottom_of(page: Page, selector: str) -> float:
    """Where the first of these ends, in pixels from the top of the screen; less the bar at the bottom."""
    box = page.locator(selector).first.bounding_box()
    bar = page.locator(".bottom-bar").bounding_box()
    assert box is not None
    assert bar is not None
    assert bar["y"] <= PHONE["height"]
    return box["y"] + box["height"] - bar["y"]


def test_the_first_event_found_is_on_the_first_screen(phone):
    soon = clock.day_start(clock.today()) + dt.timedelta(days=6 - clock.today().weekday(), hours=23, minutes=59)
    make.EventFactory(audience="families", min_age=5, max_age=14, starts_at=soon, title="手工制作：旧毛衣改杯套")
    phone.goto("/events/")
    phone.get_by_role("link", name="本周末", exact=True).click()
    phone.get_by_role("link", name="带孩子", exact=True).click()
    assert phone.url.endswith("/events/?days=weekend&audience=families")
    assert phone.locator("[data-found]").get_attribute("data-found") == "1"
    assert bottom_of(phone, ".event-card") <= 0
    # The card's button leads to the form, its title to the event.
    phone.get_by_role("link", name="报名 手工制作：旧毛衣改杯套").click()
    assert "/accounts/login/?next=/events/" in phone.url


def test_from_the_start_page_to_a_chosen_hour_in_four_taps(phone):
    room = make.SpaceFactory(name="棋牌室", purposes=["games"], audience=Space.Audience.ELDERS)
    phone.goto("/")
    phone.get_by_role("link", name="预约活动室").first.click()
    phone.get_by_role("link", name="下棋打牌").click()
    phone.get_by_role("link", name="明天", exact=True).click()
    assert bottom_of(phone, ".room-entry") <= 0
    phone.get_by_role("link", name="棋牌室", exact=True).click()
    assert f"/stations/spaces/{room.pk}/?day=" in phone.url
    chosen = phone.locator("[data-chosen]")
    assert chosen.get_attribute("data-chosen") == f"{clock.today() + dt.timedelta(days=1)}T08:00"
    assert bottom_of(phone, "[data-chosen] .button") <= 0
