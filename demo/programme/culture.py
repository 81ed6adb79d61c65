"""Regular events of culture, and cooking together."""

import datetime as dt

from demo.programme.rooms import ELDERS_ROOM, GRID_ROOMS, HALL, LOUNGE, PLAYROOM, READING_ROOM
from demo.programme.series import Audience, Kind, Series, SeriesGaps, SeriesVariant
from events.models.practical import Access

CALLIGRAPHY = Series(
    "calligraphy",
    Kind.CULTURE,
    Audience.EVERYONE,
    weekday=1,
    every=5,
    phase=3,
    start=dt.time(14, 0),
    minutes=90,
    places=[READING_ROOM, ELDERS_ROOM],
    organiser="海棠苑党支部",
    capacity=16,
    fills_in=SeriesGaps.ANY_DAY,
    fill=0.85,
    practical="笔墨纸砚都有，带上自己用惯的毛笔更好。零基础也欢迎，请穿深色、耐脏的衣服。",
    variants=[
        SeriesVariant(
            "书法课：从“永”字学起",
            "一个“永”字八种笔画，慢慢写。",
            "退休语文老师陆老师从握笔讲起，把“永”字的八种笔画一笔一笔拆开来教。写得好的挂到走廊里。",
        ),
        SeriesVariant(
            "书法课：写一幅小楷",
            "静下心来，写二十个小字。",
            "这次写小楷，内容是一首写江南的绝句，二十个字。写完落款盖章，可以带回家装框。",
        ),
        SeriesVariant(
            "书法课：写一副春联",
            "学写自己家门上的那副春联。",
            "从选词、裁纸到落笔，学写一副自己家的春联。红纸由驿站准备，每人两副。",
            "冬",
        ),
        SeriesVariant(
            "书法课：扇面上写字",
            "在扇面上写一句喜欢的话。",
            "弧形的扇面怎么安排字？跟着老师先打格、再落笔，写一把自己的扇子。",
            "夏秋",
        ),
    ],
)

CHOIR = Series(
    "choir",
    Kind.CULTURE,
    Audience.EVERYONE,
    weekday=6,
    every=5,
    phase=4,
    start=dt.time(9, 30),
    minutes=90,
    places=[HALL, LOUNGE],
    capacity=30,
    fills_in=SeriesGaps.ANY_DAY,
    fill=0.65,
    practical="不用会识谱，爱唱就行。歌谱由合唱团准备。",
    bring="水杯",
    access=(Access.LARGE_PRINT, Access.SEATS, Access.DIALECT),
    seats_for_elders=6,
    variants=[
        SeriesVariant(
            "海棠合唱团：开放排练",
            "来听一听、唱一唱，喜欢就留下来。",
            "海棠合唱团每次排练都对邻居开放。先练声二十分钟，再学一首新歌的两个声部，最后合一遍。",
        ),
        SeriesVariant(
            "海棠合唱团：老歌点唱会",
            "点一首老歌，大家陪您一起唱。",
            "每人可以点一首，钢琴伴奏，大家一起唱。点得最多的三首，放进下次演出的节目单。",
        ),
    ],
)

TEA_TABLE = Series(
    "tea-table",
    Kind.CULTURE,
    Audience.ELDERS,
    weekday=0,
    every=1,
    phase=0,
    start=dt.time(9, 0),
    minutes=120,
    places=[ELDERS_ROOM, GRID_ROOMS[1]],
    organiser="溪语雅居党支部",
    fills_in=SeriesGaps.ANY_DAY,
    practical="不用报名，随到随坐，茶水免费。自己的茶杯可以存在驿站，写上名字就行。",
    variants=[
        SeriesVariant(
            "长者茶座：读报下象棋",
            "泡杯茶，听人读读报，杀两盘象棋。",
            "每次由一位邻居读半小时当天的报纸，挑大家关心的读，读完下棋、聊天。眼睛不好的，尤其欢迎来听。",
        ),
        SeriesVariant(
            "长者茶座：听段评弹",
            "请评弹票友来，唱三段、说一回书。",
            "住在溪语雅居的票友带着三弦和琵琶来，唱三段开篇，再说一回短书。想学的可以留下来跟着哼两句。",
        ),
    ],
)

BOOK_SWAP = Series(
    "book-swap",
    Kind.CULTURE,
    Audience.EVERYONE,
    weekday=0,
    every=1,
    phase=0,
    start=dt.time(9, 0),
    minutes=480,
    places=[READING_ROOM, PLAYROOM, LOUNGE],
    capacity=40,
    largest_party=3,
    fill=0.7,
    practical="早上九点到下午五点都有人在，报上名的随时来，不用守着钟点。换不走的书可以留给驿站。",
    variants=[
        SeriesVariant(
            "图书漂流日：带一本换一本",
            "看完的书带来换，报了名全天随时来。",
            "家里看完的书带一本来，换一本没看过的回去。报名是为了给您留一只布书袋，大人孩子都有。",
        )
    ],
)

KITCHEN = Series(
    "kitchen",
    Kind.HANDICRAFT,
    Audience.EVERYONE,
    weekday=0,
    every=1,
    phase=0,
    start=dt.time(14, 30),
    minutes=120,
    places=[HALL, GRID_ROOMS[2]],
    capacity=16,
    fill=0.85,
    fills_in=SeriesGaps.ANY_DAY,
    practical="材料由驿站准备。做好当场尝，剩下的带回家。对花生、鸡蛋过敏的请先告诉我们。",
    bring="围裙、饭盒",
    variants=[
        SeriesVariant(
            "邻里厨房：蒸一笼桂花糕",
            "学筛粉、拌糖、上笼，蒸一笼桂花糕。",
            "米粉怎么筛才松，桂花什么时候撒，蒸几分钟正好，做了三十年点心的汤师傅一样一样教。",
            "秋冬",
        ),
        SeriesVariant(
            "邻里厨房：腌笃鲜怎么炖",
            "春笋、咸肉、百叶结，慢慢炖一锅鲜。",
            "从选笋、焯水到火候，边炖边讲，炖好每人一碗。",
            "春",
        ),
        SeriesVariant(
            "邻里厨房：做绿豆糕",
            "不太甜的绿豆糕，夏天正好。",
            "绿豆蒸熟过筛，少油少糖，用木模一块一块敲出来。",
            "夏",
        ),
        SeriesVariant(
            "邻里厨房：包一顿馄饨",
            "荠菜肉馅，包出元宝样，包好就下锅。",
            "和馅、擀皮、包成元宝样，一人包二十只，十只当场下锅，十只带回家。",
        ),
    ],
)
