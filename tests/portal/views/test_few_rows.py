"""In care mode every list shows few rows before “more”, on every page that residents and volunteers read."""

import datetime as dt
from html.parser import HTMLParser

import pytest
from django.test import Client

from accounts.models import AccessLog, Notification
from common.time import clock
from events.models import Event
from grid.models import Building, Household, PioneerLink
from stations.models import Space, Station
from tests import factories as make
from tests.browser.matters import crowd_of_matters
from tests.browser.place import Place, furnish
from tests.browser.public_pages import OPEN, OWN, addresses
from tests.browser.recaps import OF_ORGANISER, organiser_of
from tests.browser.service import crowd_of_volunteers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

# Rows of a list before “more”; of free hours, which stand two abreast, four.
ROWS, HOURS = 3, 4
MANY = 6
# Lists that are no rows to read, by their class, else by their page: all of them are to be seen.
NO_ROWS = {
    "home": "the doors",
    "me_consent_withdraw": "a text: what follows from it",
    "cluster event-shortcuts": "the ways to narrow the list of events, two abreast",
    "choose-building__numbers": "the buildings of an estate: one looks for the own number",
    "desk-doors": "the doors of the desk",
    "figures team-figures": "the figures of the team, two abreast",
    "volunteers:list": "the doors of the team",
    "volunteers:team": "the doors of the team",
    "volunteers:leave": "a text: what follows from it",
    "way": "the steps of a matter, like those of a parcel: all are to be seen",
    "matter-acts": "what may be done with a matter now",
    "brief__photos": "the photos of a brief: all are to be printed",
    "board-sums": "the figures of the day, two abreast",
}
# The pages with the longest lists: there something must be folded.
LONG = {
    *("home", "events:list", "events:calendar", "stations:list", "stations:rooms", "stations:plan"),
    *("station", "stations:space", "plan", "grid", "organisation"),
    *("me", "me_all", "me_bookings", "me_notices", "me_wards", "me_data"),
    *("desk:station", "desk:rooms", "desk:room", "desk:buildings", "desk:building", "desk:due", "desk:neighbours"),
    *("volunteers:list", "volunteers:shifts", "volunteers:mine", "volunteers:certificates", "desk:records"),
    *("matters:list", "matters:mine", "desk:matters", "desk:matter_calls"),
    *("desk:over", "desk:recap"),
    *("desk:registrations", "desk:events", "desk:register", "desk:people", "desk:who", "desk:household"),
}


class Lists(HTMLParser):
    """The rows of each list of the main part that are not folded: (class of the list, how many)."""

    def __init__(self) -> None:
        super().__init__()
        self.main, self.folded, self.open, self.counted = False, 0, [], []

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "main":
            self.main = True
        elif tag == "details":
            self.folded += "open" not in facts or self.folded > 0
        elif self.main and tag in ("ul", "ol"):
            self.open.append([facts.get("class") or "", 0, self.folded])
        elif tag == "li" and self.open:
            self.open[-1][1] += 1

    def handle_endtag(self, tag):
        if tag == "main":
            self.main = False
        elif tag == "details":
            self.folded -= self.folded > 0
        elif tag in ("ul", "ol") and self.open:
            style, rows, folded = self.open.pop()
            if not folded:
                self.counted.append((style, rows))


def unfolded(html: str) -> list[tuple[str, int]]:
    lists = Lists()
    lists.feed(html)
    return lists.counted


def crowd(place: Place) -> None:
    """Many rows of everything that stands in a list."""
    grid, user, community = place.grid, place.user, place.community
    station, room = Station.objects.earliest("pk"), Space.objects.get(name="会客厅")
    post = PioneerLink.objects.get().post
    building = Building.objects.get()
    tomorrow = clock.day_start(clock.today() + dt.timedelta(days=1))
    hour = dt.timedelta(hours=1)
    Event.objects.filter(capacity__gt=1).update(capacity=200)
    told = Event.objects.get(recap_published_at__isnull=False)
    for number in range(MANY):
        day = tomorrow + number * dt.timedelta(days=1)
        event = make.EventFactory(organiser=post.parent, grid=grid, starts_at=day + 9 * hour)
        make.EventFactory(organiser=post.parent, starts_at=clock.now() + (number + 1) * hour)
        make.EventPhotoFactory(event=told)
        make.EventFactory(organiser=post.parent, past=True)
        make.RegistrationFactory(event=event, person=user.person, by=user)
        make.RegistrationFactory(event=place.event, person=make.PersonFactory())
        make.RegistrationFactory(event=Event.objects.get(title="剪纸小课堂"), person=make.PersonFactory())
        make.SpaceFactory(station=station, name=f"活动室{number}")
        make.StationFactory(community=community, grid=grid, name=f"驿站{number}")
        make.GridFactory(community=community)
        branch = make.OrgUnitFactory(community=community, estate_branch=True)
        make.OrgUnitFactory(community=community, pioneer_post=True, parent=branch)
        more = make.BuildingFactory(estate=building.estate, grid=grid)
        make.PostBuildingFactory(post=post, building=more)
        make.HouseholdFactory(building=building, code=f"90{number}")
        neighbour = make.PioneerLinkFactory(post=post).person
        make.RegistrationFactory(event=place.event, person=neighbour, by=user)
        make.GuardianshipFactory(by=user.person)
        make.BookingFactory(space=room, person=user.person, by=user, starts_at=day + 19 * hour)
        on = clock.today() - (number + 30) * dt.timedelta(days=1)
        make.VisitFactory(household=Household.objects.earliest("pk"), visitor=user.person, by=user, post=post, on=on)
        Notification.objects.create(recipient=user.person, kind="test", title="通知")
        AccessLog.objects.create(user=user, person=user.person, what="phone", reason="回电话")
    crowd_of_volunteers(user, MANY)
    crowd_of_matters(user, MANY)


def test_every_list_shows_few_rows_before_more():
    """Three rows, and of free hours four. What is not a list to read is named with its reason."""
    place = furnish()
    readers = ((None, OPEN), (place.user, OWN), (organiser_of(place.event.organiser), OF_ORGANISER))
    pages = [(user, addresses(names, place)) for user, names in readers]
    crowd(place)
    wrong, folded = [], set()
    for user, paths in pages:
        reader = Client()
        if user:
            reader.force_login(user, backend="accounts.auth.backends.AppointmentBackend")
        reader.cookies["care"] = "1-3"
        for name, address in paths.items():
            html = reader.get(address).content.decode()
            if 'class="few-more"' in html:
                folded.add(name)
            for style, rows in unfolded(html):
                most = HOURS if style in ("seats", "pick-times") else ROWS
                if rows > most and (style or name) not in NO_ROWS:
                    wrong.append(f"{name}: {rows} rows of “{style}”, more than {most}")
    assert wrong == [], "\n".join(wrong)
    assert LONG - folded == set()
