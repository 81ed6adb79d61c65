"""/volunteers/…/: the page of an activity, its file for a calendar, and the photos of its result."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    CommunityFactory,
    ShiftFactory,
    SpaceFactory,
    StationFactory,
    TeamAppointmentFactory,
    TeamFactory,
    ThankYouNoteFactory,
    VolunteerFactory,
)
from tests.support.pages import marks, text
from tests.support.pictures import upload
from tests.support.team_work import office_of
from volunteers.actions.results import ResultPhoto, publish_result, withdraw_result
from volunteers.models import ActivityPhoto, VolunteerCard

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    row = ActivityFactory(team__community__phone="0512-8800 0000", lead__person__name="陈领队")
    ShiftFactory(activity=row)
    return row


def page(activity) -> str:
    return f"/volunteers/{activity.pk}/"


def test_the_page_says_what_where_and_who_is_needed(client, activity):
    other = ShiftFactory(activity=activity, role="摄影")
    shown = client.get(page(activity))
    assert marks(shown, "shift") == [str(activity.shifts.first().pk), str(other.pk)]
    assert marks(shown, "state") == ["open"]
    for words in (activity.title, activity.content, activity.place):
        assert words in text(shown)


def test_a_draft_has_no_page_and_nobody_else_either(client, activity):
    draft = ActivityFactory(draft=True)
    for key in (draft.pk, 999_999, "9" * 30):
        assert client.get(f"/volunteers/{key}/").status_code == 404
    assert client.get(f"/volunteers/{draft.pk}/activity.ics").status_code == 404


@pytest.mark.parametrize("state", ["cancelled", "over", "begun"])
def test_the_page_says_where_the_activity_stands(client, state):
    fields = {
        "cancelled": {"cancelled": True},
        "over": {"past": True},
        "begun": {"starts_at": clock.now() - dt.timedelta(hours=1)},
    }
    row = ActivityFactory(**fields[state])
    ShiftFactory(activity=row)
    assert marks(client.get(page(row)), "state") == [state]


def test_a_cancelled_activity_says_why(client):
    assert "下雨" in text(client.get(page(ActivityFactory(cancelled=True))))


def test_the_name_of_the_person_in_charge_stands_there_only_by_the_own_card(client, activity):
    assert marks(client.get(page(activity)), "lead") == ["phone"]
    assert "陈领队" not in text(client.get(page(activity)))

    volunteer = VolunteerFactory(team=activity.team, person=activity.lead.person)
    VolunteerCard.objects.create(volunteer=volunteer)
    assert marks(client.get(page(activity)), "lead") == ["name"]
    assert "陈领队" in text(client.get(page(activity)))


def test_the_names_of_volunteers_stand_nowhere(client, activity):
    AssignmentFactory(shift=activity.shifts.get(), volunteer__person__name="赵志愿")
    assert "赵志愿" not in text(client.get(page(activity)))


def test_thanks_are_shown_without_names(client):
    activity = ActivityFactory(past=True)
    shown = ThankYouNoteFactory(activity=activity, may_be_public=True, shown_at=clock.now(), person__name="周写信")
    ThankYouNoteFactory(activity=activity)
    answer = client.get(page(activity))
    assert marks(answer, "thanks") == [str(shown.pk)]
    assert "周写信" not in text(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, count):
    activity = ActivityFactory(past=True, space=None)
    ShiftFactory.create_batch(count, activity=activity)
    publish_result(activity, text="好", photos=[photo()] * count, by=office_of(activity.team))
    client.get("/volunteers/verify/")
    with django_assert_num_queries(4):
        client.get(page(activity))


# --- The file for a calendar


def test_an_activity_is_a_file_for_the_calendar(client):
    space = SpaceFactory(station=StationFactory(address="海棠苑3幢"))
    activity = ActivityFactory(team=TeamFactory(community=space.station.community), space=space, bring="手套")
    answer = client.get(f"/volunteers/{activity.pk}/activity.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    body = answer.content.decode().replace("\r\n ", "")
    for words in (activity.title, "海棠苑3幢", "手套", f"/volunteers/{activity.pk}/", "STATUS:CONFIRMED"):
        assert words in body
    again = client.get(f"/volunteers/{activity.pk}/activity.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_cancelled_activity_is_struck_out_in_the_calendar(client):
    activity = ActivityFactory(cancelled=True)
    body = client.get(f"/volunteers/{activity.pk}/activity.ics").content.decode()
    assert "STATUS:CANCELLED" in body


# --- Photos of a result


def photo() -> ResultPhoto:
    return ResultPhoto("after", "清运路线牌", ContentFile(upload("WEBP", (12, 9)).read(), name="x.webp"))


def test_a_photo_is_served_as_long_as_the_result_is_public(client, django_capture_on_commit_callbacks):
    activity = ActivityFactory(past=True)
    lead = TeamAppointmentFactory(team=activity.team).user
    publish_result(activity, text="好", photos=[photo()], by=lead)
    address = ActivityPhoto.objects.get().photo.url
    shown = client.get(page(activity))
    assert marks(shown, "photo") == ["after"]
    served = client.get(address)
    assert (served.status_code, served.headers["Content-Type"]) == (200, "image/webp")
    b"".join(served.streaming_content)

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_result(activity, by=lead)
    assert client.get(address).status_code == 404
    assert marks(client.get(page(activity)), "result") == []


def test_no_other_file_is_served_there(client):
    for name in ("0" * 32, "../../secret", "x"):
        assert client.get(f"/media/volunteers/results/{name}.webp").status_code == 404


def test_another_communitys_team_is_named_as_it_is(client):
    abroad = ActivityFactory(team__community=CommunityFactory(name="别的社区"))
    assert abroad.team.name in text(client.get(page(abroad)))
