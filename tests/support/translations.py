"""Which messages the sources hold and what the Chinese catalogue says of them, without GNU gettext."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import allauth
import django
import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ["common", "accounts", "grid", "stations", "events", "volunteers", "portal", "demo", "templates"]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# Better words for what Django and allauth say, by the domain of gettext.
OF_LIBRARIES = {
    domain: ROOT / "locale" / "libraries" / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"
    for domain in ("django", "djangojs")
}
LIBRARIES = [
    Path(django.__file__).parent / "conf" / "locale" / "en",
    Path(django.__file__).parent / "contrib" / "admin" / "locale" / "en",
    Path(allauth.__file__).parent / "locale" / "zh_Hans",
]
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdrf]|\{\w*\}")
TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\((?:\s*(?:{TEXT}|[\w.]+)\s*,?)*\)")

type Key = tuple[str, str]  # context (or ""), message


def messages() -> dict[Key, str]:
    """Every message of the sources, with the file that it is first found in."""
    found: dict[Key, str] = {}
    for path in sources():
        for context, message in messages_of(path):
            found.setdefault((context, message), str(path.relative_to(ROOT)))
    return found


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def messages_of(path: Path) -> Iterator[Key]:
    """A template is first turned into lines of Python, as Django's own makemessages does."""
    text = path.read_text()
    if path.suffix != ".py":
        text = only_calls(templatize(text, origin=str(path)))
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield context or "", message[0] if isinstance(message, tuple) else message


def only_calls(templatized: str) -> str:
    """The calls of gettext and its kin in a templatized template, without the noise between them."""
    return "\n".join(match.group() for match in CALL.finditer(templatized))


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def translated(entry: polib.POEntry) -> bool:
    return entry.translated() and not entry.fuzzy and not entry.obsolete


def placeholders(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}
