"""Who comes: the list, one party, and the spreadsheet to take along."""

import datetime as dt
import io
import re

import pytest
from django.utils.translation import gettext
from openpyxl import load_workbook

from accounts.models import AccessLog
from common.time import clock
from events.models import Event, Registration
from tests.factories import (
    EventFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    ResidenceFactory,
    UserFactory,
    officer,
)
from tests.support.office_events import LIST, at, party_page, text_of, waiting
from tests.support.pages import codes
from tests.support.registrations import heard

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def rows_of(response) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_who_comes_shows_seats_the_queue_in_order_masked_phones_and_whom_to_call(client, staff, event):
    seen = RegistrationFactory(event=event, person=PersonFactory(name="有电话", phone="+8613812345678"))
    lonely = RegistrationFactory(event=event, person=PersonFactory(name="没有电话", phone=""))
    ward = RegistrationFactory(event=event, person=PersonFactory(name="外婆", phone=""))
    GuardianshipFactory(person=ward.person, by=PersonFactory(name="女儿", phone="+8613900001111"))
    ResidenceFactory(person=lonely.person)
    first, second = waiting(event), waiting(event)

    page = client.get(at(event, "people/"))
    attendance = page.context["attendance"]

    assert "138****5678" in text_of(page)
    assert "13812345678" not in page.content.decode()
    assert {party.registration for party in attendance.seated} == {seen, lonely, ward}
    assert [(party.registration, party.position) for party in attendance.waiting] == [(first, 1), (second, 2)]
    unreachable = {party.registration for party in attendance.unreachable}
    assert lonely in unreachable
    assert not unreachable & {seen, ward}
    assert "no-store" in page.headers["Cache-Control"]


def test_the_list_of_who_comes_says_whom_to_call(client, staff, event):
    RegistrationFactory(event=event, person=PersonFactory(phone=""))

    assert "打电话或上门" in text_of(client.get(at(event, "people/")))


def test_who_comes_takes_the_same_queries_for_one_party_and_for_three(client, staff, django_assert_max_num_queries):
    def queries(count: int) -> int:
        event = EventFactory(capacity=20)
        for _n in range(count):
            party = RegistrationFactory(event=event, person=UserFactory().person)
            GuardianshipFactory(person=party.person)
            ResidenceFactory(person=party.person)
            waiting(event)
        with django_assert_max_num_queries(30) as counted:
            assert client.get(at(event, "people/")).status_code == 200
        return len(counted)

    client.get(LIST)
    assert queries(1) == queries(3)


def test_a_whole_phone_number_is_shown_for_a_reason_that_is_kept(client, staff, event):
    party = RegistrationFactory(event=event, person=PersonFactory(phone="+8613812345678"))

    refused = client.post(party_page(party), {"act": "reveal", "phone-reason": " "})
    assert "13812345678" not in refused.content.decode()
    assert not AccessLog.objects.exists()

    shown = client.post(party_page(party), {"act": "reveal", "phone-reason": "告知改期"})
    assert "13812345678" in shown.content.decode()
    log = AccessLog.objects.get()
    assert (log.user, log.person, log.reason) == (staff, party.person, "告知改期")
    assert "13812345678" not in client.get(party_page(party)).content.decode()


def test_cancelling_for_somebody_seats_the_queue_and_can_be_taken_back(client, staff, event):
    party = RegistrationFactory(event=event, seats=3)
    head = waiting(event, seats=3)

    client.post(party_page(party), {"act": "cancel"})
    party.refresh_from_db()
    head.refresh_from_db()
    assert (party.status, head.status) == ("cancelled", "registered")
    assert heard(party.person) == ["event_registration_cancelled"]

    client.post(party_page(party), {"act": "undo"})
    party.refresh_from_db()
    assert party.status == "waitlisted"


def test_changing_a_party_and_its_refusals(client, staff, event):
    party = RegistrationFactory(event=event)

    client.post(party_page(party), {"act": "change", "party-seats": "2"})
    assert Registration.objects.get().seats == 2

    for typed, wrong in {
        "4": {"__all__": ["party_too_large"]},
        "0": {"seats": ["min_value"]},
        "x": {"seats": ["invalid"]},
        "": {"seats": ["required"]},
        "99999999999999999999": {"seats": ["max_value"]},
    }.items():
        refused = client.post(party_page(party), {"act": "change", "party-seats": typed})
        assert codes(refused.context["size"]) == wrong
    assert Registration.objects.get().seats == 2


def test_a_seat_past_the_queue_takes_a_reason_and_a_free_seat(client, staff, event):
    RegistrationFactory(event=event, seats=2)
    waiting(event, seats=2)
    urgent = waiting(event)

    client.post(party_page(urgent), {"act": "promote", "promote-reason": ""})
    urgent.refresh_from_db()
    assert urgent.is_waitlisted

    client.post(party_page(urgent), {"act": "promote", "promote-reason": "独居老人"})
    urgent.refresh_from_db()
    assert urgent.status == "registered"
    context = urgent.history.order_by("pgh_id").last().pgh_context.metadata
    assert (context["reason"], context["user"]) == ("独居老人", staff.pk)


def test_only_what_the_rules_still_allow_is_offered(client, staff):
    def offered(registration: Registration) -> set[str]:
        return set(re.findall(r'name="act" value="(\w+)"', client.get(party_page(registration)).content.decode()))

    event = EventFactory(capacity=3)
    early = clock.now() - DAY
    seated, waits = RegistrationFactory(event=event, created_at=early), waiting(event, created_at=early)

    assert offered(seated) == {"change", "cancel"}
    assert offered(waits) == {"promote", "change", "cancel"}
    Event.objects.update(starts_at=clock.now() - DAY / 24)
    assert offered(seated) == set()
    assert offered(waits) == {"promote"}
    assert "cancel" in offered(RegistrationFactory(event=event))  # made just now: it can be undone
    assert offered(RegistrationFactory(event=event, status="attended")) == set()


def test_a_party_of_another_event_or_an_unknown_act_is_404(client, staff, event):
    elsewhere = RegistrationFactory()

    assert client.get(at(event, f"people/{elsewhere.pk}/")).status_code == 404
    assert client.get(at(event, "people/99999999999999999999999/")).status_code == 404
    assert client.post(party_page(elsewhere), {"act": "sell"}).status_code == 404


def test_the_list_is_exported_with_masked_phones_for_a_reason_that_is_kept(client, staff, event):
    person = PersonFactory(name="王秀英", phone="+8613812345678")
    RegistrationFactory(event=event, person=person, seats=3)
    last = waiting(event).person
    assert client.post(at(event, "people/export/"), {"reason": " "}).status_code == 200
    assert not AccessLog.objects.exists()

    headings, first, second = rows_of(client.post(at(event, "people/export/"), {"reason": "现场签到"}))

    assert headings[:6] == ["序号", "姓名", "人数", "状态", "电话", "楼栋"]
    assert (first[1], first[2], first[4]) == ("王秀英", 3, "138****5678")
    assert second[3] == "候补第 1 位"
    assert {(log.user, log.person, log.reason, log.what) for log in AccessLog.objects.all()} == {
        (staff, who, "现场签到", "export") for who in (person, last)
    }


def test_whole_phones_are_exported_only_when_asked_for_and_the_log_says_so(client, staff, event):
    RegistrationFactory(event=event, person=PersonFactory(phone="+8613812345678"))

    rows = rows_of(client.post(at(event, "people/export/"), {"reason": "电话通知", "whole_phones": "on"}))

    assert rows[1][4] == "13812345678"
    assert AccessLog.objects.get().what == "export with phone"


def test_a_name_that_looks_like_a_formula_stays_text(client, staff, event):
    RegistrationFactory(event=event, person=PersonFactory(name='=HYPERLINK("http://x")'))

    rows = rows_of(client.post(at(event, "people/export/"), {"reason": "签到"}))

    assert rows[1][1] == '\'=HYPERLINK("http://x")'


# --- Guests whom the reader only meets


@pytest.fixture
def guest(client, event_of_branch):
    """A child from another place, in an event of the branch whose secretary is signed in."""
    person = PersonFactory(name="张小欣", phone="+8613812345678")
    GuardianshipFactory(person=person, kind="child", by__name="张大欣", by__phone="+8613887654321")
    ResidenceFactory(person=person)
    client.force_login(officer("branch_secretary", event_of_branch.organiser))
    return RegistrationFactory(event=event_of_branch, person=person)


@pytest.fixture
def event_of_branch(event):
    event.organiser = OrgUnitFactory(estate_branch=True, community=event.community)
    event.save()
    return event


def test_a_guest_is_on_the_list_and_the_page_by_name(client, event_of_branch, guest):
    for address in (at(event_of_branch, "people/"), party_page(guest)):
        page = client.get(address).content.decode()
        assert "张小欣" in page
        for told in ("5678", "4321", "张大欣", str(guest.person.residences.get().building)):
            assert told not in page, address


@pytest.mark.parametrize("whole", ["", "on"])
def test_no_list_takes_the_number_of_a_guest_along(client, event_of_branch, guest, whole):
    rows = rows_of(client.post(at(event_of_branch, "people/export/"), {"reason": "电话通知", "whole_phones": whole}))
    assert rows[1][1] == "张小欣"
    assert not rows[1][4]
    assert AccessLog.objects.get().what == "export"


def test_the_whole_number_of_a_guest_is_refused_at_the_event_too(client, event_of_branch, guest):
    page = client.post(party_page(guest), {"act": "reveal", "phone-reason": "改期"}).content.decode()
    assert "13812345678" not in page
    assert not AccessLog.objects.exists()


def test_a_family_that_stands_in_the_list_twice_is_named_at_each_place(client, staff, event):
    mother = RegistrationFactory(event=event, person=PersonFactory(name="沈佳宁"))
    child = waiting(event)
    GuardianshipFactory(person=child.person, by=mother.person)
    alone = waiting(event)

    attendance = client.get(at(event, "people/")).context["attendance"]

    also = {party.registration: party.also_as for party in attendance.live}
    assert also == {mother: [child.person.name], child: ["沈佳宁"], alone: []}


def test_both_parents_of_a_child_who_is_not_on_the_list_are_named_to_each_other(client, staff, event):
    mother, father = [RegistrationFactory(event=event, person__name=name) for name in ("沈佳宁", "顾建国")]
    child = GuardianshipFactory(by=mother.person).person
    GuardianshipFactory(person=child, by=father.person)

    attendance = client.get(at(event, "people/")).context["attendance"]

    also = {party.registration: party.also_as for party in attendance.live}
    assert also == {mother: ["顾建国"], father: ["沈佳宁"]}


def test_who_waits_is_taken_off_the_waitlist_and_keeps_no_seat_from_others(client, staff, event):
    words = {
        registration.is_waitlisted: text_of(client.get(party_page(registration)))
        for registration in (RegistrationFactory(event=event), waiting(event))
    }
    assert gettext("Take off the waitlist") in words[True]
    assert gettext("Take off the waitlist") not in words[False]
    assert gettext("Cancel the registration") in words[False]
    assert gettext("Cancel the registration") not in words[True]


def test_who_comes_stands_in_the_order_of_pinyin_on_every_list(client, staff, event):
    for name in ("曾一", "安娜", "单一"):
        RegistrationFactory(event=event, person__name=name)
    page = client.get(at(event, "people/"))
    assert [party.person.name for party in page.context["attendance"].seated] == ["安娜", "单一", "曾一"]
