"""What came of an activity is shown with photos of before and after, and can be taken back."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from common.exceptions import Refused
from tests.factories import ActivityFactory, ResidentFactory, TeamAppointmentFactory
from tests.support.refusals import refusal
from tests.support.team_work import office_of
from volunteers.actions.results import ResultPhoto, publish_result, withdraw_result
from volunteers.models import Activity, ActivityPhoto

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return ActivityFactory(past=True)


@pytest.fixture
def office(activity):
    return office_of(activity.team)


def photo(kind="after", words="清运路线牌") -> ResultPhoto:
    out = io.BytesIO()
    Image.new("RGB", (12, 9), (30, 120, 60)).save(out, "WEBP")
    return ResultPhoto(kind, words, ContentFile(out.getvalue(), name="x.webp"))


def test_a_result_is_public_with_its_photos(activity, office):
    publish_result(activity, text=" 划定了绿色清运之路。 ", photos=[photo("before"), photo("after")], by=office)

    shown = Activity.objects.with_result().get()
    assert (shown.result, shown.photos.count()) == ("划定了绿色清运之路。", 2)
    assert [one.kind for one in shown.photos.all()] == ["before", "after"]


def test_publishing_again_replaces_the_words_and_keeps_the_day(activity, office):
    first = publish_result(activity, text="一", photos=[photo()], by=office)
    kept = ActivityPhoto.objects.get()
    again = publish_result(activity, text="二", photos=[photo(words="另一张")], without=[kept.pk], by=office)
    assert (again.result, again.result_published_at) == ("二", first.result_published_at)
    assert [one.words for one in ActivityPhoto.objects.all()] == ["另一张"]


def test_a_photo_that_is_taken_away_is_deleted_from_the_disk(activity, office, django_capture_on_commit_callbacks):
    publish_result(activity, text="一", photos=[photo()], by=office)
    name = str(ActivityPhoto.objects.get().photo.name)
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_result(activity, by=office)

    activity.refresh_from_db()
    assert (activity.result, activity.result_published_at, default_storage.exists(name)) == ("", None, False)


def test_a_photo_of_another_activity_is_not_taken_away(activity, office):
    publish_result(activity, text="一", photos=[photo()], by=office)
    other = ActivityFactory(team=activity.team, past=True)
    publish_result(other, text="二", without=[ActivityPhoto.objects.get().pk], by=office)
    assert ActivityPhoto.objects.count() == 1


def test_a_result_needs_words_and_few_photos_each_with_words(activity, office):
    assert refusal(publish_result, activity, text=" ", by=office) == "no_reason"
    assert refusal(publish_result, activity, text="一", photos=[photo()] * 7, by=office) == "too_many_photos"
    assert refusal(publish_result, activity, text="一", photos=[photo(words=" ")], by=office) == (
        "activity_photo_has_words"
    )
    assert not Activity.objects.with_result().exists()
    assert not ActivityPhoto.objects.exists()


@pytest.mark.parametrize(
    "photos",
    [[photo()] * 7, [photo(), photo(words=" ")], [photo(), photo(words="电话 138 0013 8000")]],
    ids=["too many", "without words", "with a number"],
)
def test_a_result_that_is_refused_leaves_no_file(activity, office, photos, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Refused):
        publish_result(activity, text="一", photos=photos, by=office)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    publish_result(activity, text="一", photos=photos[:1], by=office)
    assert [one.suffix for one in tmp_path.rglob("*") if one.is_file()] == [".webp"]


def test_photos_that_are_taken_away_make_room(activity, office):
    publish_result(activity, text="一", photos=[photo()] * 6, by=office)
    assert refusal(publish_result, activity, text="一", photos=[photo()], by=office) == "too_many_photos"
    gone = activity.photos.values_list("pk", flat=True)[:1]
    publish_result(activity, text="一", photos=[photo()], without=list(gone), by=office)
    assert activity.photos.count() == 6


@pytest.mark.parametrize("trait", ["draft", "cancelled"])
def test_only_what_took_place_has_a_result(office, trait, activity):
    for one in (ActivityFactory(team=activity.team), ActivityFactory(team=activity.team, past=True, **{trait: True})):
        assert refusal(publish_result, one, text="一", by=office) == "not_begun"


def test_the_office_and_the_leads_of_the_team_publish_it(activity):
    publish_result(activity, text="一", by=TeamAppointmentFactory(team=activity.team).user)
    for by in (TeamAppointmentFactory(team__community=activity.community).user, ResidentFactory()):
        assert refusal(publish_result, activity, text="二", by=by) == "not_allowed"
        assert refusal(withdraw_result, activity, by=by) == "not_allowed"
