"""What may I join, and one shift with its form."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    BuildingFactory,
    GridFactory,
    GuardianshipFactory,
    NeighbourFactory,
    ResidentFactory,
    ShiftFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.pages import marks, text
from tests.support.shifts import join, volunteer_user
from volunteers.actions.assignments import find_substitute, sign_up
from volunteers.models import Assignment

pytestmark = pytest.mark.django_db

LIST = "/volunteers/shifts/"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def reader(team, client):
    """A volunteer who has signed in."""
    volunteer, user = volunteer_user(team)
    client.force_login(user)
    return volunteer


def shift_of(team, *, days=3, capacity=5, **fields):
    activity = fields.pop("activity", {})
    made = ActivityFactory(team=team, starts_at=clock.now() + days * DAY, **activity)
    return ShiftFactory(activity=made, capacity=capacity, **fields)


def shown(client, query=""):
    """The keys of the shifts that can be joined, of the own ones, and of the rest with the reason."""
    lines = client.get(LIST + query).context["lines"]
    return (
        [line.shift.pk for line in lines.joinable],
        [line.shift.pk for line in lines.own],
        {line.shift.pk: line.refusal.code for line in lines.hindered},
    )


def test_a_volunteer_sees_what_can_be_joined_soonest_first_and_why_not_the_rest(team, reader, client):
    later, soon = shift_of(team, days=5), shift_of(team, days=2)
    skilled, adults = shift_of(team, skills=["law"]), shift_of(team, days=4, min_age=90)
    own = AssignmentFactory(shift=shift_of(team, days=1), volunteer=reader).shift
    colliding = ShiftFactory(activity=ActivityFactory(team=team, starts_at=own.starts_at + HOUR))

    assert shown(client) == (
        [soon.pk, later.pk],
        [own.pk],
        {colliding.pk: "busy", skilled.pk: "no_skill", adults.pk: "too_young"},
    )


def test_drafts_cancelled_and_begun_shifts_are_not_listed(team, reader, client):
    shift_of(team, activity={"draft": True})
    shift_of(team, activity={"cancelled": True})
    ShiftFactory(activity=ActivityFactory(team=team, starts_at=clock.now() - HOUR))

    assert shown(client) == ([], [], {})


@pytest.mark.usefixtures("noon")
def test_the_list_is_narrowed_by_time_kind_and_nearness(team, client):
    grid = GridFactory()
    _volunteer, user = volunteer_user(team, grid=grid)
    client.force_login(user)
    near = shift_of(team, days=20, activity={"building": BuildingFactory(grid=grid)})
    law = shift_of(team, days=21, activity={"service": "mediation"})
    later = shift_of(team, days=40)

    assert shown(client)[0] == [near.pk, law.pk]
    assert shown(client, "?when=later")[0] == [later.pk]
    assert shown(client, "?kind=mediation")[0] == [law.pk]
    assert shown(client, "?near=1")[0] == [near.pk]
    assert shown(client, "?when=x&kind=x&for=x")[0] == [near.pk, law.pk]


def test_this_week_and_the_weekend_end_on_sunday_and_next_week_follows(team, reader, client):
    wednesday = dt.datetime(2026, 11, 25, 12, tzinfo=clock.HERE)
    with time_machine.travel(wednesday, tick=False):
        friday, sunday, monday, after = (shift_of(team, days=days) for days in (2, 4, 5, 12))

        assert shown(client, "?when=week")[0] == [friday.pk, sunday.pk]
        assert shown(client, "?when=weekend")[0] == [sunday.pk]
        assert shown(client, "?when=next_week")[0] == [monday.pk]
        assert shown(client)[0] == [friday.pk, sunday.pk, monday.pk, after.pk]


def test_a_visitor_sees_all_shifts_and_nobody(team, client):
    shift = shift_of(team, skills=["law"])
    name = join(shift_of(team, days=2)).person.name

    response = client.get(LIST)

    assert shift.pk in [line.shift.pk for line in response.context["lines"].joinable]
    assert name not in response.content.decode()


def test_a_guardian_looks_for_a_ward_too(team, reader, client):
    ward = VolunteerFactory(team=team, person=NeighbourFactory(birth_year=1945), skills=["law"])
    GuardianshipFactory(person=ward.person, by=reader.person)
    shift = shift_of(team, skills=["law"])

    assert shown(client)[0] == []
    assert shown(client, f"?for={ward.pk}")[0] == [shift.pk]


def test_the_list_has_a_fixed_number_of_queries(team, reader, client, django_assert_num_queries):
    for rows in (1, 3):
        while Assignment.objects.count() < rows:
            join(shift_of(team))
        client.get(LIST)
        with django_assert_num_queries(5):
            client.get(LIST)


# --- One shift


def test_a_volunteer_signs_up_and_reads_it(team, reader, client):
    shift = shift_of(team)
    page = client.get(f"{LIST}{shift.pk}/")
    token = page.context["steps"].form["token"].value()

    response = client.post(f"{LIST}{shift.pk}/", {"volunteer": reader.pk, "words": "带伞", "token": token})

    made = shift.assignments.get()
    assert response.url == reverse("volunteers:assignment", args=[made.pk])
    assert (made.volunteer, made.words, made.status) == (reader, "带伞", "assigned")
    again = client.post(f"{LIST}{shift.pk}/", {"volunteer": reader.pk, "words": "带伞", "token": token})
    assert again.url == response.url
    assert shift.assignments.count() == 1


def test_a_full_shift_says_the_place_in_the_queue_and_a_substitute_is_taken_at_once(team, reader, client):
    shift = shift_of(team, capacity=1)
    seated = join(shift)
    join(shift)
    page = client.get(f"{LIST}{shift.pk}/")
    assert (page.context["line"].is_free, page.context["position"]) == (False, 2)
    other = shift_of(team, days=9, capacity=1)
    looking = join(other)
    find_substitute(looking, by=looking.by)

    client.post(f"{LIST}{other.pk}/", {"volunteer": reader.pk})

    assert reader.assignments.get().took_over == looking
    assert seated.is_assigned


def test_why_somebody_may_not_join_stands_on_the_page_and_a_raw_post_is_refused(team, reader, client):
    shift = shift_of(team, skills=["law"])

    assert client.get(f"{LIST}{shift.pk}/").context["refusal"].code == "no_skill"
    response = client.post(f"{LIST}{shift.pk}/", {"volunteer": reader.pk})
    assert response.status_code == 422
    assert not shift.assignments.exists()


@pytest.mark.parametrize("typed", ["", "0", "x", "99999999999999999999"])
def test_nobody_is_signed_up_who_is_not_in_the_readers_care(team, reader, client, typed):
    shift, stranger = shift_of(team), VolunteerFactory(team=team)

    for value in (typed, stranger.pk):
        assert client.post(f"{LIST}{shift.pk}/", {"volunteer": value}).status_code == 422
    assert not shift.assignments.exists()


def test_the_number_of_an_identity_card_is_never_kept(team, reader, client):
    shift = shift_of(team)

    response = client.post(f"{LIST}{shift.pk}/", {"volunteer": reader.pk, "words": "320505 19520101 1234"})

    assert response.status_code == 422
    assert not shift.assignments.exists()


def test_who_is_not_signed_in_signs_in_first(team, client):
    shift = shift_of(team)

    response = client.post(f"{LIST}{shift.pk}/", {"volunteer": 1})

    assert response.url.startswith("/accounts/login/?next=/")
    assert not shift.assignments.exists()


def test_who_is_no_volunteer_sees_the_way_to_join_and_cannot_sign_up(team, client):
    shift = shift_of(team)
    client.force_login(ResidentFactory())

    assert client.get(f"{LIST}{shift.pk}/").context["steps"] is None
    assert client.post(f"{LIST}{shift.pk}/", {"volunteer": 1}).status_code == 200
    assert not shift.assignments.exists()


def test_the_page_of_a_shift_leads_to_its_activity(team, client):
    shift = shift_of(team)

    assert f'href="{shift.activity.get_absolute_url()}"' in text(client.get(f"{LIST}{shift.pk}/"))


def test_a_draft_has_no_page(team, reader, client):
    shift = shift_of(team, activity={"draft": True})

    assert client.get(f"{LIST}{shift.pk}/").status_code == 404


def test_free_places_are_counted_also_while_somebody_looks_for_a_substitute(team, reader, client):
    shift = shift_of(team, capacity=3)
    looking = join(shift)
    find_substitute(looking, by=looking.by)

    line = client.get(f"{LIST}{shift.pk}/").context["line"]

    assert (line.free_places, line.shift.looking, line.is_free) == (2, 1, True)


def test_who_waits_for_the_answer_of_the_team_is_not_asked_to_join_again(team, client):
    _volunteer, user = volunteer_user(team, applied=True)
    client.force_login(user)
    shift = shift_of(team)

    for page in (LIST, f"{LIST}{shift.pk}/"):
        response = client.get(page)
        assert response.context["has_applied"]
        assert "/volunteers/join/" not in response.content.decode()
    # Nothing is offered that cannot be done yet.
    assert "event-card__act" in client.get(LIST).text
    assert "报名" not in client.get(LIST).text


@pytest.mark.parametrize("page", ["mine", "certificates", "own_code"])
def test_who_waits_for_the_answer_of_the_team_is_told_so_on_the_own_pages(team, client, page):
    _volunteer, user = volunteer_user(team, applied=True)
    client.force_login(user)

    shown = text(client.get(reverse(f"volunteers:{page}")))

    assert f'href="{reverse("volunteers:profile")}"' in shown
    assert reverse("volunteers:join") not in shown


def test_a_deadline_that_has_passed_is_not_promised(team, reader, client):
    shift = ShiftFactory(activity=ActivityFactory(team=team, starts_at=clock.now() + HOUR, withdraw_hours=2))

    assert not client.get(f"{LIST}{shift.pk}/").context["shift"].can_be_withdrawn


def test_cards_mark_the_kinds_of_service_that_the_volunteer_likes(team, client):
    _volunteer, user = volunteer_user(team, kinds=["mediation"])
    liked = shift_of(team, activity={"service": "mediation"})
    shift_of(team, activity={"service": "environment"})
    assert marks(client.get(LIST), "liked") == []
    client.force_login(user)

    assert marks(client.get(LIST), "liked") == [str(liked.pk)]


def test_a_card_says_the_place_and_not_only_where_one_meets(team, client):
    shift_of(team, activity={"place": "菜场一条街", "meeting_point": "东门"})

    page = text(client.get(LIST))
    assert "菜场一条街" in page
    assert "东门" not in page


def test_a_card_is_drawn_anew_when_it_changes_and_for_its_reader_alone(team, client):
    """Cards are kept in the process: nothing of one reader may be seen by the next."""
    shift = shift_of(team, capacity=2, activity={"title": "河道清洁"})
    volunteer, user = volunteer_user(team)
    assert "还差 2 人" in client.get(LIST).text
    sign_up(shift, volunteer=volunteer, by=user)

    assert "还差 1 人" in client.get(LIST).text
    client.force_login(user)
    assert 'data-own="assigned"' in client.get(LIST).text
    client.logout()
    assert "data-own" not in client.get(LIST).text
