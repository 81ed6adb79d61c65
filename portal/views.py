from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from grid.models import Grid


def home(request: HttpRequest) -> HttpResponse:
    from events.models import Event
    return render(request, "portal/home.html", {"events": Event.objects.published().to_come()[:20]})


def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """A grid's page, with what is on there."""
    return render(request, "portal/grid.html", {"grid": get_object_or_404(Grid.objects.published(), pk=pk)})


@login_required
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/me.html")
