"""Regular events of health and sport."""

import datetime as dt

from demo.programme.rooms import CALL, HALL, LOUNGE, SQUARE
from demo.programme.series import Audience, Kind, Series, SeriesGaps, SeriesVariant
from events.models.practical import Access

HEALTH_TALK = Series(
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
    fills_in=SeriesGaps.ANY_DAY,
    fill=0.75,
    practical="讲座免费，讲完留半小时单独提问。" + CALL,
    bring="老花镜、近期化验单、在吃的药",
    access=(Access.SEATS, Access.LARGE_PRINT, Access.HEARING, Access.COMPANION),
    variants=[
        SeriesVariant(
            "健康讲座：冬季血压怎么管",
            "天一冷血压就高？医生讲怎么量、怎么吃、怎么动。",
            "冬天早晨是血压最容易波动的时候。社区卫生服务站的医生来讲三件事：血压什么时候量最准，衣服和饮食怎么调整，出现哪些情况要马上就医。现场教大家用好家里的电子血压计。",
            "冬",
        ),
        SeriesVariant(
            "健康讲座：秋冬护肺",
            "咳嗽老不好？听医生讲秋冬怎么护好肺。",
            "换季时咳嗽、气喘的邻居多。医生讲怎么分清普通感冒和需要当心的咳嗽，家里怎么通风、加湿，流感疫苗什么时候打合适。",
            "秋冬",
        ),
        SeriesVariant(
            "健康讲座：春季过敏防护",
            "打喷嚏、眼睛痒，听医生讲怎么防。",
            "花粉多的日子怎么出门、怎么选口罩、家里怎么打扫；孩子反复流鼻涕是感冒还是过敏，医生讲得明明白白。",
            "春",
        ),
        SeriesVariant(
            "健康讲座：夏天防中暑",
            "高温天怎么喝水、怎么降温，有人晕倒怎么办。",
            "讲讲高温天出门的时间、喝水的讲究，空调温度怎么设；现场演示有人中暑时头五分钟该做什么。",
            "夏",
        ),
        SeriesVariant(
            "健康讲座：膝盖不疼慢慢走",
            "上下楼膝盖疼？学五个在家能做的动作。",
            "康复师带大家做五个护膝动作，坐着就能练。再讲一讲什么样的鞋合脚，哪些锻炼要少做。",
        ),
        SeriesVariant(
            "健康讲座：家庭急救课",
            "心肺复苏、噎住、烫伤，动手学一遍。",
            "请来急救培训员，带着假人现场教：心肺复苏怎么按，孩子噎住怎么办，烫伤为什么不能抹牙膏。每个人都有机会动手练。",
        ),
        SeriesVariant(
            "健康讲座：睡个好觉",
            "睡不着、醒得早，听医生讲怎么调。",
            "年纪大了觉少正不正常？晚饭、午睡、安眠药各有什么讲究？医生一一解答，再教一套睡前放松操。",
        ),
    ],
)

CLINIC = Series(
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
        SeriesVariant(
            "义诊进社区：量血压测血糖",
            "血压、血糖免费测，医生当场看结果。",
            "社区卫生服务站的医生护士来家门口，免费测血压、血糖，帮大家看体检报告。慢性病邻居请带上平时的记录本。",
        ),
        SeriesVariant(
            "义诊进社区：看眼睛查听力",
            "老花、白内障、耳背，医生来家门口看。",
            "眼科和耳鼻喉科的医生来坐诊，免费查视力、眼压和听力，教大家怎么保养助听器。",
        ),
        SeriesVariant(
            "义诊进社区：中医把把脉",
            "把脉、耳穴、推拿，听听中医怎么说。",
            "三位中医师现场把脉、贴耳穴、教推拿手法，还可以问问家里的药膳怎么配。",
        ),
    ],
)

BADUANJIN = Series(
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
    fills_in=SeriesGaps.ANY_DAY,
    practical="不用报名，直接来。穿宽松的衣服和平底鞋。下雨或者气温低于零度就停一次，当天早上七点在这个页面上通知。",
    bring="一杯温水",
    variants=[
        SeriesVariant(
            "晨练：一起打八段锦",
            "早上一小时，跟着打八段锦，活动开筋骨。",
            "先拉伸十分钟，再跟着领队把八段锦打两遍，最后散步一圈。动作可高可低，膝盖不好的坐着也能练。",
        ),
        SeriesVariant(
            "晨练：二十四式太极拳",
            "分解教学，一次学会四个动作。",
            "把二十四式拆成六次来教，这次学四个动作，前面没来的也跟得上。学完整套，一起上台表演。",
        ),
    ],
)
