"""What the triggers on events and registrations ask of the rows beside their own, in SQL."""

from accounts.models.people import ELDER_AGE

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

# Of the answers that were given by a link, there are as many as parties that have answered; of all faces together, on
# paper and by link, no more than people came.
FEEDBACK_FROM_WHO_CAME = """
    CASE WHEN NEW.on_paper THEN
        NEW.face = '' OR (SELECT count(*) FROM events_feedback f WHERE f.event_id = NEW.event_id AND f.face <> '')
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
