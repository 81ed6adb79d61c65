"""/me/identity/: the pioneer alone decides, and what is withdrawn is gone from every page at once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from grid.actions.identity import remove_identity_photo, show_identity, withdraw_identity
from grid.models import IdentityDisplay, UnitAppointment
from tests.factories import (
    ConsentFactory,
    IdentityDisplayFactory,
    OrgUnitFactory,
    StaffFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)
from tests.support.pages import refusals
from tests.support.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment() -> UnitAppointment:
    appointment = UnitAppointmentFactory(user__person__name="沈阿姨", unit__name="第一先锋岗")
    ConsentFactory(given_by=appointment.user)
    return appointment


@pytest.fixture
def pioneer(appointment) -> Client:
    client = Client()
    client.force_login(appointment.user, backend="accounts.auth.backends.AppointmentBackend")
    return client


def address(name: str, appointment: UnitAppointment) -> str:
    return reverse(name, args=[appointment.pk])


def test_a_pioneer_agrees_and_is_shown(pioneer, appointment):
    page = pioneer.get(reverse("me_identity")).content.decode()
    assert "沈阿姨" in page
    assert not IdentityDisplay.objects.exists()
    response = pioneer.post(address("me_identity_show", appointment), {"words": "有事敲门。", "consent": "on"})
    assert response.url == reverse("me_identity")
    assert IdentityDisplay.objects.live().get().words == "有事敲门。"
    assert "有事敲门。" in pioneer.get(reverse("me_identity")).content.decode()


def test_the_page_says_whether_the_card_is_public(pioneer, appointment):
    assert "未公开" in pioneer.get(reverse("me_identity")).content.decode()
    IdentityDisplayFactory(appointment=appointment)
    page = pioneer.get(reverse("me_identity")).content.decode()
    assert "起公开" in page
    assert "未公开" not in page


def test_nothing_is_shown_without_the_tick(pioneer, appointment):
    response = pioneer.post(address("me_identity_show", appointment), {"words": "有事敲门。"})
    assert response.status_code == 200
    assert "有事敲门。" in response.content.decode()  # what was typed is kept
    assert not IdentityDisplay.objects.exists()


def test_the_door_is_on_the_own_page_of_pioneers_only(pioneer, appointment, client):
    assert reverse("me_identity") in pioneer.get(reverse("me")).content.decode()
    client.force_login(UserFactory())
    assert reverse("me_identity") not in client.get(reverse("me")).content.decode()


@pytest.mark.parametrize("role", ["secretary", "branch_secretary", "pioneer", "operator", "resident"])
def test_nobody_else_reads_or_writes_it(appointment, client, role):
    """Not even those above: they may see that it is shown, and ask; consent is given by one's own hand."""
    unit = appointment.unit
    by = {
        "secretary": lambda: officer("secretary", unit.parent.parent),
        "branch_secretary": lambda: officer("branch_secretary", unit.parent),
        "pioneer": lambda: officer("pioneer", OrgUnitFactory(pioneer_post=True, parent=unit.parent)),
        "operator": StaffFactory,
        "resident": UserFactory,
    }[role]()
    IdentityDisplayFactory(appointment=appointment, words="原话")
    client.force_login(by, backend="accounts.auth.backends.AppointmentBackend")
    for name in ("me_identity_show", "me_identity_photo"):
        assert client.get(address(name, appointment)).status_code == 404
    for name in ("me_identity_show", "me_identity_photo", "me_identity_photo_remove"):
        data = {"words": "别人写的", "consent": "on", "photo": upload()}
        assert client.post(address(name, appointment), data).status_code == 404
    assert client.post(address("me_identity_withdraw", appointment)).status_code == 404
    display = IdentityDisplay.objects.live().get()
    assert (display.words, bool(display.photo)) == ("原话", False)


def test_who_holds_no_post_finds_no_page(client):
    client.force_login(UserFactory())
    assert client.get(reverse("me_identity")).status_code == 404


def test_a_photo_is_added_replaced_and_deleted(pioneer, appointment, django_capture_on_commit_callbacks):
    IdentityDisplayFactory(appointment=appointment)
    assert pioneer.post(address("me_identity_photo", appointment), {"photo": upload()}).status_code == 302
    url = IdentityDisplay.objects.get().photo.url
    served = pioneer.get(url)
    assert served.status_code == 200
    assert served.headers["Content-Type"] == "image/webp"
    assert "no-store" in served.headers["Cache-Control"]
    assert url in pioneer.get(reverse("me_identity")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert pioneer.post(address("me_identity_photo_remove", appointment)).status_code == 302
    assert pioneer.get(url).status_code == 404
    assert IdentityDisplay.objects.live().exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg onload='alert(1)'/>", b"GIF89a broken", b"\xff\xd8\xff"],
    ids=["empty", "svg", "gif", "jpg"],
)
def test_what_is_no_photo_is_told_beside_the_field(pioneer, appointment, content):
    IdentityDisplayFactory(appointment=appointment)
    data = {"photo": SimpleUploadedFile("me.jpg", content)}
    response = pioneer.post(address("me_identity_photo", appointment), data)
    assert {field for field, _code in refusals(response)} == {"photo"}
    assert b'id="id_photo_error"' in response.content
    assert not IdentityDisplay.objects.get().photo


def test_a_photo_needs_the_consent_first(pioneer, appointment):
    assert pioneer.post(address("me_identity_photo", appointment), {"photo": upload()}).status_code == 404
    assert not IdentityDisplay.objects.exists()


def test_withdrawing_twice_is_withdrawing_once(pioneer, appointment):
    IdentityDisplayFactory(appointment=appointment)
    for _ in range(2):
        assert pioneer.post(address("me_identity_withdraw", appointment)).status_code == 302
    assert not IdentityDisplay.objects.live().exists()


def test_a_portrait_is_served_only_while_it_is_shown(client, appointment):
    display = show_identity(appointment, words="", photo=upload(), by=appointment.user)
    url = display.photo.url
    assert client.get(url).status_code == 200
    UnitAppointment.objects.update(during="[2025-01-01,2025-06-01)")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["0" * 32, "x" * 32, "../../secret"])
def test_no_other_file_is_served_as_a_portrait(client, name):
    assert client.get(f"/media/grid/portraits/{name}.webp").status_code == 404


def test_kept_pages_are_forgotten_as_a_pioneer_is_shown_and_no_longer_shown(
    appointment, client, settings, django_capture_on_commit_callbacks
):
    """A page that was kept a moment ago still knows the old state; it must not be found again."""
    settings.PAGE_CACHE_SECONDS = 60
    page = reverse("organisation")
    first = client.get(page).content
    UnitAppointment.objects.get().unit.parent.children.create(
        community=appointment.unit.community, level=3, name="新设先锋岗"
    )
    assert client.get(page).content == first  # kept: the new post is not on it
    with django_capture_on_commit_callbacks(execute=True):
        display = show_identity(appointment, words="", photo=upload(), by=appointment.user)
    shown = client.get(page).content.decode()
    assert "新设先锋岗" in shown
    assert appointment.user.person.name in shown
    assert display.photo.url in shown
    with django_capture_on_commit_callbacks(execute=True):
        remove_identity_photo(display, by=appointment.user)
    assert display.photo.url not in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_identity(display, by=appointment.user)
    assert appointment.user.person.name not in client.get(page).content.decode()


def test_queries_do_not_grow_with_the_posts(pioneer, appointment, django_assert_max_num_queries):
    def posts(n: int) -> None:
        page = pioneer.get(reverse("me_identity")).content.decode()
        assert len(re.findall('id="post-', page)) == n

    pioneer.get(reverse("me_identity"))
    with django_assert_max_num_queries(9) as one:
        posts(1)
    for _ in range(2):
        UnitAppointmentFactory(user=appointment.user)
    with django_assert_max_num_queries(len(one)):
        posts(3)
