"""The loader of templates: line breaks that only lay out the source of a page are not sent to the browser.

Templates are written one element a line. A browser would draw a line break between two inline elements as a space,
and Chinese is written without spaces. So the loader takes these line breaks out when it compiles a template, once a
process; a request costs nothing more. The rule is the one of JSX. “Line break” includes the blanks around it.

- Beside a tag or a variable (`<b>`, `{% if %}`, `{{ name }}`, `{# note #}`) a line break is nothing.
- Between two words of text it is one space.
- Inside an HTML tag it is one space, and nothing before the `>`.
- Inside `<pre>`, `<textarea>`, `<script>`, `<style>`, `<!-- -->` and `{% blocktranslate %}` it stays as it is.

Blanks without a line break stay: `<b>{{ count }}</b> {{ unit }}`. Where the formatter could turn such a blank into a
line break, the template says `{{ " " }}`, which is compiled to a space of text.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.template import Origin, Template
from django.template.base import DebugLexer, Lexer, Parser, Token, TokenType
from django.template.loaders import base, cached

# Only what HTML calls white space: the ideographic space U+3000 and U+00A0 are text.
LINE_BREAK = r"[ \t\r\f]*\n[ \t\r\f\n]*"
BETWEEN_WORDS = re.compile(LINE_BREAK)
AT_AN_END = re.compile(rf"\A{LINE_BREAK}|{LINE_BREAK}\Z")
BEFORE_TAG_END = re.compile(rf"{LINE_BREAK}>\Z")
# A `<` at the end of a piece of text opens a tag whose name comes from a template tag.
TAG_START = re.compile(r"<(?P<name>!--|/?[a-zA-Z][\w:-]*|[!/]|\Z)")
QUOTE_OR_TAG_END = re.compile(r"""["'>]""")
KEPT_ELEMENTS = {"pre": "</pre", "textarea": "</textarea", "script": "</script", "style": "</style", "!--": "-->"}
SPACE = {'" "', "' '"}
KEPT_BLOCKS = {"blocktranslate", "blocktrans", "comment", "verbatim"}


class _CompilingLoader(base.Loader):
    """What the cached loader below asks, through `super()`, for a template that it does not have yet."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Compile it twice: the first time, Django reports mistakes with their line; the second result is used."""
        template = super().get_template(template_name, skip)
        if self._is_own_page(Path(template.origin.name)):
            _compile_without_line_breaks(template)
        return template

    def _is_own_page(self, path: Path) -> bool:
        """Is it one of the portal's own pages? Those of other packages and texts for mails stay as they are."""
        return path.suffix == ".html" and any(path.is_relative_to(folder) for folder in self.engine.dirs)


class Loader(cached.Loader, _CompilingLoader):
    """Django's cached loader; the line breaks of the templates in `DIRS` are left out."""


def _compile_without_line_breaks(template: Template) -> None:
    engine = template.engine
    lexer = (DebugLexer if engine.debug else Lexer)(template.source)
    tokens = list(without_line_breaks(lexer.tokenize()))
    parser = Parser(tokens, engine.template_libraries, engine.template_builtins, template.origin)
    template.nodelist = parser.parse()
    template.extra_data = parser.extra_data


def without_line_breaks(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a template, each at the place in the source where it was, with less white space in the texts."""
    reader = HTMLReader()
    end_of_kept_block = ""
    for token in tokens:
        command = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if end_of_kept_block:
            end_of_kept_block = "" if command == end_of_kept_block else end_of_kept_block
        elif command in KEPT_BLOCKS:
            end_of_kept_block = f"end{command}"
        elif token.token_type == TokenType.TEXT:
            token.contents = reader.read(token.contents)
            if not token.contents:
                continue
        elif token.token_type == TokenType.VAR and token.contents in SPACE:
            token = Token(TokenType.TEXT, " ", token.position, token.lineno)
        yield token


class HTMLReader:
    """Reads the pieces of HTML between template tags one after the other and knows where in the HTML it stands."""

    def __init__(self) -> None:
        self.is_in_tag = False
        self.quote = ""  # the quotation mark of the attribute's value in which the reading stands
        self.kept_until = ""  # how the end of the element begins whose contents stay as they are

    def read(self, text: str) -> str:
        """Return the next piece without the line breaks that only lay it out."""
        done: list[str] = []
        while text:
            read_next = self._tag if self.is_in_tag else self._kept if self.kept_until else self._content
            part, text = read_next(text)
            done.append(part)
        return "".join(done)

    def _content(self, text: str) -> tuple[str, str]:
        """Text up to the next tag: at each end of it there is a tag, of HTML or of the template."""
        start = TAG_START.search(text)
        if start is None:
            return _collapsed(text), ""
        self.is_in_tag = True
        self.kept_until = KEPT_ELEMENTS.get(start["name"].lower(), "")
        if start["name"] == "!--":
            self.is_in_tag = False
        return _collapsed(text[: start.start()]) + start[0], text[start.end() :]

    def _tag(self, text: str) -> tuple[str, str]:
        """The rest of a tag up to its `>`, or up to a template tag inside it."""
        for mark in QUOTE_OR_TAG_END.finditer(text):
            if self.quote:
                self.quote = "" if mark[0] == self.quote else self.quote
            elif mark[0] != ">":
                self.quote = mark[0]
            else:
                self.is_in_tag = False
                tag, rest = text[: mark.end()], text[mark.end() :]
                return BETWEEN_WORDS.sub(" ", BEFORE_TAG_END.sub(">", tag)), rest
        return BETWEEN_WORDS.sub(" ", text), ""

    def _kept(self, text: str) -> tuple[str, str]:
        """The contents of an element in which every blank counts, with the beginning of its end tag."""
        end = text.lower().find(self.kept_until)
        if end < 0:
            return text, ""
        end += len(self.kept_until)
        self.kept_until, self.is_in_tag = "", not text[:end].endswith("-->")
        return text[:end], text[end:]


def _collapsed(content: str) -> str:
    return BETWEEN_WORDS.sub(" ", AT_AN_END.sub("", content))
