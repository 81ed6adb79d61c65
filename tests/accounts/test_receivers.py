import pytest
from allauth.mfa.models import Authenticator

from accounts.models import SecurityEvent
from accounts.receivers import SIGNALS
from tests.factories import PASSWORD, StaffFactory, UserFactory
from tests.support.raw_sql import refused

pytestmark = pytest.mark.django_db


def test_a_changed_password_leaves_one_row_without_the_secret(client):
    user = UserFactory(email="wang@example.org")
    client.post("/accounts/login/password/", {"login": "wang@example.org", "password": PASSWORD})
    new = "Neues-Passwort-77"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    [event] = SecurityEvent.objects.all()
    assert (event.user, event.what) == (user, "password_changed")


@pytest.mark.parametrize("what", sorted(SIGNALS))
def test_every_change_of_a_lock_is_written_down(rf, client, what):
    user = UserFactory()
    request = rf.get("/")
    client.force_login(user)
    request.user, request.session = user, client.session
    factor = Authenticator(user=user, type=Authenticator.Type.TOTP)
    SIGNALS[SecurityEvent.What(what)].send(sender=Authenticator, request=request, user=user, authenticator=factor)
    assert list(SecurityEvent.objects.values_list("user", "what")) == [(user.pk, what)]


def test_an_event_is_written_once():
    event = SecurityEvent.objects.create(user=UserFactory(), what="password_set")
    sql = "UPDATE accounts_securityevent SET what = 'other' WHERE id = %s"
    assert refused(sql, event.pk) == "security_event_is_append_only"


def test_the_office_reads_the_events_and_changes_none(client):
    client.force_login(StaffFactory())
    event = SecurityEvent.objects.create(user=UserFactory(person__name="王芳"), what="authenticator_removed")
    page = client.get("/admin/accounts/securityevent/").content.decode()
    assert "王芳" in page
    assert event.get_what_display() in page
    assert client.get("/admin/accounts/securityevent/add/").status_code == 403
    assert client.post(f"/admin/accounts/securityevent/{event.pk}/delete/", {"post": "yes"}).status_code == 403
