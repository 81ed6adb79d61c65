"""What is half typed at the desk outlives a lost connection, on this phone and for this reader only."""

import pytest
from playwright.sync_api import Page, expect

from grid.models import Household, Visit
from tests import factories as make
from tests.browser.place import Place, furnish
from tests.browser.public_pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]
PHONE = {"viewport": {"width": 390, "height": 844}}
DRAFTS = "Object.keys(sessionStorage).filter(key => key.startsWith('draft:')).length"


@pytest.fixture
def place(transactional_db, live_server) -> Place:
    return furnish()


def type_words(page: Page, household: Household, words: str) -> None:
    page.goto(f"/desk/households/{household.pk}/")
    page.get_by_text("想写几句").click()
    page.get_by_label("简单写几句").fill(words)
    expect(page.get_by_text("内容已暂存到这部手机，还没有发送。")).to_be_visible()


def never_visited() -> Household:
    return Household.objects.get(code="201")


def test_without_a_connection_everything_typed_stays_and_is_sent_later(place, open_context):
    context = open_context(session=session_of(place.user), **PHONE)
    page = context.new_page()
    household = never_visited()
    type_words(page, household, "老人身体好")
    context.set_offline(True)
    page.get_by_role("button", name="家里有人").click()
    expect(page.get_by_text("现在没有网络")).to_be_visible()
    assert page.get_by_label("简单写几句").input_value() == "老人身体好"
    assert not Visit.objects.filter(household=household).exists()
    context.set_offline(False)
    page.goto("/desk/")
    page.goto(f"/desk/households/{household.pk}/")
    expect(page.get_by_text("您上次写的内容还在")).to_be_visible()
    assert page.get_by_label("简单写几句").is_visible()
    page.get_by_role("button", name="家里有人").click()
    page.wait_for_url("**/desk/buildings/**")
    visit = Visit.objects.get(household=household)
    assert (visit.summary, visit.met) == ("老人身体好", True)
    assert page.evaluate(DRAFTS) == 0
    page.goto(f"/desk/households/{household.pk}/")
    assert page.locator("textarea").first.input_value() == ""


def test_two_quick_presses_record_one_visit(place, open_context):
    page = open_context(session=session_of(place.user), **PHONE).new_page()
    household = never_visited()
    page.goto(f"/desk/households/{household.pk}/")
    page.get_by_role("button", name="家里有人").dblclick()
    page.wait_for_url("**/desk/buildings/**")
    assert Visit.objects.filter(household=household).count() == 1


def test_signing_out_forgets_what_was_typed(place, open_context):
    page = open_context(session=session_of(place.user), **PHONE).new_page()
    type_words(page, never_visited(), "不该留下的话")
    assert page.evaluate(DRAFTS) == 1
    page.goto("/me/")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/")
    assert page.evaluate(DRAFTS) == 0


def test_somebody_else_on_the_same_phone_reads_nothing_of_it(place, open_context, live_server):
    context = open_context(session=session_of(place.user), **PHONE)
    page = context.new_page()
    household = never_visited()
    type_words(page, household, "只给我看的话")
    other = make.officer("grid_worker", household.building.grid)
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": session_of(other), "url": live_server.url}])
    page.goto(f"/desk/households/{household.pk}/")
    assert page.locator("textarea").first.input_value() == ""
    assert page.evaluate(DRAFTS) == 0


def test_after_twelve_hours_it_is_forgotten(place, open_context):
    page = open_context(session=session_of(place.user), **PHONE).new_page()
    household = never_visited()
    type_words(page, household, "昨天的话")
    page.evaluate(
        """() => Object.keys(sessionStorage).forEach(key => {
          const kept = JSON.parse(sessionStorage.getItem(key));
          kept.at -= 12 * 60 * 60 * 1000 + 1;
          sessionStorage.setItem(key, JSON.stringify(kept));
        })"""
    )
    page.goto(f"/desk/households/{household.pk}/")
    assert page.locator("textarea").first.input_value() == ""
    assert page.evaluate(DRAFTS) == 0
