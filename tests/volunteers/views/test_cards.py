"""/volunteers/mine/card/: the own hand alone decides, and what is withdrawn is gone from every page at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from tests.factories import ResidenceFactory, StaffFactory, VolunteerCardFactory, VolunteerFactory
from tests.support.pages import codes, marks
from tests.support.pictures import upload
from tests.support.volunteers import grown_up, office_of
from volunteers.models import Volunteer, VolunteerCard

pytestmark = pytest.mark.django_db

CARDS = "/volunteers/mine/card/"
PAGES = ["card_show", "card_photo", "card_photo_remove", "card_withdraw"]


@pytest.fixture
def volunteer(client) -> Volunteer:
    client.force_login(reader := grown_up(name="沈阿姨"))
    return VolunteerFactory(person=reader.person)


def page(name: str, volunteer: Volunteer) -> str:
    return reverse(f"volunteers:{name}", args=[volunteer.pk])


def test_a_volunteer_agrees_and_is_shown(client, volunteer):
    home = ResidenceFactory(person=volunteer.person)
    building = home.household.building if home.household else home.building
    assert marks(client.get(CARDS), "card") == ["hidden"]
    answers = {"role": "修修补补", "building": building.pk, "consent": "on"}
    assert client.post(page("card_show", volunteer), answers).url == CARDS
    card = VolunteerCard.objects.live().get()
    assert (card.role, card.building) == ("修修补补", building)
    assert marks(client.get(CARDS), "card") == ["shown"]


def test_nothing_is_shown_without_the_tick(client, volunteer):
    response = client.post(page("card_show", volunteer), {"role": "修修补补"})
    assert (response.status_code, codes(response.context["steps"].form)) == (422, {"consent": ["required"]})
    assert not VolunteerCard.objects.exists()


@pytest.mark.parametrize("who", ["office", "operator", "resident"])
def test_nobody_else_reads_or_writes_it(client, volunteer, who):
    VolunteerCardFactory(volunteer=volunteer, role="原话")
    by: User = {"office": lambda: office_of(volunteer.team), "operator": StaffFactory, "resident": grown_up}[who]()
    client.force_login(by)
    for name in PAGES:
        data = {"role": "别人写的", "consent": "on", "photo": upload()}
        assert client.post(page(name, volunteer), data).status_code == 404
    card = VolunteerCard.objects.live().get()
    assert (card.role, bool(card.photo)) == ("原话", False)


def test_a_photo_is_added_served_and_deleted(client, volunteer, django_capture_on_commit_callbacks):
    assert client.post(page("card_photo", volunteer), {"photo": upload()}).status_code == 404
    VolunteerCardFactory(volunteer=volunteer)
    assert client.post(page("card_photo", volunteer), {"photo": upload()}).url == CARDS
    url = VolunteerCard.objects.get().photo.url
    served = client.get(url)
    assert (served.status_code, served.headers["Content-Type"]) == (200, "image/webp")
    assert "no-store" in served.headers["Cache-Control"]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page("card_photo_remove", volunteer)).url == CARDS
    assert client.get(url).status_code == 404
    assert VolunteerCard.objects.live().exists()


def test_a_photo_is_served_only_while_the_volunteer_is_in_the_team(client, volunteer):
    VolunteerCardFactory(volunteer=volunteer)
    client.post(page("card_photo", volunteer), {"photo": upload()})
    url = VolunteerCard.objects.get().photo.url
    Volunteer.objects.update(status="left")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["0" * 32, "x" * 32, "../../secret"])
def test_no_other_file_is_served_as_a_photo(client, name):
    assert client.get(f"/media/volunteers/cards/{name}.webp").status_code == 404


def test_what_is_no_photo_is_told_beside_the_field(client, volunteer):
    VolunteerCardFactory(volunteer=volunteer)
    response = client.post(page("card_photo", volunteer), {"photo": SimpleUploadedFile("me.jpg", b"%PDF-1.4")})
    assert (response.status_code, set(response.context["form"].errors)) == (422, {"photo"})


def test_withdrawing_twice_is_withdrawing_once(client, volunteer):
    VolunteerCardFactory(volunteer=volunteer)
    for _ in range(2):
        assert client.post(page("card_withdraw", volunteer)).url == CARDS
    assert not VolunteerCard.objects.live().exists()
