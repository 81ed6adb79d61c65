"""Who learns what of a matter: no reporter is named, nothing unread is published, nobody is forgotten."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from common.time import clock
from grid.actions import matters as acts
from grid.actions.matter_answers import confirm_mended, send_back, write_down_call
from grid.actions.matter_reports import ReportedBy, change_switches, follow_matter, store_photo
from grid.actions.visits import record_visit
from grid.models import Matter, MatterPhoto, MatterReporter
from grid.presenters.matters import matter_plan
from grid.selectors.matter_rates import matter_rates
from grid.selectors.matters import to_call_back
from tests.factories import GuardianshipFactory, MatterKindFactory, MatterPhotoFactory, UserFactory, officer
from tests.support.matters import MatterPlace, reporter_of, steps_of
from tests.support.refusals import refused
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


def now(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def guest(name: str = "老周") -> ReportedBy:
    return ReportedBy(name=name, phone="+8613800138000")


# --- Who reports is not named


def test_who_reports_stands_neither_on_the_matter_nor_on_its_steps(place):
    matter = place.done(is_anonymous=True)
    confirm_mended(reporter_of(matter), content=True, by=place.resident_user)
    assert now(matter).by is None
    assert list(matter.steps.values_list("kind", "by")) == [
        ("reported", None),
        ("received", place.worker.pk),
        ("done", place.worker.pk),
        ("confirmed", None),
    ]


def test_the_history_in_the_office_names_staff_and_no_reporter(place):
    place.resident_user.person.name = "周小燕"
    place.resident_user.person.save()
    matter = place.done(is_anonymous=True)
    send_back(reporter_of(matter), words="又满了", by=place.resident_user)
    page = signed_in(place.clerk).get(f"/admin/grid/matter/{matter.pk}/history/").content.decode()
    assert place.worker.person.name in page
    assert "周小燕" not in page


def test_who_looks_after_somebody_does_not_see_what_they_report(place):
    ward = place.resident_user.person
    place.report(is_public=False, is_anonymous=True)
    son = GuardianshipFactory(person=ward, kind="elder").by
    reader = UserFactory(person=son)
    assert list(MatterReporter.objects.of(reader)) == []
    assert list(Matter.objects.followed_by(reader)) == []
    assert len(MatterReporter.objects.of(place.resident_user)) == 1


# --- What is shown to everybody


def test_what_a_household_needs_is_never_shown_to_others(place):
    MatterKindFactory(community=place.community, of_visits=True)
    pioneer = officer("pioneer", place.post)
    visit = record_visit(place.household, visitor=pioneer.person, needs="轮椅坏了", by=pioneer).visit
    reporter = reporter_of(Matter.objects.get(visit=visit))
    with refused("of_visits"):
        change_switches(reporter, is_public=True, is_anonymous=False)
    page = signed_in(pioneer).get(reporter.get_absolute_url())
    assert page.context["switches"] is None


def test_who_follows_a_matter_is_told_no_more_once_it_is_not_public(place):
    matter = place.accepted(is_public=True)
    follower = UserFactory()
    follow_matter(matter, by=follower)
    change_switches(reporter_of(matter), is_public=False, is_anonymous=False)
    acts.add_news(now(matter), words="里面的事", by=place.worker)
    assert not follower.person.notifications.exists()
    assert not Matter.objects.followed_by(follower).exists()


def test_words_that_nobody_has_read_are_for_the_handlers_alone(place):
    matter = place.done(is_public=True)
    follower = UserFactory()
    MatterReporter.objects.create(matter=matter, person=follower.person, follows=True)
    send_back(reporter_of(matter), words="隔壁老王干的")
    shown = matter.steps.filter(is_public=True).values_list("words", flat=True)
    assert "隔壁老王干的" not in "".join(shown)
    assert matter.steps.get(words="隔壁老王干的").is_public is False
    assert [one.body for one in follower.person.notifications.all()] == [""]
    assert "隔壁老王干的" in [one.body for one in place.worker.person.notifications.all()]


def test_a_public_report_is_not_merged_into_one_that_nobody_sees(place):
    hidden, public = place.accepted(is_public=False), place.accepted(is_public=True)
    with refused("into_hidden"):
        acts.merge_matter(public, into=hidden, by=place.worker)
    assert acts.merge_matter(hidden, into=public, by=place.worker).parent == public


def test_of_one_that_was_hidden_later_others_learn_the_step_and_not_its_words(place):
    parent, child = place.accepted(is_public=True), place.accepted(reporter=ReportedBy(UserFactory().person))
    acts.merge_matter(child, into=parent, by=place.worker)
    change_switches(reporter_of(parent), is_public=False, is_anonymous=False)
    acts.add_news(now(parent), words="里面的事", by=place.worker)
    other = reporter_of(child).person.notifications.latest("pk")
    assert (other.kind, other.body) == ("matter_note", "")
    assert place.resident_user.person.notifications.latest("pk").body == "里面的事"


def test_the_address_of_a_photo_leads_nowhere_once_the_report_is_not_public(
    client, place, django_capture_on_commit_callbacks
):
    matter = place.accepted(is_public=True)
    row = store_photo(ContentFile(b"RIFF", name="p.webp"))
    MatterPhoto.objects.filter(pk=row.pk).update(matter=matter)
    known = row.photo.url
    assert client.get(known).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        change_switches(reporter_of(matter), is_public=False, is_anonymous=False)
    assert client.get(known).status_code == 404
    assert not row.photo.storage.exists(row.photo.name)
    own = client.get(matter.photos.get().photo.url)
    assert b"".join(own.streaming_content) == b"RIFF"


def test_a_report_whose_photo_is_lost_becomes_private_all_the_same(place):
    matter = MatterPhotoFactory(matter=place.accepted(is_public=True)).matter
    assert change_switches(reporter_of(matter), is_public=False, is_anonymous=False).is_public is False


# --- Nobody is forgotten


def test_an_open_report_is_not_closed_by_one_that_was_answered_long_ago(place):
    long_ago, fresh = place.done(), place.accepted()
    Matter.objects.filter(pk=long_ago.pk).update(closed_at=clock.now() - 31 * DAY)
    with refused("into_settled"):
        acts.merge_matter(fresh, into=now(long_ago), by=place.worker)


def test_every_answer_is_asked_about_anew(place):
    matter = place.done(reporter=guest())
    assert list(to_call_back(place.worker)) == []
    (reporter,) = to_call_back(place.clerk)
    write_down_call(reporter, result="not_mended", words="还是满的", by=place.clerk)
    assert list(to_call_back(place.clerk)) == []
    acts.finish_matter(now(matter), answer="又清了一次", by=place.worker)
    assert list(to_call_back(place.clerk)) == [reporter]
    with refused("own_work"):
        write_down_call(reporter, result="content", by=place.worker)
    assert reporter_of(matter).answer == ""
    assert matter_rates(Matter.objects.all()).solved.number == 1


def test_who_reported_what_was_merged_is_called_when_the_whole_is_answered(place):
    parent, child = place.accepted(), place.accepted(reporter=guest())
    acts.merge_matter(child, into=parent, by=place.worker)
    assert list(to_call_back(place.clerk)) == []
    acts.finish_matter(now(parent), answer="已清运", by=place.worker)
    (reporter,) = to_call_back(place.clerk)
    assert reporter.matter == child
    write_down_call(reporter, result="content", by=place.clerk)
    assert now(parent).status == "confirmed"
    assert matter_rates(Matter.objects.all()).content.number == 1


# --- What one types


def test_an_extension_to_the_end_of_time_is_refused(place):
    with refused("too_far"):
        acts.extend_matter(place.accepted(), until=dt.date.max, reason="等配件", by=place.worker)


def test_a_pin_far_away_is_marked_and_the_matter_drawn_at_its_building(place):
    matter = place.report(spot=(50_000.0, 50_000.0))
    assert (matter.outside, matter.grid) == (True, place.building.grid)
    accepted = acts.accept_matter(matter, by=place.worker)
    drawn = matter_plan(Matter.objects.filter(pk=accepted.pk).with_places(), place.community)
    near = matter_plan(Matter.objects.filter(pk=place.accepted().pk).with_places(), place.community)
    assert [(pin.x, pin.y) for pin in drawn.pins] == [(pin.x, pin.y) for pin in near.pins]


def test_the_mark_on_the_plan_is_shown_to_staff_and_to_the_reporter(place):
    matter = place.accepted(spot=(100.0, 80.0))
    picture = "/matters/plan.svg?at=100.0,80.0"
    for user, address in (
        (place.worker, f"/desk/matters/{matter.pk}/"),
        (place.resident_user, reporter_of(matter).get_absolute_url()),
    ):
        assert f'src="{picture}"' in signed_in(user).get(address).content.decode()
    assert signed_in(place.worker).get(picture).status_code == 200
    without = place.accepted(words="别处")
    assert "plan.svg" not in signed_in(place.worker).get(f"/desk/matters/{without.pk}/").content.decode()


def test_a_rejection_names_no_mobile_number(place):
    with refused("mobile_number"):
        acts.reject_matter(place.accepted(), reason="请打13800138000", by=place.worker)
    assert steps_of(Matter.objects.get()) == ["reported", "received"]
