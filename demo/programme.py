"""What goes on in the demo community: its regular events, as a community worker would announce them.

A `Series` says when and how; its `Variant`s are what it is about this time. `{season}` picks by month.
"""

import datetime as dt
import enum
from dataclasses import dataclass, field

from demo.organisation import GENERAL
from demo.places import PHONE
from events.models import Event

Kind, Audience = Event.Kind, Event.Audience

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

CALL = f"不方便用手机报名的，打 {PHONE} 或到驿站前台说一声，我们帮您登记。"


class Fills(enum.Enum):
    """The days that a series may fill in on; on weekdays children are at school until the afternoon."""

    NEVER = ()
    WEEKDAYS = (0, 1, 2, 3, 4)
    WEEKEND = (5, 6)
    ANY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Variant:
    """One topic of a series; `seasons` are those in which it is offered."""

    title: str
    summary: str
    about: str
    seasons: str = "春夏秋冬"


@dataclass(frozen=True)
class Series:
    """A regular event: on `weekday` (0 Monday) of every `every`th week, counted from `phase`;
    the phases are chosen so that no week of the year is without something.

    `places` in the order of preference; a series with `by_grid` goes round the four grids instead.
    `fills_in` says on which days it may take place besides, when nothing else is on.
    `fill` is how popular it is, 0 to 1.
    """

    key: str
    kind: Event.Kind
    audience: Event.Audience
    weekday: int
    every: int
    phase: int
    start: dt.time
    minutes: int
    practical: str
    variants: list[Variant]
    places: list[str] = field(default_factory=list)
    organiser: str = GENERAL
    capacity: int | None = None
    largest_party: int = 2
    ages: tuple[int | None, int | None] = (None, None)
    by_grid: bool = False
    fills_in: Fills = Fills.NEVER
    fill: float = 0.8


SERIES = [
    Series(
        "reading",
        Kind.READING,
        Audience.FAMILIES,
        weekday=5,
        every=3,
        phase=0,
        start=dt.time(9, 30),
        minutes=75,
        places=[READING_ROOM],
        organiser="海棠苑党支部",
        capacity=24,
        largest_party=3,
        ages=(3, 8),
        fills_in=Fills.WEEKEND,
        fill=0.95,
        practical="请用孩子的名字报名，人数写上陪同的大人。自带水杯；绘本由驿站准备，看中的可以当场借回家。"
        "请提前十分钟到，开始以后尽量不走动，别打断孩子们听故事。",
        variants=[
            Variant(
                "亲子绘本共读：冬天的故事",
                "和孩子围坐在一起，读三本关于冬天的绘本。",
                "天冷了，小动物都去哪儿了？这次我们读三本关于下雪、冬眠和热汤的绘本，读完请孩子把“最暖和的一件事”画下来，贴到阅览室的墙上。",
                "冬",
            ),
            Variant(
                "亲子绘本共读：年兽不见了",
                "读年的故事，学一句拜年的苏州话。",
                "年兽为什么怕红颜色？大家一起读年的故事，再跟邻居奶奶学一句拜年的苏州话，回家说给长辈听。",
                "冬",
            ),
            Variant(
                "亲子绘本共读：小雪人的信",
                "读一封雪人写来的信，也写一封寄给未来。",
                "小雪人走之前留了一封信。读完故事，每家给半年后的自己写一张明信片，由驿站保管，夏天寄到家。",
                "冬",
            ),
            Variant(
                "亲子绘本共读：一粒种子",
                "读种子的旅行，带一盆小苗回家。",
                "种子怎么从山上走到窗台？读完绘本，每个孩子种一盆太阳花带回家，五月份带来比一比谁家的先开。",
                "春",
            ),
            Variant(
                "亲子绘本共读：风从哪里来",
                "春天的风，读一读，也听一听。",
                "三本关于风的绘本，读完到院子里吹泡泡、放纸飞机，把看不见的风找出来。",
                "春",
            ),
            Variant(
                "亲子绘本共读：大海的声音",
                "夏天最凉快的一个上午，在书里看海。",
                "没去过海边也没关系。读三本关于海的绘本，用贝壳和纸杯做一个“听海筒”，带回家慢慢听。",
                "夏",
            ),
            Variant(
                "亲子绘本共读：萤火虫晚会",
                "读夏夜的故事，认一认身边的小虫。",
                "关掉一半的灯，我们读夏天夜里的故事。读完一起认一认小区里常见的五种小虫。",
                "夏",
            ),
            Variant(
                "亲子绘本共读：落叶去旅行",
                "捡一片叶子，读一个秋天的故事。",
                "来的路上请孩子捡一片最喜欢的叶子。读完绘本，把叶子做成书签，写上自己的名字。",
                "秋",
            ),
            Variant(
                "亲子绘本共读：月亮的味道",
                "月亮是什么味道？听孩子怎么说。",
                "小动物一个叠一个去够月亮。读完故事，家长和孩子分组叠纸杯，看哪一组够得着“月亮”。",
                "秋",
            ),
            Variant(
                "亲子绘本共读：外婆的厨房",
                "读一本关于家常菜的书，带一道菜名来。",
                "一本关于外婆和厨房的绘本。请每家想好一道“我家的味道”，轮流讲一讲，我们记下来编成一本小册子。",
            ),
        ],
    ),
    Series(
        "handicraft",
        Kind.HANDICRAFT,
        Audience.FAMILIES,
        weekday=6,
        every=3,
        phase=2,
        start=dt.time(14, 0),
        minutes=90,
        places=[PLAYROOM, LOUNGE],
        capacity=20,
        largest_party=3,
        ages=(5, None),
        fill=1.0,
        practical="材料由驿站准备，不收费。会用到剪刀和热熔胶，十岁以下的孩子请有大人陪着。作品当天带走，请自带一个纸袋。",
        variants=[
            Variant(
                "手工制作：立体海棠花",
                "用皱纹纸和铁丝做一枝不会谢的海棠花。",
                "海棠是我们社区的花。跟着楼里的许阿姨，从剪花瓣、卷花心到缠花枝，一个半小时做成一枝，插在家里能放一整年。",
            ),
            Variant(
                "手工制作：窗花剪纸",
                "一张红纸，三种剪法，把窗子打扮起来。",
                "从最简单的四折团花学起，再学“喜鹊登梅”。剪得慢没关系，我们准备了半成品，老人孩子都能带一张满意的回家。",
                "冬",
            ),
            Variant(
                "手工制作：毛线小围脖",
                "不用针，用手指就能织一条小围脖。",
                "手指编织不用针，孩子也学得会。织好的小围脖可以自己戴，也可以留给暖心驿站，送给早起送货的小哥。",
                "冬",
            ),
            Variant(
                "手工制作：草木印花布",
                "采几片叶子，敲出一块印花布。",
                "把新鲜的叶子和花瓣铺在棉布上，用小木槌敲出颜色，就是一块草木印花布。可以做杯垫，也可以缝成小袋子。",
                "春夏",
            ),
            Variant(
                "手工制作：艾草香囊",
                "缝一只香囊，装上艾草和薄荷。",
                "夏天蚊虫多，缝一只艾草香囊挂在床头。不会针线的也别担心，有裁缝出身的金阿姨手把手教。",
                "夏",
            ),
            Variant(
                "手工制作：桂花香包",
                "小区里的桂花，装进自己缝的香包。",
                "先一起到树下捡落桂，再晾、装、缝。一只香包放进衣柜，能香到冬天。",
                "秋",
            ),
            Variant(
                "手工制作：旧毛衣改杯套",
                "旧毛衣别扔，剪一剪缝一缝就是杯套。",
                "请带一件不再穿的旧毛衣或旧袜子来，跟着老师改成杯套、手机袋。没有的也能来，驿站备了一些。",
                "秋冬",
            ),
            Variant(
                "手工制作：黏土小房子",
                "捏一栋自己家的楼，拼成一个小社区。",
                "每家捏一栋楼，写上楼号，最后拼在一起，就是一个黏土做的彭山社区，在驿站展出一个月后各自领回。",
            ),
        ],
    ),
    Series(
        "health-talk",
        Kind.HEALTH,
        Audience.EVERYONE,
        weekday=2,
        every=5,
        phase=0,
        start=dt.time(14, 0),
        minutes=90,
        places=[LOUNGE, HALL],
        capacity=40,
        fills_in=Fills.ANY_DAY,
        fill=0.75,
        practical="讲座免费，讲完留半小时单独提问。有近期化验单、正在吃的药，可以带来请医生看看；请带老花镜。" + CALL,
        variants=[
            Variant(
                "健康讲座：冬季血压怎么管",
                "天一冷血压就高？医生讲怎么量、怎么吃、怎么动。",
                "冬天早晨是血压最容易波动的时候。社区卫生服务站的医生来讲三件事：血压什么时候量最准，衣服和饮食怎么调整，出现哪些情况要马上就医。现场教大家用好家里的电子血压计。",
                "冬",
            ),
            Variant(
                "健康讲座：秋冬护肺",
                "咳嗽老不好？听医生讲秋冬怎么护好肺。",
                "换季时咳嗽、气喘的邻居多。医生讲怎么分清普通感冒和需要当心的咳嗽，家里怎么通风、加湿，流感疫苗什么时候打合适。",
                "秋冬",
            ),
            Variant(
                "健康讲座：春季过敏防护",
                "打喷嚏、眼睛痒，听医生讲怎么防。",
                "花粉多的日子怎么出门、怎么选口罩、家里怎么打扫；孩子反复流鼻涕是感冒还是过敏，医生讲得明明白白。",
                "春",
            ),
            Variant(
                "健康讲座：夏天防中暑",
                "高温天怎么喝水、怎么降温，有人晕倒怎么办。",
                "讲讲高温天出门的时间、喝水的讲究，空调温度怎么设；现场演示有人中暑时头五分钟该做什么。",
                "夏",
            ),
            Variant(
                "健康讲座：膝盖不疼慢慢走",
                "上下楼膝盖疼？学五个在家能做的动作。",
                "康复师带大家做五个护膝动作，坐着就能练。再讲一讲什么样的鞋合脚，哪些锻炼要少做。",
            ),
            Variant(
                "健康讲座：家庭急救课",
                "心肺复苏、噎住、烫伤，动手学一遍。",
                "请来急救培训员，带着假人现场教：心肺复苏怎么按，孩子噎住怎么办，烫伤为什么不能抹牙膏。每个人都有机会动手练。",
            ),
            Variant(
                "健康讲座：睡个好觉",
                "睡不着、醒得早，听医生讲怎么调。",
                "年纪大了觉少正不正常？晚饭、午睡、安眠药各有什么讲究？医生一一解答，再教一套睡前放松操。",
            ),
        ],
    ),
    Series(
        "clinic",
        Kind.HEALTH,
        Audience.EVERYONE,
        weekday=5,
        every=4,
        phase=2,
        start=dt.time(8, 30),
        minutes=120,
        places=[SQUARE, HALL],
        practical="不用报名，到了取号。量血糖请空腹来，量完再吃早饭，驿站备了热豆浆。行动不方便的老人，可以请楼里的先锋提前登记，医生上门看。",
        variants=[
            Variant(
                "义诊进社区：量血压测血糖",
                "血压、血糖免费测，医生当场看结果。",
                "社区卫生服务站的医生护士来家门口，免费测血压、血糖，帮大家看体检报告。慢性病邻居请带上平时的记录本。",
            ),
            Variant(
                "义诊进社区：看眼睛查听力",
                "老花、白内障、耳背，医生来家门口看。",
                "眼科和耳鼻喉科的医生来坐诊，免费查视力、眼压和听力，教大家怎么保养助听器。",
            ),
            Variant(
                "义诊进社区：中医把把脉",
                "把脉、耳穴、推拿，听听中医怎么说。",
                "三位中医师现场把脉、贴耳穴、教推拿手法，还可以问问家里的药膳怎么配。",
            ),
        ],
    ),
    Series(
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
        fills_in=Fills.ANY_DAY,
        fill=0.85,
        practical="笔墨纸砚都有，带上自己用惯的毛笔更好。零基础也欢迎，请穿深色、耐脏的衣服。",
        variants=[
            Variant(
                "书法课：从“永”字学起",
                "一个“永”字八种笔画，慢慢写。",
                "退休语文老师陆老师从握笔讲起，把“永”字的八种笔画一笔一笔拆开来教。写得好的挂到走廊里。",
            ),
            Variant(
                "书法课：写一幅小楷",
                "静下心来，写二十个小字。",
                "这次写小楷，内容是一首写江南的绝句，二十个字。写完落款盖章，可以带回家装框。",
            ),
            Variant(
                "书法课：写一副春联",
                "学写自己家门上的那副春联。",
                "从选词、裁纸到落笔，学写一副自己家的春联。红纸由驿站准备，每人两副。",
                "冬",
            ),
            Variant(
                "书法课：扇面上写字",
                "在扇面上写一句喜欢的话。",
                "弧形的扇面怎么安排字？跟着老师先打格、再落笔，写一把自己的扇子。",
                "夏秋",
            ),
        ],
    ),
    Series(
        "baduanjin",
        Kind.SPORT,
        Audience.EVERYONE,
        weekday=4,
        every=5,
        phase=1,
        start=dt.time(7, 30),
        minutes=60,
        places=[SQUARE],
        organiser="海棠苑党支部",
        fills_in=Fills.ANY_DAY,
        practical="不用报名，直接来。穿宽松的衣服和平底鞋，带一杯温水。下雨或者气温低于零度就停一次，当天早上七点在这个页面上通知。",
        variants=[
            Variant(
                "晨练：一起打八段锦",
                "早上一小时，跟着打八段锦，活动开筋骨。",
                "先拉伸十分钟，再跟着领队把八段锦打两遍，最后散步一圈。动作可高可低，膝盖不好的坐着也能练。",
            ),
            Variant(
                "晨练：二十四式太极拳",
                "分解教学，一次学会四个动作。",
                "把二十四式拆成六次来教，这次学四个动作，前面没来的也跟得上。学完整套，一起上台表演。",
            ),
        ],
    ),
    Series(
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
            Variant(
                "主题党日：身边的先锋",
                "听三位楼栋先锋讲自己管的那几栋楼。",
                "三位海棠先锋讲讲这几个月楼里的事：怎么帮独居老人修好了灯，怎么劝和了漏水的两家，怎么把楼道清出来。听完分组讨论，每组认领一件实事。",
            ),
            Variant(
                "主题党日：清一条楼道",
                "一起动手，清出一条干净的消防通道。",
                "先学二十分钟消防常识，再分成五组，到映山花园和青禾家园清理楼道里的杂物。手套和推车已经备好。",
            ),
            Variant(
                "主题党日：实事清单开门评",
                "今年答应邻居的事做得怎么样，请大家来评。",
                "支部逐条报告实事清单的进展，没做完的说明原因和时间。请邻居代表打分、提意见，当场记录。",
            ),
            Variant(
                "主题党日：结对走访",
                "党员和独居老人结对，上门坐一坐。",
                "会上确定结对名单和走访要点，会后两人一组上门，看看家里的水电煤气，问问有没有要办的事。",
            ),
        ],
    ),
    Series(
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
        fills_in=Fills.ANY_DAY,
        practical="不用报名，先到先理，六十五岁以上的老人优先。请先在家洗好头。卧床或行动不便的老人可以预约上门："
        + PHONE
        + "。",
        variants=[
            Variant(
                "便民理发：免费剪头发",
                "四位理发师傅来，老人孩子免费剪。",
                "四位做理发师的邻居轮流来，免费给大家剪头发。十点半以后人少一些，不着急的可以晚点来。",
            ),
            Variant(
                "便民服务：理发磨刀修伞",
                "剪头发、磨剪刀、修雨伞，一上午办齐。",
                "理发、磨刀、修伞、缝拉链的师傅都来。菜刀请用报纸包好再带，注意安全。",
            ),
        ],
    ),
    Series(
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
            Variant(
                "居民议事会：电动车停哪里",
                "充电桩、停车棚怎么建，大家商量着定。",
                "最近不少邻居反映电动车没处停、飞线充电。物业带来两个停车棚的方案，请大家看图、提意见，举手定下来。",
            ),
            Variant(
                "居民议事会：垃圾清运走哪条路",
                "清运车几点来、走哪条路，一起定。",
                "清运车早上按喇叭，吵醒了不少人。请物业、清运公司和邻居一起坐下来，定一条路线、一个时间。",
            ),
            Variant(
                "居民议事会：楼道里的杂物",
                "消防通道怎么清，清完怎么保持。",
                "先看照片，再一层一层商量：哪些当天清，哪些给时间，谁来帮独居老人搬。商量好就排日子。",
            ),
            Variant(
                "居民议事会：凉亭要不要修",
                "凉亭漏雨，修还是拆，听听大家的。",
                "凉亭顶漏了两年。这次把三家报价摆出来，公共收益够不够、修成什么样，请大家拿主意。",
            ),
        ],
    ),
    Series(
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
            Variant(
                "小哥关爱夜话：路上平安",
                "跑了一天，来喝碗热汤，聊聊路上的事。",
                "请交警说说这一带最容易出事的三个路口，再请大家讲讲哪几栋楼难找、哪道门不让进。说的每一条，社区都记下来去协调。",
            ),
            Variant(
                "小哥关爱夜话：社保怎么交",
                "灵活就业怎么交社保，请窗口的同志来讲。",
                "灵活就业人员的社保、工伤险怎么办，异地医保怎么用，窗口工作人员来现场一个一个答。",
            ),
            Variant(
                "小哥关爱夜话：护腰护膝",
                "跑单久坐腰酸，康复师来教几招。",
                "康复师教几个等单时就能做的动作，帮大家看看坐姿和护具。每人送一副护膝。",
            ),
        ],
    ),
    Series(
        "robots",
        Kind.LEARNING,
        Audience.CHILDREN,
        weekday=5,
        every=4,
        phase=0,
        start=dt.time(14, 0),
        minutes=90,
        places=[PLAYROOM, GRID_ROOMS[3]],
        capacity=12,
        largest_party=1,
        ages=(8, 12),
        fill=1.0,
        practical="请用孩子的名字报名，一人一台电脑，只收十二名。家长送到后可以在阅览室等。没电脑基础没关系，请带水杯。",
        variants=[
            Variant(
                "儿童机器人：让小车走直线",
                "拼一台小车，写三行程序让它走直线。",
                "住在知行公寓的工程师来当老师。孩子们两人一组拼小车、写程序，最后比谁的车走得最直。",
            ),
            Variant(
                "儿童机器人：会躲墙的小车",
                "给小车装上“眼睛”，碰到墙会拐弯。",
                "这次给小车装上测距的“眼睛”，让它自己绕过障碍。上次没来的也跟得上，老师先带着复习。",
            ),
            Variant(
                "儿童机器人：点亮一盏灯",
                "用几根线和一块电路板，点亮一盏小灯。",
                "从一节电池、一盏小灯开始，学会开关和电路，再用程序让它一闪一闪，做成一盏床头灯带回家。",
            ),
        ],
    ),
    Series(
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
        fills_in=Fills.ANY_DAY,
        fill=0.65,
        practical="不用会识谱，爱唱就行。歌谱由合唱团准备，字印得大；请自带水杯。",
        variants=[
            Variant(
                "海棠合唱团：开放排练",
                "来听一听、唱一唱，喜欢就留下来。",
                "海棠合唱团每次排练都对邻居开放。先练声二十分钟，再学一首新歌的两个声部，最后合一遍。",
            ),
            Variant(
                "海棠合唱团：老歌点唱会",
                "点一首老歌，大家陪您一起唱。",
                "每人可以点一首，钢琴伴奏，大家一起唱。点得最多的三首，放进下次演出的节目单。",
            ),
        ],
    ),
    Series(
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
        fills_in=Fills.ANY_DAY,
        fill=0.9,
        practical="请带上自己的手机和充电线，密码记不得的先问问孩子。两位长辈配一位志愿者，不会就问，不怕慢。" + CALL,
        variants=[
            Variant(
                "银发手机课堂：视频通话",
                "学会和孩子视频，声音小、看不清都有办法。",
                "从接视频学起，再学怎么打给孩子、怎么把声音和字调大，最后每人和家里人视频一次。",
            ),
            Variant(
                "银发手机课堂：手机挂号",
                "在手机上挂号、看报告，不用排早队。",
                "一步一步学挂号、取消、看化验单，学会就能少跑一趟医院。请带医保卡。",
            ),
            Variant(
                "银发手机课堂：认出骗局",
                "这些电话和链接千万别信，现场认一认。",
                "把邻居们真收到过的短信和电话拿来一条一条认：哪里不对，该怎么做，钱转出去了马上找谁。",
            ),
            Variant(
                "银发手机课堂：打车和看公交",
                "出门打车、等公交，手机上看得清。",
                "学会用大字版打车，学会看公交还有几站到，再也不用在站台上干等。",
            ),
        ],
    ),
    Series(
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
            Variant(
                "邻里集市：旧物换新朋友",
                "闲置的书、玩具、锅碗，带来换一换。",
                "家里用不着、别人正需要的，都可以带来换。孩子的书和玩具专门有一排小摊，由孩子自己当老板。",
            ),
            Variant(
                "邻里集市：孩子的小书摊",
                "孩子当摊主，三块五块卖旧书。",
                "看完的书摆出来，标上价钱，学着介绍、找零。卖书的钱可以自己留着，也可以捐给驿站买新绘本。",
            ),
        ],
    ),
    Series(
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
            Variant(
                "消防演练：三分钟下楼",
                "听到哨声别慌，跟着走一遍逃生路线。",
                "先讲怎么捂口鼻、怎么弯腰走，再真走一遍楼梯。下楼后人人试一次灭火器，知道拔哪个销、对准哪里。",
            ),
        ],
    ),
    Series(
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
            Variant(
                "防骗讲座：捂紧钱袋子",
                "社区民警讲最近的骗局，一听就明白。",
                "社区民警讲讲这几个月辖区里真发生过的事：冒充客服退款的、卖保健品的、刷单返利的，怎么一步步上当，怎么一句话识破。",
            ),
            Variant(
                "防骗讲座：保健品的套路",
                "免费鸡蛋后面是什么？民警来拆穿。",
                "免费鸡蛋、免费旅游、“专家”坐诊，套路一个接一个。民警和药师一起来，教大家看懂批准文号。",
            ),
        ],
    ),
]

# Never regular; they are on when a day would else be empty.
EXTRA_SERIES = [
    Series(
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
        fills_in=Fills.ANY_DAY,
        practical="不用报名，随到随坐，茶水免费。自己的茶杯可以存在驿站，写上名字就行。",
        variants=[
            Variant(
                "长者茶座：读报下象棋",
                "泡杯茶，听人读读报，杀两盘象棋。",
                "每次由一位邻居读半小时当天的报纸，挑大家关心的读，读完下棋、聊天。眼睛不好的，尤其欢迎来听。",
            ),
            Variant(
                "长者茶座：听段评弹",
                "请评弹票友来，唱三段、说一回书。",
                "住在溪语雅居的票友带着三弦和琵琶来，唱三段开篇，再说一回短书。想学的可以留下来跟着哼两句。",
            ),
        ],
    ),
    Series(
        "family-sport",
        Kind.SPORT,
        Audience.FAMILIES,
        weekday=0,
        every=1,
        phase=0,
        start=dt.time(15, 30),
        minutes=75,
        places=[SQUARE, HALL],
        capacity=24,
        largest_party=4,
        ages=(5, 14),
        fills_in=Fills.WEEKEND,
        fill=0.7,
        practical="请用孩子的名字报名，人数写上一起来的大人。穿运动鞋，带水和替换的上衣，热身以后再上场。",
        variants=[
            Variant(
                "亲子运动：跳绳踢毽子",
                "大人孩子一起跳长绳、踢毽子。",
                "先教怎么甩绳、怎么接毽子，再分组比一比：跳长绳看哪家配合好，踢毽子看谁踢得多。不会的现学。",
            ),
            Variant(
                "亲子运动：小小羽毛球",
                "软球软拍，没打过的孩子也能打。",
                "用软的球和短的拍，从接球、颠球学起。会打的大孩子来当小教练，带着弟弟妹妹玩。",
                "春夏秋",
            ),
        ],
    ),
    Series(
        "book-corner",
        Kind.READING,
        Audience.FAMILIES,
        weekday=0,
        every=1,
        phase=0,
        start=dt.time(10, 0),
        minutes=90,
        places=[READING_ROOM, GRID_ROOMS[4]],
        fills_in=Fills.WEEKEND,
        practical="不用报名，随到随读。三岁以下的孩子请大人抱着坐，吃的请放在门口的架子上。",
        variants=[
            Variant(
                "绘本角开放：随到随读",
                "两百本绘本随便挑，志愿者陪着念。",
                "坐下就能读。两位志愿者在地垫上轮流念，孩子想听哪本就拿哪本，看完放回颜色一样的格子里。",
            ),
        ],
    ),
    Series(
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
        fills_in=Fills.ANY_DAY,
        practical="请自带围裙和饭盒，材料由驿站准备。做好当场尝，剩下的带回家。对花生、鸡蛋过敏的请先告诉我们。",
        variants=[
            Variant(
                "邻里厨房：蒸一笼桂花糕",
                "学筛粉、拌糖、上笼，蒸一笼桂花糕。",
                "米粉怎么筛才松，桂花什么时候撒，蒸几分钟正好，做了三十年点心的汤师傅一样一样教。",
                "秋冬",
            ),
            Variant(
                "邻里厨房：腌笃鲜怎么炖",
                "春笋、咸肉、百叶结，慢慢炖一锅鲜。",
                "从选笋、焯水到火候，边炖边讲，炖好每人一碗。",
                "春",
            ),
            Variant(
                "邻里厨房：做绿豆糕",
                "不太甜的绿豆糕，夏天正好。",
                "绿豆蒸熟过筛，少油少糖，用木模一块一块敲出来。",
                "夏",
            ),
            Variant(
                "邻里厨房：包一顿馄饨",
                "荠菜肉馅，包出元宝样，包好就下锅。",
                "和馅、擀皮、包成元宝样，一人包二十只，十只当场下锅，十只带回家。",
            ),
        ],
    ),
    Series(
        "homework",
        Kind.LEARNING,
        Audience.CHILDREN,
        weekday=0,
        every=1,
        phase=0,
        start=dt.time(18, 30),
        minutes=90,
        places=[READING_ROOM, GRID_ROOMS[2]],
        organiser="海棠苑党支部",
        capacity=16,
        largest_party=1,
        ages=(7, 14),
        fill=0.7,
        fills_in=Fills.WEEKDAYS,
        practical="请用孩子的名字报名，带好作业和铅笔盒。八点整请家长到阅览室门口接。",
        variants=[
            Variant(
                "作业陪伴：安静写一会儿",
                "家里没人辅导？来驿站写作业，有大学生陪。",
                "知行公寓的几位大学生轮流来陪孩子写作业，不讲课，不会的地方点一点。写完可以看会儿书。",
            ),
        ],
    ),
]

# On public holidays the regular events rest; these keep the doors open.
HOLIDAY_SERIES = [
    Series(
        "holiday-brush",
        Kind.CULTURE,
        Audience.EVERYONE,
        weekday=0,
        every=1,
        phase=0,
        start=dt.time(9, 30),
        minutes=90,
        places=[READING_ROOM, GRID_ROOMS[1]],
        fills_in=Fills.ANY_DAY,
        practical="不用报名，写好就走。红纸和笔墨都备好了，孩子也能来描一张。",
        variants=[
            Variant(
                "假日小聚：写个福字",
                "过节到驿站，写一个福字带回家。",
                "几位书法好的邻居在阅览室坐着，陪您写一个福字，也可以请他们代写。",
            )
        ],
    ),
    Series(
        "holiday-tea",
        Kind.CULTURE,
        Audience.EVERYONE,
        weekday=0,
        every=1,
        phase=0,
        start=dt.time(14, 0),
        minutes=120,
        places=[LOUNGE, GRID_ROOMS[4]],
        fills_in=Fills.ANY_DAY,
        practical="不用报名，随到随坐。茶水点心由驿站准备，也欢迎带一样自家做的点心来。",
        variants=[
            Variant(
                "假日小聚：邻里茶话",
                "过节不走远，来驿站喝杯茶。",
                "没出远门的邻居来坐坐，喝喝茶、下下棋、说说话。一个人过节的，更要来。",
            )
        ],
    ),
    Series(
        "holiday-film",
        Kind.CULTURE,
        Audience.FAMILIES,
        weekday=0,
        every=1,
        phase=0,
        start=dt.time(18, 30),
        minutes=120,
        places=[GRID_ROOMS[2], GRID_ROOMS[3]],
        fills_in=Fills.ANY_DAY,
        practical="不用报名，坐满为止。现场有小凳子，怕冷的带条毯子。",
        variants=[
            Variant(
                "假日小聚：露一手放电影",
                "晚饭后一起看场老电影。",
                "投影、音响都架好了，放一部老少都爱看的片子，中间休息十分钟。",
            )
        ],
    ),
]


def season_of(day: dt.date) -> str:
    return "冬冬春春春夏夏夏秋秋秋冬"[day.month - 1]
