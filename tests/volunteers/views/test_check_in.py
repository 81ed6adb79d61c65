"""What a volunteer sees behind the QR at the place; the poster that carries it; and the own code."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from tests.factories import (
    AssignmentFactory,
    GuardianshipFactory,
    ResidentFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    VolunteerFactory,
    officer,
)
from tests.support.pages import levels, marks
from tests.support.signing_in import signed_in
from volunteers.models import Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def shift():
    """It begins in ten minutes."""
    return ShiftFactory(activity__starts_at=clock.now() + 10 * MINUTE)


@pytest.fixture
def wang():
    return ResidentFactory(person__name="王秀兰")


@pytest.fixture
def reader(wang):
    return signed_in(wang)


def here(shift) -> str:
    return reverse("volunteers:here", args=[shift.activity.place_code])


def acts(client, shift) -> list[str]:
    return marks(client.get(here(shift)), "act")


def states() -> list[tuple[str, str, str]]:
    return list(Assignment.objects.order_by("pk").values_list("status", "checked_in_way", "checked_out_way"))


def press(client, shift, assignment, act):
    return client.post(here(shift), {"assignment": assignment.pk, "act": act})


def test_a_visitor_signs_in_and_comes_back_and_reads_no_name(shift, wang, client):
    AssignmentFactory(shift=shift, volunteer__person=wang.person)
    html = client.get(here(shift)).content.decode()
    assert f"{reverse('account_login')}?next={here(shift)}" in html
    assert "王秀兰" not in html
    assert client.post(here(shift)).url.endswith(f"?next={here(shift)}")
    assert states() == [("assigned", "", "")]


def test_one_tap_in_one_tap_out_and_looking_does_nothing(shift, wang, reader):
    own = AssignmentFactory(shift=shift, volunteer__person=wang.person)
    assert acts(reader, shift) == ["arrive"]
    assert states() == [("assigned", "", "")]
    assert press(reader, shift, own, "arrive").url == here(shift)
    assert states() == [("served", "place", "")]
    assert acts(reader, shift) == ["leave", "undo"]
    press(reader, shift, own, "leave")
    assert states() == [("served", "place", "place")]
    assert acts(reader, shift) == ["undo"]
    press(reader, shift, own, "undo")
    assert states() == [("served", "place", "")]


def test_a_guardian_sees_the_ward_and_nobody_sees_others(shift, wang, reader):
    AssignmentFactory(shift=shift, volunteer__person__name="李建国")
    ward = GuardianshipFactory(by=wang.person, person__name="小宝").person
    AssignmentFactory(shift=shift, volunteer__person=ward)
    response = reader.get(here(shift))
    assert [one.person.name for one, _acts, _opens in response.context["lines"]] == ["小宝"]
    assert "李建国" not in response.content.decode()


def test_nobody_presses_for_others(shift, reader):
    other = AssignmentFactory(shift=shift)
    for act in ("arrive", "leave", "undo", "absent", "", "times"):
        assert levels(press(reader, shift, other, act))[-1] == "info"
    assert states() == [("assigned", "", "")]


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "9" * 40, "１"])
def test_odd_keys_and_acts_change_nothing(shift, wang, reader, key):
    AssignmentFactory(shift=shift, volunteer__person=wang.person)
    assert reader.post(here(shift), {"assignment": key, "act": "arrive"}).status_code == 302
    assert states() == [("assigned", "", "")]


def test_too_early_over_and_long_over_the_place_says_what_to_do(shift, wang, reader):
    own = AssignmentFactory(shift=shift, volunteer__person=wang.person)
    for moment in (shift.starts_at - 61 * MINUTE, shift.ends_at):
        with time_machine.travel(moment, tick=False):
            assert acts(reader, shift) == []
            assert levels(press(reader, shift, own, "arrive")) == ["error"]
    press(reader, shift, own, "arrive")
    with time_machine.travel(shift.ends_at + 121 * MINUTE, tick=False):
        assert acts(reader, shift) == []


def test_who_waits_or_is_at_another_place_is_told_so(shift, wang, reader):
    other = ShiftFactory(activity__starts_at=clock.now())
    AssignmentFactory(shift=other, volunteer__person=wang.person)
    assert marks(reader.get(here(shift)), "elsewhere") == [str(other.activity_id)]
    AssignmentFactory(shift=shift, volunteer__person=wang.person, waitlisted=True)
    response = reader.get(here(shift))
    assert marks(response, "state") == ["waitlisted"]
    assert marks(response, "elsewhere") == marks(response, "act") == []


def test_a_stranger_is_told_to_ask_the_lead(shift, reader):
    assert marks(reader.get(here(shift)), "refused") == ["not_signed_up"]


def test_a_draft_has_no_place_and_a_cancelled_activity_takes_nobody_in(wang, reader):
    draft, cancelled = ShiftFactory(activity__draft=True), ShiftFactory(activity__cancelled=True)
    own = AssignmentFactory(shift=cancelled, volunteer__person=wang.person)
    assert reader.get(here(draft)).status_code == 404
    assert acts(reader, cancelled) == []
    press(reader, cancelled, own, "arrive")
    assert states() == [("assigned", "", "")]


# --- The poster


def test_only_who_ticks_in_there_hangs_the_poster_up(shift, wang):
    pages = [reverse(f"volunteers:{name}", args=[shift.activity_id]) for name in ("poster", "poster_code")]
    lead = TeamAppointmentFactory(team=shift.activity.team).user
    for by, status in [
        (lead, 200),
        (officer("office_worker", shift.activity.organiser), 200),
        (TeamAppointmentFactory().user, 404),
        (wang, 404),
    ]:
        assert [signed_in(by).get(page).status_code for page in pages] == [status, status]
    assert here(shift) in signed_in(lead).get(pages[0]).content.decode()


# --- The own code


def test_a_volunteer_shows_the_own_code_and_those_of_the_wards(wang, reader):
    own = VolunteerFactory(person=wang.person)
    ward = VolunteerFactory(person=GuardianshipFactory(by=wang.person).person)
    other = VolunteerFactory()
    assert list(reader.get(reverse("volunteers:own_code")).context["volunteers"]) == [own, ward]
    picture = [
        reader.get(reverse("volunteers:own_code_picture", args=[one.pk])).status_code for one in (own, ward, other)
    ]
    assert picture == [200, 200, 404]


def test_who_has_left_has_no_code(wang, reader):
    gone = VolunteerFactory(person=wang.person, status="left")
    assert list(reader.get(reverse("volunteers:own_code")).context["volunteers"]) == []
    assert reader.get(reverse("volunteers:own_code_picture", args=[gone.pk])).status_code == 404
