"""The office's page of one unit: everything about it, and a link to every act that the reader may do there.

Whatever stands here is `visible_to` the reader. Of the party register it shows counts only, so that nothing has to
be logged; the linked pages show the names, and log each reading.
"""

from dataclasses import dataclass, field

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.auth.http import acting_user
from accounts.models import User
from accounts.selectors.appointments import appointment_history
from common.admin.pages import admin_address, require_allowed, site_page
from common.admin.scope import visible
from common.http.keys import get_visible_or_404
from common.time.dates import days_label
from events.models import Event
from grid.models import Building, Handover, OrgUnit, PartyRelation, Survey, SurveyAnswer
from grid.selectors.appointments import may_appoint_at
from grid.selectors.coverage import (
    Coverage,
    buildings_with_coverage,
    coverage_of,
    coverage_of_households,
    visitable_households,
)
from grid.selectors.unit_figures import UnitFigures, figures_of_units

SHOWN_EVENTS = 6


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A link on the office's page of a unit: to an act or to a list."""

    label: str
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class UnitBar:
    """One bar of a chart on the office's page of a unit: `number` of `of`."""

    label: str
    number: int
    of: int

    @property
    def percent(self) -> int:
        return self.number * 100 // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class UnitTerm:
    """One appointment at the unit. It is ended and handed over on its own page."""

    name: str
    role: str
    days: str
    current: bool
    href: str


@dataclass(slots=True)
class UnitPlace:
    """A building on the office's page of a unit, with its coverage of visits where the reader may know it."""

    building: Building
    coverage: Coverage | None


@dataclass(slots=True)
class UnitSurveyBar:
    """A survey on the office's page of a unit, with how many households of the unit were asked."""

    survey: Survey
    href: str
    bar: UnitBar


@dataclass(slots=True)
class UnitEventList:
    """The next events that the unit organises, how many there are in all, and how many people came this year."""

    coming: list[Event] = field(default_factory=list)
    total: int = 0
    came: int = 0


def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The view of the office's page of a unit; 404 for a unit that the reader may not see."""
    user = acting_user(request)
    require_allowed(user.has_perm("grid.view_orgunit"))
    unit: OrgUnit = get_visible_or_404(visible(OrgUnit, request).select_related("community", "parent__parent"), pk)
    children = list(unit.children.order_by("number", "name"))
    above = [one for one in (unit.parent and unit.parent.parent, unit.parent) if one]
    opens = set(
        visible(OrgUnit, request).filter(pk__in=[one.pk for one in (*above, *children)]).values_list("pk", flat=True)
    )
    known = figures_of_units([unit, *children], user)
    own = known[unit.pk]
    handovers = visible(Handover, request).open().filter(appointment__unit=unit)
    return site_page(
        request,
        "admin/unit/unit.html",
        unit.name,
        unit=unit,
        above=above,
        opens=opens,
        figures=own,
        children=[(child, known[child.pk]) for child in children],
        links=unit_links(unit, user, filled=own.filled),
        delete_href=admin_address("admin:grid_orgunit_delete", pk)
        if user.has_perm("grid.delete_orgunit", unit)
        else "",
        terms=unit_terms(unit, user),
        places=unit_places(own, request),
        coverage=coverage_of_households(visitable_households(user).filter(building__in=own.buildings))
        if can_read_visits(user)
        else None,
        kinds=unit_members_by_kind(unit, own, user),
        handovers=handovers.select_related("appointment__user__person", "to__person", "unit"),
        surveys=unit_surveys(unit, own, request),
        events=unit_events(unit, request),
        lists=unit_lists(unit),
    )


# --- Sections


def unit_terms(unit: OrgUnit, user: User) -> list[UnitTerm]:
    """Who holds the offices of the unit and who has held them, newest first."""
    return [
        UnitTerm(
            row.user.person.name if row.user.person else str(row.user),
            row.role_label,
            days_label(row.during),
            row.is_current,
            admin_address("admin:grid_unitappointment_change", row.pk),
        )
        for row in appointment_history(unit, seen_by=user)
    ]


def can_read_visits(user: User) -> bool:
    """Whether the user may read visits somewhere; else the page of a unit shows no coverage."""
    return bool(user.rights.holding("grid.view_visit"))


def unit_places(own: UnitFigures, request: HttpRequest) -> list[UnitPlace]:
    """The buildings of a unit, each with how many households were visited lately, for those who may know."""
    user = acting_user(request)
    buildings = visible(Building, request).filter(pk__in=own.buildings).select_related("estate", "grid")
    rows = buildings_with_coverage(buildings).order_by("estate__name", "number")
    known = set(Building.objects.within(user.rights.holding("grid.view_visit")).values_list("pk", flat=True))
    return [UnitPlace(row, coverage_of(row) if row.pk in known else None) for row in rows]


def unit_members_by_kind(unit: OrgUnit, own: UnitFigures, user: User) -> list[UnitBar]:
    """The members of the branches of a unit, one bar for each kind of relation; none without members."""
    if not own.members:
        return []
    below = [unit.pk, *OrgUnit.objects.filter(parent=unit).values_list("pk", flat=True)]
    relations = PartyRelation.objects.visible_to(user).current().at_branch().filter(branch__in=below)
    counts = dict(relations.order_by().values_list("kind").annotate(Count("pk")))
    kinds = [PartyRelation.Kind(kind) for kind in PartyRelation.AT_BRANCH]
    return [UnitBar(str(kind.label), counts.get(kind.value, 0), own.members) for kind in kinds]


def unit_surveys(unit: OrgUnit, own: UnitFigures, request: HttpRequest) -> list[UnitSurveyBar]:
    """Surveys of the unit and of those above it, each by how many of the unit's own households were asked."""
    line = [one.pk for one in (unit, unit.parent, unit.parent and unit.parent.parent) if one]
    rows = list(visible(Survey, request).filter(unit__in=line))
    answers = visible(SurveyAnswer, request).filter(survey__in=rows, household__building__in=own.buildings)
    counts = dict(answers.order_by().values_list("survey").annotate(Count("pk")))
    return [
        UnitSurveyBar(
            row,
            admin_address("admin:grid_survey_change", row.pk),
            UnitBar(row.title, counts.get(row.pk, 0), own.households),
        )
        for row in rows
    ]


def unit_events(unit: OrgUnit, request: HttpRequest) -> UnitEventList:
    """The events that the unit organises, as far as the reader may see them."""
    rows = visible(Event, request).filter(organiser=unit)
    coming = rows.to_come().with_waiting().order_by("starts_at", "pk")
    return UnitEventList(list(coming[:SHOWN_EVENTS]), rows.count(), rows.held_this_year().person_times())


# --- Links to acts


def unit_links(unit: OrgUnit, user: User, *, filled: bool) -> list[UnitLink]:
    """The acts on a unit that this reader may do, the likeliest first; without a page, an act has no link."""
    possible = unit_acts(unit, user, filled=filled)
    return [UnitLink(label, icon, href) for label, icon, href, allowed in possible if href and allowed]


def unit_acts(unit: OrgUnit, user: User, *, filled: bool) -> list[tuple[str, str, str, bool]]:
    """All acts on a unit as (label, icon, address, whether this user may do it)."""
    level, branch, post = unit.level, OrgUnit.Level.ESTATE_BRANCH, OrgUnit.Level.PIONEER_POST
    below = OrgUnit.Level(level + 1) if level < post else None

    def may(permission: str) -> bool:
        return user.has_perm(permission, unit)

    daily = []
    if level == branch:
        enter = admin_address("admin:grid_partyrelation_add", branch=unit.pk)
        daily.append((_("Enter a member"), "person_add", enter, may("grid.add_partyrelation")))
    if level == post:
        link = admin_address("admin:grid_pioneerlink_add", post=unit.pk)
        daily.append((_("Link a person"), "link", link, may("grid.add_pioneerlink")))
    event = admin_address("admin:events_event_add", organiser=unit.pk)
    daily.append((_("New event"), "event", event, may("events.add_event")))
    appoint = admin_address("admin:grid_unitappointment_add", unit=unit.pk)
    to_appoint = (_("Appoint"), "badge", appoint, bool(may_appoint_at([unit], user)))
    possible = [*daily, to_appoint] if filled else [to_appoint, *daily]
    if below:
        add = admin_address("admin:grid_orgunit_add", level=below.value, parent=unit.pk)
        text = _("Add: %(level)s") % {"level": below.label}
        possible.append(
            (_("New survey"), "quiz", admin_address("admin:grid_survey_add", unit=unit.pk), may("grid.add_survey"))
        )
        possible.append((text, "add", add, may("grid.add_orgunit")))
    change = admin_address("admin:grid_orgunit_change", unit.pk)
    possible.append((_("Edit or move"), "edit", change, may("grid.change_orgunit")))
    return possible


def unit_lists(unit: OrgUnit) -> dict[str, str]:
    """The lists with the names behind the figures of a unit, as far as the lists exist."""
    of_branch = {"branch__id__exact": unit.pk} if unit.level == OrgUnit.Level.ESTATE_BRANCH else {}
    of_post = {"post__id__exact": unit.pk} if unit.level == OrgUnit.Level.PIONEER_POST else {}
    return {
        "members": admin_address("admin:grid_partyrelation_changelist", **of_branch),
        "linked": admin_address("admin:grid_pioneerlink_changelist", **of_post),
        "transfers": admin_address("admin:grid_partytransfer_changelist"),
        "handovers": admin_address("admin:grid_handover_changelist"),
        "visits": admin_address("admin:grid_visit_changelist"),
        "events": admin_address("admin:events_event_changelist", organiser__id__exact=unit.pk),
    }
