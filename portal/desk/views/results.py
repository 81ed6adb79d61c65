"""/desk/activities/…/result/: a lead tells everybody on the phone what came of an activity, with photos."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.keys import get_visible_or_404
from common.http.ratelimit import refuse_if_too_many
from portal.desk.decorators import FORM, at_desk
from volunteers.actions.results import publish_result
from volunteers.forms.results import ResultForm
from volunteers.models import Activity
from volunteers.rules.activities import PERMISSION, ActivityAct, require_activity_act_possible

RATES = "60/10m/user"
PUBLISHES = PERMISSION[ActivityAct.RESULT]


@at_desk(*FORM, needs=(PUBLISHES,))
def result(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/activities/…/result/: the words, a photo of before and one of after, and photos to take away."""
    activity: Activity = get_visible_or_404(Activity.objects.visible_to(request.user), pk)
    if not request.user.has_perm(PUBLISHES, activity):
        raise Http404
    try:
        require_activity_act_possible(ActivityAct.RESULT, activity)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:shifts")
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "desk_result", RATES)):
        return refusal
    sent = request.method == "POST"
    form = ResultForm(request.POST if sent else None, request.FILES if sent else None, activity=activity)
    if sent and form.is_valid():
        try:
            publish_result(activity, by=request.user, **form.answers())
        except Refused as refused:
            form.add_error(None, refused.as_validation_error())
        else:
            messages.success(request, _("The result is public now."))
            return redirect(activity)
    context = {"activity": activity, "form": form, "photos": activity.photos.all()}
    return render(request, "desk/result.html", context, status=422 if form.errors else 200)
