"""Who acts for whom is entered and ended by the office, never for oneself, and never rewritten."""

import datetime as dt

import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.actions.guardianships import end_guardianship, enter_guardianship
from accounts.actions.people import reveal_phone
from accounts.models import AccessLog, Guardianship
from accounts.rules.people import MOST_WARDS
from common.exceptions import Refused
from common.time import clock
from tests.factories import (
    BuildingFactory,
    ConsentFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    officer,
)
from tests.support.registrations import heard

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/guardianship/"


@pytest.fixture
def operator():
    return StaffFactory()


@pytest.fixture
def ward():
    return ConsentFactory(person__name="王奶奶").person


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.code


def typed(ward, guardian) -> dict[str, object]:
    return {"person": ward.pk, "by": guardian.pk, "kind": "elder"}


def test_the_office_enters_who_acts_for_whom(client, operator, ward):
    client.force_login(operator)
    guardian = PersonFactory()
    assert client.get(f"{LIST}add/").status_code == 200
    assert client.post(f"{LIST}add/", typed(ward, guardian)).status_code == 302
    assert Guardianship.objects.current().get().by == guardian


def test_nobody_enters_themselves(client, operator, ward):
    client.force_login(operator)
    page = client.post(f"{LIST}add/", typed(ward, operator.person))
    assert page.context["adminform"].form.has_error(NON_FIELD_ERRORS, "own_rights")
    assert not Guardianship.objects.exists()


def test_nor_through_the_page_of_the_ward(client, operator, ward):
    client.force_login(operator)
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-by": operator.person_id, "0-kind": "elder"}
    rows |= {"0-during_first": clock.today(), "0-person": ward.pk}
    inline = {f"guardianships-{key}": value for key, value in rows.items()}
    person = {"name": ward.name, "number": "", "birth_year": "", "language": "zh-hans"}
    assert client.post(f"/admin/accounts/person/{ward.pk}/change/", {**person, **inline}).status_code == 302
    assert not Guardianship.objects.exists()


def test_the_ward_has_agreed_and_the_guardian_has_room(operator, ward):
    guardian = PersonFactory()
    enter = {"guardian": guardian, "kind": "elder", "by": operator}
    assert refusal(enter_guardianship, PersonFactory(), **enter) == "no_consent"
    GuardianshipFactory.create_batch(MOST_WARDS, by=guardian)
    assert refusal(enter_guardianship, ward, **enter) == "too_many_wards"


def test_both_are_people_whom_the_office_keeps(ward):
    def neighbour_at(building):
        return ResidenceFactory(household__building=building).person

    branch = OrgUnitFactory(estate_branch=True)
    worker = officer("office_worker", branch.parent)
    near, far = BuildingFactory(), BuildingFactory(estate__community__name="邻社区")
    branch.estates.add(near.estate)
    ConsentFactory(person=(own := neighbour_at(near)))
    ConsentFactory(person=(other := neighbour_at(far)))
    guardian = neighbour_at(near)
    assert refusal(enter_guardianship, other, guardian=guardian, kind="elder", by=worker) == "not_allowed"
    assert refusal(enter_guardianship, own, guardian=other, kind="elder", by=worker) == "not_allowed"
    assert refusal(enter_guardianship, own, guardian=guardian, kind="elder", by=UserFactory()) == "not_allowed"
    keeps_them = officer("branch_secretary", branch)
    assert refusal(enter_guardianship, own, guardian=guardian, kind="elder", by=keeps_them) == "not_allowed"
    assert enter_guardianship(own, guardian=guardian, kind="elder", by=worker).by == guardian


def test_a_record_is_neither_rewritten_nor_deleted(client, operator):
    client.force_login(operator)
    row = GuardianshipFactory()
    page = f"{LIST}{row.pk}/"
    assert client.get(f"{page}change/").status_code == 200
    assert client.post(f"{page}change/", typed(row.person, operator.person)).status_code == 403
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    assert Guardianship.objects.get().by == row.by


def test_the_office_ends_one_after_asking(client, operator):
    client.force_login(operator)
    began = clock.today() - dt.timedelta(days=9)
    row = GuardianshipFactory(during=DateRange(began, None))
    asked = client.get(f"{LIST}{row.pk}/end/").content.decode()
    assert row.by.name in asked
    assert row.person.name in asked
    assert Guardianship.objects.current().exists()
    assert client.post(f"{LIST}{row.pk}/end/").status_code == 302
    assert Guardianship.objects.get().during == DateRange(began, clock.today())
    assert client.post(f"{LIST}{row.pk}/end/").status_code == 403, "it has ended already"


def test_only_the_own_one_is_ended_without_an_office(client):
    row = GuardianshipFactory()
    assert refusal(end_guardianship, row, by=UserFactory()) == "not_allowed"
    end_guardianship(row, by=UserFactory(person=row.by))
    assert not Guardianship.objects.exists()


def test_a_number_is_revealed_only_to_who_keeps_the_record(operator):
    person = PersonFactory(phone="+8613800138000")
    assert refusal(reveal_phone, person, by=UserFactory(), reason="打电话") == "not_allowed"
    assert not AccessLog.objects.exists()
    assert reveal_phone(person, by=operator, reason="打电话") == "+8613800138000"


def test_a_sign_in_is_never_moved_to_another_person(client, operator):
    client.force_login(operator)
    user = UserFactory()
    own, other = user.person, PersonFactory()
    page = f"/admin/accounts/user/{user.pk}/change/"
    client.post(page, {"person": other.pk, "email": user.email or "", "number": "", "is_active": "on"})
    user.refresh_from_db()
    assert user.person == own


def test_both_are_told_that_one_acts_for_the_other(operator, ward):
    guardian = UserFactory().person
    enter_guardianship(ward, guardian=guardian, kind="elder", by=operator)
    assert [heard(person) for person in (ward, guardian)] == [["guardianship_entered"], ["guardianship_entered"]]


def test_somebody_only_met_is_nobodys_ward():
    """An event's guest: the office of another community may not say who acts for them."""
    top = OrgUnitFactory()
    guest = ConsentFactory(person=RegistrationFactory(event__organiser=top).person).person
    ResidenceFactory(person=guest, household__building__estate__community__name="青山社区")
    by = officer("office_worker", top)
    assert by.has_perm("accounts.view_person", guest)
    assert refusal(enter_guardianship, guest, guardian=PersonFactory(), kind="elder", by=by) == "not_allowed"


def test_somebody_only_met_is_nobodys_guardian(client):
    """Whoever may act for one of the own people can be asked for by them; sight of a name is not enough for that."""
    top = OrgUnitFactory()
    building = BuildingFactory(estate__community=top.community)
    own = ConsentFactory(person=ResidenceFactory(household__building=building).person).person
    guest = RegistrationFactory(event__organiser=top).person
    ResidenceFactory(person=guest, household__building__estate__community__name="青山社区")
    by = officer("office_worker", top)
    assert by.has_perm("accounts.view_person", guest)
    assert refusal(enter_guardianship, own, guardian=guest, kind="elder", by=by) == "only_met"
    client.force_login(by)
    page = client.post(f"{LIST}add/", typed(own, guest))
    assert page.context["adminform"].form.has_error(NON_FIELD_ERRORS, "only_met")
    assert not Guardianship.objects.exists()
