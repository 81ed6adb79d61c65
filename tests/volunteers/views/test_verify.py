"""The verify page tells what the paper must say, and nothing else; to whoever has the code."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.time import clock
from tests.factories import CertificateFactory, ServiceRecordFactory, officer
from tests.support.pages import codes, marks, text
from volunteers.actions.certificates import revoke_certificate

pytestmark = pytest.mark.django_db

VERIFY = "/volunteers/verify/"


@pytest.fixture
def certificate():
    return CertificateFactory(
        name="沈佳宁",
        minutes_checked=110,
        minutes_by_hand=75,
        content="擦洗公告栏",
        contact="0512-8800 1234",
        extra={"national_number": "32050520260042"},
        lines=[{"day": "2026-05-01", "activity": "夜间巡逻", "content": "巡楼", "minutes": 185, "source": "hand"}],
    )


def test_it_shows_seven_facts_and_nothing_else(client, certificate):
    response = client.get(f"{VERIFY}{certificate.code}/")
    assert marks(response, "state") == ["valid"]
    assert marks(response, "fact") == ["number", "name", "period", "checked", "by-hand", "unit", "issued"]
    page = text(response)
    for said in (certificate.number, "＊佳宁", "1.5 小时", "1 小时", certificate.unit):
        assert said in page
    for hidden in ("沈佳宁", "擦洗公告栏", "夜间巡逻", "32050520260042", "0512-8800 1234", certificate.issuer):
        assert hidden not in page


def test_an_altered_paper_is_found_out_since_the_true_hours_stand_there(client):
    record = ServiceRecordFactory(minutes=120)
    certificate = CertificateFactory(volunteer=record.volunteer, minutes_checked=120)
    page = text(client.get(f"{VERIFY}{certificate.code}/"))
    assert "2 小时" in page
    assert "200 小时" not in page


def test_a_revoked_one_says_when_and_not_why(client, certificate):
    clerk = officer("office_worker", certificate.team.unit)
    revoke_certificate(certificate, reason="重复开具", by=clerk)
    response = client.get(f"{VERIFY}{certificate.code}/")
    assert marks(response, "state") == ["revoked"]
    assert f"{clock.today().year}年" in text(response)
    assert "重复开具" not in text(response)


def test_it_is_neither_stored_nor_indexed(client, certificate):
    response = client.get(f"{VERIFY}{certificate.code}/")
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("code", ["0" * 32, "f" * 32])
def test_an_unknown_code_costs_the_same_query_as_a_known_one(client, certificate, code):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        about = [one["sql"] for one in queries if "volunteers_certificate" in one["sql"]]
        return response, len(about)

    known, of_known = asked(f"{VERIFY}{certificate.code}/")
    unknown, of_unknown = asked(f"{VERIFY}{code}/")
    assert (known.status_code, unknown.status_code) == (200, 404)
    assert of_known == of_unknown == 1
    assert marks(unknown, "state") == ["unknown"]
    # One wrong character is put right where it stands.
    assert unknown.context["form"]["code"].value() == code


def test_the_code_is_typed_as_it_stands_on_the_paper(client, certificate):
    spoken = " ".join(certificate.code[at : at + 4] for at in range(0, 32, 4)).upper()
    for typed in (certificate.code, spoken, spoken.replace(" ", "-"), spoken.replace("0", "０")):
        response = client.post(VERIFY, {"code": typed})
        assert response["Location"] == f"{VERIFY}{certificate.code}/"


def test_what_is_no_code_is_no_address(client):
    for code in ("x", "PY-2026-0001", "_" * 40, "A" * 32, "g" * 32, "0" * 31, "a" * 1700):
        assert {client.get(f"{VERIFY}{code}{end}").status_code for end in ("/", ".svg")} == {404}


NOT_CODES = ["王秀英", "----", "x", "0" * 31, "0" * 33, "g" * 32]


@pytest.mark.parametrize(("typed", "code"), [("", "required"), *((typed, "not_a_code") for typed in NOT_CODES)])
def test_nonsense_is_answered_in_words(client, typed, code):
    assert codes(client.post(VERIFY, {"code": typed}).context["form"]) == {"code": [code]}


def test_nobody_asks_on_and_on(client, certificate):
    cache.clear()
    address = f"{VERIFY}{certificate.code}/"
    assert {client.get(address).status_code for _try in range(30)} == {200}
    assert client.get(address).status_code == 429
    # Whoever comes from elsewhere is not held up.
    assert client.get(address, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_the_qr_code_tells_nothing_of_who_has_one(client, certificate, django_assert_num_queries):
    with django_assert_num_queries(0):
        for code in (certificate.code, "0" * 32):
            assert client.get(f"{VERIFY}{code}.svg")["Content-Type"] == "image/svg+xml"


def test_the_number_of_a_certificate_opens_nothing(client, certificate):
    assert client.get(f"{VERIFY}{certificate.number}/").status_code == 404
    assert client.get(f"{VERIFY}{certificate.pk}/").status_code == 404


def test_care_mode_and_english_show_the_same_facts(client, certificate):
    client.cookies["care"] = "1-1"
    client.cookies["language"] = "en"
    response = client.get(f"{VERIFY}{certificate.code}/")
    assert marks(response, "fact") == ["number", "name", "period", "checked", "by-hand", "unit", "issued"]
