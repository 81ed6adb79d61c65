"""Every page as its readers meet it: normal, in care mode, in the dark, on 320 px, without JavaScript."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.place import Place, furnish
from tests.browser.public_pages import BY_CODE, OPEN, OTHER, OWN, all_names
from tests.browser.recaps import OF_ORGANISER
from tests.browser.visits import AXE, CHECKS, CLASSES, TAGS, visits

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

MODES = {
    "normal": {"viewport": {"width": 1280, "height": 800}},
    "care": {"viewport": {"width": 390, "height": 844}, "care": "1-0"},
}


@pytest.fixture
def place(transactional_db, live_server) -> Place:
    return furnish()


def test_every_address_is_on_one_list():
    assert set(all_names()) - OPEN - OWN - BY_CODE - OF_ORGANISER - set(OTHER) == set()
    assert not OPEN & OWN
    assert not (BY_CODE | OF_ORGANISER) & (OPEN | OWN)


@pytest.mark.parametrize("mode", MODES)
def test_pages_are_fit_for_everybody_by_day_and_in_the_dark(mode, place, open_context, complaints, axe):
    """Every page, for each has a template of its own, goes through axe once, in the normal skin.

    Care and the dark are style sheets: they are asked about on each page with a class that no page before it had.
    Sizes and the width are asked about everywhere, since a page's own words decide them too.
    """
    care = mode == "care"
    large = {"target": 60, "text": 24} if care else {"target": 44, "text": 12}
    contrast = {"type": "rule", "values": ["color-contrast", *(["color-contrast-enhanced"] if care else [])]}
    seen: set[str] = set()
    findings: list[str] = []
    for visit in visits(place, open_context, complaints, reduced_motion="reduce", **MODES[mode]):
        page, wrong = visit.page, visit.wrong
        wrong += page.evaluate(CHECKS, large)
        styled = set(page.evaluate(CLASSES))
        if not care or not styled <= seen:
            page.evaluate(axe)
            wrong += visit.examine({"type": "tag", "values": TAGS}, strict=care)
        if not styled <= seen:
            seen |= styled
            page.emulate_media(color_scheme="dark")
            wrong += [f"in the dark: {one}" for one in visit.examine(contrast, strict=care)]
            page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 640})
        wrong += page.evaluate(CHECKS, {"wide": True})
        if not care:
            # Text of twice the size on a phone (check 20)
            page.set_viewport_size({"width": 390, "height": 844})
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            wrong += [f"text of 200 %: {one}" for one in page.evaluate(CHECKS, {"wide": True})]
        page.set_viewport_size(MODES[mode]["viewport"])
        findings += visit.findings()
    assert not findings, "\n".join(findings)


def test_the_checks_see_what_is_wrong(place, open_context, complaints, axe):
    """Else all of the above could pass on any page."""
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    heard = complaints(page)
    page.goto("/care/")
    page.evaluate(axe)
    page.evaluate(
        """() => {
          const wide = document.createElement("p");
          wide.innerHTML = 'pale <a href="/" class="tiny">tiny</a> <img src="/static/img/mark.svg">';
          Object.assign(wide.style, {width: "500px", color: "#ccc", fontSize: "8px"});
          document.querySelector("main").prepend(wide);
          const inline = document.createElement("script");
          inline.textContent = "1";
          document.body.append(inline);
        }"""
    )
    found = page.evaluate(AXE, {"only": {"type": "tag", "values": TAGS}, "strict": False})
    assert {"axe color-contrast", "axe image-alt"} <= {one.split(":")[0] for one in found}
    assert any("text of 8 px" in one for one in page.evaluate(CHECKS, {"target": 44, "text": 12}))
    assert any("sticks out" in one for one in page.evaluate(CHECKS, {"wide": True}))
    assert any("Content Security Policy" in one for one in heard)


def test_pages_read_and_their_forms_stand_without_javascript(place, open_context, complaints):
    findings = []
    for visit in visits(place, open_context, complaints, java_script_enabled=False):
        if visit.page.locator("h1").count() != 1:
            visit.wrong.append("not one h1")
        # A passkey is spoken for by a script alone; the authenticator app is the other way.
        buttons = visit.page.locator("main button[type=button]:visible")
        if visit.name != "mfa_add_webauthn" and buttons.count():
            visit.wrong.append("a button that needs a script")
        findings += visit.findings()
    assert not findings, "\n".join(findings)


def test_chinese_is_drawn_and_not_boxes(place, open_context):
    page = open_context().new_page()
    page.goto("/")
    drawn = page.evaluate(
        """() => [..."海棠红幸福里"].map(sign => {
          const canvas = document.createElement("canvas");
          const pen = canvas.getContext("2d");
          pen.font = "40px " + getComputedStyle(document.body).fontFamily;
          pen.fillText(sign, 4, 44);
          return canvas.toDataURL();
        })"""
    )
    assert len(set(drawn)) == 6


@pytest.mark.parametrize("care", ["", "1-0"])
def test_whoever_uses_the_keyboard_sees_where_they_are(care, place, open_context):
    page = open_context(care=care, viewport={"width": 1280, "height": 800}).new_page()
    page.goto("/")
    unseen = []
    for _number in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const el = document.activeElement, style = getComputedStyle(el), box = el.getBoundingClientRect();
              const onScreen = box.bottom > 0 && box.top < innerHeight && box.height > 0;
              const drawn = el.closest("svg") && el.querySelector("polygon");
              const ring = drawn
                ? parseFloat(getComputedStyle(drawn).strokeWidth) >= 3
                : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
              return [onScreen && ring, el.outerHTML.slice(0, 80)];
            }"""
        )
        if not seen[0]:
            unseen.append(seen[1])
    assert unseen == []


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_care_mode_lasts_and_its_text_grows_and_shrinks(place, open_context):
    context: BrowserContext = open_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/events/?kind=health")
    press(page, "关怀版")
    assert page.url.endswith("/events/?kind=health")
    size = lambda: page.locator("html").evaluate("html => getComputedStyle(html).fontSize")  # noqa: E731
    assert size() == "24px"
    for expected in ("28px", "32px", "36px"):
        press(page, "字大一点")
        assert size() == expected
    assert page.get_by_role("button", name="字大一点").count() == 0
    press(page, "字小一点")
    assert size() == "32px"
    again = context.new_page()
    again.goto("/grid/")
    assert again.locator("html.care").count() == 1
    press(again, "普通版")
    assert again.locator("html.care").count() == 0
