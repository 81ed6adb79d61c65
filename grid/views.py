from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grid.models import Grid, OrgUnit


def plan(request: HttpRequest) -> HttpResponse:
    return render(request, "grid/plan.html", {"grids": Grid.objects.published()})


def organisation(request: HttpRequest) -> HttpResponse:
    return render(request, "grid/organisation.html", {"tree": OrgUnit.objects.as_tree()})
