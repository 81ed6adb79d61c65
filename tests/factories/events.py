"""Events and registrations."""

import datetime as dt
import uuid

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from common.time import clock
from events.models import CheckIn, Enrolment, Event, EventPhoto, EventSeries, Registration
from events.selectors.check_in import check_in_day
from stations.models import (
    Hold,
)
from stations.selectors.programme import place_of_room
from tests.factories.accounts import PersonFactory, UserFactory
from tests.factories.grid import OrgUnitFactory
from tests.factories.stations import TogetherFactory


class EventFactory(TogetherFactory):
    """A published event in three days, with ten seats; with `space` it holds that room until it is cancelled."""

    class Meta:
        model = Event

    class Params:
        draft = factory.Trait(status=Event.Status.DRAFT)
        cancelled = factory.Trait(status=Event.Status.CANCELLED, cancel_reason="讲师生病")
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=3)))

    organiser = factory.SubFactory(OrgUnitFactory)
    community = factory.SelfAttribute("organiser.community")
    kind = Event.Kind.READING
    title = factory.Sequence(lambda n: f"亲子阅读{n}")
    summary = "和孩子一起读一本书。"
    description = "请提前十分钟到场。"
    space = None
    place = factory.LazyAttribute(lambda event: place_of_room(event.space) if event.space else "幸福驿站阅览室")
    starts_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + dt.timedelta(hours=2))
    capacity = 10
    status = Event.Status.PUBLISHED

    @factory.lazy_attribute
    def hold(self):
        if self.space is None or self.status == Event.Status.CANCELLED:
            return None
        said = {"space": self.space, "starts_at": self.starts_at, "ends_at": self.ends_at}
        return Hold.objects.create(kind=Hold.Kind.EVENT, buffer=self.space.buffer, **said)


class RegistrationFactory(DjangoModelFactory):
    """A seated party of one; the row is written directly, so nobody is told."""

    class Meta:
        model = Registration

    class Params:
        waitlisted = factory.Trait(status=Registration.Status.WAITLISTED, queued_at=factory.LazyFunction(clock.now))
        cancelled = factory.Trait(status=Registration.Status.CANCELLED, cancelled_at=factory.LazyFunction(clock.now))

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
    status = Registration.Status.REGISTERED

    @factory.lazy_attribute
    def came(self):
        return getattr(self, "seats", 1) if self.status == Registration.Status.ATTENDED else None

    @factory.lazy_attribute
    def checked_in_at(self):
        return self.event.starts_at if self.status == Registration.Status.ATTENDED else None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Nobody is absent before the list is closed, and whoever came has a check-in."""
        event = kwargs["event"]
        if kwargs["status"] == Registration.Status.NO_SHOW and event.list_closed_at is None:
            event.list_closed_at = event.ends_at
            event.save(update_fields=["list_closed_at"])
        with transaction.atomic():
            made = super()._create(model_class, *args, **kwargs)
            if made.is_attended:
                check_in(made)
        return made


def check_in(party: Registration, *, day: dt.date | None = None) -> CheckIn:
    """The row that says when a party that came was there."""
    day = day or check_in_day(party.event, party.checked_in_at)
    checked_in = {"came": party.came, "at": party.checked_in_at, "by": party.checked_in_by}
    return CheckIn.objects.create(registration=party, day=day, **checked_in)


class CheckInFactory(DjangoModelFactory):
    """The second day's check-in of a party that came to an event where people go in and out."""

    class Meta:
        model = CheckIn

    registration = factory.SubFactory(
        RegistrationFactory, status=Registration.Status.ATTENDED, event__past=True, event__check_in_kind="in_and_out"
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        first = kwargs["registration"].check_ins.get()
        return check_in(first.registration, day=first.day + dt.timedelta(days=1))


class EventPhotoFactory(DjangoModelFactory):
    """The next photo of an event that is over, with nobody to be recognised; the file itself is not written."""

    class Meta:
        model = EventPhoto

    event = factory.SubFactory(EventFactory, past=True)
    number = factory.LazyAttribute(lambda photo: photo.event.photos.count() + 1)
    photo = factory.LazyFunction(lambda: f"events/recaps/{uuid.uuid4().hex}.webp")
    words = "桌上摆着刚包好的饺子"
    consent = EventPhoto.Consent.NOBODY
    by = factory.SubFactory(UserFactory)


class EventSeriesFactory(DjangoModelFactory):
    """A published weekly course of four evenings from tomorrow on, without dates (see tests.support.courses)."""

    class Meta:
        model = EventSeries

    class Params:
        draft = factory.Trait(status=EventSeries.Status.DRAFT)

    organiser = factory.SubFactory(OrgUnitFactory)
    community = factory.SelfAttribute("organiser.community")
    kind = Event.Kind.LEARNING
    title = factory.Sequence(lambda n: f"书法课{n}")
    place = "幸福驿站阅览室"
    starts = dt.time(19, 0)
    minutes = 90
    capacity = 10
    first_day = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=1))
    weekdays = factory.LazyAttribute(lambda series: [series.first_day.weekday()])
    times = factory.LazyAttribute(lambda series: None if series.last_day else 4)
    last_day = None
    without_holidays = False
    status = EventSeries.Status.PUBLISHED


class EnrolmentFactory(DjangoModelFactory):
    """Who takes a course; the row is written directly, so there is no place on any date."""

    class Meta:
        model = Enrolment

    series = factory.SubFactory(EventSeriesFactory)
    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
