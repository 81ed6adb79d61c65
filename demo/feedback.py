"""What those who came to the demo's events have said of them."""

import random
from collections.abc import Iterable
from itertools import groupby

from events.models import Event, Feedback, Registration

FACES = list(Feedback.Face)
WEIGHTS = [78, 17, 5]
SENTENCES = {
    Feedback.Face.HAPPY: (
        "老师讲得慢，听得懂。",
        "孩子回家还在讲，下次还来。",
        "认识了楼下的邻居，挺好。",
        "茶水热，座位也够。",
        "字大，看得清楚。",
    ),
    Feedback.Face.SO_SO: (
        "内容不错，就是时间短了点。",
        "后排听不太清，话筒响一点就好了。",
        "希望周末下午也办一场。",
    ),
    Feedback.Face.UNHAPPY: ("人太多，坐得挤。", "开始晚了一刻钟。"),
}


def feedback_state(rng: random.Random) -> str:
    """Three in ten of those who came have answered, and a few did not want to."""
    states = Registration.FeedbackState
    return rng.choices([states.ANSWERED, states.DISMISSED, states.ASKED], [30, 6, 64])[0]


def load_feedback(parties: Iterable[Registration], rng: random.Random) -> int:
    """A face for each party that has answered, and for one in four a sentence; return how many."""
    answered = [party for party in parties if party.feedback == Registration.FeedbackState.ANSWERED]
    answered.sort(key=lambda party: party.event_id)
    rows = [
        row
        for event, some in groupby(answered, lambda party: party.event)
        for row in _said_of(event, len(list(some)), rng)
    ]
    Feedback.objects.bulk_create(rows)
    return len(rows)


def _said_of(event: Event, number: int, rng: random.Random) -> list[Feedback]:
    faces = rng.choices(FACES, WEIGHTS, k=number)
    return [
        Feedback(event=event, face=face, words=rng.choice(SENTENCES[face]) if rng.random() < 0.25 else "")
        for face in faces
    ]
