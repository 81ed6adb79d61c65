"""Where the stations are, and what each one has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from stations.models import Station
from stations.opening import standings


def stations(request: HttpRequest) -> HttpResponse:
    listed = list(Station.objects.published())
    standing = standings(listed)
    return render(request, "stations/list.html", {"stations": [(one, standing[one.pk]) for one in listed]})


def station(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Station.objects.published(), pk=pk)
    context = {"station": found, "standing": standings([found])[found.pk], "spaces": found.spaces.filter(active=True)}
    return render(request, "stations/station.html", context)
