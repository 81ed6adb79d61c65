import time
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import OrgUnitFactory, SpaceFactory, UserFactory, officer
from tests.support.pages import marks
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
STEP = "/accounts/second-step/"
PHONE = "+8613800138000"


def digits() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


@pytest.fixture
def pioneer() -> User:
    user = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    user.phone = PHONE
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_MFA_REQUIRED = True


def test_a_code_to_the_number_is_no_substitute_for_a_password_or_a_second_factor(client, pioneer, outbox):
    """It comes to the very phone that somebody has left unlocked; a new number or password would then be theirs."""
    prove, change = "/accounts/phone/prove/", {"phone": "+8613900139000"}
    with_password = UserFactory(phone="+8613700137000")
    Authenticator.objects.create(user=pioneer, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    for user, asks in ((with_password, "/accounts/reauthenticate/"), (pioneer, "/accounts/2fa/reauthenticate/")):
        client.force_login(user)
        assert client.post("/accounts/phone/change/", change).url.startswith(asks)
        for answer in (client.get(prove), client.post(prove, {"next": "/accounts/phone/change/"})):
            assert answer.url.startswith(asks)
    assert outbox.codes == []


@pytest.mark.parametrize("page", ["/desk/", "/desk/neighbours/find/", "/me/identity/", "/me/posts/unit/1/end/"])
def test_pages_of_an_office_ask_for_a_second_factor(pioneer, page):
    client = signed_in(pioneer)
    assert client.get(page).url == STEP
    assert client.post(page, {"query": "王"}).url == STEP
    assert client.get(STEP).status_code == 200


def test_without_it_an_office_holder_is_a_resident_on_every_other_page(pioneer):
    client = signed_in(pioneer)
    assert client.get("/me/").status_code == 200
    assert client.get("/events/").status_code == 200
    assert not client.get("/events/").wsgi_request.user.rights.held


def test_the_own_page_leads_there_who_holds_a_post_and_nobody_else(pioneer):
    client = signed_in(pioneer)
    assert marks(client.get("/me/"), "help") == ["second-step"]
    assert marks(signed_in(UserFactory()).get("/me/"), "help") == []
    Authenticator.objects.create(user=pioneer, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    assert client.get(STEP).url.startswith("/accounts/2fa/reauthenticate/?next=")


def test_a_page_that_only_the_rights_open_asks_for_it_too():
    space = SpaceFactory()
    secretary = officer("secretary", OrgUnitFactory(community=space.station.community))
    client = signed_in(secretary)
    page = reverse("stations:poster", args=[space.pk])
    assert client.get(page).url == STEP
    assert client.get("/admin/").url == STEP


def test_a_resident_is_never_asked(settings):
    client = signed_in(UserFactory())
    assert client.get("/me/").status_code == 200
    assert client.get("/desk/").status_code == 403


def test_the_way_there_leads_back_to_where_one_wanted_to_go(pioneer, outbox):
    client = Client()
    assert client.get("/desk/neighbours/").url == "/accounts/login/?next=/desk/neighbours/"
    client.post("/accounts/login/", {"phone": PHONE, "next": "/desk/neighbours/"})
    assert client.post("/accounts/code/", {"code": outbox.codes[0][1]}).url == "/desk/neighbours/"
    assert client.get("/desk/neighbours/").url == STEP
    page = client.get("/accounts/2fa/totp/activate/")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    assert page.status_code == 200
    assert STEP not in page.content.decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda function, **kwargs: function())
        assert client.post("/accounts/2fa/totp/activate/", {"code": digits()}).status_code == 302
    assert STEP in client.get("/accounts/2fa/").content.decode()
    assert client.get(STEP).url == "/desk/neighbours/"
    assert client.get("/desk/neighbours/").status_code == 200


def test_a_code_by_sms_alone_is_not_enough_for_who_has_a_second_factor(pioneer, outbox):
    TOTP.activate(pioneer, SECRET)
    client = Client()
    client.post("/accounts/login/", {"phone": PHONE, "next": "/desk/"})
    assert client.post("/accounts/code/", {"code": outbox.codes[0][1]}).url == "/accounts/2fa/authenticate/"
    assert client.get("/desk/").url == "/accounts/login/?next=/desk/"
    # As a keyboard for Chinese types it: in full width, with a blank.
    typed = f" {digits()}".translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert client.post("/accounts/2fa/authenticate/", {"code": typed}).url == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_a_session_that_is_older_than_the_factor_gives_it_first(pioneer):
    client = signed_in(pioneer)
    TOTP.activate(pioneer, SECRET)
    answer = client.get("/desk/due/")
    assert unquote(answer.url) == "/accounts/2fa/reauthenticate/?next=/desk/due/"
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"code": digits(), "next": "/desk/due/"}).url == "/desk/due/"
    assert client.get("/desk/due/").status_code == 200


def test_a_factor_that_was_removed_meanwhile_counts_no_longer(pioneer):
    client = signed_in(pioneer)
    TOTP.activate(pioneer, SECRET)
    client.post("/accounts/2fa/reauthenticate/?next=/desk/", {"code": digits(), "next": "/desk/"})
    assert client.get("/desk/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/desk/").url == STEP


def test_what_was_typed_survives_the_second_step(pioneer):
    client = signed_in(pioneer)
    TOTP.activate(pioneer, SECRET)
    answer = client.post("/desk/neighbours/find/", {"query": "王奶奶"})
    assert unquote(answer.url) == "/accounts/2fa/reauthenticate/?next=/accounts/kept/"
    with time_machine.travel(time.time(), tick=False):
        assert client.post(answer.url, {"code": digits(), "next": "/accounts/kept/"}).url == "/accounts/kept/"
    assert client.get("/accounts/kept/").context["kept"]["fields"] == [["query", "王奶奶"]]
