"""The use cases of places and the organisation, by what they are about."""

from grid.actions.appointments import appoint, end_appointment
from grid.actions.handover import call_off_handover, prepare_handover, receive_handover
from grid.actions.neighbours import (
    correct_visit,
    delete_visit,
    end_link,
    enter_resident,
    link_neighbour,
    link_person,
    move_in,
    move_out,
    record_visit,
)
from grid.actions.places import add_households
from grid.actions.posts import remove_photo, show_identity, withdraw_identity
from grid.actions.register import (
    accept_transfer,
    change_kind,
    end_relation,
    enter_member,
    enter_new_member,
    leave_for_outside,
    refuse_transfer,
    request_transfer,
    withdraw_transfer,
)
from grid.actions.survey import finish_survey, open_survey, record_answer, take_back_answer

__all__ = [
    "accept_transfer",
    "add_households",
    "appoint",
    "call_off_handover",
    "change_kind",
    "correct_visit",
    "delete_visit",
    "end_appointment",
    "end_link",
    "end_relation",
    "enter_member",
    "enter_new_member",
    "enter_resident",
    "finish_survey",
    "leave_for_outside",
    "link_neighbour",
    "link_person",
    "move_in",
    "move_out",
    "open_survey",
    "prepare_handover",
    "receive_handover",
    "record_answer",
    "record_visit",
    "refuse_transfer",
    "remove_photo",
    "request_transfer",
    "show_identity",
    "take_back_answer",
    "withdraw_identity",
    "withdraw_transfer",
]
