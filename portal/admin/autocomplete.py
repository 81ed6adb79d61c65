"""What the office's pickers say of people: a name alone does not tell two namesakes apart."""

import functools
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.auth.http import acting_user
from accounts.models import Person, User
from common.admin.base import ScopedTabularInline
from grid.models import Residence
from volunteers.models import Volunteer


class PickerView(AutocompleteJsonView):
    """Django's answer to a picker; of people also the masked number and the home, as the reader may see.

    A volunteer is told apart by the number in the team first.
    """

    def process_request(self, request: HttpRequest) -> Any:
        """Only for fields that admin draws a picker for: every other relation would show rows, too."""
        asked = tuple(request.GET.get(name, "").lower() for name in ("app_label", "model_name", "field_name"))
        if asked not in offered_pickers(self.admin_site, request):
            raise PermissionDenied
        return super().process_request(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        people = [key for row in context["object_list"] if (key := _person_of(row)) is not None]
        self.facts = picker_facts_about(people, acting_user(self.request)) if people else {}
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if (person := _person_of(obj)) is not None:
            number = [obj.number_label] if isinstance(obj, Volunteer) and obj.number_label else []
            result["text"] = " · ".join([result["text"], *number, *self.facts.get(person, ())])
        return result


def _person_of(row: Any) -> int | None:
    """The key of the person whom a row is or is of, where a picker says more of them than a name."""
    if isinstance(row, Person):
        return row.pk
    return row.person_id if isinstance(row, Volunteer) else None


def offered_pickers(site: Any, request: HttpRequest) -> set[tuple[str, str, str]]:
    """App, model and field of each picker of admin, in forms and in their rows."""
    forms = ((model, form.get_autocomplete_fields(request)) for model, form in site._registry.items())
    rows = ((inline.model, inline.autocomplete_fields) for inline in _inlines())
    return {
        (model._meta.app_label, str(model._meta.model_name), name)
        for model, names in (*forms, *rows)
        for name in names
    }


@functools.cache
def _inlines() -> list[type[ScopedTabularInline]]:
    """The classes of rows in forms; which of them a form shows may depend on its record."""
    found, left = [], [ScopedTabularInline]
    while left:
        found.append(kind := left.pop())
        left += kind.__subclasses__()
    return [kind for kind in found if getattr(kind, "model", None)]


def picker_facts_about(people: list[int], user: User) -> dict[int, list[str]]:
    """By person: the masked number of the own people (of whom one only meets, the name is all), and where they live
    as far as the reader sees residences. Two queries."""
    own = Person.objects.own_of(user).filter(pk__in=people)
    facts = {person.pk: [person.masked_phone] if person.phone else [] for person in own}
    homes = Residence.objects.visible_to(user).current().filter(person__in=people)
    for home in homes.select_related("building__estate", "household__building__estate").order_by("pk"):
        known = facts.setdefault(home.person_id, [])
        if (where := str(home.household or home.building)) not in known:
            known.append(where)
    return facts
