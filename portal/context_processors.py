"""The context of every page: facts of the community, without a query for each page."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from grid.models import Community


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The facts of the community that every page shows; all are empty until a community exists."""

    name: str = ""
    programme: str = ""
    subdistrict: str = ""
    address: str = ""
    phone: str = ""
    office_hours: str = ""
    icp_record: str = ""
    police_record: str = ""

    @property
    def title(self) -> str:
        return self.programme or self.name or gettext("Community portal")

    @property
    def dial(self) -> str:
        """The service phone for a `tel:` link."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")


_cached: tuple[float, SiteFacts] | None = None


def current_site() -> SiteFacts:
    """The facts of the community; each process reads them at most once in SITE_FACTS_SECONDS."""
    global _cached
    now = time.monotonic()
    if _cached is None or now >= _cached[0]:
        fields = list(SiteFacts.__dataclass_fields__)
        row = Community.objects.order_by("pk").values(*fields).first()
        _cached = (now + settings.SITE_FACTS_SECONDS, SiteFacts(**row) if row else SiteFacts())
    return _cached[1]


def clear_site() -> None:
    """Read the facts of the community again for the next page. Only tests call it."""
    global _cached
    _cached = None


def site(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: `this_site` has the facts of the community, `language_tag` is for `<html lang>`."""
    language = get_language() or settings.LANGUAGE_CODE
    return {"this_site": current_site(), "language_tag": "zh-Hans" if language == "zh-hans" else language}
