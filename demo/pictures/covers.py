"""Covers of the demo's events, drawn with Pillow and stored like uploaded photos.

The drawings use seeded random generators, so every picture is the same on every machine.
"""

import logging
from collections.abc import Callable

from django.core.files.base import ContentFile
from django_tasks_db.management.commands.db_worker import Worker
from pictures.conf import app_settings

from common.files.images import clean_image
from demo.pictures.drawing import Sheet
from demo.pictures.indoors import draw_culture, draw_handicraft, draw_health, draw_kitchen, draw_reading, draw_robots
from demo.pictures.outdoors import draw_festival, draw_neighbours, draw_night, draw_sport
from demo.schedule import PlannedEvent
from events.models import Event

# The picture of each series; events of other series show the drawing of their kind.
PICTURES: dict[str, Callable[[], Sheet]] = {
    "reading": draw_reading,
    "book-corner": draw_reading,
    "book-swap": draw_reading,
    "handicraft": draw_handicraft,
    "health-talk": draw_health,
    "baduanjin": draw_sport,
    "riders": draw_night,
    "robots": draw_robots,
    "calligraphy": draw_culture,
    "tea-table": draw_neighbours,
    "market": draw_neighbours,
    "kitchen": draw_kitchen,
    "winter-solstice": draw_festival,
    "new-year": draw_festival,
    "spring-festival": draw_festival,
    "lantern": draw_festival,
    "mid-autumn": draw_festival,
    "double-ninth": draw_festival,
}


def load_covers(planned: list[PlannedEvent], events: list[Event]) -> int:
    """Draw each cover of the demo's events once and store it like an upload; the events of a series share it."""
    uploaded: dict[str, Event] = {}
    for plan, event in zip(planned, events, strict=True):
        picture = PICTURES.get(plan.key)
        if picture is None:
            continue
        if picture.__name__ not in uploaded:
            uploaded[picture.__name__] = event
            upload = ContentFile(picture().finished(), name="cover.jpg")
            event.cover.save("cover.webp", clean_image(upload), save=False)
        first = uploaded[picture.__name__]
        event.cover = first.cover.name
        event.cover_width, event.cover_height = first.cover_width, first.cover_height
    Event.objects.bulk_update(events, ["cover", "cover_width", "cover_height"])
    return len(uploaded)


def cut_covers() -> None:
    """Cut the demo's covers to their sizes now, with the tasks that otherwise wait for the worker."""
    worker = Worker(
        queue_names=[app_settings.QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=app_settings.BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id="loaddemo",
        excluded_queue_names=[],
    )
    # The worker logs every single task, which would hide the output of the command.
    logging.disable(logging.INFO)
    try:
        worker.run()
    finally:
        logging.disable(logging.NOTSET)
