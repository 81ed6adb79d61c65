"""Rules of what is told of an event afterwards, in words and in photos."""

from django.utils.translation import gettext as _

from common.exceptions import Refused
from events.models import EventPhoto
from events.models.recaps import MOST_PHOTOS

# Width and height in px, so that photos of any phone stand side by side.
PHOTO = (1200, 900)


def require_recap_says_something(words: str, photos: int) -> None:
    """Nobody is shown an empty page: there are words, or there is a photo."""
    if not words.strip() and not photos:
        raise Refused(
            _("Please say in a few sentences how it was, or add a photo first."),
            code="event_recap_says_something",
            field="words",
        )


def require_room_for_photo(photos: int) -> None:
    """There are so few photos that one looks at each of them."""
    if photos >= MOST_PHOTOS:
        raise Refused(
            _("An event shows %(n)d photos at most. Please take one away first.") % {"n": MOST_PHOTOS},
            code="event_photo_among_twelve",
        )


def require_words_of_photo(words: str) -> None:
    """Who cannot see a photo reads what it shows."""
    if not words.strip():
        raise Refused(
            _("Please say what the photo shows: some cannot see it."), code="event_photo_has_words", field="words"
        )


def require_consent_to_photo(consent: str) -> None:
    """Nobody is shown who has not agreed, and no child whose guardian has not (Civil Code, art. 1019)."""
    if consent not in EventPhoto.Consent:
        raise Refused(
            _("Please say whether those in the photo have agreed."), code="event_photo_with_consent", field="consent"
        )
