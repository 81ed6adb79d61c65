"""Every address outside admin, and for whom it is. A new address belongs on one list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.rights.table import expected
from tests.rights.world import World

# Nothing in them depends on who reads: published events, places, the organisation, the entrance.
PUBLIC = {
    "home",
    "events:list",
    "events:calendar",
    "events:board",
    "events:board_code",
    "events:announcement",
    "events:announcement_code",
    "events:feed",
    "events:event",
    "events:ics",
    # The dates of a public series.
    "events:series_ics",
    "events:series_feed",
    "stations:list",
    "stations:rooms",
    "stations:plan",
    "station",
    "stations:space",
    "plan",
    "organisation",
    "grid",
    # Who is not signed in chooses a building; who is sees what is near the own one.
    "my_grid",
    "privacy",
    "care",
    "language",
    "health",
    "favicon",
    "security_txt",
    # For whoever has the secret address of a device.
    "wall",
    # By the code at a door, which opens nothing: the reader's own booking of now, if there is one.
    "stations:door",
    "events:door",
    # The reader's own shifts at that place: tests/volunteers/views/test_check_in.py.
    "volunteers:here",
    # By the code on a certificate: what the paper must say, and nothing else.
    "volunteers:verify",
    "volunteers:verified",
    "volunteers:verification_qr",
    "(picture of an event)",
    # While it is public; else for who may change the event: tests/events/views/test_recaps.py.
    "(picture of how an event was)",
    "(picture of a station)",
    "(picture of a consenting pioneer)",
    "(picture of a result)",
    "(picture of a consenting volunteer)",
    "volunteers:list",
    "volunteers:team",
    "volunteers:results",
    "volunteers:activity",
    "volunteers:ics",
    # What one may join depends on the reader; the shifts themselves are public.
    "volunteers:shifts",
    "volunteers:shift",
    # What was received and is public; the reporter's own page by a secret code: tests/grid/views/test_matters.py.
    "matters:list",
    "matters:matter",
    "matters:new",
    "matters:form",
    "matters:plan_picture",
    "matters:own",
    "matters:answer",
    "matters:switches",
    "(picture of a matter)",
    # By a code that only the volunteer has been sent, or that stands on the paper.
    "volunteers:answer",
    # Of one party: the link that asks whether it comes, and afterwards how it was.
    "events:answer",
    "events:feedback",
}
# allauth's pages: what they let in is tested with signing in.
ENTRANCE = ("accounts/",)
# About the reader alone, without a key in the address.
MINE = {
    "me",
    "me_notices",
    "me_notices_read",
    "me_data",
    "me_wards",
    "me_ward_new",
    "me_consent",
    "me_consent_withdraw",
    "me_identity",
    "me_home",
    "me_home_remove",
    "me_all",
    "me_posts",
    # Registering oneself for an event: the event is public, who is registered is decided by the rules of events.
    "events:register",
    # Taking a public course, likewise.
    "events:enrol",
    # Booking a public space, for oneself and one's wards.
    "stations:book",
    "me_bookings",
    "me_bookings_ics",
    "volunteers:own_code",
    "me_calendar_ics",
    "volunteers:join",
    "matters:mine",
    # Following what everybody may see.
    "matters:follow",
    "matters:unfollow",
    "volunteers:mine",
    "volunteers:profile",
    "volunteers:cards",
    "volunteers:certificates",
    "volunteers:ask_for_missing",
    "volunteers:thanks_received",
    # Saying thanks for an activity that anybody may read of.
    "volunteers:thanks",
}
# About one record of the reader: 404 for everybody else, whatever the office.
OF_ITS_OWNER = {
    "volunteers:certificate": "volunteers.Certificate",
    "volunteers:thanks_private": "volunteers.ThankYouNote",
    "events:registration": "events.Registration",
    "events:registration_code": "events.Registration",
    "events:cancel": "events.Registration",
    "events:undo": "events.Registration",
    "events:party": "events.Registration",
    "events:enrolment": "events.Enrolment",
    "events:leave": "events.Enrolment",
    "stations:booking": "stations.Booking",
    "stations:cancel": "stations.Booking",
    "stations:undo": "stations.Booking",
    "stations:move": "stations.Booking",
    "stations:booking_ics": "stations.Booking",
    "me_notice_read": "accounts.Notification",
    "me_ward_end": "accounts.Guardianship",
    "me_post_end": "grid.UnitAppointment",
    "me_identity_show": "grid.UnitAppointment",
    "me_identity_photo": "grid.UnitAppointment",
    "me_identity_photo_remove": "grid.UnitAppointment",
    "me_identity_withdraw": "grid.UnitAppointment",
    **{
        f"volunteers:{act}": "volunteers.Assignment"
        for act in ("assignment", "withdraw", "find_substitute", "keep_place", "undo_withdrawal")
    },
    **{
        f"volunteers:{act}": "volunteers.Volunteer" for act in ("profile_change", "pause", "resume", "leave", "party")
    },
    **{f"volunteers:card_{act}": "volunteers.Volunteer" for act in ("show", "photo", "photo_remove", "withdraw")},
    "volunteers:ask_for_correction": "volunteers.ServiceRecord",
    # For the one who is to receive the post.
    "desk:handover": "grid.Handover",
    "desk:receive": "grid.Handover",
    "desk:decline": "grid.Handover",
}
# Who visits households sits at the desk: the rows of DOMAIN.md §7 with “visits”.
AT_DESK = {"pioneer", "grid_worker", "branch_secretary", "office_worker", "deputy", "secretary"}
DESK = {
    "desk:buildings",
    "desk:due",
    "desk:posts",
    "desk:neighbours",
    "desk:find",
    "desk:new_neighbour",
    "desk:registrations",
    "desk:events",
}


@dataclass(frozen=True)
class Row:
    """A page about one record: of which model, and which act of the table opens it."""

    model: str
    act: str = "view"
    only_post: bool = False


DESK_ROWS = {
    "desk:building": Row("grid.Building"),
    "desk:household": Row("grid.Household"),
    "desk:undo_visit": Row("grid.Household", only_post=True),
    "desk:neighbour": Row("accounts.Person"),
    "desk:call": Row("accounts.Person"),
    "desk:link": Row("accounts.Person", only_post=True),
    "desk:end_link": Row("grid.PioneerLink", "change"),
    "desk:registration": Row("events.Registration"),
    "desk:cancel": Row("events.Registration", only_post=True),
    "desk:undo_cancellation": Row("events.Registration", only_post=True),
    "desk:enrolment": Row("events.Enrolment"),
    "desk:leave": Row("events.Enrolment"),
}
# Who looks after what neighbours report: the rows of DOMAIN.md §7 with “matters”, and the operator.
AT_MATTERS = {"pioneer", "grid_worker", "branch_secretary", "office_worker", "deputy", "secretary", "operator"}
MATTERS = {"desk:matters", "desk:matter_calls"}
MATTER_ROWS = {"desk:matter": Row("grid.Matter")}
# A receptionist writes reports down, and sees no others.
REPORTING = {"desk:new_matter"}
# With an act in the address, or of a reporter to be called: tests/portal/desk/views/test_matters.py. The cards for
# doors and gates are of what the reader looks after: tests/grid/views/test_matter_posters.py.
MATTER_PAGES = {"desk:matter_act", "desk:matter_call", "matters:posters", "matters:poster_code"}
# Who enters volunteers at the desk: the rows of DOMAIN.md §7 with “edit” of volunteers.
ENTERS_VOLUNTEERS = {"office_worker", "deputy", "secretary", "operator"}
VOLUNTEER_DESK = {"desk:new_volunteer"}
# Who receives people at a station sits at the desk too: the rows of DOMAIN.md §7 with “check in”.
AT_STATION = {"receptionist", "office_worker", "deputy", "secretary", "operator"}
DUTY = {"desk:stations"}
# The first page is for both.
EITHER = {"desk:start"}
DUTY_ROWS = {
    "desk:who": Row("stations.Station"),
    "desk:station": Row("stations.Station"),
    "desk:tally": Row("stations.Space", only_post=True),
    "desk:take_back": Row("stations.Space", only_post=True),
}
# Bookings are there for whoever sits at either desk and may read them; what may be done, the actions say.
# For somebody new at the own station; with `?person=` for whom one may book: tests/portal/desk/views/test_book.py.
ROOMS = {"desk:rooms", "desk:room", "desk:book"}
# Who ticks off who came: the rows of DOMAIN.md §7 with “edit” or “check in” of events.
AT_DOOR = {"receptionist", "branch_secretary", "office_worker", "deputy", "secretary", "operator"}
DOOR = {"desk:door_list"}
# Whoever organises the event; a receptionist the events of the own station: tests/portal/desk/views/test_check_in.py.
DOOR_ROWS = {
    "desk:people": Row("events.Event"),
    "desk:who_else": Row("events.Event"),
    "desk:walk_in": Row("events.Event"),
    "desk:close_list": Row("events.Event", only_post=True),
    "desk:reopen_list": Row("events.Event", only_post=True),
    "desk:waiting": Row("events.Event"),
}
# Of one party on such a list: the keys of the event and of the registration.
PARTY_ROWS = {"desk:party_here", "desk:party_left", "desk:party_not_here"}
PARTY_ROWS |= {"desk:seat_called", "desk:skip_called", "desk:call_again"}
# Who tells how an event was, once it is over: the rows of DOMAIN.md §7 with “edit” of events.
TELLS = {"branch_secretary", "office_worker", "deputy", "secretary", "operator"}
TOLD = {"desk:over"}
TOLD_ROWS = {
    "desk:recap": Row("events.Event", "change", only_post=True),
    "desk:recap_photo": Row("events.Event", "change", only_post=True),
    "desk:withdraw_recap": Row("events.Event", "change", only_post=True),
    "desk:brief": Row("events.Event", "change"),
}
# With the key of a photo: tests/portal/desk/views/test_recaps.py.
TOLD_PHOTOS = {"desk:recap_photo_away"}
# By the code that a visitor shows: the line of that registration.
SCANNED = {"desk:party"}
# Taps of a phone that had no line: each is answered by itself.
TAPS = {"desk:taps"}
# Who ticks volunteers in: leads of teams, who receives people at a station, and the office. Each page about a shift
# asks whose it is, role by role in tests/portal/desk/views/test_shifts.py; the poster and the own code in
# tests/volunteers/views/test_check_in.py.
SHIFTS = {"desk:shifts"}
SHIFT_PAGES = {
    "desk:card",
    "desk:shift",
    "desk:planned",
    "desk:undo_planned",
    "desk:add_volunteer",
    "desk:minutes",
    "desk:volunteer_in",
    "desk:volunteer_out",
    "desk:volunteer_absent",
    "desk:volunteer_undo",
    "desk:volunteer_times",
    "volunteers:poster",
    "volunteers:poster_code",
    "volunteers:own_code_picture",
    # Notes of thanks, by who looks after the team: tests/portal/desk/views/test_thanks.py.
    "desk:thanks",
    "desk:look_after_thanks",
}
POSTERS = {
    "events:poster": Row("events.Event", "change"),
    "events:poster_code": Row("events.Event", "change"),
    "events:feedback_sheet": Row("events.Event", "change"),
    "stations:poster": Row("stations.Space", "change"),
    "stations:poster_code": Row("stations.Space", "change"),
}
BOOKING_ROWS = {
    "desk:booking": Row("stations.Booking"),
    **{
        f"desk:{act}": Row("stations.Booking", only_post=True)
        for act in (
            "check_in",
            "undo_check_in",
            "finish",
            "approve",
            "refuse",
            "cancel_booking",
            "undo_cancelling",
            "waive",
        )
    },
}
# Events that anybody may read; whom one may register for them is asked of the people.
DESK_OPEN_ROWS = {"desk:register": "events.Event", "desk:enrol": "events.EventSeries"}

# Who confirms minutes of volunteers: the rows of DOMAIN.md §7 with “confirm minutes”, and the office.
AT_RECORDS = {"team_lead", "office_worker", "deputy", "secretary", "operator"}
RECORDS = {"desk:records", "desk:enter_record", "desk:thanks"}
RECORD_ROWS = {
    "desk:record": Row("volunteers.ServiceRecord"),
    "desk:confirm_record": Row("volunteers.ServiceRecord", only_post=True),
    "desk:refuse_record": Row("volunteers.ServiceRecord", only_post=True),
    "desk:correct_record": Row("volunteers.ServiceRecord", only_post=True),
    "desk:evaluate_record": Row("volunteers.ServiceRecord", only_post=True),
    "desk:evaluate_activity": Row("volunteers.Activity", only_post=True),
    "desk:result": Row("volunteers.Activity", only_post=True),
    "desk:correction": Row("volunteers.CorrectionRequest", only_post=True),
    "desk:refuse_correction": Row("volunteers.CorrectionRequest", only_post=True),
}
# With a word for what becomes of the note: tests/portal/desk/views/test_thanks.py.
THANKS_ROWS = {"desk:look_after_thanks"}

PICTURES = {
    "events/covers": "(picture of an event)",
    "events/recaps": "(picture of how an event was)",
    "media/stations": "(picture of a station)",
    "grid/matters": "(picture of a matter)",
    "grid/portraits": "(picture of a consenting pioneer)",
    "volunteers/results": "(picture of a result)",
    "volunteers/cards": "(picture of a consenting volunteer)",
}


def pages() -> Iterator[tuple[str, str]]:
    """(name, route) of every address outside admin."""

    def walk(patterns: list, route: str, space: str) -> Iterator[tuple[str, str]]:
        for entry in patterns:
            here = route + str(entry.pattern)
            if isinstance(entry, URLResolver):
                below = f"{space}{entry.namespace}:" if entry.namespace else space
                yield from walk(entry.url_patterns, here, below)
            elif isinstance(entry, URLPattern):
                picture = next((name for part, name in PICTURES.items() if part in here), "")
                yield (picture or f"{space}{entry.name or ''}"), here

    for name, route in walk(get_resolver().url_patterns, "", ""):
        if not route.startswith("admin/"):
            yield name, route


def places_at_desk(world: World, role: str, row: Row, roles: set[str]) -> set[str]:
    if role not in roles:
        return set()
    return expected(role, row.model, row.act, {place for place, _row in world.rows_of(row.model)})
