"""Confirming minutes on the lead's phone: what the page shows is what is confirmed."""

import datetime as dt

import pytest
from django.urls import reverse

from common.time import clock
from tests.factories import (
    AssignmentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    VolunteerFactory,
    officer,
)
from tests.support.pages import levels, marks
from tests.support.signing_in import signed_in
from volunteers.models import Activity, Assignment, Evaluation, ServiceRecord, Training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def shift():
    """It was yesterday, for two hours."""
    return ShiftFactory(activity__starts_at=clock.now() - dt.timedelta(days=1))


@pytest.fixture
def lead(shift):
    return TeamAppointmentFactory(team=shift.activity.team).user


@pytest.fixture
def desk(lead):
    return signed_in(lead)


@pytest.fixture
def wang(shift):
    return AssignmentFactory(shift=shift, served=True)


def page(shift) -> str:
    return reverse("desk:minutes", args=[shift.pk])


def as_shown(client, shift, **changed) -> dict[str, object]:
    """The form of the page, as a browser sends it back."""
    form = client.get(page(shift)).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changed


def test_one_tap_confirms_what_the_page_shows(desk, shift, wang, lead):
    response = desk.get(page(shift))
    assert marks(response, "minutes") == ["120"]
    response = desk.post(page(shift), as_shown(desk, shift), follow=True)
    assert marks(response, "settled") == ["1"]
    record = ServiceRecord.objects.counted().get()
    assert (record.minutes, record.decided_by, record.source) == (120, lead, "scanned")
    assert Evaluation.objects.get().by == lead


def test_other_words_for_one(desk, shift, wang):
    other = AssignmentFactory(shift=shift, served=True)
    changed = {"evaluation": "大家辛苦了", f"words-{other.pk}": "特别耐心"}
    desk.post(page(shift), as_shown(desk, shift, **changed))
    assert set(Evaluation.objects.values_list("text", flat=True)) == {"大家辛苦了", "特别耐心"}


def test_what_changed_meanwhile_is_shown_again_and_not_confirmed(desk, shift, wang):
    sent = as_shown(desk, shift)
    Assignment.objects.update(checked_out_at=shift.ends_at - dt.timedelta(minutes=30))
    assert desk.post(page(shift), sent).status_code == 422
    assert not ServiceRecord.objects.exists()
    assert marks(desk.get(page(shift)), "minutes") == ["90"]


def test_who_was_not_on_the_page_is_not_confirmed(desk, shift, wang):
    sent = as_shown(desk, shift)
    AssignmentFactory(shift=shift, served=True)
    desk.post(page(shift), sent)
    assert ServiceRecord.objects.get().assignment == wang


def test_a_second_tap_confirms_nothing_twice(desk, shift, wang):
    sent = as_shown(desk, shift)
    for _tap in range(2):
        assert desk.post(page(shift), sent).status_code == 302
    assert ServiceRecord.objects.count() == 1


def test_a_long_day_asks_why_and_too_long_a_day_is_refused(desk, shift, wang):
    earlier = {"volunteer": wang.volunteer, "day": clock.today() - dt.timedelta(days=1)}
    first = ServiceRecordFactory(**earlier, minutes=400)
    sent = as_shown(desk, shift)
    response = desk.post(page(shift), sent)
    assert set(response.context["form"].errors) == {f"reason-{wang.pk}"}
    desk.post(page(shift), sent | {f"reason-{wang.pk}": "全天值守"})
    assert ServiceRecord.objects.exclude(pk=first.pk).get().long_day_reason == "全天值守"


def test_more_than_twelve_hours_are_refused(desk, shift, wang):
    earlier = {"volunteer": wang.volunteer, "day": clock.today() - dt.timedelta(days=1)}
    ServiceRecordFactory(**earlier, minutes=650, long_day_reason="值守")
    response = desk.post(page(shift), as_shown(desk, shift, **{f"reason-{wang.pk}": "值守"}))
    assert response.status_code == 422
    assert ServiceRecord.objects.count() == 1


def test_the_page_says_who_is_left(desk, shift, lead):
    AssignmentFactory(shift=shift)
    AssignmentFactory(shift=shift, served=True, checked_out_at=None, checked_out_way="")
    own = VolunteerFactory(team=shift.activity.team, person=lead.person)
    AssignmentFactory(shift=shift, served=True, volunteer=own)
    response = desk.get(page(shift))
    assert (marks(response, "own"), marks(response, "act")) == (["1"], [])
    assert (len(response.context["minutes"].unmarked), len(response.context["minutes"].open_ended)) == (1, 1)
    office = signed_in(officer("office_worker", shift.activity.organiser))
    office.post(page(shift), as_shown(office, shift))
    assert ServiceRecord.objects.get().volunteer == own


def test_a_training_has_neither_evaluation_nor_minutes_of_service(desk, shift, wang):
    Activity.objects.update(kind="training")
    sent = as_shown(desk, shift)
    assert list(sent) == [f"minutes-{wang.pk}"]
    desk.post(page(shift), sent)
    assert Training.objects.get().minutes == 120
    assert not ServiceRecord.objects.exists()


def test_of_a_confirmed_line_nothing_is_tapped_any_more(desk, shift, wang):
    desk.post(page(shift), as_shown(desk, shift))
    assert marks(desk.get(reverse("desk:shift", args=[shift.pk])), "act") == []
    for name in ("volunteer_in", "volunteer_out", "volunteer_absent", "volunteer_undo"):
        assert levels(desk.post(reverse(f"desk:{name}", args=[shift.pk, wang.pk])))[-1] == "error"
    wang.refresh_from_db()
    assert (wang.status, wang.checked_out_at) == ("served", shift.ends_at)


@pytest.mark.parametrize("minutes", ["", "x", "-1", "9" * 30])
def test_odd_minutes_confirm_nothing(desk, shift, wang, minutes):
    desk.post(page(shift), as_shown(desk, shift, **{f"minutes-{wang.pk}": minutes}))
    assert not ServiceRecord.objects.exists()


def test_before_the_end_minutes_are_not_confirmed_and_the_page_says_until_when(desk, lead):
    shift = ShiftFactory(
        activity__starts_at=clock.now() - dt.timedelta(hours=1),
        activity__team=TeamAppointmentFactory(user=lead).team,
    )
    AssignmentFactory(shift=shift, served=True, checked_out_at=clock.now())
    response = desk.get(page(shift))
    assert (marks(response, "refused"), marks(response, "settled"), marks(response, "act")) == (["not_over"], [], [])
    response = desk.post(page(shift), {"evaluation": "辛苦了"})
    assert (response.status_code, response.context["form"].errors.as_data()["__all__"][0].code) == (422, "not_over")


def test_where_nobody_served_the_page_does_not_say_that_all_is_confirmed(desk, shift):
    AssignmentFactory(shift=shift, status="absent")
    AssignmentFactory(shift=shift, served=True, checked_out_at=shift.starts_at)
    response = desk.get(page(shift))
    assert (marks(response, "refused"), marks(response, "settled"), marks(response, "nothing")) == ([], [], ["1"])
    assert "没有人到场服务" in response.content.decode()
