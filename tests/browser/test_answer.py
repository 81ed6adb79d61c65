"""The link of a reminder is answered by one tap, without a password: a browser sends more than a form does."""

import pytest

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
