"""Phone numbers are found in a sentence however they are typed; other numbers are left alone."""

import pytest

from accounts.phones import holds_mobile, holds_phone

MOBILES = [
    "13800138000",
    "找我：138 0013 8000。",
    "138-0013-8000",
    "１３８００１３８０００",
    "＋８６ １３８　００１３　８０００",
    "+8613800138000",
    "008613800138000",
    "86-138 0013 8000",
    "2026年05月12日，138·0013·8000",
    "1 3 8 0 0 1 3 8 0 0 0",
    "138/0013/8000",
    "138_0013_8000",
    "138、0013、8000",
    "138，0013，8000",
    "138 - 0013 - 8000",
    "013800138000",
    "+86-(0)138 0013 8000",
    "138\u200b0013\u200b8000",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
    "138٠٠١٣٨٠٠٠",
]
LANDLINES = ["0512-65123456", "（0512）6512 3456", "０１０－６２３４５６７８", "+86 512 65123456"]
OTHERS = [
    "",
    "修修补补",
    "5 月 12 日 8:30—11:30，共 120 人次",
    "2026-05-12 08:30-11:30",
    "2026.05.12—2026.05.14",
    "快递柜 6222020200112345678",
    "12345 热线",
    "138 户，0013 号楼",
    "1 3 5 7 9 11 13 15楼",
    "1-3-5-7-9-11-13-15栋",
    "13、15、17、19、21、23栋",
    "13、15、17、19、101室",
    "9.00-11.30 13.30-16.00",
]


@pytest.mark.parametrize("typed", MOBILES)
def test_a_mobile_number_is_found(typed):
    assert holds_mobile(typed)
    assert holds_phone(typed)


@pytest.mark.parametrize("typed", LANDLINES)
def test_a_landline_is_a_phone_but_no_mobile(typed):
    assert holds_phone(typed)
    assert not holds_mobile(typed)


@pytest.mark.parametrize("typed", OTHERS)
def test_other_numbers_are_no_phone(typed):
    assert not holds_phone(typed)
