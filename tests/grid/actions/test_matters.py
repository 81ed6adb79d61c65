"""A matter is received, handed on, planned, answered and merged; each act by whom it is given to."""

import datetime as dt

import pytest

from common.time import clock
from grid.actions import matters as acts
from grid.actions.matter_answers import confirm_mended, confirm_quiet, read_number, send_back, write_down_call
from grid.actions.matter_reports import ReportedBy, follow_matter
from grid.models import Matter, MatterExclusion
from grid.rules.matter_acts import MatterAct
from grid.rules.matters import possible_acts
from tests.factories import BuildingFactory, MatterFactory, MatterPhotoFactory, UserFactory, officer
from tests.support.matters import MatterPlace, reporter_of, steps_of, told
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


def test_who_receives_a_matter_stays_named_also_after_handing_it_on(place):
    matter = acts.accept_matter(place.report(), by=place.clerk)
    matter = acts.hand_on(matter, to=place.worker, reason="就在他的网格", by=place.clerk)
    assert (matter.first_handler, matter.handler, matter.status) == (place.clerk, place.worker, "received")
    assert told(place.worker) == ["matter_new", "matter_handed_on"]
    assert told(place.resident_user) == ["matter_received"]


def test_a_second_tap_receives_nothing_twice_and_a_colleague_is_told(place):
    matter = place.report()
    first = acts.accept_matter(matter, by=place.worker)
    assert acts.accept_matter(first, by=place.worker).received_at == first.received_at
    with refused("not_in_this_state"):
        acts.accept_matter(matter, by=place.clerk)
    assert steps_of(matter) == ["reported", "received"]


def test_handing_on_needs_a_reason_and_somebody_who_looks_after_matters_there(place):
    matter = acts.accept_matter(place.report(), by=place.clerk)
    elsewhere = officer("grid_worker", BuildingFactory().grid)
    with refused("no_reason"):
        acts.hand_on(matter, to=place.worker, reason=" ", by=place.clerk)
    for nobody in (elsewhere, UserFactory(), officer("pioneer", place.post)):
        with refused("no_handler"):
            acts.hand_on(matter, to=nobody, reason="请处理", by=place.clerk)
    with refused("same_handler"):
        acts.hand_on(matter, to=place.clerk, reason="请处理", by=place.clerk)


def test_a_plan_names_a_day_that_the_reporter_reads(place):
    matter = acts.plan_matter(place.accepted(), on=clock.today() + DAY, words="水电工上门", by=place.worker)
    assert (matter.status, matter.planned_on) == ("planned", clock.today() + DAY)
    assert told(place.resident_user) == ["matter_received", "matter_planned"]
    matter = acts.start_matter(matter, by=place.worker)
    assert (matter.status, matter.planned_on) == ("in_hand", None)
    for day in (clock.today() - DAY, clock.today() + 400 * DAY):
        with refused("no_plan"):
            acts.plan_matter(matter, on=day, by=place.worker)


def test_a_matter_is_extended_once_for_a_reason(place):
    matter = place.accepted()
    due = matter.due_at
    with refused("no_reason"):
        acts.extend_matter(matter, until=clock.today() + 30 * DAY, reason="", by=place.worker)
    with refused("not_later"):
        acts.extend_matter(matter, until=clock.today(), reason="等材料", by=place.worker)
    with refused("too_far"):
        acts.extend_matter(matter, until=clock.today() + 400 * DAY, reason="等材料", by=place.worker)
    matter = acts.extend_matter(matter, until=clock.today() + 30 * DAY, reason="等材料", by=place.worker)
    assert (matter.extended_from, matter.due_at) == (due, clock.day_start(clock.today() + 31 * DAY))
    assert told(place.resident_user)[-1] == "matter_extended"
    with refused("extended"):
        acts.extend_matter(matter, until=clock.today() + 60 * DAY, reason="再等等", by=place.worker)


def test_mended_is_said_with_photos_and_the_reporter_is_asked(place):
    photo = MatterPhotoFactory(matter=None)
    matter = acts.finish_matter(place.accepted(), answer="已清运", photos=[photo], by=place.worker)
    photo.refresh_from_db()
    assert (matter.status, matter.answer, photo.stage, photo.matter) == ("done", "已清运", "after", matter)
    assert told(place.resident_user)[-1] == "matter_done"


@pytest.mark.parametrize(
    ("act", "facts", "status"),
    [
        (acts.cannot_be_done, {"reason": "没有空地"}, "impossible"),
        (acts.reject_matter, {"reason": "广告"}, "rejected"),
        (acts.refer_matter, {"reason": "市政道路", "to": "市政热线", "phone": "12345"}, "elsewhere"),
    ],
)
def test_what_is_not_done_has_a_reason(place, act, facts, status):
    matter = place.accepted()
    with refused("no_reason"):
        act(matter, by=place.worker, **facts | {"reason": " "})
    answered = act(matter, by=place.worker, **facts)
    assert (answered.status, answered.answer) == (status, facts["reason"])


def test_public_words_of_staff_name_no_mobile(place):
    matter = place.accepted()
    with refused("mobile_number"):
        acts.refer_matter(matter, to="物业", phone="13800138000", reason="属物业", by=place.worker)
    with refused("mobile_number"):
        acts.add_news(matter, words="打13800138000", by=place.worker)
    assert acts.add_news(matter, words="打13800138000", is_public=False, by=place.worker).pk


def test_news_among_staff_tell_no_reporter(place):
    matter = place.accepted()
    acts.add_news(matter, words="先问物业", is_public=False, by=place.worker)
    assert told(place.resident_user) == ["matter_received"]


# --- Merging


def test_two_merges_keep_all_reporters_informed_and_leave_nothing_overdue(place):
    parent = place.accepted()
    reporters = [UserFactory() for _ in range(2)]
    children = [place.report(reporter=ReportedBy(one.person), words=f"也满了{one.pk}") for one in reporters]
    for child in children:
        acts.merge_matter(child, into=parent, by=place.worker)
    assert not Matter.objects.late().exists()
    assert [set(told(one)) for one in reporters] == [{"matter_duplicate"}] * 2
    acts.finish_matter(parent, by=place.worker)
    assert [told(one)[-1] for one in reporters] == ["matter_done"] * 2
    for child in children:
        child.refresh_from_db()
        assert (child.status, child.parent, child.closed_at is not None) == ("duplicate", parent, True)


def test_merging_into_a_duplicate_is_merging_into_its_parent_and_what_was_merged_moves_along(place):
    one, two, three, four = (place.accepted(words=f"满了{n}") for n in range(4))
    acts.merge_matter(two, into=one, by=place.worker)
    three = acts.merge_matter(three, into=two, by=place.worker)
    assert three.parent == one
    acts.merge_matter(one, into=four, by=place.worker)
    for row in (one, two, three):
        row.refresh_from_db()
        assert row.parent == four


def test_a_matter_is_not_merged_with_itself_with_its_child_or_with_what_nobody_took_up(place):
    one, two = place.accepted(), place.accepted(words="也满了")
    with refused("itself"):
        acts.merge_matter(one, into=one, by=place.worker)
    acts.merge_matter(two, into=one, by=place.worker)
    two.refresh_from_db()
    with refused("merged"):
        acts.merge_matter(one, into=two, by=place.worker)
    rejected = acts.reject_matter(place.accepted(words="广告"), reason="广告", by=place.worker)
    with refused("no_such_matter"):
        acts.merge_matter(one, into=rejected, by=place.worker)


def test_nobody_merges_into_a_matter_that_they_do_not_see(place):
    with refused("gone"):
        acts.merge_matter(place.accepted(), into=MatterFactory(received=True), by=place.worker)


def test_what_was_merged_by_mistake_is_in_hand_again(place):
    one, two = place.accepted(), place.report(words="别的事")
    merged = acts.merge_matter(two, into=one, by=place.worker)
    back = acts.take_up_matter(merged, by=place.worker)
    assert (back.status, back.parent, back.first_handler, back.reopened) == ("in_hand", None, place.worker, 0)


# --- Is it mended?


def test_only_the_reporters_word_confirms(place):
    matter = place.done()
    confirmed = confirm_mended(reporter_of(matter), content=True)
    assert (confirmed.status, reporter_of(matter).answer) == ("confirmed", "content")


def test_who_follows_confirms_nothing_and_sends_nothing_back(place):
    matter = place.accepted()
    follower = follow_matter(matter, by=UserFactory())
    acts.finish_matter(matter, by=place.worker)
    with refused("only_reporter"):
        confirm_mended(follower, content=True)
    with refused("only_reporter"):
        send_back(follower, words="没有解决")


def test_nothing_is_confirmed_before_it_is_said_to_be_mended(place):
    with refused("not_done"):
        confirm_mended(reporter_of(place.accepted()), content=True)


def test_a_matter_that_is_sent_back_is_in_hand_with_a_new_clock_and_its_handlers_are_told(place):
    matter = acts.accept_matter(place.report(), by=place.clerk)
    matter = acts.hand_on(matter, to=place.worker, reason="他的网格", by=place.clerk)
    matter = acts.finish_matter(matter, answer="已清运", by=place.worker)
    before = matter.due_at
    back = send_back(reporter_of(matter), words="今天又满了")
    assert (back.status, back.reopened, back.closed_at, back.answer) == ("in_hand", 1, None, "")
    assert back.due_at >= before
    assert (told(place.worker)[-1], told(place.clerk)[-1]) == ("matter_reopened", "matter_reopened")


def test_the_reporter_of_a_merged_report_sends_the_whole_back(place):
    parent, other = place.accepted(), UserFactory()
    child = place.report(reporter=ReportedBy(other.person), words="也满了")
    acts.merge_matter(child, into=parent, by=place.worker)
    acts.finish_matter(parent, by=place.worker)
    back = send_back(reporter_of(Matter.objects.get(pk=child.pk)), words="没有清")
    assert (back.pk, back.status) == (parent.pk, "in_hand")


def test_nothing_is_sent_back_after_30_days_nor_before_it_is_answered(place):
    with refused("not_answered"):
        send_back(reporter_of(place.accepted()), words="没有解决")
    matter = place.done(words="灯坏了")
    Matter.objects.filter(pk=matter.pk).update(closed_at=clock.now() - 31 * DAY)
    with refused("long_ago"):
        send_back(reporter_of(matter), words="没有解决")


def test_seven_quiet_days_confirm(place):
    quiet, fresh = place.done(), place.done(words="灯坏了")
    Matter.objects.filter(pk=quiet.pk).update(closed_at=clock.now() - 7 * DAY)
    assert confirm_quiet() == 1
    quiet.refresh_from_db()
    fresh.refresh_from_db()
    assert (quiet.status, fresh.status) == ("confirmed", "done")


# --- Calls back


def guest() -> ReportedBy:
    return ReportedBy(name="老王", phone="+8613800138000")


def test_what_is_said_on_the_phone_counts_like_a_tap(place):
    mended = reporter_of(place.done(reporter=guest()))
    write_down_call(mended, result="content", by=place.clerk)
    not_mended = reporter_of(place.done(reporter=guest(), words="灯坏了"))
    write_down_call(not_mended, result="not_mended", words="还是黑的", by=place.clerk)
    mended.matter.refresh_from_db()
    not_mended.matter.refresh_from_db()
    assert (mended.matter.status, not_mended.matter.status) == ("confirmed", "in_hand")


def test_a_number_is_read_for_a_call_and_that_is_kept(place):
    from accounts.models import AccessLog

    reporter = reporter_of(place.done(reporter=guest()))
    assert read_number(reporter, by=place.clerk) == "+8613800138000"
    assert list(AccessLog.objects.values_list("user", "what")) == [(place.clerk.pk, "call")]
    with refused("not_allowed"):
        read_number(reporter, by=officer("branch_secretary", place.branch))


def test_an_anonymous_reporter_is_not_called(place):
    with refused("no_number"):
        read_number(reporter_of(place.done(reporter=guest(), is_anonymous=True)), by=place.clerk)


# --- What does not count


def test_a_matter_leaves_the_rates_once_a_second_person_agrees(place):
    matter = acts.cannot_be_done(place.accepted(), reason="没有空地", by=place.worker)
    other = officer("office_worker", place.top)
    acts.exclude_matter(matter, kind=MatterExclusion.Kind.UNREASONABLE, reason="要求一天收六次", by=place.clerk)
    with refused("same_person"):
        acts.agree_to_exclusion(matter, by=place.clerk)
    assert acts.agree_to_exclusion(matter, by=other).counts
    with refused("nothing_to_agree"):
        acts.agree_to_exclusion(matter, by=other)
    acts.take_exclusion_back(matter, by=other)
    assert not MatterExclusion.objects.exists()


# --- Who may do what

ACTS_OF = {
    "office_worker": {"finish", "plan", "start", "note", "hand_on", "extend", "elsewhere", "impossible"}
    | {"merge", "reject"},
    "branch_secretary": {"finish", "plan", "start", "note", "hand_on", "extend", "elsewhere", "impossible", "merge"},
    "grid_worker": {"finish", "plan", "start", "note", "extend", "elsewhere", "impossible", "merge", "reject"},
    "pioneer": set(),
}


@pytest.mark.parametrize("role", ACTS_OF)
def test_each_role_has_its_acts_on_a_matter_in_hand(place, role):
    at = {"office_worker": place.top, "branch_secretary": place.branch, "pioneer": place.post}
    by = officer(role, at.get(role, place.building.grid))
    matter = place.accepted()
    assert {act.value for act in possible_acts(matter, by)} == ACTS_OF[role]


@pytest.mark.parametrize("role", ["grid_worker", "branch_secretary", "pioneer"])
def test_nobody_acts_elsewhere(place, role):
    other = BuildingFactory()
    at = {"grid_worker": other.grid}.get(role, place.sibling)
    if role == "branch_secretary":
        from tests.factories import OrgUnitFactory

        at = OrgUnitFactory(estate_branch=True, parent=place.top)
    by = officer(role, at)
    for matter in (place.accepted(), place.done(words="灯坏了"), place.report(words="水管漏了")):
        assert possible_acts(matter, by) == frozenset()
        assert not Matter.objects.visible_to(by).filter(pk=matter.pk).exists()


def test_a_pioneer_asks_back_for_others(place):
    by = officer("pioneer", place.post)
    assert possible_acts(place.done(), by) == frozenset({MatterAct.CALL})
