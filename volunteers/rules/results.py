"""Rules of what is shown of a result."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exceptions import Refused

# Width and height in px, so that before and after stand side by side.
PHOTO = (1200, 900)
MOST_PHOTOS = 6
WITHOUT_WORDS = gettext_lazy("Please say in a few sentences what came of it.")


def require_few_photos(number: int) -> None:
    """A result has so many photos that one looks at each of them."""
    if number > MOST_PHOTOS:
        raise Refused(
            _("A result shows %(n)d photos at most. Please take one away first.") % {"n": MOST_PHOTOS},
            code="too_many_photos",
        )


def require_words_of_photo(words: str) -> None:
    """Who cannot see a photo reads what it shows."""
    if not words.strip():
        raise Refused(_("Please say what the photo shows: some cannot see it."), code="activity_photo_has_words")
