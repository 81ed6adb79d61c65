"""A part that a later app brings goes over with the post, or nothing does."""

import pytest

from grid.actions.handover import receive_handover
from grid.models import Handover, OrgUnit, PioneerLink, PostBuilding, UnitAppointment
from grid.selectors import handover as handover_selectors
from grid.selectors.handover import HandoverPart
from tests.factories import (
    OrgUnitFactory,
)
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


class Toys:
    """A part that a later app could bring: so many toys at each post, kept here instead of in a table."""

    def __init__(self, at: OrgUnit, count: int, forgets: int = 0) -> None:
        self.at = {at.pk: count}
        self.forgets = forgets

    def part(self) -> HandoverPart:
        return HandoverPart("toys", "玩具", self.count, self.move, self.left_behind)

    def count(self, appointment: UnitAppointment) -> int:
        return self.at.get(appointment.unit_id, 0)

    def move(self, handover: Handover) -> int:
        there = self.at.pop(handover.appointment.unit_id)
        self.at[handover.unit_id] = there - self.forgets
        self.at[handover.appointment.unit_id] = self.forgets
        return there - self.forgets

    def left_behind(self, appointment: UnitAppointment) -> int:
        return self.at.get(appointment.unit_id, 0)


@pytest.fixture
def with_part(monkeypatch):
    monkeypatch.setattr(handover_selectors, "_parts", dict(handover_selectors._parts))
    return handover_selectors.register_handover_part


def test_a_part_of_a_later_app_goes_over_and_is_on_the_receipt(town, with_part):
    other = town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch))
    with_part(Toys(town.post, 7).part())

    handover = receive_handover(town.prepared(to=other.user, unit=other.unit), by=other.user)

    assert [line["count"] for line in handover.parts if line["part"] == "toys"] == [7]


def test_when_a_part_leaves_anything_behind_nothing_goes_over(town, with_part):
    other = town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch))
    with_part(Toys(town.post, 7, forgets=1).part())
    handover = town.prepared(to=other.user, unit=other.unit)

    assert refusal(receive_handover, handover, by=other.user) == "left_behind"

    handover.refresh_from_db()
    assert (handover.state, handover.parts, handover.closed_at) == (Handover.State.PREPARED, [], None)
    assert UnitAppointment.objects.leading().current().get(unit=town.post) == town.held
    assert PioneerLink.objects.current().filter(post=town.post).count() == 3
    assert PostBuilding.objects.current().filter(post=town.post).count() == 1


def test_parts_of_our_own_would_notice_what_is_left(town, with_part, monkeypatch):
    """The control of left_behind: were links not moved, the act would be refused."""
    other = town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch))
    links = handover_selectors._parts["links"]
    with_part(HandoverPart(links.code, links.label, links.count, lambda handover: 0, links.left_behind))
    handover = town.prepared(to=other.user, unit=other.unit)

    assert refusal(receive_handover, handover, by=other.user) == "left_behind"
    assert PioneerLink.objects.current().filter(post=town.post).count() == 3


def test_a_receipt_is_read_when_its_part_is_long_gone(town, with_part, monkeypatch):
    with_part(Toys(town.post, 7).part())
    handover = receive_handover(town.prepared(), by=town.successor)
    handover_selectors._parts.pop("toys")

    assert ("玩具", 7) in handover_selectors.handover_receipt(handover, lambda part: True)
