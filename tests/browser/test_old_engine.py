"""Every page in a Chromium of 2018, which knows no gap of flex boxes, no :is(), no `inset`, no `?.`.

Phones that nobody updates, and the views inside chat apps, show what such an engine shows.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grid.models import Household
from tests import factories as make
from tests.browser.devtools import Engine, started
from tests.browser.place import Place, furnish
from tests.browser.public_pages import addresses, session_of
from tests.browser.visits import readers
from tests.support.style_sheets import SHEETS, rules

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

CHECKS = (Path(__file__).parent / "old_engine_checks.js").read_text()
SMALL = (360, 740)
MODES = {"normal": ("", {"target": 44, "text": 16}), "care": ("1-0", {"target": 60, "text": 24})}
# How many rules each sheet of the page came to, those in @media and the like among them.
UNDERSTOOD = """(() => {
  const count = (all) => Array.from(all).reduce((sum, one) => sum + (one.cssRules ? count(one.cssRules) : 1), 0);
  const sheets = {};
  for (const sheet of document.styleSheets) sheets[sheet.href.split("/").pop()] = count(sheet.cssRules);
  return sheets;
})()"""
# A voice, which an engine without a screen has not, and who notes what it is told to say.
VOICE = """(() => {
  window.spoken = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const synth = { getVoices: () => [{lang: "zh-CN"}], cancel() {}, speak(words) { spoken.push(words.text); } };
  Object.defineProperty(window, "speechSynthesis", { value: synth });
})()"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    path = os.environ.get("OLD_CHROMIUM_PATH")
    if not path or not Path(path).exists():
        missing = "no Chromium of 2018: set OLD_CHROMIUM_PATH, or .ci/old-chromium var/chromium-69/chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with started(path) as engine:
        engine.resize(*SMALL)
        yield engine


@pytest.fixture
def place(transactional_db, live_server) -> Place:
    return furnish()


@pytest.mark.parametrize("mode", MODES)
def test_pages_are_laid_out_and_large(mode, place, engine, live_server):
    care, large = MODES[mode]
    findings: list[str] = []
    for session, names in readers(place):
        engine.set_cookies(live_server.url, care=care, sessionid=session)
        paths = addresses(names, place)
        if not session:
            paths["missing"] = "/no-such-page/"
        for name, path in paths.items():
            engine.open(live_server.url + path)
            wrong = engine.evaluate(f"({CHECKS})({json.dumps(large)})") + engine.script_errors()
            findings += [f"{name}: {one}" for one in wrong]
    assert not findings, "\n".join(findings)


def test_nearly_all_rules_are_understood(place, engine, live_server):
    """What is not says more to newer engines: a tree unfolded, a ring for keys alone, a choice that is ticked."""
    engine.set_cookies(live_server.url, sessionid=session_of(place.user))
    understood: dict[str, int] = {}
    for path in ("/", "/desk/"):
        engine.open(live_server.url + path)
        understood |= engine.evaluate(UNDERSTOOD)
    written = {
        path.name: sum(not rule.selectors[0].startswith("@") for rule in rules(path.read_text(), path.name))
        for path in SHEETS
        if path.name in understood
    }
    assert len(written) > 14, "the style sheets were not found"
    shares = {name: understood[name] / written[name] for name in written}
    assert {name: round(share, 2) for name, share in shares.items() if share < 0.85} == {}
    assert sum(understood.values()) / sum(written.values()) > 0.97


def test_the_checks_see_a_page_without_its_styles(place, engine, live_server):
    """Else all of the above could pass on any page."""
    engine.set_cookies(live_server.url)
    engine.open(live_server.url + "/events/")
    engine.evaluate("for (const sheet of document.styleSheets) sheet.disabled = true")
    found = engine.evaluate(f"({CHECKS})({json.dumps(MODES['care'][1])})")
    for what in ("no gutter", "the bar lies", "text of 16 px", "dots", "px high"):
        assert any(what in one for one in found), (what, found)


def test_the_checks_see_parts_that_stick_together(place, engine, live_server):
    engine.set_cookies(live_server.url)
    engine.open(live_server.url + "/events/")
    engine.evaluate("document.querySelector('link[href*=\"flex-gap\"]').disabled = true")
    found = engine.evaluate(f"({CHECKS})({json.dumps(MODES['normal'][1])})")
    assert any("px apart instead of" in one for one in found)


def test_what_is_half_typed_is_kept(place, engine, live_server):
    household = Household.objects.get(code="201")
    engine.set_cookies(live_server.url, sessionid=session_of(place.user))
    engine.open(f"{live_server.url}/desk/households/{household.pk}/")
    engine.evaluate(
        """(() => {
          const field = document.querySelector("form[data-draft] textarea");
          field.value = "老人身体好";
          field.dispatchEvent(new Event("input", { bubbles: true }));
        })()"""
    )
    engine.open(f"{live_server.url}/desk/households/{household.pk}/")
    assert engine.evaluate("document.querySelector('form[data-draft] textarea').value") == "老人身体好"


def test_an_event_is_read_aloud(place, engine, live_server):
    engine.set_cookies(live_server.url)
    voice = engine.call("Page.addScriptToEvaluateOnNewDocument", source=VOICE)["identifier"]
    try:
        engine.open(f"{live_server.url}/events/{place.event.pk}/")
        engine.evaluate("document.querySelector('[data-play]').click()")
        assert any(place.event.title.partition("：")[2] in one for one in engine.evaluate("spoken"))
    finally:
        engine.call("Page.removeScriptToEvaluateOnNewDocument", identifier=voice)


def test_admin_is_plain_there_but_not_empty(place, engine, live_server):
    """Its looks are a library's, for engines of 2023; its words, links and forms are for all."""
    secretary = make.officer("secretary", place.event.organiser.parent)
    engine.set_cookies(live_server.url, sessionid=session_of(secretary))
    engine.open(f"{live_server.url}/admin/events/event/")
    assert place.event.title in engine.evaluate("document.querySelector('main, #content').innerText")
    assert engine.evaluate("document.querySelector('#result_list').getBoundingClientRect().height") > 100
