"""How some of the demo's events were: a few words, and drawings in which nobody can be recognised."""

import datetime as dt
from collections.abc import Callable

from django.core.files.base import ContentFile

from accounts.models import User
from common.files.images import clean_image
from common.time import clock
from demo.pictures.drawing import Sheet
from demo.pictures.recaps import draw_picture_books, draw_swapped_books, draw_tea_table
from demo.schedule import PlannedEvent
from events.models import Event, EventPhoto
from events.rules.recaps import PHOTO

LATER = dt.timedelta(hours=3)

# By series: the words, and the photo with what it shows. The last event of each that is over is told of.
RECAPS: dict[str, tuple[str, Callable[[], Sheet], str]] = {
    "reading": (
        "孩子们围成一圈，听完故事又各自挑了一本接着读。散场时，摊在地垫上的绘本有六本被借回了家。"
        "谢谢几位爸爸妈妈留下来一起收垫子。",
        draw_picture_books,
        "散场后，地垫上摊着刚读完的绘本",
    ),
    "choir": (
        "来了几位第一次唱的邻居，坐在后排跟着哼，第二遍就开了口。中间歇一刻钟，喝茶吃橘子。"
        "有人问能不能把歌词印大一点，下次就照做。",
        draw_tea_table,
        "歇场时的茶壶、茶杯和两盘茶点",
    ),
    "market": (
        "书摊从上午摆到散场，架子上的书换了一大半。没人领走的两箱留在驿站，随时可以来翻。",
        draw_swapped_books,
        "书架上的书空了几处，前面是两箱还没领走的书",
    ),
}


def load_recaps(planned: list[PlannedEvent], events: list[Event], by: User) -> int:
    """Tell how the last event of each of these series was, three hours after its end; return how many."""
    told = 0
    for key, (words, draw, shows) in RECAPS.items():
        of_series = [event for plan, event in zip(planned, events, strict=True) if plan.key == key]
        over = [event for event in of_series if event.is_published and event.ends_at < clock.now() - LATER]
        if not over:
            continue
        event = max(over, key=lambda one: one.ends_at)
        told_at = event.ends_at + LATER
        photo = EventPhoto(event=event, number=1, words=shows, consent="nobody", by=by, created_at=told_at)
        upload = ContentFile(draw().finished(), name="photo.jpg")
        photo.photo.save("recap.webp", clean_image(upload, size=PHOTO), save=False)
        photo.save()
        event.recap, event.recap_published_at = words, told_at
        event.save(update_fields=["recap", "recap_published_at"])
        told += 1
    return told
