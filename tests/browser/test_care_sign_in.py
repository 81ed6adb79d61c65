"""Signing in, in care mode at its largest text, 36 px, on a phone: one decision a screen (DOMAIN.md §4, check 17)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from common.time import clock
from tests import factories as make
from tests.browser.first_screen import PHONE, outside
from tests.browser.public_pages import session_of, session_with_number
from tests.support.outbox import OutboxSender

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170), pytest.mark.django_db(transaction=True)]

NUMBER = "+8613800138000"
PARTS = {
    "question": "main h1",
    "answer": "main form :is(input:is([type=text], [type=tel], [type=email], [type=password]), label:has(input))",
    "button": "main form .button:not([name])",
}


@pytest.fixture
def outbox(settings):
    settings.SMS_SENDER = "tests.support.outbox.OutboxSender"
    OutboxSender.empty()
    yield OutboxSender
    OutboxSender.empty()


@pytest.fixture
def couple(live_server) -> tuple[User, User]:
    """Two who share a number; one of them was not here for long."""
    make.CommunityFactory(phone="0512-0000 0000", address="科技城彭山路 15 号", office_hours="周一至周日 8:30–21:00")
    make.PrivacyNoticeFactory()
    first = make.UserFactory(phone=NUMBER, person__name="沈佳宁", phone_verified=False)
    second = make.UserFactory(
        phone=NUMBER, phone_place=2, person__name="李建国", phone_verified=True, last_login=clock.now()
    )
    return first, second


def pages(couple: tuple[User, User], outbox: type[OutboxSender]) -> dict[str, tuple[str | None, str, Callable]]:
    """Each page: in which session, at what address, and what is done there before one looks."""
    first, _second = couple
    for year in (1950, 1978):
        make.PersonFactory(name="王建国", phone="+8613800138777", birth_year=year)

    def look(page: Page) -> None:
        """Nothing is done."""

    def press(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main form .button:not([name])").first.click()

    def ask_for_code(page: Page) -> None:
        page.locator("main input[type=tel]").fill("13900139000")
        press(page)

    def ask_for_mail(page: Page) -> None:
        page.locator("main input[type=email]").fill(first.email or "")
        press(page)

    def give_up_number(page: Page) -> None:
        page.locator("main label:has(input[value=nobody])").click()
        press(page)

    def open_account(page: Page) -> None:
        page.locator("main input[type=text]").fill("王建国")
        press(page)

    def agree(page: Page) -> None:
        open_account(page)
        page.locator("main input[type=checkbox]").check()
        press(page)

    def wrong(page: Page) -> None:
        page.locator("main input[type=text]").fill("沈")
        press(page)

    asked, new = session_with_number(NUMBER), session_with_number()
    return {
        "number": (None, "/accounts/login/", look),
        "number, to sign up": (None, "/accounts/signup/", look),
        "code": (None, "/accounts/login/", ask_for_code),
        "password": (None, "/accounts/login/password/", look),
        "code by e-mail": (None, "/accounts/login/code/", look),
        "code from the e-mail": (None, "/accounts/login/code/", ask_for_mail),
        "whose": (asked, "/accounts/whose/", look),
        "whole name of the holder": (session_with_number(NUMBER, chosen=first.pk), "/accounts/whose/name/", look),
        "another name": (session_with_number(NUMBER, chosen=first.pk), "/accounts/whose/name/", wrong),
        "mine alone": (asked, "/accounts/whose/", give_up_number),
        "name": (new, "/accounts/new/", look),
        "consent": (new, "/accounts/new/", open_account),
        "year of birth": (new, "/accounts/new/", agree),
        "not me": (session_of(first), "/accounts/not-me/", look),
    }


def test_question_first_answer_and_button_of_every_page_of_sign_in_are_on_the_first_screen(
    couple, outbox, open_context
):
    wrong = []
    for name, (session, address, act) in pages(couple, outbox).items():
        page = open_context(session=session, **PHONE).new_page()
        page.goto(address)
        act(page)
        answers = page.locator(PARTS["answer"]).count()
        parts = {part: selector for part, selector in PARTS.items() if part != "answer" or answers}
        wrong += [f"{name}: {one}" for one in outside(page, **parts)]
        page.context.close()
    assert not wrong, "\n".join(wrong)
