"""What the office fills in about a unit of the organisation."""

from typing import Any

from grid.admin.forms.base import OneCommunityForm
from grid.models import OrgUnit


class OrgUnitForm(OneCommunityForm):
    """A unit of a given level; `level` is set by who builds the form class, for a new unit."""

    level: int = OrgUnit.Level.GENERAL_BRANCH

    class Meta:
        model = OrgUnit
        fields = ["parent", "name", "number", "about", "estates", "grids"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.level = self.level

    def _get_validation_exclusions(self) -> set[str]:
        # The name is unique below its parent, also where the form of a general branch asks for no parent.
        return super()._get_validation_exclusions() - {"level", "parent"}
