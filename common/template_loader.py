"""The template loader: it removes line breaks that only structure the source of a template.

Templates are written with one element a line. A browser would draw a line break between two inline elements as a
space, but Chinese is written without spaces. The loader removes these line breaks when it compiles a template, once
in each process, so a request costs nothing more. The rule is the one of JSX. “Line break” includes the blanks around
it.

- Beside a tag or a variable (`<b>`, `{% if %}`, `{{ name }}`, `{# note #}`) a line break is removed.
- Between two words of text it becomes one space.
- Inside an HTML tag it becomes one space; before the `>` it is removed.
- Inside `<pre>`, `<textarea>`, `<script>`, `<style>`, `<!-- -->` and `{% blocktranslate %}` it stays.

Blanks without a line break stay: `<b>{{ count }}</b> {{ unit }}`. Where the formatter could turn such a blank into a
line break, write `{{ " " }}`: it is compiled to one space.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.template import Origin, Template
from django.template.base import DebugLexer, Lexer, Parser, Token, TokenType
from django.template.loaders import base, cached

# Only the white space of HTML: the ideographic space U+3000 and U+00A0 are text.
LINE_BREAK = r"[ \t\r\f]*\n[ \t\r\f\n]*"
BETWEEN_WORDS = re.compile(LINE_BREAK)
AT_EITHER_END = re.compile(rf"\A{LINE_BREAK}|{LINE_BREAK}\Z")
BEFORE_TAG_END = re.compile(rf"{LINE_BREAK}>\Z")
# A `<` at the end of a piece of text opens a tag whose name comes from a template tag.
TAG_START = re.compile(r"<(?P<name>!--|/?[a-zA-Z][\w:-]*|[!/]|\Z)")
QUOTE_OR_TAG_END = re.compile(r"""["'>]""")
VERBATIM_ELEMENTS = {"pre": "</pre", "textarea": "</textarea", "script": "</script", "style": "</style", "!--": "-->"}
SPACE = {'" "', "' '"}
VERBATIM_BLOCKS = {"blocktranslate", "blocktrans", "comment", "verbatim"}


class _CompilingLoader(base.Loader):
    """Compiles the templates that the cached loader below does not have yet; that loader calls it through
    `super()`.
    """

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Compile the template twice.

        The first time Django reports errors with their lines; the second result is used.
        """
        template = super().get_template(template_name, skip)
        if self._is_own_page(Path(template.origin.name)):
            _compile_without_line_breaks(template)
        return template

    def _is_own_page(self, path: Path) -> bool:
        """Whether it is a page of the portal. Templates of other packages and texts of e-mails stay unchanged."""
        return path.suffix == ".html" and any(path.is_relative_to(folder) for folder in self.engine.dirs)


class Loader(cached.Loader, _CompilingLoader):
    """Django's cached loader, without the line breaks in templates of `DIRS`."""


def _compile_without_line_breaks(template: Template) -> None:
    engine = template.engine
    lexer = (DebugLexer if engine.debug else Lexer)(template.source)
    tokens = list(without_line_breaks(lexer.tokenize()))
    parser = Parser(tokens, engine.template_libraries, engine.template_builtins, template.origin)
    template.nodelist = parser.parse()
    template.extra_data = parser.extra_data


def without_line_breaks(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a template with less white space in the texts. Each token keeps its position in the source."""
    reader = HTMLReader()
    end_of_verbatim_block = ""
    for token in tokens:
        command = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if end_of_verbatim_block:
            end_of_verbatim_block = "" if command == end_of_verbatim_block else end_of_verbatim_block
        elif command in VERBATIM_BLOCKS:
            end_of_verbatim_block = f"end{command}"
        elif token.token_type == TokenType.TEXT:
            token.contents = reader.read(token.contents)
            if not token.contents:
                continue
        elif token.token_type == TokenType.VAR and token.contents in SPACE:
            token = Token(TokenType.TEXT, " ", token.position, token.lineno)
        yield token


class HTMLReader:
    """Reads the HTML between template tags piece by piece and keeps its state between the pieces."""

    def __init__(self) -> None:
        self.is_in_tag = False
        self.quote = ""  # the quotation mark around the current attribute's value
        self.verbatim_until = ""  # the beginning of the end tag of the current verbatim element

    def read(self, text: str) -> str:
        """The next piece without the line breaks that only structure the source."""
        parts: list[str] = []
        while text:
            read_next = self._tag if self.is_in_tag else self._verbatim if self.verbatim_until else self._content
            part, text = read_next(text)
            parts.append(part)
        return "".join(parts)

    def _content(self, text: str) -> tuple[str, str]:
        """Text up to the next HTML tag. At both ends of it stands a tag, of HTML or of the template."""
        start = TAG_START.search(text)
        if start is None:
            return _collapsed(text), ""
        self.is_in_tag = True
        self.verbatim_until = VERBATIM_ELEMENTS.get(start["name"].lower(), "")
        if start["name"] == "!--":
            self.is_in_tag = False
        return _collapsed(text[: start.start()]) + start[0], text[start.end() :]

    def _tag(self, text: str) -> tuple[str, str]:
        """The rest of an HTML tag up to its `>`, or up to a template tag inside it."""
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

    def _verbatim(self, text: str) -> tuple[str, str]:
        """The contents of an element in which blanks count, with the beginning of its end tag."""
        end = text.lower().find(self.verbatim_until)
        if end < 0:
            return text, ""
        end += len(self.verbatim_until)
        self.verbatim_until, self.is_in_tag = "", not text[:end].endswith("-->")
        return text[:end], text[end:]


def _collapsed(content: str) -> str:
    return BETWEEN_WORDS.sub(" ", AT_EITHER_END.sub("", content))
