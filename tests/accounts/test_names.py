import pytest

from accounts.names import mask_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("沈佳宁", "＊佳宁"),
        ("王芳", "＊芳"),
        ("欧阳修", "＊修"),
        ("欧阳佳宁", "＊佳宁"),
        ("歐陽娜", "＊娜"),
        ("呼延灼", "＊灼"),
        ("阿依古丽", "＊古丽"),
        ("阿依古丽·买买提", "阿＊·买＊"),
        ("爱新觉罗溥仪", "爱＊"),
        ("John Smith", "J＊ S＊"),
        ("Madonna", "M＊"),
        ("Zhang-Wei", "Z＊"),
        ("O'Neill", "O＊"),
        ("安", "＊"),
        ("X", "＊"),
        (" 王芳 ", "＊芳"),
        ("", "＊"),
        ("-·-", "＊"),
    ],
)
def test_a_masked_name_shows_no_surname(name, shown):
    assert mask_name(name) == shown
