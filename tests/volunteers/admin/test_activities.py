"""The list of activities and the form of one, through the real addresses of the admin site."""

import datetime as dt

import pytest

from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    BuildingFactory,
    CommunityFactory,
    OrgUnitFactory,
    ResidentFactory,
    ShiftFactory,
    SpaceFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    officer,
)
from tests.support.office_activities import LIST, at_page, form_of
from tests.support.office_events import moment, text_of
from tests.support.pages import levels, refusals
from tests.support.registrations import heard
from tests.support.shifts import join
from tests.support.team_work import at, office_of, planned
from volunteers.models import Activity, Shift

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def office(client, team):
    office = office_of(team)
    client.force_login(office)
    return office


@pytest.fixture
def activity(team, office):
    return ActivityFactory(team=team, lead=office, starts_at=at(9), ends_at=at(11))


@pytest.fixture
def shift(activity):
    return ShiftFactory(activity=activity, capacity=2)


def test_the_list_says_where_each_activity_stands(client, team, office):
    full = ActivityFactory(team=team)
    AssignmentFactory(shift=ShiftFactory(activity=full, capacity=1))
    AssignmentFactory(shift=full.shifts.get(), waitlisted=True)
    ActivityFactory(team=team, draft=True)
    ActivityFactory(team=team, cancelled=True)

    page = text_of(client.get(LIST))
    assert "1/1 · 候补 1" in page
    assert {"已招满", "草稿", "已取消"} <= set(page.split())


def test_the_list_takes_the_same_queries_for_one_activity_and_for_three(
    client, team, office, django_assert_max_num_queries
):
    def queries() -> int:
        with django_assert_max_num_queries(30) as counted:
            assert client.get(LIST).status_code == 200
        return len(counted)

    ShiftFactory(activity__team=SubTeamFactory(parent=team))
    client.get(LIST)
    one = queries()
    for _n in range(2):
        shift = ShiftFactory(activity__team=SubTeamFactory(parent=team))
        AssignmentFactory(shift=shift, volunteer__team=team)
    assert queries() == one


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("coming", {"short", "queued"}),
        ("short", {"short"}),
        ("waiting", {"queued"}),
        ("past", {"past"}),
        ("result", {"past"}),
    ],
)
def test_the_filter_by_time_finds_what_is_left_to_do(client, team, office, when, shown):
    ShiftFactory(activity__team=team, activity__title="short", capacity=2)
    queued = ShiftFactory(activity__team=team, activity__title="queued", capacity=1)
    AssignmentFactory(shift=queued)
    AssignmentFactory(shift=queued, waitlisted=True)
    ActivityFactory(team=team, title="past", past=True)
    assert {row.title for row in client.get(f"{LIST}?when={when}").context["cl"].result_list} == shown


def test_nobody_sees_activities_of_another_community(client, office):
    abroad = ActivityFactory(team__community=CommunityFactory(name="别的社区"))
    assert list(client.get(LIST).context["cl"].result_list) == []
    for page in ("change/", "people/", "publish/", "copy/", "cancel/", "result/", "result/withdraw/"):
        response = client.get(at_page(abroad, page))
        assert response.status_code == 404 or response.headers["Location"] == "/admin/"


def test_a_new_activity_is_a_draft_with_its_shifts(client, team, office):
    typed = form_of(planned(team, office), new=({}, {"role": "摄影", "starts_at": moment(at(10)), "min_age": 18}))
    response = client.post(LIST + "add/", typed)

    made = Activity.objects.get()
    assert response.url == at_page(made, "change/")
    assert (made.status, made.community, made.organiser) == ("draft", team.community, team.unit)
    assert [(one.role, one.starts_at, one.ends_at) for one in made.shifts.all()] == [
        ("引导", at(9), at(11)),
        ("摄影", at(10), at(11)),
    ]


def test_an_end_that_is_left_empty_and_the_organiser_are_filled_in(client, team, office):
    client.post(LIST + "add/", form_of(planned(team, office), ends_at="", organiser=""))
    made = Activity.objects.get()
    assert (made.ends_at - made.starts_at, made.organiser) == (dt.timedelta(hours=2), team.unit)


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(client, activity, shift):
    def answer(**typed: object) -> set:
        return refusals(client.post(at_page(activity, "change/"), form_of(activity, shift, **typed)))

    space = SpaceFactory(station__community=activity.community)
    building = BuildingFactory(estate__community=activity.community)
    assert answer(ends_at=moment(at(8))) == {("__all__", "activity_ends_after_start")}
    assert {field for field, _code in answer(place="")} == {"place"}
    assert answer(space=space.pk, building=building.pk) == {("__all__", "activity_at_one_place")}
    assert answer(seen="2000-01-01") == {("__all__", "changed_meanwhile")}
    assert answer(title="") == {("title", "required")}
    activity.refresh_from_db()
    assert (activity.starts_at, activity.space) == (at(9), None)


def test_moving_the_activity_moves_shifts_that_the_form_leaves_alone_and_tells_people(client, activity, shift):
    somebody = join(shift)
    moved = {"starts_at": moment(at(14)), "ends_at": moment(at(16))}
    response = client.post(at_page(activity, "change/"), form_of(activity, shift, **moved), follow=True)

    shift.refresh_from_db()
    assert levels(response)[0] == "success"
    assert (shift.starts_at, shift.ends_at) == (at(14), at(16))
    assert heard(somebody.person).count("activity_changed") == 1


def test_a_shift_of_the_form_is_changed_removed_and_added(client, activity, shift):
    gone = ShiftFactory(activity=activity, role="不要了")
    typed = form_of(activity, shift, gone, new=({"role": "摄影"},))
    client.post(at_page(activity, "change/"), typed | {"shifts-0-capacity": 9, "shifts-1-DELETE": "on"})
    assert {(one.role, one.capacity) for one in activity.shifts.all()} == {(shift.role, 9), ("摄影", 2)}


def test_what_an_action_refuses_stands_above_the_form_and_nothing_is_kept(client, activity, shift):
    AssignmentFactory(shift=shift)
    typed = form_of(activity, shift, title="新名字") | {"shifts-0-DELETE": "on"}
    assert refusals(client.post(at_page(activity, "change/"), typed)) == {("__all__", "shift_has_volunteers")}
    assert Shift.objects.get() == shift
    assert Activity.objects.get().title == activity.title


def test_the_choices_are_leads_of_the_team_and_the_office(client, team, office, activity):
    lead = TeamAppointmentFactory(team=team).user
    there = TeamFactory(community=CommunityFactory(name="别的社区"))
    abroad = {office_of(there), TeamAppointmentFactory(team=there).user, ResidentFactory()}
    offered = set(client.get(LIST + "add/").context["adminform"].form.fields["lead"].queryset)
    assert offered & {lead, office, *abroad} == {lead, office}


def test_a_branch_secretary_reads_the_own_activities_and_changes_nothing(client, team, office):
    branch = OrgUnitFactory(estate_branch=True, parent=team.unit, community=team.community)
    own = ActivityFactory(team=team, organiser=branch, draft=True)
    ShiftFactory(activity=own)
    client.force_login(officer("branch_secretary", branch))
    assert client.get(at_page(own, "change/")).status_code == 200
    for page in ("publish/", "copy/", "cancel/", "result/", "result/withdraw/", "delete/"):
        assert client.post(at_page(own, page), {"post": "yes", "reason": "x", "text": "x"}).status_code == 403
    client.post(at_page(own, "change/"), form_of(own, title="改了"))
    assert Activity.objects.get() == own
    assert Activity.objects.get().title == own.title


def test_only_a_draft_can_be_deleted(client, team, office, activity):
    draft = ActivityFactory(team=team, draft=True)
    client.post(at_page(draft, "delete/"), {"post": "yes"})
    assert client.post(at_page(activity, "delete/"), {"post": "yes"}).status_code == 403
    assert list(Activity.objects.all()) == [activity]


def test_saving_a_draft_leads_on_to_publishing_it(client, team, office):
    draft = ActivityFactory(team=team, lead=office, draft=True)
    response = client.post(at_page(draft, "change/"), form_of(draft, _publish="1"))
    assert response.url == at_page(draft, "publish/")


# --- Times that may be a slip of the pen


def typed_room(team, office, space):
    return form_of(planned(team, office), space=space.pk, place="")


@pytest.mark.parametrize(("closed", "said"), [(True, ["warning", "success"]), (False, ["success"])])
def test_the_office_is_warned_where_nobody_has_opened(client, team, office, closed, said):
    space = SpaceFactory(station__community=team.community)
    if closed:
        space.station.hours.all().delete()
    assert levels(client.post(f"{LIST}add/", typed_room(team, office, space), follow=True)) == said


def test_the_office_is_warned_of_a_day_in_the_past(client, team, office):
    past = planned(team, office, starts_at=at(9, days=-3), ends_at=at(11, days=-3))
    assert levels(client.post(f"{LIST}add/", form_of(past), follow=True)) == ["warning", "success"]
