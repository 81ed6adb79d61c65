"""How volunteers help with a matter: the activities that were made from it, and where one is made."""

from typing import Any

from django.db.models import Q

from accounts.models import User
from common.admin.pages import admin_address
from common.time import formatting
from grid.models import Matter
from grid.selectors.matter_help import HelpKind, MatterHelp, register_matter_help
from volunteers.models import Activity


def register_help_of_volunteers() -> None:
    """Register activities as a kind of help with matters; called once, when the app is ready."""
    register_matter_help(HelpKind("volunteers", _activities_for, _where_to_begin))


def _activities_for(matter: Matter) -> list[MatterHelp]:
    """The published activities for this matter, or for one that was merged into it."""
    of_it = Q(matter=matter) | Q(matter__parent=matter)
    rows = Activity.objects.filter(of_it, status=Activity.Status.PUBLISHED).order_by("starts_at", "pk")
    return [MatterHelp(one.title, formatting.day(one.starts_at), one.get_absolute_url()) for one in rows]


def _where_to_begin(matter: Matter, *, by: User) -> str:
    """The form for an activity, which fills in what is known; nothing for who may not make one.

    The address says the number alone: the words may be long, and are not for the list of pages that one has seen.
    """
    if not by.has_perm("volunteers.add_activity") or not by.rights.in_office:
        return ""
    return admin_address("admin:volunteers_activity_add", matter=matter.pk)


def known_from_matter(matter: Matter) -> dict[str, Any]:
    """What the form for an activity that helps with the matter begins with. Words that are not public stay out."""
    words = matter.words if matter.is_public else ""
    return {"title": str(matter.kind), "content": words, "building": matter.building_id}
