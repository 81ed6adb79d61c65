import datetime as dt

import pytest

from common.time import clock
from grid.models import UnitAppointment
from tests import factories as make
from tests.support.signing_in import signed_in


def visited(household, days_ago: int, **fields):
    return make.VisitFactory(household=household, on=clock.today() - dt.timedelta(days=days_ago), **fields)


def test_a_building_says_of_each_household_when_it_was_visited_in_words(beat, desk):
    visited(beat.households[0], 12)
    visited(beat.households[1], 120)
    page = desk.get(f"/desk/buildings/{beat.building.pk}/").content.decode()
    assert "12 天前走访过" in page
    assert "该走访了 · 上次 4 个月前" in page
    assert "还没走访过" in page
    assert "3 户中已走访 1 户" in page


def test_rooms_are_in_the_order_of_their_floors(beat, desk):
    make.HouseholdFactory(building=beat.building, code="201")
    page = desk.get(f"/desk/buildings/{beat.building.pk}/").content.decode()
    places = [page.index(f"<strong>{code}</strong>") for code in ("101", "102", "201", "1001")]
    assert places == sorted(places)


def test_a_large_building_shows_one_entrance_at_a_time(beat, desk):
    for entrance in (1, 2):
        for number in range(40):
            make.HouseholdFactory(building=beat.building, entrance=entrance, code=f"{2 + number}03")
    at = f"/desk/buildings/{beat.building.pk}/"
    first, second = desk.get(at), desk.get(f"{at}?entrance=2")
    assert '<h2 id="e1">' in first.content.decode()
    assert '<h2 id="e2">' not in first.content.decode()
    assert '<h2 id="e2">' in second.content.decode()
    for odd in ("99", "x", "%00", "9" * 30):
        assert '<h2 id="e1">' in desk.get(f"{at}?entrance={odd}").content.decode()


def test_who_is_due_never_visited_first(beat, desk):
    never, long_ago, lately = beat.households[2], beat.households[1], beat.households[0]
    visited(long_ago, 120)
    visited(lately, 3)
    page = desk.get("/desk/due/").content.decode()
    assert page.index(f"households/{never.pk}/") < page.index(f"households/{long_ago.pk}/")
    assert f"households/{lately.pk}/" not in page
    assert "有 2 户该走访了" in page


def test_who_is_due_in_one_building(beat, desk):
    other = make.BuildingFactory(estate=beat.building.estate)
    make.PostBuildingFactory(post=beat.post, building=other)
    there = make.HouseholdFactory(building=other)
    page = desk.get(f"/desk/due/?building={other.pk}").content.decode()
    assert f"households/{there.pk}/" in page
    assert f"households/{beat.households[0].pk}/" not in page


@pytest.mark.parametrize("odd", ["x", "%00", "9" * 30, "-1", "0"])
def test_an_odd_filter_is_not_found(odd, beat, desk):
    assert desk.get(f"/desk/due/?building={odd}").status_code == 404
    assert desk.get(f"/desk/neighbours/?post={odd}").status_code == 404
    assert desk.get(f"/desk/events/?person={odd}").status_code == 404


@pytest.mark.parametrize("page", ["buildings", "due", "posts", "neighbours", "registrations", "events"])
def test_an_odd_page_number_shows_the_first_page_and_says_bad_request(page, beat, desk):
    assert desk.get(f"/desk/{page}/?page=x").status_code == 400
    assert desk.get(f"/desk/{page}/?page=2").status_code == 200


def test_a_building_elsewhere_is_no_filter(beat, elsewhere, desk):
    assert desk.get(f"/desk/due/?building={elsewhere.building.pk}").status_code == 404


def test_the_start_says_who_i_am_what_is_due_and_what_waits_for_me(beat, desk):
    visited(beat.households[0], 3)
    going = make.UnitAppointmentFactory(unit__name="隔壁先锋岗")
    make.HandoverFactory(appointment=going, to=beat.pioneer)
    page = desk.get("/desk/").content.decode()
    assert beat.pioneer.person.name in page
    assert beat.post.name in page
    assert "3 户中已走访 1 户" in page
    assert "隔壁先锋岗" in page
    assert f"/desk/households/{beat.households[1].pk}/" in page


def test_a_branch_secretary_sees_the_own_posts_and_which_are_vacant(beat, elsewhere):
    vacant = make.OrgUnitFactory(pioneer_post=True, parent=beat.post.parent)
    secretary = make.officer("branch_secretary", beat.post.parent)
    page = signed_in(secretary).get("/desk/posts/").content.decode()
    assert beat.pioneer.person.name in page
    assert vacant.name in page
    assert page.count("空缺") == 1
    assert elsewhere.post.name not in page


def test_a_post_whose_holder_has_gone_is_vacant(beat):
    yesterday = clock.today() - dt.timedelta(days=1)
    UnitAppointment.objects.filter(user=beat.pioneer).update(during=(yesterday - dt.timedelta(days=9), yesterday))
    secretary = make.officer("branch_secretary", beat.post.parent)
    page = signed_in(secretary).get("/desk/posts/").content.decode()
    assert "空缺" in page
    assert beat.pioneer.person.name not in page
