"""What the pages of the desk and the wall say. All other tests of these pages read what they do."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.actions.appointments import end_appointment
from common.time import clock, formatting
from common.time.ranges import since
from stations.actions.displays import add_display
from tests import factories as make
from tests.support.pages import bars
from tests.support.posts import Town
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def today(hour):
    return clock.day_start(clock.today()) + dt.timedelta(hours=hour)


def unsaid(response, *words: str) -> list[str]:
    """Which of the words are not on the page."""
    return [one for one in words if one not in response.content.decode()]


# --- Households


def test_the_pages_of_visits_say_how_each_household_stands(beat, desk):
    for household, days in ((beat.households[0], 12), (beat.households[1], 120)):
        make.VisitFactory(household=household, on=clock.today() - dt.timedelta(days=days))
    building, never = f"/desk/buildings/{beat.building.pk}/", f"/desk/households/{beat.households[2].pk}/"
    known = ("12 天前走访过", "该走访了 · 上次 4 个月前", "3 户中已走访 1 户")
    assert unsaid(desk.get(building), *known, "还没走访过") == []
    assert unsaid(desk.get("/desk/due/"), "有 2 户该走访了", "从没走访过的排在最前面") == []
    assert unsaid(desk.get("/desk/buildings/"), "3 户中已走访 1 户") == []
    assert [bars(desk.get(page)) for page in ("/desk/", building, "/desk/buildings/")] == [[(1, 3)]] * 3
    assert unsaid(desk.get("/desk/"), "好久没走访", "3 户中已走访 1 户", "我的邻居") == []
    met_nobody = desk.post(never, {"met": "no"}, follow=True)
    assert unsaid(met_nobody, "刚刚记好", "今天去过，家里没人", "还没见到人", "这一户会留在待走访名单里") == []


def test_the_page_of_a_household_says_what_has_been_recorded(beat, desk):
    home = beat.households[0]
    page = f"/desk/households/{home.pk}/"
    assert unsaid(desk.get(page), "家里有人吗？", "还没有走访记录") == []
    told = {"met": "yes", "summary": "都好"}
    desk.post(page, {"met": "no"})
    assert unsaid(desk.post(page, told, follow=True), "改好了") == []
    assert unsaid(desk.post(page, told, follow=True), "没有重复记录") == []
    assert unsaid(desk.post(page, {"met": "no"}), "请先撤回那一条") == []
    visit = home.visits.get()
    for words in ("已撤回", "没有可以撤回的记录了"):
        assert unsaid(desk.post(f"{page}undo/", {"visit": visit.pk}, follow=True), words) == []


def test_the_page_of_posts_says_which_are_vacant(beat):
    make.OrgUnitFactory(pioneer_post=True, parent=beat.post.parent)
    secretary = signed_in(make.officer("branch_secretary", beat.post.parent))
    assert secretary.get("/desk/posts/").content.decode().count("空缺") == 1


# --- Neighbours and their registrations


def test_the_pages_of_neighbours_say_what_was_done(beat):
    desk = signed_in(make.officer("branch_secretary", beat.post.parent))
    person = make.ResidenceFactory(household=beat.households[0], person__name="周师傅").person
    make.ConsentFactory(person=person, given_by=beat.pioneer)
    page = f"/desk/neighbours/{person.pk}/"
    for words in ("周师傅已联系到", "周师傅 已经联系"):
        assert unsaid(desk.post(f"{page}link/", {"post": beat.post.pk}, follow=True), words) == []
    person.pioneer_links.update(during=since(dt.date(2020, 1, 1)))  # a link of today would leave no row
    end = f"/desk/links/{person.pioneer_links.get().pk}/end/"
    assert unsaid(desk.get(end), "结束与周师傅的联系？", "已经报上名的活动仍然有效") == []
    for words in ("不再联系", "已经结束"):
        assert unsaid(desk.post(end, follow=True), words) == []


def test_the_page_of_a_new_neighbour_says_what_is_read_out_and_what_is_missing(beat):
    notice = make.PrivacyNoticeFactory()
    desk = signed_in(make.officer("grid_worker", beat.building.grid))
    form = {"name": "孙爷爷", "post": beat.post.pk, "consent": "on", "notice": notice.pk}
    assert unsaid(desk.get("/desk/neighbours/new/"), "请念给邻居听") == []
    assert unsaid(desk.post("/desk/neighbours/new/", form), "请同时填写孙爷爷的住址") == []
    form |= {"building": beat.building.pk, "room": "x"}
    assert unsaid(desk.post("/desk/neighbours/new/", form), "没有这个房号") == []


def test_the_page_to_register_says_what_one_registers_for(beat, desk):
    def page(**event):
        row = make.EventFactory(organiser=beat.post.parent, **event)
        if row.capacity == 1:
            make.RegistrationFactory(event=row)
        return f"/desk/events/{row.pk}/?person={beat.neighbour('赵奶奶').pk}"

    closed = {"starts_at": today(17), "registration_closes_at": today(11)}
    assert unsaid(desk.get(page()), "为赵奶奶报名", "一共来几个人？") == []
    assert unsaid(desk.get(page(capacity=1)), "名额已满，报名后进入候补") == []
    assert unsaid(desk.get(page(**closed)), "报名已截止") == []


def test_the_page_of_a_registration_says_how_it_stands(beat, desk):
    event = make.EventFactory(organiser=beat.post.parent)
    person = beat.neighbour("赵奶奶")
    address = f"/desk/events/{event.pk}/?person={person.pk}"
    assert unsaid(desk.post(address, {"seats": "1"}, follow=True), "已报名") == []
    assert unsaid(desk.post(address, {"seats": "1"}, follow=True), "没有重复") == []
    cancel = f"/desk/registrations/{person.registrations.get().pk}/cancel/"
    desk.post(cancel)
    assert unsaid(desk.post(cancel, follow=True), "已经取消") == []
    waiting = make.RegistrationFactory(event=event, person=person, waitlisted=True)
    assert unsaid(desk.get(f"/desk/registrations/{waiting.pk}/"), "候补第 1 位") == []


# --- A post that changes hands


def test_the_page_of_a_handover_says_what_comes_with_the_post_and_how_it_stands(client):
    town = Town()
    page = f"/desk/handovers/{(handover := town.prepared()).pk}/"
    client.force_login(town.successor)
    assert unsaid(client.get(page), "等您接收", "结对的居民", "待走访的住户", "接收岗位") == []
    assert unsaid(client.post(f"{page}receive/", follow=True), "从今天起，这个岗位就由您负责了", "已接手") == []
    assert unsaid(client.post(f"{page}receive/", follow=True), "这个岗位已经接收") == []

    handover = (town := Town()).prepared()
    page = f"/desk/handovers/{handover.pk}/"
    client.force_login(town.successor)
    end_appointment(town.held, by=town.secretary)
    assert unsaid(client.get(page), "原任已不在这个岗位上") == []
    assert unsaid(client.post(f"{page}decline/", follow=True), "您已谢绝", "已取消") == []


# --- Stations


@pytest.fixture
def station():
    return make.StationFactory(name="幸福驿站")


def test_the_board_and_the_wall_say_who_comes_and_how_the_rooms_stand(client, station):
    def room(**fields):
        return make.SpaceFactory(station=station, **fields)

    def booked(space, hour, hours=1, **more):
        make.BookingFactory(space=space, starts_at=today(hour), ends_at=today(hour + hours), **more)

    hall = room(name="会客厅")
    booked(hall, 9, status="no_show")
    booked(hall, 11.75)
    booked(room(), 12.25)
    booked(room(), 15)
    with transaction.atomic():
        booked(room(), 11, 2, status="checked_in")
    make.HoldFactory(space=room(), starts_at=today(11), ends_at=today(13))
    own_use = {"day": clock.today().weekday(), "starts": dt.time(11), "ends": dt.time(13)}
    make.ReservedHoursFactory(space=room(), **own_use)
    room(use="drop_in")

    people = ("迟到 15 分钟", "11:00 已到", "快到了", "进行中")
    rooms = ("占用到 13:00", "自用到 13:00", "空闲到 15:00")
    board = signed_in(make.officer("receptionist", station)).get(reverse("desk:station", args=[station.pk]))
    assert unsaid(board, *people, *rooms, "未到场") == []
    office = make.officer("office_worker", make.OrgUnitFactory(community=station.community))
    _display, token = add_display(station, name="大厅", by=office)
    assert unsaid(client.get(reverse("wall", args=[token])), *people, *rooms, "随到随用") == []


def test_the_page_to_book_for_somebody_says_that_the_time_is_taken(station):
    space = make.SpaceFactory(station=station)
    make.BookingFactory(space=space, starts_at=today(15), ends_at=today(17))
    query = {"at": formatting.in_address(today(15))}
    desk = signed_in(make.officer("receptionist", station))
    page = reverse("desk:book", args=[space.pk], query=query)
    assert unsaid(desk.get(page), "给新来的邻居订活动室", "这个时间不空") == []


# --- Whoever has no desk


def test_who_holds_no_post_reads_for_whom_the_desk_is():
    assert unsaid(signed_in(make.UserFactory()).get("/desk/"), "工作台给照看楼栋和驿站的人用") == []
