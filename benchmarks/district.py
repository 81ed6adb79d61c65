"""A district of 57 communities in a separate database, for lists in admin: their tables are far larger than the part
that an appointment covers.

The rows are written by SQL without triggers and foreign keys. Formulas give their numbers: community c has the units
c (general branch), 100 + 8(c-1) + 1…8 (estate branches) and 1000 + 24(c-1) + 1…24 (posts), and so on.
"""

import time

import psycopg

from benchmarks import database
from common.writing.pinyin import name_search_keys, name_sort_key

NAME = "portal_bench_crowd"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂文辉玲华红建国志梅兰珍云飞宇欣怡佳雪晨浩然子涵雨桐思远"
COMMUNITIES = 57
PEOPLE = 2_000
HOUSEHOLDS = 2_560
VISITS = 9_000

C = f"generate_series(1, {COMMUNITIES}) c"
SINCE = "daterange('2020-01-01', NULL)"
HOUSEHOLD_OF_PERSON = f"(c-1)*{HOUSEHOLDS} + 1 + (n-1) % {HOUSEHOLDS}"
BUILDING = "(c-1)*64 + 1 + (h-1) % 64"
POST_OF_BUILDING = "1000 + (c-1)*24 + 1 + (b-1) % 8 + 8 * (((b-1) / 8) % 3)"

ROWS = [
    f"""INSERT INTO grid_community (id, name, programme, subdistrict, address, phone, office_hours, plan_width,
        plan_height, icp_record, police_record, visit_days)
        SELECT c, '第' || c || '社区', '', '', '', '', '', 1200, 900, '', '', 90 FROM {C}""",
    f"""INSERT INTO grid_grid (id, community_id, number, name, about, boundary)
        SELECT (c-1)*4 + g, c, g, '第' || g || '网格', '', '[]' FROM {C}, generate_series(1, 4) g""",
    f"""INSERT INTO grid_estate (id, community_id, name, address)
        SELECT (c-1)*8 + e, c, '小区' || c || '-' || e, '' FROM {C}, generate_series(1, 8) e""",
    f"""INSERT INTO grid_building (id, community_id, estate_id, grid_id, number, entrances, floors)
        SELECT (c-1)*64 + b, c, (c-1)*8 + 1 + (b-1) % 8, (c-1)*4 + 1 + (b-1) % 8 / 2, b, 2, 10
        FROM {C}, generate_series(1, 64) b""",
    f"""INSERT INTO grid_household (id, building_id, entrance, code)
        SELECT (c-1)*{HOUSEHOLDS} + h, {BUILDING}, 1, h FROM {C}, generate_series(1, {HOUSEHOLDS}) h""",
    f"""INSERT INTO grid_orgunit (id, community_id, level, parent_id, number, name, about)
        SELECT c, c, 1, NULL::bigint, 0, '党总支', '' FROM {C}
        UNION ALL SELECT 100 + (c-1)*8 + k, c, 2, c, k, '党支部' || k, '' FROM {C}, generate_series(1, 8) k
        UNION ALL SELECT 1000 + (c-1)*24 + p, c, 3, 100 + (c-1)*8 + 1 + (p-1) % 8, p, '先锋岗' || p, ''
        FROM {C}, generate_series(1, 24) p""",
    f"""INSERT INTO grid_orgunit_estates (orgunit_id, estate_id)
        SELECT 100 + (c-1)*8 + k, (c-1)*8 + k FROM {C}, generate_series(1, 8) k""",
    f"""INSERT INTO grid_postbuilding (post_id, building_id, during)
        SELECT {POST_OF_BUILDING}, (c-1)*64 + b, {SINCE} FROM {C}, generate_series(1, 64) b""",
    f"""INSERT INTO accounts_person (id, name, name_sort, name_search, phone, language, created_at)
        SELECT (c-1)*{PEOPLE} + n, name, name, name, '', 'zh-hans', now()
        FROM {C}, generate_series(1, {PEOPLE}) n, LATERAL (SELECT '邻居' || c || '-' || n AS name) made""",
    f"""INSERT INTO accounts_user (id, password, phone_verified, phone_place, email, is_active, is_staff, date_joined,
        person_id)
        SELECT (c-1)*{PEOPLE} + n, '!', false, 1, 'crowd' || c || '-' || n || '@portal.example', true, false, now(),
        (c-1)*{PEOPLE} + n FROM {C}, generate_series(1, 60) n""",
    f"""INSERT INTO grid_residence (person_id, household_id, building_id, during)
        SELECT (c-1)*{PEOPLE} + n, h.id, h.building_id, {SINCE}
        FROM {C} CROSS JOIN generate_series(1, {PEOPLE}) n JOIN grid_household h ON h.id = {HOUSEHOLD_OF_PERSON}""",
    f"""INSERT INTO grid_unitappointment (user_id, role, unit_id, during)
        SELECT (c-1)*{PEOPLE} + 1, 'secretary', c, {SINCE} FROM {C}
        UNION ALL SELECT (c-1)*{PEOPLE} + 1 + k, 'branch_secretary', 100 + (c-1)*8 + k, {SINCE}
        FROM {C}, generate_series(1, 8) k
        UNION ALL SELECT (c-1)*{PEOPLE} + 10 + p, 'pioneer', 1000 + (c-1)*24 + p, {SINCE}
        FROM {C}, generate_series(1, 24) p""",
    f"""INSERT INTO grid_gridappointment (user_id, role, grid_id, during)
        SELECT (c-1)*{PEOPLE} + 50 + g, 'grid_worker', (c-1)*4 + g, {SINCE} FROM {C}, generate_series(1, 4) g""",
    f"""INSERT INTO grid_pioneerlink (person_id, post_id, during)
        SELECT (c-1)*{PEOPLE} + n, 1000 + (c-1)*24 + 1 + n % 24, {SINCE} FROM {C}, generate_series(1, 1000) n""",
    f"""INSERT INTO grid_partyrelation (person_id, branch_id, kind, organisation, during)
        SELECT (c-1)*{PEOPLE} + n, 100 + (c-1)*8 + 1 + n % 8, 'home', '', {SINCE}
        FROM {C}, generate_series(1, 150) n""",
    f"""INSERT INTO grid_visit (household_id, visitor_id, post_id, "on", summary, needs, met, recorded_at, by_id)
        SELECT (c-1)*{HOUSEHOLDS} + 1 + v % {HOUSEHOLDS}, (c-1)*{PEOPLE} + 11 + v % 24,
        {POST_OF_BUILDING.replace("(b-1)", f"(v % {HOUSEHOLDS} % 64)")}, current_date - v * 37 % 700, '家里都好。',
        '', true, now(), (c-1)*{PEOPLE} + 11 + v % 24 FROM {C}, generate_series(1, {VISITS}) v
        ON CONFLICT DO NOTHING""",
    f"""INSERT INTO events_event (id, kind, audience, title, title_search, summary, description, cover, place,
        place_search, starts_at, ends_at, capacity, seats_taken, largest_party, status, cancel_reason, sequence,
        created_at, changed_at, community_id, organiser_id, door_code, own_fields, access, bring, meeting_point)
        SELECT (c-1)*50 + e, 'reading', 'everyone', '第' || e || '期', '第' || e || '期', '', '', '', '活动室',
        '活动室',
        now() - e * interval '7 days', now() - e * interval '7 days' + interval '2 hours',
        40, 40, 4, 'published', '', 0, now(), now(), c,
        CASE WHEN e <= 25 THEN c ELSE 100 + (c-1)*8 + e % 8 + 1 END, 'bench-' || c || '-' || e, '{{}}', '{{}}', '', ''
        FROM {C}, generate_series(1, 50) e""",
    f"""INSERT INTO events_registration (seats, status, created_at, by_id, event_id, person_id)
        SELECT 1, 'registered', now(), (c-1)*{PEOPLE} + 1 + n % 60, (c-1)*50 + 1 + n % 50, (c-1)*{PEOPLE} + n
        FROM {C}, generate_series(1, {PEOPLE}) n""",
]


def prepare() -> str:
    """Create what is missing and return the URL of the database. A second call takes a second."""
    return database.make(NAME, fill)


def fill(_url: str, connection: psycopg.Connection) -> None:
    if connection.execute("SELECT 1 FROM grid_visit").fetchone():
        return
    began = time.monotonic()
    print(f"Writing {COMMUNITIES} communities, {COMMUNITIES * PEOPLE:,} people and their visits …", flush=True)
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for statement in ROWS:
            connection.execute(statement)
        name_people(connection)
    connection.execute("VACUUM ANALYZE")
    print(f"  took {time.monotonic() - began:.0f} s")


def name_people(connection: psycopg.Connection) -> None:
    """Names of two or three common characters, with what they are sorted and found by."""
    for first in range(1, COMMUNITIES * PEOPLE + 1, 5_000):
        named = [(key, name_of(key)) for key in range(first, min(first + 5_000, COMMUNITIES * PEOPLE + 1))]
        rows = [(key, name, name_sort_key(name), name_search_keys(name)) for key, name in named]
        connection.execute(
            """UPDATE accounts_person SET name = made.name, name_sort = made.sort, name_search = made.search
            FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) made (id, name, sort, search)
            WHERE accounts_person.id = made.id""",
            [list(column) for column in zip(*rows, strict=True)],
        )


def name_of(key: int) -> str:
    """The name of the person with this key."""
    surname = SURNAMES[key * 7 % len(SURNAMES)]
    first, second = (GIVEN[number % len(GIVEN)] for number in (key * 11, key * 13 // len(GIVEN)))
    return surname + first + (second if key % 5 else "")
