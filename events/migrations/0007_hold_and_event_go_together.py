"""The hold of an event is of its own time and room, and no hold of that kind is left without its event."""

from django.db import migrations

from stations.models.holds import hold_foreign_key

# Here and not at the model of holds: stations know nothing of events.
HAS_ONE = """
    CREATE FUNCTION hold_of_event_has_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM stations_hold h WHERE h.id = NEW.id AND h.kind = 'event')
        AND NOT EXISTS (SELECT 1 FROM events_event e WHERE e.hold_id = NEW.id) THEN
            RAISE EXCEPTION 'hold_of_event_has_one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_of_event_has_one';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER hold_of_event_has_one AFTER INSERT OR UPDATE OF kind ON stations_hold
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'event') EXECUTE FUNCTION hold_of_event_has_one();
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0006_event_takes_a_space")]

    operations = [
        hold_foreign_key(table="events_event", name="event_holds_as_said"),
        migrations.RunSQL(
            HAS_ONE,
            "DROP TRIGGER hold_of_event_has_one ON stations_hold; DROP FUNCTION hold_of_event_has_one();",
        ),
    ]
