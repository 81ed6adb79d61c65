"""Every page of the office, for each role that works there: as axe reads it by day, in the dark and on a phone, and
in plain Chinese.
"""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page

from accounts.models import AccessLog, User
from common.admin.scope import visible
from grid.models import Building, Grid, Household, OrgUnit, UnitAppointment
from stations.models import Space
from tests import factories as make
from tests.browser.place import furnish
from tests.browser.public_pages import session_of
from tests.browser.visits import AXE, TAGS
from tests.rights.admin_pages import BELOW, addresses

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
DARK = "dark => document.documentElement.classList.toggle('dark', dark)"
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
RULES = {"type": "tag", "values": TAGS}
TARGETS = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
WIDER = "() => document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : []"
WORDS = """() => {
  const page = document.body.cloneNode(true);
  const wordless = "script, style, code, .material-symbols-outlined, input, textarea";
  page.querySelectorAll(wordless).forEach(one => one.remove());
  const named = [...document.querySelectorAll("[placeholder], [title], [aria-label], [alt]")];
  const names = named.flatMap(one => [one.placeholder, one.title, one.getAttribute("aria-label"), one.alt]);
  return [document.title, page.textContent, ...names].filter(Boolean).join("\\n").replace(/\\S+@\\S+/g, "");
}"""
# An English word, a value as Python writes it, a template that was not filled in.
RAW = re.compile(r"\b(?!AED\b|Excel\b|ICP\b|English\b|esc\b)[A-Za-z][a-z_']{2,}\b|\bNone\b|\[['\d(]|%\(|\{\{")
# These take a key of another kind than the record whose list they stand in, or answer with a file.
KEYED: dict[str, type[Model]] = {"unit": OrgUnit, "stations_use_space": Space}
PARTS = ["accounts", "events", "grid", "stations", "volunteers"]
# What stands there depends on who looks.
OF_EVERY_ROLE = {"index", "unit", *(f"{part}_index" for part in PARTS)}
# What answers scripts, or with a file.
NO_PAGES = {
    "autocomplete",
    "jsi18n",
    "search",
    "login",
    "logout",
    "grid_visit_coverage_export",
    "stations_use_export",
}


def furnish_office(secretary: User, branch: OrgUnit) -> None:
    """What the pages of the office show besides what everybody sees: one record at least of each kind."""
    home = Household.objects.earliest("pk")
    resident = make.ResidenceFactory(person__name="钱阿姨", household=home).person
    make.PartyRelationFactory(branch=branch, person=resident)
    make.SurveyFactory(unit=branch)
    make.BookingSeriesFactory(space=Space.objects.get(name="会客厅"))
    make.WallDisplayFactory(station=Space.objects.get(name="会客厅").station)
    for what in ("phone", "party transfer", "call", "export"):
        AccessLog.objects.create(user=secretary, person=resident, what=what, reason="核对名册")


@pytest.fixture
def office(transactional_db, live_server) -> dict[str, User]:
    furnish()
    secretary = make.officer("secretary", OrgUnit.objects.get(level=OrgUnit.Level.GENERAL_BRANCH))
    of_branch = UnitAppointment.objects.get(role="branch_secretary")
    furnish_office(secretary, of_branch.unit)
    return {
        "secretary": secretary,
        "operator": make.StaffFactory(),
        "branch secretary": of_branch.user,
        "grid worker": make.officer("grid_worker", Grid.objects.get(buildings=Building.objects.get())),
    }


def paths(user: User, rf, part: str) -> Iterator[tuple[str, str]]:
    """The name and the address of every page of that part of admin: of the first record, where it is of one."""
    request = rf.get("/")
    request.user = user
    for name, model in dict.fromkeys(addresses()):
        if name in NO_PAGES or part_of(name) != part:
            continue
        of = model or KEYED.get(name)
        try:
            if of is None:
                yield name, reverse(f"admin:{name}")
            elif row := visible(of, request).order_by("pk").first():
                keys = [row.pk]
                if below := BELOW.get(name, lambda _row: None)(row):
                    keys.append(below.pk)
                yield name, reverse(f"admin:{name}", args=keys)
        except NoReverseMatch:
            continue  # an act by a button, of which there is no page
    if part in PARTS:
        yield f"{part}_index", reverse("admin:app_list", args=[part])


def part_of(name: str) -> str:
    app = name.partition("_")[0]
    return app if app in PARTS else "portal"


def findings(page: Page) -> Iterator[str]:
    examine = partial(page.evaluate, AXE)
    yield from examine({"only": RULES, "strict": False})
    page.evaluate(DARK, True)
    yield from (f"in the dark: {one}" for one in examine({"only": CONTRAST, "strict": False}))
    page.evaluate(DARK, False)
    page.set_viewport_size(PHONE)
    yield from (f"on a phone: {one}" for one in examine({"only": TARGETS, "strict": False}))
    yield from (f"on a phone: {one}" for one in page.evaluate(WIDER))
    page.set_viewport_size(DESK)
    words = page.evaluate(WORDS)
    yield from (
        f"not in plain Chinese: …{words[max(0, at.start() - 20) : at.end() + 20]!r}" for at in RAW.finditer(words)
    )


@pytest.mark.parametrize("part", [*PARTS, "portal"])
def test_the_pages_of_the_office_can_be_read_by_everybody(part, office, rf, open_context, complaints, axe):
    """Each page as the first of the roles sees it that may; the first pages of all parts as all of them do."""
    wrong, opened = [], set()
    for role, user in office.items():
        page = open_context(session=session_of(user), viewport=DESK).new_page()
        heard = complaints(page)
        for name, path in paths(user, rf, part):
            if name in opened:
                continue
            heard.clear()
            response = page.goto(path)
            if response is None or response.status in (403, 404, 405):
                continue  # not for this role, or not at this moment
            page.evaluate(axe)
            wrong += [f"{role} {path}: {one}" for one in [*findings(page), *heard]]
            if name not in OF_EVERY_ROLE:
                opened.add(name)
    assert not wrong, "\n".join(wrong)
    assert len(opened) > 10 or part == "portal"
