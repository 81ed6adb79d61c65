"""What came of an activity, with photos of before and after: shown to everybody."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import require_reason
from common.files.storage import delete_after_commit
from common.http.page_cache import clear_pages
from common.time import clock
from volunteers.actions import locks
from volunteers.models import Activity, ActivityPhoto
from volunteers.rules.activities import PERMISSION, ActivityAct, require_activity_act_possible
from volunteers.rules.public_words import require_no_own_number
from volunteers.rules.results import WITHOUT_WORDS, require_few_photos, require_words_of_photo


class ResultPhoto(NamedTuple):
    """A photo to show: before or after (`ActivityPhoto.Kind`), what it shows, and a file that `clean_image` made."""

    kind: str
    words: str
    photo: File


@action
def publish_result(
    activity: Activity,
    *,
    text: str,
    photos: Sequence[ResultPhoto] = (),
    without: Collection[int] = (),
    by: User,
) -> Activity:
    """Show what came of the activity; what was shown before is replaced.

    `photos` come in addition; `without` are the keys of photos that are shown no longer. Raises Refused before the
    activity has begun, without words, and for more photos than a page shows.
    """
    require_permission(by, PERMISSION[ActivityAct.RESULT], activity)
    activity = locks.lock_activity(activity.pk)
    require_activity_act_possible(ActivityAct.RESULT, activity)
    require_reason(text, str(WITHOUT_WORDS))
    require_no_own_number(text=text)
    # All rules come before the first file: a refusal takes rows back, but no file.
    require_few_photos(activity.photos.exclude(pk__in=without).count() + len(photos))
    for new in photos:
        require_words_of_photo(new.words)
        require_no_own_number(words=new.words)
    for gone in activity.photos.filter(pk__in=without):
        _drop(gone)
    for new in photos:
        row = ActivityPhoto(activity=activity, kind=new.kind, words=new.words.strip())
        row.photo.save("result.webp", new.photo, save=False)
        row.save()
    activity.result = text.strip()
    activity.result_published_at = activity.result_published_at or clock.now()
    activity.save(update_fields=["result", "result_published_at"])
    transaction.on_commit(clear_pages)
    return activity


@action
def withdraw_result(activity: Activity, *, by: User) -> Activity:
    """What came of the activity is public no longer; its photos are deleted. Raises Refused."""
    require_permission(by, PERMISSION[ActivityAct.RESULT], activity)
    activity = locks.lock_activity(activity.pk)
    for photo in activity.photos.all():
        _drop(photo)
    activity.result, activity.result_published_at = "", None
    activity.save(update_fields=["result", "result_published_at"])
    transaction.on_commit(clear_pages)
    return activity


def _drop(photo: ActivityPhoto) -> None:
    """Delete the row now, and the file after the commit."""
    photo.delete()
    delete_after_commit(photo.photo)
