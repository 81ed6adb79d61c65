"""What tests of events and registrations do again and again."""

from collections.abc import Callable

import pytest
from django.forms import BaseForm
from django.http import HttpResponse

from accounts.models import Person, User
from common.exceptions import Refused
from events.actions.registrations import register
from events.models import Event, Registration
from tests.factories import ResidentFactory


def join(event: Event, *, seats: int = 1, by: User | None = None, person: Person | None = None) -> Registration:
    """A party registers: by default a resident of whom nothing else is known."""
    by = by or ResidentFactory()
    return register(event, person=person or by.person, seats=seats, by=by)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


def refusal(act: Callable, *args: object, **kwargs: object) -> str:
    """The code of the refusal, which has words too."""
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert str(caught.value)
    return caught.value.code


def heard(person: Person) -> list[str]:
    """The kinds of notices that the person got, oldest first."""
    return list(person.notifications.order_by("pk").values_list("kind", flat=True))


def levels(response: HttpResponse) -> list[str]:
    """How the messages on the page are meant: "success", "error", …"""
    return [message.level_tag for message in response.context["messages"]]


def codes(form: BaseForm) -> dict[str, list[str | None]]:
    """Why the form was refused, by field."""
    return {field: [error.code for error in errors] for field, errors in form.errors.as_data().items()}
