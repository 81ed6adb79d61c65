"""What asks those who come, and those who came, in the browser's place: addresses of the links, and who waits."""

import datetime as dt

from common.time import clock
from events.models import Event, Registration
from stations.models import Station
from tests import factories as make

# Pages that anybody may open who has the link, for who is signed in, and addresses that are no page of their own.
OPEN_ASKING = {"events:answer", "events:feedback"}
OWN_ASKING = {"desk:waiting"}
OTHER_ASKING = {
    "events:feedback_sheet": "for who may change the event; for paper",
    "desk:seat_called": "POST from the list of who waits",
    "desk:skip_called": "POST from the list of who waits",
    "desk:call_again": "POST from the list of who waits",
}
# What is on the first screen of a page in care mode.
FIRST_OF_ASKING = {
    "events:answer": "main .event-result h1",
    "events:feedback": "main .faces label",
    "desk:waiting": "main h1",
}
CALLED, OVER = "面塑小课堂", "旧衣改造"


def furnish_asking(here: Event) -> None:
    """An event of the next hour, where two wait for a free seat; and one that is over, of which somebody is asked."""
    soon = clock.now() + dt.timedelta(minutes=50)
    called = make.EventFactory(
        title=CALLED,
        organiser=here.organiser,
        # Where the user receives people.
        space=make.SpaceFactory(station=Station.objects.get(name="幸福驿站"), name="小课室"),
        starts_at=soon,
        capacity=2,
    )
    make.RegistrationFactory(event=called, person=make.PersonFactory(name="郑伯伯"))
    for name, more in (("冯奶奶", {}), ("陈阿婆", {"seats": 2})):
        make.RegistrationFactory(event=called, person=make.PersonFactory(name=name), waitlisted=True, **more)
    ended = clock.now() - dt.timedelta(days=1)
    over = make.EventFactory(
        title=OVER,
        organiser=here.organiser,
        starts_at=ended - dt.timedelta(hours=2),
        ends_at=ended,
        list_closed_at=ended,
    )
    guest = make.PersonFactory(name="褚阿姨")
    make.RegistrationFactory(event=over, person=guest, status="attended", feedback="asked")


def arguments_of_asking(registration: Registration) -> dict[str, list[object]]:
    """What the addresses of these pages need beside their name."""
    return {
        "events:answer": [registration.answer_code],
        "events:feedback": [Registration.objects.get(person__name="褚阿姨").answer_code],
        "desk:waiting": [Event.objects.get(title=CALLED).pk],
    }
