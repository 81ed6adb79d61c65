"""How an event was, on its public page, and who gets the photos."""

import pytest
from django.core.files.base import ContentFile

from common.time import clock
from events.actions.recaps import withdraw_recap
from events.models import Event
from tests.factories import (
    CommunityFactory,
    EventFactory,
    EventPhotoFactory,
    OrgUnitFactory,
    ResidentFactory,
    officer,
)
from tests.support.pages import marks, text
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db


def told(phone: str = "0512-6666 1510", **facts) -> Event:
    unit = OrgUnitFactory(community=CommunityFactory(phone=phone))
    return EventFactory(
        past=True, organiser=unit, **{"recap": "包了三百个饺子。\n\n<b>", "recap_published_at": clock.now()} | facts
    )


def shown(client, event: Event):
    return client.get(event.get_absolute_url())


def test_everybody_reads_the_words_and_what_each_photo_shows(client):
    event = told()
    photos = EventPhotoFactory.create_batch(2, event=event)
    page = shown(client, event)
    assert marks(page, "photo") == [str(photo.pk) for photo in photos]
    assert marks(page, "objection") == ["phone"]
    said = text(page)
    assert "<p>包了三百个饺子。</p>" in said
    assert "<b>" not in said.split('id="event-recap"')[1].split("</div>")[0]
    assert said.count('alt="照片：桌上摆着刚包好的饺子"') == 2
    assert 'href="tel:051266661510"' in said


def test_without_a_number_one_tells_the_desk_and_without_photos_nobody_needs_to(client):
    event = told(phone="")
    EventPhotoFactory(event=event)
    assert marks(shown(client, event), "objection") == ["desk"]
    assert marks(shown(client, told()), "objection") == []


def test_what_is_not_public_is_on_no_page(client):
    event = told(recap_published_at=None)
    EventPhotoFactory(event=event)
    page = shown(client, event)
    assert (marks(page, "recap"), marks(page, "photo")) == ([], [])
    assert "包了三百个饺子" not in text(page)


@pytest.mark.parametrize("care", ["", "1-1"])
def test_in_care_mode_it_is_read_aloud_too(client, care):
    client.cookies["care"] = care
    page = text(shown(client, told()))
    assert page.count('id="event-recap"') == 1
    assert "event-recap" in page.split("data-read-aloud=")[1].split(">")[0]


@pytest.mark.parametrize("rows", [1, 3])
def test_photos_cost_the_page_one_query_however_many(client, rows, django_assert_num_queries):
    event = told()
    EventPhotoFactory.create_batch(rows, event=event)
    client.get("/events/")
    with django_assert_num_queries(2):
        shown(client, event)


# --- The files


@pytest.fixture
def photo():
    one = EventPhotoFactory.build(event=told(), by=ResidentFactory(), number=1)
    one.photo.save("recap.webp", ContentFile(b"RIFF"), save=False)
    one.save()
    return one


def test_a_photo_is_there_for_everybody_as_long_as_it_is_shown(client, photo):
    answer = client.get(photo.photo.url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_then_only_for_who_may_change_the_event(client, photo):
    event = photo.event
    withdraw_recap(event, by=officer("secretary", event.organiser))
    elsewhere = OrgUnitFactory(estate_branch=True, community=event.community)
    for reader in (ResidentFactory(), officer("branch_secretary", elsewhere)):
        assert signed_in(reader).get(photo.photo.url).status_code == 404
    assert client.get(photo.photo.url).status_code == 404
    own = signed_in(officer("office_worker", event.organiser)).get(photo.photo.url)
    assert (own.status_code, own.headers["Cache-Control"]) == (200, "private, no-store")


def test_a_file_that_no_photo_names_is_not_there(client, photo):
    photo.delete()
    assert client.get(photo.photo.url).status_code == 404
    assert signed_in(officer("office_worker", photo.event.organiser)).get(photo.photo.url).status_code == 404
