"""Notes of thanks as the office reads them: shown to everybody by consent, or hidden."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from common.admin.pages import act_on_row, posted, require_allowed
from common.http.keys import get_visible_or_404
from stations.admin.base import ActedOnAdmin
from volunteers.actions.thanks import look_after_thanks
from volunteers.models import ThankYouNote
from volunteers.rules.thanks import ThanksAct, possible_thanks_acts

COLOURS = {"public": "success", "hidden": "danger", "volunteers": "info"}


@admin.register(ThankYouNote)
class ThankYouNoteAdmin(ActedOnAdmin, FindsPeopleAdmin):
    """The office's list of notes; nobody edits what somebody else wrote."""

    list_display = ["words", "activity", "person", "standing", "agreed", "created_at"]
    list_filter = ["may_be_public"]
    list_select_related = ["activity", "person"]
    search_fields = ["person__name", "words", "activity__title"]
    actions_detail = ["show", "show_no_more", "hide", "bring_back"]

    @admin.display(description=_("writer agrees to show it"), ordering="may_be_public", boolean=True)
    def agreed(self, note: ThankYouNote) -> bool:
        return note.may_be_public

    @display(description=_("state"), label=COLOURS)
    def standing(self, note: ThankYouNote) -> tuple[str, str]:
        if note.hidden_at:
            return "hidden", gettext("hidden")
        if note.shown_at:
            return "public", gettext("public")
        return "volunteers", gettext("for the volunteers")

    @admin.display(description=_("state"))
    def state_in_words(self, note: ThankYouNote) -> str:
        return self.standing(note)[1]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["words", "person", "activity", "created_at", "may_be_public", "state_in_words"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        note: Any = self.get_object(request, str(object_id))
        acts = super().get_actions_detail(request, object_id)
        if note is None:
            return acts
        possible = {act.value.replace("_", "-") for act in possible_thanks_acts(note)}
        return [one for one in acts if one.path.rsplit("/", 1)[-1] in possible]

    @action(description=_("Show to everybody"), icon="visibility", url_path="show", permissions=["run"])
    def show(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(
            request,
            object_id,
            ThanksAct.SHOW,
            title=gettext("Show to everybody"),
            text=gettext("It stands on the page of the activity, without the name of the writer."),
            done=gettext("Everybody can read it now."),
        )

    @action(description=_("No more public"), icon="group", url_path="show-no-more", permissions=["run"])
    def show_no_more(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(
            request,
            object_id,
            ThanksAct.SHOW_NO_MORE,
            title=gettext("No more public"),
            text=gettext("From then on only the volunteers who served read it."),
            done=gettext("From now on only the volunteers read it."),
        )

    @action(description=_("Hide"), icon="visibility_off", url_path="hide", permissions=["run"])
    def hide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(
            request,
            object_id,
            ThanksAct.HIDE,
            title=gettext("Hide"),
            text=gettext("Nobody reads it any more, the volunteers neither. It can be brought back."),
            done=gettext("It is hidden."),
            danger=True,
        )

    @action(description=_("Bring back"), icon="undo", url_path="bring-back", permissions=["run"])
    def bring_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(
            request,
            object_id,
            ThanksAct.BRING_BACK,
            title=gettext("Bring back"),
            text=gettext("The volunteers who served read it again."),
            done=gettext("The volunteers read it again."),
        )

    def _act(
        self,
        request: HttpRequest,
        object_id: str,
        act: ThanksAct,
        *,
        title: str,
        text: str,
        done: str,
        danger: bool = False,
    ) -> HttpResponse:
        note: ThankYouNote = get_visible_or_404(self.get_queryset(request), object_id)
        require_allowed(self.has_run_permission(request, note))
        return act_on_row(
            self,
            request,
            note,
            forms.Form(posted(request)),
            run=lambda _answers: look_after_thanks(note, act=act, by=acting_user(request)),
            title=title,
            text=text,
            button=title,
            done=done,
            danger=danger,
        )
