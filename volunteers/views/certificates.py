"""Certificates of the reader and the wards: the list, making one, and the sheet to print."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.care import care_from_cookies
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions.certificates import issue_certificate
from volunteers.forms.certificates import CertificateForm
from volunteers.presenters.certificates import CertificateSheet
from volunteers.selectors.certificates import certificates_of, volunteers_with_service
from volunteers.selectors.volunteers import has_applied

RATES = "20/10m/user"


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/mine/certificates/: the certificates of the reader and the wards, and the form that makes one."""
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "certificate", RATES)):
        return refusal
    volunteers = list(volunteers_with_service(request.user))
    context: dict[str, object] = {
        "page": page_of(certificates_of(request.user), request.GET.get("page", "")),
        "volunteers": volunteers,
        "has_applied": not volunteers and has_applied(request.user),
    }
    status = 200
    if volunteers:
        steps = FormSteps(
            request,
            lambda data: CertificateForm(data, volunteers=volunteers, short=care_from_cookies(request.COOKIES).on),
            [
                (pgettext("certificate", "For whom?"), ["volunteer"]),
                (_("Which time"), ["period", "first_day", "last_day"]),
                (_("What stands on it"), ["extra"]),
            ],
        )
        if isinstance(form := steps.finished, CertificateForm):
            first_day, last_day = form.days()
            try:
                made = issue_certificate(
                    form.cleaned_data["volunteer"],
                    first_day=first_day,
                    last_day=last_day,
                    extra=form.cleaned_data["extra"],
                    by=request.user,
                )
            except Refused as refused:
                steps.refuse(refused)
            else:
                return redirect("volunteers:certificate", pk=made.pk)
        context["steps"] = steps
        status = 422 if steps.form.errors else 200
    return render(request, "volunteers/certificates.html", context, status=status)


@private
@login_required
@require_safe
def certificate(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/certificates/…/: a certificate as an A4 sheet, to be printed."""
    found = get_object_or_404(certificates_of(request.user), pk=pk)
    return render(request, "volunteers/certificate.html", {"sheet": CertificateSheet(found), "certificate": found})
