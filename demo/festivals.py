"""Festival events of the demo. The lunar calendar and the solar terms give their dates."""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass

from lunar_python import Solar

from demo.places import PHONE
from demo.programme.rooms import HALL, LOUNGE, PLAYROOM, SQUARE
from events.models import Event

Kind, Audience = Event.Kind, Event.Audience


@dataclass(frozen=True)
class LunarDay:
    """A day in the solar and the lunar calendar and its solar term. A leap month has a negative lunar month."""

    date: dt.date
    lunar: tuple[int, int]
    term: str

    @classmethod
    @functools.cache
    def of(cls, date: dt.date) -> "LunarDay":
        lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
        return cls(date, (lunar.getMonth(), lunar.getDay()), lunar.getJieQi())

    @property
    def solar(self) -> tuple[int, int]:
        return self.date.month, self.date.day


@dataclass(frozen=True)
class Festival:
    """A festival event of the demo, `days_before` a festival."""

    key: str
    falls_on: Callable[[LunarDay], bool]
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    start: dt.time
    minutes: int
    place: str
    days_before: int = 0
    kind: Event.Kind = Kind.FESTIVAL
    audience: Event.Audience = Audience.EVERYONE
    capacity: int | None = None
    largest_party: int = 3
    fill: float = 0.95


FESTIVALS = [
    Festival(
        "new-year",
        lambda day: day.solar == (1, 1),
        "迎新年：邻里歌会",
        "一年最后一天，和邻居一起唱歌迎新年。",
        (
            "合唱团、广场舞队和孩子们轮流上台，节目之间抽三次小奖。想上台的还可以报一个节目，打电话给我们就行。",
            "每家可以来三位。多功能厅坐满八十人，请早点报名；前排留给七十岁以上的老人。",
        ),
        dt.time(14, 30),
        120,
        HALL,
        days_before=1,
        capacity=80,
    ),
    Festival(
        "laba",
        lambda day: day.lunar == (12, 8),
        "腊八节：来喝一碗腊八粥",
        "清早熬好的腊八粥，邻居、小哥都来喝一碗。",
        (
            "志愿者凌晨四点起来熬粥，红枣、莲子、花生、桂圆一样不少。不用报名，喝完为止。",
            "请自带碗和保温桶，给腿脚不便的邻居捎一碗的，可以多打一份。快递、外卖小哥到窗口直接领，不用排队。",
        ),
        dt.time(7, 0),
        120,
        SQUARE,
    ),
    Festival(
        "small-year",
        lambda day: day.lunar == (12, 24),
        "过小年：写春联送福字",
        "书法好的邻居现场写春联，写好就拿走。",
        (
            "六张桌子、六位邻居，现场写春联和福字。想写什么可以自己带词来。",
            "每家领一副春联、一个福字，红纸和墨由驿站准备。湿的墨要晾一会儿，请别急着卷。",
        ),
        dt.time(9, 30),
        150,
        LOUNGE,
    ),
    Festival(
        "spring-festival",
        lambda day: day.lunar == (1, 1),
        "大年初一：开门迎福",
        "初一早上来驿站，喝碗元宝茶，领个福袋。",
        (
            "给邻居拜个年。泡好了元宝茶，橄榄和糖都有，孩子们来猜灯谜，猜中领福袋。",
            "不用报名，上午来都行。初一到初三，驿站照常开门，有人值班。",
        ),
        dt.time(9, 0),
        150,
        LOUNGE,
    ),
    Festival(
        "lantern",
        lambda day: day.lunar == (1, 15),
        "元宵节：做花灯猜灯谜",
        "傍晚做一盏灯，天黑了一起提着走一圈。",
        (
            "先在儿童乐园做一盏纸灯，六点半点亮，从幸福驿站走到海棠广场，一路猜灯谜。",
            "材料由驿站准备。走灯请跟着领队，十岁以下的孩子要有大人牵着。路上备了热汤圆。",
        ),
        dt.time(16, 30),
        150,
        PLAYROOM,
        audience=Audience.FAMILIES,
        capacity=60,
    ),
    Festival(
        "lei-feng",
        lambda day: day.solar == (3, 5),
        "学雷锋日：家电维修摆一天",
        "小家电、雨伞、自行车，坏了拿来修。",
        (
            "会修东西的邻居都来帮忙：小家电、雨伞、自行车、收音机，能修的当场修好，换零件只收成本。",
            "不用报名，上午人多。电饭煲、水壶请先洗干净、擦干水。",
        ),
        dt.time(9, 0),
        180,
        SQUARE,
        kind=Kind.SERVICE,
    ),
    Festival(
        "qingming",
        lambda day: day.term == "清明",
        "清明：一起包青团",
        "艾草青团，自己包、自己蒸，带一盒回家。",
        (
            "艾草汁已经揉进糯米粉，豆沙、咸蛋黄两种馅。跟着阿姨们搓、包、蒸，一人能包六个。",
            "请自带饭盒和围裙。会做的邻居早来半小时，帮忙分料。",
        ),
        dt.time(9, 30),
        120,
        LOUNGE,
        days_before=1,
        capacity=30,
    ),
    Festival(
        "children",
        lambda day: day.solar == (6, 1),
        "六一：小院游戏会",
        "跳房子、滚铁环、套圈，爸妈小时候的游戏。",
        (
            "八个摊位，都是爸妈小时候玩的游戏。每玩一个盖一个章，盖满五个换一本绘本。",
            "下午放学就来，不用报名。请穿运动鞋，带水和汗巾。",
        ),
        dt.time(16, 0),
        120,
        SQUARE,
        audience=Audience.CHILDREN,
    ),
    Festival(
        "dragon-boat",
        lambda day: day.lunar == (5, 5),
        "端午节：学包三角粽",
        "一张粽叶两道折，学会包三角粽。",
        (
            "会包的阿姨一桌带六个人。糯米、咸肉、红枣都备好了，包好带回家煮，也可以留在驿站大锅一起煮。",
            "请自带围裙和饭盒。包好的一部分送给楼里八十岁以上的老人和送货的小哥。",
        ),
        dt.time(14, 0),
        120,
        HALL,
        days_before=1,
        capacity=36,
    ),
    Festival(
        "qixi",
        lambda day: day.lunar == (7, 7),
        "七夕：金婚老人讲故事",
        "五对金婚老人，讲讲他们是怎么过来的。",
        (
            "请了五对结婚五十年以上的老邻居，说说当年怎么认识、怎么吵架、怎么过日子。现场给每对老人拍一张合影。",
            "不用报名，傍晚凉快，带把扇子来。",
        ),
        dt.time(18, 30),
        90,
        SQUARE,
    ),
    Festival(
        "mid-autumn",
        lambda day: day.lunar == (8, 15),
        "中秋：做一盒鲜肉月饼",
        "苏式鲜肉月饼，揉酥、包馅、现烤现吃。",
        (
            "苏式月饼的酥皮有讲究。跟着做过点心师傅的邻居学揉酥、包馅，烤好趁热吃，剩下的装盒带走。",
            "请自带围裙，洗净双手，长头发扎起来。对麸质过敏的请先告诉我们。",
        ),
        dt.time(14, 0),
        150,
        LOUNGE,
        days_before=1,
        capacity=30,
    ),
    Festival(
        "double-ninth",
        lambda day: day.lunar == (9, 9),
        "重阳节：邻里敬老宴",
        "摆八桌家常菜，请楼里的长辈来坐坐。",
        (
            "重阳节，志愿者和邻居们一起烧八桌家常菜，请长辈们来吃顿饭、听几段评弹。菜烧得软，少油少盐。",
            f"六十岁以上的邻居都可以报名，家里人陪着更好。糖尿病、吃素的请报名时说一声，或打 {PHONE}。",
        ),
        dt.time(10, 30),
        150,
        HALL,
        audience=Audience.ELDERS,
        capacity=64,
    ),
    Festival(
        "volunteers-day",
        lambda day: day.solar == (12, 5),
        "志愿者日：护一条绿色清运路",
        "沿着清运路线走一圈，换掉旧标牌。",
        (
            "清运车走的这条路线是邻居们商量出来的。这天一起走一遍，擦标牌、补箭头、收一收路边的杂物，再把不顺的地方记下来。",
            "手套、夹子、马甲都有。全程一公里多，走得慢的负责记录。十岁以上的孩子可以跟着家长来。",
        ),
        dt.time(8, 30),
        90,
        SQUARE,
        kind=Kind.SERVICE,
        capacity=40,
        fill=0.7,
    ),
    Festival(
        "winter-solstice",
        lambda day: day.term == "冬至",
        "冬至夜：包团子喝冬酿酒",
        "冬至大如年，一起包团子，尝一口冬酿酒。",
        (
            "苏州人说“冬至大如年”。冬至夜我们一起包萝卜丝团子和豆沙团子，蒸好了每家分一盘，大人可以尝一小杯桂花冬酿酒。",
            "请自带围裙和饭盒。独自过节的邻居一定来，桌上给您留了位子。喝了酒请走路回家。",
        ),
        dt.time(16, 0),
        150,
        HALL,
        days_before=1,
        capacity=48,
    ),
]


def is_quiet_holiday(day: LunarDay) -> bool:
    """Public holidays without regular demo events: New Year, Spring Festival week, May Day, National Day."""
    month, number = day.lunar
    spring_festival = (month == 12 and number >= 29) or (month == 1 and 1 <= number <= 6)
    return spring_festival or day.solar in {(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)}
