"""A whole household at once: it moves in by one form, and out by one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import acting_user
from accounts.models import PrivacyNotice, User
from common.admin.pages import ask_once, office_page, posted, redirect_with_success, require_allowed
from common.exceptions import Refused
from common.http.keys import get_named_or_404
from common.time import clock
from grid.actions.residents import move_household_in, move_household_out
from grid.admin.forms.households import MoveInForm, MoveOutForm
from grid.models import GridAppointment, Household, PioneerLink, Residence, UnitAppointment
from grid.selectors.doors import buildings_to_live_in


def move_in_page(model_admin: Any, request: HttpRequest, home: Household | None = None) -> HttpResponse:
    """The page on which a family moves in: all of them by one form, or nobody."""
    by = acting_user(request)
    require_allowed(by.has_perm("grid.add_residence", home))
    buildings = buildings_to_live_in(by)
    if home is None:
        households = Household.objects.filter(building__in=buildings.order_by().values("pk"))
        home = get_named_or_404(request, "household", households.select_related("building"))
    form = MoveInForm(posted(request), buildings=buildings, home=home)

    def run(answers: dict[str, Any]) -> list[Residence]:
        try:
            return move_household_in(**answers, by=by)
        except Refused as refused:
            form.mark_refused(refused)
            raise

    return ask_once(
        request,
        form,
        run=run,
        done=lambda residences: _moved_in(request, residences),
        show=lambda: office_page(
            model_admin,
            request,
            "admin/grid/household/move_in.html",
            _("A household moves in"),
            form=form,
            formsets=[form.people],
            notice=PrivacyNotice.objects.current(),
        ),
    )


def _moved_in(request: HttpRequest, residences: list[Residence]) -> HttpResponse:
    home = residences[0].household or residences[0].building
    text = ngettext("%(n)d person now lives in %(home)s.", "%(n)d people now live in %(home)s.", len(residences))
    text %= {"n": len(residences), "home": home}
    if residences[0].household is None:
        return redirect_with_success(request, text, "admin:grid_residence_changelist")
    return redirect_with_success(request, text, "admin:grid_household_change", residences[0].household.pk)


def move_out_page(model_admin: Any, request: HttpRequest, home: Household) -> HttpResponse:
    """The page on which those who are ticked move out of a household; it says what else they have here."""
    by = acting_user(request)
    residences = residences_to_end(home, by=by)
    people = [residence.person_id for residence in residences]
    links = PioneerLink.objects.current().permitted(by, "change").filter(person__in=people)
    form = MoveOutForm(posted(request), residences=residences, links=links.exists())
    return ask_once(
        request,
        form,
        run=lambda answers: move_household_out(**answers, by=by),
        done=lambda n: redirect_with_success(
            request,
            ngettext("%(n)d person has moved out.", "%(n)d people have moved out.", n) % {"n": n},
            "admin:grid_household_change",
            home.pk,
        ),
        show=lambda: office_page(
            model_admin,
            request,
            "admin/grid/household/move_out.html",
            _("Move out"),
            household=home,
            form=form,
            residences=residences,
            links=links.select_related("person", "post").order_by("person__name_sort", "pk"),
            posts=posts_held(people, reader=by),
        ),
    )


def residences_to_end(home: Household, *, by: User) -> Any:
    """Who lives in the household today, as far as the user may enter that they move out."""
    rows = Residence.objects.current().permitted(by, "change").filter(household=home)
    return rows.select_related("person").order_by("person__name_sort", "pk")


def posts_held(people: list[int], *, reader: User) -> list[Any]:
    """The posts that these people hold today, as far as the reader sees them: they do not end with a home."""
    return [
        appointment
        for model in (UnitAppointment, GridAppointment)
        for appointment in model.objects.visible_to(reader)
        .filter(user__person__in=people, during__contains=clock.today())
        .select_related("user__person", model.SCOPE)
        .order_by("pk")
    ]
