"""Filters of the list of volunteers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.people import SignsInFilter
from common.admin.scope import visible
from volunteers.models import ServiceKind, Skill, Team, TeamMembership


class SubTeamFilter(admin.SimpleListFilter):
    """The filter of volunteers by the sub-team in which they are today, or by being in none."""

    title = _("sub-team")
    parameter_name = "sub_team"
    NONE = "none"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        teams = visible(Team, request).filter(level=Team.Level.SUB_TEAM).order_by("name", "pk")
        return [*((str(team.pk), team.name) for team in teams), (self.NONE, _("in none"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        current = TeamMembership.objects.current().order_by()
        if self.value() == self.NONE:
            return queryset.exclude(pk__in=current.values("volunteer"))
        if self.value() in dict(self.lookup_choices):
            return queryset.filter(pk__in=current.filter(team__pk=int(self.value() or 0)).values("volunteer"))
        return queryset


class _CodeFilter(admin.SimpleListFilter):
    """Base of filters by one of the codes that a column holds."""

    codes: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.codes.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in self.codes.values:
            return queryset
        return queryset.filter(**{f"{self.parameter_name}__contains": [self.value()]})


class KindFilter(_CodeFilter):
    """The filter of volunteers by what they would like to do."""

    title, parameter_name, codes = _("kind of service"), "kinds", ServiceKind


class SkillFilter(_CodeFilter):
    """The filter of volunteers by what they can do."""

    title, parameter_name, codes = _("skill"), "skills", Skill


class WithoutSignInFilter(SignsInFilter):
    """Whether volunteers can sign in; who cannot is rung. Of people only met the filter tells nothing."""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> Any:
        own = queryset.filter(person_is_own=True) if self.used_parameters else queryset
        return super(SignsInFilter, self).queryset(request, own)
