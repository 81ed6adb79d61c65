"""What the database itself refuses, asked by raw SQL."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.models import AccessLog, Guardianship, SignInChange, User
from accounts.models.people import MOST_ON_A_NUMBER
from common.time import clock
from common.writing.pinyin import name_sort_key
from tests.factories import ConsentFactory, GuardianshipFactory, PersonFactory, UserFactory
from tests.support.raw_sql import copy, refused, run, update

pytestmark = pytest.mark.django_db


ADD_WARD = (
    "INSERT INTO accounts_guardianship (person_id, by_id, kind, during) VALUES (%s, %s, 'elder', %s::daterange)"
)


@pytest.mark.parametrize("phone", ["13800138000", "+0123456789", "+86", "abc", "+86 13800138000"])
def test_numbers_are_e164(phone):
    person, user = PersonFactory(), UserFactory()
    assert refused("UPDATE accounts_person SET phone = %s WHERE id = %s", phone, person.pk) == "person_phone_e164"
    assert refused("UPDATE accounts_user SET phone = %s WHERE id = %s", phone, user.pk) == "user_phone_e164"


@pytest.mark.parametrize(
    "name", ["", "   ", "\u3000", "\u200b\ufeff", "王\r\n芳", "a\u202egnp", "\u3164", "王\U000e0041"]
)
def test_a_person_has_a_name_that_can_be_seen(name):
    assert (
        refused("UPDATE accounts_person SET name = %s WHERE id = %s", name, PersonFactory().pk) == "person_has_name"
    )


@pytest.mark.parametrize("name", ["王芳", "葛\U000e0100城", "Zoë"])
def test_a_name_that_can_be_seen_is_kept(name):
    change = "UPDATE accounts_person SET name = %s, name_sort = %s WHERE id = %s"
    run(change, name, name_sort_key(name), PersonFactory().pk)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("phone = ''", "sign_in_change_of_something"),
        ("phone = '13900139000'", "sign_in_change_phone_e164"),
        ("email = 'A@example.org'", "sign_in_change_email_plain"),
        ("due_at = asked_at", "sign_in_change_waits"),
        ("state = 'lost'", "sign_in_change_state_known"),
        ("reason = ''", "sign_in_change_has_reason"),
    ],
)
def test_a_change_of_a_sign_in_waits_and_has_a_reason(change, constraint):
    waits = waiting_change(UserFactory())
    assert refused(f"UPDATE accounts_signinchange SET {change} WHERE id = %s", waits.pk) == constraint


def test_one_change_of_a_sign_in_waits():
    one, other = waiting_change(UserFactory()), waiting_change(UserFactory())
    sql = "UPDATE accounts_signinchange SET user_id = %s WHERE id = %s"
    assert refused(sql, one.user_id, other.pk) == "sign_in_change_one_waits"


def waiting_change(user: User) -> SignInChange:
    later = clock.now() + dt.timedelta(days=1)
    return SignInChange.objects.create(
        user=user, phone="+8613900139000", asked_by=UserFactory(), reason="换了号码", due_at=later
    )


@pytest.mark.parametrize("year", [52, 1899, 2101])
def test_a_year_of_birth_is_plausible(year):
    person = PersonFactory()
    code = refused("UPDATE accounts_person SET birth_year = %s WHERE id = %s", year, person.pk)
    assert code == "person_birth_year_plausible"


@pytest.mark.parametrize("moment", ["0001-01-01", "1999-12-31 23:59+08", "2101-01-01 00:00+08", "infinity"])
def test_a_notice_comes_into_force_in_known_years(moment):
    sql = "INSERT INTO accounts_privacynotice (version, text, published_at) VALUES ('3.0', 'x', %s)"
    assert refused(sql, moment) == "privacy_notice_in_known_years"


def test_one_notice_a_version(notice):
    sql = "INSERT INTO accounts_privacynotice (version, text, published_at) VALUES (%s, 'x', now())"
    assert refused(sql, notice.version) == "accounts_privacynotice_version_key"


@pytest.mark.parametrize(
    ("column", "constraint"),
    [
        ("phone", "user_phone_place_once"),
        ("email", "accounts_user_email_key"),
        ("person_id", "accounts_user_person_id_key"),
    ],
)
def test_one_sign_in_a_place_on_a_number_an_address_and_a_person(column, constraint):
    user = UserFactory(email="wang@example.org")
    another = {"phone": "+8613900139000", "email": None, "person_id": PersonFactory().pk}
    del another[column]
    assert refused(*copy(user, **another)) == constraint


def test_a_family_shares_a_number_and_more_than_a_family_does_not():
    user = UserFactory(email=None)
    for place in range(2, MOST_ON_A_NUMBER + 1):
        run(*copy(user, person_id=PersonFactory().pk, phone_place=place))
    assert [one.phone_place for one in User.objects.on_number(user.phone)] == [1, 2, 3, 4]
    for place in (0, MOST_ON_A_NUMBER + 1):
        beyond = copy(user, person_id=PersonFactory().pk, phone_place=place)
        assert refused(*beyond) == "user_phone_place_known"


def test_only_a_number_can_be_shared():
    user = UserFactory(phone=None, person=None)
    assert refused(*update(user, phone_place=2)) == "user_phone_place_of_a_number"


def test_nobody_is_the_own_ward():
    person = PersonFactory()
    assert refused(ADD_WARD, person.pk, person.pk, "[2026-01-01,)") == "guardianship_of_somebody_else"


def test_a_guardianship_does_not_overlap_itself_but_may_follow():
    one = GuardianshipFactory(during=("2026-01-01", "2026-02-01"))
    pair = (one.person_id, one.by_id)
    assert refused(ADD_WARD, *pair, "[2026-01-31,)") == "guardianship_once"
    run(ADD_WARD, *pair, "[2026-02-01,)")
    assert Guardianship.objects.filter(person=one.person).count() == 2


@pytest.mark.parametrize("during", ["empty", "(,2026-01-01)"])
def test_a_guardianship_has_a_day_and_a_beginning(during):
    code = refused(ADD_WARD, PersonFactory().pk, PersonFactory().pk, during)
    assert code == "guardianship_during_valid"


def test_a_guardianship_is_of_a_known_kind():
    one = GuardianshipFactory()
    code = refused("UPDATE accounts_guardianship SET kind = 'boss' WHERE id = %s", one.pk)
    assert code == "guardianship_kind_known"


def test_one_consent_in_force_a_notice():
    one = ConsentFactory()
    sql = "INSERT INTO accounts_consent (person_id, notice_id, given_at) VALUES (%s, %s, now())"
    assert refused(sql, one.person_id, one.notice_id) == "consent_once_a_notice"
    run("UPDATE accounts_consent SET withdrawn_at = now() + interval '1 s' WHERE id = %s", one.pk)
    run(sql, one.person_id, one.notice_id)


def test_a_consent_is_not_withdrawn_before_it_was_given():
    one = ConsentFactory()
    sql = "UPDATE accounts_consent SET withdrawn_at = given_at - interval '1 day' WHERE id = %s"
    assert refused(sql, one.pk) == "consent_withdrawn_after_given"


def test_a_notice_in_force_keeps_its_words(notice):
    sql = "UPDATE accounts_privacynotice SET text = 'anything goes' WHERE id = %s"
    assert refused(sql, notice.pk) == "privacy_notice_in_force_stays"
    assert refused("DELETE FROM accounts_privacynotice WHERE id = %s", notice.pk) == "privacy_notice_in_force_stays"


def test_a_look_is_written_once_and_has_a_reason():
    user = UserFactory()
    look = AccessLog.objects.create(user=user, person=user.person, what="phone", reason="核对报名")
    sql = "UPDATE accounts_accesslog SET reason = 'other' WHERE id = %s"
    assert refused(sql, look.pk) == "access_log_is_append_only"
    sql = "INSERT INTO accounts_accesslog (user_id, person_id, what, reason, at) VALUES (%s, %s, 'phone', '', now())"
    assert refused(sql, user.pk, user.person_id) == "access_has_reason"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("state = 'sent'", "delivery_sent_has_time"),
        ("state = 'lost'", "delivery_state_known"),
        ("channel = 'pigeon'", "delivery_channel_known"),
    ],
)
def test_a_delivery_is_in_a_known_state(change, constraint):
    from accounts.models import Delivery, Notification

    notification = Notification.objects.create(recipient=PersonFactory(), kind="test", title="通知")
    delivery = Delivery.objects.create(notification=notification, channel="sms")
    assert refused(f"UPDATE accounts_delivery SET {change} WHERE id = %s", delivery.pk) == constraint


def test_one_delivery_a_channel():
    from accounts.models import Delivery, Notification

    notification = Notification.objects.create(recipient=PersonFactory(), kind="test", title="通知")
    Delivery.objects.create(notification=notification, channel="sms")
    sql = (
        "INSERT INTO accounts_delivery (notification_id, channel, state, attempts, error, due_at)"
        " VALUES (%s, 'sms', 'waiting', 0, '', now())"
    )
    assert refused(sql, notification.pk) == "delivery_once_a_channel"


def test_an_unknown_kind_of_guardianship_is_said_in_words():
    guardianship = GuardianshipFactory()
    guardianship.kind = "boss"
    with pytest.raises(ValidationError) as refusal, translation.override("zh-hans"):
        guardianship.validate_constraints()
    assert "请说明是孩子还是老人。" in str(refusal.value)
