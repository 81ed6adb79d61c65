"""Booking a room on a phone is three taps: a free hour, what for, done."""

import pytest

from stations.models import Booking, Space
from tests.browser.place import furnish
from tests.browser.public_pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]


@pytest.mark.parametrize("scripts", [True, False])
def test_three_taps_book_a_room_on_a_phone(transactional_db, live_server, open_context, complaints, scripts):
    place = furnish()
    space = Space.objects.get(name="东厅")
    context = open_context(
        session=session_of(place.user),
        viewport={"width": 390, "height": 844},
        has_touch=True,
        java_script_enabled=scripts,
    )
    page = context.new_page()
    heard = complaints(page)
    page.goto(f"/stations/spaces/{space.pk}/")
    page.locator(".day-strip a").nth(3).tap()
    page.locator(".seat--free", has_text="10:00").tap()
    page.locator("label", has_text="下棋打牌").tap()
    page.locator("main form.steps button", has_text="预约").tap()
    page.wait_for_url("**/stations/bookings/*/")
    booking = Booking.objects.get(space=space)
    assert (booking.person, booking.purpose, booking.status) == (place.user.person, "games", "confirmed")
    assert page.locator(".event-result--registered").count() == 1
    page.locator("button", has_text="撤销预约").tap()
    page.locator(".event-result--off").wait_for()
    booking.refresh_from_db()
    assert booking.is_cancelled
    assert heard == []
