from django.urls import path

from grid import views

urlpatterns = [
    path("grid/", views.plan, name="plan"),
    path("organisation/", views.organisation, name="organisation"),
]
