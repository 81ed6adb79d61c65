"""What the office's pickers say of people: a name alone does not tell two namesakes apart."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from accounts.auth.http import acting_user
from accounts.models import Person, User
from grid.models import Residence


class PickerView(AutocompleteJsonView):
    """Django's answer to a picker; of people also the masked number and the building, as the reader may see."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        people = [row.pk for row in context["object_list"] if isinstance(row, Person)]
        self.facts = picker_facts_about(people, acting_user(self.request)) if people else {}
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if isinstance(obj, Person):
            result["text"] = " · ".join([result["text"], *self.facts.get(obj.pk, ())])
        return result


def picker_facts_about(people: list[int], user: User) -> dict[int, list[str]]:
    """By person: the masked number of the own people (of whom one only meets, the name is all), and where they live
    as far as the reader sees residences. Two queries."""
    own = Person.objects.own_of(user).filter(pk__in=people)
    facts = {person.pk: [person.masked_phone] if person.phone else [] for person in own}
    homes = Residence.objects.visible_to(user).current().filter(person__in=people)
    for home in homes.select_related("building__estate").order_by("pk"):
        known = facts.setdefault(home.person_id, [])
        if str(home.building) not in known:
            known.append(str(home.building))
    return facts
