import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.time import clock
from grid.models import UnitAppointment
from tests import factories as make
from tests.support.signing_in import signed_in

PAGES = ("start", "buildings", "due", "posts", "neighbours", "find", "new_neighbour", "registrations", "events")


def test_a_visitor_is_led_to_the_entrance(client, db):
    addresses = [reverse(f"desk:{page}") for page in PAGES]
    led_to = {address: client.get(address).url for address in addresses}
    assert led_to == {address: f"/accounts/login/?next={address}" for address in addresses}


def test_who_holds_no_post_has_no_page_of_the_desk(db):
    resident = signed_in(make.UserFactory())
    responses = {page: resident.get(reverse(f"desk:{page}")) for page in PAGES}
    assert {page: response.status_code for page, response in responses.items()} == dict.fromkeys(PAGES, 403)
    assert {one.templates[0].name for one in responses.values()} == {"desk/not_yours.html"}


def test_the_operator_sees_the_stations_and_visits_nobody(db):
    operator = signed_in(make.StaffFactory())
    station = make.StationFactory()
    assert reverse("desk:station", args=[station.pk]) in operator.get(reverse("desk:start")).content.decode()
    assert operator.get(reverse("desk:buildings")).status_code == 403


def test_nothing_of_the_desk_is_kept_by_a_cache(desk):
    responses = {page: desk.get(reverse(f"desk:{page}")) for page in PAGES}
    assert {page: response.status_code for page, response in responses.items()} == dict.fromkeys(PAGES, 200)
    assert [page for page, one in responses.items() if "no-store" not in one.headers["Cache-Control"]] == []


def test_the_desk_closes_with_the_appointment_in_an_open_session(beat, desk):
    assert desk.get("/desk/").status_code == 200
    yesterday = clock.today() - dt.timedelta(days=1)
    UnitAppointment.objects.update(during=(yesterday - dt.timedelta(days=9), yesterday))
    assert desk.get("/desk/").status_code == 403
    assert 'href="/desk/"' not in desk.get("/privacy/").content.decode()


def sign_in(client, user):
    client.post("/accounts/login/password/", {"login": user.email, "password": make.PASSWORD})


def test_who_holds_a_post_sees_the_desk_at_the_head_of_every_page_and_others_do_not(beat, client):
    sign_in(client, beat.pioneer)
    page = client.get("/privacy/").content.decode()
    assert page.count('href="/desk/"') == 2  # the navigation at the top, and the tools of a phone
    client.logout()
    sign_in(client, make.UserFactory())
    assert 'href="/desk/"' not in client.get("/privacy/").content.decode()


def test_a_new_appointment_shows_on_the_own_page_without_signing_in_again(beat):
    user = make.UserFactory()
    make.ConsentFactory(given_by=user)
    client = signed_in(user)
    assert 'href="/desk/"' not in client.get("/me/").content.decode()
    make.UnitAppointmentFactory(user=user)
    assert 'href="/desk/"' in client.get("/me/").content.decode()


def test_the_bar_at_the_bottom_keeps_five_doors(beat, client):
    sign_in(client, beat.pioneer)
    bar = client.get("/").content.decode().rsplit("<nav", 1)[1]
    assert bar.count("<li>") == 5
    assert 'href="/desk/"' not in bar


ADMIN = 'href="/admin/"'


def test_who_may_open_admin_is_led_there_from_every_page_and_nobody_else(beat, client):
    for user in (make.officer("secretary", beat.post.parent.parent), make.StaffFactory()):
        sign_in(client, user)
        assert client.get("/privacy/").content.decode().count(ADMIN) == 2  # at the top, and the tools of a phone
        assert client.get("/desk/").content.decode().count(ADMIN) == 3
        assert ADMIN not in client.get("/").content.decode().rsplit("<nav", 1)[1]
        client.logout()
    for user in (beat.pioneer, make.UserFactory()):
        sign_in(client, user)
        assert ADMIN not in client.get("/privacy/").content.decode()
        assert ADMIN not in client.get("/me/").content.decode()
        client.logout()


def test_the_way_to_admin_comes_and_goes_with_the_office(beat):
    user = make.UserFactory()
    make.ConsentFactory(given_by=user)
    client = signed_in(user)
    assert ADMIN not in client.get("/me/").content.decode()
    make.UnitAppointmentFactory(user=user, deputy=True)
    assert client.get("/me/").content.decode().count(ADMIN) == 3
    yesterday = clock.today() - dt.timedelta(days=1)
    UnitAppointment.objects.filter(user=user).update(during=(yesterday - dt.timedelta(days=9), yesterday))
    assert ADMIN not in client.get("/me/").content.decode()


def test_no_page_asks_the_database_for_the_way_to_admin(beat):
    client = signed_in(make.officer("secretary", beat.post.parent.parent))
    client.get("/me/")
    with CaptureQueriesContext(connection) as captured:
        assert ADMIN in client.get("/privacy/").content.decode()
    assert [query["sql"] for query in captured if "appointment" in query["sql"]] == []


def test_admin_leads_back_to_the_site(db):
    secretary = signed_in(make.UnitAppointmentFactory(secretary=True).user)
    assert secretary.get("/admin/").content.decode().count('href="/"') >= 1


def test_admin_leads_to_the_desk(db, client):
    secretary = make.UnitAppointmentFactory(secretary=True).user
    sign_in(client, secretary)
    assert 'href="/desk/"' in client.get("/admin/").content.decode()


ROLES = ("secretary", "deputy", "office_worker", "branch_secretary", "pioneer")


def test_every_role_that_visits_has_a_desk(beat):
    at = {"pioneer": beat.post, "branch_secretary": beat.post.parent}
    for role in ROLES:
        unit = at.get(role, beat.post.parent.parent)
        user = beat.pioneer if role == "pioneer" else make.officer(role, unit)
        page = signed_in(user).get("/desk/buildings/").content.decode()
        assert str(beat.building) in page, role
    worker = make.officer("grid_worker", beat.building.grid)
    assert str(beat.building) in signed_in(worker).get("/desk/buildings/").content.decode()


def test_in_care_mode_the_first_page_shows_doors_and_no_lists(beat, desk):
    household = f'href="/desk/households/{beat.households[0].pk}/'
    coming = make.RegistrationFactory(person=beat.neighbour())
    registration = f'href="/desk/registrations/{coming.pk}/'
    shown = desk.get("/desk/").content.decode()
    assert household in shown
    assert registration in shown
    desk.cookies["care"] = "1-0"
    shown = desk.get("/desk/").content.decode()
    assert household not in shown
    assert registration not in shown
    for door in ("/desk/buildings/", "/desk/due/", "/desk/registrations/", "/desk/posts/"):
        assert f'href="{door}"' in shown
