"""The forms of a page as a browser would send them, without anybody having typed or ticked anything."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

# Buttons are sent when they are pressed, files when they are chosen.
NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """A form of a page: where it is sent, how, and the values of its fields."""

    action: str
    method: str
    fields: dict[str, Any] = field(default_factory=dict)

    def put(self, name: str, value: str) -> None:
        self.fields[name] = [*self.fields[name], value] if name in self.fields else [value]


class _Forms(HTMLParser):
    """Collects what a browser sends: ticked boxes, chosen options, texts."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._select, self._chosen, self._first = "", False, ""
        self._area: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self._by_id[given.get("id", "")] = self._open
            self.forms.append(self._open)
        form = self._by_id.get(given.get("form", ""), self._open) if given.get("form") else self._open
        name = given.get("name", "")
        if form is None:
            return
        if tag == "input" and name and "disabled" not in given:
            kind = given.get("type", "text")
            if kind in NOT_SENT or (kind in {"radio", "checkbox"} and "checked" not in given):
                return
            form.put(name, given.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select":
            self._select, self._chosen, self._first = name, "multiple" in given, ""
        elif tag == "option" and self._select:
            self._first = self._first or f"={given.get('value', '')}"
            if "selected" in given:
                self._chosen = True
                form.put(self._select, given.get("value", ""))
        elif tag == "textarea":
            self._select, self._area = name, []

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.append(data)

    def handle_endtag(self, tag: str) -> None:
        form = self._open
        if tag == "select" and form is not None and self._select:
            if not self._chosen and self._first:
                form.put(self._select, self._first[1:])
            self._select = ""
        elif tag == "textarea" and form is not None and self._area is not None:
            if self._select:
                form.put(self._select, "".join(self._area).strip())
            self._select, self._area = "", None
        elif tag == "form":
            self._open = None


def forms_on(response: HttpResponse) -> list[Form]:
    """Every form of the page that is posted."""
    parser = _Forms()
    parser.feed(response.content.decode())
    return [form for form in parser.forms if form.method == "post"]


def form_on(response: HttpResponse, name: str) -> dict[str, Any]:
    """What the one form with a field of this name would send."""
    (form,) = [form for form in forms_on(response) if name in form.fields or _has_field(response, form, name)]
    return form.fields


def _has_field(response: HttpResponse, form: Form, name: str) -> bool:
    """A field that a browser sends only when it is ticked or chosen."""
    return len(forms_on(response)) == 1 and f'name="{name}"' in response.content.decode()
