"""The own certificates: the form that makes one, the list, and the sheet."""

import datetime as dt

import pytest
from django.urls import reverse

from common.time import clock
from tests.factories import (
    CertificateFactory,
    GuardianshipFactory,
    ResidentFactory,
    ServiceRecordFactory,
    VolunteerFactory,
)
from tests.support.pages import codes, marks, text
from volunteers.models import Certificate

pytestmark = pytest.mark.django_db

LIST = "/volunteers/mine/certificates/"


@pytest.fixture
def reader(client):
    user = ResidentFactory(person__name="王秀英")
    client.force_login(user)
    return user


@pytest.fixture
def volunteer(reader):
    return VolunteerFactory(person=reader.person)


def test_who_is_no_volunteer_is_told_for_whom_certificates_are(client, reader):
    response = client.get(LIST)
    assert response.context["volunteers"] == []
    assert "steps" not in response.context


def test_a_certificate_of_this_year_is_made_at_once(client, volunteer):
    ServiceRecordFactory(volunteer=volunteer, day=clock.today())
    ServiceRecordFactory(volunteer=volunteer, day=clock.today() - dt.timedelta(days=400))
    year = clock.today().year
    response = client.post(LIST, {"volunteer": volunteer.pk, "period": str(year), "extra": ["number"]})
    made = Certificate.objects.get()
    assert response["Location"] == f"{LIST}{made.pk}/"
    assert (made.first_day, made.last_day) == (dt.date(year, 1, 1), clock.today())
    assert (made.minutes_checked, list(made.extra)) == (120, ["number"])


def test_all_service_so_far_begins_with_the_first_record(client, volunteer):
    first = ServiceRecordFactory(volunteer=volunteer, day=clock.today() - dt.timedelta(days=800))
    ServiceRecordFactory(volunteer=volunteer)
    client.post(LIST, {"volunteer": volunteer.pk, "period": "all"})
    made = Certificate.objects.get()
    assert (made.first_day, made.last_day, made.minutes_checked) == (first.day, clock.today(), 240)


def test_other_days_are_both_asked_for_and_a_refusal_stands_in_the_form(client, volunteer):
    ServiceRecordFactory(volunteer=volunteer)
    sent = {"volunteer": volunteer.pk, "period": "days"}
    response = client.post(LIST, sent)
    assert response.status_code == 422
    assert codes(response.context["steps"].form) == {"first_day": ["required"], "last_day": ["required"]}
    response = client.post(LIST, {**sent, "first_day": "2020-01-01", "last_day": "2020-02-01"})
    assert codes(response.context["steps"].form) == {"__all__": ["nothing_to_certify"]}
    response = client.post(LIST, {**sent, "first_day": "0001-01-01", "last_day": "9999-12-31"})
    assert codes(response.context["steps"].form) == {"last_day": ["in_future"]}
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("sent", [{"period": "1999"}, {"period": "٢٠٢٦"}, {"extra": "phone"}, {"volunteer": "x"}])
def test_what_was_not_offered_is_no_answer(client, volunteer, sent):
    ServiceRecordFactory(volunteer=volunteer)
    response = client.post(LIST, {"volunteer": volunteer.pk, "period": "all", **sent})
    assert codes(response.context["steps"].form) == {next(iter(sent)): ["invalid_choice"]}
    assert not Certificate.objects.exists()


def test_a_daughter_makes_one_for_her_mother(client, reader):
    mother = VolunteerFactory()
    GuardianshipFactory(person=mother.person, by=reader.person)
    ServiceRecordFactory(volunteer=mother)
    client.post(LIST, {"volunteer": mother.pk, "period": "all"})
    made = Certificate.objects.get()
    assert made.volunteer == mother
    assert marks(client.get(LIST), "certificate") == [made.number]


def test_nobody_makes_one_for_somebody_else(client, volunteer):
    other = ServiceRecordFactory().volunteer
    ServiceRecordFactory(volunteer=volunteer)
    response = client.post(LIST, {"volunteer": other.pk, "period": "all"})
    assert codes(response.context["steps"].form) == {"volunteer": ["invalid_choice"]}


def test_the_sheet_says_what_the_law_wants_and_whose_record_it_is(client, volunteer):
    certificate = CertificateFactory(volunteer=volunteer, minutes_checked=110, minutes_by_hand=75)
    page = text(client.get(f"{LIST}{certificate.pk}/"))
    sheet = client.get(f"{LIST}{certificate.pk}/").context["sheet"]
    assert (sheet.hours_checked, sheet.hours_by_hand) == ("1.5", "1")
    assert "本队服务记录证明，非全国志愿服务平台证书" in page
    for words in (certificate.unit, certificate.content, certificate.number, sheet.code_in_groups):
        assert words in page
    assert reverse("volunteers:verification_qr", args=[certificate.code]) in page


def test_each_service_stands_there_only_by_choice(client, volunteer):
    line = {"day": "2026-05-01", "activity": "清洁家园", "content": "扫地", "minutes": 120, "source": "scanned"}
    quiet = CertificateFactory(volunteer=volunteer, lines=[line])
    asked = CertificateFactory(volunteer=volunteer, lines=[line], extra={"records": "1 条，见附页"})
    assert client.get(f"{LIST}{quiet.pk}/").context["sheet"].lines == []
    (shown,) = client.get(f"{LIST}{asked.pk}/").context["sheet"].lines
    assert (shown.day, shown.minutes, shown.source) == (dt.date(2026, 5, 1), 120, "签到签退")


def test_a_revoked_one_says_so_on_its_face(client, volunteer):
    void = CertificateFactory(volunteer=volunteer, voided_at=clock.now(), void_reason="印错了")
    response = client.get(f"{LIST}{void.pk}/")
    assert marks(response, "state") == ["revoked"]
    assert "certificate-stamp" in text(response)


def test_a_certificate_of_others_is_hidden(client, reader):
    assert client.get(f"{LIST}{CertificateFactory().pk}/").status_code == 404


def test_visitors_sign_in_first(client):
    for address in (LIST, f"{LIST}{CertificateFactory().pk}/"):
        assert client.get(address)["Location"].startswith("/accounts/login/")


def test_one_and_three_certificates_take_as_many_queries(client, volunteer, django_assert_num_queries):
    ServiceRecordFactory(volunteer=volunteer)
    client.get(LIST)
    for more in (1, 2):
        for _number in range(more):
            CertificateFactory(volunteer=volunteer)
        with django_assert_num_queries(5):
            client.get(LIST)


def test_in_care_mode_one_question_stands_on_a_screen(client, volunteer):
    ServiceRecordFactory(volunteer=volunteer)
    client.cookies["care"] = "1-1"
    asked = client.get(LIST).context["steps"].form
    assert "first_day" not in asked.fields
    assert "days" not in dict(asked.fields["period"].choices)
    response = client.post(LIST, {"step-at": "0", "volunteer": volunteer.pk, "period": "all"})
    assert not Certificate.objects.exists()
    assert response.context["steps"].at == 1
    client.post(LIST, {"step-at": "1", "volunteer": volunteer.pk, "period": "all", "extra": ["number", "stars"]})
    assert list(Certificate.objects.get().extra) == ["number"]
