"""Volunteers help with a matter: its page says so, and the form for such an activity begins with what is known."""

import pytest

from grid.actions.matters import merge_matter
from grid.selectors.matter_help import MatterHelp, help_with, ways_to_help
from tests.factories import ActivityFactory
from tests.support.matters import MatterPlace
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/volunteers/activity/add/"


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


def test_a_matter_shows_published_help_also_of_what_was_merged_into_it(place):
    parent, child = place.accepted(), place.accepted()
    helping = ActivityFactory(matter=child, organiser__community=place.community)
    ActivityFactory(matter=child, status="draft", organiser__community=place.community)
    merge_matter(child, into=parent, by=place.worker)
    (shown,) = help_with(parent)
    assert isinstance(shown, MatterHelp)
    assert (shown.title, shown.href) == (helping.title, helping.get_absolute_url())


@pytest.mark.parametrize(("is_public", "content"), [(True, "垃圾满了" * 100), (False, "")])
def test_the_form_begins_with_the_words_of_a_public_matter_and_no_address_holds_them(place, is_public, content):
    matter = place.accepted(words="垃圾满了" * 100, is_public=is_public)
    assert ways_to_help(matter, by=place.clerk) == {"volunteers": f"{ADD}?matter={matter.pk}"}
    form = signed_in(place.clerk).get(f"{ADD}?matter={matter.pk}").context["adminform"].form
    assert [form.initial.get(name) for name in ("title", "content", "building", "matter")] == [
        *("垃圾清运", content, place.building.pk, str(matter.pk)),
    ]


def test_who_makes_no_activities_is_led_to_none(place):
    assert ways_to_help(place.accepted(), by=place.worker) == {}
