"""What a name is sorted and found by goes with the name, whoever writes it."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from accounts.models import Person
from common.writing.pinyin import name_search_keys, name_sort_key
from tests.factories import PersonFactory
from tests.support.raw_sql import refused

pytestmark = pytest.mark.django_db


def are_kept(person: Person) -> bool:
    person.refresh_from_db()
    return (person.name_sort, person.name_search) == (name_sort_key(person.name), name_search_keys(person.name))


def test_they_are_made_when_somebody_is_entered_one_by_one_or_at_once():
    people = [PersonFactory(name="单田芳"), *Person.objects.bulk_create([Person(name="曾国藩")])]
    assert [are_kept(person) for person in people] == [True, True]


@pytest.mark.parametrize("fields", [None, ["name"], {"name", "phone"}])
def test_they_are_made_anew_with_every_save_of_the_name(fields):
    person = PersonFactory(name="单田芳")
    person.name = "曾国藩"
    person.save(update_fields=fields)
    assert are_kept(person)


def test_they_are_made_anew_although_they_were_not_read():
    person = Person.objects.only("name").get(pk=PersonFactory(name="单田芳").pk)
    person.name = "曾国藩"
    person.save()
    assert are_kept(person)


def test_an_update_of_many_keeps_them():
    person = PersonFactory(name="单田芳")
    Person.objects.filter(pk=person.pk).update(name="曾国藩", phone="")
    assert are_kept(person)


def test_a_name_that_the_database_makes_is_refused():
    person = PersonFactory(name="单田芳")
    with pytest.raises(IntegrityError, match="person_sorted_by_name"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(name=Concat(F("name"), Value("一")))


def test_the_database_refuses_a_name_with_the_key_of_another():
    sql = "UPDATE accounts_person SET name = %s WHERE id = %s"
    assert refused(sql, "曾国藩", PersonFactory(name="单田芳").pk) == "person_sorted_by_name"


def test_a_whole_check_of_somebody_knows_the_keys():
    person = Person(name="单田芳")
    person.full_clean()
    assert person.name_sort == name_sort_key("单田芳")


def test_the_trail_has_no_copy_of_them():
    columns = {field.name for field in Person._meta.get_field("history").related_model._meta.get_fields()}
    assert "name" in columns
    assert not columns & {"name_sort", "name_search"}
