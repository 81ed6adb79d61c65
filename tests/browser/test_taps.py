"""At a door with a bad line every tap stays on the phone, is sent when the line is back, and is counted once."""

import datetime as dt

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from common.time import clock
from events.models import CheckIn, Event, Tap
from tests import factories as make
from tests.browser.public_pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]
PHONE = {"viewport": {"width": 390, "height": 844}}
KEPT = "JSON.parse(localStorage.getItem('taps') || '[]')"


@pytest.fixture
def event(transactional_db, live_server) -> Event:
    event = make.EventFactory(
        space=make.SpaceFactory(), starts_at=clock.now() - dt.timedelta(minutes=20), check_in_kind="in_and_out"
    )
    for name, seats in (("安奶奶", 1), ("李阿姨", 3), ("王大爷", 1)):
        guest = make.PersonFactory(name=name, phone=f"+86138001380{seats}{len(name)}")
        make.RegistrationFactory(event=event, person=guest, seats=seats)
    return event


@pytest.fixture
def receptionist(event):
    return make.officer("receptionist", event.space.station)


@pytest.fixture
def context(receptionist, open_context) -> BrowserContext:
    return open_context(session=session_of(receptionist), **PHONE)


@pytest.fixture
def page(context, event) -> Page:
    page = context.new_page()
    page.goto(f"/desk/events/{event.pk}/people/")
    return page


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"{name} 到了").click()


def kept(page: Page) -> list[dict]:
    return page.evaluate(KEPT)


def came() -> dict[str, int]:
    return {one.registration.person.name: one.came for one in CheckIn.objects.select_related("registration__person")}


def test_with_a_line_a_tap_is_counted_at_once_and_the_page_shows_it(page):
    tap(page, "安奶奶")
    expect(page.locator("li[data-here=yes]")).to_have_count(1)
    expect(page.locator("[data-inside='1']")).to_be_visible()
    assert (came(), kept(page)) == ({"安奶奶": 1}, [])
    page.get_by_role("button", name="离开").click()
    expect(page.locator("[data-inside='0']")).to_be_visible()


def test_without_a_line_taps_wait_in_sight_and_are_counted_once_when_it_is_back(context, page):
    context.set_offline(True)
    tap(page, "安奶奶")
    page.locator("summary", has_text="没到齐").click()
    page.get_by_role("button", name="2", exact=True).click()
    tap(page, "王大爷")
    expect(page.get_by_text("3 个还没发出", exact=True)).to_be_visible()
    assert Tap.objects.count() == 0
    context.set_offline(False)
    expect(page.get_by_text("3 个还没发出", exact=True)).to_be_hidden()
    assert came() == {"安奶奶": 1, "李阿姨": 2, "王大爷": 1}
    assert (Tap.objects.count(), kept(page)) == (3, [])
    expect(page.locator("li[data-here=yes]")).to_have_count(3)


def test_many_taps_at_once_draw_the_page_anew_once(context, page):
    drawn = []
    page.on("request", lambda request: drawn.append(request.url) if request.url.endswith("/people/") else None)
    context.set_offline(True)
    for name in ("安奶奶", "李阿姨", "王大爷"):
        tap(page, name)
    context.set_offline(False)
    expect(page.locator("li[data-here=yes]")).to_have_count(3)
    assert len(drawn) == 1


def test_a_button_on_a_line_that_was_drawn_anew_leads_back_to_the_whole_list(page, event):
    tap(page, "安奶奶")
    page.get_by_role("button", name="撤回").click()
    page.wait_for_url("**/people/#r*")
    expect(page.locator("li[data-here=no]")).to_have_count(3)
    assert CheckIn.objects.count() == 0


def test_what_was_searched_for_is_still_what_is_shown(page):
    page.get_by_label("在名单里找").fill("李阿姨")
    page.locator(".roll-search button").click()
    expect(page.locator("li[data-here]")).to_have_count(1)
    tap(page, "李阿姨")
    expect(page.locator("li[data-here=yes]")).to_have_count(1)
    expect(page.locator("li[data-here]")).to_have_count(1)


def test_of_those_who_are_not_here_yet_whoever_has_come_is_gone(page, event):
    page.goto(f"/desk/events/{event.pk}/people/?show=due")
    tap(page, "安奶奶")
    expect(page.locator("li[data-here]")).to_have_count(2)
    page.locator("summary", has_text="没到齐").click()
    tap(page, "王大爷")
    # What was opened on another line meanwhile stays open.
    expect(page.locator("li[data-here]")).to_have_count(1)
    expect(page.get_by_role("button", name="2", exact=True)).to_be_visible()


def test_what_is_kept_names_nobody(context, page):
    context.set_offline(True)
    tap(page, "安奶奶")
    (one,) = kept(page)
    assert one.keys() == {"id", "owner", "party", "act", "came", "at"}
    everything = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "安奶奶" not in everything
    assert "138001380" not in everything


def test_an_answer_that_is_lost_on_the_way_counts_nobody_twice(context, page):
    lost = []

    def lose(route):
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    context.route("**/check-in/taps/", lose)
    tap(page, "安奶奶")
    expect(page.get_by_text("1 个还没发出", exact=True)).to_be_visible()
    # It may have been counted: to forget it here would take nothing back.
    expect(page.locator(".roll-unsent")).to_contain_text("可能已经")
    expect(page.locator(".roll-unsent button")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("1 个还没发出", exact=True)).to_be_hidden()
    assert lost == [200]
    assert (came(), Tap.objects.count(), kept(page)) == ({"安奶奶": 1}, 1, [])


def test_taps_outlive_the_page_and_the_session(context, page, event, receptionist, live_server):
    context.set_offline(True)
    tap(page, "安奶奶")
    context.clear_cookies(name="sessionid")
    context.set_offline(False)
    expect(page.get_by_text("请重新登录，登录后自动发出。")).to_be_visible()
    assert CheckIn.objects.count() == 0
    context.add_cookies([{"name": "sessionid", "value": session_of(receptionist), "url": live_server.url}])
    with page.expect_response("**/check-in/taps/"):
        page.goto("/desk/check-in/")
    expect(page.locator("[data-taps]")).to_be_hidden()
    assert (came(), kept(page)) == ({"安奶奶": 1}, [])
    assert CheckIn.objects.get().at == Tap.objects.get().at < Tap.objects.get().arrived_at


def test_somebody_elses_taps_wait_for_them_on_the_same_phone(context, page, event, live_server):
    context.set_offline(True)
    tap(page, "安奶奶")
    other = make.officer("receptionist", event.space.station)
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": session_of(other), "url": live_server.url}])
    context.set_offline(False)
    page.goto(f"/desk/events/{event.pk}/people/")
    expect(page.get_by_text("还有别人点的 1 个")).to_be_visible()
    assert (CheckIn.objects.count(), len(kept(page))) == (0, 1)


def test_a_tap_that_is_refused_says_why_and_is_gone_once_it_was_read(context, page, event):
    context.set_offline(True)
    tap(page, "安奶奶")
    party = event.registrations.get(person__name="安奶奶")
    event.registrations.filter(pk=party.pk).update(status="cancelled", cancelled_at=clock.now())
    context.set_offline(False)
    notice = page.get_by_text(f"{party.pk} 号没有记上")
    expect(notice).to_contain_text("取消")
    assert len(kept(page)) == 1
    page.get_by_role("button", name="知道了").click()
    expect(notice).to_be_hidden()
    assert (kept(page), CheckIn.objects.count()) == ([], 0)


def test_an_unsent_tap_is_taken_back_on_the_phone(context, page):
    context.set_offline(True)
    tap(page, "安奶奶")
    expect(page.locator(".roll-unsent")).to_be_visible()
    page.get_by_role("button", name="撤回").click()
    expect(page.locator(".roll-unsent")).to_be_hidden()
    assert kept(page) == []


def test_without_javascript_the_buttons_work_as_before(receptionist, event, open_context):
    page = open_context(session=session_of(receptionist), java_script_enabled=False, **PHONE).new_page()
    page.goto(f"/desk/events/{event.pk}/people/")
    tap(page, "安奶奶")
    page.wait_for_load_state()
    assert (came(), Tap.objects.count()) == ({"安奶奶": 1}, 0)


def test_nonsense_in_the_store_breaks_nothing(context, page, event):
    for number, text in enumerate(("{", '{"taps": 7}', "[7, null]"), start=1):
        page.evaluate("text => localStorage.setItem('taps', text)", text)
        page.reload()
        tap(page, ("安奶奶", "李阿姨", "王大爷")[number - 1])
        expect(page.locator("li[data-here=yes]")).to_have_count(number)
    assert came() == {"安奶奶": 1, "李阿姨": 3, "王大爷": 1}
