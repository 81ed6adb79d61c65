"""A lead shows notes of thanks to everybody by consent, or hides them, on a phone."""

import pytest

from common.time import clock
from tests.factories import ActivityFactory, ResidentFactory, TeamAppointmentFactory, TeamFactory, ThankYouNoteFactory
from tests.support.pages import levels, marks

pytestmark = pytest.mark.django_db

PAGE = "/desk/thanks/"


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def lead(client, team):
    user = TeamAppointmentFactory(team=team).user
    client.force_login(user)
    return user


def note_of(team, **said):
    return ThankYouNoteFactory(activity=ActivityFactory(team=team, past=True), **said)


def test_a_lead_shows_hides_and_brings_back(client, lead, team):
    note = note_of(team, may_be_public=True)
    for act, state in (("show", "public"), ("hide", "hidden"), ("bring_back", "volunteers")):
        response = client.post(f"{PAGE}{note.pk}/{act}/", follow=True)
        assert levels(response) == ["success"]
        assert marks(response, "state") == [state]


def test_a_refusal_is_said_and_changes_nothing(client, lead, team):
    note = note_of(team)
    assert levels(client.post(f"{PAGE}{note.pk}/show/", follow=True)) == ["error"]
    note.refresh_from_db()
    assert note.shown_at is None


def test_notes_of_other_teams_are_neither_seen_nor_touched(client, lead, team):
    other = note_of(TeamFactory(), may_be_public=True, shown_at=clock.now())
    assert marks(client.get(PAGE), "thanks") == []
    assert client.post(f"{PAGE}{other.pk}/hide/").status_code == 404
    assert client.post(f"{PAGE}{note_of(team).pk}/delete/").status_code == 404


def test_residents_have_no_such_page(client):
    client.force_login(ResidentFactory())
    assert client.get(PAGE).status_code == 403


def test_one_and_three_notes_take_as_many_queries(client, lead, team, django_assert_num_queries):
    client.get(PAGE)
    for more in (1, 2):
        for _number in range(more):
            note_of(team)
        with django_assert_num_queries(4):
            response = client.get(PAGE)
    assert len(marks(response, "thanks")) == 3
