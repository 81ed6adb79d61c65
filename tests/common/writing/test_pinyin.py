"""Names in the order of pinyin, and the keys by which they are found."""

from hypothesis import given
from hypothesis import strategies as st

from common.writing.folding import folded
from common.writing.pinyin import MOST_MIXED, name_search_keys, name_sort_key, whole_spellings

IN_ORDER = [
    "阿依古丽·买买提",
    "艾青",
    "Anna Schmidt",
    "卜一",
    "陈一",
    "ding",
    "葛优",
    "吕布",
    "万俟雪",
    "区丽",
    "欧阳修",
    "覃勇",
    "仇英",
    "任强",
    "单田芳",
    "解珍",
    "尉迟恭",
    "曾国藩",
    "查良镛",
    "翟天",
    "张芳怡",
    "張芳怡",
    "张方义",
    "张一",
    "章方",
]


def test_names_are_in_the_order_of_pinyin_with_the_readings_of_surnames():
    assert sorted(sorted(IN_ORDER), key=name_sort_key) == sorted(IN_ORDER, key=IN_ORDER.index)


def test_one_surname_stays_together():
    names = ["章一", "张三", "章三", "张一"]
    assert [name[0] for name in sorted(names, key=name_sort_key)] in (list("张张章章"), list("章章张张"))


def test_a_character_that_no_dictionary_knows_stands_for_itself():
    assert name_sort_key("\U00030a00一").endswith(" \U00030a00一")
    assert "\U00030a00一" in name_search_keys("\U00030a00一").split()


def test_what_a_place_is_called_whole():
    assert whole_spellings("海棠苑") == {"海棠苑", "haitangyuan", "hty"}


CHARACTERS = st.characters(min_codepoint=0x20, max_codepoint=0x2FA1F, exclude_categories=["Cs"])
NAMES = st.text(CHARACTERS, min_size=1, max_size=50)


@given(NAMES)
def test_every_name_has_keys_and_is_found_by_itself(name):
    keys = name_search_keys(name).split(" ")
    assert name_sort_key(name).endswith(name)
    assert not folded(name) or any(key.startswith(folded(name)) for key in keys)
    assert len(keys) <= len(name) * 6 * (MOST_MIXED + 2)


@given(st.lists(st.sampled_from("张王李曾单尉迟重乐行解朴长晟覃"), min_size=1, max_size=50).map("".join))
def test_the_keys_of_the_most_ambiguous_name_have_a_bound(name):
    assert len(name_search_keys(name)) < 40_000
