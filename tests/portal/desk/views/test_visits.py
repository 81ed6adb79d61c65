import datetime as dt
import time

import pytest
import time_machine
from django.core.exceptions import NON_FIELD_ERRORS

from common.time import clock
from grid.models import Visit
from tests import factories as make
from tests.support.pages import levels


def at(household) -> str:
    return f"/desk/households/{household.pk}/"


def test_a_visit_takes_three_taps(beat, desk):
    first = desk.get("/desk/buildings/")
    assert f'href="/desk/buildings/{beat.building.pk}/"' in first.content.decode()
    second = desk.get(f"/desk/buildings/{beat.building.pk}/").content.decode()
    home = beat.households[0]
    assert f'href="../../households/{home.pk}/"' in second
    assert 'name="met" value="yes"' in desk.get(at(home)).content.decode()
    answer = desk.post(at(home), {"met": "yes"})
    assert answer.url == f"/desk/buildings/{beat.building.pk}/?entrance=1#h{home.pk}"
    visit = Visit.objects.get()
    assert (visit.household, visit.met, visit.on) == (home, True, clock.today())
    assert (visit.visitor, visit.by, visit.post) == (beat.pioneer.person, beat.pioneer, beat.post)
    shown = desk.get(answer.url)
    assert shown.context["just"] == visit
    assert levels(shown) == []  # the page itself says it, with the button to take it back


def test_nobody_at_home_is_a_try_and_the_household_stays_due(beat, desk):
    page = desk.post(at(beat.households[0]), {"met": "no"}, follow=True)
    seen = {household: seen for _number, there in page.context["entrances"] for household, seen in there}
    assert [one for one, known in seen.items() if known.tried] == [beat.households[0]]
    assert {known.state for known in seen.values()} == {"never"}
    assert not Visit.objects.get().met


def test_words_day_and_visitor_may_be_told(beat, desk):
    other = beat.neighbour("钱大妈")
    day = clock.today() - dt.timedelta(days=3)
    told = {"met": "yes", "summary": "都好", "needs": "楼道灯坏了", "on": day.isoformat(), "visitor": other.pk}
    desk.post(at(beat.households[0]), told)
    visit = Visit.objects.get()
    assert (visit.summary, visit.needs, visit.on, visit.visitor) == ("都好", "楼道灯坏了", day, other)
    assert visit.by == beat.pioneer


def test_pressing_twice_records_one_visit_and_says_so(beat, desk):
    home = beat.households[0]
    desk.post(at(home), {"met": "yes", "summary": "都好"})
    again = desk.post(at(home), {"met": "yes", "summary": "都好"})
    assert Visit.objects.count() == 1
    assert levels(again) == ["success"]


def test_a_later_try_of_the_same_day_that_met_somebody_is_told_in_the_one_record(beat, desk):
    home = beat.households[0]
    desk.post(at(home), {"met": "no"})
    again = desk.post(at(home), {"met": "yes", "summary": "都好"})
    visit = Visit.objects.get()
    assert visit.met
    assert visit.summary == "都好"
    assert levels(again) == ["success"]


def test_a_slip_does_not_overwrite_what_was_told(beat, desk):
    home = beat.households[0]
    desk.post(at(home), {"met": "yes", "summary": "都好"})
    response = desk.post(at(home), {"met": "no"})
    assert response.status_code == 422
    assert response.context["form"].has_error(NON_FIELD_ERRORS, "somebody_was_at_home")
    assert Visit.objects.get().summary == "都好"


def test_a_visit_is_taken_back_with_one_tap_and_a_second_tap_is_told(beat, desk):
    home = beat.households[0]
    desk.post(at(home), {"met": "yes"})
    visit = Visit.objects.get()
    assert f'name="visit" value="{visit.pk}"' in desk.get(f"/desk/buildings/{beat.building.pk}/").content.decode()
    assert levels(desk.post(f"{at(home)}undo/", {"visit": visit.pk}, follow=True)) == ["success"]
    assert not Visit.objects.exists()
    assert levels(desk.post(f"{at(home)}undo/", {"visit": visit.pk}, follow=True)) == ["info"]


def test_after_ten_minutes_nothing_is_taken_back_here(beat, desk):
    home = beat.households[0]
    with time_machine.travel(time.time(), tick=False) as now:
        desk.post(at(home), {"met": "yes"})
        visit = Visit.objects.get()
        assert f"{at(home)}undo/" in desk.get(at(home)).content.decode()
        now.shift(601)
        assert f"{at(home)}undo/" not in desk.get(at(home)).content.decode()
        desk.post(f"{at(home)}undo/", {"visit": visit.pk})
    assert Visit.objects.count() == 1


def test_nobody_takes_back_what_somebody_else_recorded(beat, desk):
    visit = make.VisitFactory(household=beat.households[0], visitor=beat.pioneer.person)
    desk.post(f"{at(visit.household)}undo/", {"visit": visit.pk})
    assert Visit.objects.count() == 1


def test_a_household_elsewhere_is_not_there(beat, elsewhere, desk):
    foreign = elsewhere.households[0]
    assert desk.get(f"/desk/buildings/{elsewhere.building.pk}/").status_code == 404
    assert desk.get(at(foreign)).status_code == 404
    assert desk.post(at(foreign), {"met": "yes"}).status_code == 404
    assert desk.post(f"{at(foreign)}undo/", {"visit": 1}).status_code == 404
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"met": "perhaps"},
        {"met": "yes", "on": "2999-01-01"},
        {"met": "yes", "on": "yesterday"},
        {"met": "yes", "visitor": "99999999999999999999"},
        {"met": "yes", "summary": "长" * 201},
        {"met": "no", "needs": "灯坏了"},
    ],
)
def test_what_cannot_be_is_explained_and_everything_typed_stays(wrong, beat, desk):
    response = desk.post(at(beat.households[0]), {"summary": "打过的字"} | wrong)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    if "summary" not in wrong:
        assert "打过的字" in response.content.decode()
    assert not Visit.objects.exists()


def test_a_stranger_is_no_visitor(beat, elsewhere, desk):
    response = desk.post(at(beat.households[0]), {"met": "yes", "visitor": elsewhere.pioneer.person_id})
    assert response.status_code == 422
    assert not Visit.objects.exists()


def test_what_has_arrived_is_named_so_that_the_phone_forgets_it(beat, desk):
    home = beat.households[0]
    response = desk.post(at(home), {"met": "yes"})
    assert response.cookies["draft_done"].value == f"visit-{home.pk}"
    assert f'data-draft="visit-{home.pk}"' in desk.get(at(home)).content.decode()
    assert "draft_done" not in desk.post(at(home), {}).cookies


def test_from_the_list_of_who_is_due_one_comes_back_to_it(beat, desk):
    assert desk.post(f"{at(beat.households[0])}?from=due", {"met": "yes"}).url == "/desk/due/"
