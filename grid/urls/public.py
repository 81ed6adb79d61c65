from django.urls import path

from grid.views.public import organisation, plan

urlpatterns = [
    path("grid/", plan, name="plan"),
    path("organisation/", organisation, name="organisation"),
]
