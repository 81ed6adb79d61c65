"""Whatever stands where a key should stand: a row, or 404; never a fault."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from accounts.models import Person
from common.http.keys import get_named_or_404, get_visible_or_404, whole_number
from tests.factories import PersonFactory

NO_KEYS = ["-1", "1.0", "+1", " 1", "1\n", "٣", "１", "abc", "0x1", "\0", "9" * 19, "9" * 400]


@pytest.mark.parametrize("text", ["", *NO_KEYS])
def test_what_is_no_key_is_none(text):
    assert whole_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1), (12, 12)])
def test_a_key_is_a_number_of_at_most_18_digits(text, number):
    assert whole_number(text) == number


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", *NO_KEYS, "0", "9" * 18, None])
def test_a_key_of_no_row_is_404(text):
    with pytest.raises(Http404):
        get_visible_or_404(Person.objects.all(), text)


@pytest.mark.django_db
def test_only_rows_that_the_reader_may_see_are_found():
    person = PersonFactory()
    assert get_visible_or_404(Person.objects.all(), str(person.pk)) == person
    with pytest.raises(Http404):
        get_visible_or_404(Person.objects.none(), person.pk)


@pytest.mark.django_db
def test_a_row_that_a_query_names_may_be_missing_but_not_wrong():
    person = PersonFactory()
    rows = Person.objects.all()
    assert get_named_or_404(RequestFactory().get("/"), "person", rows) is None
    assert get_named_or_404(RequestFactory().get("/?person="), "person", rows) is None
    assert get_named_or_404(RequestFactory().get(f"/?person={person.pk}"), "person", rows) == person
    with pytest.raises(Http404):
        get_named_or_404(RequestFactory().get("/?person=-1"), "person", rows)
