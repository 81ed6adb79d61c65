"""Residents are found by their names and homes, in every writing that an office knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.selectors.people import find_people
from accounts.selectors.search import Typed
from common.writing.pinyin import name_search_keys
from grid.models import Estate, Residence
from tests.factories import (
    BuildingFactory,
    EstateFactory,
    GridAppointmentFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PersonFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    ResidenceFactory,
    officer,
)

pytestmark = pytest.mark.django_db

# Two estates with the same numbers of buildings and flats.
HOMES = {
    "张芳怡": ("海棠苑", 2, 1, "601", "+8615400002468"),
    "張方义": ("海棠苑", 2, 2, "601", ""),
    "单田芳": ("海棠苑", 12, 1, "1201", ""),
    "曾国藩": ("知行公寓", 2, 1, "601", "+8615400000002"),
    "尉迟 恭": ("知行公寓", 12, 1, "102", ""),
    "仇英": ("知行公寓", 601, 1, "101", ""),
    "阿依古丽·买买提": ("海棠苑二期", 2, 1, "601", ""),
    "Anna Schmidt": ("海棠苑二期", 7, 1, "0302", "+4915112345678"),
    "吕布": ("海棠苑", 7, 1, "12A", ""),
    "萧𠮷": ("知行公寓", 7, 1, "201", ""),
}
# What was typed, and who is found. “海棠苑” is one estate, although the name of another begins with it.
WRITINGS = {
    "names": {
        "张芳怡": "张芳怡",
        "芳怡": "张芳怡",
        " 张 芳 怡 ": "张芳怡",
        "张\u3000芳怡": "张芳怡",
        "張芳怡": "张芳怡",
        "张方义": "張方义",
        "单田芳": "单田芳",
        "單田芳": "单田芳",
        "尉迟恭": "尉迟 恭",
        "尉 迟恭": "尉迟 恭",
        "阿依古丽买买提": "阿依古丽·买买提",
        "阿依古丽・买买提": "阿依古丽·买买提",
        "阿依古丽•买买提": "阿依古丽·买买提",
        "阿依古丽．买买提": "阿依古丽·买买提",
        "阿依古丽 买买提": "阿依古丽·买买提",
        "买买提": "阿依古丽·买买提",
        "anna": "Anna Schmidt",
        "ＡＮＮＡ ＳＣＨＭＩＤＴ": "Anna Schmidt",
        "schmidt anna": "Anna Schmidt",
        "Änna": "Anna Schmidt",
        "肖吉": "萧𠮷",
        "蕭吉": "萧𠮷",
    },
    "pinyin and initials": {
        "zfy": "张芳怡 張方义",
        "ZFY": "张芳怡 張方义",
        "z f y": "张芳怡 張方义",
        "zhangfangyi": "张芳怡 張方义",
        "zhang fang yi": "张芳怡 張方义",
        "Zhāng Fāngyí": "张芳怡 張方义",
        "zhang fy": "张芳怡 張方义",
        "zhangfy": "张芳怡 張方义",
        "zfangyi": "张芳怡 張方义",
        "zhfy": "张芳怡 張方义",
        "fangyi": "张芳怡 張方义",
        "stf": "单田芳",
        "shantianfang": "单田芳",
        "dantianfang": "单田芳",
        "zgf": "曾国藩",
        "zeng guo fan": "曾国藩",
        "cengguofan": "曾国藩",
        "ycg": "尉迟 恭",
        "yuchigong": "尉迟 恭",
        "weichi": "尉迟 恭",
        "qiuying": "仇英",
        "chouying": "仇英",
        "lvbu": "吕布",
        "lü bu": "吕布",
        "lubu": "吕布",
        "lyubu": "吕布",
        "xj": "萧𠮷",
        "ayglmmt": "阿依古丽·买买提",
    },
    "numbers": {
        "15400002468": "张芳怡",
        "154 0000 2468": "张芳怡",
        "+86 154-0000-2468": "张芳怡",
        "008615400002468": "张芳怡",
        "１５４００００２４６８": "张芳怡",
        "2468": "张芳怡",
        "张 2468": "张芳怡",
        "张15400002468": "张芳怡",
        "张154 0000 2468": "张芳怡",
        "张芳怡154-0000-2468": "张芳怡",
        "zfy 154 0000 2468": "张芳怡",
        "0002": "曾国藩",
        "15400000002": "曾国藩",
        "1540000": "",
        "400002468": "",
        "02468": "",
        "5678": "",
    },
    "places": {
        "海棠苑2幢": "张芳怡 張方义",
        "海棠苑 2 幢": "张芳怡 張方义",
        "海棠苑2号楼": "张芳怡 張方义",
        "海棠苑２栋": "张芳怡 張方义",
        "海棠苑二幢": "张芳怡 張方义",
        "海棠苑十二幢": "单田芳",
        "知行公寓 2 幢 601": "曾国藩",
        "知行公寓2-601": "曾国藩",
        "知行公寓2-1-601": "曾国藩",
        "zxgy2": "曾国藩",
        "zxgy 2 601": "曾国藩",
        "zhixing 2-601": "曾国藩",
        "知行2幢": "曾国藩",
        "海棠苑2幢2单元601室": "張方义",
        "海棠苑2-2-601": "張方义",
        "海棠苑2#601 張": "张芳怡 張方义",
        "海棠2幢": "张芳怡 張方义 阿依古丽·买买提",
        "hty2": "张芳怡 張方义",
        "HTY 2-1-601": "张芳怡",
        "海棠苑二期2幢": "阿依古丽·买买提",
        "海棠苑2期2幢": "阿依古丽·买买提",
        "htyeq2": "阿依古丽·买买提",
        "2-601": "张芳怡 張方义 曾国藩 阿依古丽·买买提",
        "2—1—601": "张芳怡 曾国藩 阿依古丽·买买提",
        "2幢1单元601室": "张芳怡 曾国藩 阿依古丽·买买提",
        "2": "张芳怡 張方义 曾国藩 阿依古丽·买买提",
        "12幢1201": "单田芳",
        "海棠苑1201": "单田芳",
        "1201室": "单田芳",
        "1201": "",
        "601": "张芳怡 張方义 曾国藩 仇英 阿依古丽·买买提",
        "601室": "张芳怡 張方义 曾国藩 阿依古丽·买买提",
        "7-302": "Anna Schmidt",
        "7-12a": "吕布",
        "知行公寓": "曾国藩 尉迟 恭 仇英 萧𠮷",
        "海棠": "",
        "望湖苑2幢": "",
        "3幢": "",
    },
    "names and places": {
        "张 2幢": "张芳怡 張方义",
        "张2幢": "张芳怡 張方义",
        "2幢张": "张芳怡 張方义",
        "2幢 张芳怡": "张芳怡",
        "zgf 2-601": "曾国藩",
        "张 知行公寓 2幢": "",
        "知行公寓 2 幢 曾": "曾国藩",
        "海棠苑 曾 2幢": "",
    },
}


@pytest.fixture
def homes() -> None:
    estates: dict[str, Estate] = {}
    for name, (estate, number, entrance, code, phone) in HOMES.items():
        there = estates.get(estate) or estates.setdefault(estate, EstateFactory(name=estate))
        building = there.buildings.filter(number=number).first() or BuildingFactory(estate=there, number=number)
        flat = HouseholdFactory(building=building, entrance=entrance, code=code)
        ResidenceFactory(person__name=name, person__phone=phone, household=flat)


@pytest.fixture
def secretary(homes) -> User:
    return officer("secretary", OrgUnitFactory())


def names(typed: str, by: User) -> set[str]:
    return {person.name for person in find_people(by, typed)}


@pytest.mark.parametrize("kind", WRITINGS)
def test_what_is_typed_finds_whom_it_means(secretary, kind):
    table = {typed: {name for name in HOMES if name in found} for typed, found in WRITINGS[kind].items()}
    assert {typed: names(typed, secretary) for typed in table} == table


@pytest.mark.parametrize("typed", ["2-601", "海棠苑2幢", "2468", "15400002468", "张 2幢"])
def test_who_is_only_met_is_found_by_the_name_and_by_nothing_else(homes, typed):
    """A pioneer of another building, to whose post somebody was linked before."""
    post = PostBuildingFactory(building=BuildingFactory(number=99)).post
    pioneer = officer("pioneer", post)
    own = PioneerLinkFactory(post=post, person=PersonFactory(name="张自家", phone="+8615400009753")).person
    assert names(typed, pioneer) == set()
    assert names("张", pioneer) == {"张自家"}
    assert list(find_people(pioneer, "9753")) == [own]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("海棠苑2幢1-601", {"张芳怡"}),
        ("海棠苑 ２幢１－６０１", {"张芳怡"}),
        ("2-1-601", {"张芳怡"}),
        ("海棠苑2幢", {"张芳怡"}),
        ("海棠苑", {"张芳怡"}),
        ("张 601", {"张芳怡"}),
        ("2-2-601", set()),
        ("海棠苑7幢", set()),
        ("知行公寓2-1-601", set()),
    ],
)
def test_a_pioneer_finds_the_own_neighbours_by_their_doors_and_nobody_else(homes, typed, found):
    """Of the post's building one neighbour is linked to the post; so is somebody from a building of other posts."""
    linked, elsewhere = (Residence.objects.get(person__name=name) for name in ("张芳怡", "吕布"))
    post = PostBuildingFactory(building=linked.building).post
    for residence in (linked, elsewhere):
        PioneerLinkFactory(post=post, person=residence.person)
    # Somebody of the building is met as a colleague: the door must not tell the name.
    met = GridAppointmentFactory(
        grid=linked.building.grid, user__person=Residence.objects.get(person__name="張方义").person
    )
    pioneer = officer("pioneer", post)
    assert names(typed, pioneer) == found
    assert names("张", pioneer) == {"张芳怡", met.user.person.name}


def test_who_has_moved_out_is_not_found_by_the_old_home(secretary):
    from tests.support.raw_sql import run

    home = Residence.objects.get(person__name="仇英")
    run("UPDATE grid_residence SET during = daterange('2020-01-01', '2021-01-01') WHERE id = %s", home.pk)
    assert names("知行公寓601幢", secretary) == set()


def test_a_search_asks_the_estates_once(secretary, django_assert_max_num_queries):
    secretary.rights.held  # noqa: B018 - read once a request
    with django_assert_max_num_queries(2):
        assert names("知行公寓 2 幢 601 曾", secretary) == {"曾国藩"}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read(text):
    typed = Typed(text)
    assert all(phone.startswith("+") for phone in typed.phones)
    assert all(not key.isspace() for key in name_search_keys(text).split())


@pytest.mark.parametrize(
    "typed", ["%", "\\", "'", "':*", "& |", "!", "(", "a\0b", "·", "🙂", "号", "-" * 90, "2 " * 45]
)
def test_signs_find_nobody_and_break_nothing(secretary, typed):
    assert names(typed, secretary) in (set(), names("2", secretary))
