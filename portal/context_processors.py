"""What every page shows of its community, without a query on every page."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from grid.models import Community


@dataclass(frozen=True, slots=True)
class Site:
    """The facts of the community as its pages show them; all empty until the first community is entered."""

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
        """The service phone as a `tel:` link wants it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


_kept: tuple[float, Site] | None = None


def current_site() -> Site:
    """The facts, read at most once in SITE_FACTS_SECONDS by each process."""
    global _kept
    now = time.monotonic()
    if _kept is None or now >= _kept[0]:
        fields = list(Site.__dataclass_fields__)
        row = Community.objects.order_by("pk").values(*fields).first()
        _kept = (now + settings.SITE_FACTS_SECONDS, Site(**row) if row else Site())
    return _kept[1]


def forget() -> None:
    """Read the facts again at the next page: for tests, which change them under the clock."""
    global _kept
    _kept = None


def site(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    return {"this_site": current_site(), "language_tag": "zh-Hans" if language == "zh-hans" else language}
