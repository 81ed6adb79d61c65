"""Matters in the browser's place, and the addresses of their pages."""

import datetime as dt

from accounts.models import User
from common.time import clock
from grid.models import Building, Matter, MatterKind, MatterReporter
from tests import factories as make

# Pages that anybody may open, for who is signed in, and addresses that are no page of their own.
OPEN_MATTERS = {"matters:list", "matters:matter", "matters:new", "matters:form", "matters:own"}
OWN_MATTERS = {
    "matters:mine",
    "desk:matters",
    "desk:matter",
    "desk:matter_calls",
    "desk:matter_call",
    "desk:new_matter",
}
OTHER_MATTERS = {
    "matters:answer": "POST from the own page",
    "matters:switches": "POST from the own page",
    "matters:follow": "POST from the page of a matter",
    "matters:unfollow": "POST from the page of a matter",
    "matters:plan_picture": "a file",
    "matters:posters": "for paper",
    "matters:poster_code": "a file",
    "desk:matter_act": "for who resolves matters; a form like every other of the desk",
}
# What is on the first screen of a page in care mode.
FIRST_OF_MATTERS = {
    "matters:list": "main .matter-go",
    "matters:mine": "main .list li",
    "desk:matters": "main .event-shortcuts a",
    "desk:matter_calls": "main .list li",
}


def furnish_matters(user: User) -> None:
    """Matters of the building of the user's post, in hand and mended; the user's own; and somebody to call back."""
    building = Building.objects.get()
    lamp = make.MatterKindFactory(community=building.community, name="路灯电梯与维修", icon="wrench")
    refuse = make.MatterKindFactory(community=building.community, name="垃圾清运与保洁", icon="trash-2")
    at = {"building": building, "grid": building.grid}
    make.MatterFactory(kind=refuse, received=True, words="投放点的厨余桶满了，味道很大。", **at)
    make.MatterFactory(kind=lamp, words="单元门关不严，晚上自己开。", **at)
    own = make.MatterFactory(kind=lamp, done=True, words="北门路灯灭了两盏。", **at)
    make.MatterReporterFactory(matter=own, person=user.person)
    called = make.MatterFactory(kind=refuse, done=True, words="楼道口有碎玻璃。", **at)
    make.MatterReporterFactory(matter=called, person=None, name="老周", phone="+8613800138009")
    for matter in (own, called):
        for kind, words in (("reported", ""), ("received", ""), ("done", matter.answer)):
            make.MatterStepFactory(matter=matter, kind=kind, words=words)


def arguments_of_matters() -> dict[str, list[object]]:
    """What the addresses of these pages need beside their name."""
    public = Matter.objects.published().open().earliest("pk")
    return {
        "matters:matter": [public.pk],
        "matters:own": [MatterReporter.objects.get(matter__words="北门路灯灭了两盏。").code],
        "desk:matter": [public.pk],
        "desk:matter_call": [MatterReporter.objects.get(name="老周").pk],
    }


def crowd_of_matters(user: User, many: int) -> None:
    """So many rows in each list of matters."""
    building, kind = Building.objects.earliest("pk"), MatterKind.objects.earliest("pk")
    for number in range(many):
        at = {"building": building, "grid": building.grid, "kind": kind, "words": f"第{number}件"}
        matter = make.MatterFactory(received=True, due_at=clock.now() + dt.timedelta(minutes=5), **at)
        make.MatterReporterFactory(matter=matter, person=user.person)
        done = make.MatterFactory(done=True, **at)
        make.MatterReporterFactory(matter=done, person=None, name="老周", phone="+8613800138009")
