"""The database of the benchmarks on the embedded server: the demo community with more events and registrations."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg

from portal.ops.embedded_postgres import DATA, start

NAME = "portal_bench"
EVENTS = 10_000
REGISTRATIONS = 100_000
PEOPLE = 5_000
MATTERS = 3_000
SIZES = {"events": EVENTS, "people": PEOPLE, "each": REGISTRATIONS // EVENTS, "matters": MATTERS}

# They have an e-mail address, so that every registration also writes a delivery and a task.
PEOPLE_SQL = """
WITH made AS (
    INSERT INTO accounts_person (name, name_sort, name_search, phone, language, created_at)
    SELECT '邻居' || n, '邻居' || n, '邻居' || n, '', 'zh-hans', now() FROM generate_series(1, %(people)s) n
    RETURNING id
)
INSERT INTO accounts_user (password, phone_verified, phone_place, email, is_active, is_staff, date_joined, person_id)
SELECT '!', false, 1, 'bench' || id || '@portal.example', true, false, now(), id FROM made
"""
# Four years back and one year ahead; one fifth of the events is in the future.
EVENTS_SQL = """
INSERT INTO events_event (kind, audience, title, title_search, summary, description, cover, place, place_search,
    starts_at, ends_at, capacity, seats_taken, largest_party, status, cancel_reason, sequence, created_at, changed_at,
    community_id, grid_id, organiser_id, door_code, own_fields, access, bring, meeting_point)
SELECT (array['reading','handicraft','health','culture','sport','learning'])[1 + n %% 6], 'everyone',
    '社区活动第' || n || '期', '社区活动第' || n || '期', '和邻居们一起度过一个下午。',
    repeat('欢迎各位居民报名参加，请提前十分钟到场。', 10), '',
    '幸福驿站多功能厅', '幸福驿站多功能厅', day, day + interval '2 hours', 30, 0, 4, 'published', '', 0, now(), now(),
    (SELECT min(id) FROM grid_community), (SELECT min(id) + n %% 4 FROM grid_grid),
    (SELECT min(id) FROM grid_orgunit), 'bench-' || n, '{}', '{}', '', ''
FROM generate_series(1, %(events)s) n,
    LATERAL (SELECT date_trunc('hour', now()) + (n - %(events)s * 0.8) * interval '4.38 hours' AS day) AS spread
"""
# A numbered table of people with a key and statistics: without it the registrations take minutes.
NUMBERED_SQL = [
    """
    CREATE TEMPORARY TABLE who ON COMMIT DROP AS
    SELECT person.id, account.id AS account, row_number() OVER (ORDER BY person.id) - 1 AS n
    FROM accounts_person person JOIN accounts_user account ON account.person_id = person.id
    WHERE person.name LIKE '邻居%'
    """,
    "ALTER TABLE who ADD PRIMARY KEY (n)",
    "ANALYZE who",
]
REGISTRATIONS_SQL = """
INSERT INTO events_registration (seats, status, created_at, by_id, event_id, person_id)
SELECT 1 + (what.n + k) %% 2, 'registered', now(), who.account, what.id, who.id
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM events_event WHERE title LIKE '社区活动第%%') what
CROSS JOIN generate_series(1, %(each)s) k
JOIN who ON who.n = (what.n * 7 + k * 131) %% %(people)s
"""
SEATS_SQL = """
UPDATE events_event SET seats_taken = counted.seats
FROM (SELECT event_id, sum(seats) AS seats FROM events_registration GROUP BY event_id) counted
WHERE counted.event_id = events_event.id AND events_event.title LIKE '社区活动第%'
"""

# One in ten is in hand, the others were mended.
MATTERS_SQL = """
INSERT INTO grid_matter (words, place, outside, is_public, is_anonymous, status, reported_at, receive_by, due_at,
    received_at, extension_reason, answer, referred_to, referred_phone, closed_at, reopened, community_id, grid_id,
    kind_id, building_id, first_handler_id, handler_id)
SELECT '楼道灯不亮，第' || n || '件', '', false, true, false,
    CASE WHEN n %% 10 = 0 THEN 'in_hand' ELSE 'done' END, day,
    day + interval '2 hours', day + interval '3 days', day, '',
    CASE WHEN n %% 10 = 0 THEN '' ELSE '已修好' END, '', '',
    CASE WHEN n %% 10 = 0 THEN NULL ELSE day + interval '1 day' END, 0, building.community_id, building.grid_id,
    (SELECT min(id) FROM grid_matterkind), building.id, who.id, who.id
FROM generate_series(1, %(matters)s) n
JOIN LATERAL (SELECT now() - n * interval '3 hours' AS day) AS spread ON true
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS number FROM grid_building WHERE x IS NOT NULL) AS building
    ON building.number = 1 + n / 10 %% 30
CROSS JOIN (SELECT min(id) AS id FROM accounts_user WHERE is_staff) AS who
"""


def prepare() -> str:
    """Create what is missing and return the URL of the database. A second call takes a second."""
    return make(NAME, fill)


def make(name: str, fill: Callable[[str, psycopg.Connection], None]) -> str:
    """The URL of the database with this name on the embedded server, migrated and filled."""
    server = start()
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    url = server.replace("/postgres?", f"/{name}?")
    manage(url, "migrate", "--verbosity", "0")
    manage(url, "createcachetable", "--verbosity", "0")
    with psycopg.connect(url, autocommit=True) as connection:
        fill(url, connection)
    return url


def fill(url: str, connection: psycopg.Connection) -> None:
    if not connection.execute("SELECT 1 FROM grid_community").fetchone():
        manage(url, "loaddemo")
    events = connection.execute("SELECT count(*) FROM events_event").fetchone()
    if events and events[0] >= EVENTS:
        return
    began = time.monotonic()
    print(f"Writing {EVENTS:,} events and {REGISTRATIONS:,} registrations …", flush=True)
    with connection.transaction():
        for statement in (PEOPLE_SQL, EVENTS_SQL, MATTERS_SQL):
            connection.execute(statement, SIZES)
        for statement in NUMBERED_SQL:
            connection.execute(statement)
        # Triggers on each row would take minutes, so the seats are counted once at the end.
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(REGISTRATIONS_SQL, SIZES)
        connection.execute(SEATS_SQL)
    connection.execute("VACUUM ANALYZE")
    print(f"  took {time.monotonic() - began:.0f} s")


def environment(url: str, **more: str) -> dict[str, str]:
    media = str(DATA.parent / "bench-media")
    return {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": media, **more}


def manage(url: str, *command: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "manage.py", *command], env=environment(url), check=True)
