"""A row that somebody else holds: pages say so, keep what was typed, and change nothing."""

import pytest

from accounts.actions.consent import give_consent
from common.db import waits
from events.models import Event
from tests.factories import EventFactory, PrivacyNoticeFactory, ResidentFactory, StaffFactory
from tests.support.office_events import at, form_of
from tests.support.pages import codes, refusals
from tests.support.waits import hold, set_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("usual_session")]


def resident():
    reader = ResidentFactory()
    give_consent(reader.person, notice=PrivacyNoticeFactory(), by=reader)
    return reader


def register(client, event: Event):
    reader = resident()
    client.force_login(reader)
    return client.post(f"/events/{event.pk}/register/", {"person": reader.person_id, "seats": 2})


def test_who_registers_meanwhile_is_told_on_the_same_page_and_keeps_what_was_typed(client, rival):
    event = EventFactory()
    set_session(lock_timeout="50ms")
    hold(rival, event)
    response = register(client, event)
    form = response.context["steps"].form
    assert (response.status_code, codes(form)) == (422, {"__all__": [waits.BUSY]})
    assert form["seats"].value() == "2"
    assert event.registrations.count() == 0


def test_control_when_nobody_holds_the_row_it_is_done(client):
    event = EventFactory()
    set_session(lock_timeout="50ms")
    assert register(client, event).status_code == 302
    assert event.registrations.count() == 1


def test_in_admin_the_form_is_shown_again_as_it_was_typed(client, rival):
    event = EventFactory()
    client.force_login(StaffFactory())
    set_session(lock_timeout="50ms")
    hold(rival, event)
    response = client.post(at(event, "change/"), form_of(event, title="新的标题"))
    assert (None, waits.BUSY) in {(None, code) for _field, code in refusals(response)}
    assert response.context["adminform"].form["title"].value() == "新的标题"


def test_a_page_that_reads_what_is_locked_as_a_whole_answers_503(client, rival):
    EventFactory()
    client.raise_request_exception = False
    set_session(lock_timeout="50ms")
    rival.execute("LOCK TABLE events_event IN ACCESS EXCLUSIVE MODE")
    response = client.get("/events/")
    assert (response.status_code, "Retry-After" in response.headers) == (503, True)
