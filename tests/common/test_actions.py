"""Somebody else was quicker: words, and nothing done twice, whatever the database says about it."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.translation import override

from accounts.actions.guardianships import end_guardianship
from accounts.models import Guardianship, Person, PrivacyNotice, User
from common.actions import action, explanation, refusal_for
from common.exceptions import Refused
from common.http.middleware import RefusalMiddleware
from events.actions.events import delete_draft
from stations.models import Booking, Space
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    EventFactory,
    GuardianshipFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    ResidentFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.racing import Rival, all_at_once, while_open
from tests.support.raw_sql import CHINESE, execute

pytestmark = pytest.mark.django_db


def code_of(error: Exception) -> str:
    with override("zh-hans"):
        refusal = refusal_for(error)
        assert CHINESE.search(str(refusal))
    return refusal.code


# --- Each kind of error


@action
def insert(table: str, **columns: object) -> None:
    names = ", ".join(columns)
    execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})", *columns.values())


def refusal_of(work: object, *args: object, **kwargs: object) -> Refused:
    with pytest.raises(Refused) as caught, override("zh-hans"):
        work(*args, **kwargs)  # type: ignore[operator]
    with override("zh-hans"):
        assert CHINESE.search(str(caught.value))
    return caught.value


@pytest.mark.parametrize("field", ["phone", "email"])
def test_a_unique_field_without_a_name_of_ours_is_explained_by_the_model(field):
    one, other = UserFactory(phone="+8613800138000", email="one@example.org"), UserFactory()

    @action
    def change() -> None:
        User.objects.filter(pk=other.pk).update(**{field: getattr(one, field)})

    refused = refusal_of(change)
    label = str(User._meta.get_field(field).verbose_name)
    with override("zh-hans"):
        assert str(User._meta.get_field(field).verbose_name) in str(refused) or label in str(refused)
    assert str(getattr(one, field)) not in str(refused)


@pytest.mark.parametrize("make", [PrivacyNoticeFactory, CommunityFactory])
def test_other_unique_fields_too(make):
    name = {"PrivacyNotice": "version", "Community": "name"}[make._meta.model.__name__]
    row = make()
    refused = refusal_of(action(lambda: make._meta.model.objects.create(**{name: getattr(row, name)})))
    assert refused.code.endswith(("_key", "_uniq"))


def test_a_unique_constraint_of_another_package_is_explained_too():
    user = UserFactory()
    same = {"session_key": "x", "session_data": "", "expire_date": "2030-01-01"}
    insert("django_session", **same)
    assert refusal_of(insert, "django_session", **same).code == "django_session_pkey"
    assert user.pk


def test_a_constraint_of_another_package_that_has_no_words_is_not_called_by_its_name():
    key = Authenticator.objects.create(user=UserFactory(), type="totp", data={})
    refused = refusal_of(action(lambda: Authenticator.objects.create(user=key.user, type="totp", data={})))
    assert refused.code == "unique_authenticator_type"
    assert refused.code not in str(refused)


def test_a_row_that_something_else_needs_is_not_deleted():
    space = BookingFactory().space
    refused = refusal_of(action(lambda: Space.objects.get(pk=space.pk).delete()))
    assert refused.code == "in_use"
    assert str(space.bookings.get().person) not in str(refused)


def test_a_foreign_key_is_explained_also_when_only_the_commit_asks():
    event, by = EventFactory(), UserFactory()

    @action
    def registers_nobody() -> None:
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        RegistrationFactory.build(event=event, person_id=10**9, person=None, by=by).save()

    assert refusal_of(registers_nobody).code.startswith("events_registration_person_id")


def test_a_row_that_is_gone_is_said_to_be_gone():
    assert refusal_of(action(lambda: Person.objects.get(pk=10**9))).code == "gone"


def test_a_fault_of_ours_stays_one():
    with pytest.raises(Person.user.RelatedObjectDoesNotExist):
        action(lambda: PersonFactory().user)()
    with pytest.raises(IntegrityError):
        action(lambda: Person.objects.filter(pk=PersonFactory().pk).update(name=None))()
    with pytest.raises(OperationalError):
        action(lambda: (_ for _ in ()).throw(OperationalError("the database is away")))()
    assert explanation(ValueError("x")) is None


def test_a_protected_row_outside_an_action_is_explained_by_its_kind():
    error = ProtectedError("<Booking: 张三>", {Booking(pk=1)})
    assert code_of(error) == "in_use"
    assert "张三" not in str(refusal_for(error))


# --- Two connections, one step at a time


@pytest.mark.django_db(transaction=True)
def test_a_second_click_that_waits_hears_that_the_ward_is_gone():
    one = GuardianshipFactory(by=ResidentFactory().person)
    by = one.by.user
    waited, answer = while_open(
        lambda: end_guardianship(one, by=by),
        lambda: end_guardianship(Guardianship(pk=one.pk), by=by),
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "gone"
    assert not Guardianship.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_control_without_words_the_second_click_is_an_error():
    one = GuardianshipFactory(by=ResidentFactory().person)
    with pytest.raises(Guardianship.DoesNotExist):
        while_open(
            lambda: end_guardianship(one, by=one.by.user),
            transaction.atomic(lambda: end_guardianship.__wrapped__(Guardianship(pk=one.pk), by=one.by.user)),  # type: ignore[attr-defined]
        )


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_two_delete_is_deleted_once():
    staff, draft = StaffFactory(), EventFactory(draft=True)
    waited, answer = while_open(
        lambda: delete_draft(draft, by=staff), lambda: delete_draft(type(draft).objects.get(pk=draft.pk), by=staff)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code in {"gone", "not_yours"}


@pytest.mark.django_db(transaction=True)
def test_two_that_enter_one_number_at_once_get_one_sign_in_and_one_sentence():
    @action
    def enter() -> None:
        User.objects.create_user(phone="+8613800138001", email=None)

    waited, answer = while_open(enter, enter)
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "user_phone_place_once"
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_loses_a_deadlock_is_asked_to_try_again_and_the_other_goes_on():
    one, other = PersonFactory(), PersonFactory()

    @action
    def lock(*people: Person, between: Rival | None = None) -> None:
        for person in people:
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            if between and person is people[0]:
                assert between.go().waits()

    rival = Rival(lambda: lock(one, other))
    answers: list[object] = []
    for work in (lambda: lock(other, one, between=rival), rival.result):
        try:
            answers.append(work())
        except Refused as refused:
            answers.append(refused.code)
    assert sorted(map(str, answers)) == ["None", "busy"]  # PostgreSQL chooses who


@pytest.mark.django_db(transaction=True)
def test_sixteen_clicks_end_a_ward_once_and_nobody_gets_an_error():
    one = GuardianshipFactory(by=ResidentFactory().person)
    by = one.by.user
    answers = all_at_once([lambda: end_guardianship(Guardianship(pk=one.pk), by=by) for _ in range(16)])
    codes = [answer.code if isinstance(answer, Refused) else answer for answer in answers]
    assert sorted(map(str, codes)) == ["None", *["gone"] * 15]


# --- Outside of actions


def middleware(error: Exception, method: str = "POST") -> object:
    request: HttpRequest = RequestFactory().generic(method, "/me/")
    return RefusalMiddleware(lambda _request: None).process_exception(request, error)  # type: ignore[arg-type,return-value]


def test_what_no_page_explains_is_explained_by_one_of_its_own(client, monkeypatch):
    resident = ResidentFactory()
    client.force_login(resident)

    def gone(*_args: object, **_kwargs: object) -> None:
        raise Person.DoesNotExist

    monkeypatch.setattr("accounts.views.me.withdraw_consent", gone)
    answer = client.post("/me/consent/withdraw/")
    assert answer.status_code == 409
    assert answer.context["refusal"].code == "gone"


def test_a_page_of_what_is_gone_is_not_found(client, monkeypatch):
    client.force_login(ResidentFactory())

    def gone(*_args: object, **_kwargs: object) -> None:
        raise PrivacyNotice.DoesNotExist

    monkeypatch.setattr("accounts.views.me.PrivacyNotice.objects.current", gone)
    assert client.get("/me/consent/").status_code == 404


def test_a_fault_of_ours_has_no_such_page():
    assert middleware(ValueError("x")) is None
    assert middleware(OperationalError("away")) is None


def test_a_second_click_on_ending_a_ward_says_so_and_leads_to_the_wards(client, monkeypatch):
    one = GuardianshipFactory(by=ResidentFactory().person)
    client.force_login(one.by.user)
    taken = QuerySet.select_for_update

    def first_click(self: QuerySet, **options: object) -> QuerySet:
        monkeypatch.setattr(QuerySet, "select_for_update", taken)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_guardianship")
        return self.select_for_update(**options)

    monkeypatch.setattr(QuerySet, "select_for_update", first_click)
    answer = client.post(f"/me/family/{one.pk}/end/", follow=True)
    assert answer.redirect_chain == [("/me/family/", 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
