"""The pages on which somebody joins the volunteer team, and looks after the own place in it."""

from volunteers.models import Volunteer

OWN_JOINING = {
    "volunteers:join",
    "volunteers:profile",
    "volunteers:profile_change",
    "volunteers:pause",
    "volunteers:leave",
    "volunteers:party",
    "volunteers:cards",
    "volunteers:card_show",
    "volunteers:card_photo",
}
# Addresses that are no page of their own, and one that is for others.
OTHER_JOINING = {
    "volunteers:resume": "POST from the profile",
    "volunteers:card_photo_remove": "POST from the card",
    "volunteers:card_withdraw": "POST from the card",
    "desk:new_volunteer": "for the office",
}
# What is on the first screen of a page in care mode.
FIRST_OF_JOINING = {
    "volunteers:profile": "main .card h2",
    "volunteers:profile_change": "main form input:not([type=hidden])",
    "volunteers:pause": "main form input:not([type=hidden])",
    "volunteers:party": "main form input:not([type=hidden])",
    "volunteers:card_show": "main form input:not([type=hidden])",
}


def arguments_of_joining(reader: str) -> dict[str, list[object]]:
    """What the addresses of these pages need beside their name: the membership of the reader of this name."""
    own = Volunteer.objects.get(person__name=reader)
    keyed = OWN_JOINING - {"volunteers:join", "volunteers:profile", "volunteers:cards"}
    return {name: [own.pk] for name in sorted(keyed)}
