"""A lead tells on the phone what came of an activity, with photos of before and after."""

import pytest

from tests.factories import ActivityFactory, ActivityPhotoFactory, ShiftFactory, TeamAppointmentFactory, TeamFactory
from tests.support.pages import codes, levels, text
from tests.support.pictures import upload
from volunteers.models import Activity, ActivityPhoto

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def lead(client, team):
    user = TeamAppointmentFactory(team=team).user
    client.force_login(user)
    return user


@pytest.fixture
def past(team, lead):
    return ActivityFactory(team=team, lead=lead, past=True)


def page(activity: Activity) -> str:
    return f"/desk/activities/{activity.pk}/result/"


def test_a_lead_publishes_a_result_with_photos(client, past):
    typed = {"text": "路线画好了。", "before_words": "原来", "after_words": "现在"}
    response = client.post(page(past), {**typed, "before": upload(), "after": upload()}, follow=True)
    assert levels(response) == ["success"]
    assert Activity.objects.with_result().get() == past
    assert [one.kind for one in ActivityPhoto.objects.all()] == ["before", "after"]


def test_photos_are_taken_away(client, past):
    kept, gone = ActivityPhotoFactory.create_batch(2, activity=past)
    client.post(page(past), {"text": "好", "without": [gone.pk]})
    assert list(past.photos.all()) == [kept]


def test_what_is_wrong_is_said_and_the_photo_is_to_be_chosen_once_more(client, past):
    response = client.post(page(past), {"text": "", "after": upload(), "after_words": "路口"})
    refused = codes(response.context["form"])
    assert (response.status_code, refused) == (422, {"text": ["required"], "after": ["again"]})
    assert not ActivityPhoto.objects.exists()


def test_too_many_photos_are_refused_by_the_action_and_to_be_chosen_once_more(client, past):
    ActivityPhotoFactory.create_batch(5, activity=past)
    typed = {"text": "好", "before": upload(), "before_words": "一", "after": upload(), "after_words": "二"}
    refused = codes(client.post(page(past), typed).context["form"])
    assert refused == {"__all__": ["too_many_photos"], "before": ["again"], "after": ["again"]}
    assert past.photos.count() == 5


def test_nothing_is_told_before_the_activity_begins_nor_of_another_team(client, lead, team):
    assert client.get(page(ActivityFactory(team=team, lead=lead))).url == "/desk/shifts/"
    assert client.get(page(ActivityFactory(past=True))).status_code == 404


def test_the_page_of_the_shift_leads_there_once_it_has_begun(client, past, team, lead):
    coming = ShiftFactory(activity=ActivityFactory(team=team, lead=lead))
    for shift, offered in ((ShiftFactory(activity=past), True), (coming, False)):
        assert (page(shift.activity) in text(client.get(f"/desk/shifts/{shift.pk}/"))) is offered
