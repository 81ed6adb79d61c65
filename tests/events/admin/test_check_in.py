"""The paper list of an event, keyed back on one page: by its numbers, all at once, and only what was changed."""

import datetime as dt
import io
import re

import pytest
import time_machine
from openpyxl import load_workbook

from accounts.models import Person
from common.time import clock
from events.actions.check_in import check_in
from events.models import Event, Registration
from tests.factories import EventFactory, OrgUnitFactory, PersonFactory, PrivacyNoticeFactory, RegistrationFactory
from tests.factories import officer as officer_at
from tests.support.office_events import at
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

CAME = "people/came/"


@pytest.fixture
def event():
    return EventFactory(past=True, organiser=OrgUnitFactory())


@pytest.fixture
def office(event):
    return signed_in(officer_at("office_worker", event.organiser))


@pytest.fixture
def parties(event):
    names = {"甲": 1, "乙": 3, "丙": 1}
    return [RegistrationFactory(event=event, person=PersonFactory(name=name), seats=n) for name, n in names.items()]


def keyed(client, event, *ticked: Registration, **more):
    """What the browser posts: the page as it was drawn, with these ticks."""
    form = client.get(at(event, CAME)).context["form"]
    fields = {f"seats-{number}": "1" for number in range(5)}
    fields |= {
        f"came-{party.pk}": str(party.seats) for party in Registration.objects.filter(event=event, seats__gt=1)
    }
    fields |= {f"here-{party.pk}": "on" for party in ticked}
    return {"shown": form["shown"].value(), "token": str(form["token"].value()), **fields, **more}


def states() -> list[tuple[str, str, int | None]]:
    rows = Registration.objects.select_related("person").order_by("pk")
    return [(row.person.name, row.status, row.came) for row in rows]


def test_the_numbers_are_those_of_the_printed_list(office, event, parties):
    printed = [
        (party.number, party.person.name) for party in office.get(at(event, "people/")).context["attendance"].seated
    ]
    rows = office.get(at(event, CAME)).context["form"].rows()
    assert [(party.number, party.person.name) for party, _here, _came in rows] == printed
    assert [number for number, _name in printed] == [1, 2, 3]


def test_all_ticks_are_saved_at_once_with_the_number_who_came(office, event, parties):
    one, three, _absent = parties
    answer = office.post(at(event, CAME), keyed(office, event, one, three, **{f"came-{three.pk}": "2"}))
    assert answer.url == at(event, "people/")
    assert states() == [("甲", "attended", 1), ("乙", "attended", 2), ("丙", "registered", None)]
    assert office.get(answer.url).context["attendance"].came == 3


def test_a_tick_is_taken_away_as_long_as_the_list_is_kept_and_the_trail_says_who(office, event, parties):
    office.post(at(event, CAME), keyed(office, event, *parties))
    office.post(at(event, CAME), keyed(office, event, *parties[1:]))
    assert states()[0] == ("甲", "registered", None)
    last = parties[0].history.order_by("-pgh_created_at", "-pgh_id").first()
    assert (last.status, last.pgh_context.metadata["user"]) == ("registered", int(office.session["_auth_user_id"]))


def test_what_a_desk_has_ticked_meanwhile_stays(office, event, parties):
    drawn = keyed(office, event, parties[0])
    check_in(parties[2], by=officer_at("deputy", event.organiser))
    office.post(at(event, CAME), drawn)
    assert states() == [("甲", "attended", 1), ("乙", "registered", None), ("丙", "attended", 1)]


def test_who_is_written_below_by_hand_is_entered_with_consent_and_once(office, event, parties):
    PrivacyNoticeFactory()
    by_hand = keyed(office, event, **{"name-0": "丁", "seats-0": "2"})
    refused = office.post(at(event, CAME), by_hand)
    assert refused.context["form"].errors.keys() == {"agreed"}
    office.post(at(event, CAME), by_hand | {"agreed": "on"})
    office.post(at(event, CAME), by_hand | {"agreed": "on"})
    assert states()[3:] == [("丁", "attended", 2)]


def test_a_number_below_the_list_needs_a_name_and_is_not_lost_in_silence(office, event, parties):
    PrivacyNoticeFactory()
    refused = office.post(at(event, CAME), keyed(office, event, **{"phone-3": "13800138000", "agreed": "on"}))
    assert refused.context["form"].errors.keys() == {"name-3"}
    assert "13800138000" in refused.content.decode()


def test_more_people_than_the_party_are_refused_and_nothing_is_half(office, event, parties):
    answers = keyed(office, event, *parties, **{f"came-{parties[1].pk}": "4"})
    refused = office.post(at(event, CAME), answers)
    assert refused.context["form"].errors.keys() == {f"came-{parties[1].pk}"}
    assert {status for _name, status, _came in states()} == {"registered"}


def test_the_list_is_closed_with_the_last_tick_and_opened_again(office, event, parties):
    office.post(at(event, CAME), keyed(office, event, parties[0], close="on"))
    assert [status for _name, status, _came in states()] == ["attended", "no_show", "no_show"]
    office.post(at(event, CAME), {"act": "reopen"})
    assert [status for _name, status, _came in states()] == ["attended", "registered", "registered"]
    assert Event.objects.get().list_closed_at is None


def test_a_list_on_which_nobody_is_ticked_is_not_closed(office, event, parties):
    refused = office.post(at(event, CAME), keyed(office, event, close="on"))
    assert {error.code for error in refused.context["form"].errors.as_data()["__all__"]} == {"nobody_came"}
    assert Event.objects.get().list_closed_at is None


def test_two_weeks_later_the_page_says_that_it_is_too_late(event, parties):
    user = officer_at("office_worker", event.organiser)
    with time_machine.travel(event.ends_at + dt.timedelta(days=14), tick=False):
        client = signed_in(user)
        assert client.get(at(event, CAME)).url == at(event, "people/")
        assert client.post(at(event, CAME), {f"here-{parties[0].pk}": "on"}).url == at(event, "people/")
    assert states()[0] == ("甲", "registered", None)


def test_what_is_saved_after_midnight_is_of_the_day_whose_list_was_shown():
    first = clock.day_start(clock.today()) + dt.timedelta(hours=20)
    event = EventFactory(
        organiser=OrgUnitFactory(), check_in_kind="each_day", starts_at=first, ends_at=first + dt.timedelta(days=1)
    )
    party = RegistrationFactory(event=event)
    with time_machine.travel(first + dt.timedelta(hours=3), tick=False):
        user = officer_at("office_worker", event.organiser)
        shown = signed_in(user).get(at(event, CAME))
        sent = keyed(signed_in(user), event, party)
    (address,) = re.findall(r'<form method="post"\s+novalidate\s+action="([^"]*)"', shown.content.decode())
    with time_machine.travel(first + dt.timedelta(hours=5), tick=False):
        assert signed_in(user).post(at(event, CAME) + address, sent).url == at(event, "people/")
    assert [one.day for one in party.check_ins.all()] == [first.date()]


# --- One figure everywhere


def test_list_export_and_figures_count_the_people_who_came(office, event, parties):
    one, three, _absent = parties
    office.post(at(event, CAME), keyed(office, event, one, three, close="on", **{f"came-{three.pk}": "2"}))

    exported = office.post(at(event, "people/export/"), {"reason": "存档"})
    sheet = load_workbook(io.BytesIO(exported.content)).active
    rows = {row[1]: (row[2], row[7]) for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert rows == {"甲": (1, 1), "乙": (3, 2), "丙": (1, 0)}
    assert office.get(at(event, "people/")).context["attendance"].came == 3
    assert Event.objects.with_came().get().came == 3
    assert Event.objects.held_this_year().person_times() == 3
    assert Event.objects.get().seats_taken == 5


def test_where_nobody_kept_a_list_nothing_is_said(event, parties):
    assert Event.objects.with_came().get().came is None
    assert Event.objects.all().person_times() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_party_and_for_three(office, event, number, django_assert_num_queries):
    for name in "甲乙丙"[:number]:
        RegistrationFactory(event=event, person=PersonFactory(name=name), seats=2)
    with django_assert_num_queries(12):
        office.get(at(event, CAME))


# --- A list of hundreds


@pytest.fixture
def hundreds(event):
    """450 parties of two, each of whom sends two fields: more than Django reads of one form unless it is told to."""
    Event.objects.filter(pk=event.pk).update(capacity=1000)
    people = Person.objects.bulk_create(Person(name=f"邻居{number:03}") for number in range(450))
    by = officer_at("office_worker", event.organiser)
    rows = [Registration(event=event, person=person, by=by, seats=2, status="registered") for person in people]
    return Registration.objects.bulk_create(rows)


def fields_of(page) -> dict[str, str]:
    """What a browser posts of the page: every field that is not a box, as it is drawn, and no tick."""
    form = page.context["form"]
    drawn = {name: form[name].value() for name in form.fields if not name.startswith(("here-", "agreed", "close"))}
    return {name: str(value if value is not None else "") for name, value in drawn.items()}


def test_a_long_list_is_keyed_back_in_parts_each_saved_before_the_next(office, event, hundreds):
    address, kept = at(event, CAME), []
    for first, last, is_end in ((1, 200, False), (201, 400, False), (401, 450, True)):
        page = office.get(address)
        form = page.context["form"]
        assert (form.parties[0].number, form.parties[-1].number, form.is_end) == (first, last, is_end)
        assert ("close" in form.fields, len(form.blank_rows()) > 0) == (is_end, is_end)
        ticked = form.parties[7].registration
        kept.append(ticked.pk)
        sent = fields_of(page) | {f"here-{ticked.pk}": "on", f"came-{ticked.pk}": "1"}
        assert len(sent) + len(form.parties) < 1000
        go = str(page.context["page"].next_number or "")
        address = office.post(address, sent | {"go": go}).url
    assert address == at(event, "people/")
    came = Registration.objects.filter(status="attended").order_by("pk")
    assert sorted((one.pk, one.came) for one in came) == sorted((pk, 1) for pk in kept)


def test_what_was_ticked_counts_although_the_parts_have_moved(office, event, hundreds):
    page = office.get(at(event, CAME) + "?page=1")
    last = page.context["form"].parties[-1].registration
    RegistrationFactory(event=event, person=PersonFactory(name="阿一"))
    office.post(at(event, CAME) + "?page=1", fields_of(page) | {f"here-{last.pk}": "on", "go": "2"})
    assert Registration.objects.get(pk=last.pk).status == "attended"


def test_what_is_written_by_hand_counts_although_the_end_has_moved(office, event, parties, monkeypatch):
    notice = PrivacyNoticeFactory()
    assert notice
    drawn = keyed(office, event, **{"name-0": "丁", "seats-0": "1", "agreed": "on"})
    monkeypatch.setattr("events.admin.check_in.PARTIES_A_PAGE", 2)
    office.post(at(event, CAME), drawn)
    assert [row for row in states() if row[0] == "丁"] == [("丁", "attended", 1)]
