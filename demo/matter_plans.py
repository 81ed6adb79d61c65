"""What neighbours of the demo have reported, as texts: the refuse trucks, and thirty others in all states."""

from typing import NamedTuple

from grid.models import Matter, MatterKind

Status = Matter.Status
Icon = MatterKind.Icon
LAMP, REFUSE, UTILITIES, PARKING = Icon.REPAIR, Icon.REFUSE, Icon.UTILITIES, Icon.PARKING
GREEN, NOISE, SAFETY, OTHER = Icon.GREEN, Icon.NOISE, Icon.SAFETY, Icon.OTHER
TRUCK_PLACE = ("青禾家园", 19)


class MatterPlan(NamedTuple):
    """A matter of the demo: reported `days` ago at `hour`, and how it stands now.

    `words` is what the reporter wrote, `answer` what staff have said, `says` what the reporter answered to that.
    `place`: a building, or metres on the plan.
    """

    days: int
    hour: float
    kind: MatterKind.Icon
    place: tuple[str, int] | tuple[float, float]
    words: str
    status: Matter.Status
    answer: str = ""
    exactly: str = ""
    says: str = ""
    is_public: bool = True
    is_anonymous: bool = False
    # How long after the report it was received, in hours; and answered, in days.
    received: float = 1.0
    took: float = 2.0


PLANS = [
    MatterPlan(0, 8.2, LAMP, ("海棠苑", 3), "2单元三楼感应灯不亮，老人上楼要摸黑。", Status.REPORTED),
    MatterPlan(0, 7.5, REFUSE, ("映山花园", 6), "投放点的厨余桶满了，味道很大。", Status.REPORTED),
    MatterPlan(1, 15.0, PARKING, ("知行公寓", 2), "消防通道停了两辆车，喊不到人。", Status.RECEIVED),
    MatterPlan(1, 9.4, GREEN, ("青禾家园", 7), "香樟枝条压到二楼窗户，刮风时敲玻璃。", Status.RECEIVED),
    MatterPlan(2, 10.1, UTILITIES, ("溪语雅居", 4), "顶楼水压太小，晚上洗不了澡。", Status.IN_HAND),
    MatterPlan(3, 19.3, NOISE, ("映山花园", 11), "楼上夜里十一点还在拖椅子。", Status.IN_HAND, is_anonymous=True),
    MatterPlan(3, 8.8, LAMP, ("青禾家园", 21), "单元门关不严，晚上自己开。", Status.PLANNED),
    MatterPlan(
        4,
        17.0,
        PARKING,
        (905.0, 470.0),
        "这个路口早上送孩子的车多，没有斑马线。",
        Status.PLANNED,
        exactly="映山路步道口",
    ),
    MatterPlan(9, 11.0, OTHER, ("海棠苑", 8), "快递柜上层够不着，能不能留几格低的？", Status.IN_HAND, took=3),
    MatterPlan(12, 9.0, LAMP, ("映山花园", 2), "楼前长椅松了，坐上去会晃。", Status.IN_HAND),
    MatterPlan(
        4,
        13.5,
        UTILITIES,
        ("青禾家园", 3),
        "楼道里有煤气味。",
        Status.DONE,
        "燃气公司当天上门，换了一只老化的软管。",
        took=0.1,
    ),
    MatterPlan(
        5,
        9.0,
        REFUSE,
        ("知行公寓", 1),
        "装修垃圾堆在电梯口三天了。",
        Status.DONE,
        "已联系业主清走，电梯口贴了装修垃圾堆放点。",
        took=1,
    ),
    MatterPlan(6, 20.0, LAMP, ("溪语雅居", 2), "北门路灯灭了两盏。", Status.DONE, "换了灯头，两盏都亮了。", took=3),
    MatterPlan(
        6, 8.0, GREEN, ("青禾家园", 14), "花坛里的树枯了，怕倒。", Status.DONE, "园林上门锯掉，开春补种。", took=4
    ),
    MatterPlan(
        18,
        9.2,
        LAMP,
        ("海棠苑", 5),
        "电梯按钮失灵，要按好几次。",
        Status.CONFIRMED,
        "维保更换了三楼按钮。",
        says="content",
    ),
    MatterPlan(
        21,
        16.0,
        REFUSE,
        ("映山花园", 15),
        "绿化带里有碎玻璃，孩子常在那里玩。",
        Status.CONFIRMED,
        "已清扫两遍。",
        says="content",
        took=0.5,
    ),
    MatterPlan(
        24,
        10.0,
        PARKING,
        ("青禾家园", 5),
        "充电桩位被油车占着。",
        Status.CONFIRMED,
        "物业加了地锁，占位的车主已说明。",
        says="mended",
    ),
    MatterPlan(
        30,
        9.0,
        NOISE,
        ("知行公寓", 3),
        "广场舞音响太大，孩子写不了作业。",
        Status.CONFIRMED,
        "和领队说好，晚八点半结束，音量不超过门口的刻度。",
        says="content",
        took=6,
    ),
    MatterPlan(
        33,
        14.0,
        SAFETY,
        ("青禾家园", 10),
        "有人把电瓶提上楼充电。",
        Status.CONFIRMED,
        "上门劝导，车棚加了两排充电口。",
        says="content",
    ),
    MatterPlan(
        38,
        8.5,
        GREEN,
        ("溪语雅居", 6),
        "步道的砖翘起来，绊倒过人。",
        Status.CONFIRMED,
        "铺平了十一块砖。",
        says="content",
        took=5,
    ),
    MatterPlan(
        45, 9.0, UTILITIES, ("海棠苑", 1), "水表井盖破了。", Status.CONFIRMED, "自来水公司更换了井盖。", took=0.8
    ),
    MatterPlan(
        52,
        18.0,
        LAMP,
        ("映山花园", 9),
        "门禁喇叭没有声音。",
        Status.CONFIRMED,
        "换了对讲主机。",
        says="content",
        took=6,
    ),
    MatterPlan(
        60,
        9.0,
        REFUSE,
        ("青禾家园", 17),
        "大件垃圾没有地方放。",
        Status.CONFIRMED,
        "每周六上午在北门设大件收集点。",
        says="content",
        took=3,
    ),
    MatterPlan(
        74,
        11.0,
        OTHER,
        ("溪语雅居", 1),
        "想在步道边加一个遮雨的凉亭。",
        Status.IMPOSSIBLE,
        "步道下面有燃气管，规范不允许建亭子。长椅已经加了两张。",
        took=9,
    ),
    MatterPlan(
        66,
        10.0,
        OTHER,
        ("知行公寓", 4),
        "要求物业每天上门收六次垃圾。",
        Status.IMPOSSIBLE,
        "目前早晚各收一次，做不到每天上门六次。",
        took=5,
    ),
    MatterPlan(
        16,
        9.0,
        PARKING,
        (600.0, 20.0),
        "海棠路的红绿灯时间太短，老人过不去。",
        Status.ELSEWHERE,
        "市政道路由交警管理，已把您的话转过去。",
        exactly="海棠路口",
    ),
    MatterPlan(
        28,
        13.0,
        UTILITIES,
        ("青禾家园", 12),
        "天然气开户要带什么？",
        Status.ELSEWHERE,
        "开户由燃气公司办理，打电话就能预约上门。",
        took=0.2,
    ),
    MatterPlan(
        11, 22.0, OTHER, ("海棠苑", 6), "低价通下水道，加微信。", Status.REJECTED, "广告，不予受理。", took=0.5
    ),
    MatterPlan(
        8,
        12.0,
        REFUSE,
        (1400.0, 500.0),
        "公司后门的垃圾房很脏。",
        Status.REJECTED,
        "这个地方不在本社区，请向所在社区反映。",
        exactly="科技城二期后门",
    ),
    MatterPlan(
        40, 9.0, LAMP, ("青禾家园", 8), "楼道灯忽明忽暗。", Status.CONFIRMED, "换了声控开关。", took=2, received=30
    ),
]
REFERRED = {UTILITIES: ("燃气公司营业厅", "95777"), PARKING: ("交警服务热线", "12122")}
TRUCK = MatterPlan(
    214,
    17.6,
    REFUSE,
    TRUCK_PLACE,
    "清运车每天从儿童游乐场边上穿过去，孩子正在那里玩，太险了。能不能换条路走？",
    Status.CONFIRMED,
    "清运车固定走绿线，早上七点前离开；十二块指示牌立好了。谢谢您第一个说出来。",
    says="content",
)
SAME_AS_TRUCK = [(211, 8.4, "清运车又压到草坪了。"), (209, 18.1, "下午四点清运车在游乐场倒车，孩子都往边上躲。")]
