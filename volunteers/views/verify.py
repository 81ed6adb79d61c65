"""The verify page: whether a certificate is true. It tells what stands on the paper, and nothing else."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.http.cache_headers import private
from common.http.qr_codes import qr_code_response
from common.http.ratelimit import refuse_if_too_many
from volunteers.forms.certificates import VerificationForm
from volunteers.presenters.certificates import CertificateSheet, verify_address
from volunteers.selectors.certificates import certificate_of_code

# Codes of 128 bits are not found by trying; the limit keeps machines from asking on and on.
RATES = "30/10m/ip"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """/volunteers/verify/: the code of a certificate is typed here, where it cannot be scanned."""
    form = VerificationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("volunteers:verified", code=form.cleaned_data["code"])
    return render(request, "volunteers/verify.html", {"form": form})


@private
@require_safe
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """/volunteers/verify/…/: what the certificate with that code says, and whether it is valid.

    Whatever the code looks like, it costs the same query. Search engines keep nothing of it.
    """
    if refusal := refuse_if_too_many(request, "verify", RATES):
        return refusal
    found = certificate_of_code(code)
    sheet = CertificateSheet(found) if found else None
    # Of 32 characters one is mistyped: the code stays in its field, to be put right there.
    context = {"certificate": found, "sheet": sheet, "form": VerificationForm(initial={"code": code})}
    status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
    response = render(request, "volunteers/verified.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@require_safe
def verification_qr(request: HttpRequest, code: str) -> HttpResponse:
    """/volunteers/verify/….svg: the QR code with the address of a verify page, whether or not there is one."""
    return qr_code_response(verify_address(code))
