"""The search for somebody, which several pages of the desk have."""

from django import forms
from django.db.models import Prefetch

from accounts.actions.people import search_people
from accounts.models import Person, User
from common.exceptions import Refused
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
