import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.test import Client

from accounts.models import AccessLog, Consent, Person, PrivacyNotice, User
from tests.factories import (
    GuardianshipFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)

MODELS = ["person", "user", "guardianship", "consent", "privacynotice", "notification", "accesslog"]


@pytest.fixture
def operator(db) -> User:
    return StaffFactory(phone="+8613700137000", person__name="管理员")


@pytest.fixture
def office(client, operator) -> Client:
    client.force_login(operator)
    return client


@pytest.fixture
def resident(db) -> User:
    return UserFactory(phone="+8613800138000", person__name="王芳", person__phone="+8613800138000")


def pages(resident: User) -> list[str]:
    person = resident.person
    guardianship = GuardianshipFactory(person=person)
    return [
        "/admin/",
        "/admin/changes/",
        *(f"/admin/accounts/{model}/" for model in MODELS),
        f"/admin/accounts/person/{person.pk}/change/",
        f"/admin/accounts/person/{person.pk}/history/",
        f"/admin/accounts/user/{resident.pk}/change/",
        f"/admin/accounts/user/{resident.pk}/history/",
        f"/admin/accounts/guardianship/{guardianship.pk}/change/",
        "/admin/autocomplete/?app_label=accounts&model_name=guardianship&field_name=person&term=王芳",
    ]


def test_no_page_of_the_office_shows_a_whole_number(office, resident):
    RegistrationFactory(person=resident.person)
    for page in pages(resident):
        response = office.get(page)
        assert response.status_code == 200, page
        assert "13800138000" not in response.content.decode(), page
    assert "138****8000" in office.get("/admin/accounts/person/").content.decode()


def test_no_button_of_the_office_deletes_a_person(office, resident):
    page = f"/admin/accounts/person/{resident.person_id}/delete/"
    assert office.get(page).status_code == 403
    assert office.post(page, {"post": "yes"}).status_code == 403
    assert Person.objects.filter(pk=resident.person_id).exists()


def test_a_whole_number_is_shown_for_a_reason_that_is_kept(office, operator, resident):
    page = f"/admin/accounts/person/{resident.person.pk}/reveal/"
    assert "13800138000" not in office.get(page).content.decode()
    for reason in ("", "   "):
        assert "13800138000" not in office.post(page, {"reason": reason}).content.decode()
    assert not AccessLog.objects.exists()
    shown = office.post(page, {"reason": "活动改期，打电话通知"})
    assert "+8613800138000" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    look = AccessLog.objects.get()
    assert (look.user, look.person, look.what, look.reason) == (
        operator,
        resident.person,
        "phone",
        "活动改期，打电话通知",
    )


def test_the_person_sees_who_looked_and_why(client, operator, resident):
    AccessLog.objects.create(user=operator, person=resident.person, what="phone", reason="核对报名")
    client.force_login(resident)
    page = client.get("/me/data/").content.decode()
    assert "核对报名" in page
    assert "管理员" in page


def test_a_person_is_found_by_the_whole_number(office, resident):
    PersonFactory(name="别人", phone="+8613900139000")
    page = office.get("/admin/accounts/person/", {"q": "138 0013 8000"})
    assert list(page.context["cl"].result_list) == [resident.person]


def test_saving_without_a_number_keeps_the_number(office):
    person = PersonFactory(phone="+8613800138000")
    inline = {f"guardianships-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    typed = {"name": "王芬", "number": "", "birth_year": "", "language": "zh-hans", **inline}
    page = f"/admin/accounts/person/{person.pk}/change/"
    assert office.post(page, typed).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.phone) == ("王芬", "+8613800138000")
    office.post(page, {**typed, "number": "１３９ 0013 9000"})
    person.refresh_from_db()
    assert person.phone == "+8613900139000"
    assert Person.objects.filter(name="王芬").count() == 1


def test_nobody_takes_the_own_rights_away(office, operator):
    page = f"/admin/accounts/user/{operator.pk}/change/"
    response = office.post(page, {"person": operator.person_id, "number": "", "email": operator.email})
    assert response.status_code == 200
    assert response.context["adminform"].form.has_error(NON_FIELD_ERRORS, "own_rights")
    operator.refresh_from_db()
    assert (operator.is_active, operator.is_staff) == (True, True)


def test_a_notice_in_force_cannot_be_changed_and_a_coming_one_can(office, notice):
    import datetime as dt

    from common.time import clock

    coming = PrivacyNoticeFactory(version="2.0", published_at=clock.now() + dt.timedelta(days=7))
    forms = {
        one: office.get(f"/admin/accounts/privacynotice/{one.pk}/change/").content.decode().count("<textarea")
        for one in (notice, coming)
    }
    assert forms == {notice: 0, coming: 1}
    assert PrivacyNotice.objects.current() == notice


def add_notice(office, day: str) -> HttpResponse:
    typed = {"version": "3.0", "text": "说明", "published_at": f"{day}T10:00"}
    return office.post("/admin/accounts/privacynotice/add/", typed)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_notice_outside_the_known_years_is_refused(office, day):
    response = add_notice(office, day)
    assert response.status_code == 200
    assert set(response.context["adminform"].form.errors) == {NON_FIELD_ERRORS}
    assert not PrivacyNotice.objects.filter(version="3.0").exists()
    assert office.get("/privacy/").status_code == 200


def test_the_form_of_a_notice_says_which_years_there_are(office):
    page = add_notice(office, "9999-12-31").content.decode()
    assert "告知书的生效时间要在 2000 年至 2100 年之间。" in page


def test_consent_given_at_the_desk_names_who_asked(office, operator, resident, notice):
    office.post("/admin/accounts/consent/add/", {"person": resident.person_id, "notice": notice.pk})
    assert Consent.objects.get(person=resident.person).given_by == operator


@pytest.mark.parametrize("model", ["notification", "accesslog"])
def test_what_the_portal_writes_nobody_adds_by_hand(office, model):
    assert office.get(f"/admin/accounts/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_residents_stand_before_a_wall(client, resident, model):
    client.force_login(resident)
    assert client.get(f"/admin/accounts/{model}/").status_code == 403
