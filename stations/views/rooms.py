"""The rooms by what one would like to do, on which day, with how many."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from common.http.cache_headers import private_when_signed_in
from common.http.page_cache import public_page
from grid.selectors.homes import home_of
from stations.forms.room_filter import read_room_filter
from stations.presenters.rooms import find_rooms


@require_safe
@public_page
def rooms(request: HttpRequest) -> HttpResponse:
    """/stations/rooms/: the rooms by the filters in the address, each with its next free time. For whoever is signed
    in and known to live somewhere, with the way from there.
    """
    home = home_of(request.user) if isinstance(request.user, User) else None
    asked = read_room_filter(request.GET, home=home.building.pk if home else None)
    context = {"filter": asked, "entries": find_rooms(asked)}
    return private_when_signed_in(request, render(request, "stations/rooms.html", context))
