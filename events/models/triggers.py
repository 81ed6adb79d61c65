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

# How an event is ticked is settled with its first tick; `CHECK_IN_OF_KIND` asks the same of each check-in.
NOBODY_CAME = "NOT EXISTS (SELECT 1 FROM events_registration r WHERE r.event_id = NEW.id AND r.status = 'attended')"

# Ticked once, a party has one check-in, of no day; else one for each day. Only where people go in and out do they
# leave. The event is locked, since its kind may change: `NOBODY_CAME` is asked when it does.
CHECK_IN_OF_KIND = """
    EXISTS (
        SELECT 1 FROM events_registration r JOIN events_event e ON e.id = r.event_id
        WHERE r.id = NEW.registration_id
        AND (NEW.day IS NULL) = (e.check_in_kind = 'once')
        AND (NEW.left_at IS NULL OR e.check_in_kind = 'in_and_out')
        FOR SHARE OF e
    )
"""

# How many of a party came is the most who were there at once, and nobody came without a check-in. Asked at the end of
# the transaction, of both sides, so neither can be changed alone. `key`: that of the registration.
CAME_AS_CHECKED_IN = """
    IF EXISTS (
        SELECT 1 FROM events_registration r
        WHERE r.id = {key} AND r.came IS DISTINCT FROM (
            SELECT max(c.came) FROM events_checkin c WHERE c.registration_id = r.id
        )
    ) THEN
        RAISE EXCEPTION 'registration_came_as_checked_in'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_came_as_checked_in';
    END IF;
    RETURN NULL;
"""
