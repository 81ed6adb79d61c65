"""Rules of what is shown of a result."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exceptions import Refused
from volunteers.models import Activity

# Width and height in px, so that before and after stand side by side.
PHOTO = (1200, 900)
MOST_PHOTOS = 6
WITHOUT_WORDS = gettext_lazy("Please say in a few sentences what came of it.")


def require_few_photos(activity: Activity) -> None:
    """A result has so many photos that one looks at each of them."""
    if activity.photos.count() > MOST_PHOTOS:
        raise Refused(
            _("A result shows %(n)d photos at most. Please take one away first.") % {"n": MOST_PHOTOS},
            code="too_many_photos",
        )
