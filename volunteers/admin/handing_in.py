"""Lists that were handed in: made, taken out of the portal for a reason, and answered by a result file."""

from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from accounts.auth.http import acting_user
from common.admin.forms import without_links
from common.admin.pages import act_page, ask_once, office_page, posted, redirect_with_success, require_allowed
from common.exceptions import Refused
from common.files.spreadsheets import spreadsheet_response
from common.http.keys import get_visible_or_404
from common.http.pagination import page_of
from stations.admin.base import ActedOnAdmin
from volunteers.actions.handing_in import export_hand_in, make_hand_in, store_results
from volunteers.admin.forms.papers import AdminHandInForm, HandInExportForm, ResultFileForm
from volunteers.exports.hand_in_rows import plan_of
from volunteers.imports.hand_in_results import ReadResults, match_results
from volunteers.models import HandIn, HandInRow, Team
from volunteers.rules.handing_in import EXPORT
from volunteers.selectors.handing_in import records_to_hand_in, rows_of_list

ROWS_A_PAGE = 100
# So many lines that belong to no row, and records that were left out, are named one by one.
MOST_NAMED = 50
# What was read of a file, from the page that asks whether to store it; signed, so that it is stored as it was shown.
READ, SALT, AN_HOUR = "read", "volunteers.hand_in_results", 60 * 60


@admin.register(HandIn)
class HandInAdmin(ActedOnAdmin):
    """The secretary's lists. What was made stays; a list of other days or columns is another one."""

    form = AdminHandInForm
    list_display = ["kind", "team", "period", "row_count", "refused_count", "made_at", "maker"]
    list_filter: Any = ["team", ("kind", ChoicesDropdownFilter)]
    list_select_related = ["team", "made_by__person"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        refused = Q(rows__answer=HandInRow.Answer.REFUSED)
        return rows.annotate(
            numbers=Count("rows__number", distinct=True),
            refused_numbers=Count("rows__number", distinct=True, filter=refused),
        )

    @admin.display(description=_("days"), ordering="first_day")
    def period(self, hand_in: HandIn) -> str:
        return f"{hand_in.first_day} – {hand_in.last_day}"

    @admin.display(description=_("rows"))
    def row_count(self, hand_in: Any) -> int:
        return hand_in.numbers

    @admin.display(description=_("refused"))
    def refused_count(self, hand_in: Any) -> str:
        return str(hand_in.refused_numbers) if hand_in.answered_at else gettext("no answer yet")

    @admin.display(description=_("made by"), ordering="made_by__person__name_sort")
    def maker(self, hand_in: HandIn) -> str:
        return str(hand_in.made_by)

    # --- Making

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and acting_user(request).has_perm(EXPORT)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["team", "kind", "first_day", "last_day", "columns"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "team":
            kwargs["queryset"] = Team.objects.top()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        without_links(form, "team")
        return form

    def save_model(self, request: HttpRequest, obj: HandIn, form: Any, change: bool) -> None:
        answers = form.cleaned_data
        made = make_hand_in(
            answers["team"],
            kind=answers["kind"],
            first_day=answers["first_day"],
            last_day=answers["last_day"],
            columns=answers["columns"],
            by=acting_user(request),
        )
        obj.pk, obj._state.adding = made.pk, False

    def response_add(self, request: HttpRequest, obj: HandIn, post_url_continue: str | None = None) -> HttpResponse:
        return redirect_with_success(
            request,
            gettext("The list is made. Please look at what was left out, then download it."),
            "admin:volunteers_handin_change",
            obj.pk,
        )

    # --- One list

    def get_urls(self) -> list[Any]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"volunteers_handin_{name}")

        return [
            page("<path:object_id>/export/", self.export, "export"),
            page("<path:object_id>/answers/", self.answers, "answers"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of a list: its rows with their answers, and what it could not say."""
        require_allowed(request.method in ("GET", "HEAD"))
        hand_in = self._row(request, object_id)
        rows = rows_of_list(hand_in)
        only = request.GET.get("only", "")
        shown = [row for row in rows if row.answer == only] if only in HandInRow.Answer.values and only else rows
        records = records_to_hand_in(hand_in.team, hand_in.first_day, hand_in.last_day)
        left_out = plan_of(hand_in.kind, records).left_out
        return office_page(
            self,
            request,
            "admin/volunteers/hand_in.html",
            str(hand_in),
            original=hand_in,
            hand_in=hand_in,
            page=page_of(shown, request.GET.get("page", ""), size=ROWS_A_PAGE),
            only=only,
            count=len(rows),
            taken=sum(row.answer == HandInRow.Answer.TAKEN for row in rows),
            refused=sum(row.answer == HandInRow.Answer.REFUSED for row in rows),
            outdated=sum(row.is_outdated for row in rows),
            left_out=left_out[:MOST_NAMED],
            left_out_count=len(left_out),
            may_export=self._may_export(request, hand_in),
        )

    def export(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that asks what the list is for, then hands it out."""
        hand_in = self._row(request, object_id)
        require_allowed(self._may_export(request, hand_in))
        form = HandInExportForm(hand_in, posted(request))
        return ask_once(
            request,
            form,
            run=lambda answers: export_hand_in(hand_in, **answers, by=acting_user(request)),
            done=lambda content: spreadsheet_response(content, f"{hand_in.team.name} {hand_in}.xlsx"),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("Download the list"),
                subtitle=str(hand_in),
                text=gettext("Half hours are floored in it. Numbers of identity cards are never in it."),
                button=gettext("Download"),
                back=self._address(hand_in),
            ),
        )

    # --- The answer of the platform

    def answers(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that reads a result file, shows what it says, and stores it when asked once more."""
        hand_in = self._row(request, object_id)
        require_allowed(self._may_export(request, hand_in))
        if request.method == "POST" and READ in request.POST:
            return self._store(request, hand_in)
        form = ResultFileForm(posted(request), request.FILES or None)
        if form.is_bound and form.is_valid():
            return self._confirmation(
                request, hand_in, match_results(rows_of_list(hand_in), form.cleaned_data["file"])
            )
        return office_page(
            self,
            request,
            "admin/volunteers/hand_in_file.html",
            gettext("Read the answer of the platform"),
            original=hand_in,
            hand_in=hand_in,
            form=form,
            back=self._address(hand_in),
        )

    def _confirmation(self, request: HttpRequest, hand_in: HandIn, read: ReadResults) -> HttpResponse:
        said = [(one.row.number, one.is_taken, one.reason) for one in read.answers]
        return office_page(
            self,
            request,
            "admin/volunteers/hand_in_answers.html",
            gettext("Is this what the platform answered?"),
            original=hand_in,
            hand_in=hand_in,
            refused=[one for one in read.answers if not one.is_taken],
            taken=sum(one.is_taken for one in read.answers),
            puzzles=read.puzzles[:MOST_NAMED],
            puzzle_count=len(read.puzzles),
            read=signing.dumps([hand_in.pk, said], salt=SALT, compress=True) if said else "",
            back=reverse("admin:volunteers_handin_answers", args=[hand_in.pk]),
        )

    def _store(self, request: HttpRequest, hand_in: HandIn) -> HttpResponse:
        try:
            of_list, said = signing.loads(request.POST[READ], salt=SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            of_list, said = None, []
        if of_list != hand_in.pk:
            messages.error(request, gettext("This page is too old. Please send the file once more."))
            return redirect("admin:volunteers_handin_answers", hand_in.pk)
        answers = {number: (is_taken, reason) for number, is_taken, reason in said}
        try:
            stored = store_results(hand_in, answers=answers, by=acting_user(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("admin:volunteers_handin_answers", hand_in.pk)
        words = ngettext("The answer to %(n)d row is stored.", "The answers to %(n)d rows are stored.", stored)
        return redirect_with_success(request, words % {"n": stored}, self._address(hand_in))

    # --- Parts

    def _row(self, request: HttpRequest, object_id: str) -> HandIn:
        hand_in: HandIn = get_visible_or_404(self.get_queryset(request).select_related("team"), object_id)
        return hand_in

    def _may_export(self, request: HttpRequest, hand_in: HandIn) -> bool:
        return acting_user(request).has_perm(EXPORT, hand_in.team)

    def _address(self, hand_in: HandIn) -> str:
        return reverse("admin:volunteers_handin_change", args=[hand_in.pk])
