"""Regular services: haircuts, riders, market."""

import datetime as dt

from demo.places import PHONE
from demo.programme.rooms import GRID_ROOMS, SQUARE, WARM_STATION
from demo.programme.series import Audience, Kind, Series, SeriesGaps, SeriesVariant

HAIRCUT = Series(
    "haircut",
    Kind.SERVICE,
    Audience.EVERYONE,
    weekday=3,
    every=5,
    phase=1,
    start=dt.time(8, 30),
    minutes=150,
    places=[GRID_ROOMS[1], GRID_ROOMS[4]],
    organiser="映山花园党支部",
    fills_in=SeriesGaps.ANY_DAY,
    practical="不用报名，先到先理，六十五岁以上的老人优先。请先在家洗好头。卧床或行动不便的老人可以预约上门："
    + PHONE
    + "。",
    variants=[
        SeriesVariant(
            "便民理发：免费剪头发",
            "四位理发师傅来，老人孩子免费剪。",
            "四位做理发师的邻居轮流来，免费给大家剪头发。十点半以后人少一些，不着急的可以晚点来。",
        ),
        SeriesVariant(
            "便民服务：理发磨刀修伞",
            "剪头发、磨剪刀、修雨伞，一上午办齐。",
            "理发、磨刀、修伞、缝拉链的师傅都来。菜刀请用报纸包好再带，注意安全。",
        ),
    ],
)

RIDERS = Series(
    "riders",
    Kind.SERVICE,
    Audience.WORKERS,
    weekday=1,
    every=5,
    phase=0,
    start=dt.time(20, 30),
    minutes=75,
    places=[WARM_STATION],
    organiser="青禾家园党支部",
    capacity=20,
    largest_party=1,
    fill=0.6,
    practical="饭点过了再来，跑单晚到也没关系。现场有热汤和充电，来的每位领一份小礼物。",
    variants=[
        SeriesVariant(
            "小哥关爱夜话：路上平安",
            "跑了一天，来喝碗热汤，聊聊路上的事。",
            "请交警说说这一带最容易出事的三个路口，再请大家讲讲哪几栋楼难找、哪道门不让进。说的每一条，社区都记下来去协调。",
        ),
        SeriesVariant(
            "小哥关爱夜话：社保怎么交",
            "灵活就业怎么交社保，请窗口的同志来讲。",
            "灵活就业人员的社保、工伤险怎么办，异地医保怎么用，窗口工作人员来现场一个一个答。",
        ),
        SeriesVariant(
            "小哥关爱夜话：护腰护膝",
            "跑单久坐腰酸，康复师来教几招。",
            "康复师教几个等单时就能做的动作，帮大家看看坐姿和护具。每人送一副护膝。",
        ),
    ],
)

MARKET = Series(
    "market",
    Kind.SERVICE,
    Audience.EVERYONE,
    weekday=5,
    every=8,
    phase=7,
    start=dt.time(9, 0),
    minutes=150,
    places=[SQUARE],
    practical="来逛不用报名。想摆摊的请提前三天打 "
    + PHONE
    + " 登记，每户一张桌子，不卖食品。没换出去的请自己带回家。",
    variants=[
        SeriesVariant(
            "邻里集市：旧物换新朋友",
            "闲置的书、玩具、锅碗，带来换一换。",
            "家里用不着、别人正需要的，都可以带来换。孩子的书和玩具专门有一排小摊，由孩子自己当老板。",
        ),
        SeriesVariant(
            "邻里集市：孩子的小书摊",
            "孩子当摊主，三块五块卖旧书。",
            "看完的书摆出来，标上价钱，学着介绍、找零。卖书的钱可以自己留着，也可以捐给驿站买新绘本。",
        ),
    ],
)
