"""Names of days: solar terms, lunar festivals and statutory holidays, all computed by libraries.

The libraries answer in Chinese; NAMES has the English name of each.
"""

import datetime as dt
import functools

import chinese_calendar
from django.utils.translation import gettext, gettext_noop
from lunar_python import Solar

NAMES = {
    "小寒": gettext_noop("Minor Cold"),
    "大寒": gettext_noop("Major Cold"),
    "立春": gettext_noop("Spring Begins"),
    "雨水": gettext_noop("Rain Water"),
    "惊蛰": gettext_noop("Insects Awaken"),
    "春分": gettext_noop("Spring Equinox"),
    "清明": gettext_noop("Qingming"),
    "谷雨": gettext_noop("Grain Rain"),
    "立夏": gettext_noop("Summer Begins"),
    "小满": gettext_noop("Grain Buds"),
    "芒种": gettext_noop("Grain in Ear"),
    "夏至": gettext_noop("Summer Solstice"),
    "小暑": gettext_noop("Minor Heat"),
    "大暑": gettext_noop("Major Heat"),
    "立秋": gettext_noop("Autumn Begins"),
    "处暑": gettext_noop("Heat Ends"),
    "白露": gettext_noop("White Dew"),
    "秋分": gettext_noop("Autumn Equinox"),
    "寒露": gettext_noop("Cold Dew"),
    "霜降": gettext_noop("Frost Descends"),
    "立冬": gettext_noop("Winter Begins"),
    "小雪": gettext_noop("Minor Snow"),
    "大雪": gettext_noop("Major Snow"),
    "冬至": gettext_noop("Winter Solstice"),
    "除夕": gettext_noop("New Year's Eve (lunar)"),
    "春节": gettext_noop("Spring Festival"),
    "元宵节": gettext_noop("Lantern Festival"),
    "端午节": gettext_noop("Dragon Boat Festival"),
    "七夕节": gettext_noop("Qixi Festival"),
    "中秋节": gettext_noop("Mid-Autumn Festival"),
    "重阳节": gettext_noop("Double Ninth Festival"),
    "腊八节": gettext_noop("Laba Festival"),
    "元旦节": gettext_noop("New Year"),
    "劳动节": gettext_noop("Labour Day"),
    "国庆节": gettext_noop("National Day"),
    "妇女节": gettext_noop("Women's Day"),
    "儿童节": gettext_noop("Children's Day"),
    "建党节": gettext_noop("Founding Day of the Party"),
}


@functools.lru_cache(maxsize=2000)
def _chinese_name(day: dt.date) -> str:
    solar = Solar.fromYmd(day.year, day.month, day.day)
    lunar = solar.getLunar()
    for name in (*lunar.getFestivals(), *solar.getFestivals(), lunar.getJieQi()):
        if name in NAMES:
            return name
    return ""


def day_name(day: dt.date) -> str:
    """The festival or solar term of the day in the reader's language, or an empty string."""
    name = _chinese_name(day)
    return gettext(NAMES[name]) if name else ""


@functools.lru_cache(maxsize=200)
def is_announced(day: dt.date) -> bool:
    """Whether the library knows the statutory calendar of that year."""
    try:
        chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return False
    return True


@functools.lru_cache(maxsize=2000)
def day_kind(day: dt.date) -> str:
    """`off` on a statutory holiday, `work` on a make-up working day; empty on other days and in years not
    announced.
    """
    if not is_announced(day):
        return ""
    is_off, holiday = chinese_calendar.get_holiday_detail(day)
    if not holiday:
        return ""
    return "off" if is_off else "work"
