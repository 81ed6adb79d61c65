"""/events/<pk>/: one event, and the one clear thing to do about it."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from PIL import Image

from common.files.images import clean_image
from common.time import clock
from events.actions.registrations import cancel_registration, register
from events.models import Event
from events.selectors.events import EventStanding
from tests.factories import (
    EventFactory,
    GridFactory,
    GuardianshipFactory,
    RegistrationFactory,
    ResidentFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.pages import marks
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db


def event_that_is(standing: str) -> Event:
    facts: dict[str, object] = {
        "open": {},
        "waitlist": {"capacity": 1},
        "cancelled": {"cancelled": True},
        "over": {"past": True},
        "just_come": {"capacity": None},
        "closed": {"registration_closes_at": clock.now() - dt.timedelta(hours=1)},
    }[standing]
    event = EventFactory(**facts)
    if standing == "open":
        RegistrationFactory(event=event, seats=3)
    if standing == "waitlist":
        RegistrationFactory(event=event)
        RegistrationFactory(event=event, waitlisted=True)
    return event


def shown(client, event: Event) -> HttpResponse:
    response = client.get(f"/events/{event.pk}/")
    assert response.status_code == 200
    return response


def page(client, event: Event) -> str:
    return shown(client, event).content.decode()


def test_the_page_says_when_where_for_whom_by_whom_and_how_one_comes(client):
    starts = clock.day_start(clock.today() + dt.timedelta(days=2)) + dt.timedelta(hours=9, minutes=30)
    event = EventFactory(starts_at=starts, audience="elders", min_age=60, max_age=80, capacity=1)
    user = UserFactory()
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, person=user.person, waitlisted=True)
    said = [
        (page(client, event), ["09:30–11:30", "长者", "60–80 岁", "活动介绍", "时间："]),
        (page(client, event_that_is("open")), ["还有 7 个名额"]),
        (page(client, event_that_is("waitlist")), ["您排第 2 位"]),
        (page(client, event_that_is("cancelled")), ["活动已取消"]),
        (page(client, event_that_is("over")), ["活动已结束"]),
        (page(client, event_that_is("just_come")), ["不用报名，欢迎直接来"]),
        (page(client, event_that_is("closed")), ["报名已截止"]),
    ]
    client.force_login(user)
    said.append((page(client, event), ["候补第 1 位"]))
    assert [words for text, sentences in said for words in sentences if words not in text] == []


def test_what_the_event_is_about_stands_on_its_page(client):
    event = EventFactory(cancelled=True)
    text, *_to_be_copied = page(client, event).split("<textarea")
    facts = (event.title, event.summary, event.description, event.place, event.organiser.name, event.cancel_reason)
    assert [fact for fact in facts if fact not in text] == []


def test_the_grid_is_linked(client):
    grid = GridFactory()
    event = EventFactory(grid=grid, organiser__community=grid.community)
    assert f'href="/grid/{grid.pk}/"' in page(client, event)


def test_a_draft_is_not_found(client):
    event = EventFactory(draft=True)
    assert client.get(f"/events/{event.pk}/").status_code == 404
    client.force_login(StaffFactory())
    assert client.get(f"/events/{event.pk}/").status_code == 404


@pytest.mark.parametrize("standing", EventStanding)
def test_registration_is_offered_only_while_it_is_taken(client, standing):
    event = event_that_is(standing)
    response = shown(client, event)
    assert response.context["standing"] == standing
    if standing in (EventStanding.OPEN, EventStanding.WAITLIST):
        assert f'href="/events/{event.pk}/register/"' in response.content.decode()
    else:
        assert f"/events/{event.pk}/register/" not in response.content.decode()


def test_a_newcomers_place_is_behind_those_who_wait(client):
    assert shown(client, event_that_is("waitlist")).context["position"] == 2


def test_a_reader_sees_the_own_registrations_and_the_wards_and_nobody_elses(client):
    user = UserFactory(person__name="王秀英")
    ward = GuardianshipFactory(by=user.person, person__name="王小明").person
    event = EventFactory(capacity=1)
    mine = RegistrationFactory(event=event, person=user.person)
    wards = RegistrationFactory(event=event, person=ward, waitlisted=True, seats=1)
    RegistrationFactory(event=event, person__name="别人家", waitlisted=True)
    client.force_login(user)
    response = shown(client, event)
    text = response.content.decode()
    assert f"/events/registrations/{mine.pk}/" in text
    assert f"/events/registrations/{wards.pk}/" in text
    assert marks(response, "state") == ["registered", "waitlisted"]
    assert response.context["registrations"][1].position == 1
    assert "别人家" not in text


def test_of_a_cancelled_event_nobody_is_shown_as_registered(client):
    user = ResidentFactory()
    event = EventFactory(cancelled=True)
    RegistrationFactory(event=event, person=user.person)
    client.force_login(user)
    response = client.get(event.get_absolute_url())
    assert marks(response, "state") == ["event_cancelled"]
    assert "已报名" not in response.content.decode()


def test_a_guardianship_that_ended_shows_nothing(client):
    user = UserFactory()
    guardianship = GuardianshipFactory(by=user.person, person__name="王小明")
    event = EventFactory()
    RegistrationFactory(event=event, person=guardianship.person)
    guardianship.during = (clock.today() - dt.timedelta(days=9), clock.today())
    guardianship.save()
    client.force_login(user)
    assert "王小明" not in page(client, event)


def test_the_page_of_a_signed_in_reader_is_kept_by_no_cache(client):
    event = EventFactory()
    assert "no-store" not in client.get(f"/events/{event.pk}/").headers.get("Cache-Control", "")
    client.force_login(UserFactory())
    assert client.get(f"/events/{event.pk}/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("field", ["title", "summary", "description", "place"])
def test_html_in_what_staff_typed_is_shown_as_text(client, field):
    event = EventFactory(**{field: "<script>x</script><b>粗</b>"})
    text = page(client, event)
    assert "<script>x" not in text
    assert "<b>粗" not in text
    assert "&lt;b&gt;粗" in text


def test_html_in_the_reason_and_in_names_is_shown_as_text(client):
    event = EventFactory(cancelled=True, cancel_reason="<b>雨</b>", organiser__name="<i>党</i>")
    text = page(client, event)
    assert "<b>雨" not in text
    assert "<i>党" not in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", 'http://example.org/"onclick=x', "https://a/<b>"])
def test_links_in_the_description_are_safe(client, address):
    text = page(client, EventFactory(description=f"见 {address} 。"))
    assert 'href="javascript' not in text
    assert '"onclick' not in text
    assert "<b>" not in text.split('id="event-about"')[1].split("</section>")[0]


def test_paragraphs_of_the_description_are_paragraphs(client):
    text = page(client, EventFactory(description="第一段\n\n第二段\n同一段"))
    assert "<p>第一段</p>" in text
    assert "<p>第二段<br>同一段</p>" in text


def test_the_text_for_chat_groups_is_ready_to_copy(client):
    event = EventFactory(title="读书", summary="一起读")
    event.community.phone = "0512-1234"
    event.community.save()
    text = page(client, event)
    share = text.split("<textarea")[1].split("</textarea>")[0]
    assert "【读书】\n一起读\n" in share
    assert f"/events/{event.pk}/" in share
    assert "0512-1234" in share
    assert 'id="share"' in text
    assert 'data-copies="share"' in text


def test_the_calendar_file_is_linked(client):
    event = EventFactory()
    assert f'href="/events/{event.pk}/event.ics"' in page(client, event)


def test_what_is_over_is_neither_passed_on_nor_put_into_a_calendar(client):
    text = page(client, EventFactory(past=True))
    assert "event.ics" not in text
    assert "<textarea" not in text


@pytest.mark.parametrize("kind", Event.Kind.values)
def test_without_a_photo_the_drawing_of_the_kind_is_the_cover(client, kind):
    assert f"/static/img/covers/{kind}.svg" in page(client, EventFactory(kind=kind))


def photo(width: int = 1600, height: int = 900) -> ContentFile:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "JPEG")
    return clean_image(ContentFile(out.getvalue(), name="p.jpg"))


@pytest.mark.django_db(transaction=True)
def test_a_photo_is_shown_whole_until_its_sizes_are_cut_and_then_by_size(client):
    event = EventFactory()
    event.cover.save("p.webp", photo())
    text = page(client, event)
    assert f'src="/media/{event.cover.name}"' in text
    assert "srcset" not in text
    run_tasks()
    text = page(client, event)
    first, *rest = text.split('srcset="')[1].split('"')[0].split(", ")
    for source in (first, *rest):
        address, width = source.split(" ")
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "image/webp"
        picture = Image.open(io.BytesIO(b"".join(response.streaming_content)))
        assert f"{picture.width}w" == width


def test_a_photo_smaller_than_every_size_is_shown_as_it_is(client):
    event = EventFactory()
    event.cover.save("p.webp", photo(60, 40))
    assert f'src="/media/{event.cover.name}"' in page(client, event)


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, signed_in):
    user = ResidentFactory()
    event = EventFactory(capacity=3)
    RegistrationFactory.create_batch(5, event=event, waitlisted=True)
    client.get("/events/")
    if signed_in:
        client.force_login(user)
    # Signed in: the session, the user, the own registrations.
    with django_assert_num_queries(4 if signed_in else 1):
        client.get(f"/events/{event.pk}/")


def test_places_left_follow_who_comes_and_goes(client):
    event = EventFactory(capacity=5)
    user = ResidentFactory()
    registration = register(event, person=user.person, seats=2, by=user)
    # The bar that is drawn counts them too.
    assert 'max="5" value="2"' in page(client, event)
    assert shown(client, event).context["event"].seats_left == 3
    cancel_registration(registration, by=user)
    assert 'max="5" value="0"' in page(client, event)
    assert shown(client, event).context["event"].seats_left == 5
