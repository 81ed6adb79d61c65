"""The base of forms of records that name their community."""

from typing import Any

from django import forms

from grid.models import Community


class OneCommunityForm(forms.ModelForm):
    """A form of a record that belongs to a community. Where there is only one, nobody is asked which."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "community" not in self.fields and not self.instance.community_id:
            self.instance.community = Community.objects.order_by("pk").first()

    def _get_validation_exclusions(self) -> set[str]:
        # Names are unique within the community: that is checked here too, not only by the database.
        return super()._get_validation_exclusions() - {"community"}  # type: ignore[misc]
