"""The links of a page, and the pages that somebody reaches by following them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.support.forms import forms_on

# No pages: files, and what ends the session of whoever follows the links.
NO_PAGES = ("/static/", "/media/", "/accounts/logout/", "/i18n/")
# What a list of the office remembers of itself: order, and the filters to come back to. Nobody's rights depend on it.
REMEMBERED = {"o", "_changelist_filters"}
# So many pages of a kind are read for links, and so many links to one kind are followed.
MOST_READ, MOST_FOLLOWED = 1, 2


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


@dataclass
class Crawl:
    """Whatever one visitor reaches from `starts`: a few links of each kind are asked for, and fewer read further.

    A page is of the kind of its address without keys and values: `/admin/grid/building/5/change/` is one page of all
    buildings. Several are asked for, since rows differ in who may open them.
    """

    client: Client
    starts: list[str]
    # Address → the page that links to it, and the status at its end.
    came_from: dict[str, str] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)

    def dead_ends(self) -> list[str]:
        """Links that end in a refusal, each with the page on which it stands."""
        waiting = list(self.starts)
        self.came_from = dict.fromkeys(waiting, "")
        read: Counter[tuple[str, ...]] = Counter()
        followed: Counter[tuple[str, bool]] = Counter()
        while waiting:
            url = waiting.pop(0)
            response = self.client.get(url, follow=True)
            self.answers[url] = response.status_code
            if response.status_code != 200 or "text/html" not in response.headers["Content-Type"]:
                continue
            here = response.redirect_chain[-1][0] if response.redirect_chain else url
            kind = _kind(here)
            read[kind] += 1
            if read[kind] > MOST_READ:
                continue
            for link in _links(response, here):
                if link not in self.came_from:
                    kind_of_link = (_kind(link)[0], "?" in link)
                    followed[kind_of_link] += 1
                    if followed[kind_of_link] > MOST_FOLLOWED:
                        continue
                    self.came_from[link] = url
                    waiting.append(link)
        return [f"{url} ({status}) on {self.came_from[url]}" for url, status in self.answers.items() if status != 200]


def _links(response: object, here: str) -> Iterator[str]:
    parser = _Links()
    parser.feed(response.content.decode(errors="ignore"))  # type: ignore[attr-defined]
    sent = [
        f"{urljoin(here, form.action or urlsplit(here).path)}?{urlencode(form.fields, doseq=True)}"
        for form in forms_on(response)  # type: ignore[arg-type]
        if form.method == "get"
    ]
    for href in [*parser.found, *sent]:
        parts = urlsplit(urldefrag(urljoin(here, href)).url)
        if (
            parts.scheme in ("", "http")
            and parts.netloc in ("", "testserver")
            and not parts.path.startswith(NO_PAGES)
        ):
            query = urlencode(
                [
                    (name, value)
                    for name, value in parse_qsl(parts.query, keep_blank_values=True)
                    if name not in REMEMBERED
                ]
            )
            yield f"{parts.path}?{query}" if query else parts.path


def _kind(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return (parts.path,)
    return (match.view_name or match.route, *sorted({name for name, _value in parse_qsl(parts.query)}))
