"""Appointments of the demo, current and past, and who granted them."""

import datetime as dt
from collections.abc import Iterator

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from demo.officers import TERMS, OfficerTerm
from demo.people import People
from grid.models import Grid, GridAppointment, OrgUnit, UnitAppointment

# The operator appoints the secretary, branch secretaries appoint pioneers, the secretary appoints everybody else.
BY_OPERATOR, BY_BRANCH = "secretary", "pioneer"
# The numbers of posts of duty, from the same block of numbers that belong to nobody as the community's own. Where
# there is none, neighbours call the office.
DUTY_PHONES = {"顾晓燕": "0512-0000 1511", "张志刚": "0512-0000 1512", "沈宇": "0512-0000 1513"}
# Whose names the office has published; pioneers decide for themselves.
NAMED_ROLES = {"secretary", "branch_secretary"}


class DemoAppointments:
    """The appointments of the demo, with lookups of the holders on a day."""

    def __init__(self, of_units: list[UnitAppointment], on_grids: list[GridAppointment]) -> None:
        self.of_units = of_units
        self.on_grids = on_grids

    def of(self, name: str) -> UnitAppointment:
        """The newest appointment of that person at a unit."""
        return next(one for one in reversed(self.of_units) if one.user.get_full_name() == name)

    def leader(self, unit: OrgUnit, on: dt.date) -> User | None:
        """The secretary, branch secretary or pioneer of the unit on that day."""
        return next(
            (
                one.user
                for one in self.of_units
                if one.unit_id == unit.pk and one.role in UnitAppointment.LEADING and on in one.during
            ),
            None,
        )

    def grid_worker(self, grid_id: int, on: dt.date) -> User:
        return next(one.user for one in self.on_grids if one.grid_id == grid_id and on in one.during)


def load_appointments(
    units: dict[str, OrgUnit], grids: dict[int, Grid], people: People, *, today: dt.date
) -> DemoAppointments:
    """Write the appointments of the demo, current and past ones, at units and on grids."""
    at_units = UnitAppointment.objects.bulk_create(_of_units(units, people, today))
    on_grids = GridAppointment.objects.bulk_create(
        GridAppointment(
            user=people.user(term.who),
            grid=grids[term.at],
            during=days_of_term(term, today),
            granted_by=people.secretary,
            is_public=True,
            public_phone=DUTY_PHONES.get(term.who, ""),
        )
        for term in TERMS
        if isinstance(term.at, int)
    )
    return DemoAppointments(at_units, on_grids)


def _of_units(units: dict[str, OrgUnit], people: People, today: dt.date) -> Iterator[UnitAppointment]:
    secretaries = {term.at: people.user(term.who) for term in TERMS if term.role == "branch_secretary"}
    for term in TERMS:
        if term.role not in UnitAppointment.LEVELS or isinstance(term.at, int):
            continue
        unit = units[term.at]
        by = people.secretary
        if term.role == BY_OPERATOR:
            by = people.operator
        elif term.role == BY_BRANCH and unit.parent:
            by = secretaries[unit.parent.name]
        yield UnitAppointment(
            user=people.user(term.who),
            unit=unit,
            role=term.role,
            during=days_of_term(term, today),
            granted_by=by,
            is_public=term.role in NAMED_ROLES,
        )


def days_of_term(term: OfficerTerm, today: dt.date) -> DateRange:
    """The days of a demo officer at a post: `since` and `until` of the term count days before `today`."""
    until = None if term.until is None else today - dt.timedelta(days=term.until)
    return DateRange(today - dt.timedelta(days=term.since), until)
