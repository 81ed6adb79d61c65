"""Pages for what staff do with an activity: who comes, publish it, copy it, show what came of it, call it off."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import acting_user
from common.admin.forms import CopyToDayForm
from common.admin.pages import ask_once, office_page, posted, redirect_with_success, require_allowed
from common.admin.scope import covered, visible
from common.exceptions import Refused
from common.http.keys import get_visible_or_404
from volunteers.actions.activities import cancel_activity, copy_activity, publish_activity
from volunteers.actions.results import publish_result, withdraw_result
from volunteers.admin.forms.activities import ActivityCancelForm
from volunteers.admin.forms.results import OfficeResultForm
from volunteers.models import Activity, Assignment
from volunteers.rules.activities import ActivityAct, can_do_activity_act_now
from volunteers.selectors.rosters import roster_of

if TYPE_CHECKING:
    from volunteers.admin.activities import ActivityAdmin

CHANGE_PAGE = "admin:volunteers_activity_change"


def visible_activity(request: HttpRequest, object_id: object) -> Activity:
    """The activity, if the user may see it; 404 for every other id, however malformed."""
    rows = visible(Activity, request).with_places().select_related("team", "organiser", "lead__person")
    activity: Activity = get_visible_or_404(rows, object_id)
    return activity


def activity_page(
    model_admin: "ActivityAdmin", request: HttpRequest, template: str, activity: Activity, title: str, **context: Any
) -> TemplateResponse:
    """A page of admin/volunteers/ about one activity."""
    return office_page(
        model_admin,
        request,
        f"admin/volunteers/{template}.html",
        title,
        activity=activity,
        original=activity,
        **context,
    )


def who_comes(model_admin: "ActivityAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin with everybody on the shifts of an activity, to print, and whom to ring."""
    activity = visible_activity(request, object_id)
    require_allowed(model_admin.has_view_permission(request, activity))
    return activity_page(
        model_admin,
        request,
        "roster",
        activity,
        _("Who comes"),
        roster=roster_of(activity, visible(Assignment, request), acting_user(request)),
        may_show_result=can_do_activity_act_now(ActivityAct.RESULT, activity, acting_user(request)),
        reveals=request.user.has_perm("accounts.change_person"),
    )


def publish(model_admin: "ActivityAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that publishes an activity, after a page that asks once more."""
    activity = visible_activity(request, object_id)
    require_allowed(model_admin.has_change_permission(request, activity))
    form = forms.Form(posted(request))

    def refused(refusal: Refused) -> HttpResponse:
        messages.error(request, str(refusal))
        return redirect(CHANGE_PAGE, activity.pk)

    return ask_once(
        request,
        form,
        run=lambda _answers: publish_activity(activity, by=acting_user(request)),
        done=lambda _activity: redirect_with_success(
            request, _("“%(activity)s” is now public.") % {"activity": activity}, CHANGE_PAGE, activity.pk
        ),
        show=lambda: activity_page(
            model_admin,
            request,
            "act",
            activity,
            _("Publish the activity"),
            form=form,
            text=_("From then on volunteers see it and sign up. Please check time, place and shifts once more."),
            button=_("Publish"),
        ),
        refused=refused,
    )


def call_off(model_admin: "ActivityAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that cancels an activity: it asks why, and says how many volunteers will be told."""
    activity = visible_activity(request, object_id)
    require_allowed(model_admin.has_change_permission(request, activity))
    form = ActivityCancelForm(posted(request))
    told = Assignment.objects.live().filter(shift__activity=activity).count()
    text = ngettext(
        "%(n)d volunteer has signed up or waits and will be told at once.",
        "%(n)d volunteers have signed up or wait and will be told at once.",
        told,
    )
    return ask_once(
        request,
        form,
        run=lambda answers: cancel_activity(activity, by=acting_user(request), reason=answers["reason"]),
        done=lambda _activity: redirect_with_success(
            request,
            _("“%(activity)s” is cancelled; everybody who signed up is told.") % {"activity": activity},
            "admin:volunteers_activity_people",
            activity.pk,
        ),
        show=lambda: activity_page(
            model_admin,
            request,
            "act",
            activity,
            _("Cancel the activity"),
            form=form,
            text=text % {"n": told} if told else _("Nobody has signed up, so nobody has to be told."),
            warning=_("This cannot be undone. The page of the activity stays and says that it is cancelled."),
            button=_("Cancel the activity and tell everybody"),
            danger=True,
        ),
    )


def copy(model_admin: "ActivityAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that copies an activity to another day."""
    activity = visible_activity(request, object_id)
    require_allowed(model_admin.has_add_permission(request) and covered(activity, request, "add"))
    form = CopyToDayForm(activity.starts_at, posted(request))

    return ask_once(
        request,
        form,
        run=lambda _answers: copy_activity(activity, by=acting_user(request), days_later=form.days_later),
        done=lambda copied: model_admin.show_copy(request, activity, copied),
        show=lambda: activity_page(
            model_admin,
            request,
            "act",
            activity,
            _("Copy the activity"),
            form=form,
            text=_("The copy is a draft with the same content and shifts at the same hours; nobody is on them yet."),
            button=_("Copy"),
        ),
    )


def result(model_admin: "ActivityAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin on which what came of an activity is written, with photos of before and after."""
    activity = visible_activity(request, object_id)
    require_allowed(model_admin.has_change_permission(request, activity))
    form = OfficeResultForm(posted(request), request.FILES or None, activity=activity)
    return ask_once(
        request,
        form,
        run=lambda answers: publish_result(activity, by=acting_user(request), **answers),
        done=lambda _activity: redirect_with_success(
            request, _("The result is public now."), "admin:volunteers_activity_result", activity.pk
        ),
        show=lambda: activity_page(
            model_admin,
            request,
            "result",
            activity,
            _("What came of it"),
            form=form,
            photos=list(activity.photos.all()),
        ),
    )


def withdraw(model_admin: "ActivityAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that takes a result back, after a page that asks once more."""
    activity = visible_activity(request, object_id)
    require_allowed(model_admin.has_change_permission(request, activity))
    form = forms.Form(posted(request))
    return ask_once(
        request,
        form,
        run=lambda _answers: withdraw_result(activity, by=acting_user(request)),
        done=lambda _activity: redirect_with_success(
            request, _("The result is public no longer."), CHANGE_PAGE, activity.pk
        ),
        show=lambda: activity_page(
            model_admin,
            request,
            "act",
            activity,
            _("Take the result back"),
            form=form,
            text=_("The words and the photos are deleted, and nobody sees them any more."),
            button=_("Take it back"),
            danger=True,
        ),
    )
