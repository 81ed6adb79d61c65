"""How an event was, in the browser's place: a recap with photos, and the pages of who may change the event."""

from accounts.models import User
from common.files.images import clean_image
from common.time import clock
from events.models import Event
from events.rules.recaps import PHOTO
from grid.models import OrgUnit, UnitAppointment
from tests import factories as make
from tests.support.pictures import upload

# Pages for the secretary of the branch, and addresses that are no page of their own.
OF_ORGANISER = {"desk:over", "desk:recap", "desk:recap_photo", "desk:brief"}
OTHER_RECAPS = {
    "desk:recap_photo_away": "POST from the recap",
    "desk:withdraw_recap": "POST from the recap",
}


def organiser_of(branch: OrgUnit) -> User:
    return UnitAppointment.objects.get(role="branch_secretary", unit=branch).user


def furnish_recap(event: Event) -> None:
    """Everybody sees how the event was, with two photos whose files are there."""
    event.recap, event.recap_published_at = "包了三百个饺子，给独居老人送去二十份。", clock.now()
    event.save(update_fields=["recap", "recap_published_at"])
    by = organiser_of(event.organiser)
    for words in ("两匾包好的饺子", "厨房里冒着热气的锅"):
        photo = make.EventPhotoFactory.build(event=event, by=by, words=words, number=event.photos.count() + 1)
        photo.photo.save("recap.webp", clean_image(upload(), size=PHOTO), save=False)
        photo.save()


def arguments_of_recaps() -> dict[str, list[object]]:
    """What the addresses of these pages need beside their name."""
    told = Event.objects.get(recap_published_at__isnull=False)
    return {name: [told.pk] for name in OF_ORGANISER - {"desk:over"}}
