"""A volunteer is shown publicly: by their own consent, and as long as they are in the team."""

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from common.actions import action
from common.files.images import clean_image
from common.files.storage import delete_after_commit
from common.http.page_cache import clear_pages
from common.time import clock
from grid.models import Building
from grid.rules.identity import PORTRAIT
from volunteers.actions.locks import lock_volunteer
from volunteers.models import Volunteer, VolunteerCard
from volunteers.rules.cards import require_card_shown, require_may_show_card, require_own_building, require_own_card
from volunteers.rules.public_words import require_no_own_number
from volunteers.selectors.cards import card_of


@action
def show_card(
    volunteer: Volunteer, *, role: str = "", building: Building | None = None, photo: File | None = None, by: User
) -> VolunteerCard:
    """The public card of a volunteer begins: name, what they do in the team, building, and a photo if there is one.

    When it is shown already, role and building are replaced, and the photo when a new one comes. The photo is an
    upload that nobody has looked at yet. Raises Refused, or ValidationError for a file that is no picture.
    """
    # The volunteer first, as whoever ends the membership does: nobody is shown who has just left.
    volunteer = lock_volunteer(volunteer.pk)
    require_may_show_card(volunteer, by)
    require_own_building(building, by)
    require_no_own_number(role=role)
    card = card_of(volunteer) or VolunteerCard(volunteer=volunteer)
    card.role, card.building = " ".join(role.split()), building
    if photo is not None:
        _put_photo(card, photo)
    card.save()
    _forget_kept_pages()
    return card


@action
def remove_card_photo(card: VolunteerCard, *, by: User) -> VolunteerCard:
    """The photo of a card is deleted; the name stays public. Raises Refused."""
    card = _locked(card)
    require_own_card(card.volunteer, by)
    require_card_shown(card)
    _drop_photo(card)
    card.save(update_fields=["photo"])
    _forget_kept_pages()
    return card


@action
def withdraw_card(card: VolunteerCard, *, by: User) -> VolunteerCard:
    """A card ends: nothing of it stays public, and no copy of the photo is kept. Raises Refused."""
    card = _locked(card)
    require_own_card(card.volunteer, by)
    require_card_shown(card)
    return _withdraw(card)


def end_cards(volunteer: Volunteer) -> None:
    """Withdraw the card of a volunteer who leaves, or agrees no longer. Call it in the same transaction."""
    cards = VolunteerCard.objects.filter(volunteer=volunteer, withdrawn_at=None)
    for card in cards.select_for_update(no_key=True, of=("self",)):
        _withdraw(card)


def _locked(card: VolunteerCard) -> VolunteerCard:
    return (
        VolunteerCard.objects.select_related("volunteer").select_for_update(no_key=True, of=("self",)).get(pk=card.pk)
    )


def _withdraw(card: VolunteerCard) -> VolunteerCard:
    _drop_photo(card)
    card.role, card.building, card.withdrawn_at = "", None, clock.now()
    card.save(update_fields=["photo", "role", "building", "withdrawn_at"])
    _forget_kept_pages()
    return card


def _put_photo(card: VolunteerCard, photo: File) -> None:
    fresh = clean_image(photo, size=PORTRAIT)
    _drop_photo(card)
    card.photo.save("portrait.webp", fresh, save=False)


def _drop_photo(card: VolunteerCard) -> None:
    """Remove the photo from the row now, and delete the file after the commit."""
    if not card.photo:
        return
    delete_after_commit(card.photo)
    card.photo = ""


def _forget_kept_pages() -> None:
    transaction.on_commit(clear_pages)
