"""Who takes a course, as the office reads it: whose, on how many dates, and nothing to be changed there."""

import pytest
import time_machine

from events.actions.check_in import check_in
from events.actions.enrolments import leave
from events.actions.events import cancel_event
from events.models import Enrolment
from tests.factories import OrgUnitFactory, PioneerLinkFactory, ResidentFactory, officer
from tests.support.courses import course, dates_of, take
from tests.support.pages import marks
from tests.support.registrations import join

pytestmark = pytest.mark.django_db

LIST = "/admin/events/enrolment/"


@pytest.fixture(autouse=True)
def _office(client, staff):
    client.force_login(staff)


def shown(client, **asked):
    return list(client.get(LIST, asked).context["cl"].result_list)


def test_the_list_says_on_how_many_dates_who_has_seats_waits_and_came(client, staff):
    series = course(staff, capacity=1, times=5)
    first, _second, third, _fourth, last = dates_of(series)
    join(third)
    taken = take(series)
    with time_machine.travel(first.starts_at, tick=False):
        check_in(taken.registrations.get(event=first), by=staff)
    cancel_event(last, by=staff, reason="雨")

    (row,) = shown(client)
    assert (row.seated, row.waiting, row.attended) == (2, 1, 1)


def test_who_has_left_stays_in_view_and_can_be_told_apart(client, staff):
    series = course(staff)
    stays, gone = take(series), take(series)
    leave(gone, by=gone.by)

    assert shown(client) == [gone, stays]
    assert (shown(client, standing="live"), shown(client, standing="left")) == ([stays], [gone])
    assert [row.seated for row in shown(client)] == [0, 4]


def test_the_page_of_a_series_says_how_many_are_enrolled_and_leads_to_them(client, staff):
    series, other = course(staff), course(staff)
    mine, _theirs = take(series), take(other)
    page = client.get(f"/admin/events/eventseries/{series.pk}/change/")

    assert marks(page, "enrolled") == ["1"]
    assert f"{LIST}?series__id__exact={series.pk}" in page.content.decode()
    assert shown(client, series__id__exact=series.pk) == [mine]


def test_nothing_is_entered_changed_or_deleted_there(client, staff):
    taken = take(course(staff))
    for page in ("add/", f"{taken.pk}/delete/"):
        assert client.post(f"{LIST}{page}", {"post": "yes"}).status_code == 403
    assert client.post(f"{LIST}{taken.pk}/change/", {"seats": "2"}).status_code == 403
    assert Enrolment.objects.get().seats == 1


def test_a_branch_reads_who_takes_its_own_courses_and_what_its_people_take(client, staff):
    own, other = OrgUnitFactory(estate_branch=True), OrgUnitFactory(estate_branch=True)
    neighbour = ResidentFactory()
    PioneerLinkFactory(person=neighbour.person, post=OrgUnitFactory(pioneer_post=True, parent=own))
    here, theirs = course(staff, organiser=own), course(staff, organiser=other)
    of_series, of_people, _neither = take(here), take(theirs, by=neighbour), take(theirs)
    client.force_login(officer("branch_secretary", own))

    assert set(shown(client)) == {of_series, of_people}
    page = client.get(LIST).content.decode()
    assert f"/admin/events/eventseries/{here.pk}/change/" in page
    assert f"/admin/events/eventseries/{theirs.pk}/change/" not in page


def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(client, staff, django_assert_num_queries):
    take(course(staff))
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)
    many = course(staff, times=9)
    take(many)
    take(many)
    with django_assert_num_queries(9):
        client.get(LIST)
