"""What the demo's team has done, as texts: activities in several kinds, most of them with what came of it."""

from typing import NamedTuple

from volunteers.models import ServiceKind, ServiceRecord, Skill

Source = ServiceRecord.Source
SATURDAY, SUNDAY, WEDNESDAY, FRIDAY = 5, 6, 2, 4


class RolePlan(NamedTuple):
    """A shift of a demo activity: the role, how many came, and the skill that it asks for."""

    role: str
    came: int
    skill: Skill | None = None


class DeedPlan(NamedTuple):
    """A finished activity of the demo, on the last such weekday before `days` days ago.

    `source`: how its records came about. `forgotten`: so many of those who came have no record yet.
    """

    days: int
    weekday: int
    start: str
    minutes: int
    service: ServiceKind
    title: str
    content: str
    place: str
    roles: list[RolePlan]
    source: Source = Source.SCANNED
    result: str = ""
    forgotten: int = 0


GREEN_ROUTE = "绿色清运之路：刷线立牌"
CLEAR_STAIRS = "楼道清清爽爽日"
Kind = ServiceKind

DEEDS = [
    DeedPlan(
        310,
        SATURDAY,
        "09:00",
        120,
        Kind.ENVIRONMENT,
        "桶边督导：分一分，更干净",
        "在投放点教邻居把厨余和其他垃圾分开，提醒按时投放。",
        "映山花园 6 幢投放点",
        [RolePlan("桶边督导", 8)],
        Source.HAND,
    ),
    DeedPlan(
        289,
        SUNDAY,
        "14:00",
        150,
        Kind.CARE,
        "帮独居老人收拾屋子",
        "擦窗、归置旧物、检查插座，陪老人说说话。",
        "青禾家园 12 幢",
        [RolePlan("打扫", 6), RolePlan("查电路", 2, Skill.ELECTRIC)],
        Source.HAND,
    ),
    DeedPlan(
        268,
        WEDNESDAY,
        "19:00",
        90,
        Kind.GOVERNANCE,
        "楼道公约入户征求意见",
        "两人一组上门，听每户对堆物、充电、养宠的意见，当场记下来。",
        "海棠苑 1—5 幢",
        [RolePlan("入户", 10)],
        Source.HAND,
        "走了一百六十多户，改了四条，楼道公约贴进了每个门厅。",
    ),
    DeedPlan(
        254,
        SATURDAY,
        "13:30",
        120,
        Kind.MEDIATION,
        "邻里圆桌：楼上楼下的声音",
        "请楼上楼下两家坐下来，把安静的时间说定。",
        "党群服务站议事厅",
        [RolePlan("调解", 3, Skill.LAW), RolePlan("记录", 2)],
        Source.LIST,
        "两家说好晚上九点半以后不拖动桌椅，门口换了软脚垫。",
    ),
    DeedPlan(
        240,
        SATURDAY,
        "08:30",
        150,
        Kind.ENVIRONMENT,
        "清洁家园：擦亮宣传栏",
        "擦洗宣传栏和扶手，清掉小广告，捡拾绿化带里的垃圾。",
        "溪语雅居北门",
        [RolePlan("清洁", 12)],
        Source.LIST,
    ),
    DeedPlan(
        226,
        FRIDAY,
        "18:30",
        120,
        Kind.CULTURE,
        "社区歌会：布展和场务",
        "搬椅子、挂横幅、引导座位，散场后恢复原样。",
        "幸福驿站多功能厅",
        [RolePlan("场务", 8), RolePlan("摄影", 2, Skill.PHOTOGRAPHY)],
        Source.SCANNED,
    ),
    DeedPlan(
        212,
        SUNDAY,
        "09:00",
        180,
        Kind.CARE,
        "义务理发进楼道",
        "给出门不便的老人理发、刮脸，扫净碎发。",
        "映山花园 3 幢门厅",
        [RolePlan("理发", 3, Skill.HAIR), RolePlan("接送", 4)],
        Source.LIST,
    ),
    DeedPlan(
        198,
        WEDNESDAY,
        "18:30",
        120,
        Kind.GOVERNANCE,
        "飞线充电大排查",
        "挨幢查看私拉电线，拍照登记，讲清楚去哪里充。",
        "青禾家园一区",
        [RolePlan("排查", 9)],
        Source.SCANNED,
        "找到十一处飞线，物业在东门加装了二十个充电位，一个月后复查全部拆除。",
    ),
    DeedPlan(
        184,
        SATURDAY,
        "09:00",
        150,
        Kind.ENVIRONMENT,
        "绿色清运之路：踏勘路线",
        "跟着清运车走一遍，记下拐不过去的弯、占道的车、吵到的窗。",
        "青禾家园二区西门",
        [RolePlan("踏勘", 6), RolePlan("绘图", 2)],
        Source.SCANNED,
    ),
    DeedPlan(
        170,
        SUNDAY,
        "13:30",
        120,
        Kind.CULTURE,
        "图书漂流：理书上架",
        "给邻居捐来的书擦灰、编号、上架。",
        "幸福驿站阅览室",
        [RolePlan("理书", 8)],
        Source.SCANNED,
    ),
    DeedPlan(
        156,
        SATURDAY,
        "08:30",
        210,
        Kind.ENVIRONMENT,
        GREEN_ROUTE,
        "在路面刷绿色导向线，立指示牌，劝停占道车辆，把投放点移到路边。",
        "青禾家园二区",
        [RolePlan("刷线", 8), RolePlan("立牌", 4), RolePlan("劝导", 4)],
        Source.SCANNED,
        "清运车不再穿过儿童游乐场，固定走绿线，早上七点前离开；十二块指示牌是邻居自己画的。"
        "过去每天绕行四十分钟，现在十八分钟走完。",
    ),
    DeedPlan(
        142,
        WEDNESDAY,
        "19:00",
        90,
        Kind.MEDIATION,
        "停车那点事：当面说开",
        "请抢位的两家和物业一起看图纸，商量错时停车。",
        "映山花园一号网格活动室",
        [RolePlan("调解", 3), RolePlan("记录", 1)],
        Source.LIST,
        "白天空着的十四个车位登记共享，谁几点用写在门岗的板上。",
    ),
    DeedPlan(
        128,
        SATURDAY,
        "09:00",
        180,
        Kind.CARE,
        "小家电义务维修",
        "修电饭煲、台灯、风扇，修不好的说明原因。",
        "海棠苑西门广场",
        [RolePlan("维修", 4, Skill.ELECTRIC), RolePlan("登记", 3)],
        Source.SCANNED,
    ),
    DeedPlan(
        114,
        SATURDAY,
        "08:30",
        180,
        Kind.ENVIRONMENT,
        CLEAR_STAIRS,
        "和各家一起清理楼道堆物，腾出消防通道，擦净扶手和窗台。",
        "映山花园 9—12 幢",
        [RolePlan("清理", 12), RolePlan("登记旧物", 3)],
        Source.SCANNED,
        "四幢楼清出三车旧物，消防通道全部打通；旧家具有十件找到了新主人。",
    ),
    DeedPlan(
        100,
        SUNDAY,
        "09:30",
        120,
        Kind.LEARNING,
        "手机课堂助教",
        "坐在老人旁边，一步一步教：打电话、发语音、挂号。",
        "幸福驿站西厅",
        [RolePlan("助教", 7, Skill.COMPUTER)],
        Source.SCANNED,
    ),
    DeedPlan(
        86,
        FRIDAY,
        "19:00",
        120,
        Kind.GOVERNANCE,
        "加装电梯：挨家问一问",
        "上门说清楚方案和费用，把同意的、有顾虑的分别记下。",
        "映山花园 13—16 幢",
        [RolePlan("入户", 8)],
        Source.SCANNED,
        "四幢楼里两幢全票同意，另两幢的顾虑写成了九个问题，请设计单位当面答。",
    ),
    DeedPlan(
        74,
        SATURDAY,
        "14:00",
        120,
        Kind.MEDIATION,
        "养宠圆桌：一份大家认的约定",
        "请养狗的和怕狗的坐到一起，商量遛狗的时间和路线。",
        "党群服务站议事厅",
        [RolePlan("主持", 2), RolePlan("记录", 2)],
        Source.LIST,
        "定下早晚两段遛狗时间，南门草坪设了拾便袋箱。",
    ),
    DeedPlan(
        62,
        SUNDAY,
        "18:00",
        180,
        Kind.CULTURE,
        "露天电影：放映和秩序",
        "支幕布、接音响、摆小板凳，散场时照亮路口。",
        "海棠苑中心草坪",
        [RolePlan("放映", 3), RolePlan("秩序", 6)],
        Source.SCANNED,
    ),
    DeedPlan(
        52,
        SATURDAY,
        "09:00",
        150,
        Kind.ENVIRONMENT,
        "旧衣回收日",
        "收衣、分类、打包，能捐的和能再生的分开。",
        "青禾家园一区北门",
        [RolePlan("分类", 8), RolePlan("登记", 2)],
        Source.SCANNED,
    ),
    DeedPlan(
        44,
        WEDNESDAY,
        "13:30",
        120,
        Kind.CARE,
        "上门帮老人做养老认证",
        "用手机帮走不动的老人做认证，做完教家里人再做一次。",
        "溪语雅居 3 幢",
        [RolePlan("上门", 6)],
        Source.LIST,
    ),
    DeedPlan(
        36,
        SATURDAY,
        "08:30",
        120,
        Kind.EVENTS,
        "亲子运动会：引导和计时",
        "签到、引导、计时、看护器材。",
        "科技城体育公园",
        [RolePlan("引导", 6), RolePlan("计时", 4)],
        Source.SCANNED,
    ),
    # Everybody has a record of it but one: that one is overdue.
    DeedPlan(
        29,
        SUNDAY,
        "09:00",
        150,
        Kind.ENVIRONMENT,
        "院子里的花一起养",
        "松土、补种、给花箱换盆，给每丛花插上名牌。",
        "溪语雅居中心花园",
        [RolePlan("种花", 9)],
        Source.LIST,
        forgotten=1,
    ),
    DeedPlan(
        20,
        FRIDAY,
        "18:30",
        90,
        Kind.GOVERNANCE,
        "议事角：晾晒空间怎么用",
        "摆好桌椅，听意见，把每条意见和谁来办写上墙。",
        "溪语雅居架空层",
        [RolePlan("主持", 2), RolePlan("记录", 3)],
        Source.SCANNED,
        "架空层南侧划出晾衣区，周一到周六共用，周日留给大件。",
    ),
    DeedPlan(
        12,
        SATURDAY,
        "09:00",
        120,
        Kind.CARE,
        "磨刀磨剪配钥匙",
        "帮老邻居磨刀、配钥匙、缝补书包带。",
        "海棠苑西门广场",
        [RolePlan("磨刀", 3), RolePlan("登记", 2)],
        Source.SCANNED,
    ),
    # Just over: the lead has still to confirm the minutes.
    DeedPlan(
        3,
        WEDNESDAY,
        "18:30",
        120,
        Kind.SAFETY,
        "电动车进楼劝导",
        "在门厅劝一劝、帮一把，把车推到充电棚。",
        "知行公寓 1—4 幢",
        [RolePlan("劝导", 7)],
        Source.SCANNED,
        forgotten=7,
    ),
]

# What leads say of a service, by its kind.
EVALUATIONS = {
    Kind.GOVERNANCE: ["问得细，记得清，邻居愿意开口。", "准时，守口如瓶，登记完整。", "耐心解释，没有落下一户。"],
    Kind.ENVIRONMENT: ["手脚勤快，收尾干净。", "不怕脏累，还带动了邻居一起干。", "工具用完都归了位。"],
    Kind.MEDIATION: ["两边都听完再说话，公道。", "记录客观，双方都签了字。"],
    Kind.CARE: ["细心，老人很放心。", "轻手轻脚，临走还留了电话。", "待老人像家里人。"],
    Kind.CULTURE: ["早到晚走，场地恢复原样。", "人多不乱，照应周到。"],
    Kind.LEARNING: ["一步一步教，不嫌慢。", "教完还让老人自己做一遍。"],
    Kind.SAFETY: ["按时到岗，巡查仔细。", "发现问题当场登记、当场报修。"],
    Kind.EVENTS: ["站位准确，引导清楚。", "孩子们都认得这位叔叔阿姨。"],
}
