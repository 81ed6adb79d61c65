"""What an event is found by goes with its title and place, whoever writes them."""

import pytest

from common.writing.pinyin import title_search_keys
from events.models import Event
from tests.factories import EventFactory
from tests.support.raw_sql import refused

pytestmark = pytest.mark.django_db


def are_kept(event: Event) -> bool:
    event.refresh_from_db()
    made = (title_search_keys(event.title), title_search_keys(event.place))
    return (event.title_search, event.place_search) == made


def test_they_are_made_with_the_event_and_anew_with_every_save():
    event = EventFactory(title="亲子阅读", place="小广场")
    assert are_kept(event)
    event.title = "月亮的味道"
    event.save(update_fields=["title"])
    assert are_kept(event)
    event.place = "海棠苑 东门"
    event.save()
    assert are_kept(event)


def test_a_save_of_an_event_read_in_part_and_an_update_keep_them():
    event = Event.objects.only("title", "place").get(pk=EventFactory(title="亲子阅读").pk)
    event.title = "月亮的味道"
    event.save()
    assert are_kept(event)
    Event.objects.filter(pk=event.pk).update(place="小广场")
    assert are_kept(event)


@pytest.mark.parametrize("column", ["title", "place"])
def test_the_database_refuses_a_title_or_place_with_the_keys_of_another(column):
    sql = f"UPDATE events_event SET {column} = %s WHERE id = %s"
    assert refused(sql, "月亮的味道", EventFactory(title="亲子 阅读", place="小 广场").pk) == (
        "event_found_by_title_and_place"
    )


def test_the_trail_has_no_copy_of_them():
    columns = {field.name for field in Event._meta.get_field("history").related_model._meta.get_fields()}
    assert "title" in columns
    assert not columns & {"title_search", "place_search"}
