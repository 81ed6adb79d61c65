"""The use cases of places and the organisation, by what they are about."""

from grid.actions.appointments import appoint, end_appointment
from grid.actions.neighbours import (
    correct_visit,
    delete_visit,
    end_link,
    enter_resident,
    link_neighbour,
    link_person,
    record_visit,
)
from grid.actions.places import add_households
from grid.actions.posts import remove_photo, show_identity, withdraw_identity

__all__ = [
    "add_households",
    "appoint",
    "correct_visit",
    "delete_visit",
    "end_appointment",
    "end_link",
    "enter_resident",
    "link_neighbour",
    "link_person",
    "record_visit",
    "remove_photo",
    "show_identity",
    "withdraw_identity",
]
