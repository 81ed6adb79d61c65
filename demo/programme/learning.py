"""Courses and drills."""

import datetime as dt

from demo.programme.rooms import CALL, ELDERS_ROOM, GRID_ROOMS, SQUARE
from demo.programme.series import Audience, Kind, Series, SeriesGaps, SeriesVariant
from events.models.practical import Access

PHONES = Series(
    "phones",
    Kind.LEARNING,
    Audience.ELDERS,
    weekday=3,
    every=5,
    phase=3,
    start=dt.time(9, 30),
    minutes=90,
    places=[ELDERS_ROOM, GRID_ROOMS[4]],
    organiser="溪语雅居党支部",
    capacity=16,
    ages=(55, None),
    fills_in=SeriesGaps.ANY_DAY,
    fill=0.9,
    practical="密码记不得的先问问孩子。两位长辈配一位志愿者，不会就问，不怕慢。" + CALL,
    bring="自己的手机、充电线",
    access=(Access.SEATS, Access.LARGE_PRINT, Access.DIALECT, Access.COMPANION),
    variants=[
        SeriesVariant(
            "银发手机课堂：视频通话",
            "学会和孩子视频，声音小、看不清都有办法。",
            "从接视频学起，再学怎么打给孩子、怎么把声音和字调大，最后每人和家里人视频一次。",
        ),
        SeriesVariant(
            "银发手机课堂：手机挂号",
            "在手机上挂号、看报告，不用排早队。",
            "一步一步学挂号、取消、看化验单，学会就能少跑一趟医院。请带医保卡。",
        ),
        SeriesVariant(
            "银发手机课堂：认出骗局",
            "这些电话和链接千万别信，现场认一认。",
            "把邻居们真收到过的短信和电话拿来一条一条认：哪里不对，该怎么做，钱转出去了马上找谁。",
        ),
        SeriesVariant(
            "银发手机课堂：打车和看公交",
            "出门打车、等公交，手机上看得清。",
            "学会用大字版打车，学会看公交还有几站到，再也不用在站台上干等。",
        ),
    ],
)

FIRE_DRILL = Series(
    "fire-drill",
    Kind.LEARNING,
    Audience.EVERYONE,
    weekday=6,
    every=8,
    phase=5,
    start=dt.time(10, 0),
    minutes=60,
    places=[SQUARE],
    organiser="青禾家园党支部",
    practical="不用报名，听到哨声下楼集合就行。请穿好走的鞋，别坐电梯。老人孩子有志愿者陪着走。",
    variants=[
        SeriesVariant(
            "消防演练：三分钟下楼",
            "听到哨声别慌，跟着走一遍逃生路线。",
            "先讲怎么捂口鼻、怎么弯腰走，再真走一遍楼梯。下楼后人人试一次灭火器，知道拔哪个销、对准哪里。",
        ),
    ],
)

FRAUD = Series(
    "fraud",
    Kind.LEARNING,
    Audience.EVERYONE,
    weekday=1,
    every=8,
    phase=1,
    start=dt.time(10, 0),
    minutes=60,
    places=[GRID_ROOMS[3]],
    organiser="青禾家园党支部",
    capacity=30,
    fill=0.6,
    practical="来的每位领一张大字的防骗口诀。家里有独居老人的，请陪着一起来听。",
    variants=[
        SeriesVariant(
            "防骗讲座：捂紧钱袋子",
            "社区民警讲最近的骗局，一听就明白。",
            "社区民警讲讲这几个月辖区里真发生过的事：冒充客服退款的、卖保健品的、刷单返利的，怎么一步步上当，怎么一句话识破。",
        ),
        SeriesVariant(
            "防骗讲座：保健品的套路",
            "免费鸡蛋后面是什么？民警来拆穿。",
            "免费鸡蛋、免费旅游、“专家”坐诊，套路一个接一个。民警和药师一起来，教大家看懂批准文号。",
        ),
    ],
)
