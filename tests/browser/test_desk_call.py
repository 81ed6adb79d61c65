"""Ringing somebody from a phone: nothing is chosen beforehand, and the button is in sight."""

import pytest

from grid.models import PioneerLink
from tests.browser.place import Place, furnish
from tests.browser.public_pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]


@pytest.fixture
def place(transactional_db, live_server) -> Place:
    return furnish()


def test_the_button_stands_above_the_bar_and_no_reason_is_chosen(place, open_context):
    page = open_context(session=session_of(place.user), viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"/desk/neighbours/{PioneerLink.objects.get().person_id}/call/")
    assert page.locator("input:checked").count() == 0
    button = page.get_by_role("button", name="看号码").bounding_box()
    bar = page.locator(".bottom-bar").bounding_box()
    assert button["y"] + button["height"] <= bar["y"]
