"""Surveys (排摸) in admin: how far each has come, and a page for one building to take along on the stairs."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.actions.access_log import log_reading
from accounts.auth.http import acting_user
from common.admin.base import ScopedModelAdmin
from common.admin.forms import ExportReasonForm
from common.admin.ordering import next_first
from common.admin.pages import act_page, ask_once, office_page, posted, redirect_with_success, require_allowed
from common.admin.scope import covered, visible
from common.exceptions import Refused
from common.files.spreadsheets import spreadsheet_response
from common.http.keys import get_visible_or_404, whole_number
from common.time import clock
from grid.actions import survey as acts
from grid.actions.exports import export_survey
from grid.admin.forms.survey import SurveyResultForm
from grid.models import Building, Household, OrgUnit, Survey, SurveyAnswer
from grid.selectors.survey import (
    buildings_asked,
    survey_by_entrance,
    survey_by_estate,
    survey_households,
    survey_progress,
    survey_total,
    with_survey_counts,
)

Outcome = SurveyAnswer.Outcome


class SurveyFinishedFilter(admin.SimpleListFilter):
    """A filter of surveys: running or finished."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("running", _("running")), ("finished", _("finished"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in ("running", "finished"):
            return queryset.filter(finished_at__isnull=self.value() == "running")
        return queryset


@admin.register(Survey)
class SurveyAdmin(ScopedModelAdmin):
    """The office's list of surveys, the page of one with its progress, and a page for each building."""

    fields = ["unit", "title", "during"]
    list_display = ["title", "unit", "days", "standing", "coverage", "members_counted"]
    list_filter = [SurveyFinishedFilter, "unit"]
    list_select_related = ["unit"]
    search_fields = ["title"]

    class Media:
        css = {"all": ["office/events.css", "office/register.css"]}

    def get_ordering(self, request: HttpRequest) -> Any:
        """Those that run or are to come stand first; one that is finished is over, whatever its days."""
        over = Q(during__endswith__lte=clock.today()) | Q(finished_at__isnull=False)
        return next_first("during__startswith", over)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/building/<int:building_id>/", wrap(self.building), name="grid_survey_building"),
            path("<path:object_id>/finish/", wrap(self.finish), name="grid_survey_finish"),
            path("<path:object_id>/export/", wrap(self.export), name="grid_survey_export"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        return with_survey_counts(rows, acting_user(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "unit":
            reach = acting_user(request).rights.holding("grid.add_survey")
            kwargs["queryset"] = OrgUnit.objects.within(reach).filter(level__lt=OrgUnit.Level.PIONEER_POST)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # --- The list

    @display(description=_("state"), label={_("running"): "warning", _("finished"): "success"})
    def standing(self, survey: Survey) -> str:
        return gettext("finished") if survey.is_finished else gettext("running")

    @admin.display(description=_("households asked"))
    def coverage(self, survey: Any) -> SafeString:
        return format_html(
            '<progress class="office-bar" max="{}" value="{}"></progress> {} / {}',
            survey.household_count or 1,
            survey.asked_count,
            survey.asked_count,
            survey.household_count,
        )

    @admin.display(description=_("in service / floating"))
    def members_counted(self, survey: Any) -> str:
        return f"{survey.in_service_count} / {survey.floating_count}"

    # --- Opening and finishing

    def save_model(self, request: HttpRequest, obj: Survey, form: Any, change: bool) -> None:
        """Open a new survey. A survey that is open has a page of its own, and no form."""
        opened = acts.open_survey(obj.unit, title=obj.title, during=obj.during, by=acting_user(request))
        obj.pk = opened.pk
        obj._state.adding = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A branch also sees the survey of the unit above, because it asks that survey's households."""
        if not isinstance(obj, Survey) or obj.pk is None:
            return super().has_view_permission(request, obj)
        return super().has_view_permission(request) and visible(Survey, request).filter(pk=obj.pk).exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """How far the survey has come: in all, in each estate, in each building."""
        require_allowed(request.method in ("GET", "HEAD"))
        survey = self._survey(request, object_id)
        lines = survey_progress(survey, reader=acting_user(request))
        return office_page(
            self,
            request,
            "admin/grid/survey/survey.html",
            survey.title,
            original=survey,
            survey=survey,
            whole=survey_total(lines, gettext("in all")),
            estates=survey_by_estate(lines),
            may_finish=not survey.is_finished and covered(survey, request, "change"),
            may_export=covered(survey, request, "export"),
        )

    def finish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        survey = self._survey(request, object_id)
        require_allowed(covered(survey, request, "change"))
        form = SurveyResultForm(posted(request))

        def show() -> HttpResponse:
            left = survey_total(survey_progress(survey, reader=acting_user(request)), "").not_asked
            text = gettext("From then on its answers stay as they are. Households not asked yet: %(n)d.") % {
                "n": left
            }
            return self._form_page(
                request, survey, form, title=gettext("Finish the survey"), text=text, button=gettext("Finish")
            )

        return ask_once(
            request,
            form,
            run=lambda answers: acts.finish_survey(survey, **answers, by=acting_user(request)),
            done=lambda _survey: redirect_with_success(
                request, gettext("The survey is finished."), "admin:grid_survey_change", survey.pk
            ),
            show=show,
        )

    def export(self, request: HttpRequest, object_id: str) -> HttpResponse:
        survey = self._survey(request, object_id)
        require_allowed(covered(survey, request, "export"))
        form = ExportReasonForm(posted(request))
        return ask_once(
            request,
            form,
            run=lambda answers: export_survey(survey, **answers, by=acting_user(request)),
            done=lambda content: spreadsheet_response(content, f"survey-{survey.pk}.xlsx"),
            show=lambda: self._form_page(
                request,
                survey,
                form,
                title=gettext("Export the result"),
                text=gettext("A spreadsheet of the result, one line for each building, without names."),
                button=gettext("Export"),
            ),
        )

    def _form_page(
        self, request: HttpRequest, survey: Survey, form: Any, *, title: str, text: str, button: str
    ) -> HttpResponse:
        back = reverse("admin:grid_survey_change", args=[survey.pk])
        return act_page(
            self, request, form=form, title=title, subtitle=survey.title, text=text, button=button, back=back
        )

    # --- One building, household by household

    def building(self, request: HttpRequest, object_id: str, building_id: int) -> HttpResponse:
        survey = self._survey(request, object_id)
        reader = acting_user(request)
        building: Building = get_visible_or_404(
            buildings_asked(survey, reader=reader).select_related("estate"), building_id
        )
        if request.method == "POST":
            return self._record(request, survey, building)
        households = survey_households(survey, building, reader=reader)
        given = [answer for household in households for answer in cast(Any, household).given]
        shown = {member.person_id for answer in given for member in answer.entered}
        log_reading(shown, what="survey", reason=gettext("survey, page of a building"), by=reader)
        return office_page(
            self,
            request,
            "admin/grid/survey/building.html",
            str(building),
            original=survey,
            survey=survey,
            building=building,
            household_count=len(households),
            entrances=survey_by_entrance(households),
            asked=len(given),
            again=sum(answer.outcome == Outcome.NOBODY_HOME for answer in given),
            may_record=not survey.is_finished and reader.has_perm("grid.add_surveyanswer", building),
            may_enter=reader.has_perm("grid.add_partyrelation"),
            answered=Outcome.ANSWERED,
        )

    def _record(self, request: HttpRequest, survey: Survey, building: Building) -> HttpResponse:
        """One tap records the outcome of one household, and leads back to the same place of the page."""
        by = acting_user(request)
        require_allowed(by.has_perm("grid.add_surveyanswer", building))
        household: Household = get_visible_or_404(
            Household.objects.filter(building=building), request.POST.get("household")
        )
        outcome = request.POST.get("outcome", "")
        try:
            if outcome == "take_back":
                answer = SurveyAnswer.objects.filter(survey=survey, household=household).first()
                if answer is not None:
                    acts.take_back_answer(answer, by=by)
            else:
                counts = {name: self._number(request, name, outcome) for name in ("in_service", "floating")}
                acts.record_answer(survey, household=household, outcome=outcome, by=by, **counts)
        except Refused as refused:
            message = pgettext("a door of a building and what is wrong there", "%(door)s: %(words)s")
            messages.error(request, message % {"door": household, "words": refused})
        return redirect(
            reverse("admin:grid_survey_building", args=[survey.pk, building.pk]) + f"#door-{household.pk}"
        )

    def _number(self, request: HttpRequest, name: str, outcome: str) -> int:
        """The number typed for an answer; 0 when it is empty, and −1, which a rule refuses, when it is no number."""
        typed = request.POST.get(name, "").strip()
        if outcome != Outcome.ANSWERED or not typed:
            return 0
        number = whole_number(typed)
        return -1 if number is None else number

    def _survey(self, request: HttpRequest, object_id: str) -> Survey:
        if not self.has_view_permission(request):
            raise Http404
        return get_visible_or_404(visible(Survey, request).select_related("unit"), object_id)
