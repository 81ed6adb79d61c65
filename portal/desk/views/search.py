"""The search for somebody, which several pages of the desk have, and what the person is then registered for."""

from typing import NamedTuple

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse

from accounts.actions.people import search_people
from accounts.models import Person, User
from common.exceptions import Refused
from common.http.keys import get_named_or_404
from events.models import Event, EventSeries
from grid.models import PioneerLink
from grid.selectors.residents import homes_of


def people_searched_for(search_form: forms.Form, *, by: User) -> list[Person] | None:
    """The people whom a posted search finds, each with the homes and the links that the user may read.

    None where nothing was asked, or where the search was refused: that stands at its field then.
    """
    if not search_form.is_bound or not search_form.is_valid():
        return None
    try:
        people = search_people(search_form.cleaned_data["query"], by=by)
    except Refused as refused:
        search_form.add_error("query", refused.as_validation_error())
        return None
    links = PioneerLink.objects.current().visible_to(by).select_related("post")
    linked_now = Prefetch("pioneer_links", queryset=links, to_attr="linked_now")
    return list(people.prefetch_related(homes_of(by), linked_now))


class Aim(NamedTuple):
    """What somebody who is looked for, or entered, is then registered for: `query` keeps it in the next address."""

    title: str
    address: str
    query: dict[str, int]

    def for_person(self, person: Person) -> str:
        """The address at which the person is registered."""
        return f"{self.address}?person={person.pk}"


def aim_of(request: HttpRequest) -> Aim | None:
    """The aim that the address names by `event` or by `series`; None without one. Raises Http404 for unknown keys."""
    if event := get_named_or_404(request, "event", Event.objects.published()):
        return Aim(event.title, reverse("desk:register", args=[event.pk]), {"event": event.pk})
    public = EventSeries.objects.exclude(status=EventSeries.Status.DRAFT)
    if series := get_named_or_404(request, "series", public):
        return Aim(series.title, reverse("desk:enrol", args=[series.pk]), {"series": series.pk})
    return None
