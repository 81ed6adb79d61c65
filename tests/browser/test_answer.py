"""The link of a reminder is answered by one tap, without a password: a browser sends more than a form does."""

import pytest

from events.models import Event, Feedback, Registration
from tests import factories as make
from volunteers.models import Assignment

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]


@pytest.mark.parametrize(
    ("button", "changed"),
    [
        ("我来", lambda one: one.confirmed_at is not None),
        ("来不了", lambda one: one.is_withdrawn),
        ("帮我找人替", lambda one: one.substitute_since is not None),
    ],
)
def test_a_tap_on_the_link_answers(transactional_db, live_server, open_context, complaints, button, changed):
    make.CommunityFactory()
    one = make.AssignmentFactory()
    page = open_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    heard = complaints(page)
    page.goto(f"/volunteers/answer/{one.answer_code}/")
    page.locator("main button", has_text=button).first.tap()
    page.locator(".messages, [role=status]").first.wait_for()
    assert changed(Assignment.objects.get(pk=one.pk))
    assert heard == []


@pytest.mark.parametrize(
    ("button", "changed"),
    [("会来", lambda one: one.confirmed_at is not None), ("来不了", lambda one: one.is_cancelled)],
)
def test_a_tap_on_the_link_of_an_event_answers_too(
    transactional_db, live_server, open_context, complaints, button, changed
):
    make.CommunityFactory()
    one = make.RegistrationFactory(seats=2)
    page = open_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    heard = complaints(page)
    page.goto(f"/events/answer/{one.answer_code}/")
    page.locator("main button", has_text=button).first.tap()
    page.locator(".messages, [role=status]").first.wait_for()
    assert changed(Registration.objects.get(pk=one.pk))
    assert heard == []


def test_a_face_is_chosen_by_a_tap_and_sent(transactional_db, live_server, open_context, complaints):
    make.CommunityFactory()
    event = make.EventFactory(past=True)
    Event.objects.filter(pk=event.pk).update(list_closed_at=event.ends_at)
    one = make.RegistrationFactory(event=event, status="attended", feedback="asked")
    page = open_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    heard = complaints(page)
    page.goto(f"/events/feedback/{one.answer_code}/")
    page.locator("main label", has_text="一般").tap()
    page.locator("main button", has_text="提交").tap()
    page.locator(".messages, [role=status]").first.wait_for()
    assert Feedback.objects.get().face == "so_so"
    assert heard == []
