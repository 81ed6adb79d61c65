"""How volunteers help with a matter: the activities that were made from it, and where one is made."""

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
    rows = Activity.objects.filter(matter=matter, status=Activity.Status.PUBLISHED).order_by("starts_at", "pk")
    return [MatterHelp(one.title, formatting.day(one.starts_at), one.get_absolute_url()) for one in rows]


def _where_to_begin(matter: Matter, *, by: User) -> str:
    """The form for an activity with what is known; nothing for who may not make one."""
    if not by.has_perm("volunteers.add_activity") or not by.rights.in_office:
        return ""
    known = {"title": str(matter.kind), "content": matter.words, "building": matter.building_id or ""}
    return admin_address("admin:volunteers_activity_add", matter=matter.pk, **known)
