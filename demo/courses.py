"""One course of the demo: a night school of eight evenings, one of them somewhere else, with who takes part."""

import datetime as dt

from common.time import clock
from common.time.holidays import is_announced
from demo.logins import ELDER
from demo.people import People
from demo.stations import HAPPINESS, Spaces
from events.actions.enrolments import enrol, enrol_known
from events.actions.events import change_event
from events.actions.registrations import cancel_registration, register
from events.actions.series_plan import DateAct, plan_series
from events.models import Event, EventSeries
from events.models.practical import Access
from events.selectors.series import coming_dates, days_of_series
from grid.models import CalendarDay, Community, OrgUnit
from stations.actions.programme import hold_programme_room
from stations.selectors.programme import place_of_room

EVENINGS = 8
# (month, day) → name. Others follow the moon, or are set year by year.
FIXED_HOLIDAYS = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节"}
ROOMS = ("会客厅", "阅览室", "东厅", "西厅")
TITLE = "社区夜校·国画入门"
# From so many days on it may begin: soon, but so that a public holiday falls on one of its evenings.
EARLIEST, LATEST = 4, 60
# Counted from 0: the evening somewhere else, the one that is full, and the one on which somebody is absent.
ELSEWHERE, FULL, ABSENT = 5, 1, 2
SINGLES, ENROLLED = 5, 5


def load_course(community: Community, organiser: OrgUnit, people: People, spaces: Spaces, *, today: dt.date) -> str:
    """The series and its dates, before others book the rooms. Returns a line for who loads the demo."""
    announced_at = clock.day_start(today - dt.timedelta(days=6)) + dt.timedelta(hours=10, minutes=20)
    series = EventSeries(
        community=community,
        organiser=organiser,
        kind=Event.Kind.CULTURE,
        audience=Event.Audience.EVERYONE,
        title=TITLE,
        summary="零基础学国画，八个晚上画完一幅自己的梅花。",
        description=(
            "区文化馆的陈老师从握笔、调墨讲起，每晚学一种画法，最后一晚装裱自己的作品。\n\n"
            "笔墨纸砚由社区准备。来不了的那一次请提前说一声，座位好让给邻居。"
        ),
        bring="旧毛巾一条，穿深色衣服",
        meeting_point="驿站一楼服务台",
        access=[Access.SEATS, Access.MANDARIN],
        space=spaces[HAPPINESS, ROOMS[0]],
        starts=dt.time(19, 0),
        minutes=90,
        capacity=12,
        largest_party=2,
        min_age=16,
        times=EVENINGS,
        sign_up=EventSeries.SignUp.BOTH,
        first_day=today,
        weekdays=[0],
        status=EventSeries.Status.PUBLISHED,
        created_at=announced_at,
        changed_at=announced_at,
    )
    _holidays_by_law(community, today)
    _begin_before_a_holiday(series, today)
    _choose_a_free_room(series, people, spaces)
    _make_the_dates(series, people)
    _one_evening_elsewhere(series, people)
    return f"Courses: {series.title} with {series.events.count()} dates"


def _holidays_by_law(community: Community, today: dt.date) -> None:
    """The holidays that fall on the same days every year, of a year whose calendar is not announced yet."""
    days = [dt.date(year, month, day) for year in (today.year, today.year + 1) for month, day in FIXED_HOLIDAYS]
    CalendarDay.objects.bulk_create(
        CalendarDay(community=community, day=day, kind=CalendarDay.Kind.HOLIDAY, name=name)
        for day, name in zip(days, [*FIXED_HOLIDAYS.values()] * 2, strict=True)
        if not is_announced(day)
    )


def _begin_before_a_holiday(series: EventSeries, today: dt.date) -> None:
    """From the first working day on which it would meet a public holiday; where none is near, in a few days."""
    for days in (*range(EARLIEST, LATEST), EARLIEST):
        series.first_day = today + dt.timedelta(days=days)
        series.weekdays = [series.first_day.weekday()]
        if series.first_day.weekday() < 5 and any(day.off for day in days_of_series(series)[1:]):
            return


def _choose_a_free_room(series: EventSeries, people: People, spaces: Spaces) -> None:
    """The room that can be had on the most of these evenings."""

    def evenings(name: str) -> int:
        series.space = spaces[HAPPINESS, name]
        return len(plan_series(series, events=[], by=people.office).of(DateAct.ADD))

    series.space = spaces[HAPPINESS, max(ROOMS, key=evenings)]


def _make_the_dates(series: EventSeries, people: People) -> None:
    """As the office has made and published them some days ago."""
    plan = plan_series(series, events=[], by=people.office)
    assert series.space
    series.skipped, series.place = plan.skipped, place_of_room(series.space)
    series.save()
    for planned in plan.of(DateAct.ADD):
        event = Event(**series.says_on(planned.day), series=series, series_day=planned.day, status=series.status)
        event.created_at = event.changed_at = series.created_at
        hold_programme_room(event, by=people.office)
        event.save()


def _one_evening_elsewhere(series: EventSeries, people: People) -> None:
    evening = coming_dates(series).order_by("starts_at")[ELSEWHERE]
    change_event(
        evening,
        by=people.office,
        title=f"{TITLE}：参观美术馆",
        space=None,
        place="区美术馆一楼大厅",
        meeting_point="美术馆南门",
        bring="身份证",
        starts_at=evening.starts_at - dt.timedelta(minutes=30),
    )


def fill_course(people: People) -> str:
    """Who takes the course, who is absent once, and who waits for one evening. Returns a line for who loads it."""
    series = EventSeries.objects.get(title=TITLE)
    dates = list(coming_dates(series).order_by("starts_at"))
    elder = people.by_login[ELDER.key]
    neighbours = people.adults[-SINGLES - ENROLLED :]
    for person in neighbours[:SINGLES]:  # they leave two of twelve seats on that evening
        register(dates[FULL], person=person, seats=2, by=people.acting.get(person.pk, people.office))
    for person in (elder, *neighbours[SINGLES:]):
        enrol(series, person=person, by=people.acting.get(person.pk, people.office))
    without_phone = next(person for person in people.elders if person.pk not in people.acting)
    enrol_known(series, person=without_phone, by=people.office)
    absent = series.enrolments.get(person=elder).registrations.get(event=dates[ABSENT])
    cancel_registration(absent, by=absent.by)
    waiting = dates[FULL].registrations.waitlisted().count()
    return f"Courses: {series.enrolments.count()} people take “{series.title}”, {waiting} wait for one evening"
