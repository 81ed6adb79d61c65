from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    from events.models import Event

    return render(request, "portal/home.html", {"events": Event.objects.published().to_come()[:20]})


@login_required
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/me.html")
