"""Who holds which post: granted and ended here, never edited; what has ended stays as the history of the post."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from accounts.actions.appointments import appoint, end_appointment
from accounts.admin.base import FindsPeopleAdmin
from accounts.admin.forms.appointments import AppointmentEndForm, PeopleWhoSignIn, grantable_roles
from accounts.auth.http import acting_user
from accounts.models import Guardianship
from accounts.models.appointments import Appointment
from accounts.rules.appointments import can_end_appointment
from accounts.selectors.appointments import appointment_history
from common.admin.ordering import next_first
from common.admin.pages import act_on_row, posted, require_allowed
from common.time import clock
from common.time.dates import last_day

IN_OFFICE = pgettext_lazy("of an appointment", "in office")
TO_COME = pgettext_lazy("of an appointment", "to come")
ENDED = pgettext_lazy("of an appointment", "ended")


class AppointmentStandingFilter(admin.SimpleListFilter):
    """The filter of appointments: in office, ended, or still to come."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("current", IN_OFFICE), ("ended", ENDED), ("to_come", TO_COME)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = clock.today()
        match self.value():
            case "current":
                return queryset.filter(during__contains=today)
            case "ended":
                return queryset.filter(during__endswith__lte=today)
            case "to_come":
                return queryset.filter(during__startswith__gt=today)
        return queryset


class AppointmentAdmin(FindsPeopleAdmin):
    """Base of the admin of each kind of appointment: one is granted and ended, and never edited or deleted."""

    model: Any  # type[Appointment]
    list_display = ["who", "role", "where", "standing", "days", "granted_by"]
    list_select_related = ["user__person", "granted_by__person"]
    list_display_links = ["who"]
    search_fields = ["user__person__name"]
    search_help_text = _("Name")
    actions_detail = ["end"]
    change_form_after_template = "admin/appointments/history.html"

    # --- What is shown

    def get_ordering(self, request: HttpRequest) -> Any:
        """Those in office and those to come stand first."""
        return next_first("during__startswith", Q(during__endswith__lte=clock.today()))

    @admin.display(description=_("holder"), ordering="user__person__name_sort")
    def who(self, appointment: Appointment) -> str:
        return str(appointment.user)

    @admin.display(description=_("where"))
    def where(self, appointment: Appointment) -> str:
        return str(appointment.scope)

    @display(description=_("standing"), label={"in office": "success", "to come": "info", "ended": "default"})
    def standing(self, appointment: Appointment) -> tuple[str, str]:
        words = self.standing_in_words(appointment)
        return {str(IN_OFFICE): "in office", str(TO_COME): "to come"}.get(words, "ended"), words

    @admin.display(description=_("standing"))
    def standing_in_words(self, appointment: Appointment) -> str:
        if appointment.is_current:
            return str(IN_OFFICE)
        return str(TO_COME if appointment.during.lower > clock.today() else ENDED)

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        holders = appointment_history(obj.scope, seen_by=acting_user(request)) if obj else []
        return {"holders": holders, "shown": obj}

    # --- Rights: nothing is edited and nothing deleted

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and bool(grantable_roles(self.model, acting_user(request)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # --- Granting

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["person", *self.form.Meta.fields]
        return ["who", "role", "where", "standing_in_words", "days", "granted_by"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if obj is None else self.get_fields(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change=change, **kwargs | {"form": ModelForm, "fields": []})
        kwargs["fields"] = self.form.Meta.fields
        form = super().get_form(request, obj, change=change, **kwargs)
        picker = PeopleWhoSignIn(Guardianship._meta.get_field("by"), self.admin_site)
        field = form.base_fields["person"]
        picker.choices, picker.is_required = field.choices, True
        field.widget = picker
        form.by = request.user
        place = form.base_fields[self.model.SCOPE].widget
        place.can_add_related = place.can_change_related = place.can_view_related = False
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.model.SCOPE:
            kwargs["queryset"] = self.places(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def places(self, request: HttpRequest) -> QuerySet:
        """Where the user may grant one of these roles."""
        granting_roles = frozenset[str]().union(*(role.granted_by for role in self._offered(request)))
        place: Any = self.model._meta.get_field(self.model.SCOPE).remote_field.model
        return place.objects.within(acting_user(request).rights.reach_of(granting_roles))

    def _offered(self, request: HttpRequest) -> list:
        return grantable_roles(self.model, acting_user(request))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made = appoint(
            form.cleaned_data["person"].user,
            role=obj.role,
            at=obj.scope,
            by=acting_user(request),
            first_day=obj.during.lower,
            last_day=last_day(obj.during),
        )
        obj.pk, obj.user = made.pk, made.user
        obj._state.adding = False

    # --- Ending

    def has_end_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The button stands only where the action would not refuse."""
        appointment = self.row_of(request, obj)
        return appointment is None or can_end_appointment(appointment, acting_user(request))

    @action(description=_("End this appointment"), icon="event_busy", url_path="end", permissions=["end"])
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        require_allowed(self.has_view_permission(request))
        appointment = self.get_object(request, object_id)
        if appointment is None:
            raise Http404
        form = AppointmentEndForm(posted(request))
        return act_on_row(
            self,
            request,
            appointment,
            form,
            run=lambda answers: end_appointment(appointment, by=acting_user(request), **answers),
            title=gettext("End this appointment"),
            text=gettext("The appointment stays in the history of the post. The person is told."),
            button=gettext("End this appointment"),
            done=gettext("The end has been recorded, and the person told."),
            then=f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist",
            media=self.media + form.media,
        )
