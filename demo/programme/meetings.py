"""Party-member days and meetings of residents."""

import datetime as dt

from demo.programme.rooms import HALL, LOUNGE
from demo.programme.series import Audience, Kind, Series, SeriesVariant

PARTY_DAY = Series(
    "party-day",
    Kind.PARTY,
    Audience.MEMBERS,
    weekday=4,
    every=4,
    phase=3,
    start=dt.time(14, 30),
    minutes=90,
    places=[HALL, LOUNGE],
    capacity=50,
    largest_party=1,
    fill=0.8,
    practical="请佩戴党徽，提前十分钟签到。在职党员、流动党员也欢迎就近参加。年纪大、不方便出门的老党员，由支部送学上门。",
    variants=[
        SeriesVariant(
            "主题党日：身边的先锋",
            "听三位楼栋先锋讲自己管的那几栋楼。",
            "三位海棠先锋讲讲这几个月楼里的事：怎么帮独居老人修好了灯，怎么劝和了漏水的两家，怎么把楼道清出来。听完分组讨论，每组认领一件实事。",
        ),
        SeriesVariant(
            "主题党日：清一条楼道",
            "一起动手，清出一条干净的消防通道。",
            "先学二十分钟消防常识，再分成五组，到映山花园和青禾家园清理楼道里的杂物。手套和推车已经备好。",
        ),
        SeriesVariant(
            "主题党日：实事清单开门评",
            "今年答应邻居的事做得怎么样，请大家来评。",
            "支部逐条报告实事清单的进展，没做完的说明原因和时间。请邻居代表打分、提意见，当场记录。",
        ),
        SeriesVariant(
            "主题党日：结对走访",
            "党员和独居老人结对，上门坐一坐。",
            "会上确定结对名单和走访要点，会后两人一组上门，看看家里的水电煤气，问问有没有要办的事。",
        ),
    ],
)

MEETING = Series(
    "meeting",
    Kind.MEETING,
    Audience.EVERYONE,
    weekday=2,
    every=5,
    phase=2,
    start=dt.time(19, 0),
    minutes=90,
    by_grid=True,
    capacity=24,
    largest_party=1,
    fill=0.7,
    practical="每家来一位就好。会上议定的事项第二天贴到楼道里，一个月内回来报告办得怎样。来不了的，可以请楼栋先锋把话带到。",
    variants=[
        SeriesVariant(
            "居民议事会：电动车停哪里",
            "充电桩、停车棚怎么建，大家商量着定。",
            "最近不少邻居反映电动车没处停、飞线充电。物业带来两个停车棚的方案，请大家看图、提意见，举手定下来。",
        ),
        SeriesVariant(
            "居民议事会：垃圾清运走哪条路",
            "清运车几点来、走哪条路，一起定。",
            "清运车早上按喇叭，吵醒了不少人。请物业、清运公司和邻居一起坐下来，定一条路线、一个时间。",
        ),
        SeriesVariant(
            "居民议事会：楼道里的杂物",
            "消防通道怎么清，清完怎么保持。",
            "先看照片，再一层一层商量：哪些当天清，哪些给时间，谁来帮独居老人搬。商量好就排日子。",
        ),
        SeriesVariant(
            "居民议事会：凉亭要不要修",
            "凉亭漏雨，修还是拆，听听大家的。",
            "凉亭顶漏了两年。这次把三家报价摆出来，公共收益够不够、修成什么样，请大家拿主意。",
        ),
    ],
)
