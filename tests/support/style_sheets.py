"""Style sheets read rule by rule: as much of CSS as is written here, where only @media and the like hold rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHEETS = sorted((Path(__file__).resolve().parents[2] / "static" / "css").glob("*.css"))


@dataclass(frozen=True)
class Rule:
    """A rule of a sheet. `within`: what stands around it, outermost first."""

    sheet: str
    line: int
    selectors: tuple[str, ...]
    within: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]

    def finds(self, what: str) -> str:
        return f"{self.sheet}:{self.line}: {what}"

    @property
    def is_asked_for(self) -> bool:
        """Whether the engine is asked first, so that an old one passes the rule by."""
        return any(one.startswith("@supports") for one in self.within)


def split(text: str, at: str) -> list[str]:
    """Parts of a text between signs that stand in no brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if sign == at and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [" ".join(part.split()) for part in parts if part.strip()]


def rules(css: str, sheet: str = "planted.css") -> Iterator[Rule]:
    """Every rule, and every block that holds rules, as it is opened."""
    css = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), css, flags=re.DOTALL)
    around: list[str] = []
    for found in re.finditer(r"([^{};]*(?:;(?=[^{}]*\})[^{};]*)*)([{}])", css):
        head, bracket = found[1].strip(), found[2]
        if bracket == "}":
            if around:
                around.pop()
            continue
        # Declarations before a nested rule belong to the rule around it.
        head = head.rpartition(";")[2].strip()
        body = css[found.end() :].partition("}")[0]
        written = "" if "{" in body else body
        declarations = tuple(
            (name.strip(), " ".join(value.split()))
            for name, _colon, value in (part.partition(":") for part in split(written, ";"))
        )
        line = css.count("\n", 0, found.start(2)) + 1
        selectors = (head,) if head.startswith("@") else tuple(split(head, ","))
        yield Rule(sheet, line, selectors, tuple(around), declarations)
        around.append(head)
