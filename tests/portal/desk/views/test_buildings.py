import datetime as dt

from common.time import clock
from grid.models import Household, OrgUnit, UnitAppointment
from grid.selectors.coverage import Coverage
from portal.desk.selectors.visits import LastVisit
from tests import factories as make
from tests.support.signing_in import signed_in


def visited(household, days_ago: int, **fields):
    return make.VisitFactory(household=household, on=clock.today() - dt.timedelta(days=days_ago), **fields)


def households(response) -> dict[Household, LastVisit]:
    """The households on the page of a building, in their order, each with what is known of its last visit."""
    return {household: seen for _number, there in response.context["entrances"] for household, seen in there}


def holders(response) -> dict[OrgUnit, str]:
    return {post: holder for post, _figure, holder in response.context["figures"]}


def test_a_building_tells_of_each_household_whether_it_is_due(beat, desk):
    visited(beat.households[0], 12)
    visited(beat.households[1], 120)
    page = desk.get(f"/desk/buildings/{beat.building.pk}/")
    assert [seen.state for seen in households(page).values()] == ["lately", "due", "never"]
    assert page.context["figure"] == Coverage(households=3, visited=1)


def test_rooms_are_in_the_order_of_their_floors(beat, desk):
    make.HouseholdFactory(building=beat.building, code="201")
    page = desk.get(f"/desk/buildings/{beat.building.pk}/")
    assert [household.code for household in households(page)] == ["101", "102", "201", "1001"]


def test_a_large_building_shows_one_entrance_at_a_time(beat, desk):
    for entrance in (1, 2):
        for number in range(40):
            make.HouseholdFactory(building=beat.building, entrance=entrance, code=f"{2 + number}03")
    at = f"/desk/buildings/{beat.building.pk}/"
    for query, shown in (("", 1), ("?entrance=2", 2)):
        page = desk.get(f"{at}{query}")
        assert {household.entrance for household in households(page)} == {shown}
        assert all(f'href="?entrance={number}"' in page.content.decode() for number in (1, 2))
    for odd in ("99", "x", "9" * 30):
        assert {household.entrance for household in households(desk.get(f"{at}?entrance={odd}"))} == {1}


def test_who_is_due_never_visited_first(beat, desk):
    never, long_ago, lately = beat.households[2], beat.households[1], beat.households[0]
    visited(long_ago, 120)
    visited(lately, 3)
    page = desk.get("/desk/due/")
    assert [household for household, _seen in page.context["households"]] == [never, long_ago]
    assert page.context["figure"].due == 2
    assert f"households/{never.pk}/" in page.content.decode()
    assert f"households/{lately.pk}/" not in page.content.decode()


def test_who_is_due_in_one_building(beat, desk):
    other = make.BuildingFactory(estate=beat.building.estate)
    make.PostBuildingFactory(post=beat.post, building=other)
    there = make.HouseholdFactory(building=other)
    page = desk.get(f"/desk/due/?building={other.pk}").content.decode()
    assert f"households/{there.pk}/" in page
    assert f"households/{beat.households[0].pk}/" not in page


def test_an_odd_filter_is_not_found(beat, desk):
    urls = [
        f"/desk/{page}={odd}"
        for page in ("due/?building", "neighbours/?post", "events/?person")
        for odd in ("x", "9" * 30, "-1", "0")
    ]
    assert [url for url in urls if desk.get(url).status_code != 404] == []


def test_an_odd_page_number_shows_the_first_page_and_says_bad_request(beat, desk):
    pages = ("buildings", "due", "posts", "neighbours", "registrations", "events")
    answers = {
        page: [desk.get(f"/desk/{page}/?page={number}").status_code for number in ("x", "2")] for page in pages
    }
    assert answers == {page: [400, 200] for page in pages}


def test_a_building_elsewhere_is_no_filter(beat, elsewhere, desk):
    assert desk.get(f"/desk/due/?building={elsewhere.building.pk}").status_code == 404


def test_the_start_says_who_i_am_what_is_due_and_what_waits_for_me(beat, desk):
    visited(beat.households[0], 3)
    going = make.UnitAppointmentFactory(unit__name="隔壁先锋岗")
    make.HandoverFactory(appointment=going, to=beat.pioneer)
    response = desk.get("/desk/")
    assert response.context["figure"] == Coverage(households=3, visited=1)
    page = response.content.decode()
    assert beat.pioneer.person.name in page
    assert beat.post.name in page
    assert "隔壁先锋岗" in page
    assert f"/desk/households/{beat.households[1].pk}/" in page


def test_a_branch_secretary_sees_the_own_posts_and_which_are_vacant(beat, elsewhere):
    vacant = make.OrgUnitFactory(pioneer_post=True, parent=beat.post.parent)
    secretary = make.officer("branch_secretary", beat.post.parent)
    page = signed_in(secretary).get("/desk/posts/")
    assert holders(page) == {beat.post: beat.pioneer.person.name, vacant: ""}
    assert vacant.name in page.content.decode()
    assert elsewhere.post.name not in page.content.decode()


def test_a_post_whose_holder_has_gone_is_vacant(beat):
    yesterday = clock.today() - dt.timedelta(days=1)
    UnitAppointment.objects.filter(user=beat.pioneer).update(during=(yesterday - dt.timedelta(days=9), yesterday))
    secretary = make.officer("branch_secretary", beat.post.parent)
    page = signed_in(secretary).get("/desk/posts/")
    assert holders(page) == {beat.post: ""}
    assert beat.pioneer.person.name not in page.content.decode()
