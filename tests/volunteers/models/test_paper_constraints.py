"""The database keeps certificates, notes of thanks and lists handed in by itself: raw SQL cannot break them."""

import datetime as dt

import pytest

from common.time import clock
from tests.factories import (
    CertificateFactory,
    HandInRowFactory,
    ServiceRecordFactory,
    TeamFactory,
    ThankYouNoteFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.support.raw_sql import broken_by, copy, execute, refused, update, without_trigger
from volunteers.models import CertificateRecord

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
IDENTITY_CARD = "11010519491231002X"

# --- Certificates


@pytest.fixture
def certificate():
    return CertificateFactory()


VOID = {"voided_at": dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC), "void_reason": "印错了"}


def test_a_number_is_given_once_in_a_team_and_year(certificate):
    again = {"code": "a" * 32}
    assert broken_by(*copy(certificate, **again)) == "certificate_number_once"
    execute(*copy(certificate, **again, year=certificate.year + 1))
    execute(*copy(certificate, code="b" * 32, serial=certificate.serial + 1))


def test_a_code_is_of_one_certificate(certificate):
    assert "code" in broken_by(*copy(certificate, serial=certificate.serial + 1))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"minutes_checked": 0, "minutes_by_hand": 0}, "certificate_of_some_service"),
        ({"last_day": dt.date(2000, 1, 1)}, "certificate_days_in_order"),
        ({"content": ""}, "certificate_says_what_the_law_wants"),
        ({"unit": ""}, "certificate_says_what_the_law_wants"),
        ({"name": ""}, "certificate_says_what_the_law_wants"),
        ({"voided_at": clock.now()}, "certificate_revoked_with_reason"),
        ({"void_reason": "印错了"}, "certificate_revoked_with_reason"),
    ],
)
def test_a_certificate_says_what_it_must(certificate, change, name):
    other = {"code": "a" * 32, "serial": certificate.serial + 1}
    assert broken_by(*copy(certificate, **{**other, **change})) == name


def test_minutes_of_one_kind_are_enough(certificate):
    other = {"code": "a" * 32, "serial": certificate.serial + 1}
    execute(*copy(certificate, **other, minutes_checked=0, minutes_by_hand=30))


def test_it_is_of_the_team_of_the_volunteer(certificate):
    other = {"code": "a" * 32, "serial": certificate.serial + 1}
    assert refused(*copy(certificate, **other, team_id=TeamFactory().pk)) == "certificate_of_team"


@pytest.mark.parametrize(
    "change",
    [
        {"minutes_checked": 6000},
        {"minutes_by_hand": 6000},
        {"name": "别人"},
        {"unit": "别处"},
        {"first_day": dt.date(2000, 1, 1)},
        {"serial": 1},
        {"code": "a" * 32},
        {"lines": "[]"},
        {"extra": '{"stars": "5"}'},
        {"issued_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_it_is_never_rewritten(certificate, change):
    if "lines" in change:
        certificate = CertificateFactory(lines=[{"minutes": 120}])
    assert refused(*update(certificate, **change)) == "certificate_stays"


def test_it_is_revoked_once_and_for_good(certificate):
    execute(*update(certificate, **VOID))
    for back in ({"voided_at": None, "void_reason": ""}, {"void_reason": "别的"}):
        assert refused(*update(certificate, **back)) == "certificate_stays_void"


def test_what_it_rests_on_is_never_rewritten(certificate):
    link = CertificateRecord.objects.create(certificate=certificate, record=ServiceRecordFactory())
    assert broken_by(*copy(link)) == "certificate_record_once"
    other = ServiceRecordFactory()
    assert refused(*update(link, record_id=other.pk)) == "certificate_record_is_append_only"
    delete = "DELETE FROM volunteers_certificaterecord WHERE id = %s", link.pk
    assert refused(*delete) == "certificate_record_stays"
    with without_trigger(CertificateRecord, "certificate_record_stays"):
        execute(*delete)


# --- Thanks


@pytest.fixture
def note():
    return ThankYouNoteFactory()


def test_somebody_thanks_once_for_an_activity(note):
    assert refused(*copy(note)) == "thank_you_note_once_an_activity"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("", "thank_you_note_has_words"),
        (f"我的号码 {IDENTITY_CARD}", "thank_you_note_without_identity_card"),
        ("我的号码 １１０１０５．１９４９１２３１．００２Ｘ", "thank_you_note_without_identity_card"),
    ],
)
def test_a_note_has_words_and_no_number_of_an_identity_card(note, words, name):
    person = VolunteerFactory().person
    assert refused(*copy(note, person_id=person.pk, words=words)) == name


def test_a_note_is_public_only_where_the_writer_agreed_and_it_is_not_hidden(note):
    now = clock.now()
    assert refused(*update(note, shown_at=now)) == "thank_you_note_public_by_consent"
    assert (
        refused(*update(note, shown_at=now, may_be_public=True, hidden_at=now)) == "thank_you_note_public_by_consent"
    )
    execute(*update(note, shown_at=now, may_be_public=True))
    assert refused(*update(note, may_be_public=False)) == "thank_you_note_public_by_consent"


def test_what_somebody_wrote_is_never_rewritten(note):
    for change in ({"words": "别的"}, {"person_id": VolunteerFactory().person_id}, {"by_id": UserFactory().pk}):
        assert refused(*update(note, **change)) == "thank_you_note_stays"


# --- Lists handed in


@pytest.fixture
def row():
    return HandInRowFactory()


def test_a_list_is_of_a_known_kind_and_its_days_are_in_order(row):
    assert broken_by(*copy(row.hand_in, kind="other")) == "hand_in_kind_known"
    assert refused(*copy(row.hand_in, last_day=row.hand_in.first_day - DAY)) == "hand_in_days_in_order"


def test_what_was_handed_in_is_never_rewritten(row):
    for change in ({"kind": "free"}, {"last_day": clock.today()}, {"columns": ["name"]}):
        assert refused(*update(row.hand_in, **change)) == "hand_in_stays"
    execute(*update(row.hand_in, answered_at=clock.now()))


def test_a_row_of_a_list_is_never_rewritten(row):
    for change in ({"number": 99}, {"minutes": 5}, {"record_id": ServiceRecordFactory().pk}):
        assert refused(*update(row, **change)) == "hand_in_row_stays"


def test_a_record_stands_once_in_a_row_and_several_may_share_one(row):
    assert broken_by(*copy(row)) == "hand_in_row_once"
    execute(*copy(row, record_id=ServiceRecordFactory().pk))


def test_an_answer_is_known_and_a_reason_goes_with_one(row):
    assert broken_by(*update(row, answer="perhaps")) == "hand_in_row_answer_known"
    assert broken_by(*update(row, reason="超过 10 小时")) == "hand_in_row_reason_with_answer"
    execute(*update(row, answer="refused", reason="超过 10 小时"))
