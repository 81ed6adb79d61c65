"""Another number for a sign-in: with a code to the old number at once, without one after a day."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.sign_in_changes import ask_for_change, cancel_change, change_number
from accounts.auth import phone_codes
from accounts.auth.http import AuthenticatedHttpRequest, acting_user, keep_session, require_password_again
from accounts.forms.people import PhoneForm
from common.exceptions import Refused
from common.http.methods import post_only


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def change_phone(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/accounts/phone/change/: another number. The old one gets a code first, or the change waits for a day and can
    be cancelled here. Whose number the new one is now, nobody learns here.
    """
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _begin_change(request, form)
    return _change_page(request, form)


def _change_page(request: AuthenticatedHttpRequest, form: PhoneForm) -> HttpResponse:
    user = request.user
    context = {"form": form, "phone": user.masked_phone, "waiting": user.sign_in_changes.waiting().first()}
    return render(request, "account/phone_change.html", context)


@require_password_again
def _begin_change(request: AuthenticatedHttpRequest, form: PhoneForm) -> HttpResponse:
    user, phone = request.user, form.cleaned_data["phone"]
    if phone == user.phone:
        messages.info(request, _("This is the number you have already."))
        return redirect("me_data")
    try:
        if user.phone and "lost" not in request.POST:
            phone_codes.start_phone_code(request, purpose="old", phone=user.phone, new=phone)
        else:
            phone_codes.start_phone_code(request, purpose="change", phone=phone)
    except Refused as refused:
        form.add_error("phone", refused.as_validation_error())
        return _change_page(request, form)
    return redirect("account_enter_code")


def finish_old(request: HttpRequest, proven: phone_codes.PendingCode) -> HttpResponse:
    """The code to the old number has come back; the next one goes to the new number."""
    phone_codes.start_phone_code(request, purpose="change", phone=proven.facts["new"], old=proven.phone)
    messages.success(request, _("That was right. Now enter the code that we have sent to the new number."))
    return redirect("account_enter_code")


def finish_change(request: HttpRequest, proven: phone_codes.PendingCode) -> HttpResponse:
    """The code to the new number has come back: it counts now if the old one was proven, else after a day."""
    user = acting_user(request)
    old = proven.facts.get("old", "")
    if user.phone and not old:
        change = ask_for_change(user, by=user, phone=proven.phone)
        day = date_format(timezone.localtime(change.due_at), "SHORT_DATETIME_FORMAT")
        messages.success(
            request, _("The new number counts from %(day)s. Until then you can cancel it.") % {"day": day}
        )
        return redirect("account_change_phone")
    keep_session(request, change_number(user, phone=proven.phone, old_phone=old))
    messages.success(request, _("Your phone number has been changed."))
    return redirect("me_data")


@login_required
@post_only("account_change_phone")
def cancel_phone_change(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/accounts/phone/change/…/cancel/: a change of the reader's sign-in that waits is not wanted."""
    change = get_object_or_404(request.user.sign_in_changes, pk=pk)
    try:
        cancel_change(change, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Cancelled. Your sign-in stays as it is."))
    return redirect("account_change_phone")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def prove_number(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/accounts/phone/prove/: a code to the reader's own number, before a password, an address or a second factor
    is set by somebody who may only hold the phone that was left unlocked.

    Whoever has a password or a second factor gives that: a code comes to the very phone that lies there.
    """
    next_page = get_next_redirect_url(request) or ""
    for method in get_adapter().get_reauthentication_methods(request.user):
        if method["id"] != "number":
            return redirect(f"{method['url']}?{urlencode({'next': next_page})}" if next_page else method["url"])
    if not request.user.phone:
        return redirect("me_data")
    if request.method == "POST":
        try:
            phone_codes.start_phone_code(request, purpose="prove", phone=request.user.phone, next=next_page)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return redirect("account_enter_code")
    context = {"phone": request.user.masked_phone, "next": next_page}
    return render(request, "account/prove_number.html", context)


def finish_prove(request: HttpRequest, proven: phone_codes.PendingCode) -> HttpResponse:
    """The reader holds the number: go on with what was asked for."""
    record_authentication(request, acting_user(request), method="code", phone=proven.phone, reauthenticated=True)
    # allauth goes on with a form that was sent, if the way on is the page of that form.
    request.GET = QueryDict(urlencode({"next": proven.next}))
    response: HttpResponse | None = resume_request(request)
    return response or HttpResponseRedirect(proven.next or reverse("me_data"))
