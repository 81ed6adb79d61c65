"""The desk's board of matters, the acts on one, reports of callers, calls back."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLog
from common.files.images import clean_image
from common.http.submissions import FIELD
from common.time import clock, formatting
from grid.actions.matter_reports import ReportedBy, store_photo
from grid.actions.matters import reject_matter
from grid.models import Matter
from tests.factories import BuildingFactory, MatterFactory, MatterKindFactory, StationFactory, UserFactory, officer
from tests.support.forms import forms_on
from tests.support.matters import MatterPlace, reporter_of, steps_of
from tests.support.pages import levels
from tests.support.pictures import upload
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


@pytest.fixture
def desk(place):
    return signed_in(place.worker)


def test_the_board_counts_what_is_due_mine_and_all(place, desk):
    mine, other = place.accepted(), place.report(words="灯坏了")
    MatterFactory(received=True)
    Matter.objects.filter(pk=other.pk).update(due_at=clock.now())
    board = desk.get("/desk/matters/")
    counts = board.context["counts"]
    assert (counts.today, counts.mine, counts.all, board.context["show"]) == (1, 1, 2, "today")
    rows = {show: desk.get(f"/desk/matters/?show={show}").context["page"].rows for show in ("today", "mine", "all")}
    assert rows == {"today": [other], "mine": [mine], "all": [other, mine]}


def test_three_rows_of_the_board_cost_what_one_costs(place, desk):
    found = []
    for count in (1, 2):
        for _row in range(count):
            place.accepted(words=f"第{count}{_row}")
        desk.get("/desk/matters/?show=all")
        with CaptureQueriesContext(connection) as captured:
            desk.get("/desk/matters/?show=all")
        found.append(len(captured))
    assert found == [6, 6]


def test_a_matter_elsewhere_is_not_there(place, desk):
    matter = MatterFactory(received=True)
    assert desk.get(f"/desk/matters/{matter.pk}/").status_code == 404
    assert desk.post(f"/desk/matters/{matter.pk}/finish/").status_code == 404


def test_one_tap_receives_and_the_acts_that_are_left_are_offered(place, desk):
    matter = place.report()
    assert [act for act, _title in desk.get(f"/desk/matters/{matter.pk}/").context["acts"]] == [
        "accept",
        "merge",
        "reject",
    ]
    desk.post(f"/desk/matters/{matter.pk}/accept/")
    matter.refresh_from_db()
    assert (matter.status, matter.first_handler) == ("received", place.worker)


def test_a_photo_of_it_mended_goes_with_the_answer(place, desk):
    matter = place.accepted()
    desk.post(f"/desk/matters/{matter.pk}/finish/", {"answer": "已清运", "photo": upload()})
    assert [photo.stage for photo in matter.photos.all()] == ["after"]


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        ("plan", {"on": "2001-01-01"}),
        ("plan", {"on": "x"}),
        ("extend", {"until": "2001-01-01", "reason": "等材料"}),
        ("extend", {"until": "", "reason": ""}),
        ("elsewhere", {"to": "", "reason": "属物业"}),
        ("impossible", {"reason": " "}),
        ("merge", {"into": "999999"}),
        ("merge", {"into": "x"}),
        ("merge", {"into": "9" * 30}),
        ("note", {"words": "打13800138000"}),
        ("finish", {"answer": "长" * 301}),
    ],
)
def test_a_wrong_act_is_answered_in_words(place, desk, act, wrong):
    matter = place.accepted()
    response = desk.post(f"/desk/matters/{matter.pk}/{act}/", wrong)
    matter.refresh_from_db()
    assert (response.status_code, matter.status) == (422, "received")


def test_an_act_that_is_not_possible_leads_back_to_the_matter(place, desk):
    matter = place.report()
    assert desk.get(f"/desk/matters/{matter.pk}/plan/")["Location"] == f"/desk/matters/{matter.pk}/"
    assert desk.get(f"/desk/matters/{matter.pk}/nonsense/").status_code == 404


def test_whoever_reported_stays_anonymous_at_the_desk(place, desk):
    open_one = place.accepted(reporter=ReportedBy(name="钱多多", phone="+8613800138000"))
    hidden = place.accepted(reporter=ReportedBy(name="孙大圣"), is_anonymous=True)
    assert "钱多多" in desk.get(f"/desk/matters/{open_one.pk}/").content.decode()
    assert "孙大圣" not in desk.get(f"/desk/matters/{hidden.pk}/").content.decode()


def test_a_receptionist_writes_a_report_down_and_sees_no_others(place):
    client = signed_in(officer("receptionist", StationFactory()))
    facts = {"kind": place.kind.pk, "building": place.building.pk, "words": "灯坏了", "name": "张奶奶"}
    assert client.post("/desk/matters/new/", facts)["Location"] == "/desk/"
    matter = Matter.objects.get()
    assert reporter_of(matter).name == "张奶奶"
    assert (client.get("/desk/matters/").status_code, client.get(f"/desk/matters/{matter.pk}/").status_code) == (
        403,
        403,
    )


def test_a_call_back_shows_the_number_once_asked_and_keeps_that(place, desk):
    reporter = reporter_of(place.done(reporter=ReportedBy(name="老王", phone="+8613800138000")))
    # Whoever says that it is mended does not ask whether it is.
    assert desk.get(f"/desk/matters/calls/{reporter.pk}/").status_code == 404
    desk = signed_in(place.clerk)
    listed = desk.get("/desk/matters/calls/")
    shown = listed.content.decode().replace(" ", "")
    assert (listed.context["page"].rows, "13800138000" in shown, "138****" in shown) == ([reporter], False, False)
    page = f"/desk/matters/calls/{reporter.pk}/"
    assert "13800138000" not in desk.get(page).content.decode().replace(" ", "")
    assert "13800138000" in desk.post(page, {"show": "1"}).content.decode().replace(" ", "")
    assert AccessLog.objects.filter(user=place.clerk, what="call").count() == 1
    assert desk.post(page, {"result": "x"}).status_code == 422
    desk.post(page, {"result": "content", "words": "好"})
    assert desk.get("/desk/matters/calls/").context["page"].rows == []
    assert desk.get(page).status_code == 404


@pytest.mark.parametrize(
    "facts",
    [
        {"is_anonymous": True, "reporter": ReportedBy(name="老王", phone="+8613800138000")},
        {"reporter": ReportedBy(name="老王")},
        {},
    ],
    ids=["anonymous", "no number", "has a sign-in"],
)
def test_nobody_is_called_who_stays_anonymous_has_no_number_or_is_asked_by_the_page(place, facts):
    place.done(**facts)
    assert signed_in(place.clerk).get("/desk/matters/calls/").context["page"].rows == []


def test_a_colleague_elsewhere_calls_nobody_here(place):
    reporter = reporter_of(place.done(reporter=ReportedBy(name="老王", phone="+8613800138000")))
    client = signed_in(officer("grid_worker", BuildingFactory().grid))
    assert client.post(f"/desk/matters/calls/{reporter.pk}/", {"show": "1"}).status_code == 404


def test_what_was_typed_for_an_act_is_forgotten_on_the_phone_once_it_has_arrived(place, desk):
    matter = place.accepted()
    address = f"/desk/matters/{matter.pk}/note/"
    assert "draft_done" not in desk.post(address, {"words": ""}).cookies
    assert desk.post(address, {"words": "约了师傅"}).cookies["draft_done"].value == f"matter-{matter.pk}-note"


def test_the_board_says_until_when_in_days_or_hours(place, desk):
    day = clock.day_start(clock.today())
    at = {"building": place.building, "grid": place.building.grid}
    hours = MatterKindFactory(community=place.community, hours=2, working_days=None)
    MatterFactory(kind=hours, received=True, due_at=day + dt.timedelta(days=1, hours=9), **at)
    MatterFactory(kind=place.kind, receive_by=day + dt.timedelta(days=4, hours=8), **at)
    page = desk.get("/desk/matters/?show=all").content.decode()
    assert "明天 09:00" in page
    assert formatting.day(clock.today() + dt.timedelta(days=4)) in page


def test_staff_see_the_photo_of_a_report_that_was_not_taken_up_and_nobody_else_does(place, desk, client):
    matter = place.accepted(photos=[store_photo(clean_image(upload()))])
    address = matter.photos.get().photo.url
    assert [one.get(address).status_code for one in (client, desk)] == [200, 200]
    reject_matter(matter, reason="广告", by=place.worker)
    stranger = signed_in(UserFactory())
    assert [one.get(address).status_code for one in (client, stranger, desk)] == [404, 404, 200]


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("accept", {}),
        ("start", {}),
        ("finish", {"answer": "已修好"}),
        ("plan", {"on": "tomorrow"}),
        ("note", {"words": "约了师傅"}),
        ("extend", {"until": "in a month", "reason": "等配件"}),
        ("elsewhere", {"to": "供电所", "reason": "归供电所管"}),
        ("impossible", {"reason": "没有位置"}),
        ("reject", {"reason": "广告"}),
    ],
)
def test_what_the_page_of_an_act_sends_is_done_once_and_answered_alike_again(place, desk, act, typed):
    days = {"tomorrow": 1, "in a month": 40}
    typed = {
        name: clock.today() + dt.timedelta(days=days[text]) if text in days else text for name, text in typed.items()
    }
    matter = place.report() if act == "accept" else place.accepted()
    before = steps_of(matter)
    address = f"/desk/matters/{matter.pk}/{act}/"
    page = desk.get(f"/desk/matters/{matter.pk}/" if act == "accept" else address)
    sent = {FIELD: form_with(page, act), **typed}
    answers = [desk.post(address, sent) for _tap in range(2)]
    there = (302, f"/desk/matters/{matter.pk}/")
    assert [(one.status_code, one.headers.get("Location")) for one in answers] == [there] * 2
    assert [set(levels(one)) for one in answers] == [{"success"}] * 2
    assert len(steps_of(matter)) == len(before) + 1


def form_with(page, act: str) -> str:
    """The token that the form of the act sends along."""
    (form,) = [one for one in forms_on(page) if act in one.action or not one.action]
    return form.fields[FIELD]
