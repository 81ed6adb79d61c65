"""What the triggers on events and registrations ask of the rows beside their own, in SQL."""

# A space never changes its station, and a station never changes its community.
SPACE_IN_COMMUNITY = """
    NEW.space_id IS NULL OR EXISTS (
        SELECT 1 FROM stations_space s JOIN stations_station t ON t.id = s.station_id
        WHERE s.id = NEW.space_id AND t.community_id = NEW.community_id
    )
"""

# Whoever came, or did not, did so at an event that took place and whose list was kept; the registrations ask the same
# of their event (`ATTENDANCE_OF_EVENT`), so neither side can be changed alone.
KEEPS_ATTENDANCE = """
    NOT EXISTS (
        SELECT 1 FROM events_registration r WHERE r.event_id = NEW.id AND (
            (r.status = 'attended' AND NEW.status <> 'published')
            OR (r.status = 'no_show' AND (NEW.status <> 'published' OR NEW.list_closed_at IS NULL))
        )
    )
"""

# Nobody has come to an event that is a draft or cancelled; nobody stayed away where no list was kept. The event is
# locked, since both may change: `KEEPS_ATTENDANCE` is asked when they do.
ATTENDANCE_OF_EVENT = """
    NEW.status NOT IN ('attended', 'no_show') OR EXISTS (
        SELECT 1 FROM events_event e
        WHERE e.id = NEW.event_id AND e.status = 'published'
        AND (NEW.status = 'attended' OR e.list_closed_at IS NOT NULL)
        FOR SHARE
    )
"""

# The enrolment of a registration is of the same person, in the series that the event is of; neither ever changes.
OF_OWN_COURSE = """
    NEW.enrolment_id IS NULL OR EXISTS (
        SELECT 1 FROM events_enrolment n JOIN events_event e ON e.series_id = n.series_id
        WHERE n.id = NEW.enrolment_id AND n.person_id = NEW.person_id AND e.id = NEW.event_id
    )
"""
