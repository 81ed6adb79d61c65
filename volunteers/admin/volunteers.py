"""Volunteers as the office keeps them: applications, who is in the team, and what is done with each of them."""

import re
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from accounts.auth.http import acting_user
from accounts.phones import mask_phone
from accounts.selectors.people import is_own
from common.admin.base import ScopedTabularInline
from common.admin.ordering import next_first
from common.admin.scope import visible
from volunteers.actions.join import change_profile, enter_known_applicant
from volunteers.admin.call_list import volunteer_call_list_page
from volunteers.admin.filters import KindFilter, SkillFilter, SubTeamFilter, WithoutSignInFilter
from volunteers.admin.forms.volunteers import NewVolunteerForm, VolunteerForm
from volunteers.admin.record_filters import YearJoinedFilter
from volunteers.admin.volunteer_acts import VolunteerActsAdmin
from volunteers.models import ServiceKind, Skill, Slot, Team, TeamMembership, Volunteer
from volunteers.selectors.volunteers import with_sub_teams

COLOURS = {"applied": "warning", "active": "success", "paused": "info", "refused": "danger", "left": "default"}
NUMBER = re.compile(r"\s*[A-Za-z]{1,6}[-\s]*0*([0-9]{1,6})\s*")

# The columns of codes in words, for whoever only reads them.
READ_ONLY = ("kinds_shown", "skills_shown", "slots_shown")


def _labels(choices: Any, codes: list[str]) -> str:
    return pgettext("between names", ", ").join(str(choices(code).label) for code in codes) or "–"


class MembershipInline(ScopedTabularInline):
    """The sub-teams of a volunteer, past ones too; they are chosen on a page of their own."""

    model = TeamMembership
    fields = ["team", "during"]
    verbose_name_plural = _("memberships of sub-teams")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Volunteer)
class VolunteerAdmin(VolunteerActsAdmin):
    """The office's list of volunteers. Who applied first stands first; what is done with one is a button."""

    form = VolunteerForm
    list_display = ["who", "number_shown", "phone", "standing", "kinds_shown", "sub_teams_shown", "applied_on"]
    list_display_links = ["who"]
    list_filter: Any = [
        ("status", ChoicesDropdownFilter),
        SubTeamFilter,
        KindFilter,
        SkillFilter,
        "grid",
        ("person__user", WithoutSignInFilter),
        YearJoinedFilter,
        "team",
    ]
    list_select_related = ["person", "team", "grid"]
    search_fields = ["person__name"]
    search_help_text = _("Name or initials, volunteer number, or a whole phone number")
    autocomplete_fields: ClassVar = ["person"]
    inlines = [MembershipInline]
    actions = ["call_list"]

    # --- The list

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = with_sub_teams(super().get_queryset(request).select_related("person", "team"))
        return rows.annotate(person_is_own=is_own(acting_user(request), "person"))

    def get_ordering(self, request: HttpRequest) -> Any:
        """Applications that wait stand first, the oldest on top."""
        return next_first("applied_at", ~Q(status=Volunteer.Status.APPLIED))

    def matching(self, request: HttpRequest, typed: str) -> Q:
        """Also by the number of a volunteer, as it stands on papers: PY-0042."""
        found = super().matching(request, typed)
        if number := NUMBER.fullmatch(typed):
            found |= Q(number=int(number[1]))
        return found

    @admin.display(description=_("name"), ordering="person__name_sort")
    def who(self, volunteer: Volunteer) -> str:
        return volunteer.person.name

    @admin.display(description=_("number"), ordering="number")
    def number_shown(self, volunteer: Volunteer) -> str:
        return volunteer.number_label or "–"

    @admin.display(description=_("phone"))
    def phone(self, volunteer: Any) -> str:
        """Of the own people; of whoever is only met nobody reads more than the name."""
        return volunteer.person.masked_phone if volunteer.person_is_own else ""

    @display(description=_("status"), ordering="status", label=COLOURS)
    def standing(self, volunteer: Volunteer) -> tuple[str, str]:
        return volunteer.status, str(volunteer.get_status_display())

    @admin.display(description=_("kinds of service"))
    def kinds_shown(self, volunteer: Volunteer) -> str:
        return _labels(ServiceKind, volunteer.kinds)

    @admin.display(description=_("skills"))
    def skills_shown(self, volunteer: Volunteer) -> str:
        return _labels(Skill, volunteer.skills)

    @admin.display(description=_("times"))
    def slots_shown(self, volunteer: Volunteer) -> str:
        return _labels(Slot, volunteer.slots)

    @admin.display(description=_("sub-teams"))
    def sub_teams_shown(self, volunteer: Volunteer) -> str:
        return pgettext("between names", ", ").join(one.team.name for one in volunteer.memberships.all()) or "–"

    @admin.display(description=_("applied on"), ordering="applied_at")
    def applied_on(self, volunteer: Volunteer) -> str:
        return f"{timezone.localtime(volunteer.applied_at):%Y-%m-%d}"

    @admin.action(description=_("List to call, or to print"), permissions=["view"])
    def call_list(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return volunteer_call_list_page(self, request, queryset)

    # --- The page of one volunteer

    def get_inlines(self, request: HttpRequest, obj: Any) -> list:
        return super().get_inlines(request, obj) if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Volunteer | None = None) -> Any:
        codes = ["kinds", "skills", "slots"]
        if obj and not self.has_change_permission(request, obj):
            codes = list(READ_ONLY)
        wishes = (_("What, when and where"), {"fields": [*codes, "grid", "words"]})
        if obj is None:
            asked = ["team", "person", "birth_year", "agreed", "guardian_name", "guardian_phone"]
            if visible(Team, request).top().in_use().count() == 1:
                asked.remove("team")
            return [(None, {"fields": asked}), wishes, (None, {"fields": ["national_number"]})]
        facts = ["who", "phone", "number_shown", "standing_in_words", "applied"]
        if self.has_change_permission(request, obj) and obj.guardian_name:
            facts.append("guardian")
        return [(None, {"fields": facts}), wishes, (None, {"fields": ["national_number"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Volunteer | None = None) -> Any:
        facts = ["who", "phone", "number_shown", "standing_in_words", "applied", "guardian"]
        return [*facts, *READ_ONLY] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewVolunteerForm
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "team":
            kwargs["queryset"] = Team.objects.top().in_use()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("status"))
    def standing_in_words(self, volunteer: Volunteer) -> str:
        words = [str(volunteer.get_status_display())]
        if volunteer.paused_until:
            words.append(gettext("until %(day)s") % {"day": f"{volunteer.paused_until:%Y-%m-%d}"})
        return " · ".join([*words, *filter(None, [volunteer.reason])])

    @admin.display(description=_("applied"))
    def applied(self, volunteer: Volunteer) -> str:
        return f"{self.applied_on(volunteer)} · {volunteer.by}"

    @admin.display(description=_("guardian"))
    def guardian(self, volunteer: Volunteer) -> str:
        agreed = volunteer.guardian_agreed_at
        day = f"{timezone.localtime(agreed):%Y-%m-%d}" if agreed else ""
        words = gettext("agreed on %(day)s") % {"day": day} if agreed else gettext("not rung yet")
        return " · ".join([volunteer.guardian_name, mask_phone(volunteer.guardian_phone), words])

    def withheld(self, request: HttpRequest, obj: Volunteer) -> frozenset[str]:
        """The whole number of a guardian is read for a reason only, and the rest by who keeps the volunteer."""
        named = frozenset() if self.has_change_permission(request, obj) else frozenset({"guardian_name"})
        return named | {"guardian_phone"}

    def save_model(self, request: HttpRequest, obj: Volunteer, form: Any, change: bool) -> None:
        by = acting_user(request)
        if change:
            change_profile(obj, by=by, **form.profile())
            return
        team = form.cleaned_data.get("team") or visible(Team, request).top().in_use().get()
        made = enter_known_applicant(team, by=by, **form.application())
        obj.pk, obj.team = made.pk, team
        obj._state.adding = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
