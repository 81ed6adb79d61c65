"""The usual kinds of matters, for a community that begins."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from grid.models import Community, MatterKind
from grid.rules.matters import require_no_kinds

Icon = MatterKind.Icon


def _usual_kinds(community: Community) -> list[MatterKind]:
    """The kinds with which a community begins: 2 h emergencies, 24 h utilities, 3, 7 and 15 working days.

    The hours are those of Beijing's hotline rules (12345热线服务与管理规范), the days those of other cities.
    """
    rows = [
        (_("emergency"), Icon.EMERGENCY, {"hours": 2}),
        (_("water, power, gas"), Icon.UTILITIES, {"hours": 24}),
        (_("refuse and cleaning"), Icon.REFUSE, {"working_days": 3}),
        (_("lamps, lifts, repairs"), Icon.REPAIR, {"working_days": 7}),
        (_("parking and traffic"), Icon.PARKING, {"working_days": 7}),
        (_("trees and green"), Icon.GREEN, {"working_days": 7}),
        (_("noise and neighbours"), Icon.NOISE, {"working_days": 7}),
        (_("safety and fire"), Icon.SAFETY, {"working_days": 3}),
        (_("anything else"), Icon.OTHER, {"working_days": 15}),
        (_("needs told at visits"), Icon.PERSON, {"working_days": 7, "of_visits": True}),
    ]
    return [
        MatterKind(community=community, name=name, icon=icon, position=number, **clock)
        for number, (name, icon, clock) in enumerate(rows, 1)
    ]


@action
def add_usual_kinds(community: Community, *, by: User) -> list[MatterKind]:
    """Enter the usual kinds where there are none yet; each can be changed then. Raises Refused."""
    require_permission(by, "grid.add_matterkind")
    require_permission(by, "grid.view_community", community)
    require_no_kinds(community)
    return MatterKind.objects.bulk_create(_usual_kinds(community))
