"""The identity displays of the demo's pioneers."""

import datetime as dt
import random

from django.core.files.base import ContentFile

from common.time import clock
from demo.antedating import antedate
from demo.appointments import DemoAppointments
from demo.handover import WITHDRAWN
from demo.pictures.portraits import PortraitLooks, draw_portrait
from grid.actions.identity import show_identity
from grid.models import IdentityDisplay

# Twelve pioneers who have consented, with their sentence and their looks.
SHOWN = {
    "许桂英": (
        "住了二十年，楼里的事都知道一点，有空来坐坐。",
        PortraitLooks.woman(hair="bob", grey=0.6, glasses=False),
    ),
    "陆建国": ("退休电工，灯不亮、插座松，先喊我看一眼。", PortraitLooks.man(grey=0.8, glasses=True)),
    "汤志明": ("一碗水端平，邻里有话当面说。", PortraitLooks.man(grey=0.45)),
    "范美娟": ("爱唱歌，合唱团缺你一个。", PortraitLooks.woman(hair="curls", grey=0.4)),
    "顾美芳": ("教了一辈子书，孩子放学没处去就来找我。", PortraitLooks.woman(hair="bun", grey=0.55, glasses=True)),
    "金荣生": ("每天早上在楼下转一圈，看见什么帮什么。", PortraitLooks.man(grey=0.9)),
    "严丽珍": ("不会用手机没关系，我们一起慢慢学。", PortraitLooks.woman(hair="bob", grey=0.25)),
    "薛晓东": ("下班七点以后都在，年轻人的事找我聊。", PortraitLooks.man(grey=0.0, glasses=True)),
    "俞菊芬": ("刚接班，请多走动，多认门。", PortraitLooks.woman(hair="curls", grey=0.3)),
    "冯玉兰": ("院子里的花大家一起养，谁家有枝条拿来插。", PortraitLooks.woman(hair="bun", grey=0.7)),
    "宋彩英": ("谁家办事缺人手，楼上楼下喊一声。", PortraitLooks.woman(hair="bob", grey=0.75, glasses=True)),
    "姚静芬": ("周五议事角我都在，意见写下来，件件有回音。", PortraitLooks.woman(hair="long", grey=0.1)),
}


def load_displays(posts: DemoAppointments, *, rng: random.Random, today: dt.date) -> int:
    """Write the demo's identity displays. One is withdrawn, so only the times of consent and withdrawal are left."""
    midnight = clock.day_start(today)
    for number, (name, (words, looks)) in enumerate(SHOWN.items()):
        appointment = posts.of(name)
        photo = ContentFile(draw_portrait(looks, number), name="portrait.jpg")
        display = show_identity(appointment, words=words, photo=photo, by=appointment.user)
        days_ago = dt.timedelta(days=rng.randint(20, 110), hours=rng.randint(3, 14))
        antedate(display, consented_at=midnight - days_ago)
    IdentityDisplay.objects.create(
        appointment=posts.of(WITHDRAWN),
        consented_at=midnight - dt.timedelta(days=96) + dt.timedelta(hours=10),
        withdrawn_at=midnight - dt.timedelta(days=31) + dt.timedelta(hours=20),
    )
    return len(SHOWN)
