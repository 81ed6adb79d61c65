"""What volunteers want corrected, as the office answers it."""

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from common.admin.pages import act_on_row, act_page, ask_once, posted, redirect_with_success, require_allowed
from common.exceptions import allows
from common.http.keys import get_visible_or_404
from common.time import formatting
from volunteers.actions import records as acts
from volunteers.admin.forms.records import (
    AdminMissingServiceForm,
    AdminPutRightForm,
    AdminWhyNotForm,
    AskForVolunteerForm,
)
from volunteers.admin.record_filters import YearAskedFilter
from volunteers.models import CorrectionRequest
from volunteers.rules.records import ANSWER, require_may_answer
from volunteers.selectors.records import can_be_corrected

STATES = {"open": "warning", "entered": "warning", "accepted": "success", "refused": "info"}


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(FindsPeopleAdmin):
    """The office's list of requests for correction: each is answered once, and none is edited."""

    list_display = ["asked_on", "who", "words", "about", "standing", "answer"]
    list_display_links = ["asked_on", "who"]
    list_filter = [("state", ChoicesDropdownFilter), YearAskedFilter]
    list_select_related = ["volunteer__person", "record", "answered_by__person"]
    search_fields = ["volunteer__person__name", "words"]
    actions_detail = ["put_right", "refuse"]
    SHOWN = (
        "who",
        "words",
        "remembered",
        "about",
        "by",
        "created_at",
        "state",
        "answer",
        "answered_by",
        "answered_at",
    )

    class Media:
        css = {"all": ["office/events.css"]}

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("add/", wrap(self.ask), name="volunteers_correctionrequest_add"), *super().get_urls()]

    def get_ordering(self, request: HttpRequest) -> Any:
        """Those that wait stand first, the oldest of them on top."""
        return [F("answered_at").desc(nulls_first=True), "created_at", "pk"]

    @admin.display(description=_("asked"), ordering="created_at")
    def asked_on(self, request: CorrectionRequest) -> str:
        return formatting.day(request.created_at)

    @admin.display(description=_("volunteer"), ordering="volunteer__person__name_sort")
    def who(self, request: CorrectionRequest) -> str:
        return request.volunteer.person.name

    @admin.display(description=_("which record"))
    def about(self, request: CorrectionRequest) -> str | SafeString:
        if request.record is None:
            return gettext("a missing record")
        address = reverse("admin:volunteers_servicerecord_change", args=[request.record_id])
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', address, request.record
        )

    @admin.display(description=_("minutes as remembered"))
    def remembered(self, request: CorrectionRequest) -> str:
        return "–" if request.minutes is None else formatting.hours_and_minutes(request.minutes)

    @display(description=_("state"), ordering="state", label=STATES)
    def standing(self, request: CorrectionRequest) -> tuple[str, str]:
        return request.state, str(request.get_state_display())

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.SHOWN

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.SHOWN

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Requests are never edited. The answers check their own right."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # --- Noting what somebody has said by phone

    def ask(self, request: HttpRequest) -> HttpResponse:
        """The page that notes a request for a volunteer, instead of Django's form."""
        require_allowed(self.has_add_permission(request))
        form = AskForVolunteerForm(acting_user(request), posted(request))
        return ask_once(
            request,
            form,
            run=lambda answers: acts.ask_for_correction(by=acting_user(request), **answers),
            done=lambda asked: redirect_with_success(
                request, gettext("Noted."), "admin:volunteers_correctionrequest_change", asked.pk
            ),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("A volunteer asks for a correction"),
                text=gettext("For who has said it by phone or at the desk. A colleague or a lead answers it."),
                button=gettext("Note it"),
                back=reverse("admin:volunteers_correctionrequest_changelist"),
                media=form.media,
            ),
        )

    # --- Answering

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        asked = self.get_object(request, str(object_id))
        if not isinstance(asked, CorrectionRequest) or not allows(require_may_answer, acting_user(request), asked):
            return []
        return super().get_actions_detail(request, object_id)

    def _to_answer(self, request: HttpRequest, object_id: str) -> CorrectionRequest:
        asked: CorrectionRequest = get_visible_or_404(
            self.get_queryset(request).select_related("volunteer__person", "record__volunteer"), object_id
        )
        require_allowed(acting_user(request).has_perm(ANSWER, asked))
        return asked

    @action(description=_("Put it right"), icon="check_circle", url_path="put-right", variant=ActionVariant.PRIMARY)
    def put_right(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that enters the correction, or the whole record that was missing."""
        asked = self._to_answer(request, object_id)
        known = {"minutes": asked.minutes}
        if can_be_corrected(asked.record):
            form: Any = AdminPutRightForm(posted(request), initial=known)
            do = acts.correct_as_asked
        else:
            form = AdminMissingServiceForm(acting_user(request), posted(request), initial=known)
            do = acts.enter_as_asked
        return act_on_row(
            self,
            request,
            asked,
            form,
            run=lambda answers: do(asked, by=acting_user(request), **answers),
            title=gettext("Put it right"),
            text=gettext("It counts once a second person has confirmed it; the volunteer is told of the answer."),
            button=gettext("Put it right"),
            done=gettext("Put right, and the volunteer told. It counts once a second person has confirmed it."),
            media=form.media,
        )

    @action(description=_("It stays as it is"), icon="block", url_path="refuse")
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page that asks why it stays as it is."""
        asked = self._to_answer(request, object_id)
        return act_on_row(
            self,
            request,
            asked,
            AdminWhyNotForm(posted(request)),
            run=lambda answers: acts.refuse_correction(asked, answer=answers["reason"], by=acting_user(request)),
            title=gettext("It stays as it is"),
            button=gettext("Answer the volunteer"),
            done=gettext("Answered, and the volunteer told."),
        )
