"""What the triggers on events and registrations ask of the rows beside their own, in SQL."""

from accounts.models.people import ELDER_AGE

# A space never changes its station, and a station never changes its community.
SPACE_IN_COMMUNITY = """
    NEW.space_id IS NULL OR EXISTS (
        SELECT 1 FROM stations_space s JOIN stations_station t ON t.id = s.station_id
        WHERE s.id = NEW.space_id AND t.community_id = NEW.community_id
    )
"""

# A date is public only once its series is: a series that is no draft never becomes one again.
PUBLIC_WITH_SERIES = """
    NEW.series_id IS NULL OR NEW.status = 'draft' OR EXISTS (
        SELECT 1 FROM events_eventseries s WHERE s.id = NEW.series_id AND s.status <> 'draft'
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

# Whoever has a seat that is kept for elders is one, by the year of birth; the year is the event's anywhere on earth.
ELDER_BY_YEAR_OF_BIRTH = """
    NOT NEW.for_elder OR EXISTS (
        SELECT 1 FROM accounts_person p, events_event e WHERE p.id = NEW.person_id AND e.id = NEW.event_id
        AND extract(year FROM e.starts_at + interval '14 hours') - p.birth_year >= %d
    )
""".replace("%d", str(ELDER_AGE))

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

# Of the answers that were given by a link, there are as many as parties that have answered; of faces on paper, no
# more than people came. Neither asks the other: who answers by link may have left a paper before.
FEEDBACK_FROM_WHO_CAME = """
    CASE WHEN NEW.on_paper THEN
        NEW.face = ''
        OR (SELECT count(*) FROM events_feedback f WHERE f.event_id = NEW.event_id AND f.on_paper AND f.face <> '')
        <= coalesce(
            (SELECT e.headcount FROM events_event e WHERE e.id = NEW.event_id),
            (SELECT sum(r.came) FROM events_registration r WHERE r.event_id = NEW.event_id),
            0)
    ELSE
        (SELECT count(*) FROM events_feedback f WHERE f.event_id = NEW.event_id AND NOT f.on_paper)
        <= (SELECT count(*) FROM events_registration r WHERE r.event_id = NEW.event_id AND r.feedback = 'answered')
    END
"""

# Only who was there is asked.
FEEDBACK_OF_WHO_CAME = "NEW.feedback = '' OR NEW.status = 'attended'"

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

# A recap that everybody reads has words or a photo. Asked of both sides, so neither can be changed alone; who deletes
# a photo locks the event first, so of two who delete the last ones at once the second is refused: it looks anew, in a
# statement of its own, once it has the lock.
RECAP_SAYS_SOMETHING = """
    NEW.recap_published_at IS NULL OR NEW.recap <> ''
    OR EXISTS (SELECT 1 FROM events_eventphoto p WHERE p.event_id = NEW.id)
"""
RECAP_KEEPS_SOMETHING = """
    IF EXISTS (
        SELECT 1 FROM events_event e
        WHERE e.id = OLD.event_id AND e.recap_published_at IS NOT NULL AND e.recap = ''
        FOR NO KEY UPDATE
    ) THEN
        IF NOT EXISTS (SELECT 1 FROM events_eventphoto p WHERE p.event_id = OLD.event_id) THEN
            RAISE EXCEPTION 'event_recap_keeps_something'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_recap_keeps_something';
        END IF;
    END IF;
    RETURN NULL;
"""
