"""What everybody may read names no phone number of a person, and never the number of an identity card."""

import pytest

from common.exceptions import Refused
from tests.factories import ActivityFactory, ShiftFactory, TeamFactory, VolunteerFactory
from tests.support.team_work import new_shift, office_of, planned
from tests.support.volunteers import grown_up
from volunteers.actions.activities import add_shift, cancel_activity, change_activity, change_shift, draft_activity
from volunteers.actions.cards import show_card
from volunteers.actions.results import ResultPhoto, publish_result
from volunteers.models import Activity, ActivityPhoto, Shift, VolunteerCard

pytestmark = pytest.mark.django_db

MOBILE, LANDLINE, CARD = "找我１３８　００１３－８０００", "电话 0512-65123456", "我是11010519491231002X"


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def office(team):
    return office_of(team)


def refused(act, *args, **kwargs):
    """The code and the field of the refusal."""
    with pytest.raises(Refused) as error:
        act(*args, **kwargs)
    return error.value.code, error.value.field


@pytest.mark.parametrize(
    ("role", "code"), [(MOBILE, "phone_number"), (LANDLINE, "phone_number"), (CARD, "identity_card")]
)
def test_a_public_card_holds_no_number(role, code):
    by = grown_up()
    volunteer = VolunteerFactory(person=by.person)
    assert refused(show_card, volunteer, role=role, by=by) == (code, "role")
    assert not VolunteerCard.objects.exists()


@pytest.mark.parametrize("words", [MOBILE, LANDLINE])
def test_a_result_and_its_photos_hold_no_number(team, office, words):
    activity = ActivityFactory(team=team, past=True)
    photo = ResultPhoto(ActivityPhoto.Kind.AFTER, words, None)
    assert refused(publish_result, activity, text=words, by=office) == ("phone_number", "text")
    assert refused(publish_result, activity, text="好", photos=[photo], by=office) == ("phone_number", "words")
    assert not Activity.objects.with_result().exists()


@pytest.mark.parametrize("field", ["title", "content", "risks", "bring", "meeting_point", "place"])
@pytest.mark.parametrize(("words", "code"), [(MOBILE, "mobile_number"), (CARD, "identity_card")])
def test_an_activity_names_no_mobile(team, office, field, words, code):
    activity = planned(team, office)
    setattr(activity, field, words)
    assert refused(draft_activity, activity, by=office) == (code, field)
    kept = ActivityFactory(team=team)
    assert refused(change_activity, kept, by=office, **{field: words}) == (code, field)


def test_an_activity_may_name_the_landline_of_the_office(team, office):
    kept = ActivityFactory(team=team)
    assert change_activity(kept, by=office, bring=LANDLINE).bring == LANDLINE


def test_a_shift_names_no_mobile(team, office):
    shift = ShiftFactory(activity__team=team)
    assert refused(change_shift, shift, by=office, role=MOBILE) == ("mobile_number", "role")
    other = new_shift(shift.activity)
    other.role = MOBILE
    assert refused(add_shift, other, by=office) == ("mobile_number", "role")
    assert Shift.objects.get() == shift


def test_why_an_activity_is_cancelled_names_no_mobile(team, office):
    activity = ActivityFactory(team=team)
    assert refused(cancel_activity, activity, reason=MOBILE, by=office) == ("mobile_number", "reason")
