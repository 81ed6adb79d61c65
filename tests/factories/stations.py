"""Stations, spaces, holds and bookings."""

import datetime as dt
from contextlib import nullcontext

import factory
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from common.time import clock
from stations.models import (
    Booking,
    BookingSeries,
    DropIn,
    Hold,
    OpeningException,
    OpeningHours,
    ReservedHours,
    ServiceRing,
    Space,
    Station,
    StationAppointment,
    StationPhoto,
    WallDisplay,
)
from stations.models.spaces import Purpose
from tests.factories.accounts import PersonFactory, UserFactory
from tests.factories.grid import CommunityFactory


class TogetherFactory(DjangoModelFactory):
    """A record and what it holds are written in one transaction, as the database asks."""

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy, params):
        with transaction.atomic() if strategy == "create" else nullcontext():
            return super()._generate(strategy, params)


class StationFactory(DjangoModelFactory):
    """Open every day from 8 to 22, unless `hours` are given as [(day, "09:00", "12:00"), …]."""

    class Meta:
        model = Station
        skip_postgeneration_save = True

    community = factory.SubFactory(CommunityFactory)
    kind = Station.Kind.HAPPINESS
    name = factory.Sequence(lambda n: f"幸福驿站{n}")
    address = "海棠苑3幢一楼"
    x = 100.0
    y = 100.0

    @factory.post_generation
    def hours(self, create, given, **kwargs):
        for day, opens, closes in [(day, "08:00", "22:00") for day in range(8)] if given is None else given:
            OpeningHours.objects.create(station=self, day=day, opens=opens, closes=closes)


class StationPhotoFactory(DjangoModelFactory):
    class Meta:
        model = StationPhoto

    station = factory.SubFactory(StationFactory)
    photo = factory.django.ImageField(filename="door.webp", width=16, height=9, format="WEBP")
    alt = "驿站门口"


class OpeningHoursFactory(DjangoModelFactory):
    class Meta:
        model = OpeningHours

    station = factory.SubFactory(StationFactory, hours=[])
    day = OpeningHours.Day.MONDAY
    opens = dt.time(8)
    closes = dt.time(22)


class OpeningExceptionFactory(DjangoModelFactory):
    """Closed today."""

    class Meta:
        model = OpeningException

    station = factory.SubFactory(StationFactory)
    during = factory.LazyFunction(lambda: DateRange(clock.today(), clock.today() + dt.timedelta(days=1)))
    reason = "消防检查"


class WallDisplayFactory(DjangoModelFactory):
    class Meta:
        model = WallDisplay

    station = factory.SubFactory(StationFactory)
    name = "大厅屏幕"
    token_digest = factory.Sequence(lambda n: f"{n:064x}")
    created_by = factory.SubFactory(UserFactory)


class SpaceFactory(DjangoModelFactory):
    class Meta:
        model = Space

    station = factory.SubFactory(StationFactory)
    kind = Space.Kind.LOUNGE
    name = factory.Sequence(lambda n: f"会客室{n}")


class ReservedHoursFactory(DjangoModelFactory):
    class Meta:
        model = ReservedHours

    space = factory.SubFactory(SpaceFactory)
    day = 0
    starts = dt.time(8)
    ends = dt.time(12)


class HoldFactory(DjangoModelFactory):
    """Closed for maintenance from tomorrow 10 o'clock for two hours."""

    class Meta:
        model = Hold

    space = factory.SubFactory(SpaceFactory)
    kind = Hold.Kind.MAINTENANCE
    starts_at = factory.LazyFunction(lambda: clock.day_start(clock.today()) + dt.timedelta(days=1, hours=10))
    ends_at = factory.LazyAttribute(lambda hold: hold.starts_at + dt.timedelta(hours=2))
    note = "空调检修"


class BookingSeriesFactory(DjangoModelFactory):
    class Meta:
        model = BookingSeries

    space = factory.SubFactory(SpaceFactory)
    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
    first_day = factory.LazyFunction(clock.today)
    last_day = factory.LazyAttribute(lambda series: series.first_day + dt.timedelta(days=28))
    starts = dt.time(10)
    minutes = 60


class BookingFactory(TogetherFactory):
    """Tomorrow from 10 to 11, confirmed; it holds its space while its status says so."""

    class Meta:
        model = Booking

    space = factory.SubFactory(SpaceFactory)
    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
    starts_at = factory.LazyFunction(lambda: clock.day_start(clock.today()) + dt.timedelta(days=1, hours=10))
    ends_at = factory.LazyAttribute(lambda booking: booking.starts_at + dt.timedelta(hours=1))
    purpose = Purpose.GATHERING
    status = Booking.Status.CONFIRMED
    cancelled_at = factory.LazyAttribute(lambda booking: clock.now() if booking.status == "cancelled" else None)
    checked_in_at = factory.LazyAttribute(
        lambda booking: booking.starts_at if booking.status == "checked_in" else None
    )

    @factory.lazy_attribute
    def hold(self):
        if self.status not in Booking.HOLDING:
            return None
        said = {"space": self.space, "starts_at": self.starts_at, "ends_at": self.ends_at}
        return Hold.objects.create(kind=Hold.Kind.BOOKING, buffer=self.space.buffer, **said)


class DropInFactory(DjangoModelFactory):
    class Meta:
        model = DropIn

    space = factory.SubFactory(SpaceFactory, use=Space.Use.DROP_IN)
    by = factory.SubFactory(UserFactory)


class ServiceRingFactory(DjangoModelFactory):
    class Meta:
        model = ServiceRing

    community = factory.SubFactory(CommunityFactory)
    name = factory.LazyAttribute(lambda ring: f"{ring.minutes}分钟")
    minutes = factory.Sequence(lambda n: 5 + n % 100)
    metres = 1000


class StationAppointmentFactory(DjangoModelFactory):
    class Meta:
        model = StationAppointment

    user = factory.SubFactory(UserFactory)
    station = factory.SubFactory(StationFactory)
