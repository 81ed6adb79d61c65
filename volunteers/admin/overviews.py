"""The office's overviews of records: days left, what looks wrong, and the report of a year; all to print."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.pages import admin_address, require_allowed, site_page
from common.time import clock
from volunteers.models import ServiceRecord
from volunteers.rules.records import CONFIRM
from volunteers.selectors.deadlines import record_deadlines
from volunteers.selectors.suspicious import MANY_A_DAY, Oddity, odd_records
from volunteers.selectors.yearly_report import YearlyReport, yearly_report, years_with_records

PERIODS = (30, 90, 365)
USUAL = 90

# Oddity → its heading, and what the office looks at.
ODDITIES: dict[Oddity, tuple[Any, Any]] = {
    Oddity.TWO_PLACES: (
        gettext_lazy("Two places at once"),
        gettext_lazy("The times of these records of one volunteer overlap."),
    ),
    Oddity.LONG_DAY: (
        gettext_lazy("More than eight hours on one day"),
        gettext_lazy("Each has a reason; please look whether it holds."),
    ),
    Oddity.LATE: (
        gettext_lazy("Entered late"),
        gettext_lazy("Entered after the 10 working days that the law gives."),
    ),
    Oddity.ONE_HOUSEHOLD: (
        gettext_lazy("Confirmed for one household only"),
        gettext_lazy("Somebody confirmed only for one household, or only for the own household or family."),
    ),
    Oddity.MANY_BY_HAND: (
        gettext_lazy("Many entered by hand on one day"),
        gettext_lazy("A whole list that was keyed in, or hours that nobody gave: the evidence tells."),
    ),
}


def _reader(request: HttpRequest) -> User:
    """Who confirms minutes looks after the records; others only read single ones."""
    user = acting_user(request)
    require_allowed(user.has_perm(CONFIRM))
    return user


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    return site_page(request, f"admin/volunteers/records/{template}.html", title, **context)


@require_safe
def deadlines_page(request: HttpRequest) -> HttpResponse:
    """Activities whose service or evaluation is not complete, with the working days that are left."""
    lines = record_deadlines(_reader(request))
    return _page(
        request,
        "deadlines",
        _("Days left to record and evaluate"),
        overdue=[one for one in lines if one.is_overdue],
        in_time=[one for one in lines if not one.is_overdue],
    )


@require_safe
def odd_records_page(request: HttpRequest) -> HttpResponse:
    """What looks wrong in the last days, each line with its records."""
    user = _reader(request)
    typed = request.GET.get("days", str(USUAL))
    days = int(typed) if typed in map(str, PERIODS) else None
    if days is None:
        messages.error(request, _("There is no such period. Please choose one of these."))
    today = clock.today()
    odd = odd_records(ServiceRecord.objects.visible_to(user), today - dt.timedelta(days=days or USUAL), today)
    return _page(
        request,
        "odd",
        _("What looks wrong"),
        status=200 if days else 400,
        choices=PERIODS,
        days=days or USUAL,
        odd=odd,
        many=MANY_A_DAY,
        groups=[(kind, heading, text, odd.of(kind)) for kind, (heading, text) in ODDITIES.items()],
    )


@require_safe
def yearly_report_page(request: HttpRequest) -> HttpResponse:
    """The report of a year; every figure leads to the rows that it is made of."""
    user = _reader(request)
    years = years_with_records(user)
    typed = request.GET.get("year", str(years[0]))
    year = int(typed) if typed in map(str, years) else None
    if year is None:
        messages.error(request, _("There are no records of that year. Please choose one of these."))
    report = yearly_report(user, year or years[0])
    return _page(
        request,
        "report",
        _("Volunteer service in %(year)d") % {"year": report.year},
        status=200 if year else 400,
        years=years,
        report=report,
        links=_links(report),
        kinds=[(kind, _records(report.year, service__exact=kind.kind)) for kind in report.kinds],
        sources=[(source, _records(report.year, source__exact=source.source)) for source in report.sources],
    )


def _records(year: int, **narrowed: str) -> str:
    return _list("servicerecord", year=year, counts="1", **narrowed)


def _list(model: str, **narrowed: Any) -> str:
    """The list of a model, narrowed; empty where the office has no such list."""
    return admin_address(f"admin:volunteers_{model}_changelist", **narrowed)


def _links(report: YearlyReport) -> dict[str, str]:
    """Figure → the list that it counts."""
    year = report.year
    return {
        "records": _records(year),
        "hand": _records(year, source__exact="hand"),
        "evaluations": _list("evaluation", year=year),
        "asked": _list("correctionrequest", year=year),
        "put_right": _list("correctionrequest", year=year, state__exact="accepted"),
        "left_as_is": _list("correctionrequest", year=year, state__exact="refused"),
        "unanswered": _list("correctionrequest", year=year, state__exact="open"),
        "entered": _list("correctionrequest", year=year, state__exact="entered"),
        "corrected": _records(year, correction="1"),
        "unevaluated": _list("servicerecord", year=year, lacks="evaluation"),
        "late": _list("servicerecord", year=year, lacks="time"),
        "overdue": reverse("admin:volunteers_servicerecord_deadlines"),
        "certificates": _list("certificate", year=year),
        "revoked": _list("certificate", year=year, state="revoked"),
        "trainings": _list("training", year=year),
        "awards": _list("award", year=year),
        "joined": _list("volunteer", joined=year),
    }
