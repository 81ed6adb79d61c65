"""/volunteers/: the team, what comes next, what it has done, and who shows that they belong to it."""

import datetime as dt

import pytest
from django.core.cache import caches

from common.http.page_cache import clear_pages
from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    BuildingFactory,
    ResidentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    SubTeamFactory,
    TeamFactory,
    ThankYouNoteFactory,
    VolunteerFactory,
)
from tests.support.pages import marks, text
from tests.support.team_work import office_of
from volunteers.actions.results import publish_result
from volunteers.models import VolunteerCard
from volunteers.selectors.teams import figures_of_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def team():
    return TeamFactory()


def coming(team, **fields):
    activity = ActivityFactory(team=team, **fields)
    ShiftFactory(activity=activity)
    return activity


def test_without_a_team_the_page_says_whom_to_ask(client):
    assert client.get("/volunteers/").status_code == 200
    assert client.get("/volunteers/").context["page"] is None


def test_the_page_shows_what_comes_next_and_no_draft(client, team):
    later = coming(team, starts_at=clock.now() + dt.timedelta(days=9))
    next_one = coming(team)
    of_sub_team = coming(SubTeamFactory(parent=team), starts_at=clock.now() + dt.timedelta(days=5))
    coming(team, draft=True)
    coming(team, past=True)

    shown = client.get("/volunteers/")
    assert marks(shown, "activity") == [str(one.pk) for one in (next_one, of_sub_team, later)]


def test_a_card_says_how_many_are_still_needed_and_a_full_one_that_it_is_full(client, team):
    open_one, full = coming(team), ActivityFactory(team=team)
    AssignmentFactory(shift=ShiftFactory(activity=full, capacity=1))
    AssignmentFactory.create_batch(2, shift=open_one.shifts.get())

    shown = client.get("/volunteers/")
    assert dict(zip(marks(shown, "activity"), marks(shown, "state"), strict=True)) == {
        str(open_one.pk): "open",
        str(full.pk): "full",
    }
    assert {one.pk: one.left for one in shown.context["page"].activities} == {open_one.pk: 3, full.pk: 0}


def test_a_place_that_somebody_waits_for_is_nobody_elses(client, team):
    activity = coming(team)
    AssignmentFactory(shift=activity.shifts.get(), waitlisted=True)
    assert marks(client.get("/volunteers/"), "state") == ["full"]


def test_a_sub_team_has_its_own_page_and_unknown_or_unused_ones_have_none(client, team):
    sub_team = SubTeamFactory(parent=team)
    mine = coming(sub_team)
    coming(team)
    assert marks(client.get(f"/volunteers/teams/{sub_team.pk}/"), "activity") == [str(mine.pk)]

    gone = TeamFactory(active=False)
    for key in (gone.pk, 999_999, "9" * 30):
        assert client.get(f"/volunteers/teams/{key}/").status_code == 404


def test_the_two_sums_of_this_year_stand_side_by_side(client, team):
    today = clock.today()
    volunteers = VolunteerFactory.create_batch(5, team=team)
    for one in volunteers:
        ServiceRecordFactory(volunteer=one, minutes=90, day=today)
    ServiceRecordFactory(volunteer=volunteers[0], minutes=45, day=today, by_hand=True)
    ServiceRecordFactory(volunteer=volunteers[0], minutes=60, day=today, waiting=True)
    ServiceRecordFactory(volunteer=volunteers[0], minutes=60, day=today.replace(year=today.year - 1))
    ServiceRecordFactory(minutes=300, day=today)

    figures = figures_of_team(team, today.year)
    assert (figures.minutes.checked, figures.minutes.by_hand, figures.people.number) == (450, 45, 5)
    assert marks(client.get("/volunteers/"), "figure") == ["activities", "people", "checked", "by_hand"]


def test_fewer_than_five_people_are_not_counted_in_public(team):
    ServiceRecordFactory(volunteer__team=team, day=clock.today())
    assert figures_of_team(team, clock.today().year).people.hidden


def test_a_sub_team_counts_what_was_given_for_it(team):
    sub_team = SubTeamFactory(parent=team)
    volunteer = VolunteerFactory(team=team)
    ServiceRecordFactory(volunteer=volunteer, activity=ActivityFactory(team=sub_team, past=True), day=clock.today())
    ServiceRecordFactory(volunteer=volunteer, activity=ActivityFactory(team=team, past=True), day=clock.today())
    assert figures_of_team(sub_team, clock.today().year).minutes.checked == 120
    assert figures_of_team(team, clock.today().year).minutes.checked == 240


def test_only_cards_that_are_agreed_to_are_shown_and_a_withdrawn_one_is_gone_at_once(
    client, team, django_capture_on_commit_callbacks
):
    volunteer = VolunteerFactory(team=team, person__name="钱学勤")
    card = VolunteerCard.objects.create(
        volunteer=volunteer, role="摄影", building=BuildingFactory(estate__community=team.community)
    )
    VolunteerFactory(team=team, person__name="孙不愿")
    shown = client.get("/volunteers/")
    assert marks(shown, "card") == [str(card.pk)]
    assert "孙不愿" not in text(shown)

    VolunteerCard.objects.filter(pk=card.pk).update(
        withdrawn_at=clock.now(), role="", building=None, consented_at=card.consented_at
    )
    clear_pages()
    assert "钱学勤" not in text(client.get("/volunteers/"))


def test_results_are_shown_once_they_are_published(client, team, django_capture_on_commit_callbacks):
    activity = ActivityFactory(team=team, past=True)
    assert marks(client.get("/volunteers/"), "result") == []
    with django_capture_on_commit_callbacks(execute=True):
        publish_result(activity, text="划定了绿色清运之路。", by=office_of(team))
    assert marks(client.get("/volunteers/"), "result") == [str(activity.pk)]


def test_only_notes_that_may_be_public_are_and_never_who_wrote_them(client, team):
    activity = ActivityFactory(team=team, past=True)
    shown = ThankYouNoteFactory(
        activity=activity, may_be_public=True, shown_at=clock.now(), person__name="周写信", words="谢谢"
    )
    ThankYouNoteFactory(activity=activity, may_be_public=True)
    ThankYouNoteFactory(activity=activity)
    page = client.get("/volunteers/")
    assert marks(page, "thanks") == [str(shown.pk)]
    assert "周写信" not in text(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_fixed(client, team, django_assert_num_queries, count):
    office = office_of(team)
    for _n in range(count):
        coming(SubTeamFactory(parent=team))
        activity = ActivityFactory(team=team, past=True)
        publish_result(activity, text="好", by=office)
        ThankYouNoteFactory(activity=activity, may_be_public=True, shown_at=clock.now())
        VolunteerCard.objects.create(volunteer=VolunteerFactory(team=team))
    client.get("/volunteers/verify/")
    caches["pages"].clear()
    with django_assert_num_queries(6):
        client.get("/volunteers/")
    with django_assert_num_queries(2):
        client.get("/volunteers/")


def test_the_page_is_small(client, team):
    for _n in range(12):
        coming(team)
    assert len(client.get("/volunteers/").content) < 30_000


def test_a_reader_who_is_signed_in_gets_a_page_of_their_own(client, team):
    client.force_login(ResidentFactory())
    assert "private" in client.get("/volunteers/").headers["Cache-Control"]


def results_of(team, count):
    office = office_of(team)
    made = [ActivityFactory(team=team, starts_at=clock.now() - (n + 3) * dt.timedelta(days=1)) for n in range(count)]
    for activity in made:
        publish_result(activity, text="路线画好了", by=office)
    return [str(one.pk) for one in made]


def test_results_beyond_the_last_stand_on_a_page_of_their_own(client, team):
    made = results_of(team, 5)
    ActivityFactory(team=team, past=True)

    page = client.get("/volunteers/")
    assert marks(page, "result") == made[:4]
    assert page.context["page"].record.more_results
    assert marks(client.get(f"/volunteers/teams/{team.pk}/results/"), "result") == made
    assert client.get("/volunteers/teams/99999999/results/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_of_all_results_is_fixed(client, team, django_assert_num_queries, count):
    results_of(team, count)
    client.get("/volunteers/verify/")
    with django_assert_num_queries(2):
        client.get(f"/volunteers/teams/{team.pk}/results/")
