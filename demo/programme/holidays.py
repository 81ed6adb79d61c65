"""Events on public holidays, when the regular events pause."""

import datetime as dt

from demo.programme.rooms import GRID_ROOMS, LOUNGE, READING_ROOM
from demo.programme.series import Audience, Kind, Series, SeriesGaps, SeriesVariant

HOLIDAY_BRUSH = Series(
    "holiday-brush",
    Kind.CULTURE,
    Audience.EVERYONE,
    weekday=0,
    every=1,
    phase=0,
    start=dt.time(9, 30),
    minutes=90,
    places=[READING_ROOM, GRID_ROOMS[1]],
    fills_in=SeriesGaps.ANY_DAY,
    practical="不用报名，写好就走。红纸和笔墨都备好了，孩子也能来描一张。",
    variants=[
        SeriesVariant(
            "假日小聚：写个福字",
            "过节到驿站，写一个福字带回家。",
            "几位书法好的邻居在阅览室坐着，陪您写一个福字，也可以请他们代写。",
        )
    ],
)

HOLIDAY_TEA = Series(
    "holiday-tea",
    Kind.CULTURE,
    Audience.EVERYONE,
    weekday=0,
    every=1,
    phase=0,
    start=dt.time(14, 0),
    minutes=120,
    places=[LOUNGE, GRID_ROOMS[4]],
    fills_in=SeriesGaps.ANY_DAY,
    practical="不用报名，随到随坐。茶水点心由驿站准备，也欢迎带一样自家做的点心来。",
    variants=[
        SeriesVariant(
            "假日小聚：邻里茶话",
            "过节不走远，来驿站喝杯茶。",
            "没出远门的邻居来坐坐，喝喝茶、下下棋、说说话。一个人过节的，更要来。",
        )
    ],
)

HOLIDAY_FILM = Series(
    "holiday-film",
    Kind.CULTURE,
    Audience.FAMILIES,
    weekday=0,
    every=1,
    phase=0,
    start=dt.time(18, 30),
    minutes=120,
    places=[GRID_ROOMS[2], GRID_ROOMS[3]],
    fills_in=SeriesGaps.ANY_DAY,
    practical="不用报名，坐满为止。现场有小凳子，怕冷的带条毯子。",
    variants=[
        SeriesVariant(
            "假日小聚：露一手放电影",
            "晚饭后一起看场老电影。",
            "投影、音响都架好了，放一部老少都爱看的片子，中间休息十分钟。",
        )
    ],
)

HOLIDAY_SERIES = [HOLIDAY_BRUSH, HOLIDAY_TEA, HOLIDAY_FILM]
