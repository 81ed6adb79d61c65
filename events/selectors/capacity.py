"""How many people one party may be."""

from events.models import Event


def largest_party(event: Event) -> int:
    """How many people one registration may bring: never more than the room holds."""
    return min(event.largest_party, event.capacity or event.largest_party)
