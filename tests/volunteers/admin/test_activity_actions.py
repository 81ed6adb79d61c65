"""What the office does with an activity: who comes, publish, copy, call off, show the result."""

import datetime as dt

import pytest
from django.utils import timezone

from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    GuardianshipFactory,
    NeighbourFactory,
    ResidentFactory,
    ShiftFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.office_activities import at_page
from tests.support.pages import codes, levels, marks, text
from tests.support.pictures import upload
from tests.support.registrations import heard
from tests.support.shifts import join
from tests.support.team_work import office_of
from volunteers.models import Activity, ActivityPhoto

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def office(client, team):
    office = office_of(team)
    client.force_login(office)
    return office


@pytest.fixture
def draft(team, office):
    return ActivityFactory(team=team, lead=office, draft=True)


@pytest.fixture
def shift(team, office):
    return ShiftFactory(activity__team=team, activity__lead=office, capacity=2)


@pytest.fixture
def past(team, office):
    return ActivityFactory(team=team, lead=office, past=True)


@pytest.mark.parametrize("page", ["publish/", "copy/", "cancel/", "people/", "result/", "result/withdraw/"])
def test_looking_at_a_page_changes_nothing(client, draft, page):
    before = Activity.objects.values().get()
    assert client.get(at_page(draft, page) + "?reason=x&day=2099-01-01&text=x").status_code == 200
    assert Activity.objects.values().get() == before


def test_publishing_makes_a_draft_public_and_says_what_is_missing(client, draft):
    assert levels(client.post(at_page(draft, "publish/"), follow=True)) == ["error"]
    ShiftFactory(activity=draft)
    assert levels(client.post(at_page(draft, "publish/"), follow=True)) == ["success"]
    assert Activity.objects.get().is_published


def test_cancelling_asks_why_and_tells_everybody_once(client, shift):
    somebody = join(shift)
    page = at_page(shift.activity, "cancel/")
    assert codes(client.post(page, {"reason": " "}).context["form"]) == {"reason": ["required"]}
    client.post(page, {"reason": "下雨"})
    client.post(page, {"reason": "又点了一次"})

    assert Activity.objects.get().cancel_reason == "下雨"
    assert heard(somebody.person).count("activity_cancelled") == 1


def test_copying_makes_a_draft_on_the_chosen_day_at_the_same_hour(client, shift):
    day = timezone.localdate(shift.starts_at) + dt.timedelta(days=10)
    response = client.post(at_page(shift.activity, "copy/"), {"day": day.isoformat()})
    copy = Activity.objects.get(status="draft")
    assert response.url == at_page(copy, "change/")
    assert copy.shifts.get().starts_at == shift.starts_at + dt.timedelta(days=10)


@pytest.mark.parametrize("day", ["", "x", "2000-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused(client, shift, day):
    assert list(codes(client.post(at_page(shift.activity, "copy/"), {"day": day}).context["form"])) == ["day"]


# --- Who comes


def test_the_roster_has_every_shift_with_who_comes_and_who_waits(client, shift):
    names = [join(shift).person.name for _n in range(3)]
    roster = client.get(at_page(shift.activity, "people/")).context["roster"]
    (there,) = roster.shifts
    assert {line.person.name for line in there.seated} == set(names[:2])
    assert [(line.person.name, line.position) for line in there.waiting] == [(names[2], 1)]


def test_who_has_no_smartphone_stands_on_the_list_to_ring_once(client, team, shift):
    by_phone = VolunteerFactory(team=team, person=NeighbourFactory(name="钱奶奶"))
    AssignmentFactory(shift=shift, volunteer=by_phone)
    other = ShiftFactory(activity=shift.activity, starts_at=shift.starts_at - dt.timedelta(0))
    AssignmentFactory(shift=other, volunteer=by_phone, waitlisted=True)
    join(shift)

    answer = client.get(at_page(shift.activity, "people/"))
    assert marks(answer, "ring") == ["1"]
    assert [line.person.name for line in answer.context["roster"].to_ring] == ["钱奶奶"]


def test_nobody_is_rung_who_is_here_or_whose_shift_is_over(client, team, office):
    began = clock.now() - dt.timedelta(hours=2)
    activity = ActivityFactory(team=team, starts_at=began, ends_at=began + dt.timedelta(hours=4))
    early = ShiftFactory(activity=activity, starts_at=began, ends_at=began + dt.timedelta(hours=1))
    late = ShiftFactory(activity=activity, starts_at=began, ends_at=activity.ends_at)
    AssignmentFactory(shift=early)
    AssignmentFactory(shift=late, served=True)
    expected = AssignmentFactory(shift=late)

    answer = client.get(at_page(activity, "people/"))
    assert [line.person for line in answer.context["roster"].to_ring] == [expected.person]


def test_who_has_no_phone_is_on_it_with_who_acts_for_them(client, team, shift):
    silent = NeighbourFactory(name="刘奶奶", phone="")
    daughter = ResidentFactory(person__name="蒋女士").person
    GuardianshipFactory(person=silent, by=daughter)
    AssignmentFactory(shift=shift, volunteer=VolunteerFactory(team=team, person=silent))
    answer = client.get(at_page(shift.activity, "people/"))
    (line,) = answer.context["roster"].to_ring
    assert (line.person, line.masked_phone) == (silent, "")
    assert [one.split()[0] for one in line.guardians_in_words] == ["蒋女士"]
    assert "没有留电话" in answer.content.decode()


def test_no_whole_number_stands_on_the_roster_and_none_at_all_is_printed(client, team, shift):
    person = NeighbourFactory(phone="+8613812345678")
    AssignmentFactory(shift=shift, volunteer__team=team, volunteer__person=person)
    page = text(client.get(at_page(shift.activity, "people/")))
    assert "13812345678" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_roster_costs_the_same_for_one_volunteer_and_for_three(client, shift, count, django_assert_num_queries):
    shift.capacity = 5
    shift.save()
    for _n in range(count):
        join(shift)
    client.get(at_page(shift.activity, "people/"))
    with django_assert_num_queries(12):
        client.get(at_page(shift.activity, "people/"))


# --- The result


def test_a_result_is_published_with_a_photo_of_before_and_one_of_after(client, past):
    typed = {"text": "划定了绿色清运之路。", "before_words": "原来的路口", "after_words": "现在的路口"}
    response = client.post(at_page(past, "result/"), {**typed, "before": upload(), "after": upload()})
    assert response.status_code == 302
    assert Activity.objects.with_result().get() == past
    shown = [(one.kind, one.words) for one in ActivityPhoto.objects.all()]
    assert shown == [("before", "原来的路口"), ("after", "现在的路口")]


def test_a_photo_without_words_and_what_is_no_photo_are_refused(client, past):
    page = at_page(past, "result/")
    refused = codes(client.post(page, {"text": "好", "before": upload()}).context["form"])
    assert refused == {"before": ["again"], "before_words": ["required"]}
    broken = upload()
    broken.file.seek(0)
    broken.file.truncate(20)
    typed = {"text": "好", "before": broken, "before_words": "路口"}
    assert codes(client.post(page, typed).context["form"]) == {"before": ["not_an_image"]}
    assert not ActivityPhoto.objects.exists()


def test_whoever_mends_the_words_is_told_to_choose_the_photos_once_more(client, past):
    typed = {"text": "找我 138 0013 8000", "after": upload(), "after_words": "路口"}
    refused = codes(client.post(at_page(past, "result/"), typed).context["form"])
    assert refused == {"text": ["phone_number"], "after": ["again"]}


def test_photos_are_taken_away_and_the_result_taken_back(client, past):
    page = at_page(past, "result/")
    client.post(page, {"text": "好", "after": upload(), "after_words": "路口"})
    photo = ActivityPhoto.objects.get()
    client.post(page, {"text": "更好", "without": [photo.pk]})
    assert (Activity.objects.get().result, ActivityPhoto.objects.count()) == ("更好", 0)
    client.post(at_page(past, "result/withdraw/"))
    assert not Activity.objects.with_result().exists()


def test_what_has_not_begun_has_no_result(client, shift):
    response = client.post(at_page(shift.activity, "result/"), {"text": "好"})
    assert codes(response.context["form"]) == {"__all__": ["not_begun"]}


def test_acts_are_offered_only_when_possible(client, draft, shift, past):
    def acts(activity: Activity) -> set[str]:
        page = client.get(at_page(activity, "change/"))
        return {
            name
            for name in ("people", "publish", "copy", "result", "cancel")
            if f'href="{at_page(activity, name)}/"' in text(page)
            or f'"{at_page(activity, name + "/")}"' in text(page)
        }

    assert acts(draft) == {"publish", "copy"}
    assert acts(shift.activity) == {"people", "copy", "cancel"}
    assert acts(past) == {"people", "copy", "result"}
