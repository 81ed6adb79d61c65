"""A matter is reported by anybody, once, and goes to whose ground it is."""

import datetime as dt
import uuid

import pytest

from common.time import clock
from grid.actions.matter_reports import (
    ReportedBy,
    change_switches,
    delete_photos_never_sent,
    follow_matter,
    forget_guests,
    report_for_caller,
    report_matter,
    stop_following,
    store_photo,
)
from grid.actions.visits import correct_visit, delete_visit, record_visit
from grid.models import Matter, MatterPhoto, MatterReporter
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    GateFactory,
    MatterFactory,
    MatterKindFactory,
    MatterPhotoFactory,
    MatterReporterFactory,
    UserFactory,
    officer,
)
from tests.support.matters import MatterPlace, reporter_of, steps_of, told
from tests.support.pictures import upload
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


def test_a_report_is_routed_to_the_grid_of_its_building_and_its_worker_is_told(place):
    matter = place.report()
    assert (matter.status, matter.grid, matter.outside) == ("reported", place.building.grid, False)
    assert (told(place.worker), told(place.clerk)) == (["matter_new"], [])
    assert reporter_of(matter).person == place.resident_user.person
    assert steps_of(matter) == ["reported"]


def test_a_report_on_nobodys_ground_goes_to_the_office(place):
    matter = place.report(building=None, spot=(30_000.0, 30_000.0))
    assert (matter.grid, matter.outside, matter.x) == (None, True, 30_000.0)
    assert (told(place.worker), told(place.clerk)) == ([], ["matter_new"])


def test_a_pin_is_routed_by_the_boundary_of_the_grid(place):
    inside = place.report(building=None, spot=(399.0, 299.0))
    near = place.report(building=None, spot=(450.0, 80.0), words="别的")
    assert (inside.grid, inside.outside) == (place.building.grid, False)
    assert near.outside, "no building stands within 150 m"


def test_a_gate_is_routed_by_its_place(place):
    gate = GateFactory(estate=place.building.estate, x=200, y=200)
    assert place.report(building=None, gate=gate).grid == place.building.grid


def test_somebody_without_an_account_reports_with_or_without_a_number(place):
    facts = {"words": "灯坏了", "building": place.building}
    nobody = report_matter(place.kind, **facts)
    somebody = report_matter(place.kind, **facts, reporter=ReportedBy(name="老王", phone="+8613800138000"))
    assert (str(reporter_of(nobody)), nobody.by) == ("未留姓名的居民", None)
    assert (reporter_of(somebody).name, reporter_of(somebody).phone) == ("老王", "+8613800138000")


def test_the_same_form_sent_again_makes_nothing(place):
    token = uuid.uuid4()
    first, second = place.report(token=token), place.report(token=token)
    assert (second.pk, second.already_made, Matter.objects.count()) == (first.pk, True, 1)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"words": " "}, "nothing_said"),
        ({"words": "请打13800138000"}, "mobile_number"),
        ({"place": "13800138000家门口"}, "mobile_number"),
    ],
)
def test_a_report_says_something_and_names_no_mobile(place, facts, code):
    with refused(code):
        place.report(**facts)
    assert not Matter.objects.exists()


def test_a_report_that_is_not_public_may_name_a_mobile(place):
    assert place.report(words="请打13800138000", is_public=False).pk


def test_a_kind_that_is_not_offered_any_more_is_not_taken(place):
    with refused("kind"):
        place.report(kind=MatterKindFactory(in_use=False))


def test_a_place_of_another_community_is_not_taken(place):
    elsewhere = BuildingFactory(estate__community=CommunityFactory(name="青山社区"))
    with refused("other_community"):
        place.report(building=elsewhere)


def test_the_place_of_a_photo_goes_with_the_photo_to_the_matter_and_stays_nowhere_else(place):
    photo = MatterPhotoFactory(matter=None, x=120, y=90)
    matter = place.report(photos=[photo], words="", spot=(120.0, 90.0))
    photo.refresh_from_db()
    assert (photo.matter, photo.x, photo.y) == (matter, None, None)


def test_seven_photos_are_too_many(place):
    with refused("photos"):
        place.report(photos=[MatterPhotoFactory(matter=None) for _ in range(7)])


@pytest.mark.parametrize("role", ["pioneer", "receptionist"])
def test_staff_write_down_what_a_neighbour_reports(place, role):
    from tests.factories import StationFactory

    by = officer(role, place.post if role == "pioneer" else StationFactory())
    matter = report_for_caller(place.kind, words="灯坏了", building=place.building, name="张奶奶", by=by)
    assert (matter.by, reporter_of(matter).name) == (by, "张奶奶")


def test_a_resident_reports_for_no_caller(place):
    with refused("not_allowed"):
        report_for_caller(place.kind, words="灯坏了", building=place.building, by=place.resident_user)


# --- Following, and who may see it


def test_somebody_else_follows_a_public_matter_once_and_stops(place):
    matter, other = place.accepted(), UserFactory()
    assert follow_matter(matter, by=other) == follow_matter(matter, by=other)
    assert follow_matter(matter, by=place.resident_user) == reporter_of(matter), "the reporter stays the reporter"
    assert (stop_following(matter, by=other), stop_following(matter, by=place.resident_user)) == (1, 0)


@pytest.mark.parametrize("facts", [{"is_public": False, "received": True}, {}, {"done": True}])
def test_nobody_follows_what_they_do_not_see_or_what_is_answered(facts):
    with refused("not_followed"):
        follow_matter(MatterFactory(**facts), by=UserFactory())


def test_the_reporter_changes_who_may_see_it(place):
    matter = place.accepted(is_public=False, words="请打13800138000")
    reporter = reporter_of(matter)
    with refused("mobile_number"):
        change_switches(reporter, is_public=True, is_anonymous=True)
    assert change_switches(reporter, is_public=False, is_anonymous=True).is_anonymous


def test_who_follows_does_not_change_who_may_see_it(place):
    follower = follow_matter(place.accepted(), by=UserFactory())
    with refused("only_reporter"):
        change_switches(follower, is_public=False, is_anonymous=False)


# --- Visits


@pytest.fixture
def of_visits(place):
    return MatterKindFactory(name="走访需求", of_visits=True, working_days=7)


def test_what_is_needed_at_a_visit_becomes_a_matter_that_staff_alone_see(place, of_visits):
    pioneer = officer("pioneer", place.post)
    visit = record_visit(place.household, visitor=pioneer.person, needs="想装扶手", by=pioneer).visit
    matter = Matter.objects.get()
    assert (matter.kind, matter.words, matter.building, matter.visit) == (
        of_visits,
        "想装扶手",
        place.building,
        visit,
    )
    assert (matter.is_public, reporter_of(matter).person) == (False, pioneer.person)


def test_a_visit_without_needs_or_without_such_a_kind_makes_no_matter(place):
    pioneer = officer("pioneer", place.post)
    record_visit(place.household, visitor=pioneer.person, needs="想装扶手", by=pioneer)
    MatterKindFactory(name="走访需求", of_visits=True)
    record_visit(place.household, visitor=place.clerk.person, by=place.clerk)
    assert not Matter.objects.exists()


def test_needs_that_are_corrected_make_one_matter_and_then_a_note(place, of_visits):
    pioneer = officer("pioneer", place.post)
    visit = record_visit(place.household, visitor=pioneer.person, by=pioneer).visit
    for needs in ("想装扶手", "想装扶手", "想装两个扶手"):
        correct_visit(visit, met=True, needs=needs, by=pioneer)
    assert steps_of(Matter.objects.get()) == ["reported", "note"]


def test_a_visit_that_is_taken_back_takes_along_what_nobody_has_received(place, of_visits):
    pioneer = officer("pioneer", place.post)
    one = record_visit(place.household, visitor=pioneer.person, needs="想装扶手", by=pioneer).visit
    delete_visit(one, by=pioneer)
    assert not Matter.objects.exists()


# --- What is forgotten


def test_a_photo_that_was_never_sent_is_deleted_after_a_day_with_its_file(place, django_capture_on_commit_callbacks):
    kept, stale = store_photo(upload()), store_photo(upload())
    name = stale.photo.name
    MatterPhoto.objects.filter(pk=stale.pk).update(created_at=clock.now() - dt.timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_photos_never_sent() == 1
    assert list(MatterPhoto.objects.all()) == [kept]
    assert not stale.photo.storage.exists(name)


def test_what_a_guest_left_is_forgotten_90_days_after_the_answer(place):
    old = MatterFactory(done=True)
    Matter.objects.filter(pk=old.pk).update(closed_at=clock.now() - dt.timedelta(days=91))
    guest = MatterReporterFactory(matter=old, person=None, name="老王", phone="+8613800138000")
    fresh = MatterReporterFactory(matter=MatterFactory(done=True), person=None, name="老李")
    # What was merged is answered when the one is that stands for it.
    merged = MatterFactory(status="duplicate", parent=fresh.matter, closed_at=old.closed_at)
    Matter.objects.filter(pk=merged.pk).update(closed_at=clock.now() - dt.timedelta(days=91))
    MatterReporterFactory(matter=merged, person=None, name="老赵")
    assert forget_guests() == 1
    guest.refresh_from_db()
    fresh.refresh_from_db()
    assert (guest.name, guest.phone, fresh.name) == ("", "", "老李")


def test_who_withdraws_the_consent_follows_nothing_and_is_no_reporter_of_what_is_answered(place):
    from accounts.actions.consent import withdraw_consent

    followed, answered, still_open = MatterFactory(received=True), MatterFactory(done=True), MatterFactory()
    user = UserFactory()
    follow_matter(followed, by=user)
    for matter in (answered, still_open):
        MatterReporterFactory(matter=matter, person=user.person)
    withdraw_consent(user.person, by=user)
    assert list(MatterReporter.objects.filter(person=user.person).values_list("matter", flat=True)) == [still_open.pk]
