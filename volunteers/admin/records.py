"""Service records as the office keeps them: read, never edited; acts with a page of their own change their state."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.admin.base import FindsPeopleAdmin, ReadOnly
from accounts.auth.http import acting_user
from common.admin.pages import act_on_row, act_page, ask_once, posted, redirect_with_success, require_allowed
from common.http.keys import get_visible_or_404
from common.time import formatting
from volunteers.actions import records as acts
from volunteers.admin.forms.records import (
    AdminByHandForm,
    AdminEvaluationForm,
    AdminRecordCorrectionForm,
    AdminWhyNotForm,
)
from volunteers.admin.overviews import deadlines_page, odd_records_page, yearly_report_page
from volunteers.admin.record_filters import (
    CorrectionFilter,
    CountsFilter,
    NotCompleteFilter,
    RecordDaysFilter,
    YearFilter,
)
from volunteers.models import Evaluation, ServiceRecord
from volunteers.rules.records import CONFIRM, ENTER, EVALUATE, possible_record_acts
from volunteers.selectors.records import name_in_charge, records_at_same_time, service_of

STATES = {"waiting": "warning", "confirmed": "success", "refused": "danger"}
SOURCES = {"scanned": "success", "list": "info", "hand": "warning"}


@admin.register(ServiceRecord)
class ServiceRecordAdmin(FindsPeopleAdmin):
    """The office's list of service records, with both sums of what is listed, and the page of each."""

    list_display = ["day", "who", "activity_name", "length", "where_from", "standing", "entered", "decided"]
    list_display_links = ["day", "who"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("source", ChoicesDropdownFilter),
        ("service", ChoicesDropdownFilter),
        RecordDaysFilter,
        YearFilter,
        CountsFilter,
        CorrectionFilter,
        "volunteer__team",
        NotCompleteFilter,
    ]
    linked_lookups = ("volunteer__exact", "activity__exact")
    list_select_related = ["volunteer__person", "entered_by__person", "decided_by__person"]
    search_fields = ["volunteer__person__name", "activity_name", "place"]
    search_help_text = _("Name, activity or place")
    ordering = ["-day", "-pk"]
    change_list_template = "admin/volunteers/records/list.html"
    change_form_outer_before_template = "admin/volunteers/records/beside.html"
    actions_list = ["deadlines", "odd", "report"]
    actions_detail = ["confirm", "refuse", "correct", "evaluate"]

    class Media:
        css = {"all": ["office/events.css"]}

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("add/", wrap(self.enter), name="volunteers_servicerecord_add"), *super().get_urls()]

    # --- The list

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With both sums of the rows that are listed, as far as they count."""
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            rows = response.context_data["cl"].queryset.order_by().values("pk")
            response.context_data["minutes"] = ServiceRecord.objects.filter(pk__in=rows).counted().minutes()
        return response

    @admin.display(description=_("volunteer"), ordering="volunteer__person__name_sort")
    def who(self, record: ServiceRecord) -> str:
        return record.volunteer.person.name

    @admin.display(description=_("time given"), ordering="minutes")
    def length(self, record: ServiceRecord) -> str:
        return formatting.hours_and_minutes(record.minutes)

    @display(description=_("source"), ordering="source", label=SOURCES)
    def where_from(self, record: ServiceRecord) -> tuple[str, str]:
        return record.source, str(record.get_source_display())

    @display(description=_("state"), ordering="state", label=STATES)
    def standing(self, record: ServiceRecord) -> tuple[str, str]:
        return record.state, str(record.get_state_display())

    @admin.display(description=_("entered by"))
    def entered(self, record: ServiceRecord) -> str:
        return name_in_charge(record.entered_by, record.organising_unit)

    @admin.display(description=_("decided by"))
    def decided(self, record: ServiceRecord) -> str:
        return name_in_charge(record.decided_by, record.organising_unit) if record.decided_by else "–"

    # --- The page of one

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (_("Service"), {"fields": [("who", "length"), ("activity_name", "service"), ("day", "times")]}),
            (None, {"fields": [("place", "role_there"), "content", ("organising_unit", "person_in_charge")]}),
            (_("How it came about"), {"fields": [("source", "state"), ("entered", "entered_at"), "evidence"]}),
            (None, {"fields": [("decided", "decided_at"), "decision", "long_day_reason"]}),
            (None, {"fields": ["corrected_from", "correction_reason", "corrections", "said"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        names = [name for _title, part in self.get_fieldsets(request, obj) for name in part["fields"]]
        return [one for name in names for one in (name if isinstance(name, tuple) else (name,))]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Records are never edited. Each act checks its own right."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {"beside": records_at_same_time(obj, acting_user(request)) if obj else ()}

    @admin.display(description=_("from – until"))
    def times(self, record: ServiceRecord) -> str:
        return formatting.span(record.starts_at, record.ends_at) if record.starts_at and record.ends_at else "–"

    @admin.display(description=_("role on the shift"))
    def role_there(self, record: ServiceRecord) -> str:
        return record.role or "–"

    @admin.display(description=_("corrects"))
    def corrected_from(self, record: ServiceRecord) -> str | SafeString:
        return self._link(record.corrects) if record.corrects else "–"

    @admin.display(description=_("corrected by"))
    def corrections(self, record: ServiceRecord) -> str | SafeString:
        links = format_html_join(" · ", "{}", ((self._link(one),) for one in record.corrected_by.order_by("pk")))
        return links or "–"

    def _link(self, record: ServiceRecord) -> SafeString:
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{} · {} · {}</a>',
            reverse("admin:volunteers_servicerecord_change", args=[record.pk]),
            formatting.day(record.day),
            formatting.hours_and_minutes(record.minutes),
            record.get_state_display(),
        )

    @admin.display(description=_("evaluation"))
    def said(self, record: ServiceRecord) -> str:
        evaluations = service_of(record).evaluations.all()
        return "\n".join(f"{formatting.day(one.day)} · {one.text}" for one in evaluations) or "–"

    # --- Entering by hand

    def enter(self, request: HttpRequest) -> HttpResponse:
        """The page that enters minutes by hand, instead of Django's form: they wait for a second person."""
        require_allowed(self.has_add_permission(request))
        form = AdminByHandForm(acting_user(request), posted(request), initial=self._known(request))

        def run(answers: dict[str, Any]) -> ServiceRecord:
            return acts.enter_by_hand(answers.pop("volunteer"), by=acting_user(request), **answers)

        return ask_once(
            request,
            form,
            run=run,
            done=lambda record: redirect_with_success(
                request,
                gettext("Entered. It counts once a second person has confirmed it."),
                "admin:volunteers_servicerecord_change",
                record.pk,
            ),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("Enter minutes by hand"),
                text=gettext("For what nobody scanned or ticked. It counts once a second person has confirmed it."),
                button=gettext("Enter"),
                back=reverse("admin:volunteers_servicerecord_changelist"),
                media=form.media,
            ),
        )

    @staticmethod
    def _known(request: HttpRequest) -> dict[str, str]:
        return {name: request.GET[name] for name in ("volunteer", "activity") if request.GET.get(name, "").isdigit()}

    # --- Acts

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """Only what this user may do with this record now."""
        record = self.get_object(request, str(object_id))
        if not isinstance(record, ServiceRecord):
            return []
        offered = possible_record_acts(record, acting_user(request))
        return [
            one
            for one in super().get_actions_detail(request, object_id)
            if one.action_name.removeprefix("volunteers_servicerecord_") in offered
        ]

    def _to_act_on(self, request: HttpRequest, object_id: str, right: str) -> ServiceRecord:
        rows = self.get_queryset(request).select_related("volunteer__person", "volunteer__team", "corrects")
        record: ServiceRecord = get_visible_or_404(rows, object_id)
        require_allowed(acting_user(request).has_perm(right, record))
        return record

    @action(
        description=_("Confirm the minutes"), icon="check_circle", url_path="confirm", variant=ActionVariant.PRIMARY
    )
    def confirm(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that asks once, then confirms the minutes."""
        record = self._to_act_on(request, object_id, CONFIRM)
        return act_on_row(
            self,
            request,
            record,
            forms.Form(posted(request)),
            run=lambda _answers: acts.confirm_record(record, by=acting_user(request)),
            title=gettext("Confirm the minutes"),
            text=gettext("They count from then on, and the volunteer is told."),
            button=gettext("Confirm the minutes"),
            done=gettext("Confirmed, and the volunteer told."),
        )

    @action(description=_("Do not confirm"), icon="block", url_path="refuse")
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that asks why the minutes are not confirmed."""
        record = self._to_act_on(request, object_id, CONFIRM)
        return act_on_row(
            self,
            request,
            record,
            AdminWhyNotForm(posted(request)),
            run=lambda answers: acts.refuse_record(record, by=acting_user(request), **answers),
            title=gettext("These minutes are not confirmed"),
            button=gettext("Do not confirm"),
            done=gettext("Not confirmed, and the volunteer told."),
            danger=True,
        )

    @action(description=_("Correct the record"), icon="edit_note", url_path="correct")
    def correct(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that enters a correction, which is a row of its own."""
        record = self._to_act_on(request, object_id, ENTER)
        now = {"minutes": record.minutes, "day": record.day}
        return act_on_row(
            self,
            request,
            record,
            AdminRecordCorrectionForm(posted(request), initial=now),
            run=lambda answers: acts.correct_record(record, by=acting_user(request), **answers),
            title=gettext("Correct the record"),
            text=gettext(
                "The record stays as it is. What is right is entered beside it, and counts instead once a second "
                "person has confirmed it. 0 minutes: the service was not given."
            ),
            button=gettext("Enter the correction"),
            done=gettext("The correction is entered. It counts once a second person has confirmed it."),
        )

    @action(description=_("Evaluate"), icon="format_quote", url_path="evaluate")
    def evaluate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that says in a sentence how the service was."""
        record = self._to_act_on(request, object_id, EVALUATE)
        return act_on_row(
            self,
            request,
            record,
            AdminEvaluationForm(posted(request)),
            run=lambda answers: acts.evaluate(record, by=acting_user(request), **answers),
            title=gettext("How was the service?"),
            button=gettext("Save the evaluation"),
            done=gettext("Thank you. The volunteer reads it."),
        )

    # --- Overviews

    def has_overview_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever confirms minutes looks after the records; others read single ones."""
        return acting_user(request).has_perm(CONFIRM)

    @action(description=_("Days left"), icon="timer", url_path="deadlines", permissions=["overview"])
    def deadlines(self, request: HttpRequest) -> HttpResponse:
        return deadlines_page(request)

    @action(description=_("What looks wrong"), icon="troubleshoot", url_path="odd", permissions=["overview"])
    def odd(self, request: HttpRequest) -> HttpResponse:
        return odd_records_page(request)

    @action(description=_("Yearly report"), icon="summarize", url_path="report", permissions=["overview"])
    def report(self, request: HttpRequest) -> HttpResponse:
        return yearly_report_page(request)


@admin.register(Evaluation)
class EvaluationAdmin(ReadOnly, FindsPeopleAdmin):
    """What was said of services; it is said on the page of a record, and never rewritten."""

    list_display = ["day", "who", "service", "text", "by"]
    list_filter = [YearFilter]
    list_select_related = ["record__volunteer__person", "by__person"]
    search_fields = ["record__volunteer__person__name", "text"]
    fields = ["day", "who", "service", "text", "by"]
    readonly_fields = ["who", "service"]

    @admin.display(description=_("volunteer"), ordering="record__volunteer__person__name_sort")
    def who(self, evaluation: Evaluation) -> str:
        return evaluation.record.volunteer.person.name

    @admin.display(description=_("service"))
    def service(self, evaluation: Evaluation) -> str:
        return str(evaluation.record)
