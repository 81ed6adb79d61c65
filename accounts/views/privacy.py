"""The privacy notice, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import PrivacyNotice


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """/privacy/: the privacy notice in force, for everybody."""
    return render(request, "accounts/privacy.html", {"notice": PrivacyNotice.objects.current()})
