"""What the demo's team is going to do: open shifts, full ones, one of today, one in a room, one at an event."""

import datetime as dt
from typing import NamedTuple

from demo.stations import PARTY
from demo.volunteers.deeds import SATURDAY, SUNDAY
from volunteers.models import Activity, ServiceKind, Skill

Kind = ServiceKind


class ShiftPlan(NamedTuple):
    """A shift of a demo activity to come: from and until, how many are needed, have a place, and wait."""

    role: str
    start: str
    end: str
    needed: int
    signed_up: int
    waiting: int = 0
    rest: int = 0
    skill: Skill | None = None
    min_age: int | None = None


class ComingPlan(NamedTuple):
    """An activity of the demo to come: `days` from today, or on the next such weekday after that.

    The place is `place` in words, a room of a station (`room`), a building (`building`), or that of the next event of
    one of the series in `event`.
    """

    key: str
    days: int
    weekday: int | None
    service: Kind
    title: str
    content: str
    place: str
    shifts: list[ShiftPlan]
    bring: str = ""
    risks: str = ""
    meeting_point: str = ""
    room: tuple[str, str] | None = None
    building: tuple[str, int] | None = None
    event: tuple[str, ...] = ()
    kind: Activity.Kind = Activity.Kind.SERVICE
    draft: bool = False

    def day(self, today: dt.date) -> dt.date:
        day = today + dt.timedelta(days=self.days)
        return day if self.weekday is None else day + dt.timedelta(days=(self.weekday - day.weekday()) % 7)


COMING = [
    # Of today, all day, so that the list of who is here can be tried whenever somebody looks.
    ComingPlan(
        "today",
        0,
        None,
        Kind.CARE,
        "便民服务摊：修、剪、磨、问",
        "在广场摆摊：修小家电、理发、磨刀、教手机，登记做不完的。",
        "海棠苑西门广场",
        [
            ShiftPlan("登记引导", "09:00", "17:30", 6, 6, rest=60),
            ShiftPlan("维修", "09:00", "12:00", 4, 3, skill=Skill.ELECTRIC),
            ShiftPlan("理发", "13:30", "17:30", 4, 3, skill=Skill.HAIR),
        ],
        bring="自带水杯，穿红马甲。",
        risks="用电先断电，剪刀收进盒里。",
        meeting_point="西门岗亭",
    ),
    ComingPlan(
        "open",
        2,
        SATURDAY,
        Kind.ENVIRONMENT,
        "清洁家园：收拾自行车棚",
        "给无主的车贴条登记，扫净车棚，划出通道。",
        "青禾家园一区车棚",
        [
            ShiftPlan("清扫", "09:00", "11:00", 12, 5, min_age=14),
            ShiftPlan("登记", "09:00", "11:00", 4, 1),
        ],
        bring="手套、帽子；垃圾袋我们准备。",
        risks="搬车当心夹手。",
        meeting_point="一区北门",
    ),
    ComingPlan(
        "nearly full",
        3,
        SUNDAY,
        Kind.CARE,
        "陪老人逛菜场",
        "一人陪一位，提菜、看价、过马路，送到家门口。",
        "海棠路菜场",
        [ShiftPlan("陪伴", "08:30", "10:30", 8, 7)],
        bring="穿防滑的鞋。",
        risks="过马路走斑马线，不替老人付钱。",
        meeting_point="菜场东门",
    ),
    ComingPlan(
        "full",
        6,
        None,
        Kind.LEARNING,
        "手机课堂助教",
        "坐在老人旁边，一步一步教：视频通话、扫码、防骗。",
        "青禾家园老年食堂",
        [ShiftPlan("助教", "14:00", "16:00", 5, 5, waiting=3, skill=Skill.COMPUTER)],
        bring="自己的手机，充满电。",
    ),
    ComingPlan(
        "substitute",
        8,
        SATURDAY,
        Kind.ENVIRONMENT,
        "绿色清运之路：回头看",
        "沿绿线走一遍，补漆、扶正指示牌、听听沿线邻居怎么说。",
        "青禾家园二区",
        [ShiftPlan("补漆", "08:30", "10:30", 6, 6), ShiftPlan("访问", "08:30", "10:30", 4, 2)],
        bring="旧衣服，容易沾上油漆。",
        risks="刷漆戴口罩，车来先让。",
        meeting_point="二区西门",
    ),
    ComingPlan(
        "room",
        4,
        None,
        Kind.MEDIATION,
        "邻里圆桌：装修扰民怎么办",
        "请双方坐下来，记清楚时间、楼层和想要的结果。",
        "",
        [
            ShiftPlan("调解", "14:00", "16:00", 3, 2, skill=Skill.LAW),
            ShiftPlan("记录", "14:00", "16:00", 2, 0),
        ],
        bring="笔和笔记本。",
        risks="听到的话不出这间屋。",
        room=(PARTY, "议事厅"),
    ),
    ComingPlan(
        "event",
        1,
        None,
        Kind.EVENTS,
        "活动引导：签到和看护",
        "帮孩子签到、领座位，活动结束一起收拾。",
        "",
        [ShiftPlan("引导", "", "", 4, 1)],
        bring="穿红马甲。",
        event=("reading", "handicraft", "robots"),
    ),
    ComingPlan(
        "building",
        9,
        None,
        Kind.GOVERNANCE,
        "门厅议事：楼道灯归谁修",
        "挨户请下楼，把意见写成一张表。",
        "",
        [ShiftPlan("入户", "18:30", "20:00", 6, 2)],
        meeting_point="8 幢门厅",
        building=("映山花园", 8),
    ),
    ComingPlan(
        "culture",
        15,
        SUNDAY,
        Kind.CULTURE,
        "书画展布展",
        "挂画、写标签、擦玻璃，开展当天轮流讲解。",
        "幸福驿站一楼走廊",
        [
            ShiftPlan("布展", "09:00", "11:30", 8, 3),
            ShiftPlan("讲解", "13:30", "16:30", 4, 1, skill=Skill.CALLIGRAPHY),
        ],
    ),
    ComingPlan(
        "training",
        11,
        None,
        Kind.SAFETY,
        "志愿者急救培训",
        "心肺复苏、止血包扎、AED 怎么用。培训不计服务时长。",
        "科技城消防救援站",
        [ShiftPlan("参加培训", "19:00", "20:30", 30, 11)],
        kind=Activity.Kind.TRAINING,
    ),
    ComingPlan(
        "draft",
        24,
        SATURDAY,
        Kind.ENVIRONMENT,
        "河边捡拾：溪语步道",
        "沿步道捡拾垃圾，登记破损的护栏。",
        "溪语雅居东侧步道",
        [ShiftPlan("捡拾", "08:30", "10:30", 15, 0)],
        draft=True,
    ),
]
