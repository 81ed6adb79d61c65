"""The base of admin classes whose records name their community."""

from typing import Any

from django.http import HttpRequest

from common.admin.base import ScopedModelAdmin
from common.admin.scope import visible
from grid.forms import OneCommunityForm
from grid.models import Community


class OneCommunityAdmin(ScopedModelAdmin):
    """Of records that name their community: with one community in the installation it shows nowhere."""

    form = OneCommunityForm

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*(super().get_exclude(request, obj) or []), *self._hidden(request)]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_fields(request, obj)
        return [name for name in fields if name not in self._hidden(request)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Also where a class names its fields group by group."""
        hidden = self._hidden(request)
        groups = super().get_fieldsets(request, obj)
        return [
            (title, {**group, "fields": [one for one in group["fields"] if one not in hidden]})
            for title, group in groups
        ]

    def get_list_display(self, request: HttpRequest) -> Any:
        return [name for name in super().get_list_display(request) if name not in self._hidden(request)]

    def get_list_filter(self, request: HttpRequest) -> list:
        hidden = self._hidden(request)
        filters = super().get_list_filter(request)
        return [item for item in filters if not (isinstance(item, tuple) and item[0] in hidden)]

    def _hidden(self, request: HttpRequest) -> list[str]:
        if not hasattr(request, "community_is_hidden"):
            request.community_is_hidden = visible(Community, request).count() <= 1  # type: ignore[attr-defined]
        return ["community"] if request.community_is_hidden else []  # type: ignore[attr-defined]
