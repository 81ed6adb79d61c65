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
    "tea-table": (
        "来喝茶的邻居比上回多，长桌坐满，又添了几把椅子。有老人提出想学用手机挂号，下次请志愿者来教。",
        draw_tea_table,
        "茶桌上的茶壶、茶杯和两盘茶点",
    ),
    "book-swap": (
        "从早上到傍晚，书架换了一遍。换不走的书留在驿站，随时可以来翻。",
        draw_swapped_books,
        "换过一遍的书架，前面是两箱还没上架的书",
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
