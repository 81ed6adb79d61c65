"""Somebody can always run the portal: the last active operator stays, by whichever path."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from common.actions import refusal_for
from common.db.errors import violated_constraint
from tests.factories import StaffFactory, UserFactory
from tests.support.racing import Rival, all_at_once

NAME = "user_one_operator_stays"
DROPS = [
    "UPDATE accounts_user SET is_staff = false WHERE id = %s",
    "UPDATE accounts_user SET is_active = false WHERE id = %s",
    "UPDATE accounts_user SET is_active = false, is_staff = false WHERE id = %s",
    "DELETE FROM accounts_user WHERE id = %s",
]


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def active_operators() -> int:
    return User.objects.filter(is_staff=True, is_active=True).count()


@pytest.mark.django_db
@pytest.mark.parametrize("sql", DROPS)
def test_the_last_operator_is_kept_and_the_last_but_one_is_not(sql):
    last, other = StaffFactory(), StaffFactory()
    StaffFactory(is_active=False)
    run(sql, other.pk)
    with pytest.raises(IntegrityError) as error:
        run(sql, last.pk)
    refusal = refusal_for(error.value)
    assert refusal.code == NAME
    assert active_operators() == 1


@pytest.mark.django_db
def test_the_refusal_says_that_it_is_the_last_operator():
    with pytest.raises(IntegrityError) as error:
        run(DROPS[0], StaffFactory().pk)
    assert "最后一位" in str(refusal_for(error.value))


@pytest.mark.django_db
def test_one_statement_over_all_operators_is_refused_whole():
    StaffFactory(), StaffFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(is_active=False)
    assert active_operators() == 2


@pytest.mark.django_db
def test_whoever_is_no_operator_comes_and_goes_freely():
    resident, former = UserFactory(), StaffFactory(is_active=False)
    run(DROPS[1], resident.pk)
    run(DROPS[0], former.pk)
    run(DROPS[3], resident.pk)


@pytest.mark.django_db
def test_the_first_operator_comes_from_the_command_line(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "Haitang-1510")
    call_command("createsuperuser", email="first@example.org", interactive=False, verbosity=0)
    assert active_operators() == 1


@pytest.mark.django_db
def test_admin_keeps_the_last_operator(client):
    acting, colleague = StaffFactory(), StaffFactory()
    client.force_login(acting)
    page = f"/admin/accounts/user/{colleague.pk}/change/"
    typed = {"person": colleague.person_id, "number": "", "email": colleague.email}
    assert client.post(page, typed).status_code == 302
    assert active_operators() == 1
    own = f"/admin/accounts/user/{acting.pk}/change/"
    answer = client.post(own, {"person": acting.person_id, "number": "", "email": acting.email})
    assert answer.context["adminform"].form.has_error(NON_FIELD_ERRORS, "own_rights")
    # A colleague whose page is still open while the own role has just been taken away.
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        User.objects.filter(pk=acting.pk).delete()
    assert refusal_for(error.value).code == NAME
    assert active_operators() == 1


@pytest.mark.django_db(transaction=True)
def test_two_operators_who_drop_each_other_at_once_leave_one():
    one, two = StaffFactory(), StaffFactory()
    with transaction.atomic():
        run(DROPS[0], two.pk)
        rival = Rival(lambda: run(DROPS[0], one.pk)).go()
        assert rival.waits()
    with pytest.raises(IntegrityError) as error:
        rival.result()
    assert violated_constraint(error.value) == NAME
    assert active_operators() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_operators_who_all_leave_at_once_leave_one():
    everybody = [StaffFactory() for _ in range(8)]
    answers = all_at_once([lambda pk=user.pk: run(DROPS[1], pk) for user in everybody])
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 1
    assert active_operators() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_trigger_nobody_would_be_left():
    """The control: it shows that the tests above can fail."""
    one, two = StaffFactory(), StaffFactory()
    trigger = next(trigger for trigger in User._meta.triggers if trigger.name == NAME)
    trigger.disable(User)
    try:
        with transaction.atomic():
            run(DROPS[0], two.pk)
            rival = Rival(lambda: run(DROPS[0], one.pk)).go()
            assert not rival.waits()
        rival.result()
        assert active_operators() == 0
    finally:
        trigger.enable(User)
