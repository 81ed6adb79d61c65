"""A pioneer is shown publicly (亮身份): by their own consent, and as long as they hold the post."""

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from common.actions import action
from common.files.images import clean_image
from common.files.storage import delete_after_commit
from common.http.page_cache import clear_pages
from common.time import clock
from grid.models import IdentityDisplay, UnitAppointment
from grid.rules.identity import PORTRAIT, require_display_shown, require_own_display, require_own_pioneer_post
from grid.selectors.identity import display_of


@action
def show_identity(
    appointment: UnitAppointment, *, words: str, photo: File | None = None, by: User
) -> IdentityDisplay:
    """An identity display begins: name, buildings and a sentence of the pioneer, with a photo when there is one.

    When they already do, the words are replaced, and the photo when a new one comes. The photo is an upload that
    nobody has looked at yet. Raises Refused, or ValidationError for a file that is no picture.
    """
    # The appointment first, as whoever ends it does: nothing is shown of a post that has just been given up.
    appointment = UnitAppointment.objects.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    require_own_pioneer_post(appointment, by)
    display = display_of(appointment)
    display = display or IdentityDisplay(appointment=appointment)
    display.words = words.strip()
    if photo is not None:
        _put_photo(display, photo)
    display.save()
    _forget_kept_pages()
    return display


@action
def remove_identity_photo(display: IdentityDisplay, *, by: User) -> IdentityDisplay:
    """The photo of an identity display is deleted; the name stays public. Raises Refused."""
    display = _locked(display)
    require_own_display(display, by)
    require_display_shown(display)
    _drop_photo(display)
    display.save(update_fields=["photo"])
    _forget_kept_pages()
    return display


@action
def withdraw_identity(display: IdentityDisplay, *, by: User) -> IdentityDisplay:
    """An identity display ends: nothing of it stays public, and no copy of the photo is kept. Raises Refused."""
    display = _locked(display)
    require_own_display(display, by)
    require_display_shown(display)
    return _withdraw(display)


def end_displays(appointment: UnitAppointment, *, taken_back: bool = False) -> None:
    """Withdraw the identity displays of an appointment that ends. Call it in the same transaction.

    `taken_back`: the row of the appointment itself is about to go; the audit trail keeps both.
    """
    displays = IdentityDisplay.objects.filter(appointment=appointment.pk)
    for display in displays.filter(withdrawn_at=None).select_for_update(no_key=True, of=("self",)):
        _withdraw(display)
    if taken_back:
        displays.delete()


@action
def end_displays_of_the_past() -> int:
    """Withdraw the identity displays of appointments that have ended by their date; return how many."""
    shown = IdentityDisplay.objects.filter(withdrawn_at=None, appointment__during__endswith__lte=clock.today())
    past = list(shown.select_for_update(no_key=True, of=("self",)))
    for display in past:
        _withdraw(display)
    return len(past)


def _locked(display: IdentityDisplay) -> IdentityDisplay:
    return (
        IdentityDisplay.objects.select_related("appointment")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=display.pk)
    )


def _withdraw(display: IdentityDisplay) -> IdentityDisplay:
    _drop_photo(display)
    display.withdrawn_at = clock.now()
    display.save(update_fields=["photo", "withdrawn_at"])
    _forget_kept_pages()
    return display


def _put_photo(display: IdentityDisplay, photo: File) -> None:
    fresh = clean_image(photo, size=PORTRAIT)
    _drop_photo(display)
    display.photo.save("portrait.webp", fresh, save=False)


def _drop_photo(display: IdentityDisplay) -> None:
    """Remove the photo from the row now, and delete the file after the commit."""
    if not display.photo:
        return
    delete_after_commit(display.photo)
    display.photo = ""


def _forget_kept_pages() -> None:
    transaction.on_commit(clear_pages)
