"""What each role may do and where: DOMAIN.md §7, written down once more by hand, to be held against the code.

Whatever stands here is an exception: all else is denied. When you add a model with `visible_to`, an admin class, a
button in admin or a page, a test fails until it stands here, with the roles that DOMAIN.md §7 gives it.
"""

from tests.rights.world import (
    BESIDE,
    BRANCH,
    INSTALLATION,
    NEIGHBOUR,
    OUTSIDE,
    PARENT,
    POST,
    SECOND_POST,
    SIBLING,
    STATION,
    SUB_TEAM,
)

EVERYWHERE = {POST, BESIDE, NEIGHBOUR, SECOND_POST, STATION, BRANCH, SIBLING, PARENT, OUTSIDE, INSTALLATION, SUB_TEAM}
COMMUNITY = EVERYWHERE - {OUTSIDE, INSTALLATION}
REACH = {
    "anonymous": set(),
    "resident": set(),
    "pioneer": {POST, BESIDE},
    "receptionist": {STATION},
    "team_lead": {SUB_TEAM},
    "grid_worker": {POST, NEIGHBOUR},
    "branch_secretary": {POST, BESIDE, NEIGHBOUR, SECOND_POST, STATION, BRANCH},
    "office_worker": COMMUNITY,
    "deputy": COMMUNITY,
    "secretary": COMMUNITY,
    "operator": EVERYWHERE,
}
ROLES = list(REACH)

VIEW, EDIT = "view", "view add change delete"
CORRECT = "view add change"  # nothing of it is ever deleted
OFFICE = "secretary deputy office_worker"
ALL = f"operator {OFFICE} branch_secretary grid_worker pioneer"
PLACE = {f"operator {OFFICE}": EDIT, "branch_secretary grid_worker pioneer": VIEW}
STATION_ITSELF = {f"operator {OFFICE}": EDIT, "branch_secretary receptionist": VIEW}

TABLE: dict[str, dict[str, str]] = {
    # places, organisation
    "grid.Community": {f"operator {OFFICE}": "view change", "branch_secretary grid_worker pioneer": VIEW},
    "grid.Grid": PLACE,
    "grid.Estate": PLACE,
    "grid.Building": PLACE,
    "grid.Gate": PLACE,
    "grid.Household": PLACE,
    "grid.OrgUnit": {f"operator {OFFICE}": EDIT, "branch_secretary": CORRECT, "grid_worker pioneer": VIEW},
    "grid.PostBuilding": {f"operator {OFFICE} branch_secretary": CORRECT, "grid_worker pioneer": VIEW},
    # party register, survey
    "grid.PartyRelation": {
        "secretary branch_secretary": CORRECT,
        "deputy office_worker": VIEW,
        "secretary": "export",
    },
    "grid.PartyTransfer": {"secretary branch_secretary": CORRECT, "deputy office_worker": VIEW},
    "grid.Survey": {"secretary branch_secretary": CORRECT, "deputy office_worker": VIEW, "secretary": "export"},
    "grid.SurveyAnswer": {"secretary branch_secretary": EDIT, "deputy office_worker": VIEW},
    # residents, links, visits
    "grid.Residence": {f"{OFFICE} branch_secretary grid_worker": CORRECT, "secretary": "export"},
    # Read by the person alone, on the own pages.
    "grid.StatedHome": {},
    "grid.PioneerLink": {f"{OFFICE} branch_secretary grid_worker pioneer": CORRECT, "secretary": "export"},
    "grid.Visit": {f"{OFFICE} branch_secretary grid_worker pioneer": EDIT, "secretary": "export"},
    # matters
    "grid.MatterKind": {f"operator {OFFICE}": CORRECT, "branch_secretary grid_worker pioneer": VIEW},
    "grid.Matter": {
        f"operator {OFFICE} branch_secretary grid_worker pioneer": "view add",
        "receptionist": "add",
        "operator secretary": "export",
    },
    # Read on the page of their matter.
    "grid.MatterReporter": {},
    "grid.MatterStep": {},
    "grid.MatterPhoto": {},
    "grid.MatterCall": {},
    "grid.MatterExclusion": {},
    # rights
    "grid.UnitAppointment": {"operator secretary branch_secretary": CORRECT, "deputy office_worker": VIEW},
    "grid.GridAppointment": {"operator secretary": CORRECT, "deputy office_worker": VIEW},
    "grid.Handover": {"operator secretary branch_secretary": CORRECT, "deputy office_worker": VIEW},
    "grid.IdentityDisplay": {f"operator {OFFICE} branch_secretary": VIEW},
    # people, as far as the rows above need them; the operator runs sign-ins
    "accounts.Person": {
        f"operator {OFFICE}": CORRECT,
        "branch_secretary grid_worker": "view change",
        "pioneer receptionist team_lead": VIEW,
    },
    "accounts.Guardianship": {f"operator {OFFICE}": CORRECT, "branch_secretary grid_worker": VIEW},
    "accounts.Consent": {f"operator {OFFICE} branch_secretary grid_worker": "view add"},
    "accounts.User": {"operator": CORRECT},
    "accounts.PrivacyNotice": {"operator": EDIT},
    "accounts.Notification": {"operator": VIEW},
    "accounts.Delivery": {"operator": VIEW},
    "accounts.SecurityEvent": {"operator": VIEW},
    # Shown on the page of the sign-in alone.
    "accounts.SignInChange": {},
    # audit
    "accounts.AccessLog": {"operator secretary": VIEW},
    # events
    "events.Event": {f"operator {OFFICE} branch_secretary": EDIT},
    "events.EventSeries": {f"operator {OFFICE} branch_secretary": EDIT},
    "events.Enrolment": {f"operator {OFFICE} branch_secretary grid_worker pioneer": VIEW},
    "events.Registration": {
        f"operator {OFFICE} branch_secretary": "view add change check_in",
        # Of events at the own station, while their lists are kept: tests/events/test_permissions.py.
        "receptionist": "view check_in",
        "grid_worker pioneer": VIEW,
    },
    # Shown on the page of its event alone, all together: nobody's answer is anybody's to read.
    "events.Feedback": {},
    # Read on the page of their event.
    "events.EventPhoto": {},
    # stations, bookings
    "grid.CalendarDay": {f"operator {OFFICE}": EDIT},
    "stations.Station": STATION_ITSELF,
    "stations.StationPhoto": STATION_ITSELF,
    "stations.OpeningHours": STATION_ITSELF,
    "stations.OpeningException": STATION_ITSELF,
    "stations.Space": STATION_ITSELF,
    "stations.ReservedHours": STATION_ITSELF,
    "stations.Booking": {
        f"operator {OFFICE}": "view add change check_in",
        "receptionist": "view check_in",
        "branch_secretary grid_worker pioneer": VIEW,
    },
    "stations.BookingSeries": {f"operator {OFFICE}": CORRECT, "branch_secretary": VIEW},
    "stations.Hold": {f"operator {OFFICE}": EDIT, "branch_secretary receptionist": VIEW},
    "stations.Occupancy": {},  # read through what holds the space
    "stations.DropIn": {f"operator {OFFICE} receptionist": "view add delete", "branch_secretary": VIEW},
    "stations.ServiceRing": {f"operator {OFFICE}": EDIT},
    "stations.WallDisplay": {f"operator {OFFICE}": CORRECT},
    "stations.StationAppointment": {"operator secretary": CORRECT, "deputy office_worker": VIEW},
    # volunteers
    "volunteers.Team": {f"operator {OFFICE}": CORRECT, "branch_secretary grid_worker team_lead": VIEW},
    "volunteers.TeamAppointment": {"operator secretary": CORRECT, "deputy office_worker": VIEW},
    "volunteers.Volunteer": {f"operator {OFFICE}": CORRECT, "branch_secretary grid_worker team_lead": VIEW},
    "volunteers.TeamMembership": {f"operator {OFFICE}": CORRECT, "branch_secretary team_lead": VIEW},
    "volunteers.VolunteerCard": {f"operator {OFFICE}": VIEW},
    # Sensitive: only who reads the party register; a branch secretary reads it there.
    "volunteers.MembershipAnswer": {OFFICE: VIEW},
    "volunteers.Activity": {
        f"operator {OFFICE}": f"{EDIT} check_in",
        "branch_secretary grid_worker": VIEW,
        # Of rooms at the own station, while their lists are kept.
        "receptionist team_lead": "view check_in",
    },
    "volunteers.Shift": {f"operator {OFFICE}": EDIT, "branch_secretary grid_worker receptionist team_lead": VIEW},
    "volunteers.ActivityPhoto": {f"operator {OFFICE}": EDIT, "branch_secretary": VIEW, "team_lead": "view add"},
    "volunteers.Assignment": {
        f"operator {OFFICE} team_lead": "view add change check_in",
        "branch_secretary grid_worker": VIEW,
        "receptionist": "view check_in",
    },
    "volunteers.ServiceRecord": {
        f"operator {OFFICE}": CORRECT,
        "branch_secretary grid_worker": VIEW,
        "team_lead": "view add",
    },
    "volunteers.Evaluation": {f"operator {OFFICE} team_lead": "view add", "branch_secretary": VIEW},
    "volunteers.CorrectionRequest": {f"operator {OFFICE}": CORRECT, "team_lead": "view change"},
    "volunteers.Training": {f"operator {OFFICE}": EDIT, "branch_secretary": VIEW, "team_lead": "view add"},
    "volunteers.Award": {f"operator {OFFICE}": EDIT, "branch_secretary": VIEW},
    "volunteers.ThankYouNote": {f"operator {OFFICE} team_lead": "view change"},
    "volunteers.Certificate": {f"operator {OFFICE}": CORRECT},
    "volunteers.HandIn": {f"operator {OFFICE}": VIEW, "secretary": "add change"},  # with the right to export
    "volunteers.HandInRow": {f"operator {OFFICE}": VIEW},
}

# Capabilities that are about no model, or about other records than their own: who holds them.
CAPABILITIES = {
    "accounts.call_person": f"{OFFICE} branch_secretary grid_worker pioneer receptionist team_lead",
    "grid.accept_matter": f"operator {OFFICE} grid_worker",
    "grid.assign_matter": f"operator {OFFICE} branch_secretary",
    "grid.resolve_matter": f"operator {OFFICE} branch_secretary grid_worker",
    "grid.confirm_matter": f"operator {OFFICE} grid_worker pioneer",
    "grid.exclude_matter": f"operator {OFFICE}",
    "events.register_others": f"operator {OFFICE} branch_secretary grid_worker pioneer",
    "stations.book_others": f"operator {OFFICE} grid_worker pioneer receptionist",
    "stations.view_use": f"operator {OFFICE} branch_secretary",
    "stations.export_use": f"operator {OFFICE}",
    "volunteers.approve_volunteer": f"operator {OFFICE}",
    "volunteers.confirm_servicerecord": f"operator {OFFICE} team_lead",
    "volunteers.export_record": "secretary",
}

# Where a role reaches other rows of a model than elsewhere: (role, model) → {act: places}; each with its reason.
PLACES: dict[tuple[str, str], dict[str, set[str]]] = {
    # The own community and the own estate have a name for everybody who works there.
    **{(role, "grid.Community"): {"view": {PARENT}} for role in ("branch_secretary", "grid_worker", "pioneer")},
    # The kinds of the community are those of everybody who works there.
    **{(role, "grid.MatterKind"): {"view": {PARENT}} for role in ("branch_secretary", "grid_worker", "pioneer")},
    # Writes down what somebody reports at the desk, and sees none of it afterwards.
    ("receptionist", "grid.Matter"): {"add": set()},
    # The units that look after the grid.
    ("grid_worker", "grid.OrgUnit"): {"view": {POST, BRANCH}},
    ("grid_worker", "grid.PostBuilding"): {"view": {POST, BESIDE}},
    # A survey of the general branch is carried out by the branches: they read what is asked.
    ("branch_secretary", "grid.Survey"): {"view": {BRANCH, PARENT}, "change": {BRANCH}},
    # Reads what is on at the stations of its estates; books for nobody, so not what its people have elsewhere.
    ("branch_secretary", "stations.Booking"): {"view": {STATION, BRANCH}},
    # The teams of the community have a name for everybody who works there.
    **{(role, "volunteers.Team"): {"view": {PARENT, SUB_TEAM}} for role in ("branch_secretary", "grid_worker")},
    # What the own branch organises, whoever does it, and their own people's shifts; not what is in rooms of theirs.
    **{
        (role, f"volunteers.{model}"): {"view": {BRANCH}}
        for role in ("branch_secretary", "grid_worker")
        for model in ("Activity", "Shift", "ActivityPhoto")
    },
    **{(role, "volunteers.Assignment"): {"view": {POST, BRANCH}} for role in ("branch_secretary", "grid_worker")},
}

# What an admin class refuses although the table gives the act: (model, act) → why.
ADMIN_REFUSES = {
    ("grid.UnitAppointment", "change"): "opened and closed, never edited",
    ("grid.GridAppointment", "change"): "opened and closed, never edited",
    ("stations.StationAppointment", "change"): "opened and closed, never edited",
    ("volunteers.TeamAppointment", "change"): "opened and closed, never edited",
    ("volunteers.ServiceRecord", "change"): "confirmed, or corrected by another row, never edited",
    ("volunteers.CorrectionRequest", "change"): "answered, never edited",
    ("volunteers.Evaluation", "add"): "said on the page of a record",
}

# Buttons of admin beyond list, add, change, delete, history: which act of the table opens each.
ADMIN_PAGES = {
    "accounts_person_reveal": "change",
    "accounts_guardianship_end": "change",
    "grid_building_households": "change",
    "grid_unitappointment_end": "end",
    "grid_gridappointment_end": "end",
    "grid_unitappointment_publish": "change",
    "grid_gridappointment_publish": "change",
    "stations_stationappointment_end": "end",
    "stations_booking_approve": "change",
    "stations_booking_refuse": "change",
    "stations_booking_move": "change",
    "stations_booking_cancel": "change",
    "stations_booking_waive": "change",
    "stations_bookingseries_cancel": "change",
    "stations_station_other_hours": "change",
    "stations_station_weekly_hours": "change",
    "stations_walldisplay_revoke": "change",
    "grid_unitappointment_hand_over": "end",
    "grid_handover_print_receipt": "view",
    "grid_handover_call_off": "change",
    "grid_pioneerlink_move": "change",
    "grid_pioneerlink_end": "change",
    "grid_residence_move_out": "change",
    # By whoever enters residents, who may only see the place itself.
    "grid_household_move_in": "view",
    "grid_household_move_out": "view",
    "grid_partyrelation_kind": "change",
    "grid_partyrelation_outside": "change",
    "grid_partyrelation_end": "change",
    "grid_partyrelation_transfer": "change",
    "grid_survey_building": "view",
    "grid_survey_finish": "change",
    "grid_survey_export": "export",
    "volunteers_teamappointment_end": "end",
    "volunteers_volunteer_approve": "change",
    "volunteers_volunteer_refuse": "change",
    "volunteers_volunteer_note_consent": "change",
    "volunteers_volunteer_sub_teams": "change",
    "volunteers_volunteer_pause": "change",
    "volunteers_volunteer_resume": "change",
    "volunteers_volunteer_leave": "change",
    "volunteers_volunteer_read_guardian": "change",
    "volunteers_volunteer_read_party": "change",
    "events_event_neighbour": "change",
    "events_event_export": "view",
    "events_event_party": "view",
    "events_event_who_came": "change",
    "events_event_feedback": "change",
    "events_event_people": "view",
    "events_event_publish": "change",
    "events_event_copy": "change",
    "events_event_call_off": "change",
    "events_event_recap": "change",
    "events_eventseries_publish": "change",
    "events_eventseries_call_off": "change",
    "volunteers_activity_call_off": "change",
    "volunteers_activity_copy": "change",
    "volunteers_activity_people": "view",
    "volunteers_activity_publish": "change",
    "volunteers_activity_result": "change",
    "volunteers_activity_withdraw_result": "change",
    "volunteers_certificate_print_sheet": "view",
    "volunteers_certificate_revoke": "change",
    "volunteers_handin_answers": "change",
    "volunteers_handin_export": "change",
    "volunteers_thankyounote_bring_back": "change",
    "volunteers_thankyounote_hide": "change",
    "volunteers_thankyounote_show": "change",
    "volunteers_thankyounote_show_no_more": "change",
    "volunteers_servicerecord_confirm": "change",
    "volunteers_servicerecord_refuse": "change",
    "volunteers_servicerecord_correct": "add",
    "volunteers_servicerecord_evaluate": "add",
    "volunteers_correctionrequest_put_right": "change",
    "volunteers_correctionrequest_refuse": "change",
}

# Pages of admin about no single row: the roles for whom they open, since DOMAIN.md §7 lets them export or read it.
IN_OFFICE = f"operator {OFFICE} branch_secretary grid_worker"
ADMIN_LISTS = {
    "changes": "operator secretary",
    "calls": IN_OFFICE,
    "stations_use": f"operator {OFFICE} branch_secretary",
    "stations_use_export": f"operator {OFFICE}",
    "grid_partyrelation_export": "secretary",
    "grid_pioneerlink_export": "secretary",
    "grid_residence_export": "secretary",
    "grid_residence_household": f"{OFFICE} branch_secretary grid_worker",
    "grid_visit_export": "secretary",
    "grid_matter_export": "operator secretary",
    "grid_matter_rates": f"operator {OFFICE} branch_secretary grid_worker",
    "grid_matterkind_usual": "",
    "grid_visit_coverage_export": "secretary",
    "grid_visit_coverage": f"{OFFICE} branch_secretary grid_worker",
    "grid_visit_due": f"{OFFICE} branch_secretary grid_worker",
    "stations_circle": f"operator {OFFICE} branch_secretary",
    "volunteers_servicerecord_deadlines": f"operator {OFFICE}",
    "volunteers_servicerecord_odd": f"operator {OFFICE}",
    "volunteers_servicerecord_report": f"operator {OFFICE}",
}
# Pages about a row that stand outside its model's own addresses, and which act of the table opens each.
ADMIN_ROWS = {
    "unit": ("grid.OrgUnit", "view"),
    "stations_use_space": ("stations.Space", "view"),
    "stations_use_open": ("stations.Space", "change"),
    "stations_use_keep": ("stations.Space", "change"),
}
# What the framework brings for everybody in office; they show no record, or only through a class of the table.
ADMIN_FRAME = {
    "index",
    "search",
    "autocomplete",
    "jsi18n",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "app_list",
}


def acts_of(role: str, model: str) -> set[str]:
    return {act for roles, acts in TABLE[model].items() if role in roles.split() for act in acts.split()}


def expected(role: str, model: str, act: str, there: set[str]) -> set[str]:
    """The places, of those where the world has rows of the model, at which the role may do so."""
    if act not in acts_of(role, model):
        return set()
    special = PLACES.get((role, model), {})
    return (special[act] if act in special else REACH[role]) & there
