"""A shift of now that the user of the browser's place leads, and the addresses of its pages."""

import datetime as dt

from accounts.models import User
from common.time import clock
from grid.models import Community
from tests import factories as make
from tests.browser.service import OPEN_SERVICE, OTHER_SERVICE, OWN_SERVICE, arguments_of_service, furnish_service
from volunteers.models import Assignment, Shift

# Pages that anybody may open, for who is signed in, and addresses that are no page of their own.
OPEN_HERE = {"volunteers:here", *OPEN_SERVICE}
OWN_SHIFTS = {
    *OWN_SERVICE,
    "volunteers:own_code",
    "desk:shifts",
    "desk:shift",
    "desk:add_volunteer",
    "desk:volunteer_times",
    "desk:minutes",
    "desk:card",
}
OTHER_SHIFTS = {
    **OTHER_SERVICE,
    "volunteers:poster": "for who ticks volunteers in; for paper",
    "volunteers:poster_code": "a file",
    "volunteers:own_code_picture": "a file",
    "desk:planned": "POST from the shift",
    "desk:undo_planned": "POST from the shift",
    "desk:volunteer_in": "POST from the shift",
    "desk:volunteer_out": "POST from the shift",
    "desk:volunteer_absent": "POST from the shift",
    "desk:volunteer_undo": "POST from the shift",
}
# What is on the first screen of a page in care mode.
FIRST_OF_SHIFTS = {
    "desk:shifts": "main .list > li strong",
    "desk:shift": "main .list > li .roll-name",
    "desk:add_volunteer": "main form input:not([type=hidden])",
    "volunteers:own_code": "main .card h2",
}
ACTIVITY, YESTERDAY = "清洁家园", "楼道清扫"


def furnish_shifts(user: User, community: Community) -> None:
    """The user leads a team and serves in it: a shift that is on, and one of yesterday whose minutes wait."""
    team = make.TeamFactory(community=community, name="彭友来帮忙")
    make.TeamAppointmentFactory(user=user, team=team)
    now = clock.now().replace(second=0, microsecond=0)
    # Within one day, also late in the evening: the words for two days are longer.
    midnight = clock.day_start(clock.today() + dt.timedelta(days=1))
    until = max(min(now + dt.timedelta(hours=2), midnight - dt.timedelta(minutes=1)), now + dt.timedelta(minutes=10))
    for title, starts_at, ends_at in (
        (ACTIVITY, now, until),
        (YESTERDAY, now - dt.timedelta(days=1), now - dt.timedelta(hours=22)),
    ):
        when = {"activity__starts_at": starts_at, "activity__ends_at": ends_at}
        shift = make.ShiftFactory(activity__team=team, activity__title=title, **when)
        for name, more in (
            ("王秀兰", {"words": "会晚到十分钟"}),
            ("李建国", {"served": True, "checked_out_at": None, "checked_out_way": ""}),
            ("陈桂英", {"served": True, "checked_out_at": starts_at + dt.timedelta(hours=1)}),
            ("孙爷爷", {"status": "absent"}),
        ):
            phone = {"volunteer__person__phone": "+8613800138009"} if title == ACTIVITY and name == "王秀兰" else {}
            make.AssignmentFactory(shift=shift, volunteer__person__name=name, **phone, **more)
    make.AssignmentFactory(shift=_shift(ACTIVITY), waitlisted=True, volunteer__person__name="周小燕")
    own = make.VolunteerFactory(team=team, person=user.person)
    make.VolunteerCardFactory(volunteer=own)
    furnish_service(user, team)


def _shift(title: str) -> Shift:
    return Shift.objects.get(activity__title=title)


def arguments_of_shifts() -> dict[str, list[object]]:
    """What the addresses of these pages need beside their name."""
    shift = _shift(ACTIVITY)
    one = Assignment.objects.get(shift=shift, person__name="李建国")
    return {
        **arguments_of_service(),
        "volunteers:here": [shift.activity.place_code],
        "desk:shift": [shift.pk],
        "desk:add_volunteer": [shift.pk],
        "desk:volunteer_times": [shift.pk, one.pk],
        "desk:minutes": [_shift(YESTERDAY).pk],
        "desk:card": [one.volunteer.code],
    }
