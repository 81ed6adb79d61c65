"""A volunteer is public by the own consent alone, and no longer than that."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actions.consent import withdraw_consent
from accounts.models import User
from tests.factories import (
    BuildingFactory,
    GuardianshipFactory,
    NeighbourFactory,
    PersonFactory,
    ResidenceFactory,
    ResidentFactory,
    StaffFactory,
    VolunteerFactory,
)
from tests.support.pictures import upload
from tests.support.refusals import refusal
from tests.support.volunteers import grown_up, office_of
from volunteers.actions.cards import remove_card_photo, show_card, withdraw_card
from volunteers.actions.volunteers import leave
from volunteers.models import Volunteer, VolunteerCard

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return grown_up()


@pytest.fixture
def volunteer(by) -> Volunteer:
    return VolunteerFactory(person=by.person)


def test_a_volunteer_shows_the_card(volunteer, by):
    card = show_card(volunteer, role=" 修修  补补 ", by=by)
    assert (card.role, bool(card.photo), card.building) == ("修修 补补", False, None)
    assert list(VolunteerCard.objects.live()) == [card]


def test_the_building_is_one_in_which_the_volunteer_lives(volunteer, by):
    residence = ResidenceFactory(person=by.person)
    home = residence.household.building if residence.household else residence.building
    assert refusal(show_card, volunteer, building=BuildingFactory(), by=by) == "other_building"
    assert show_card(volunteer, building=home, by=by).building == home


def test_showing_again_replaces_what_stood_there(volunteer, by, django_capture_on_commit_callbacks):
    first = show_card(volunteer, role="一", photo=upload(), by=by)
    old = first.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        second = show_card(volunteer, role="二", photo=upload("PNG"), by=by)
    assert (second.pk, second.role) == (first.pk, "二")
    assert not second.photo.storage.exists(old)
    assert show_card(volunteer, role="三", by=by).photo.name == second.photo.name


def test_what_is_no_picture_is_refused_and_nothing_is_shown(volunteer, by):
    with pytest.raises(ValidationError):
        show_card(volunteer, photo=SimpleUploadedFile("me.jpg", b"%PDF-1.4"), by=by)
    assert not VolunteerCard.objects.exists()


def test_nobody_else_shows_or_withdraws_it(volunteer, by):
    card = show_card(volunteer, role="原话", by=by)
    guardian = grown_up()
    GuardianshipFactory(person=by.person, by=guardian.person)
    for other in (guardian, grown_up(), office_of(volunteer.team), StaffFactory()):
        assert refusal(show_card, volunteer, role="别人写的", by=other) == "not_own_card"
        assert refusal(withdraw_card, card, by=other) == "not_own_card"
        assert refusal(remove_card_photo, card, by=other) == "not_own_card"
    assert VolunteerCard.objects.live().get().role == "原话"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"applied": True}, "no_member"),
        ({"status": "left"}, "no_member"),
        ({"person": {"birth_year": 2012}}, "child"),
        ({"person": {}}, "child"),
    ],
    ids=["applicant", "left", "child", "of unknown age"],
)
def test_only_grown_ups_in_the_team_are_shown(fields, code):
    born = fields.pop("person", {"birth_year": 1980})
    by = ResidentFactory(person=NeighbourFactory(**born))
    status = {"applied": True} if born.get("birth_year") == 2012 else {}
    volunteer = VolunteerFactory(person=by.person, **{**status, **fields})
    if status:
        Volunteer.objects.filter(pk=volunteer.pk).update(
            guardian_agreed_at=volunteer.applied_at, guardian_noted_by=by
        )
        Volunteer.objects.filter(pk=volunteer.pk).update(status="active", number=1, decided_at=volunteer.applied_at)
    assert refusal(show_card, volunteer, by=by) == code


def test_without_consent_nothing_is_shown():
    by = ResidentFactory(person=PersonFactory(birth_year=1980))
    assert refusal(show_card, VolunteerFactory(person=by.person), by=by) == "no_consent"


def test_withdrawing_takes_everything_with_it(volunteer, by, django_capture_on_commit_callbacks):
    card = show_card(volunteer, role="修修补补", photo=upload(), by=by)
    name, storage = card.photo.name, card.photo.storage
    with django_capture_on_commit_callbacks(execute=True):
        card = withdraw_card(card, by=by)
        assert storage.exists(name)  # not before that is certain
    assert not storage.exists(name)
    assert (card.role, str(card.photo), card.building) == ("", "", None)
    for act in (withdraw_card, remove_card_photo):
        assert refusal(act, card, by=by) == "withdrawn"
    assert show_card(volunteer, by=by).pk != card.pk


def test_removing_the_photo_leaves_the_name(volunteer, by, django_capture_on_commit_callbacks):
    card = show_card(volunteer, role="好", photo=upload(), by=by)
    name, storage = card.photo.name, card.photo.storage
    with django_capture_on_commit_callbacks(execute=True):
        remove_card_photo(card, by=by)
    assert not storage.exists(name)
    assert VolunteerCard.objects.live().get().role == "好"


@pytest.mark.parametrize("end", ["leave", "consent"])
def test_the_card_ends_with_the_membership_and_with_the_consent(
    end, volunteer, by, django_capture_on_commit_callbacks
):
    card = show_card(volunteer, role="好", photo=upload(), by=by)
    name, storage = card.photo.name, card.photo.storage
    with django_capture_on_commit_callbacks(execute=True):
        if end == "leave":
            leave(volunteer, by=by)
        else:
            withdraw_consent(by.person, by=by)
    assert not storage.exists(name)
    assert not VolunteerCard.objects.filter(withdrawn_at=None).exists()


def test_the_trail_tells_that_a_card_was_shown_but_not_what_stood_on_it(volunteer, by):
    card = show_card(volunteer, role="好", by=by)
    columns = {field.name for field in card.history.model._meta.fields}
    assert columns.isdisjoint({"role", "building", "photo"})
    assert card.history.count() == 1
