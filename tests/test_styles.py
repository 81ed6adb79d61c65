"""Style sheets and scripts that an engine of 2018 (Chromium 69, iOS 12) makes a whole page of.

Such an engine drops what it does not know: a declaration, every selector of a list, a block, a whole script. So
something that it does know stands before each newer form. What these rules cannot see, the old engine itself shows
(tests/browser/test_old_engine.py).
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.support.style_sheets import SHEETS, Rule, rules

ROOT = Path(__file__).resolve().parent.parent
FALLBACKS = "flex-gap.css"

# What may wrap rules. Anything else, @layer before all, is dropped with all that stands in it.
KNOWN_AT_RULES = {"media", "supports", "font-face", "keyframes", "page"}
# Sides are named as they lie: no page here is read from right to left.
LOGICAL = re.compile(r"^inset(-|$)|-(inline|block)(-|$)|^border-(start|end)-")
# Selectors that say in short what a list says as well.
SHORTHANDS = re.compile(r":(is|where|matches|any)\(|:not\([^()]*(\([^()]*\)[^()]*)*,")
# Selectors that cannot be said otherwise: a rule of their own, for more than the page needs.
LATE_SELECTORS = re.compile(
    r":has\(|:focus-visible|:user-(in)?valid|::(details-content|marker|-(webkit|moz|ms)-[a-z-]+)"
)
# Values that need a plainer one of the same property before them.
LATE_VALUES = re.compile(
    r"\b(min|max|clamp|color-mix|light-dark|color|oklch|lab|round)\((?!-)|\b\d*\.?\d+(d|s|l)v[hwbi]\b|\bcq[whib]\b"
    r"|^clip\b|^anywhere\b|^subgrid\b|^revert-layer\b"
)
SPACED_COLOUR = re.compile(r"\b(rgb|hsl)a?\([^,()]*(\([^()]*\)[^,()]*)*\)")
# Properties that need another before them, or a question whether they are known.
NEEDS = {"appearance": "-webkit-appearance", "aspect-ratio": "@supports"}
# Flex boxes in which only an icon stands beside words: the margins of the icon keep them apart.
WORDS_BESIDE_AN_ICON = {
    ".back",
    ".button",
    ".desk-visit summary",
    ".event-chips a",
    ".event-filter > summary",
    ".event-links a",
    ".facts dt",
    ".pill",
    ".plan-legend li",
    ".section-head a",
    ".signs li",
    ".site-footer .phone",
    ".switch",
    "main .event-links > a:only-child:not([class])",
}

LATE_SCRIPT = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "logical assignment": r"(\|\||&&)=",
    "a private field": r"\bthis\.#|^\s*#\w",
    "a lookbehind": r"\(\?<[=!]",
    "a numeric separator": r"\b\d+_\d",
    "a static block": r"\bstatic\s*\{",
    "a later method": r"\.(replaceAll|at|findLast|findLastIndex|toSorted|toReversed|toSpliced|allSettled|matchAll"
    r"|hasOwn|fromEntries|groupBy|replaceChildren|requestSubmit|checkVisibility|showModal|randomUUID)\(",
    "a later function": r"\b(structuredClone|queueMicrotask|reportError)\(|\bAbortSignal\.|\bnew WeakRef\b",
    "a button that is told": r"\.submitter\b(?! \|\|)",
    "globalThis": r"(?<!typeof )(?<!window\.)\bglobalThis\b",
}
# Scripts of others that a page prepares for.
PREPARED = {("mfa/js/webauthn-json.js", "globalThis")}


def findings_of(rule: Rule) -> Iterator[str]:
    head = ", ".join(rule.selectors)
    if head.startswith("@"):
        name = re.split(r"[\s({]", head[1:])[0]
        if name not in KNOWN_AT_RULES:
            yield rule.finds(f"@{name} is dropped with its rules")
        if name == "media" and re.search(r"[<>=]", head):
            yield rule.finds("a range in @media: write min-width or max-width")
        return
    if any(not one.startswith("@") for one in rule.within):
        yield rule.finds("a rule within a rule")
    if rule.is_asked_for:
        return
    yield from wrong_selectors(rule)
    for number, (name, value) in enumerate(rule.declarations):
        yield from wrong_declaration(rule, name, value, dict(rule.declarations[:number]))


def wrong_selectors(rule: Rule) -> Iterator[str]:
    if any(SHORTHANDS.search(one) for one in rule.selectors):
        yield rule.finds("write out what :is(), :where() or :not(a, b) shortens")
    late = {bool(LATE_SELECTORS.search(one)) for one in rule.selectors}
    if late == {True, False}:
        yield rule.finds("a newer selector takes the others of its list with it")
    ring = any(re.search(r"(?<!\():focus-visible", one) for one in rule.selectors)
    if ring and any(name.startswith("outline") for name, _value in rule.declarations):
        yield rule.finds("the ring is drawn on :focus, and taken away on :focus:not(:focus-visible)")


def wrong_declaration(rule: Rule, name: str, value: str, before: dict[str, str]) -> Iterator[str]:
    if LOGICAL.search(name):
        yield rule.finds(f"{name}: name the side")
    if SPACED_COLOUR.search(value):
        yield rule.finds(f"{name}: a colour with commas is known to all")
    if name in NEEDS and NEEDS[name] not in before:
        yield rule.finds(f"{name} needs {NEEDS[name]} before it")
    if not LATE_VALUES.search(value):
        return
    if name.startswith("--") or "var(" in value:
        yield rule.finds(f"{name}: a value with a variable has no fallback, the property is unset instead")
    elif name not in before or LATE_VALUES.search(before[name]):
        yield rule.finds(f"{name}: {value} needs a plain value before it")


def is_covered(selector: str, margins: set[str]) -> bool:
    """Whether the parts of a flex box get margins, or its icons do."""
    return selector in WORDS_BESIDE_AN_ICON or any(
        margin.startswith((f"{selector} >", f"{selector} + ", f"{selector} li", f"{selector}::"))
        for margin in margins
    )


def without_margins(found: list[Rule], margins: set[str]) -> list[str]:
    """Flex boxes with a gap whose parts have no margin in an engine that knows no such gap."""
    return [
        rule.finds(f"{selector}: its gap needs margins in {FALLBACKS}")
        for rule in found
        if not rule.is_asked_for
        and dict(rule.declarations).get("display", "").endswith("flex")
        and any(name.endswith("gap") and value != "0" for name, value in rule.declarations)
        for selector in rule.selectors
        if not is_covered(selector, margins)
    ]


def margins_of(found: list[Rule]) -> set[str]:
    return {one for rule in found if rule.sheet == FALLBACKS for one in rule.selectors if not one.startswith("@")}


def all_rules() -> list[Rule]:
    return [rule for path in SHEETS for rule in rules(path.read_text(), path.name)]


def test_an_old_engine_finds_something_it_knows_in_every_rule():
    found = all_rules()
    assert len(found) > 700, "the style sheets were not read"
    assert list(chain.from_iterable(map(findings_of, found))) == []


def test_an_old_engine_keeps_the_parts_of_a_row_apart():
    found = all_rules()
    assert without_margins(found, margins_of(found)) == []


@pytest.mark.parametrize(
    ("planted", "finding"),
    [
        ("@layer base { a { color: red; } }", "@layer is dropped"),
        ("@container (min-width: 1px) { a { color: red; } }", "@container is dropped"),
        ("@media (width >= 1px) { a { color: red; } }", "a range in @media"),
        (".a { color: red; & b { color: blue; } }", "a rule within a rule"),
        (".a { .b { color: blue; } }", "a rule within a rule"),
        (".a :is(b, i) { color: red; }", "write out"),
        (".a:where(.b) { color: red; }", "write out"),
        ("input:not([type=a], [type=b]) { color: red; }", "write out"),
        ("input:not(:nth-child(2), b) { color: red; }", "write out"),
        (".a, .b:has(i) { color: red; }", "takes the others"),
        (".a:focus, .a:focus-visible { color: red; }", "takes the others"),
        (".a, .b::-moz-progress-bar { color: red; }", "takes the others"),
        (".a:focus-visible { outline: 1px solid; }", "the ring is drawn"),
        (".a { inset: 0; }", "name the side"),
        (".a { inset-block: 0; }", "name the side"),
        (".a { margin-inline: auto; }", "name the side"),
        (".a { border-inline-start: 0; }", "name the side"),
        (".a { scroll-padding-block: 0; }", "name the side"),
        (".a { border-start-start-radius: 0; }", "name the side"),
        (".a { width: min(100%, 3px); }", "needs a plain value"),
        (".a { font-size: clamp(1px, 2px, 3px); }", "needs a plain value"),
        (".a { width: max(1px, 2vw); width: min(1px, 2vw); }", "needs a plain value"),
        (".a { width: 1px; width: max(1px, var(--b)); }", "has no fallback"),
        (":root { --a: clamp(1px, 2px, 3px); }", "has no fallback"),
        (".a { fill: red; fill: color-mix(in srgb, var(--a), red); }", "has no fallback"),
        (".a { height: 100dvh; }", "needs a plain value"),
        (".a { overflow-x: clip; }", "needs a plain value"),
        (".a { overflow-wrap: anywhere; }", "needs a plain value"),
        (".a { grid-template-columns: subgrid; }", "needs a plain value"),
        (".a { color: rgb(0 0 0 / .5); }", "a colour with commas"),
        (".a { appearance: none; }", "needs -webkit-appearance"),
        (".a { aspect-ratio: 1; }", "needs @supports"),
    ],
)
def test_what_an_old_engine_drops_is_found(planted, finding):
    found = list(chain.from_iterable(map(findings_of, rules(planted))))
    assert len(found) >= 1
    assert finding in found[0]


@pytest.mark.parametrize(
    "written",
    [
        ".a { width: 1px; width: min(1px, 2px); }",
        "@supports (aspect-ratio: 1) { .a { aspect-ratio: 1; } }",
        ".a { grid-template-columns: repeat(2, minmax(0, 1fr)); color: rgba(0, 0, 0, .5); }",
        ".a:has(i) { color: red; } .b:focus-visible { border-radius: 1px; }",
        ".b:focus { outline: 1px solid; } .b:focus:not(:focus-visible) { outline: none; }",
        "/* @layer a { } */ @media (min-width: 1px) { .a:not(.b):not(.c) { margin-left: 1px; } }",
    ],
)
def test_what_has_something_before_it_is_let_be(written):
    assert list(chain.from_iterable(map(findings_of, rules(written)))) == []


def test_a_row_without_margins_is_found():
    planted = list(
        rules(".row { display: flex; gap: 4px; } .none { display: flex; gap: 0; } .g { display: grid; gap: 1px; }")
    )
    assert [one.split(": ", 1)[1] for one in without_margins(planted, {".rows > *"})] == [
        f".row: its gap needs margins in {FALLBACKS}"
    ]
    assert without_margins(planted, {".row > * + *"}) == []


def late_script(source: str) -> list[str]:
    source = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", source, flags=re.DOTALL)
    return [what for what, pattern in LATE_SCRIPT.items() if re.search(pattern, source, re.MULTILINE)]


def scripts() -> set[str]:
    """The scripts of all pages outside admin, those that come with a library among them."""
    named = re.compile(r"""static ['"]([^'"]+\.js)['"]""")
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.relative_to(ROOT).parts]
    return {name for path in pages for name in named.findall(path.read_text())}


def test_an_old_engine_reads_every_script():
    names = scripts()
    assert {"js/draft.js", "js/read-aloud.js", "mfa/js/webauthn.js"} <= names
    late = {(name, what) for name in names for what in late_script(Path(finders.find(name)).read_text())}
    assert late - PREPARED == set()


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ("a?.b", "optional chaining"),
        ("a ?? b", "nullish coalescing"),
        ("a ||= b", "logical assignment"),
        ("class A { #b = 1; c() { return this.#b; } }", "a private field"),
        ("/(?<=a)b/", "a lookbehind"),
        ("1_000", "a numeric separator"),
        ("class A { static { } }", "a static block"),
        ('a.replaceAll("b", "c")', "a later method"),
        ("a.at(-1)", "a later method"),
        ("structuredClone(a)", "a later function"),
        ("AbortSignal.timeout(8)", "a later function"),
        ("event.submitter.name", "a button that is told"),
        ("globalThis.a = 1", "globalThis"),
    ],
)
def test_what_stops_a_script_in_an_old_engine_is_found(planted, what):
    assert late_script(planted) == [what]
    assert late_script(f"// {planted}") == []
