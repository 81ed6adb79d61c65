"""Trainings and awards as the office keeps them: entered for all who took part at once."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from common.admin.pages import Words, act_page, ask_once, posted, redirect_with_success, require_allowed
from common.time import formatting
from volunteers.actions.merits import enter_awards, enter_trainings
from volunteers.admin.forms.records import AwardForm, TrainingForm
from volunteers.admin.record_filters import YearFilter
from volunteers.models import Award, Training


class MeritAdmin(FindsPeopleAdmin):
    """Base of what volunteers have learned or got. Whose it is stays; a word that is wrong can be changed."""

    list_filter = [YearFilter, "volunteer__team"]
    list_select_related = ["volunteer__person"]
    linked_lookups = ("volunteer__exact",)
    form_of_several: Any
    enter_all: Any
    add_title: Words
    add_text: Words
    name_label: Words

    class Media:
        css = {"all": ["office/events.css"]}

    def get_urls(self) -> list[URLPattern]:
        name = f"volunteers_{self.opts.model_name}_add"
        return [path("add/", self.admin_site.admin_view(self.enter), name=name), *super().get_urls()]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The name of a thing is called otherwise than that of a person."""
        if db_field.name == "name":
            kwargs["label"] = self.name_label
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("volunteer"), ordering="volunteer__person__name_sort")
    def who(self, row: Any) -> str:
        return row.volunteer.person.name

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["who", "entered_by", "entered_at"]

    def enter(self, request: HttpRequest) -> HttpResponse:
        """The page that enters one thing for several volunteers, instead of Django's form for one."""
        require_allowed(self.has_add_permission(request))
        form = self.form_of_several(acting_user(request), posted(request))
        back = reverse(f"admin:volunteers_{self.opts.model_name}_changelist")

        def done(entered: list[Any]) -> HttpResponse:
            words = ngettext(
                "Entered for %(n)d volunteer, who is told.",
                "Entered for %(n)d volunteers, who are told.",
                len(entered),
            )
            return redirect_with_success(request, words % {"n": len(entered)}, back)

        return ask_once(
            request,
            form,
            run=lambda answers: self.enter_all(by=acting_user(request), **answers),
            done=done,
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=self.add_title,
                text=self.add_text,
                button=gettext("Enter for all of them"),
                back=back,
                media=form.media,
            ),
        )


@admin.register(Training)
class TrainingAdmin(MeritAdmin):
    """The office's list of trainings that volunteers have taken."""

    list_display = ["day", "who", "training", "length", "host"]
    list_display_links = ["day", "who"]
    search_fields = ["volunteer__person__name", "name", "host"]
    fields = ["who", "name", "content", ("minutes", "day"), "host", "entered_by", "entered_at"]
    form_of_several, enter_all = TrainingForm, staticmethod(enter_trainings)
    name_label = _("name of the training")
    add_title = _("Enter a training")
    add_text = _("For all who took part. A training is no service, so it adds no minutes of service.")

    @admin.display(description=_("training"), ordering="name")
    def training(self, training: Training) -> str:
        return training.name

    @admin.display(description=_("length"), ordering="minutes")
    def length(self, training: Training) -> str:
        return formatting.hours_and_minutes(training.minutes)


@admin.register(Award)
class AwardAdmin(MeritAdmin):
    """The office's list of awards that volunteers have got."""

    list_display = ["day", "who", "award", "given_by"]
    list_display_links = ["day", "who"]
    search_fields = ["volunteer__person__name", "name", "given_by"]
    fields = ["who", "name", "day", "given_by", "entered_by", "entered_at"]
    form_of_several, enter_all = AwardForm, staticmethod(enter_awards)
    name_label = _("name of the award")
    add_title = _("Enter an award")
    add_text = _("For all who got it together.")

    @admin.display(description=_("award"), ordering="name")
    def award(self, award: Award) -> str:
        return award.name
