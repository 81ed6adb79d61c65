"""The organisation of the demo community: general branch, estate branches, pioneer posts with their buildings."""

import datetime as dt
from typing import NamedTuple

from common.time.ranges import since
from grid.models import Building, Community, Estate, Grid, OrgUnit, PostBuilding


class BranchPlan(NamedTuple):
    """An estate branch of the demo: the names of its estates and the numbers of its grids."""

    name: str
    about: str
    estates: list[str]
    grids: list[int]


class PostPlan(NamedTuple):
    """A pioneer post of the demo: its branch, its name, and the numbers of its buildings in one estate."""

    branch: str
    name: str
    estate: str
    buildings: range


GENERAL = "彭山社区党总支"
GENERAL_ABOUT = "支部建在网格上，先锋走进楼栋里，党员群众一起把家门口的事办好。"

BRANCHES = [
    BranchPlan("映山花园党支部", "每月第一个周三晚上在一号网格活动室接待邻居。", ["映山花园"], [1]),
    # Most branches serve one estate; this one serves two small ones.
    BranchPlan("海棠苑党支部", "海棠苑和知行公寓的联合支部，幸福驿站由支部轮值。", ["海棠苑", "知行公寓"], [2]),
    BranchPlan("青禾家园党支部", "小区跨三号、四号两个网格，支部在两边都设了先锋岗。", ["青禾家园"], [3, 4]),
    BranchPlan("溪语雅居党支部", "和物业一起办“周五议事角”，有事当面说。", ["溪语雅居"], [4]),
]

POSTS = [
    PostPlan("映山花园党支部", "映山花园第一先锋岗", "映山花园", range(1, 4)),
    PostPlan("映山花园党支部", "映山花园第二先锋岗", "映山花园", range(4, 7)),
    PostPlan("映山花园党支部", "映山花园第三先锋岗", "映山花园", range(7, 10)),
    PostPlan("映山花园党支部", "映山花园第四先锋岗", "映山花园", range(10, 13)),
    PostPlan("映山花园党支部", "映山花园第五先锋岗", "映山花园", range(13, 17)),
    PostPlan("海棠苑党支部", "海棠苑第一先锋岗", "海棠苑", range(1, 4)),
    PostPlan("海棠苑党支部", "海棠苑第二先锋岗", "海棠苑", range(4, 8)),
    PostPlan("海棠苑党支部", "海棠苑第三先锋岗", "海棠苑", range(8, 11)),
    PostPlan("海棠苑党支部", "知行公寓第一先锋岗", "知行公寓", range(1, 3)),
    PostPlan("海棠苑党支部", "知行公寓第二先锋岗", "知行公寓", range(3, 5)),
    PostPlan("青禾家园党支部", "青禾一区第一先锋岗", "青禾家园", range(1, 5)),
    PostPlan("青禾家园党支部", "青禾一区第二先锋岗", "青禾家园", range(5, 8)),
    PostPlan("青禾家园党支部", "青禾一区第三先锋岗", "青禾家园", range(8, 11)),
    PostPlan("青禾家园党支部", "青禾一区第四先锋岗", "青禾家园", range(11, 14)),
    PostPlan("青禾家园党支部", "青禾一区第五先锋岗", "青禾家园", range(14, 17)),
    PostPlan("青禾家园党支部", "青禾二区第一先锋岗", "青禾家园", range(17, 20)),
    PostPlan("青禾家园党支部", "青禾二区第二先锋岗", "青禾家园", range(20, 23)),
    PostPlan("溪语雅居党支部", "溪语雅居第一先锋岗", "溪语雅居", range(1, 4)),
    PostPlan("溪语雅居党支部", "溪语雅居第二先锋岗", "溪语雅居", range(4, 7)),
    PostPlan("溪语雅居党支部", "溪语雅居第三先锋岗", "溪语雅居", range(7, 9)),
]

# Evenings with office hours; the posts of a branch take turns.
DUTY = ["周一", "周二", "周四", "周五", "周六", "周日", "周三"]


def load_organisation(
    community: Community,
    grids: dict[int, Grid],
    estates: dict[str, Estate],
    buildings: list[Building],
    *,
    today: dt.date,
) -> dict[str, OrgUnit]:
    """All units of the demo by name. The posts have had their buildings since the beginning of last year."""
    top = OrgUnit.objects.create(
        community=community, level=OrgUnit.Level.GENERAL_BRANCH, number=1, name=GENERAL, about=GENERAL_ABOUT
    )
    top.estates.set(estates.values())
    top.grids.set(grids.values())
    units = {GENERAL: top} | _branches(top, grids, estates)
    posts = _posts(units)
    at = {(building.estate_id, building.number): building for building in buildings}
    began = since(dt.date(today.year - 1, 1, 1))
    PostBuilding.objects.bulk_create(
        PostBuilding(post=posts[plan.name], building=at[estates[plan.estate].pk, number], during=began)
        for plan in POSTS
        for number in plan.buildings
    )
    return units | posts


def _branches(top: OrgUnit, grids: dict[int, Grid], estates: dict[str, Estate]) -> dict[str, OrgUnit]:
    branches = {}
    for number, plan in enumerate(BRANCHES, 1):
        branch = OrgUnit.objects.create(
            community=top.community,
            level=OrgUnit.Level.ESTATE_BRANCH,
            parent=top,
            number=number,
            name=plan.name,
            about=plan.about,
        )
        branch.estates.set(estates[name] for name in plan.estates)
        branch.grids.set(grids[n] for n in plan.grids)
        branches[plan.name] = branch
    return branches


def _posts(units: dict[str, OrgUnit]) -> dict[str, OrgUnit]:
    seen: dict[str, int] = {}
    posts = []
    for plan in POSTS:
        seen[plan.branch] = number = seen.get(plan.branch, 0) + 1
        posts.append(
            OrgUnit(
                community=units[plan.branch].community,
                level=OrgUnit.Level.PIONEER_POST,
                parent=units[plan.branch],
                number=number,
                name=plan.name,
                about=_about(plan, DUTY[number - 1]),
            )
        )
    return {post.name: post for post in OrgUnit.objects.bulk_create(posts)}


def _about(plan: PostPlan, evening: str) -> str:
    return f"{evening}晚上 7 点到 8 点在 {plan.buildings[0]} 幢门厅值守，有事来说一声。"
