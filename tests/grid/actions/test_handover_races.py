"""Two people decide on one handover at once: one act wins and the other is told, whoever commits first."""

import pytest
from django.db import transaction

from accounts.actions.appointments import appoint, end_appointment
from common.exceptions import Refused
from grid.actions import handover as acts
from grid.actions import links
from grid.actions.handover import call_off_handover, receive_handover
from grid.actions.links import link_person
from grid.models import Handover, PioneerLink, UnitAppointment
from tests.factories import ConsentFactory, OrgUnitFactory, ResidenceFactory
from tests.support.posts import Town
from tests.support.racing import Rival
from tests.support.raw_sql import without_trigger

pytestmark = pytest.mark.django_db(transaction=True)


def refused(rival: Rival) -> str:
    with pytest.raises(Refused) as caught:
        rival.result()
    return caught.value.code


def without_lock(monkeypatch) -> None:
    """The handover as it stands in the database, with nobody waiting for anybody."""

    def read(handover: Handover) -> Handover:
        rows = Handover.objects.select_related("unit", "to__person", "prepared_by__person", "appointment__unit")
        return rows.select_related("appointment__user__person").get(pk=handover.pk)

    monkeypatch.setattr(acts, "_locked", read)


def race(first, second) -> Rival:
    """`first` is done but not committed when `second` begins; then it commits."""
    with transaction.atomic():
        first()
        rival = Rival(second).go()
        assert rival.waits()
    return rival


def test_two_who_press_receive_at_once_receive_it_once(town):
    handover = town.prepared()

    def receive() -> None:
        receive_handover(handover, by=town.successor)

    assert refused(race(receive, receive)) == "received"
    assert UnitAppointment.objects.filter(unit=town.post).count() == 2


def test_what_is_called_off_meanwhile_is_not_received(town):
    handover = town.prepared()
    rival = race(
        lambda: call_off_handover(handover, by=town.secretary), lambda: receive_handover(handover, by=town.successor)
    )

    assert refused(rival) == "called_off"
    assert UnitAppointment.objects.current().get(unit=town.post) == town.held
    assert Handover.objects.get().state == Handover.State.CALLED_OFF


def test_what_is_received_meanwhile_is_not_called_off(town):
    handover = town.prepared()
    rival = race(
        lambda: receive_handover(handover, by=town.successor), lambda: call_off_handover(handover, by=town.secretary)
    )

    assert refused(rival) == "received"
    assert Handover.objects.get().state == Handover.State.RECEIVED


def test_a_post_that_is_laid_down_meanwhile_is_not_received(town):
    handover = town.prepared()
    rival = race(
        lambda: end_appointment(town.held, by=town.secretary), lambda: receive_handover(handover, by=town.successor)
    )

    assert refused(rival) == "ended"
    assert not UnitAppointment.objects.current().filter(unit=town.post).exists()


def test_a_post_that_is_received_meanwhile_is_not_laid_down_by_the_old_holder(town):
    handover = town.prepared()
    rival = race(
        lambda: receive_handover(handover, by=town.successor), lambda: end_appointment(town.held, by=town.secretary)
    )

    assert refused(rival) == "ended"
    assert UnitAppointment.objects.current().get(unit=town.post).user == town.successor


def linked_meanwhile(town: Town, *, waits: bool) -> PioneerLink:
    """Somebody is linked to the post, not committed yet, while all that it has goes to another post."""
    other = OrgUnitFactory(pioneer_post=True, parent=town.branch)
    handover = town.prepared(to=town.pioneer(other).user, unit=other)
    person = ConsentFactory().person
    ResidenceFactory(person=person, household__building=town.building)
    with transaction.atomic():
        link_person(person, post=town.post, by=town.secretary)
        rival = Rival(lambda: receive_handover(handover, by=handover.to)).go()
        assert rival.waits() is waits
    rival.result()
    return PioneerLink.objects.current().get(person=person)


def test_a_neighbour_linked_while_the_post_is_given_up_goes_along(town):
    assert linked_meanwhile(town, waits=True).post != town.post


def test_without_holding_the_post_a_neighbour_would_be_left_behind(town, monkeypatch):
    """The control."""
    monkeypatch.setattr(links, "_hold", lambda post: None)
    assert linked_meanwhile(town, waits=False).post == town.post


def test_a_vacant_post_that_somebody_gets_meanwhile_takes_no_other_over(town):
    vacant = OrgUnitFactory(pioneer_post=True, parent=town.branch)
    handover, neighbour = town.prepared(unit=vacant), town.neighbour()
    rival = race(
        lambda: appoint(neighbour, role="pioneer", at=vacant, by=town.secretary),
        lambda: receive_handover(handover, by=town.successor),
    )

    assert refused(rival) == "held"
    assert UnitAppointment.objects.current().get(unit=vacant).user == neighbour
    assert UnitAppointment.objects.current().get(unit=town.post) == town.held


def test_a_neighbour_who_moves_on_while_the_post_is_given_up_moves_from_the_other_post(town):
    other, third = (OrgUnitFactory(pioneer_post=True, parent=town.branch) for _n in range(2))
    handover, person = town.prepared(to=town.pioneer(other).user, unit=other), town.links[0].person
    ConsentFactory(person=person)
    rival = race(
        lambda: receive_handover(handover, by=handover.to), lambda: link_person(person, post=third, by=town.secretary)
    )

    assert rival.result().post == third
    assert PioneerLink.objects.current().get(person=person) == rival.result()


def test_without_the_guards_a_handover_that_was_called_off_would_be_received(town, monkeypatch):
    """The control: it shows that the tests above can fail."""
    without_lock(monkeypatch)
    handover = town.prepared()
    with without_trigger(Handover, "handover_stays_closed"):
        rival = race(
            lambda: call_off_handover(handover, by=town.secretary),
            lambda: receive_handover(handover, by=town.successor),
        )
        rival.result()
    assert Handover.objects.get().state == Handover.State.RECEIVED
    assert UnitAppointment.objects.current().get(unit=town.post).user == town.successor


def test_without_the_lock_the_database_would_still_let_one_lead(town, monkeypatch):
    without_lock(monkeypatch)
    handover = town.prepared()

    def receive() -> None:
        receive_handover(handover, by=town.successor)

    assert refused(race(receive, receive)) in ("unit_appointment_once", "unit_appointment_one_leads")
    assert UnitAppointment.objects.current().filter(unit=town.post).count() == 1
