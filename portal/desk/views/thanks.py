"""Notes of thanks, for who leads the volunteers: shown to everybody by the writer's consent, or hidden."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from portal.desk.decorators import READ, at_desk
from volunteers.actions.thanks import look_after_thanks
from volunteers.rules.thanks import LOOKS_AFTER, ThanksAct, possible_thanks_acts
from volunteers.selectors.thanks import thanks_to_look_after

RATES = "120/10m/user"


@at_desk(*READ, needs=(LOOKS_AFTER,))
def thanks(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/thanks/: what was written to the volunteers of the user's teams, the newest first."""
    page = page_of(thanks_to_look_after(request.user), request.GET.get("page", ""))
    context = {"page": page, "lines": [(note, possible_thanks_acts(note)) for note in page.rows]}
    return render(request, "desk/thanks.html", context, status=200 if page.understood else 400)


@at_desk(needs=(LOOKS_AFTER,), button_of=("desk:thanks",))
def look_after(request: AuthenticatedHttpRequest, pk: int, act: str) -> HttpResponse:
    """/desk/thanks/…/…/: show a note, show it no more, hide it, or bring it back."""
    if act not in ThanksAct:
        raise Http404
    note = get_object_or_404(thanks_to_look_after(request.user), pk=pk)
    if refusal := refuse_if_too_many(request, "desk_thanks", RATES):
        return refusal
    try:
        look_after_thanks(note, act=ThanksAct(act), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Done."))
    return redirect("desk:thanks")
