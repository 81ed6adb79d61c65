from django.urls import path

from grid.views import public

urlpatterns = [
    path("grid/", public.plan, name="plan"),
    path("organisation/", public.organisation, name="organisation"),
]
