"""The matters of the demo: the story of the signed route, and others in all states."""

import pytest

from demo.volunteers.deeds import GREEN_ROUTE
from grid.models import Matter
from grid.selectors.matter_rates import matter_rates
from volunteers.models import Activity

pytestmark = [pytest.mark.timeout(480), pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_the_signed_route_began_with_a_report_and_went_over_a_meeting_and_an_activity(demo: None):
    matter = Activity.objects.get(title=GREEN_ROUTE).matter
    assert [step.kind for step in matter.steps.filter(is_public=True)] == [
        *("reported", "received", "merged_in", "merged_in", "note", "help", "done", "confirmed"),
    ]
    assert (matter.status, matter.first_handler == matter.handler, matter.duplicates.count()) == (
        "confirmed",
        False,
        2,
    )
    assert [photo.stage for photo in matter.photos.all()] == ["before", "after"]


def test_there_are_thirty_others_in_all_states(demo: None):
    others = Matter.objects.exclude(activities__title=GREEN_ROUTE).exclude(parent__activities__title=GREEN_ROUTE)
    assert others.count() >= 30
    assert set(Matter.objects.values_list("status", flat=True)) == set(Matter.Status.values)


def test_the_rates_of_the_demo_have_something_to_tell(demo: None):
    rates = matter_rates(Matter.objects.all())
    assert all(0 < (rate.percent or 0) < 100 for rate in (rates.answered, rates.solved, rates.content))
