"""The form of thanks, taking the consent back, and the page of stars and thanks."""

import pytest

from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    GuardianshipFactory,
    ResidentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    ThankYouNoteFactory,
    VolunteerFactory,
)
from tests.support.pages import codes, levels, marks, text
from volunteers.models import ThankYouNote

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = ResidentFactory(person__name="王秀英")
    client.force_login(user)
    return user


@pytest.fixture
def activity():
    return ActivityFactory(past=True)


def page_of(activity):
    return f"/volunteers/{activity.pk}/thanks/"


def test_thanks_are_sent_and_stand_on_the_page(client, reader, activity):
    sent = {"person": reader.person_id, "words": "谢谢\n你们", "may_be_public": "on"}
    response = client.post(page_of(activity), sent, follow=True)
    note = ThankYouNote.objects.get()
    assert (note.person, note.words, note.may_be_public) == (reader.person, "谢谢 你们", True)
    assert marks(response, "written") == [str(note.pk)]
    assert "steps" not in response.context


def test_a_refusal_stands_in_the_form_with_what_was_typed(client, reader, activity):
    AssignmentFactory(
        shift=ShiftFactory(activity=activity),
        volunteer=VolunteerFactory(team=activity.team, person=reader.person),
        served=True,
    )
    response = client.post(page_of(activity), {"person": reader.person_id, "words": "谢谢自己"})
    assert response.status_code == 422
    assert codes(response.context["steps"].form) == {"person": ["served_there"]}
    assert "谢谢自己" in response.content.decode()


@pytest.mark.parametrize(
    ("words", "code"),
    [("", "required"), ("好" * 301, "max_length"), ("11010519491231002X", "identity_card")],
    ids=["empty", "long", "number"],
)
def test_words_are_checked(client, reader, activity, words, code):
    response = client.post(page_of(activity), {"person": reader.person_id, "words": words})
    assert codes(response.context["steps"].form) == {"words": [code]}


def test_before_the_end_there_is_no_form(client, reader):
    response = client.get(page_of(ActivityFactory()))
    assert marks(response, "why") == ["not_yet"]
    assert "steps" not in response.context


def test_a_draft_is_no_page(client, reader):
    assert client.get(page_of(ActivityFactory(draft=True))).status_code == 404
    assert client.get(f"/volunteers/{10**15}/thanks/").status_code == 404


def test_a_daughter_thanks_for_her_mother_too(client, reader, activity):
    mother = ResidentFactory().person
    GuardianshipFactory(person=mother, by=reader.person)
    client.post(page_of(activity), {"person": reader.person_id, "words": "谢谢"})
    client.post(page_of(activity), {"person": mother.pk, "words": "谢谢你们"})
    assert {note.person for note in ThankYouNote.objects.all()} == {reader.person, mother}


def test_the_writer_keeps_it_private_by_a_button(client, reader, activity):
    note = ThankYouNoteFactory(activity=activity, person=reader.person, may_be_public=True, shown_at=clock.now())
    response = client.post(f"/volunteers/mine/thanks/{note.pk}/private/")
    assert levels(response) == ["success"]
    note.refresh_from_db()
    assert (note.may_be_public, note.shown_at) == (False, None)
    other = ThankYouNoteFactory(may_be_public=True)
    assert client.post(f"/volunteers/mine/thanks/{other.pk}/private/").status_code == 404


def test_stars_are_of_both_sums_which_stand_there_apart(client, reader):
    volunteer = VolunteerFactory(person=reader.person)
    for day in range(1, 11):
        ServiceRecordFactory(
            volunteer=volunteer,
            day=clock.today().replace(year=clock.today().year - 1, month=1, day=day),
            minutes=600,
            long_day_reason="全天",
            by_hand=day > 9,
        )
    response = client.get("/volunteers/mine/thanks/")
    assert marks(response, "stars") == ["1"]
    assert "签到时长 90 小时 + 补录时长 10 小时" in text(response)


def test_the_page_reads_one_and_three_notes_with_as_many_queries(client, reader, django_assert_num_queries):
    volunteer = VolunteerFactory(person=reader.person)
    client.get("/volunteers/mine/thanks/")
    for more in (1, 2):
        for _number in range(more):
            record = ServiceRecordFactory(volunteer=volunteer, activity=ActivityFactory(past=True), minutes=10)
            ThankYouNoteFactory(activity=record.activity)
        with django_assert_num_queries(5):
            response = client.get("/volunteers/mine/thanks/")
    assert len(marks(response, "thanks")) == 3


def test_without_thanks_the_page_says_what_comes(client, reader):
    response = client.get("/volunteers/mine/thanks/")
    assert response.context["thanks"] == []
    assert marks(response, "thanks") == []
