"""`manage.py loaddemo`: loads the demo community into an empty portal."""

import random
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from common.time import clock
from demo.bookings import BookingLoader
from demo.community import load_community_life
from demo.courses import fill_course, load_course
from demo.events import load_events
from demo.matters import MatterLoader
from demo.organisation import GENERAL, load_organisation
from demo.people import load_people
from demo.pictures.covers import cut_covers, load_covers
from demo.places import load_buildings, load_community, load_estates, load_gates, load_grids, load_households
from demo.recaps import load_recaps
from demo.registrations import RegistrationLoader
from demo.schedule import plan_events
from demo.stations import load_stations
from demo.three_days import load_three_days
from demo.volunteers.load import load_volunteers
from grid.models import Community, Residence
from stations.models import Station

SEED = 1510


class Command(BaseCommand):
    """Loads the demo in one transaction; refused where there is a community already."""

    help = "Fill an empty portal with an invented community, dated around today."

    def handle(self, *args: Any, **options: Any) -> None:
        if Community.objects.exists():
            raise CommandError(
                "There is a community already, so the demo is not loaded. It only goes into an empty portal."
            )
        began = time.monotonic()
        with transaction.atomic():
            self.load()
        cut_covers()
        self._analyze()
        self.stdout.write(self.style.SUCCESS(f"Demo community loaded in {time.monotonic() - began:.1f} s."))

    def load(self) -> None:
        today, rng = clock.today(), random.Random(SEED)  # noqa: S311 - a demo, not a secret
        community = load_community()
        grids, estates = load_grids(community), load_estates(community)
        buildings = load_buildings(grids, estates)
        gates, households = load_gates(estates), load_households(buildings)
        self.say(
            f"Places: {len(grids)} grids, {len(estates)} estates, {len(buildings)} buildings, "
            f"{len(gates)} gates, {len(households)} households"
        )
        units = load_organisation(community, grids, estates, buildings, today=today)
        self.say(f"Organisation: {len(units)} units on three levels")
        people = load_people(households, rng=rng, today=today)
        self.say(f"People: {len(people.everybody)}, {Residence.objects.count()} of them in a household")
        for line in load_community_life(community, grids, units, households, people, today=today):
            self.say(line)
        spaces = load_stations(community, grids, estates, people, today=today)
        self.say(f"Stations: {Station.objects.count()} with {len(spaces)} rooms")
        planned = plan_events(today)
        events = load_events(planned, community, grids, units, spaces, rng=rng, today=today)
        self.say(f"Events: {len(events)}, with {load_covers(planned, events)} pictures")
        self.say(load_course(community, units[GENERAL], people, spaces, today=today))
        bookings = BookingLoader(spaces, people, rng=random.Random(SEED), today=today)  # noqa: S311 - a demo, not a secret
        booked, came = bookings.load()
        self.say(f"Bookings: {booked}; visits without one: {came} person-times")
        registrations = RegistrationLoader(planned, events, people, rng=rng, today=today)
        count = registrations.load_neighbours()
        registrations.load_personas()
        load_three_days(community, units, people, today=today)
        self.say(f"Registrations: {count}, and what the demo sign-ins did")
        self.say(f"Recaps of events: {load_recaps(planned, events, people.office)}")
        self.say(fill_course(people))
        for line in load_volunteers(community, units, people, planned, events, spaces, today=today):
            self.say(line)
        self.say(f"Reports of neighbours: {MatterLoader(community, people, today=today).load()}")

    def say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _analyze(self) -> None:
        """Update the statistics, so that the first pages get good query plans."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
