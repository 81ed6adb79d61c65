"""What somebody sees who scans the code at the door of an event, and the poster that carries it."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from events.models import Registration
from tests.factories import (
    ConsentFactory,
    EventFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    ResidentFactory,
    UserFactory,
    officer,
)
from tests.support.pages import levels, marks
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def event():
    """It begins in ten minutes."""
    return EventFactory(title="剪纸", starts_at=clock.now() + dt.timedelta(minutes=10))


@pytest.fixture
def mother():
    return ResidentFactory(person__name="陈桂英")


@pytest.fixture
def reader(mother):
    return signed_in(mother)


def door(event) -> str:
    return reverse("events:door", args=[event.door_code])


def acts(client, event) -> list[str]:
    return marks(client.get(door(event)), "act")


def states() -> list[tuple[str, int | None]]:
    return list(Registration.objects.order_by("pk").values_list("status", "came"))


def test_a_visitor_signs_in_and_comes_back(event, mother, client):
    RegistrationFactory(event=event, person=mother.person)
    html = client.get(door(event)).content.decode()
    assert f"{reverse('account_login')}?next={door(event)}" in html
    assert "陈桂英" not in html
    assert client.post(door(event)).url.endswith(f"?next={door(event)}")
    assert states() == [("registered", None)]


def test_looking_checks_nobody_in_and_one_tap_does(event, mother, reader):
    own = RegistrationFactory(event=event, person=mother.person)
    assert acts(reader, event) == ["check-in"]
    assert states() == [("registered", None)]
    reader.post(door(event), {"act": "check-in", f"came-{own.pk}": "1"})
    assert states() == [("attended", 1)]
    assert Registration.objects.get().checked_in_by == mother
    assert acts(reader, event) == ["undo"]
    reader.post(door(event), {"act": "undo", "party": own.pk})
    assert states() == [("registered", None)]


def test_of_the_family_the_elder_may_have_the_seat_that_is_kept(mother, reader):
    GuardianshipFactory(by=mother.person, person__birth_year=clock.today().year - 30)
    grandmother = GuardianshipFactory(by=mother.person, person__birth_year=clock.today().year - 80).person
    starts = clock.now() + dt.timedelta(minutes=10)
    event = EventFactory(starts_at=starts, capacity=1, seats_for_elders=1, elders_until=starts)
    for one in (mother.person, grandmother):
        ConsentFactory(person=one)
    form = reader.get(door(event)).context["newcomers"]
    assert list(form.people) == [grandmother.pk]
    sent = {"act": "walk-in", "person": grandmother.pk, "seats": "1", "token": str(uuid.uuid4())}
    reader.post(door(event), sent)
    assert list(Registration.objects.values_list("person", "for_elder", "status")) == [
        (grandmother.pk, True, "attended")
    ]
    assert reader.get(door(event)).context["newcomers"] is None


def test_the_whole_family_checks_in_at_once_and_whoever_stays_away_is_left_out(event, mother, reader):
    child, grandmother = (GuardianshipFactory(by=mother.person).person for _ in range(2))
    parties = [
        RegistrationFactory(event=event, person=person, seats=seats)
        for person, seats in ((mother.person, 3), (child, 1), (grandmother, 1))
    ]
    fields = {f"came-{party.pk}": came for party, came in zip(parties, ("2", "1", "0"), strict=True)}
    reader.post(door(event), {"act": "check-in", **fields})
    assert states() == [("attended", 2), ("attended", 1), ("registered", None)]
    assert acts(reader, event) == ["check-in", "undo", "undo"]


def test_who_is_not_registered_has_a_free_seat_with_one_form(event, mother, reader):
    ConsentFactory(person=mother.person, given_by=mother)
    assert acts(reader, event) == ["walk-in"]
    answers = {"act": "walk-in", "person": mother.person_id, "seats": "2"}
    reader.post(door(event), answers)
    assert states() == [("attended", 2)]


def test_without_a_free_seat_one_is_sent_to_the_desk(event, mother, reader):
    RegistrationFactory(event=event, seats=10)
    assert acts(reader, event) == []
    answer = reader.post(door(event), {"act": "walk-in", "person": mother.person_id, "seats": "1"})
    assert levels(answer) == ["error"]
    assert Registration.objects.filter(person=mother.person).count() == 0


def test_who_waits_is_told_to_ask(event, mother, reader):
    RegistrationFactory(event=event, seats=10)
    RegistrationFactory(event=event, person=mother.person, waitlisted=True)
    assert marks(reader.get(door(event)), "state") == ["waitlisted"]


def test_the_code_of_another_event_leads_to_the_right_one(event, mother, reader):
    right = RegistrationFactory(person=mother.person, event=EventFactory(starts_at=clock.now()))
    response = reader.get(door(event))
    assert marks(response, "elsewhere") == [str(right.event_id)]
    reader.post(door(event), {"act": "check-in", f"came-{right.pk}": "1"})
    assert states() == [("registered", None)]


@pytest.mark.parametrize(("minutes", "is_open"), [(-61, "no"), (-60, "yes"), (119, "yes"), (120, "no")])
def test_the_door_is_open_from_an_hour_before_until_the_end(event, mother, minutes, is_open):
    own = RegistrationFactory(event=event, person=mother.person)
    with time_machine.travel(event.starts_at + dt.timedelta(minutes=minutes), tick=False):
        reader = signed_in(mother)
        response = reader.get(door(event))
        assert marks(response, "open") == [is_open]
        assert marks(response, "act") == (["check-in"] if is_open == "yes" else [])
        reader.post(door(event), {"act": "check-in", f"came-{own.pk}": "1"})
    assert states() == [("attended", 1) if is_open == "yes" else ("registered", None)]


def test_a_cancelled_event_and_one_without_registration_check_nobody_in(reader, mother):
    for facts in ({"cancelled": True}, {"capacity": None}):
        event = EventFactory(starts_at=clock.now(), **facts)
        assert acts(reader, event) == []
    assert reader.get(door(EventFactory(draft=True))).status_code == 404


def test_nobody_else_s_name_is_at_the_door(event, reader):
    RegistrationFactory(event=event, person=PersonFactory(name="王秀英"))
    assert "王秀英" not in reader.get(door(event)).content.decode()


def test_a_sign_in_without_a_person_reads_the_page(event):
    assert acts(signed_in(UserFactory(person=None)), event) == []


@pytest.mark.parametrize("parties", [1, 3])
def test_the_door_costs_the_same_for_one_party_and_for_three(
    event, mother, reader, parties, django_assert_num_queries
):
    people = [*(GuardianshipFactory(by=mother.person).person for _ in range(2)), mother.person]
    for person in people[:parties]:
        RegistrationFactory(event=event, person=person)
    with django_assert_num_queries(10):
        reader.get(door(event))


# --- The poster


def test_who_looks_after_the_event_prints_its_code(event):
    office = signed_in(officer("office_worker", event.organiser))
    poster = office.get(reverse("events:poster", args=[event.pk]))
    assert poster.context["address"].endswith(door(event))
    code = office.get(reverse("events:poster_code", args=[event.pk]))
    assert code["Content-Type"] == "image/svg+xml"
    elsewhere = signed_in(officer("branch_secretary", OrgUnitFactory(estate_branch=True)))
    for name in ("poster", "poster_code"):
        assert elsewhere.get(reverse(f"events:{name}", args=[event.pk])).status_code == 404
