"""/events/: for whom and for which age, the shortcuts above the list, the search, and ways out of an empty list."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from common.time import clock
from events.models import Event
from events.models.ages import AgeSpan
from tests.factories import (
    EventFactory,
    GuardianshipFactory,
    NeighbourFactory,
    OrgUnitFactory,
    RegistrationFactory,
    ResidentFactory,
    UserFactory,
)
from tests.support.pages import marks

pytestmark = pytest.mark.django_db
# A Wednesday noon in the community.
NOW = dt.datetime(2026, 11, 18, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def _stopped_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def on(day: int, **more) -> Event:
    return EventFactory(starts_at=clock.day_start(dt.date(2026, 11, day)) + dt.timedelta(hours=9), **more)


def titles(client: Client, query: str) -> set[str]:
    response = client.get(f"/events/{query}")
    assert response.status_code == 200
    assert response.context["filter"].ignored == []
    return {event.title for event in response.context["page"].rows}


@pytest.fixture
def of_all_audiences():
    unit = OrgUnitFactory()
    for audience in Event.Audience:
        on(20, title=audience.value, audience=audience, organiser=unit)
    on(20, title="5–14", min_age=5, max_age=14, organiser=unit)
    on(20, title="from 18", min_age=18, organiser=unit)
    on(20, title="families from 8", audience="families", min_age=8, organiser=unit)
    on(20, title="elders from 55", audience="elders", min_age=55, organiser=unit)
    on(20, title="to 59", max_age=59, organiser=unit)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["families"], {"everyone", "families", "children", "5–14", "families from 8", "to 59"}),
        (["children"], {"everyone", "families", "children", "5–14", "families from 8", "to 59"}),
        (["elders"], {"everyone", "elders", "from 18", "elders from 55"}),
        (["workers"], {"everyone", "workers", "from 18", "to 59"}),
        (["members"], {"everyone", "members", "from 18", "to 59"}),
        # A grandmother with her grandchild.
        (["families", "elders"], {"everyone"}),
    ],
)
@pytest.mark.usefixtures("of_all_audiences")
def test_a_group_finds_what_is_for_it_and_what_everybody_may_join(client, groups, expected):
    assert titles(client, "?" + "&".join(f"audience={group}" for group in groups)) == expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("0", {"everyone", "families", "children", "to 59"}),
        ("5", {"everyone", "families", "children", "5–14", "to 59"}),
        ("14", {"everyone", "families", "children", "5–14", "families from 8", "to 59"}),
        ("17", {"everyone", "families", "children", "workers", "families from 8", "to 59"}),
        ("18", {"everyone", "families", "workers", "members", "from 18", "families from 8", "to 59"}),
        (
            "６０",
            {"everyone", "families", "elders", "workers", "members", "from 18", "families from 8", "elders from 55"},
        ),
    ],
)
@pytest.mark.usefixtures("of_all_audiences")
def test_an_age_finds_what_admits_it(client, age, expected):
    assert titles(client, f"?age={age}") == expected


@pytest.mark.usefixtures("of_all_audiences")
def test_the_filter_and_the_events_own_ages_say_the_same():
    for age in range(120):
        found = set(Event.objects.for_ages(age, age))
        admitting = {e for e in Event.objects.all() if (e.ages.low or 0) <= age <= (e.ages.high or 120)}
        assert found == admitting, age


def test_cards_say_the_ages_and_nothing_for_everybody(client):
    on(20)
    on(21, audience="families", min_age=5, max_age=14)
    on(22, audience="elders")
    on(23, max_age=14)
    on(24, min_age=8, max_age=8)
    page = client.get("/events/").content.decode()
    cards = page.split('class="kind">')[1:]
    said = [card.split("</p>")[0].replace("<span>", "").replace("</span>", "") for card in cards]
    assert said == [
        "亲子阅读",
        "亲子阅读 · 亲子家庭 · 5–14 岁",
        "亲子阅读 · 长者 · 60 岁以上",
        "亲子阅读 · 14 岁以下",
        "亲子阅读 · 8 岁",
    ]


def shortcuts(client: Client, query: str) -> dict[str, tuple[str, bool]]:
    response = client.get(f"/events/{query}")
    return {one.words: (one.href, one.is_set) for one in response.context["filter"].shortcuts}


def test_shortcuts_are_set_together_and_taken_away_one_by_one(client):
    assert shortcuts(client, "") == {
        "今天": ("?days=today", False),
        "本周末": ("?days=weekend", False),
        "带孩子": ("?audience=families", False),
        "长者": ("?audience=elders", False),
    }
    assert shortcuts(client, "?days=weekend&audience=families&page=2") == {
        "今天": ("?days=today&audience=families", False),
        "本周末": ("?audience=families", True),
        "带孩子": ("?days=weekend", True),
        "长者": ("?days=weekend&audience=families&audience=elders", False),
    }
    # A picked day gives way.
    assert shortcuts(client, "?date=2026-11-20")["今天"] == ("?days=today", False)


def test_what_is_set_is_marked_and_counted_and_the_form_is_closed(client):
    for n in range(23):
        on(20, title=f"t{n}", audience="families")
    on(20, audience="elders")
    plain = client.get("/events/")
    assert (marks(plain, "found"), plain.content.decode().count('aria-current="true"')) == ([], 0)
    for page in ("", "&page=2"):
        response = client.get(f"/events/?audience=families{page}")
        assert marks(response, "found") == ["23"]
        text = response.content.decode()
        assert text.count('aria-current="true"') == 1
        assert '<details class="card event-filter">' in text
        assert [chip.words for chip in response.context["filter"].chips] == ["带孩子"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("太极拳", {"太极 拳·晨练"}),
        ("太极　晨练", {"太极 拳·晨练"}),
        ("ＫＴＶ", {"银发ktv"}),
        ("Ktv", {"银发ktv"}),
        ("多功能厅", {"银发ktv"}),
        ("幸福驿站多功能厅 银发", {"银发ktv"}),
        ("太极 银发", set()),
    ],
)
def test_the_search_finds_titles_and_places_in_any_writing(client, typed, found):
    unit = OrgUnitFactory()
    on(20, title="太极 拳·晨练", place="中心广场", organiser=unit)
    on(20, title="银发ktv", place="幸福驿站·多功能厅", organiser=unit)
    response = client.get("/events/", {"q": typed})
    assert {event.title for event in response.context["page"].rows} == found


def test_an_empty_list_says_without_which_filter_something_is_found(client, django_assert_num_queries):
    unit = OrgUnitFactory()
    for _n in range(3):
        on(21, audience="families", organiser=unit)
    on(20, audience="elders", organiser=unit)
    client.get("/events/")
    with django_assert_num_queries(2):
        response = client.get("/events/?days=today&audience=members&kind=sport")
    assert response.context["ways_out"] == []
    with django_assert_num_queries(2):
        response = client.get("/events/?days=weekend&audience=families&audience=elders&kind=reading")
    ways = [(way.chip.words, way.found, way.chip.href) for way in response.context["ways_out"]]
    # Without “with children” or “this weekend” there is still nothing: the elders' event is on Friday.
    assert ways == [("长者", 3, "?kind=reading&days=weekend&audience=families")]
    assert marks(response, "without") == ["3"]
    assert marks(response, "found") == ["0"]


def acts(client: Client) -> list[str]:
    return marks(client.get("/events/"), "act")


def test_the_button_of_a_card_does_what_it_says(client):
    opened = on(20)
    full = on(21, capacity=1)
    RegistrationFactory(event=full)
    for more in (
        {"capacity": None},
        {"registration_closes_at": NOW - dt.timedelta(minutes=1)},
        {"status": "cancelled"},
    ):
        on(22, **more)
    page = client.get("/events/").content.decode()
    assert acts(client) == ["register", "waitlist", "look", "look", "look"]
    buttons = page.split("event-card__act")[1:]
    hrefs = [button.split('href="')[1].split('"')[0] for button in buttons]
    assert hrefs[:2] == [f"/events/{opened.pk}/register/", f"/events/{full.pk}/register/"]
    assert not any("register" in href for href in hrefs[2:])


def test_the_button_registers_only_whom_the_reader_can_still_bring(client):
    reader = ResidentFactory(person__birth_year=1980)
    everybody, children = on(20), on(21, audience="children")
    client.force_login(reader)
    assert acts(client) == ["register", "look"]
    RegistrationFactory(event=everybody, person=reader.person, by=reader)
    assert acts(client) == ["look", "look"]
    GuardianshipFactory(person=NeighbourFactory(birth_year=2018), by=reader.person)
    assert acts(client) == ["register", "register"]
    client.force_login(UserFactory(person=None))
    assert acts(client) == ["register", "register"]
    assert children.ages == AgeSpan(high=17)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_a_reader_costs_as_many_queries_however_long_it_is(client, django_assert_num_queries, count):
    client.force_login(ResidentFactory())
    unit = OrgUnitFactory()
    client.get("/events/")
    for _n in range(count):
        on(20, organiser=unit)
    with django_assert_num_queries(4):
        client.get("/events/")
