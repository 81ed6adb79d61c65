"""What the pages of signing in and one's own pages say. All other tests of these pages read what they do."""

import time

import pytest
import time_machine

from accounts.models import Consent, PrivacyNotice
from tests.factories import (
    PASSWORD,
    ConsentFactory,
    EventFactory,
    GuardianshipFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.raw_sql import without_trigger

PHONE = "13800138000"
CODE = "/accounts/code/"
SIGN_UP = "/accounts/signup/"


@pytest.fixture
def user(notice):
    user = UserFactory(phone=f"+86{PHONE}", email="wang@example.org", person__name="王芳")
    ConsentFactory(given_by=user, notice=notice)
    return user


def text(response) -> str:
    return response.content.decode()


def test_the_page_to_sign_in_says_which_ways_there_are_and_why_a_staff_session_has_ended(client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"weixin": {"APPS": [{"client_id": "x", "secret": "y", "key": ""}]}}
    StaffFactory(email="op@example.org")
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post("/accounts/login/password/", {"login": "op@example.org", "password": PASSWORD})
        clock.shift(31 * 60)
        page = text(client.get("/admin/", follow=True))
    for words in (
        "30 分钟没有操作",
        "第一次来也是这样",
        "用密码登录",
        "用邮箱验证码登录",
        "用通行密钥登录",
        "用微信登录",
    ):
        assert words in page


def test_the_page_of_the_password_says_how_long_it_is_locked(client, user):
    for _ in range(5):
        client.post("/accounts/login/password/", {"login": PHONE, "password": "wrong"})
    page = text(client.post("/accounts/login/password/", {"login": PHONE, "password": PASSWORD}))
    assert "15 分钟" in page
    assert "忘记密码？" in page


def test_the_page_of_the_code_by_email_says_that_one_has_expired(client, user):
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post("/accounts/login/code/", {"email": "wang@example.org"})
        clock.shift(5 * 60 + 1)
        page = text(client.post("/accounts/login/code/confirm/", {"code": "123456"}, follow=True))
    assert "验证码已过期" in page
    assert "5 分钟内有效" in page


def test_the_page_of_the_code_says_how_long_it_holds_and_what_is_wrong(client, user, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post("/accounts/login/", {"phone": PHONE})
        wrong = "000000" if outbox.codes[0][1] != "000000" else "111111"
        assert "5 分钟内有效" in text(client.get(CODE))
        assert "验证码不对" in text(client.post(CODE, {"code": wrong}))
        clock.shift(5 * 60)
        assert "已过期" in text(client.get(CODE))


def test_the_pages_after_the_code_ask_whose_account_it_is_and_say_why_none_can_be_opened(client, user, outbox):
    client.post(SIGN_UP, {"phone": PHONE})
    assert "验证码已发到 138****8000。" in text(client.get(CODE))
    question = text(client.post(CODE, {"code": outbox.codes[0][1]}, follow=True))
    for words in ("这个账号是您的吗？", "我是＊芳", "我和家人共用号码"):
        assert words in question
    assert "王芳" not in question
    with without_trigger(PrivacyNotice, "privacy_notice_in_force_stays"):
        Consent.objects.all().delete()
        PrivacyNotice.objects.all().delete()
    assert "暂时不能注册" in text(client.post("/accounts/whose/", {"who": "another"}, follow=True))


def test_the_page_of_the_number_says_that_it_is_taken(client, user, outbox):
    user.set_unusable_password()
    user.save()
    UserFactory(phone="+8613900139000")
    client.force_login(user)
    client.post("/accounts/phone/change/", {"phone": "13900139000"})
    client.post(CODE, {"code": outbox.codes[0][1]})
    assert "已用于另一个账号" in text(client.post(CODE, {"code": outbox.codes[1][1]}, follow=True))


def test_the_overview_says_how_each_registration_stands(client, user):
    client.force_login(user)
    for state in ({}, {"waitlisted": True}, {"event": EventFactory(cancelled=True)}):
        RegistrationFactory(person=user.person, **state)
    RegistrationFactory(person=user.person, event=EventFactory(past=True), status="attended")
    RegistrationFactory(person=user.person, event=EventFactory(past=True), status="no_show")
    page = text(client.get("/me/"))
    for words in ("王芳，您好", "已报名", "候补第 1 位", "活动已取消"):
        assert words in page
    for words in ("已参加", "未到场"):
        assert words not in page
        assert words in text(client.get("/me/all/"))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/me/data/", "还没有人看过"),
        ("/me/family/new/child/", "只能由监护人填写"),
        ("/me/family/{ward}/end/", "您将看不到这位家人的报名"),
        ("/me/consent/withdraw/", "不能在网上报名活动"),
        ("/me/notices/", "还没有通知"),
    ],
)
def test_the_own_pages_say_what_they_are_for(client, user, page, words):
    ward = GuardianshipFactory(by=user.person)
    client.force_login(user)
    assert words in text(client.get(page.format(ward=ward.pk)))


def test_the_page_of_the_family_says_what_it_is_for_and_that_one_has_ended_already(client, user):
    ward = GuardianshipFactory(by=user.person)
    client.force_login(user)
    client.post(f"/me/family/{ward.pk}/end/")
    page = text(client.post(f"/me/family/{ward.pk}/end/", follow=True))
    assert "您在这里已不再照顾这位家人" in page
    assert "您可以替孩子和老人报名活动" in page


def test_the_page_of_consent_says_what_was_agreed_to_and_that_the_notice_is_a_newer_one(client, user):
    client.force_login(user)
    page = text(client.post("/me/consent/", {"notice": "0"}, follow=True))
    assert "重新阅读" in page
    assert "您同意过的" in page


@pytest.mark.parametrize(
    ("phone", "shown", "words"),
    [("+8613912345678", "139****5678", "工作人员只能看到"), ("", "****", "这里没有登记您的手机号")],
)
def test_the_page_of_the_data_shows_the_own_number_as_staff_see_it_or_says_that_there_is_none(
    client, user, phone, shown, words
):
    user.person.phone, user.phone = phone, None
    user.person.save()
    user.save()
    client.force_login(user)
    page = text(client.get("/me/data/"))
    assert (words in page, shown in page, "138****8000" in page) == (True, bool(phone), False)
