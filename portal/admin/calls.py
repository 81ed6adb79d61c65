"""Notices that did not arrive: whom the office calls instead, and about what."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auth.http import acting_user
from accounts.selectors.notices import notices_that_did_not_arrive
from common.admin.pages import require_allowed, site_page
from common.http.pagination import page_of
from events.selectors.attendance import homes_of_parties
from portal.selectors.office import kinds_to_call_about


@require_safe
def calls_page(request: HttpRequest) -> HttpResponse:
    """The page of the office with the people whom no message of the last week has reached."""
    user = acting_user(request)
    kinds = kinds_to_call_about(user)
    require_allowed(bool(kinds))
    homes = homes_of_parties(user)
    homes.add_prefix("recipient")
    rows = notices_that_did_not_arrive(user, kinds=kinds).select_related("recipient").prefetch_related(homes)
    page = page_of(rows, request.GET.get("page", ""))
    return site_page(
        request,
        "admin/calls.html",
        _("Please call"),
        page=page,
        may_reveal=user.has_perm("accounts.change_person"),
        status=200 if page.understood else 400,
    )
