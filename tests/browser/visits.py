"""Every page, opened one after the other, and the questions that each of them is asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from tests.browser.place import Place
from tests.browser.public_pages import BY_CODE, OPEN, OWN, addresses, session_of
from tests.browser.recaps import OF_ORGANISER, organiser_of
from tests.factories import ResidentFactory

CHECKS = (Path(__file__).parent / "page_checks.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe says nothing of text on a gradient, so a band counts as its lighter end, on which white is hardest to read.
AXE = """async ({only, strict}) => {
  for (const one of document.querySelectorAll("body *:not(select)")) {
    const colours = getComputedStyle(one).backgroundImage.match(/gradient.*(rgba?\\([^)]*\\))/);
    if (colours) Object.assign(one.style, {backgroundImage: "none", backgroundColor: colours[1]});
  }
  const rules = strict ? {"color-contrast-enhanced": {enabled: true}} : {};
  const found = await axe.run(document, {runOnly: only, rules, resultTypes: ["violations"]});
  return found.violations.flatMap(v => v.nodes.slice(0, 3).map(n =>
    `axe ${v.id}: ${n.target.join(" ")} ${(n.failureSummary || "").split("\\n")[1] || ""}`));
}"""
CLASSES = """() => [...document.querySelectorAll("body, body *")].flatMap(el => [...el.classList])"""
STATUS = {"missing": 404, "socialaccount_login_error": 401}


@dataclass(frozen=True)
class Visit:
    """A page that has just been opened, and what is wrong with it, which the caller extends."""

    page: Page
    name: str
    heard: list[str]
    wrong: list[str]

    def findings(self) -> list[str]:
        return [f"{self.name}: {one}" for one in self.wrong + self.heard]

    def examine(self, what: dict[str, object], *, strict: bool) -> list[str]:
        return self.page.evaluate(AXE, {"only": what, "strict": strict})


def readers(place: Place) -> list[tuple[str, set[str]]]:
    """The session of each reader, and the names of the pages that they open."""
    code_only = ResidentFactory(password=None)
    return [
        ("", OPEN),
        (session_of(place.user), OWN),
        (session_of(code_only), BY_CODE),
        (session_of(organiser_of(place.event.organiser)), OF_ORGANISER),
    ]


def visits(place: Place, open_context: Callable[..., BrowserContext], complaints, **options) -> Iterator[Visit]:
    """All pages: as a stranger, as the resident of the place, as one without a password, and as who runs events."""
    for who, names in readers(place):
        page = open_context(session=who, **options).new_page()
        heard = complaints(page)
        paths = addresses(names, place)
        if not who:
            paths["missing"] = "/no-such-page/"
        for name, path in paths.items():
            heard.clear()
            response = page.goto(path)
            wrong = []
            assert response is not None
            expected = STATUS.get(name, 200)
            if response.status != expected:
                wrong.append(f"status {response.status}")
            if expected != 200:
                heard[:] = [line for line in heard if str(expected) not in line]
            if urlsplit(page.url).path != urlsplit(path).path:
                wrong.append(f"led elsewhere: {page.url}")
            yield Visit(page, name, heard, wrong)
