"""Nobody takes the e-mail sign-in and the recovery of somebody else away, whichever way an address is entered."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client, RequestFactory

from accounts.models import SecurityEvent, User
from tests.factories import PASSWORD, StaffFactory, UserFactory
from tests.support.pages import levels, refusals
from tests.support.signing_in import key_signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "office@pengshan.example"
PAGE = "/accounts/email/"
CONFIRM = "/accounts/confirm-email/"
LOGIN = "/accounts/login/code/"


@pytest.fixture
def operator() -> User:
    return StaffFactory(phone=None, person__phone="", email=ADDRESS)


@pytest.fixture
def resident() -> User:
    return UserFactory(email=None)


@pytest.fixture
def attacker(client, resident) -> Client:
    client.post("/accounts/login/password/", {"login": resident.phone, "password": PASSWORD})
    prove(client)
    return client


def prove(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def add(client: Client, email: str) -> Any:
    return client.post(PAGE, {"email": email, "action_add": ""})


def code() -> str:
    return re.findall(r"(?<!\d)\d{6}(?!\d)", mail.outbox[-1].body)[-1]


def still_the_operators(operator: User) -> None:
    """By code, by password and by the link to a new password, the address leads to the operator."""
    browser = Client()
    browser.post(LOGIN, {"email": ADDRESS})
    assert mail.outbox[-1].to == [ADDRESS]
    browser.post("/accounts/login/code/confirm/", {"code": code()})
    assert key_signed_in(browser) == str(operator.pk)
    assert browser.get("/admin/").status_code == 200
    browser = Client()
    browser.post("/accounts/login/password/", {"login": ADDRESS, "password": PASSWORD})
    assert key_signed_in(browser) == str(operator.pk)
    Client().post("/accounts/password/reset/", {"email": ADDRESS})
    [path] = re.findall(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)
    browser = Client()
    page = browser.get(path, follow=True)
    assert page.context["form"].user == operator


@pytest.mark.parametrize("typed", [ADDRESS, ADDRESS.upper(), f" {ADDRESS} ", "office@ｐengshan.example"])
def test_an_address_of_somebody_else_is_answered_as_if_it_were_free_and_never_taken(
    attacker, resident, operator, typed
):
    answer = add(attacker, typed)
    free = Client()
    free.post("/accounts/login/password/", {"login": UserFactory(email=None).phone, "password": PASSWORD})
    prove(free)
    like_free = add(free, "free@example.org")
    assert (answer.status_code, answer.url, levels(answer)) == (
        like_free.status_code,
        like_free.url,
        levels(like_free),
    )
    assert answer.url == CONFIRM
    mail.outbox.pop()
    assert [*EmailAddress.objects.values_list("user", "email")] == [(operator.pk, ADDRESS)]
    # Even whoever is told the code by the owner gets a refusal in words.
    assert refusals(attacker.post(CONFIRM, {"code": code()})) == {("code", "email_taken")}
    resident.refresh_from_db()
    assert resident.email is None
    still_the_operators(operator)


def test_nothing_waits_for_an_address_that_the_office_gives_to_somebody_else_later(attacker, resident, operator):
    add(attacker, "new@pengshan.example")
    assert not EmailAddress.objects.filter(email="new@pengshan.example").exists()
    known = code()
    operator.email = "new@pengshan.example"
    operator.save()
    assert refusals(attacker.post(CONFIRM, {"code": known})) == {("code", "email_taken")}
    assert EmailAddress.objects.get().user == operator


def test_an_address_taken_at_the_last_moment_is_a_refusal_and_leaves_nothing(
    attacker, resident, operator, monkeypatch
):
    """Whatever allauth has asked before: the database has the last word."""
    monkeypatch.setattr("allauth.account.internal.flows.manage_email.assess_unique_email", lambda *args, **kw: True)
    monkeypatch.setattr(EmailAddress, "can_set_verified", lambda self: True)
    add(attacker, ADDRESS)
    answer = attacker.post(CONFIRM, {"code": code()})
    assert (answer.status_code, levels(answer)[-1]) == (302, "error")
    *_before, said = get_messages(answer.wsgi_request)
    assert said.message == User.database_messages["unique_verified_email"]
    resident.refresh_from_db()
    assert resident.email is None
    assert not SecurityEvent.objects.exists()
    still_the_operators(operator)


def test_the_own_address_counts_when_its_code_is_back_and_ends_the_other_sessions(attacker, resident):
    elsewhere = Client()
    elsewhere.force_login(resident)
    add(attacker, "Wang@Example.org")
    resident.refresh_from_db()
    assert resident.email is None
    attacker.post(CONFIRM, {"code": code()})
    resident.refresh_from_db()
    assert resident.email == "wang@example.org"
    assert EmailAddress.objects.filter(user=resident, verified=True, primary=True).count() == 1
    assert [event.what for event in SecurityEvent.objects.all()] == ["email_added"]
    assert attacker.get("/me/data/").status_code == 200
    assert elsewhere.get("/me/data/").status_code == 302
    add(attacker, "li@example.org")
    attacker.post(CONFIRM, {"code": code()})
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["li@example.org"]
    assert SecurityEvent.objects.newest()[0].what == "email_changed"


def test_an_address_is_removed_with_its_row_unless_it_is_the_last_key(attacker, resident, operator):
    resident.email = "wang@example.org"
    resident.save()
    attacker.post("/accounts/login/password/", {"login": resident.phone, "password": PASSWORD})
    prove(attacker)
    attacker.post(PAGE, {"email": "wang@example.org", "action_remove": ""})
    resident.refresh_from_db()
    assert (resident.email, resident.emailaddress_set.count()) == (None, 0)
    assert attacker.get("/me/data/").status_code == 200
    office = Client()
    office.post("/accounts/login/password/", {"login": ADDRESS, "password": PASSWORD})
    prove(office)
    office.post(PAGE, {"email": ADDRESS, "action_remove": ""})
    still_the_operators(operator)


def test_a_link_names_nobody_since_there_is_none(client):
    assert client.get(f"{CONFIRM}any-key/").status_code == 404


def test_another_site_tells_no_address(rf, settings, operator):
    settings.SOCIALACCOUNT_PROVIDERS = {"weixin": {"APPS": [{"client_id": "x", "secret": "y", "key": ""}]}}
    request = RequestFactory().get("/")
    with request_context(request):
        adapter = get_adapter()
        login = adapter.get_provider(request, "weixin").sociallogin_from_response(
            request, {"openid": "1", "unionid": "u", "nickname": "王"}
        )
        login.email_addresses = [EmailAddress(email=ADDRESS, verified=True)]
        user = adapter.populate_user(request, login, {"email": ADDRESS})
    assert (user.email, login.email_addresses) == ("", [])


# --- Who has neither a password nor a second factor proves the number


@pytest.fixture
def code_only(resident) -> User:
    resident.set_unusable_password()
    resident.save()
    return resident


def test_a_phone_left_unlocked_gives_nobody_a_password_nor_an_address(client, code_only, outbox):
    client.force_login(code_only)
    for page, typed in [
        (PAGE, {"email": "thief@example.org", "action_add": ""}),
        ("/accounts/password/set/", {"password1": "Haitang-1512", "password2": "Haitang-1512"}),
    ]:
        assert client.post(page, typed).url.startswith("/accounts/phone/prove/")
    assert mail.outbox == []
    assert client.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/phone/prove/")
    code_only.refresh_from_db()
    assert not code_only.has_usable_password()


def test_the_code_to_the_own_number_goes_on_with_the_form_that_was_sent(client, code_only, outbox):
    client.force_login(code_only)
    proof = add(client, "wang@example.org").url
    assert client.get(proof).status_code == 200
    client.post(proof, {"next": PAGE})
    [(phone, number_code)] = outbox.codes
    assert phone == code_only.phone
    assert client.post("/accounts/code/", {"code": number_code}).url == CONFIRM
    client.post(CONFIRM, {"code": code()})
    code_only.refresh_from_db()
    assert code_only.email == "wang@example.org"


def test_who_has_just_signed_in_by_code_need_not_prove_the_number_again(client, code_only, outbox):
    client.post("/accounts/login/", {"phone": code_only.phone})
    client.post("/accounts/code/", {"code": outbox.codes[-1][1]})
    assert add(client, "wang@example.org").url == CONFIRM
