"""The team of the demo, its five sub-teams, and who leads them."""

import datetime as dt
from typing import NamedTuple

from accounts.models import User
from common.time.ranges import since
from demo.logins import TEAM_LEAD
from demo.organisation import GENERAL
from demo.people import People
from grid.models import Community, OrgUnit
from volunteers.models import ServiceKind, Team, TeamAppointment

TEAM = "彭友来帮忙"
ABOUT = "彭山人的志愿队：谁家有事，彭友来帮忙。清运、调解、陪伴、唱歌，能做什么就做什么。"
FOUNDED = 900


class SubTeamPlan(NamedTuple):
    """A sub-team of the demo; its lead is a pioneer of the same estate, or somebody of the neighbourhood."""

    name: str
    kind: ServiceKind
    about: str
    lead: str
    since: int


SUB_TEAMS = [
    SubTeamPlan("小区治理分队", ServiceKind.GOVERNANCE, "公约、飞线、加梯，一家一家问。", "金荣生", 620),
    SubTeamPlan("绿色环境分队", ServiceKind.ENVIRONMENT, "桶边、楼道、清运路，越走越干净。", "冯玉兰", 590),
    SubTeamPlan("邻里调解分队", ServiceKind.MEDIATION, "坐下来，把话说开。", "汤志明", 560),
    SubTeamPlan("暖心关爱分队", ServiceKind.CARE, "敲敲门，搭把手。", "宋彩英", 610),
    SubTeamPlan("文体活动分队", ServiceKind.CULTURE, "唱歌、画画、放电影，场子我们搭。", "范美娟", 480),
]


class DemoTeams:
    """The team of the demo with its sub-teams, and who leads each."""

    def __init__(self, top: Team, subs: list[Team], leads: dict[int, User]) -> None:
        self.top, self.subs, self.leads = top, subs, leads

    def of(self, kind: ServiceKind) -> Team:
        """The sub-team that does this kind of service; the team itself where none does."""
        return next((team for team in self.subs if team.kind == kind), self.top)

    def lead(self, team: Team) -> User:
        return self.leads[team.pk]


def load_teams(community: Community, units: dict[str, OrgUnit], people: People, *, today: dt.date) -> DemoTeams:
    """Write the demo's team, its sub-teams, and the appointments of their leads, granted by the secretary."""
    unit = units[GENERAL]
    top = Team.objects.create(community=community, name=TEAM, about=ABOUT, unit=unit, prefix="PY")
    subs = Team.objects.bulk_create(
        Team(
            community=community,
            level=Team.Level.SUB_TEAM,
            parent=top,
            name=plan.name,
            kind=plan.kind,
            about=plan.about,
            unit=unit,
            prefix="PY",
        )
        for plan in SUB_TEAMS
    )
    first = people.users[people.by_login[TEAM_LEAD.key].pk]
    leads = {top.pk: first} | {team.pk: people.user(plan.lead) for team, plan in zip(subs, SUB_TEAMS, strict=True)}
    began = {top.pk: FOUNDED} | {team.pk: plan.since for team, plan in zip(subs, SUB_TEAMS, strict=True)}
    TeamAppointment.objects.bulk_create(
        TeamAppointment(
            user=leads[team.pk],
            team=team,
            during=since(today - dt.timedelta(days=began[team.pk])),
            granted_by=people.secretary,
        )
        for team in (top, *subs)
    )
    return DemoTeams(top, subs, leads)
