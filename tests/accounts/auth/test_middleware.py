import datetime as dt
import time
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse
from django.test import Client

from accounts.auth.middleware import SEEN, StaffSessionMiddleware
from accounts.forms import saved_form
from accounts.models import User
from common.time import clock as clock_time
from tests.factories import (
    PASSWORD,
    BuildingFactory,
    CommunityFactory,
    OrgUnitFactory,
    StaffFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)

PEOPLE = "/admin/accounts/person/"
SECOND_STEP = "/accounts/second-step/"
# What the inline table of guardians sends along.
INLINE = {"guardianships-TOTAL_FORMS": "0", "guardianships-INITIAL_FORMS": "0"}


@pytest.fixture
def staff(db) -> User:
    return StaffFactory(phone="+8613800138000", email="op@example.org")


def sign_in(client) -> None:
    client.post("/accounts/login/password/", {"login": "op@example.org", "password": PASSWORD})


def test_thirty_idle_minutes_end_a_staff_session_and_lead_back(client, staff):
    with time_machine.travel(time.time(), tick=False) as clock:
        sign_in(client)
        clock.shift(29 * 60)
        assert client.get(PEOPLE).status_code == 200
        clock.shift(31 * 60)
        response = client.get(PEOPLE)
        assert response.url == f"/accounts/login/?next={PEOPLE}"
        assert "_auth_user_id" not in client.session
        [told] = get_messages(response.wsgi_request)
        assert told.level_tag == "info"
        assert "30" in str(told)


def test_work_keeps_a_staff_session_open(client, staff):
    with time_machine.travel(time.time(), tick=False) as clock:
        sign_in(client)
        for _ in range(4):
            clock.shift(20 * 60)
            assert client.get(PEOPLE).status_code == 200


def test_a_residents_session_outlasts_a_quiet_hour(client, db):
    UserFactory(email="wang@example.org")
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post("/accounts/login/password/", {"login": "wang@example.org", "password": PASSWORD})
        clock.shift(dt.timedelta(hours=8))
        assert client.get("/me/").status_code == 200


def test_who_holds_any_role_has_a_staff_session_from_the_entrance_on(client, db):
    """A pioneer who only looks at public pages too: the phone may lie on a table."""
    user = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    user.email = "pioneer@example.org"
    user.save()
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post("/accounts/login/password/", {"login": user.email, "password": PASSWORD})
        assert client.get("/me/").status_code == 200
        clock.shift(31 * 60)
        assert client.get("/me/").url == "/accounts/login/?next=/me/"


def test_the_desk_is_of_the_staff_session(rf, client, db, settings):
    user = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    client.force_login(user)
    session = client.session
    del session[SEEN]  # appointed after signing in: the desk begins it
    through = StaffSessionMiddleware(lambda request: HttpResponse("through"))

    def visit(path: str, typed: dict | None = None) -> HttpResponse:
        request = rf.post(path, typed) if typed else rf.get(path)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "there"
        request.user, request.session = user, session
        request._messages = CookieStorage(request)
        return through(request)

    with time_machine.travel(time.time(), tick=False) as clock:
        assert visit("/me/").content == b"through"
        assert SEEN not in session
        assert visit("/desk/").content == b"through"
        assert SEEN in session
        clock.shift(31 * 60)
        answer = visit("/desk/visits/new/", {"summary": "家里都好"})
        assert answer.url == "/accounts/login/?next=/accounts/kept/"
        assert session[saved_form.KEY]["fields"] == [("summary", "家里都好")]


def test_rights_end_with_the_date_in_an_open_session(client, db):
    last_day = dt.date(2026, 11, 23)
    before_midnight = clock_time.day_start(last_day + dt.timedelta(days=1)) - dt.timedelta(minutes=10)
    building = BuildingFactory()
    with time_machine.travel(before_midnight, tick=False) as clock:
        user = UnitAppointmentFactory(
            secretary=True,
            unit__community=building.estate.community,
            during=DateRange(last_day - dt.timedelta(days=9), last_day + dt.timedelta(days=1)),
        ).user
        client.force_login(user)
        page = f"/admin/grid/building/{building.pk}/change/"
        typed = {
            "estate": building.estate_id,
            "grid": building.grid_id,
            "number": building.number,
            "entrances": 1,
        }
        assert client.get(page).status_code == 200
        assert client.post(page, typed | {"floors": 7}).status_code == 302
        clock.shift(20 * 60)
        assert client.get("/admin/").status_code == 403
        assert client.get(page).status_code == 403
        assert client.post(page, typed | {"floors": 8}).status_code == 403
    building.refresh_from_db()
    assert building.floors == 7


def test_a_half_keyed_form_survives_signing_in_again(client, staff):
    with time_machine.travel(time.time(), tick=False) as clock:
        sign_in(client)
        clock.shift(31 * 60)
        typed = {"name": "赵奶奶", "birth_year": "1948", "language": "zh-hans", "password": "secret"}
        response = client.post(PEOPLE + "add/", typed)
        assert response.url == "/accounts/login/?next=/accounts/kept/"
        client.post("/accounts/login/password/", {"login": "op@example.org", "password": PASSWORD})
        page = client.get("/accounts/kept/")
        assert page.context["kept"]["path"] == PEOPLE + "add/"
        kept = dict(page.context["kept"]["fields"])
        assert kept == {"name": "赵奶奶", "birth_year": "1948", "language": "zh-hans"}
        assert client.get("/accounts/kept/").status_code == 200, "loading the page again has lost the form"
        assert client.post(PEOPLE + "add/", kept | INLINE).status_code == 302
        assert client.get("/accounts/kept/").url == "/me/"


def test_the_code_of_a_household_is_kept_and_secrets_are_not(rf, staff):
    def kept(path: str, **typed: str) -> set[str]:
        request = rf.post(path, typed)
        request.user = staff
        form = saved_form.form_to_save(request)
        return {name for name, _value in form["fields"]} if form else set()

    assert kept("/admin/grid/household/add/", code="3-101", password1="x", csrfmiddlewaretoken="x") == {"code"}
    assert kept("/accounts/2fa/authenticate/", code="123456") == set()
    assert kept("/accounts/password/change/", oldpassword="x", password1="y", password2="y") == set()


def test_a_form_that_was_refused_at_the_door_is_still_kept(staff):
    """The page that was open all the time carries the old token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)
    session = client.session
    session["kept_form"] = {
        "user": staff.pk,
        "path": PEOPLE + "add/",
        "fields": [["name", "赵奶奶"]],
        "files": False,
        "until": time.time() + 60,
    }
    session.save()
    assert client.post(PEOPLE + "add/", {"name": "赵奶奶"}).status_code == 403
    assert "赵奶奶" in client.get("/accounts/kept/").content.decode()


def test_a_half_keyed_form_is_shown_to_its_own_writer_only(client, staff):
    UserFactory(email="wang@example.org")
    with time_machine.travel(time.time(), tick=False) as clock:
        sign_in(client)
        clock.shift(31 * 60)
        client.post(PEOPLE + "add/", {"name": "赵奶奶"})
        client.post("/accounts/login/password/", {"login": "wang@example.org", "password": PASSWORD})
        response = client.get("/accounts/kept/", follow=True)
        assert "赵奶奶" not in response.content.decode()


def test_with_the_setting_staff_set_up_a_second_factor_before_admin_opens(client, staff, settings):
    sign_in(client)
    settings.STAFF_MFA_REQUIRED = False
    assert client.get(PEOPLE).status_code == 200
    settings.STAFF_MFA_REQUIRED = True
    assert client.get(PEOPLE).url == SECOND_STEP
    Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert unquote(client.get(PEOPLE).url) == f"/accounts/2fa/reauthenticate/?next={PEOPLE}"


def test_recovery_codes_alone_are_no_second_factor(client, staff, settings):
    settings.STAFF_MFA_REQUIRED = True
    sign_in(client)
    Authenticator.objects.create(user=staff, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert client.get(PEOPLE).url == SECOND_STEP


def test_who_has_a_second_factor_is_asked_for_it_after_a_code_too(client, staff, outbox):
    Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.post("/accounts/login/", {"phone": "13800138000"})
    response = client.post("/accounts/code/", {"code": outbox.codes[0][1]})
    assert response.url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    again = client.post("/accounts/code/", {"code": outbox.codes[0][1]})
    assert again.url == "/accounts/login/", "the code worked a second time"


def test_the_qr_code_of_the_authenticator_is_drawn_in_the_page(client, staff):
    """A data: image would be stopped by the Content-Security-Policy."""
    client.force_login(staff)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    page = client.get("/accounts/2fa/totp/activate/", follow=True).content.decode()
    assert "data:image" not in page


def test_admin_signs_in_at_the_common_entrance(client, db):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")


def test_a_resident_finds_a_wall_before_admin(client, db):
    client.force_login(UserFactory())
    assert client.get("/admin/").status_code == 403
    assert client.get(PEOPLE).status_code == 403


def test_a_visitor_without_a_session_costs_no_query(client, db, django_assert_num_queries):
    CommunityFactory()
    client.get("/privacy/")
    with django_assert_num_queries(1):  # the notice itself
        client.get("/privacy/")


def test_the_user_of_a_visitor_is_never_looked_up(rf, db, django_assert_num_queries):
    request = rf.get("/admin/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert StaffSessionMiddleware(lambda request: "through")(request) == "through"
