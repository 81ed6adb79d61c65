"""What the office fills in about a team."""

from typing import Any

from grid.admin.forms.base import OneCommunityForm
from volunteers.models import Team


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
        return cleaned
