"""Lists for platforms: what they say, what they cannot say, who takes them out, and what was answered."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from accounts.models import AccessLog
from common.time import clock
from tests.factories import (
    AwardFactory,
    CommunityFactory,
    NeighbourFactory,
    OrgUnitFactory,
    ServiceRecordFactory,
    TeamFactory,
    TrainingFactory,
    VolunteerFactory,
    officer,
)
from tests.support.refusals import refusal
from volunteers.actions.handing_in import export_hand_in, make_hand_in, store_results
from volunteers.exports.hand_in_rows import plan_of
from volunteers.models import Evaluation, HandIn, HandInRow
from volunteers.selectors.handing_in import records_to_hand_in, rows_of_list

pytestmark = pytest.mark.django_db

Kind = HandIn.Kind
DAY = dt.timedelta(days=1)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def secretary(team):
    return officer("secretary", team.unit)


def volunteer_of(team, name, **said):
    return VolunteerFactory(
        team=team, person=NeighbourFactory(name=name, phone="+8613800138000", birth_year=1980), **said
    )


def make(team, kind, by, **said):
    today = clock.today()
    return make_hand_in(team, **{"kind": kind, "first_day": today - 30 * DAY, "last_day": today, "by": by, **said})


def sheets(hand_in, by, **said):
    content = export_hand_in(hand_in, reason="年度报送", by=by, **said)
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


# --- Order 67


def test_the_complete_list_has_a_sheet_for_each_part_of_a_record(team, secretary):
    volunteer = volunteer_of(team, "王秀英", national_number="32050520260042", skills=["first_aid"])
    record = ServiceRecordFactory(volunteer=volunteer, minutes=110)
    Evaluation.objects.create(record=record, text="细致周到", by=secretary)
    TrainingFactory(volunteer=volunteer, name="急救培训", minutes=100)
    AwardFactory(volunteer=volunteer, name="优秀志愿者")
    ServiceRecordFactory(volunteer=volunteer, waiting=True)
    ServiceRecordFactory()
    book = sheets(make(team, Kind.ORDER_67, secretary), secretary)
    assert list(book) == [
        "基本信息（第五条）",
        "服务信息（第七条）",
        "培训信息（第八条）",
        "表彰奖励（第九条）",
        "评价信息（第十条）",
    ]
    basic, service, trainings, awards, evaluations = book.values()
    assert basic[1:] == [
        [
            volunteer.number_label,
            "32050520260042",
            "王秀英",
            None,
            1980,
            None,
            None,
            "138****8000",
            "急救",
            "环境",
        ]
    ]
    head, row = service[2], dict(zip(service[2], service[3], strict=True))
    assert len(service) == 4
    assert {"活动名称", "地点", "组织单位"} <= set(head)
    assert (row["活动名称"], row["小时"], row["时长（分钟）"]) == ("清洁家园", 1.5, 110)
    assert [one[2:5] for one in trainings[1:]] == [["急救培训", "心肺复苏与包扎", 1.5]]
    assert [one[2] for one in awards[1:]] == ["优秀志愿者"]
    assert [one[4] for one in evaluations[1:]] == ["细致周到"]


def test_whole_phones_are_asked_for_and_that_is_kept(team, secretary):
    volunteer = volunteer_of(team, "王秀英")
    ServiceRecordFactory(volunteer=volunteer)
    hand_in = make(team, Kind.ORDER_67, secretary)
    assert sheets(hand_in, secretary, whole_phones=True)["基本信息（第五条）"][1][7] == "13800138000"
    entry = AccessLog.objects.get(person=volunteer.person)
    assert (entry.what, entry.reason, entry.user) == ("export with phone", "年度报送", secretary)


def test_whoever_only_learned_something_is_in_it_and_in_the_log(team, secretary):
    ServiceRecordFactory(volunteer=volunteer_of(team, "王秀英"))
    pupil = volunteer_of(team, "李学")
    TrainingFactory(volunteer=pupil)
    book = sheets(make(team, Kind.ORDER_67, secretary), secretary)
    assert [row[2] for row in book["基本信息（第五条）"][1:]] == ["王秀英", "李学"]
    assert AccessLog.objects.filter(person=pupil.person, what="export").count() == 1


# --- Five columns


def test_the_five_columns_are_as_the_platform_reads_them(team, secretary):
    one, other = volunteer_of(team, "王秀英"), volunteer_of(team, "李强")
    day = clock.today() - 3 * DAY
    for minutes in (50, 65):
        ServiceRecordFactory(volunteer=one, day=day, role="引导", minutes=minutes)
    ServiceRecordFactory(volunteer=other, day=day, role="引导", minutes=89)
    ServiceRecordFactory(volunteer=one, day=day + DAY, activity_name="巡逻/夜间", minutes=600, long_day_reason="台风")
    hand_in = make(team, Kind.BEIJING, secretary)
    book = sheets(hand_in, secretary)
    assert list(book) == [f"{day} 清洁家园", f"{day + DAY} 巡逻 夜间"]
    first, second = book.values()
    assert first == [
        ["姓名", "身份证号", "岗位", "时长", "备注"],
        ["王秀英", None, "引导", 1.5, f"{day} {one.number_label} #1"],
        ["李强", None, "引导", 1, f"{day} {other.number_label} #2"],
    ]
    assert second[1][3] == 10
    assert [(row.number, row.minutes) for row in rows_of_list(hand_in)] == [(1, 115), (2, 89), (3, 600)]
    assert hand_in.rows.count() == 4


def test_what_a_row_cannot_say_is_left_out_with_the_reason(team, secretary):
    volunteer = volunteer_of(team, "王秀英")
    day = clock.today() - 3 * DAY
    long_day = [
        ServiceRecordFactory(volunteer=volunteer, day=day, minutes=400),
        ServiceRecordFactory(volunteer=volunteer, day=day, activity_name="巡逻", minutes=201, long_day_reason="台风"),
    ]
    short = ServiceRecordFactory(volunteer=volunteer, day=day + DAY, minutes=29)
    kept = ServiceRecordFactory(volunteer=volunteer, day=day + 2 * DAY, minutes=600, long_day_reason="台风")
    plan = plan_of(Kind.BEIJING, records_to_hand_in(team, day, clock.today()))
    assert plan.rows == [[kept]]
    assert [one.record for one in plan.left_out if "10" in one.why] == sorted(
        long_day, key=lambda one: one.activity_name
    )
    assert [one.record for one in plan.left_out if "10" not in one.why] == [short]
    assert len(plan_of(Kind.FREE, records_to_hand_in(team, day, clock.today())).rows) == 4


def test_a_list_of_nothing_but_what_is_left_out_is_refused(team, secretary):
    ServiceRecordFactory(volunteer=volunteer_of(team, "王秀英"), minutes=20)
    assert refusal(make, team, Kind.BEIJING, secretary) == "nothing_to_hand_in"
    assert not HandIn.objects.exists()


# --- Columns of one's own choice


def test_a_list_of_own_choice_has_its_columns_in_their_order(team, secretary):
    ServiceRecordFactory(volunteer=volunteer_of(team, "=cmd|' /C calc'!A1"), minutes=45, by_hand=True)
    book = sheets(make(team, Kind.FREE, secretary, columns=["hours", "name", "source"]), secretary)
    (sheet,) = book.values()
    assert sheet[2] == ["序号", "小时", "姓名", "来源"]
    assert sheet[3] == [1, 0.5, "'=cmd|' /C calc'!A1", "手工补录"]


def test_a_list_is_checked_in_words(team, secretary):
    today = clock.today()
    ServiceRecordFactory(volunteer=volunteer_of(team, "王秀英"))
    for said, code in (
        ({"last_day": today - 31 * DAY}, "days_not_in_order"),
        ({"first_day": today - 367 * DAY}, "too_long"),
        ({"columns": []}, "no_columns"),
        ({"columns": ["name"], "first_day": today, "last_day": today}, "nothing_to_hand_in"),
    ):
        assert refusal(make, team, Kind.FREE, secretary, **said) == code


# --- Who


def test_only_the_secretary_of_the_community_takes_it_out_and_says_why(team, secretary):
    ServiceRecordFactory(volunteer=volunteer_of(team, "王秀英"))
    hand_in = make(team, Kind.ORDER_67, secretary)
    elsewhere = officer("secretary", OrgUnitFactory(community=CommunityFactory(name="别处社区")))
    for nobody in (officer("deputy", team.unit), officer("office_worker", team.unit), elsewhere):
        assert refusal(make, team, Kind.ORDER_67, nobody) == "not_allowed"
        assert refusal(export_hand_in, hand_in, reason="报送", by=nobody) == "not_allowed"
        assert refusal(store_results, hand_in, answers={1: (True, "")}, by=nobody) == "not_allowed"
    assert refusal(export_hand_in, hand_in, reason=" ", by=secretary) == "no_reason"
    assert not AccessLog.objects.exists()


# --- Answers


def test_answers_are_kept_and_a_later_file_may_answer_anew(team, secretary):
    for name in ("王秀英", "李强", "赵一"):
        ServiceRecordFactory(volunteer=volunteer_of(team, name))
    hand_in = make(team, Kind.BEIJING, secretary)
    assert store_results(hand_in, answers={1: (True, ""), 2: (False, "未实名注册")}, by=secretary) == 2
    rows = [(row.answer, row.reason) for row in rows_of_list(hand_in)]
    assert rows == [("taken", ""), ("refused", "未实名注册"), ("", "")]
    hand_in.refresh_from_db()
    assert hand_in.answered_at
    store_results(hand_in, answers={2: (True, "")}, by=secretary)
    assert [row.answer for row in rows_of_list(hand_in)] == ["taken", "taken", ""]
    assert refusal(store_results, hand_in, answers={99: (True, "")}, by=secretary) == "no_answers"


def test_a_row_of_several_records_has_one_answer(team, secretary):
    volunteer = volunteer_of(team, "王秀英")
    for _number in range(2):
        ServiceRecordFactory(volunteer=volunteer)
    hand_in = make(team, Kind.BEIJING, secretary)
    assert store_results(hand_in, answers={1: (False, "x" * 300)}, by=secretary) == 1
    assert set(HandInRow.objects.values_list("answer", "reason")) == {("refused", "x" * 200)}


def test_a_row_says_that_its_record_was_corrected_since(team, secretary):
    record = ServiceRecordFactory(volunteer=volunteer_of(team, "王秀英"))
    ServiceRecordFactory(volunteer=volunteer_of(team, "李强"))
    hand_in = make(team, Kind.ORDER_67, secretary)
    ServiceRecordFactory(volunteer=record.volunteer, minutes=60, corrects=record, correction_reason="早走了")
    assert [row.is_outdated for row in rows_of_list(hand_in)] == [True, False]
