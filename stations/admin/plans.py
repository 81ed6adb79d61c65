"""Forms under which something is planned: what they would make impossible is listed, and asked about once."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.auth.http import acting_user
from accounts.models import User
from accounts.rules.permissions import can_view
from common.admin.base import ScopedModelAdmin
from common.admin.pages import admin_address
from common.exceptions import Refused
from common.time import clock, formatting
from stations.actions.plans import PlanAnswer, PlanWatch, StillPlanned
from stations.admin.forms.plans import ANSWER
from stations.models import Booking
from stations.selectors.plans import Obstacle

# The others are counted; the list of bookings has them.
LISTED = 12


class MindsPlansAdmin(ScopedModelAdmin):
    """Base of records on which it depends whether plans can take place. Their form is a PlanAnswerForm."""

    def stations_under(self, obj: Any) -> Collection[int]:
        """The keys of the stations whose hours or rooms the record tells."""
        raise NotImplementedError

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the question on top, once it has been asked."""
        groups = super().get_fieldsets(request, obj)
        refusal = getattr(request, "refusal", None)
        if request.method != "POST" or not (
            ANSWER[0] in request.POST or getattr(refusal, "code", "") == StillPlanned.CODE
        ):
            return groups
        return [(gettext_lazy("What is planned"), {"fields": [tuple(ANSWER)]}), *groups]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        request.plan_watch = PlanWatch(self.stations_under(obj))  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        settle_plans(request, request.plan_watch, form.plan_answer)  # type: ignore[attr-defined]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """The page before has asked; what cannot take place any more stays, and is told."""
        watch = PlanWatch(self.stations_under(obj))
        super().delete_model(request, obj)
        settle_plans(request, watch, PlanAnswer())


def settle_plans(request: HttpRequest, watch: PlanWatch, answer: PlanAnswer | None) -> None:
    """Settle what a form of admin has changed, and say what stays. Raises Refused: with the list where it asks."""
    by = acting_user(request)
    try:
        stays = watch.settle(answer, by=by)
    except StillPlanned as still:
        raise refusal_with_links(still, by) from still
    tell_what_stays(request, stays)


def refusal_with_links(still: StillPlanned, by: User) -> Refused:
    """The same refusal with what is planned, each with a link to it."""
    n = len(still.obstacles)
    text = ngettext(
        "%(n)d thing is planned that could not take place then. Please say what becomes of it.",
        "%(n)d things are planned that could not take place then. Please say what becomes of them.",
        n,
    )
    return Refused(format_html("{} {}", text % {"n": n}, _listed(still.obstacles, by)), code=still.code)


def tell_what_stays(request: HttpRequest, obstacles: list[Obstacle]) -> None:
    """Say what stays although it cannot take place, so that somebody speaks with the people."""
    if n := len(obstacles):
        text = ngettext(
            "%(n)d thing stays planned and cannot take place like this. Please see to it.",
            "%(n)d things stay planned and cannot take place like this. Please see to them.",
            n,
        )
        messages.warning(request, format_html("{} {}", text % {"n": n}, _listed(obstacles, acting_user(request))))


def _listed(obstacles: list[Obstacle], by: User) -> SafeString:
    lines = format_html_join("", "<li>{}</li>", ((_line(one, by),) for one in obstacles[:LISTED]))
    more = len(obstacles) - LISTED
    rest = format_html("<li>{}</li>", _rest(obstacles, more)) if more > 0 else ""
    return format_html('<ul class="list-disc ps-5" data-planned="{}">{}{}</ul>', len(obstacles), lines, rest)


def _rest(obstacles: list[Obstacle], more: int) -> SafeString:
    """How many more, with the list of what is booked at the station."""
    query = {"status__in": ",".join(Booking.TO_COME), "starts_at__gte": clock.now().isoformat()}
    stations = {one.plan.space.station_id for one in obstacles}
    if len(stations) == 1:
        query["space__station__id__exact"] = str(*stations)
    address = admin_address("admin:stations_booking_changelist", **query)
    return format_html('<a class="underline" href="{}">{}</a>', address, _("and %(n)d more") % {"n": more})


def _line(obstacle: Obstacle, by: User) -> SafeString:
    """When, where, what and why not; who has booked is read on the page of the booking."""
    plan = obstacle.plan
    if plan.booking:
        row, what = plan.booking, _("booking")
    else:
        row, what = plan.programme, str(plan.programme)
    words = " · ".join([formatting.span(plan.starts_at, plan.ends_at), str(plan.space), what])
    page = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    address = admin_address(page, row.pk) if can_view(by, row) else ""
    link = format_html('<a class="underline" href="{}">{}</a>', address, words) if address else words
    return format_html("{}{}{}", link, pgettext("between a name and words about it", ": "), _why(obstacle))


def _why(obstacle: Obstacle) -> str:
    if obstacle.kind == Obstacle.CLOSED:
        return _("the station is not open then")
    if obstacle.kind == Obstacle.UNUSED:
        return _("the room is not in use")
    seats = {"people": obstacle.plan.people, "seats": obstacle.plan.space.capacity}
    return _("%(people)d people, and room for %(seats)d") % seats
