"""What was typed is found again after signing in, whoever typed it, and however the session had ended."""

import datetime as dt
import re
import time

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.factories import (
    PASSWORD,
    EventFactory,
    HouseholdFactory,
    OrgUnitFactory,
    RegistrationFactory,
    SpaceFactory,
    StaffFactory,
    UserFactory,
    agree,
    officer,
)
from tests.support.pages import levels, text

pytestmark = pytest.mark.django_db

KEPT = "/accounts/kept/"
ENTRANCE = "/accounts/login/?next="


def cookie_gone(client: Client) -> None:
    del client.cookies["sessionid"]


def ended_elsewhere(client: Client) -> None:
    Session.objects.all().delete()


def password_changed(client: Client) -> None:
    for user in User.objects.all():
        user.set_password("Andere-1510")
        user.save()


ENDINGS = [cookie_gone, ended_elsewhere, password_changed]


def sign_in_again(client: Client, user: User, following: str = KEPT) -> HttpResponse:
    user.refresh_from_db()
    user.set_password(PASSWORD)
    user.save()
    return client.post(
        "/accounts/login/password/", {"login": user.email or user.phone, "password": PASSWORD, "next": following}
    )


def staff_of_the_desk() -> User:
    return officer("pioneer", OrgUnitFactory(pioneer_post=True))


FORMS = {
    "a resident registers": (UserFactory, lambda: f"/events/{EventFactory().pk}/register/", {"seats": "3"}),
    "a resident books": (UserFactory, lambda: f"/stations/spaces/{SpaceFactory().pk}/book/", {"remark": "需要投影"}),
    "a parent adds a child": (UserFactory, lambda: "/me/family/new/child/", {"name": "王小明", "birth_year": "2018"}),
    "a resident corrects the name": (UserFactory, lambda: "/me/data/", {"name": "王芳"}),
    "staff at the desk": (staff_of_the_desk, lambda: "/desk/neighbours/new/", {"name": "赵奶奶"}),
    "staff at a household": (
        staff_of_the_desk,
        lambda: f"/desk/households/{HouseholdFactory().pk}/",
        {"summary": "家里都好"},
    ),
    "staff in admin": (StaffFactory, lambda: "/admin/accounts/person/add/", {"name": "赵奶奶"}),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_is_offered_after_signing_in_again(client, form, ending):
    make, page, typed = FORMS[form]
    user, path = make(), page()
    client.force_login(user)
    ending(client)
    answer = client.post(path, {**typed, "password": "geheim"})
    assert answer.url == ENTRANCE + KEPT
    assert levels(answer) == ["info"]
    assert sign_in_again(client, user).url == KEPT
    kept = client.get(KEPT).context["kept"]
    assert (kept["path"], dict(kept["fields"])) == (path, typed)


def test_the_form_is_found_also_by_who_signs_in_in_another_way_and_with_no_address_to_go_to(client):
    user = UserFactory()
    client.post("/me/data/", {"name": "王芳"})
    assert sign_in_again(client, user, following="").url == KEPT


def test_the_form_can_be_sent_from_the_page_and_is_then_forgotten(client):
    user = UserFactory()
    client.post("/me/data/", {"name": "王芳芳", "phone": user.phone, "language": "zh-hans"})
    sign_in_again(client, user)
    kept = client.get(KEPT).context["kept"]
    assert client.post(kept["path"], dict(kept["fields"])).url == "/me/data/"
    user.person.refresh_from_db()
    assert user.person.name == "王芳芳"
    assert client.get(KEPT).url == "/me/"


def test_who_does_not_want_the_form_any_longer_leaves_it(client):
    user = UserFactory()
    client.post("/me/data/", {"name": "王芳芳"})
    sign_in_again(client, user)
    assert client.post(KEPT, {"act": "leave"}).url == "/me/data/"
    assert client.get(KEPT).url == "/me/"


def test_the_form_is_kept_for_minutes_only(client):
    user = UserFactory()
    with time_machine.travel(time.time(), tick=False) as clock:
        client.post("/me/data/", {"name": "王芳芳"})
        sign_in_again(client, user)
        clock.shift(dt.timedelta(minutes=31))
        client.get("/")
        assert "kept_form" not in client.session
        assert client.get(KEPT).url == "/me/"


def test_another_browser_is_not_offered_the_form(client):
    user = UserFactory()
    client.post("/me/data/", {"name": "王芳芳"})
    other = Client()
    assert sign_in_again(other, user).url == KEPT
    assert other.get(KEPT).url == "/me/"


def test_a_button_without_anything_typed_leads_to_its_page(client):
    registration = RegistrationFactory(cancelled=True)
    user = UserFactory(person=registration.person)
    act = f"/events/registrations/{registration.pk}/undo/"
    assert client.post(act).url == ENTRANCE + act
    assert sign_in_again(client, user, following=act).url == act
    assert client.get(act).url == f"/events/registrations/{registration.pk}/"


def test_only_who_had_a_session_is_told_that_it_has_ended(client):
    assert levels(client.get("/me/")) == []
    client.force_login(UserFactory())
    ended_elsewhere(client)
    assert levels(client.get("/me/")) == ["info"]


def test_files_cannot_be_kept_and_the_page_says_so(client, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    user = UserFactory()
    client.post("/me/data/", {"name": "王芳", "photo": SimpleUploadedFile("a.webp", b"x")})
    sign_in_again(client, user)
    assert client.get(KEPT).context["kept"]["files"]


# --- For whom a form is kept ---------------------------------------------------------------------------------------


PAGES = {
    "the own data": lambda: "/me/data/",
    "a registration": lambda: f"/events/{EventFactory().pk}/register/",
    "a child": lambda: "/me/family/new/child/",
}


def as_drawn(client: Client, page: str) -> dict[str, str]:
    """What a browser sends with the form of a page: also the hidden token, which says whose page it was."""
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(page).content.decode())
    return {"form_token": token[1], "name": "王芳芳"}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("page", PAGES)
def test_a_form_is_offered_only_to_the_account_in_whose_page_it_was_typed(client, ending, page):
    writer, other, page = UserFactory(), UserFactory(), PAGES[page]()
    agree(writer.person)
    client.force_login(writer)
    sent = as_drawn(client, page)
    ending(client)
    assert client.post(page, sent).url == ENTRANCE + KEPT
    assert sign_in_again(client, other, following="").url != KEPT
    assert client.get(KEPT).url == "/me/"
    assert "kept_form" not in client.session


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("page", PAGES)
def test_the_writer_is_offered_the_form_of_the_page(client, ending, page):
    writer, page = UserFactory(), PAGES[page]()
    agree(writer.person)
    client.force_login(writer)
    sent = as_drawn(client, page)
    ending(client)
    client.post(page, sent)
    assert sign_in_again(client, writer).url == KEPT
    assert dict(client.get(KEPT).context["kept"]["fields"]) == {"name": "王芳芳"}


def test_a_token_that_nobody_has_drawn_is_nobodys(client):
    client.post("/me/data/", {"name": "王芳芳", "form_token": "7b1c:made-up"})
    sign_in_again(client, UserFactory())
    assert client.get(KEPT).url == "/me/"


def test_a_button_of_a_page_with_nothing_typed_is_no_form_to_keep(client):
    user = UserFactory()
    client.force_login(user)
    token = as_drawn(client, "/me/data/")["form_token"]
    cookie_gone(client)
    client.post("/me/data/", {"form_token": token})
    assert "kept_form" not in client.session


def test_who_gives_the_own_form_to_another_account_finds_it_there(client):
    writer, other = UserFactory(), UserFactory()
    client.force_login(writer)
    sent = as_drawn(client, "/me/data/")
    cookie_gone(client)
    client.post("/me/data/", sent)
    sign_in_again(client, writer)
    assert client.post(KEPT, {"act": "switch"}).url == ENTRANCE + KEPT
    sign_in_again(client, other)
    assert dict(client.get(KEPT).context["kept"]["fields"]) == {"name": "王芳芳"}


# --- Two windows with two accounts --------------------------------------------------------------------------------


ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


def two_windows() -> tuple[Client, User, User, dict[str, str]]:
    """A browser in which somebody has opened a form, and then somebody else has signed in, in another window."""
    client = Client(enforce_csrf_checks=True)
    first, second = UserFactory(), UserFactory(person__name="李娟")
    client.force_login(first)
    page = client.get("/me/data/")
    typed = {"name": "王芳芳", "phone": "", "language": "zh-hans"}
    typed["csrfmiddlewaretoken"] = str(page.context["csrf_token"])
    typed["form_token"] = re.search(r'name="form_token" value="([^"]+)"', page.content.decode())[1]
    fresh = client.get("/accounts/logout/").context["csrf_token"]
    client.post("/accounts/logout/", {"csrfmiddlewaretoken": str(fresh)}, **ORIGIN)
    assert sign_in_with(client, second).status_code == 302
    return client, first, second, typed


def sign_in_with(client: Client, user: User) -> HttpResponse:
    token = str(client.get("/accounts/login/password/").context["csrf_token"])
    entered = {"login": user.phone, "password": PASSWORD, "csrfmiddlewaretoken": token, "next": KEPT}
    return client.post("/accounts/login/password/", entered, **ORIGIN)


def test_a_form_of_another_account_is_not_sent_nor_shown_and_the_page_says_who_is_signed_in():
    client, _first, second, typed = two_windows()
    answer = client.post("/me/data/", typed, **ORIGIN)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert ("李娟" in page, "王芳芳" in page) == (True, False)
    second.person.refresh_from_db()
    assert second.person.name == "李娟"
    assert client.get(KEPT).url == "/me/"


def test_a_form_that_names_no_account_is_offered_to_who_is_signed_in():
    client, _first, _second, typed = two_windows()
    del typed["form_token"]
    answer = client.post("/me/data/", typed, **ORIGIN)
    assert (answer.status_code, dict(answer.context["kept"]["fields"])["name"]) == (403, "王芳芳")


def test_the_form_of_another_account_can_be_sent_after_signing_in_with_that_one():
    client, first, _second, typed = two_windows()
    answer = client.post("/me/data/", typed, **ORIGIN)
    token = str(answer.context["csrf_token"])
    answer = client.post(KEPT, {"act": "switch", "csrfmiddlewaretoken": token}, **ORIGIN)
    assert answer.url == ENTRANCE + KEPT
    assert "_auth_user_id" not in client.session
    assert sign_in_with(client, first).url == KEPT
    assert dict(client.get(KEPT).context["kept"]["fields"])["name"] == "王芳芳"


def test_a_third_account_is_not_offered_the_form():
    client, _first, _second, typed = two_windows()
    answer = client.post("/me/data/", typed, **ORIGIN)
    client.post(KEPT, {"act": "switch", "csrfmiddlewaretoken": str(answer.context["csrf_token"])}, **ORIGIN)
    assert sign_in_with(client, UserFactory()).status_code == 302
    assert client.get(KEPT).url == "/me/"


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}])
def test_a_form_of_another_site_is_never_kept(origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    answer = client.post("/me/data/", {"name": "谁"}, **origin)
    assert answer.status_code == 403
    assert "kept" not in answer.context
    assert "kept_form" not in client.session


def test_a_form_sent_with_no_cookie_at_all_is_found_after_signing_in():
    client, user = Client(enforce_csrf_checks=True), UserFactory()
    answer = client.post("/me/data/", {"name": "王芳芳"}, **ORIGIN)
    assert (answer.status_code, KEPT in answer.content.decode()) == (403, True)
    assert sign_in_with(client, user).url == KEPT
    assert "王芳芳" in text(client.get(KEPT))
