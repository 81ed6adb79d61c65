"""The list of who comes, printed: its event on every sheet, names in order, nothing that others should not see."""

import pytest
from playwright.sync_api import Page

from events.models import Event
from tests import factories as make
from tests.browser.public_pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]
NAMES = ["安奶奶", "李阿姨", "王大爷"]
# What each row of the first table shows on paper; a box to tick is drawn, not written.
ROWS = """() => [...document.querySelector("table").rows].filter(row => row.offsetHeight).map(
    row => [...row.cells].filter(cell => cell.offsetWidth).map(cell => cell.innerText.trim())
)"""


@pytest.fixture
def event(transactional_db, live_server) -> Event:
    event = make.EventFactory(title="剪纸小课堂", capacity=100)
    for number, name in enumerate(reversed(NAMES)):
        guest = make.PersonFactory(name=name, phone=f"+861380013800{number}")
        make.RegistrationFactory(event=event, person=guest, seats=2)
    return event


@pytest.fixture
def printed(event, open_context) -> Page:
    session = session_of(make.officer("secretary", event.organiser))
    page = open_context(session=session, viewport={"width": 794, "height": 1123}).new_page()
    page.goto(f"/admin/events/event/{event.pk}/people/")
    page.emulate_media(media="print")
    return page


def test_the_paper_has_numbers_names_and_boxes_and_no_phone_number(event, printed):
    head, columns, *rows = printed.evaluate(ROWS)
    assert head[0].startswith(event.title)
    assert [row[:3] for row in rows[:3]] == [[str(n), name, "2"] for n, name in enumerate(NAMES, start=1)]
    assert {len(row) for row in (columns, *rows)} == {5}
    assert [row[0] for row in rows[3:]] == ["+"] * 5
    assert "138****" not in printed.inner_text("body")
    printed.emulate_media(media="screen")
    assert "138****" in printed.inner_text("body")


def test_each_sheet_repeats_the_event_and_no_row_is_cut(event, printed):
    groups = printed.evaluate("[...document.querySelectorAll('thead')].map(one => getComputedStyle(one).display)")
    assert groups == ["table-header-group"]
    rows = printed.evaluate("[...document.querySelectorAll('tr')].map(one => getComputedStyle(one).breakInside)")
    assert set(rows) == {"avoid"}
