"""What the office fills in about a team."""

from typing import Any

from common.exceptions import Refused
from grid.admin.forms.base import OneCommunityForm
from volunteers.models import Team
from volunteers.rules.public_words import require_no_mobile


class TeamForm(OneCommunityForm):
    """A team, or a sub-team of one: whichever it is follows from whether it is part of another, and stays so."""

    class Meta:
        model = Team
        fields = ["community", "parent", "name", "kind", "about", "unit", "prefix", "active"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is None and (parent := cleaned.get("parent")):
            self.instance.level = Team.Level.SUB_TEAM
            self.instance.community = cleaned["community"] = parent.community
        for field in ("name", "about"):
            try:
                require_no_mobile(**{field: cleaned.get(field) or ""})
            except Refused as refusal:
                self.add_error(field, refusal.as_validation_error())
        return cleaned
