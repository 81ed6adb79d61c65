from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from events.models import Event


def event_list(request: HttpRequest) -> HttpResponse:
    events = Event.objects.published().to_come()[:20]
    return render(request, "events/list.html", {"events": events})


def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(Event.objects.published(), pk=pk)
    return render(request, "events/event.html", {"event": event})
