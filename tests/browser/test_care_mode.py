"""The care mode at its largest text, 36 px, on a phone: the checks of DOMAIN.md §4 as figures.

What a check measures stands in its message. Contrast, names and landmarks are asked by test_public_pages.py too.
"""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from accounts.models import Notification
from events.models import Event, Registration
from grid.models import Building
from stations.models import Space
from tests import factories as make
from tests.browser.asking import FIRST_OF_ASKING
from tests.browser.first_screen import PHONE, outside
from tests.browser.forms_in_steps import forms
from tests.browser.joining import FIRST_OF_JOINING
from tests.browser.matters import FIRST_OF_MATTERS
from tests.browser.papers import FIRST_OF_PAPERS
from tests.browser.place import Place, furnish
from tests.browser.public_pages import addresses, session_of, session_with_number
from tests.browser.shifts import FIRST_OF_SHIFTS
from tests.browser.visits import AXE, CHECKS, CLASSES, visits

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FIGURES = (Path(__file__).parent / "care_figures.js").read_text()
SMALL = {"width": 320, "height": 640}
CONTRAST = {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}
VOICE = """() => {
  window.said = [];
  window.silenced = 0;
  const voice = {lang: "zh-CN", name: "test"};
  const synth = {
    getVoices: () => [voice], speak: (one) => window.said.push(one.text), cancel: () => { window.silenced += 1; },
    addEventListener: () => {},
  };
  Object.defineProperty(window, "speechSynthesis", {value: synth});
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""
NO_VOICE = "() => Object.defineProperty(window, 'speechSynthesis', {value: undefined})"
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; MI 8) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0"
)


@pytest.fixture
def place(transactional_db, live_server) -> Place:
    return furnish()


def test_every_page_measures_what_the_checks_ask_for(place, open_context, complaints, axe):
    """Checks 1, 2, 4 to 9, 12, 14, 16, 18, 20, 21 and 23, on every page, with everything unfolded."""
    Event.objects.filter(pk=place.event.pk).update(description="剪纸从来没学过也不要紧。\n\n材料都准备好了。")
    findings, seen, gaps = [], set(), []
    for visit in visits(place, open_context, complaints, **PHONE):
        page, wrong = visit.page, visit.wrong
        figures = page.evaluate(FIGURES)
        gaps.append(figures["gap"][0])
        desk = visit.name.startswith("desk:")
        asked = {
            "body text ≥ 36 px": figures["body"] == 36,
            "text ≥ 24 px": figures["text"][0] >= 24,
            "home in one click": figures["home"] >= 1,
            "no state without words": figures["wordless"] == 0,
            "nothing that the keyboard does not reach": figures["keyless"] == 0,
            "no puzzles": figures["puzzles"] == 0,
            "nothing over the page": figures["over"] == 0,
            "plain words": figures["jargon"] == [],
            "no hurry and no bar to zooming": figures["hurry"] == 0,
            "a phone number": figures["dial"] >= 1,
            "lines ≥ 1.5": figures["line"][0] >= 1.5,
            "paragraphs ≥ 1.3 lines apart": figures["gap"][0] >= 1.3,
            "targets ≥ 60 px": figures["target"][0] >= 59.5,
            "the way out at the top right": figures["exit"][0] <= 390 and figures["exit"][1] <= figures["header"],
            "a phone number in one piece": figures["broken"] == [],
            "a phone number beside every form": desk or not figures["forms"] or figures["phones"] >= 1,
        }
        wrong += [f"{what}: {figures}" for what, holds in asked.items() if not holds]
        styled = set(page.evaluate(CLASSES))
        if not styled <= seen:
            seen |= styled
            page.evaluate(axe)
            wrong += page.evaluate(AXE, {"only": CONTRAST, "strict": True})
        wrong += page.evaluate(CHECKS, {"wide": True})
        page.set_viewport_size(SMALL)
        wrong += page.evaluate(CHECKS, {"wide": True})
        page.set_viewport_size(PHONE["viewport"])
        findings += visit.findings()
    assert not findings, "\n".join(findings)
    assert min(gaps) < float("inf"), "no page with two paragraphs"


# --- Check 17: one decision a screen ------------------------------------------------------------------------------

TYPED = "input:is([type=text], [type=tel], [type=number], [type=date], [type=time]), textarea"
ANSWERS = {
    "name": "王秀英",
    "phone": "13800138999",
    "birth_year": "2018",
    "words": "有事找我",
    "guardian_name": "王芳",
    "guardian_phone": "13800138998",
    "minutes": "60",
    "reason": "问过负责人",
}


UNANSWERED = """() => [...document.querySelectorAll("form.steps :invalid")].map(one => one.name).filter(Boolean)"""


def answer(page: Page) -> None:
    """Give some answer to every question of the screen."""
    for field in page.locator(f"form.steps .field :is({TYPED})").all():
        if words := ANSWERS.get(field.get_attribute("name") or ""):
            field.fill(words)
    for choice in page.locator("form.steps .field select").all():
        if not choice.input_value():
            choice.select_option(index=1)
    for choices in page.locator("form.steps fieldset").all():
        if not choices.locator("input:checked").count():
            choices.locator("input").first.check(force=True)


def walk(page: Page, address: str) -> tuple[int, list[str]]:
    """Answer the form up to its last screen. How many screens it has, and what is wrong with them."""
    page.goto(address)
    wrong = []
    for number in range(1, 13):
        if not page.locator("form.steps").count():
            return number, [*wrong, f"{address}: no form at {page.url}"]
        # On the smallest screen a long question to tick is longer than the screen; it begins there.
        for size, name, end in ((PHONE["viewport"], "390×844", "bottom"), (SMALL, "320×640", "top")):
            page.set_viewport_size(size)
            misplaced = outside(
                page,
                end=end,
                question="form.steps :is(legend, .field > label)",
                answer=f"form.steps .field :is(label:has(input), select, {TYPED})",
                button="form.steps .steps-go button",
            )
            wrong += [f"{address} screen {number}, {name}: {one}" for one in misplaced]
        page.set_viewport_size(PHONE["viewport"])
        button = page.locator("form.steps .steps-go button").first
        if button.inner_text() != "下一步":
            return number, wrong
        answer(page)
        if unanswered := page.evaluate(UNANSWERED):
            return number, [*wrong, f"{address} screen {number}: not answered: {unanswered}"]
        with page.expect_navigation():
            button.click()
    return number, [*wrong, f"{address}: no last screen"]


def test_every_form_in_steps_is_walked_through():
    """A view that asks in steps has its template in the walk; a new one belongs into `forms`."""
    drawn = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if "components/steps.html" in path.read_text() and path.name != "steps.html"
    }
    assert drawn == {
        *("events/register.html", "stations/book.html", "accounts/new_ward.html", "account/new.html"),
        *("grid/identity_show.html", "desk/new_neighbour.html", "desk/register.html", "desk/book.html"),
        *("desk/walk_in.html", "desk/call.html", "desk/new_volunteer.html", "desk/record_form.html"),
        *("volunteers/certificates.html", "volunteers/thanks.html", "volunteers/join.html", "volunteers/ask.html"),
        *(
            "events/enrol.html",
            "desk/enrol.html",
            "events/feedback.html",
            "grid/matters/form.html",
            "desk/matters/new.html",
        ),
        *("desk/enrol.html", "volunteers/profile_change.html", "volunteers/card_show.html", "volunteers/shift.html"),
    }


def test_question_first_answer_and_button_of_every_step_are_on_the_first_screen(place, open_context):
    alone = make.UserFactory(person__name="徐福根")
    make.ConsentFactory(given_by=alone)
    asked = forms(place, alone)
    # The other ward comes to this event already.
    make.GuardianshipFactory(by=place.user.person)
    sessions = {who: session_of(who) if who else session_with_number() for who, _address, _screens in asked.values()}
    pages = {who: open_context(session=session, **PHONE).new_page() for who, session in sessions.items()}
    wrong, counts = [], {}
    for name, (who, address, _screens) in asked.items():
        counts[name], misplaced = walk(pages[who], address)
        wrong += misplaced
    assert not wrong, "\n".join(wrong)
    assert counts == {name: screens for name, (_who, _address, screens) in asked.items()}


# What one comes for, on the first screen of the pages that are no forms: the first row, hour, answer or button.
FIRST = {
    "events:event": ".event__come .button",
    "stations:rooms": ".room-entry h3",
    "stations:space": ".seat--free",
    "events:calendar": ".month-list .month__event",
    "me": "main .list > li a strong",
    "me_all": "main .list > li a strong",
    "me_bookings": "main .list > li a strong",
    "me_notices": "main .list > li",
    "me_wards": "main .list > li strong",
    "desk:station": "main .list > li",
    "desk:stations": "main .list > li",
    "desk:who": "main form input:not([type=hidden])",
    "desk:rooms": "main .list > li",
    "desk:room": ".pick-times a",
    "desk:buildings": ".desk-building strong",
    "desk:building": "main .list > li",
    "desk:household": ".desk-answers .button",
    "desk:due": "main .list > li",
    "desk:neighbours": "main .list > li",
    "desk:registrations": "main .list > li strong",
    "desk:events": "main .list > li strong",
    "desk:register": "main .list > li",
    "desk:enrol": "main .list > li",
    "desk:enrolment": "main .notice p",
    "desk:door_list": "main .list > li strong",
    "desk:people": "main .list > li .roll-name",
    "desk:find": "main form input:not([type=hidden])",
    "desk:who_else": "main form input:not([type=hidden])",
    **FIRST_OF_SHIFTS,
    **FIRST_OF_PAPERS,
    **FIRST_OF_MATTERS,
    **FIRST_OF_ASKING,
    **FIRST_OF_JOINING,
}


def test_what_one_comes_for_is_on_the_first_screen(place, open_context):
    Notification.objects.create(recipient=place.user.person, kind="test", title="有名额了")
    page = open_context(session=session_of(place.user), **PHONE).new_page()
    wrong = []
    for name, address in addresses(set(FIRST), place).items():
        page.goto(address)
        if not page.locator(FIRST[name]).count():
            wrong.append(f"{name}: not there")
            continue
        wrong += [f"{name}: {one}" for one in outside(page, end="top", first=FIRST[name])]
    assert not wrong, "\n".join(wrong)


def test_home_begins_with_the_doors_and_the_phone(place, open_context):
    page = open_context(**PHONE).new_page()
    page.goto("/")
    doors = page.locator(".doors li a")
    assert [door.get_attribute("href") for door in doors.all()] == [
        *("/events/", "/stations/rooms/", "/matters/", "/grid/mine/", "/grid/", "/organisation/"),
        "tel:051200000000",
    ]
    assert outside(page, phone=".doors a[href^='tel:']") == []


def test_a_list_shows_three_and_folds_the_rest(place, open_context):
    make.EventFactory.create_batch(4, organiser=place.event.organiser, grid=place.grid)
    page = open_context(**PHONE).new_page()
    for address in ("/", "/events/", f"/grid/{place.grid.pk}/"):
        page.goto(address)
        cards = page.locator("main .event-card")
        assert (cards.locator("visible=true").count(), cards.count() > 3) == (3, True), address
        page.locator(".few-more > summary").first.click()
        assert cards.locator("visible=true").count() == cards.count(), address


def test_after_choosing_a_day_the_first_free_hour_is_on_the_screen(place, open_context):
    page = open_context(session=session_of(place.user), **PHONE).new_page()
    for address in (
        f"/stations/spaces/{Space.objects.get(name='东厅').pk}/",
        addresses({"stations:move"}, place)["stations:move"],
    ):
        page.goto(address)
        page.get_by_text("换一天").click()
        page.locator(".day-strip__day--free").nth(2).click()
        page.wait_for_url("**day=*")
        assert outside(page, hour=".seat--free", day="#day-heading") == [], address
        assert page.locator(".day-strip__day").first.is_visible() is False


def test_the_nearest_open_station_is_on_the_first_screen(place, open_context):
    page = open_context(**PHONE).new_page()
    page.goto(f"/stations/?building={Building.objects.get().pk}")
    assert outside(page, answer="main .notice[role=status] a, main .notice[data-why=none_open] p") == []


# --- Checks 11, 15 and 22 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("care", ["1-3", ""])
def test_what_is_to_read_is_read_aloud_and_falls_silent(care, place, open_context):
    context = open_context(**PHONE | {"care": care})
    context.add_init_script(f"({VOICE})()")
    page = context.new_page()
    for name, address in addresses({"events:event", "station", "grid", "organisation", "privacy"}, place).items():
        page.goto(address)
        page.locator("[data-play]").click(timeout=5000)
        stop = page.locator("[data-stop]")
        assert stop.evaluate("el => el === document.activeElement"), name
        said = page.evaluate("window.said")
        title = page.locator("h1").inner_text()
        assert title.startswith(said[0].rstrip("：")) or said[0].startswith(title), (name, said[:2])
        before = page.evaluate("window.silenced")
        stop.click()
        assert page.evaluate("window.silenced") == before + 1, name
        assert page.locator("[data-play]").is_visible(), name


def test_without_a_voice_nothing_is_offered_but_a_chat_app_says_where_there_is_one(place, open_context):
    shown = {}
    for where, agent in (("browser", None), ("chat", WECHAT)):
        context = open_context(**PHONE, **({"user_agent": agent} if agent else {}))
        context.add_init_script(f"({NO_VOICE})()")
        page = context.new_page()
        page.goto(f"/events/{place.event.pk}/")
        shown[where] = [page.locator(f"[{part}]").is_visible() for part in ("data-play", "data-no-voice")]
    assert shown == {"browser": [False, False], "chat": [False, True]}


def test_without_scripts_one_registers_and_has_ten_minutes_to_undo_it(place, open_context):
    alone = make.UserFactory(person__name="徐福根")
    make.ConsentFactory(given_by=alone)
    page = open_context(session=session_of(alone), java_script_enabled=False, **PHONE).new_page()
    page.goto(f"/events/{place.event.pk}/register/")
    page.locator("label.number", has_text="2").click()
    page.locator(".steps-go button", has_text="报名").click()
    page.wait_for_url("**/registrations/*/")
    made = Registration.objects.get(person=alone.person)
    assert (made.seats, made.status) == (2, Registration.Status.REGISTERED)
    assert round((made.undo_ends_at() - made.created_at).total_seconds() / 60) == 10
    page.locator("main form[action$='/cancel/'] button").first.click()
    page.locator(".event-result--cancelled, .event-result--off").first.wait_for()
    made.refresh_from_db()
    assert made.is_cancelled
