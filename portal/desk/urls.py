from django.urls import path

from portal.desk import events, handover, neighbours, places, registrations, start, visits

app_name = "desk"
urlpatterns = [
    path("", start.start, name="start"),
    path("buildings/", places.buildings, name="buildings"),
    path("buildings/<int:pk>/", places.building, name="building"),
    path("households/<int:pk>/", visits.household, name="household"),
    path("households/<int:pk>/undo/", visits.undo, name="undo_visit"),
    path("due/", places.due, name="due"),
    path("posts/", places.posts, name="posts"),
    path("neighbours/", neighbours.neighbours, name="neighbours"),
    path("neighbours/find/", neighbours.find, name="find"),
    path("neighbours/new/", neighbours.new, name="new_neighbour"),
    path("neighbours/<int:pk>/", neighbours.neighbour, name="neighbour"),
    path("neighbours/<int:pk>/link/", neighbours.link, name="link"),
    path("links/<int:pk>/end/", neighbours.end, name="end_link"),
    path("registrations/", registrations.registrations, name="registrations"),
    path("registrations/<int:pk>/", registrations.registration, name="registration"),
    path("registrations/<int:pk>/cancel/", registrations.cancel, name="cancel"),
    path("registrations/<int:pk>/undo/", registrations.undo, name="undo_cancellation"),
    path("events/", events.events, name="events"),
    path("events/<int:pk>/", events.register, name="register"),
    path("handovers/<int:pk>/", handover.handover, name="handover"),
    path("handovers/<int:pk>/receive/", handover.receive, name="receive"),
    path("handovers/<int:pk>/decline/", handover.decline, name="decline"),
]
