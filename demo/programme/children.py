"""Regular events for children and families."""

import datetime as dt

from demo.programme.rooms import GRID_ROOMS, HALL, LOUNGE, PLAYROOM, READING_ROOM, SQUARE
from demo.programme.series import Audience, Kind, Series, SeriesGaps, SeriesVariant
from events.models.practical import Access

READING = Series(
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
    fills_in=SeriesGaps.WEEKEND,
    fill=0.95,
    practical="请用孩子的名字报名，人数写上陪同的大人。绘本由驿站准备，看中的可以当场借回家。"
    "请提前十分钟到，开始以后尽量不走动，别打断孩子们听故事。",
    bring="水杯",
    access=(Access.SEATS, Access.MANDARIN),
    variants=[
        SeriesVariant(
            "亲子绘本共读：冬天的故事",
            "和孩子围坐在一起，读三本关于冬天的绘本。",
            "天冷了，小动物都去哪儿了？这次我们读三本关于下雪、冬眠和热汤的绘本，读完请孩子把“最暖和的一件事”画下来，贴到阅览室的墙上。",
            "冬",
        ),
        SeriesVariant(
            "亲子绘本共读：年兽不见了",
            "读年的故事，学一句拜年的苏州话。",
            "年兽为什么怕红颜色？大家一起读年的故事，再跟邻居奶奶学一句拜年的苏州话，回家说给长辈听。",
            "冬",
        ),
        SeriesVariant(
            "亲子绘本共读：小雪人的信",
            "读一封雪人写来的信，也写一封寄给未来。",
            "小雪人走之前留了一封信。读完故事，每家给半年后的自己写一张明信片，由驿站保管，夏天寄到家。",
            "冬",
        ),
        SeriesVariant(
            "亲子绘本共读：一粒种子",
            "读种子的旅行，带一盆小苗回家。",
            "种子怎么从山上走到窗台？读完绘本，每个孩子种一盆太阳花带回家，五月份带来比一比谁家的先开。",
            "春",
        ),
        SeriesVariant(
            "亲子绘本共读：风从哪里来",
            "春天的风，读一读，也听一听。",
            "三本关于风的绘本，读完到院子里吹泡泡、放纸飞机，把看不见的风找出来。",
            "春",
        ),
        SeriesVariant(
            "亲子绘本共读：大海的声音",
            "夏天最凉快的一个上午，在书里看海。",
            "没去过海边也没关系。读三本关于海的绘本，用贝壳和纸杯做一个“听海筒”，带回家慢慢听。",
            "夏",
        ),
        SeriesVariant(
            "亲子绘本共读：萤火虫晚会",
            "读夏夜的故事，认一认身边的小虫。",
            "关掉一半的灯，我们读夏天夜里的故事。读完一起认一认小区里常见的五种小虫。",
            "夏",
        ),
        SeriesVariant(
            "亲子绘本共读：落叶去旅行",
            "捡一片叶子，读一个秋天的故事。",
            "来的路上请孩子捡一片最喜欢的叶子。读完绘本，把叶子做成书签，写上自己的名字。",
            "秋",
        ),
        SeriesVariant(
            "亲子绘本共读：月亮的味道",
            "月亮是什么味道？听孩子怎么说。",
            "小动物一个叠一个去够月亮。读完故事，家长和孩子分组叠纸杯，看哪一组够得着“月亮”。",
            "秋",
        ),
        SeriesVariant(
            "亲子绘本共读：外婆的厨房",
            "读一本关于家常菜的书，带一道菜名来。",
            "一本关于外婆和厨房的绘本。请每家想好一道“我家的味道”，轮流讲一讲，我们记下来编成一本小册子。",
        ),
    ],
)

HANDICRAFT = Series(
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
    practical="材料由驿站准备，不收费。会用到剪刀和热熔胶，十岁以下的孩子请有大人陪着。作品当天带走。",
    bring="装作品的纸袋",
    access=(Access.SEATS, Access.COMPANION),
    variants=[
        SeriesVariant(
            "手工制作：立体海棠花",
            "用皱纹纸和铁丝做一枝不会谢的海棠花。",
            "海棠是我们社区的花。跟着楼里的许阿姨，从剪花瓣、卷花心到缠花枝，一个半小时做成一枝，插在家里能放一整年。",
        ),
        SeriesVariant(
            "手工制作：窗花剪纸",
            "一张红纸，三种剪法，把窗子打扮起来。",
            "从最简单的四折团花学起，再学“喜鹊登梅”。剪得慢没关系，我们准备了半成品，老人孩子都能带一张满意的回家。",
            "冬",
        ),
        SeriesVariant(
            "手工制作：毛线小围脖",
            "不用针，用手指就能织一条小围脖。",
            "手指编织不用针，孩子也学得会。织好的小围脖可以自己戴，也可以留给暖心驿站，送给早起送货的小哥。",
            "冬",
        ),
        SeriesVariant(
            "手工制作：草木印花布",
            "采几片叶子，敲出一块印花布。",
            "把新鲜的叶子和花瓣铺在棉布上，用小木槌敲出颜色，就是一块草木印花布。可以做杯垫，也可以缝成小袋子。",
            "春夏",
        ),
        SeriesVariant(
            "手工制作：艾草香囊",
            "缝一只香囊，装上艾草和薄荷。",
            "夏天蚊虫多，缝一只艾草香囊挂在床头。不会针线的也别担心，有裁缝出身的金阿姨手把手教。",
            "夏",
        ),
        SeriesVariant(
            "手工制作：桂花香包",
            "小区里的桂花，装进自己缝的香包。",
            "先一起到树下捡落桂，再晾、装、缝。一只香包放进衣柜，能香到冬天。",
            "秋",
        ),
        SeriesVariant(
            "手工制作：旧毛衣改杯套",
            "旧毛衣别扔，剪一剪缝一缝就是杯套。",
            "请带一件不再穿的旧毛衣或旧袜子来，跟着老师改成杯套、手机袋。没有的也能来，驿站备了一些。",
            "秋冬",
        ),
        SeriesVariant(
            "手工制作：黏土小房子",
            "捏一栋自己家的楼，拼成一个小社区。",
            "每家捏一栋楼，写上楼号，最后拼在一起，就是一个黏土做的彭山社区，在驿站展出一个月后各自领回。",
        ),
    ],
)

ROBOTS = Series(
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
    practical="请用孩子的名字报名，一人一台电脑，只收十二名。家长送到后可以在阅览室等。没电脑基础没关系。",
    bring="水杯",
    variants=[
        SeriesVariant(
            "儿童机器人：让小车走直线",
            "拼一台小车，写三行程序让它走直线。",
            "住在知行公寓的工程师来当老师。孩子们两人一组拼小车、写程序，最后比谁的车走得最直。",
        ),
        SeriesVariant(
            "儿童机器人：会躲墙的小车",
            "给小车装上“眼睛”，碰到墙会拐弯。",
            "这次给小车装上测距的“眼睛”，让它自己绕过障碍。上次没来的也跟得上，老师先带着复习。",
        ),
        SeriesVariant(
            "儿童机器人：点亮一盏灯",
            "用几根线和一块电路板，点亮一盏小灯。",
            "从一节电池、一盏小灯开始，学会开关和电路，再用程序让它一闪一闪，做成一盏床头灯带回家。",
        ),
    ],
)

FAMILY_SPORT = Series(
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
    fills_in=SeriesGaps.WEEKEND,
    fill=0.7,
    practical="请用孩子的名字报名，人数写上一起来的大人。穿运动鞋，热身以后再上场。",
    bring="水、替换的上衣",
    variants=[
        SeriesVariant(
            "亲子运动：跳绳踢毽子",
            "大人孩子一起跳长绳、踢毽子。",
            "先教怎么甩绳、怎么接毽子，再分组比一比：跳长绳看哪家配合好，踢毽子看谁踢得多。不会的现学。",
        ),
        SeriesVariant(
            "亲子运动：小小羽毛球",
            "软球软拍，没打过的孩子也能打。",
            "用软的球和短的拍，从接球、颠球学起。会打的大孩子来当小教练，带着弟弟妹妹玩。",
            "春夏秋",
        ),
    ],
)

BOOK_CORNER = Series(
    "book-corner",
    Kind.READING,
    Audience.FAMILIES,
    weekday=0,
    every=1,
    phase=0,
    start=dt.time(10, 0),
    minutes=90,
    places=[READING_ROOM, GRID_ROOMS[4]],
    fills_in=SeriesGaps.WEEKEND,
    practical="不用报名，随到随读。三岁以下的孩子请大人抱着坐，吃的请放在门口的架子上。",
    variants=[
        SeriesVariant(
            "绘本角开放：随到随读",
            "两百本绘本随便挑，志愿者陪着念。",
            "坐下就能读。两位志愿者在地垫上轮流念，孩子想听哪本就拿哪本，看完放回颜色一样的格子里。",
        ),
    ],
)

HOMEWORK = Series(
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
    fills_in=SeriesGaps.WEEKDAYS,
    practical="请用孩子的名字报名。八点整请家长到阅览室门口接。",
    bring="作业、铅笔盒",
    variants=[
        SeriesVariant(
            "作业陪伴：安静写一会儿",
            "家里没人辅导？来驿站写作业，有大学生陪。",
            "知行公寓的几位大学生轮流来陪孩子写作业，不讲课，不会的地方点一点。写完可以看会儿书。",
        ),
    ],
)
