"""What makes it easier to come to an event, each as an icon with its words."""

from events.models import Event
from events.models.practical import Access
from stations.presenters.icons import Sign

ICONS = {
    Access.STEP_FREE: "door-open",
    Access.TOILET: "toilet",
    Access.SEATS: "armchair",
    Access.LARGE_PRINT: "zoom-in",
    Access.HEARING: "ear",
    Access.DIALECT: "message-circle",
    Access.MANDARIN: "languages",
    Access.COMPANION: "heart-handshake",
}


def access_signs(event: Event) -> list[Sign]:
    """The signs for the page and the poster of an event, in the order of the choices."""
    return [Sign(ICONS[one], str(one.label)) for one in event.offers]
