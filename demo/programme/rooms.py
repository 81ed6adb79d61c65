"""Rooms and places of the demo's events, and how to get there."""

from demo.places import PHONE

READING_ROOM = "幸福驿站·阅览室"
LOUNGE = "幸福驿站·会客厅"
PLAYROOM = "幸福驿站·儿童乐园"
HALL = "幸福驿站·多功能厅"
ELDERS_ROOM = "幸福驿站·长者活动室"
SQUARE = "海棠广场"
WARM_STATION = "青禾家园暖心驿站"
GRID_ROOMS = {1: "一号网格活动室", 2: "二号网格活动室", 3: "三号网格活动室", 4: "四号网格活动室"}

HOW_TO_GET_THERE = {
    READING_ROOM: "怎么来：从海棠苑西门进，右手第一栋就是幸福驿站，阅览室在一楼最里面，有无障碍坡道。",
    LOUNGE: "怎么来：从海棠苑西门进，右手第一栋就是幸福驿站，进门就是会客厅，轮椅可以直接推进来。",
    HALL: "怎么来：从海棠苑西门进，右手第一栋就是幸福驿站，多功能厅在三楼，有电梯，前两排留给腿脚不便的邻居。",
    ELDERS_ROOM: "怎么来：从海棠苑西门进，右手第一栋就是幸福驿站，长者活动室在一楼进门左手，旁边就是无障碍卫生间。",
    PLAYROOM: "怎么来：从海棠苑西门进，右手第一栋就是幸福驿站，儿童乐园在二楼，有电梯，进门请换鞋套。",
    SQUARE: "怎么来：海棠路和映山路路口东北角，海棠苑西门外的小广场。下雨改到幸福驿站·会客厅。",
    WARM_STATION: "怎么来：青禾家园一区北门进门左手边，门口能停电动车，可以充电。",
    GRID_ROOMS[1]: "怎么来：映山花园 8 幢底楼，从东门进最近。",
    GRID_ROOMS[2]: "怎么来：知行公寓 2 幢一楼大厅旁，从南门进。",
    GRID_ROOMS[3]: "怎么来：青禾家园 6 幢底楼，从一区北门进，往里走两分钟。",
    GRID_ROOMS[4]: "怎么来：溪语雅居 3 幢架空层，从北门进；青禾家园二区的邻居走中间步道过来。",
}

# Where one meets, for places that are not found by themselves.
MEETING_POINTS = {
    SQUARE: "海棠苑西门外，雨天在会客厅",
    HALL: "驿站一楼大厅，一起坐电梯上三楼",
    GRID_ROOMS[4]: "溪语雅居北门里面",
}

CALL = f"不方便用手机报名的，打 {PHONE} 或到驿站前台说一声，我们帮您登记。"
