"""An e-mail address has one owner, and allauth's table says nothing else than the sign-in does."""

import importlib

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from tests.factories import StaffFactory, UserFactory
from tests.support.raw_sql import alter, broken_by, execute, refused

pytestmark = pytest.mark.django_db

ADD = 'INSERT INTO account_emailaddress (user_id, email, verified, "primary") VALUES (%s, %s, %s, %s)'


def commit(sql: str, *values: object) -> None:
    """Run the statement, and check what is checked at the end of a transaction."""
    execute(sql, *values)
    connection.check_constraints()


def addresses(user: User) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary"))


def test_whoever_writes_an_address_the_row_of_the_sign_in_follows():
    user = UserFactory(email="Wang@Example.org ")
    assert addresses(user) == [("wang@example.org", True, True)]
    commit("UPDATE accounts_user SET email = 'new@example.org' WHERE id = %s", user.pk)
    assert addresses(user) == [("new@example.org", True, True)]
    commit("UPDATE accounts_user SET email = NULL WHERE id = %s", user.pk)
    assert addresses(user) == []
    [other] = User.objects.bulk_create([User(email="bulk@example.org", password="!")])
    assert addresses(other) == [("bulk@example.org", True, True)]
    commit("DELETE FROM accounts_user WHERE id = %s", other.pk)
    assert not EmailAddress.objects.filter(email="bulk@example.org").exists()


def test_an_operator_from_the_command_line_has_a_proven_address(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "Haitang-1510")
    call_command("createsuperuser", email="Office@Example.org", interactive=False, verbosity=0)
    assert addresses(User.objects.get()) == [("office@example.org", True, True)]


def test_no_sign_in_has_an_address_beside_its_own():
    StaffFactory(email="office@example.org")
    resident = UserFactory(email=None)
    assert broken_by(ADD, resident.pk, "office@example.org", True, False) == "unique_verified_email"
    assert refused(ADD, resident.pk, "free@example.org", True, False) == "email_address_of_its_sign_in"
    assert refused(ADD, resident.pk, "OFFICE@example.org", True, False) == "email_address_of_its_sign_in"
    for email in ("office@example.org", "free@example.org"):
        assert refused(ADD, resident.pk, email, False, False) == "email_address_proven"


def test_the_row_of_an_address_is_not_given_to_another_sign_in():
    one, other = StaffFactory(email="office@example.org"), UserFactory(email=None)
    sql = "UPDATE account_emailaddress SET user_id = %s WHERE user_id = %s"
    assert refused(sql, other.pk, one.pk) in {"email_address_of_its_sign_in", "user_email_has_address"}
    sql = "UPDATE account_emailaddress SET verified = false WHERE user_id = %s"
    assert refused(sql, one.pk) == "email_address_proven"


def test_without_its_row_the_sign_in_has_no_address():
    user = UserFactory(email="wang@example.org")
    commit("DELETE FROM account_emailaddress WHERE user_id = %s", user.pk)
    user.refresh_from_db()
    assert user.email is None


def test_an_address_of_a_sign_in_has_its_row_also_without_the_trigger():
    user = UserFactory(email=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE '%%user_email_is_kept%%'")
        [(name,)] = cursor.fetchall()
    alter(f"ALTER TABLE accounts_user DISABLE TRIGGER {name}")
    sql = "UPDATE accounts_user SET email = 'x@example.org' WHERE id = %s"
    assert broken_by(sql, user.pk) == "user_email_has_address"


@pytest.mark.parametrize(
    "email", ["Office@example.org", "office@ｅxample.org", "a b@example.org", "王@example.org", "138****8000"]
)
def test_an_address_has_one_spelling(email):
    sql = "UPDATE accounts_user SET email = %s WHERE id = %s"
    assert refused(sql, email, UserFactory().pk) == "user_email_plain"


def test_the_migration_gives_each_address_to_one_sign_in():
    """It ran on an empty table; here it meets what stood there before."""
    alter(
        "ALTER TABLE account_emailaddress DROP CONSTRAINT email_address_proven, "
        "DROP CONSTRAINT email_address_of_its_sign_in"
    )
    alter("ALTER TABLE accounts_user DROP CONSTRAINT user_email_has_address, DROP CONSTRAINT user_email_plain")
    alter("ALTER TABLE accounts_user DISABLE TRIGGER USER")
    operator, resident, squatter = StaffFactory(email=None), UserFactory(email=None), UserFactory(email=None)
    execute("UPDATE accounts_user SET email = 'Office@Example.org' WHERE id = %s", operator.pk)
    execute("UPDATE accounts_user SET email = 'office@example.org' WHERE id = %s", resident.pk)
    execute("UPDATE accounts_user SET email = 'secretary@example.org' WHERE id = %s", squatter.pk)
    execute(ADD, resident.pk, "office@example.org", True, True)
    execute(ADD, squatter.pk, "secretary@example.org", False, True)
    execute(ADD, squatter.pk, "waits@example.org", False, False)
    importlib.import_module("accounts.migrations.0008_prove_email_addresses").prove(apps, None)
    emails = dict(User.objects.values_list("pk", "email"))
    assert emails == {operator.pk: "office@example.org", resident.pk: None, squatter.pk: None}
    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (operator.pk, "office@example.org", True, True)
    ]
