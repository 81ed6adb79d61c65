"""Every address under /events/ with what no sane person types: a clear status, never a 500."""

import pytest
from django.test import Client

from tests.factories import ConsentFactory, EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = ["/events/{}/", "/events/{}/event.ics", "/events/{}/register/", "/events/registrations/{}/"]
ACTS = [f"/events/registrations/{{}}/{act}/" for act in ("cancel", "undo", "party")]
KEYS = ["0", "-1", "999999999", "9" * 30, "9" * 5000, "abc", "%00", "1%00", "１", "1.0", "..", "%F0%9F%8C%B8", "<b>"]
VALUES = ["\x00", "9" * 40, "-1", "海棠🌸", "<script>", "' OR 1=1 --", "%", "\\", "\ud7ff", "x" * 3000]
PARTS = ["q", "kind", "days", "date", "grid", "audience", "places", "page", "month"]


@pytest.fixture
def signed_in(client: Client) -> Client:
    user = UserFactory()
    ConsentFactory(given_by=user)
    client.force_login(user)
    return client


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("address", PAGES)
def test_a_malformed_or_unknown_key_is_not_found(signed_in, address, key):
    RegistrationFactory()
    assert signed_in.get(address.format(key)).status_code == 404


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("address", ACTS)
def test_nothing_can_be_done_to_what_is_not_there(signed_in, address, key):
    assert signed_in.post(address.format(key), {"seats": "1"}).status_code == 404


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("part", PARTS)
def test_nonsense_in_the_query_is_read_without_failing(client, part, value):
    EventFactory()
    for address in ("/events/", "/events/calendar/", "/events/feed.ics"):
        response = client.get(address, {part: value})
        assert response.status_code == 200
        assert b"<script>" not in response.content


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("part", ["person", "seats", "step-at", "step-seen", "step-back"])
@pytest.mark.parametrize("care", ["0-0", "1-0"])
def test_nonsense_in_the_form_is_read_without_failing(signed_in, part, value, care):
    signed_in.cookies["care"] = care
    event = EventFactory()
    data = {"person": "1", "seats": "1", "step-at": "0", part: value}
    assert signed_in.post(f"/events/{event.pk}/register/", data).status_code in (200, 422)


def test_repeated_parts_of_the_query_count_once(client):
    EventFactory(kind="reading", title="shown")
    response = client.get("/events/?kind=sport&kind=reading&page=2&page=1")
    assert [event.title for event in response.context["page"].rows] == ["shown"]
