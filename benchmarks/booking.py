"""The CPU cost of a booking: through the action, and by raw SQL that locks and writes the same rows."""

import datetime as dt
import os
import random
from collections.abc import Iterator

import psycopg

from benchmarks.contention import agree
from benchmarks.report import Report
from benchmarks.throughput import (
    CLIENTS,
    Client,
    Cost,
    Step,
    Task,
    act_as,
    backend_of_django,
    compare,
    cost,
    forget_notices,
    inserted,
    some_people,
    tell,
)

SPACES = 64
PEOPLE = 5_000
DAYS = 28
OPENS, CLOSES = 8, 22
GOAL = 0.35
STATION = "预约测速站"
HOUR = dt.timedelta(hours=1)

type Turn = tuple[int, int, int, dt.datetime]  # space, person, sign-in, beginning

LOCK = "SELECT * FROM stations_space WHERE id = %s OR part_of_id = %s ORDER BY id FOR NO KEY UPDATE"
LOCK_PERSON = "SELECT * FROM accounts_person WHERE id = %s FOR NO KEY UPDATE"
# Its trigger writes the occupancy.
HOLD = """
INSERT INTO stations_hold (space_id, kind, starts_at, ends_at, buffer, note, by_id)
VALUES (%s, 'booking', %s, %s, 0, '', %s) RETURNING id
"""
BOOKING = """
INSERT INTO stations_booking (space_id, person_id, by_id, for_neighbour, starts_at, ends_at, party_size, purpose,
    remark, status, hold_id, answer, waive_reason, created_at, sequence)
VALUES (%s, %s, %s, false, %s, %s, 1, 'gathering', '', 'confirmed', %s, '', '', %s, 0) RETURNING id
"""


def measure(report: Report, url: str) -> None:
    report.section(f"What a booking costs, {CLIENTS} processes on {SPACES} rooms")
    task = task_of_one()
    compare(report, "a booking", raw=lambda: run(by_sql(url, task)), acted=lambda: run(by_action), goal=GOAL)


def task_of_one() -> Task:
    space, ((person, user),) = make_spaces()[0], some_people(1)
    agree([person])
    try:
        return Task(lambda: by_action()[0]((space, person, user, hours()[0])))
    finally:
        remove_spaces()


def run(client: Client) -> Cost:
    spaces, people, starts = make_spaces(), some_people(PEOPLE), hours()
    agree([person for person, _user in people])
    try:
        shares = [(people[n::CLIENTS], starts[n::CLIENTS]) for n in range(CLIENTS)]
        return cost(client, [turns(spaces, *share) for share in shares])
    finally:
        remove_spaces()


def hours() -> list[dt.datetime]:
    """Every bookable hour from tomorrow on."""
    from common.time import clock

    days = [clock.day_start(clock.today() + dt.timedelta(days=n)) for n in range(1, DAYS)]
    return [day + n * HOUR for day in days for n in range(OPENS, CLOSES)]


def turns(spaces: list[int], people: list[tuple[int, int]], starts: list[dt.datetime]) -> Iterator[Turn]:
    """Every room at every hour of this client. Clients use the same rooms but never the same hour."""
    chance = random.Random(os.getpid())
    shuffled = list(spaces)
    for start in starts:
        chance.shuffle(shuffled)
        for space in shuffled:
            person, user = chance.choice(people)
            yield space, person, user, start


def by_sql(url: str, task: Task) -> Client:
    def client() -> tuple[Step, int]:
        connection = psycopg.connect(url)

        def step(turn: Turn) -> None:
            space, person, user, start = turn
            now, end = dt.datetime.now(dt.UTC), start + HOUR  # noqa: TID251
            act_as(connection, user)
            connection.execute(LOCK, [space, space]).fetchone()
            connection.execute(LOCK_PERSON, [person]).fetchone()
            hold = inserted(connection, HOLD, [space, start, end, user])
            inserted(connection, BOOKING, [space, person, user, start, end, hold, now])
            tell(connection, task, person, "booking_booked", "已预约", "/stations/", now)
            connection.commit()

        return step, connection.info.backend_pid

    return client


def by_action() -> tuple[Step, int]:
    from accounts.models import Person, User
    from stations.actions.bookings import book_space
    from stations.models import Space

    # A view has loaded the room, the person and the sign-in before it calls the action.
    people = some_people(PEOPLE)
    spaces = Space.objects.filter(station__name=STATION).select_related("station").in_bulk()
    persons = Person.objects.in_bulk([person for person, _user in people])
    users = User.objects.in_bulk([user for _person, user in people])

    def step(turn: Turn) -> None:
        space, person, user, start = turn
        book_space(
            spaces[space],
            person=persons[person],
            starts_at=start,
            ends_at=start + HOUR,
            purpose="gathering",
            by=users[user],
        )

    return step, backend_of_django()


def make_spaces() -> list[int]:
    """Rooms of a separate station. Their weekly limit is never reached, but it is checked."""
    from grid.models import Community
    from stations.models import OpeningHours, Space, Station

    remove_spaces()  # of an interrupted benchmark
    station = Station.objects.create(
        community=Community.objects.earliest("pk"), kind="happiness", name=STATION, address="", x=1, y=1
    )
    for day in OpeningHours.Day.values:
        OpeningHours.objects.create(station=station, day=day, opens=dt.time(OPENS), closes=dt.time(CLOSES))
    rooms = [
        Space.objects.create(station=station, kind="lounge", name=f"{n}号", days_ahead=DAYS, weekly_limit=100)
        for n in range(SPACES)
    ]
    return [room.pk for room in rooms]


def remove_spaces() -> None:
    from stations.models import Booking, Station

    forget_notices()
    # A trigger deletes the holds of deleted bookings.
    Booking.objects.filter(space__station__name=STATION)._raw_delete("default")
    for station in Station.objects.filter(name=STATION):
        station.hours.all().delete()
        station.spaces.all().delete()
        station.delete()
