"""Current and former officers of the demo community. All are invented; most pioneers are retired neighbours."""

from typing import NamedTuple

from demo.logins import (
    BRANCH_SECRETARY,
    DEPUTY,
    GRID_WORKER,
    OFFICE_WORKER,
    OPERATOR,
    PIONEER,
    RECEPTIONIST,
    SECRETARY,
    DemoLogin,
)
from demo.logins import SUCCESSOR as NEXT_PIONEER
from demo.organisation import GENERAL


class OfficerTerm(NamedTuple):
    """A demo officer at a unit or station (by name) or on a grid (by number), `since` to `until` days ago.

    `home` is estate and building of those who live here; `left`: days since they moved away.
    """

    who: str
    age: int
    role: str
    at: str | int
    since: int
    until: int | None = None
    home: tuple[str, int] | None = None
    left: int | None = None
    login: DemoLogin | None = None


def _office(
    who: str, age: int, role: str, since: int, login: DemoLogin | None = None, **more: tuple[str, int]
) -> OfficerTerm:
    return OfficerTerm(who, age, role, GENERAL, since, login=login, home=more.get("home"))


def _grid(
    who: str, age: int, grid: int, since: int, until: int | None = None, login: DemoLogin | None = None
) -> OfficerTerm:
    return OfficerTerm(who, age, "grid_worker", grid, since, until, login=login)


def _receptionist(who: str, age: int, station: str, since: int, login: DemoLogin | None = None) -> OfficerTerm:
    return OfficerTerm(who, age, "receptionist", station, since, login=login)


def _branch(
    who: str, age: int, estate: str, building: int, since: int, login: DemoLogin | None = None
) -> OfficerTerm:
    return OfficerTerm(who, age, "branch_secretary", f"{estate}党支部", since, home=(estate, building), login=login)


def _pioneer(
    who: str,
    age: int,
    post: str,
    home: tuple[str, int],
    since: int,
    until: int | None = None,
    left: int | None = None,
    login: DemoLogin | None = None,
) -> OfficerTerm:
    return OfficerTerm(who, age, "pioneer", post, since, until, home, left, login)


TERMS = [
    # The operator runs the portal and has no appointment, only a flag of the sign-in.
    OfficerTerm("方晴", 41, "", GENERAL, 900, login=OPERATOR),
    _office("陆文英", 48, "secretary", 1500, SECRETARY, home=("海棠苑", 6)),
    _office("周志明", 39, "deputy", 640, DEPUTY, home=("青禾家园", 9)),
    _office("许雨晴", 29, "office_worker", 720, OFFICE_WORKER),
    _office("吴海燕", 35, "office_worker", 410),
    _branch("钱国平", 61, "映山花园", 5, 1120),
    _branch("蒋红梅", 56, "海棠苑", 4, 820, BRANCH_SECRETARY),
    _branch("潘永明", 58, "青禾家园", 12, 930),
    _branch("邹惠琴", 63, "溪语雅居", 2, 990),
    _grid("顾晓燕", 33, 1, 690),
    _grid("张志刚", 38, 2, 700, login=GRID_WORKER),
    _grid("丁春华", 45, 3, 980, 260),
    _grid("沈宇", 27, 3, 260),
    _grid("王丽萍", 42, 4, 830),
    _receptionist("盛春兰", 52, "幸福驿站", 380, RECEPTIONIST),
    _receptionist("于建华", 57, "青禾幸福小站", 150),
    _pioneer("许桂英", 66, "映山花园第一先锋岗", ("映山花园", 2), 700),
    _pioneer("陆建国", 69, "映山花园第二先锋岗", ("映山花园", 4), 690),
    _pioneer("朱林根", 78, "映山花园第三先锋岗", ("映山花园", 7), 1050, 610),
    _pioneer("施秀珍", 72, "映山花园第三先锋岗", ("映山花园", 8), 610, 215),
    _pioneer("汤志明", 63, "映山花园第三先锋岗", ("映山花园", 9), 215),
    _pioneer("范美娟", 64, "映山花园第四先锋岗", ("映山花园", 11), 660),
    _pioneer("袁德明", 71, "映山花园第五先锋岗", ("映山花园", 14), 800),
    _pioneer("顾美芳", 65, "海棠苑第一先锋岗", ("海棠苑", 2), 640, login=PIONEER),
    _pioneer("金荣生", 68, "海棠苑第二先锋岗", ("海棠苑", 5), 720),
    _pioneer("严丽珍", 61, "海棠苑第三先锋岗", ("海棠苑", 9), 480),
    _pioneer("薛晓东", 36, "知行公寓第一先锋岗", ("知行公寓", 1), 430),
    # This post has no successor yet.
    _pioneer("任慧敏", 33, "知行公寓第二先锋岗", ("知行公寓", 3), 560, 45, left=44),
    _pioneer("吕瑞芳", 67, "青禾一区第一先锋岗", ("青禾家园", 3), 710),
    _pioneer("石育才", 75, "青禾一区第二先锋岗", ("青禾家园", 6), 900, 128),
    _pioneer("俞菊芬", 62, "青禾一区第二先锋岗", ("青禾家园", 5), 128),
    _pioneer("魏学文", 70, "青禾一区第三先锋岗", ("青禾家园", 10), 750),
    _pioneer("丁惠芬", 63, "青禾一区第四先锋岗", ("青禾家园", 11), 520),
    _pioneer("曹文斌", 52, "青禾一区第五先锋岗", ("青禾家园", 15), 390),
    _pioneer("冯玉兰", 66, "青禾二区第一先锋岗", ("青禾家园", 18), 610),
    _pioneer("彭永福", 72, "青禾二区第二先锋岗", ("青禾家园", 21), 870),
    _pioneer("宋彩英", 68, "溪语雅居第一先锋岗", ("溪语雅居", 1), 680),
    _pioneer("夏金根", 73, "溪语雅居第二先锋岗", ("溪语雅居", 6), 940),
    _pioneer("姚静芬", 58, "溪语雅居第三先锋岗", ("溪语雅居", 8), 450),
]

# Takes over the post of 夏金根 when the prepared handover is received, and has no office until then.
SUCCESSOR = OfficerTerm("谢雪芳", 60, "", "溪语雅居第二先锋岗", 0, home=("溪语雅居", 5), login=NEXT_PIONEER)
