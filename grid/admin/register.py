"""The party register in admin: the list, a member's page, what is done there, and the transfers that wait.

Every page that shows members leaves a line for each of them (accounts.models.readings).
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from accounts.actions.access_log import log_reading
from accounts.actions.people import search_people
from accounts.auth.http import acting_user
from accounts.models import Person, User
from accounts.rules.people import require_somebody_chosen
from accounts.selectors.people import known_person
from accounts.selectors.search import new_person_in
from common.admin.forms import ExportReasonForm
from common.admin.pages import (
    act_page,
    ask_once,
    office_page,
    posted,
    redirect_with_success,
    require_allowed,
)
from common.admin.scope import covered, visible
from common.exceptions import Refused
from common.files.spreadsheets import spreadsheet_response
from common.http.keys import get_named_or_404, get_visible_or_404
from grid.actions import register as acts
from grid.actions.exports import export_register
from grid.admin.base import SensitiveAdmin
from grid.admin.forms.register import (
    FindMemberForm,
    KnownMemberForm,
    NewMemberForm,
    RelationKindForm,
    RelationOutsideForm,
)
from grid.admin.forms.transfers import TransferRequestForm
from grid.models import PartyRelation, PartyTransfer, SurveyAnswer
from grid.selectors.register import member_timeline, place_of_relation, relations_of_member, transfers_of_member
from grid.selectors.residents import homes_of

State = PartyTransfer.State
COLOURS = {
    State.REQUESTED.label: "warning",
    State.ACCEPTED.label: "success",
    State.REFUSED.label: "danger",
    State.WITHDRAWN.label: "info",
}


class RelationTimeFilter(admin.SimpleListFilter):
    """A filter of party relations: those of today, unless somebody asks for the past."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("past", _("past")), ("all", _("today and past"))]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": _("today")}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        current = PartyRelation.objects.current().order_by().values("pk")
        if self.value() == "all":
            return queryset
        return queryset.exclude(pk__in=current) if self.value() == "past" else queryset.filter(pk__in=current)


@admin.register(PartyRelation)
class PartyRelationAdmin(SensitiveAdmin):
    """The party register of the office: the list of relations, and the page of a member with all acts."""

    what = "party register"
    list_display = ["member", "kind_label", "branch", "organisation", "days"]
    list_filter = [RelationTimeFilter, "branch", ("kind", ChoicesDropdownFilter)]
    list_select_related = ["person", "branch"]
    search_fields = ["person__name", "organisation"]
    search_help_text = _("Name, or organisation outside")
    ordering = ["branch__number", "branch__name", "person__name_sort", "pk"]
    change_list_template = "admin/grid/register/list.html"

    def people_of(self, rows: list[PartyRelation]) -> set[int]:
        return {row.person_id for row in rows}

    @admin.display(description=_("name"), ordering="person__name_sort")
    def member(self, relation: PartyRelation) -> str:
        return relation.person.name

    @display(description=_("kind"), ordering="kind")
    def kind_label(self, relation: PartyRelation) -> str:
        return relation.get_kind_display()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Relations are never edited. Each act on a member's page checks its own permission."""
        return False

    def get_urls(self) -> list[Any]:
        def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"grid_partyrelation_{name}")

        return [
            page("export/", self.export, "export"),
            page("<path:object_id>/transfer/", self.transfer, "transfer"),
            page("<path:object_id>/outside/", self.outside, "outside"),
            page("<path:object_id>/kind/", self.kind, "kind"),
            page("<path:object_id>/end/", self.end, "end"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may_export = acting_user(request).has_perm("grid.export_partyrelation")
        return super().changelist_view(request, {**(extra_context or {}), "may_export": may_export})

    # --- One member

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of the member: the current relation, what can be done with it, and its history."""
        require_allowed(request.method in ("GET", "HEAD"))
        relation = self._relation(request, object_id)
        reader = acting_user(request)
        relations = relations_of_member(relation.person, reader=reader)
        transfers = transfers_of_member(relation.person, reader=reader)
        self.log(request, [relation], gettext("page of the member"))
        current = next((one for one in relations if one.pk == relation.pk and one.is_current), None)
        may_change = covered(relation, request, "transfer")
        return office_page(
            self,
            request,
            "admin/grid/register/member.html",
            relation.person.name,
            original=relation,
            relation=relation,
            place=place_of_relation(relation),
            person=relation.person,
            is_own=Person.objects.own_of(reader).filter(pk=relation.person_id).exists(),
            moments=member_timeline(relations, transfers),
            waiting=next((one for one in transfers if one.is_open and one.relation_id == relation.pk), None),
            may_act=current is not None and may_change,
            read_only=not may_change,
            may_end=covered(relation, request, "change"),
            newer=next((one for one in relations if one.is_current and one.pk != relation.pk), None),
        )

    def transfer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        relation = self._to_act_on(request, object_id, "transfer")
        return self._act(
            request,
            relation,
            gettext("Transfer to another branch"),
            TransferRequestForm(relation, posted(request)),
            lambda answers: acts.request_transfer(relation, **answers, by=acting_user(request)),
            text=gettext("The receiving branch is told and answers. Until then the member stays where they are."),
            button=gettext("Ask for the transfer"),
            done=gettext("The receiving branch has been told of the transfer."),
        )

    def outside(self, request: HttpRequest, object_id: str) -> HttpResponse:
        relation = self._to_act_on(request, object_id, "transfer")
        return self._act(
            request,
            relation,
            gettext("Went to an organisation outside"),
            RelationOutsideForm(posted(request)),
            lambda answers: acts.leave_for_outside(relation, **answers, by=acting_user(request)),
            text=gettext("The relation ends with yesterday, and where it went is kept."),
            button=gettext("Enter"),
            done=gettext("It is entered where the relation went."),
        )

    def kind(self, request: HttpRequest, object_id: str) -> HttpResponse:
        relation = self._to_act_on(request, object_id, "change")
        return self._act(
            request,
            relation,
            gettext("Change the kind"),
            RelationKindForm(relation, posted(request)),
            lambda answers: acts.change_relation_kind(relation, **answers, by=acting_user(request)),
            text=gettext("The member stays at this branch as another kind of member, from today on."),
            button=gettext("Change the kind"),
            done=gettext("The kind is changed from today on."),
        )

    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        relation = self._to_act_on(request, object_id, "change")
        return self._act(
            request,
            relation,
            gettext("End the relation"),
            forms.Form(posted(request)),
            lambda _answers: acts.end_relation(relation, by=acting_user(request)),
            text=gettext("It ends with yesterday and stays in the history. One entered today is taken back whole."),
            button=gettext("End the relation"),
            done=gettext("The relation has ended."),
            danger=True,
        )

    def _act(
        self,
        request: HttpRequest,
        relation: PartyRelation,
        title: str,
        form: forms.Form,
        run: Callable[[dict[str, Any]], Any],
        *,
        done: str,
        **words: Any,
    ) -> HttpResponse:
        """A page with one form. The caller has checked who may open it."""

        def show() -> HttpResponse:
            self.log(request, [relation], title)
            return office_page(
                self,
                request,
                "admin/grid/register/act.html",
                title,
                original=relation,
                relation=relation,
                place=place_of_relation(relation),
                form=form,
                **words,
            )

        return ask_once(
            request,
            form,
            run=run,
            done=lambda after: redirect_with_success(request, done, *self._page_after(request, relation, after)),
            show=show,
        )

    def _page_after(self, request: HttpRequest, relation: PartyRelation, after: Any) -> tuple[Any, ...]:
        """The member's page; one whose only relation here was taken back has none."""
        if isinstance(after, PartyRelation):
            relation = after
        if relation.pk and visible(PartyRelation, request).filter(pk=relation.pk).exists():
            return ("admin:grid_partyrelation_change", relation.pk)
        return ("admin:grid_partyrelation_changelist",)

    def _relation(self, request: HttpRequest, object_id: str) -> PartyRelation:
        rows = visible(PartyRelation, request).select_related("person", "branch", "found_in__survey")
        return get_visible_or_404(rows, object_id)

    def _to_act_on(self, request: HttpRequest, object_id: str, act: str) -> PartyRelation:
        relation = self._relation(request, object_id)
        require_allowed(covered(relation, request, act))
        return relation

    # --- Entering

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Enter a member: somebody known, found by name or number, or somebody new."""
        require_allowed(self.has_add_permission(request))
        by, answer = acting_user(request), self._answer(request)
        act = request.POST.get("act", "") if request.method == "POST" else ""
        search = FindMemberForm(request.POST if act in ("search", "known") else None, prefix="search")
        known = KnownMemberForm(by, request.POST if act == "known" else None, prefix="known")
        people = self._people(request, search)
        typed = new_person_in(search.cleaned_data["query"]) if people is not None else {}
        new = NewMemberForm(by, request.POST if act == "new" else None, prefix="new", initial=typed)
        chosen = self._chosen(request, act)
        form: Any = {"known": known, "new": new}.get(act)

        def show() -> HttpResponse:
            return office_page(
                self,
                request,
                "admin/grid/register/enter.html",
                gettext("Enter a member"),
                search=search,
                known=known,
                new=new,
                people=people,
                chosen=chosen,
                answer=answer,
            )

        def done(relation: PartyRelation) -> HttpResponse:
            text = gettext("%(name)s is entered.") % {"name": relation.person.name}
            if answer:
                there = (answer.survey_id, answer.household.building_id)
                return redirect_with_success(request, text, "admin:grid_survey_building", *there)
            return redirect_with_success(request, text, "admin:grid_partyrelation_change", relation.pk)

        def refused(refusal: Refused) -> HttpResponse:
            if refusal.code == "has_relation":
                self._log_known_member(form, chosen, by)
            if isinstance(form, NewMemberForm):
                form.ask_back(refusal)
            form.add_error(None, refusal.as_validation_error())
            return show()

        if form is None:
            return show()
        return ask_once(
            request,
            form,
            run=lambda _answers: self._enter(form, chosen, answer, by),
            done=done,
            show=show,
            refused=refused,
        )

    def _enter(self, form: Any, chosen: Person | None, answer: SurveyAnswer | None, by: User) -> PartyRelation:
        facts = {**form.facts(), "found_in": answer, "by": by}
        if isinstance(form, NewMemberForm):
            typed = form.cleaned_data
            who = {name: typed[name] for name in ("name", "phone", "another")}
            return acts.enter_new_member(**who, notice=form.notice(), **facts)
        return acts.enter_member(require_somebody_chosen(chosen), notice=form.notice(), **facts)

    def _log_known_member(self, form: Any, chosen: Person | None, by: User) -> None:
        """Log the reading when a refusal says that somebody is already in a register, maybe elsewhere.

        The view does it, because everything that a refused action writes is rolled back.
        """
        if isinstance(form, NewMemberForm):
            typed = form.cleaned_data
            person = known_person(name=typed["name"], phone=typed["phone"], by=by)
        else:
            person = chosen
        log_reading([person] if person else [], what=self.what, reason=gettext("Enter a member"), by=by)

    def _answer(self, request: HttpRequest) -> SurveyAnswer | None:
        """The survey's answer that led to the entry, if the page was opened from there."""
        rows = visible(SurveyAnswer, request).select_related("survey", "household__building__estate")
        return get_named_or_404(request, "answer", rows)

    def _people(self, request: HttpRequest, search: FindMemberForm) -> list[Person] | None:
        """The people found, each with the homes that the reader may know; None: nothing was searched for."""
        if not search.is_bound or not search.is_valid():
            return None
        try:
            by = acting_user(request)
            return list(search_people(search.cleaned_data["query"], by=by).prefetch_related(homes_of(by)))
        except Refused as refused:
            search.add_error(None, refused.as_validation_error())
            return None

    def _chosen(self, request: HttpRequest, act: str) -> Person | None:
        if act != "known" or not request.POST.get("person"):
            return None
        try:
            return get_visible_or_404(visible(Person, request), request.POST["person"])
        except Http404:
            return None

    # --- Taking along

    def export(self, request: HttpRequest) -> HttpResponse:
        require_allowed(acting_user(request).has_perm("grid.export_partyrelation"))
        form = ExportReasonForm(posted(request))
        return ask_once(
            request,
            form,
            run=lambda answers: export_register(PartyRelation.objects.current(), by=acting_user(request), **answers),
            done=lambda content: spreadsheet_response(content, "register.xlsx"),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("Export the register"),
                text=gettext(
                    "A spreadsheet of all relations of today that you look after. Phone numbers are masked."
                ),
                button=gettext("Export"),
                back=reverse("admin:grid_partyrelation_changelist"),
            ),
        )
