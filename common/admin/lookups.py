"""What the address of an office's list may ask for: what the list itself offers, and nothing else.

Django filters a list by every column of its model, shown or not: `?phone__startswith=` would read a masked number
digit by digit, and a malformed value would be an error of the server.
"""

import re
from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup, DisallowedModelAdminToField
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ORDER_VAR
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.views import ChangeList

from common.exceptions import Refused

COLUMNS = re.compile(r"(-?[0-9]{1,2}(\.-?[0-9]{1,2}){0,19})?", re.ASCII)
# The parts of a day in an address of `date_hierarchy`. Other years have no rows, and a date knows some of them only.
PARTS_OF_A_DAY = {
    "year": re.compile(r"(19|20|21)[0-9]{2}", re.ASCII),
    "month": re.compile(r"0?[1-9]|1[0-2]", re.ASCII),
    "day": re.compile(r"0?[1-9]|[12][0-9]|3[01]", re.ASCII),
}

# How Django's filters go on after the path of their field.
OF_FILTERS = ("", "__exact", "__id__exact", "__isnull", "__isempty", "__in")


def asks_a_filter(lookup: str, filters: list[Any], date_hierarchy: str | None) -> bool:
    """Whether this parameter is one of a list's filters or of its days."""
    paths = [str(one[0] if isinstance(one, tuple | list) else one) for one in filters]
    named = {getattr(one, "parameter_name", None) for one in filters}
    named |= {path + end for path in paths for end in OF_FILTERS}
    named |= {f"{date_hierarchy}__{part}" for part in PARTS_OF_A_DAY} if date_hierarchy else set()
    return lookup in named


def list_refusal() -> Refused:
    """The refusal of an address that asks a list for what it does not offer."""
    return Refused(_("The list cannot be filtered or sorted like that. Here it is whole."), code="not_offered")


class OfferedChangeList(ChangeList):
    """A list of admin that takes its filters, its order, its pages and `linked_lookups` of its admin class.

    Raises Refused for everything else, and for values that its filters do not understand.
    """

    filter_params: dict[str, list[str]]

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if ERROR_FLAG in request.GET or not COLUMNS.fullmatch(request.GET.get(ORDER_VAR, "")):
            raise list_refusal()
        try:
            super().__init__(request, *args, **kwargs)
        except (DisallowedModelAdminLookup, DisallowedModelAdminToField, IncorrectLookupParameters) as error:
            raise list_refusal() from error

    def get_filters_params(self, params: Any = None) -> dict[str, list[str]]:
        """Without the filters that were left at “all”: the form sends an empty value for each of them."""
        given: dict[str, list[str]] = super().get_filters_params(params)
        return {
            name: filled
            for name, values in given.items()
            if (
                filled := [value for value in values if value]
                if asks_a_filter(name, self.list_filter, None)
                else values
            )
        }

    def get_filters(self, request: HttpRequest) -> Any:
        """Django's, once the day is one and nothing is left that no filter has taken."""
        if self.date_hierarchy:
            for part, pattern in PARTS_OF_A_DAY.items():
                typed = self.filter_params.get(f"{self.date_hierarchy}__{part}", [])
                if not all(pattern.fullmatch(str(one)) for one in typed):
                    raise list_refusal()
        filters = super().get_filters(request)
        left = {name for name in filters[2] if name in self.filter_params}
        if left - set(self.model_admin.linked_lookups):
            raise list_refusal()
        return filters
