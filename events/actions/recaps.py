"""How an event was: words and photos that everybody sees, and that are taken off the page at once."""

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from accounts.rules.permissions import require_permission
from accounts.rules.public_words import require_no_mobile
from common.actions import action
from common.files.storage import delete_after_commit
from common.http.page_cache import clear_pages
from common.time import clock
from events.actions import locks
from events.models import Event, EventPhoto
from events.rules.events import PERMISSION, EventAct, require_event_act_possible
from events.rules.recaps import (
    require_consent_to_photo,
    require_recap_says_something,
    require_room_for_photo,
    require_words_of_photo,
)
from events.selectors.recaps import free_number


@action
def publish_recap(event: Event, *, words: str, by: User) -> Event:
    """Show everybody the words and the photos that were added; words that were shown before are replaced.

    Raises Refused before the event has ended, and where there is neither a word nor a photo.
    """
    event = _lock(event, by=by)
    require_event_act_possible(EventAct.RECAP, event)
    require_recap_says_something(words, event.photos.count())
    require_no_mobile(words=words)
    event.recap = words.strip()
    event.recap_published_at = event.recap_published_at or clock.now()
    _save(event)
    return event


@action
def withdraw_recap(event: Event, *, by: User) -> Event:
    """Nobody sees words and photos any more but who may change the event; they are kept. Raises Refused."""
    event = _lock(event, by=by)
    event.recap_published_at = None
    _save(event)
    return event


@action
def add_photo(event: Event, *, photo: File, words: str, consent: str, by: User) -> EventPhoto:
    """Add a photo, a file that `clean_image` made; everybody sees it as soon as the recap is public.

    `consent`: one of `EventPhoto.Consent`. Raises Refused before the event has ended, and for more than twelve.
    """
    event = _lock(event, by=by)
    require_event_act_possible(EventAct.RECAP, event)
    # All rules come before the file: a refusal takes rows back, but no file.
    require_room_for_photo(event.photos.count())
    require_words_of_photo(words)
    require_no_mobile(words=words)
    require_consent_to_photo(consent)
    row = EventPhoto(event=event, number=free_number(event), words=words.strip(), consent=consent, by=by)
    row.photo.save("recap.webp", photo, save=False)
    row.save()
    transaction.on_commit(clear_pages)
    return row


@action
def remove_photo(photo: EventPhoto, *, by: User) -> None:
    """Delete a photo and its file, since somebody in it asks for that, or it was a wrong one. Raises Refused.

    A recap that says nothing without it is public no longer.
    """
    event = _lock(photo.event, by=by)
    if event.recap_published_at and not event.recap and not event.photos.exclude(pk=photo.pk).exists():
        event.recap_published_at = None
        _save(event)
    for gone in event.photos.filter(pk=photo.pk):
        gone.delete()
        delete_after_commit(gone.photo)
    transaction.on_commit(clear_pages)


def _lock(event: Event, *, by: User) -> Event:
    require_permission(by, PERMISSION[EventAct.RECAP], event)
    return locks.lock_event(event.pk)


def _save(event: Event) -> None:
    event.save(update_fields=["recap", "recap_published_at"])
    transaction.on_commit(clear_pages)
