"""A whole course for a neighbour at the desk: taking it, reading out what came of it, and leaving it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent
from common.time import clock
from events.actions.enrolments import leave
from events.actions.events import change_event
from events.actions.registrations import cancel_registration
from events.models import Enrolment, EventSeries
from tests import factories as make
from tests.support.courses import course, dates_of, drafted, standing, take
from tests.support.pages import levels, marks, text
from tests.support.registrations import heard, join
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db


def course_here(beat, **said) -> EventSeries:
    """A course of four evenings, which the branch of the post organises."""
    return course(organiser=beat.post.parent, **said)


def at(series, person=None) -> str:
    return f"/desk/series/{series.pk}/" + (f"?person={person.pk}" if person else "")


def test_a_neighbour_takes_the_whole_course_in_a_few_taps_and_hears_of_it(beat, desk):
    series, person = course_here(beat), beat.neighbour("赵奶奶")
    assert marks(desk.get(f"/desk/events/{dates_of(series)[1].pk}/"), "act") == ["enrol"]
    assert f'href="?person={person.pk}"' in desk.get(at(series)).content.decode()
    assert len(marks(desk.get(at(series, person)), "date")) == 4
    answer = desk.post(at(series, person), {"seats": "2"})

    made = Enrolment.objects.get()
    assert (made.person, made.seats, made.by) == (person, 2, beat.pioneer)
    assert standing(made) == ["registered"] * 4
    assert {row.by for row in made.registrations.all()} == {beat.pioneer}
    assert answer.url == f"/desk/enrolments/{made.pk}/"
    assert heard(person) == ["event_course_enrolled"]


def test_what_has_seats_and_what_waits_is_there_to_be_read_out(beat, desk):
    series, person = course_here(beat, capacity=1, bring="旧毛巾"), beat.neighbour("赵奶奶")
    join(dates_of(series)[2])
    assert marks(desk.get(at(series, person)), "why") == ["some_full"]
    shown = desk.post(at(series, person), {"seats": "1"}, follow=True)

    assert (marks(shown, "seated"), marks(shown, "waiting")) == (["3"], ["1"])
    assert marks(shown, "state") == ["registered", "registered", "waitlisted", "registered"]
    assert str(dates_of(series)[2].starts_at.astimezone(clock.HERE).day) in shown.context["waiting_days"]
    assert shown.context["seated_days"].count("、") == 2
    assert "旧毛巾" in text(shown)


def test_the_same_form_sent_twice_takes_the_course_once_and_says_so(beat, desk):
    series, person = course_here(beat), beat.neighbour("赵奶奶")
    desk.post(at(series, person), {"seats": "1"})
    again = desk.post(at(series, person), {"seats": "1"})

    assert (again.url, levels(again)[-1]) == (f"/desk/enrolments/{Enrolment.objects.get().pk}/", "info")
    assert desk.get(at(series)).context["there"] == {person.pk}


def test_who_has_not_agreed_is_asked_first(beat, desk):
    series, person = course_here(beat), beat.neighbour("赵奶奶")
    Consent.objects.all().delete()
    notice = make.PrivacyNoticeFactory()
    assert desk.post(at(series, person), {"seats": "1", "notice": notice.pk}).status_code == 422
    assert not Enrolment.objects.exists()
    desk.post(at(series, person), {"seats": "1", "notice": notice.pk, "consent": "on"})

    assert Enrolment.objects.get().person == person
    assert Consent.objects.in_force().get(person=person).given_by == beat.pioneer


def test_who_is_not_of_the_age_is_said_as_soon_as_one_knows_who_it_is(beat, desk):
    series, person = course_here(beat, min_age=70), beat.neighbour("年轻人")
    person.birth_year = clock.today().year - 30
    person.save()
    said = [desk.get(at(series, person)), desk.post(at(series, person), {"seats": "1"})]

    assert [(one.status_code, marks(one, "refused")) for one in said] == [(200, ["too_young"]), (422, ["too_young"])]
    assert not Enrolment.objects.exists()


def test_strangers_and_drafts_are_not_there(beat, elsewhere, desk):
    series, stranger = course_here(beat), elsewhere.neighbour("远处的人")
    assert desk.post(at(series, stranger), {"seats": "1"}).status_code == 404
    assert desk.get(at(drafted(organiser=beat.post.parent))).status_code == 404
    assert desk.get("/desk/series/99999999999999999999/").status_code == 404
    assert not Enrolment.objects.exists()


def test_nobody_is_enrolled_for_a_course_of_another_community(beat, desk):
    abroad = make.OrgUnitFactory(community=make.CommunityFactory(name="别的社区"))
    series, person = course(organiser=abroad), beat.neighbour("赵奶奶")
    assert desk.post(at(series, person), {"seats": "1"}).status_code == 422
    assert not Enrolment.objects.exists()


def test_a_date_that_is_no_offer_of_its_own_leads_to_the_course_and_a_course_that_is_none_to_its_date(beat, desk):
    person = beat.neighbour("赵奶奶")
    whole, single = course_here(beat, sign_up="course"), course_here(beat, sign_up="dates")
    date = dates_of(single)[0]

    assert desk.get(f"/desk/events/{dates_of(whole)[1].pk}/?person={person.pk}").url == at(whole, person)
    assert desk.get(f"/desk/events/{dates_of(whole)[1].pk}/").url == at(whole)
    assert desk.get(at(single, person)).url == f"/desk/events/{date.pk}/?person={person.pk}"
    assert marks(desk.get(f"/desk/events/{date.pk}/"), "act") == []


def test_a_course_whose_dates_are_all_closed_is_not_offered(beat, desk):
    series, staff = course_here(beat), make.StaffFactory()
    for date in dates_of(series):
        change_event(date, by=staff, registration_closes_at=clock.now())
    first = f"/desk/events/{dates_of(series)[0].pk}/"
    assert desk.get(at(series)).url == first
    assert marks(desk.get(first), "act") == []


def test_somebody_new_is_entered_on_the_way_and_one_comes_back_to_the_course(beat, desk):
    notice, series = make.PrivacyNoticeFactory(), course_here(beat)
    form = {"name": "孙爷爷", "post": beat.post.pk, "consent": "on", "notice": notice.pk}
    assert f"/desk/neighbours/new/?series={series.pk}" in desk.get(at(series)).content.decode()
    answer = desk.post(f"/desk/neighbours/new/?series={series.pk}", form)

    assert answer.url.startswith(f"{at(series)}?person=")
    assert desk.get(answer.url).status_code == 200


def test_in_care_mode_how_many_come_is_one_question_on_its_own_screen(beat, desk):
    desk.cookies["care"] = "1-0"
    series, person = course_here(beat), beat.neighbour("赵奶奶")
    Consent.objects.all().delete()
    notice = make.PrivacyNoticeFactory()
    first = desk.get(at(series, person)).content.decode()
    assert ('name="seats"' in first, 'name="consent"' in first) == (True, False)
    assert 'name="consent"' in desk.post(at(series, person), {"seats": "2", "step-at": "0"}).content.decode()
    desk.post(at(series, person), {"seats": "2", "consent": "on", "notice": notice.pk, "step-at": "1"})
    assert Enrolment.objects.get().seats == 2


# --- Leaving ------------------------------------------------------------------------------------------------------


@pytest.fixture
def taken(beat) -> Enrolment:
    return take(course_here(beat), by=beat.pioneer, person=beat.neighbour("赵奶奶"))


def test_leaving_asks_once_more_says_how_many_places_go_and_tells_the_neighbour(beat, desk, taken):
    page = f"/desk/enrolments/{taken.pk}/"
    assert marks(desk.get(page), "act") == ["leave"]
    assert marks(desk.get(f"{page}leave/"), "places") == ["4"]
    assert standing(taken) == ["registered"] * 4
    left = desk.post(f"{page}leave/", follow=True)

    assert (levels(left), marks(left, "enrolled"), marks(left, "seated")) == (["success"], ["left"], [])
    assert standing(taken) == ["cancelled"] * 4
    assert heard(taken.person) == ["event_course_enrolled", "event_course_left"]
    assert desk.get(f"{page}leave/").url == page
    assert levels(desk.post(f"{page}leave/")) == ["error"]


def test_a_date_leads_to_the_course_and_is_taken_back_while_the_course_goes_on(beat, desk, taken):
    one = taken.registrations.get(event=dates_of(taken.series)[1])
    page = f"/desk/registrations/{one.pk}/"
    assert marks(desk.get(page), "enrolment") == [str(taken.pk)]
    cancel_registration(one, by=beat.pioneer)
    type(one).objects.filter(pk=one.pk).update(cancelled_at=clock.now() - one.UNDO_FOR)
    assert f'action="{page}undo/"' in desk.get(page).content.decode()
    desk.post(f"{page}undo/")
    assert standing(taken) == ["registered"] * 4


def test_the_courses_of_people_of_others_are_not_there(beat, elsewhere, desk):
    theirs = take(course_here(beat), by=elsewhere.pioneer, person=elsewhere.neighbour("远处的人"))
    page = f"/desk/enrolments/{theirs.pk}/"
    assert [desk.get(page).status_code, desk.get(f"{page}leave/").status_code] == [404, 404]
    assert desk.post(f"{page}leave/").status_code == 404
    assert theirs.series.enrolments.live().count() == 1


def test_who_has_left_may_take_the_course_again(beat, desk, taken):
    leave(taken, by=beat.pioneer)
    assert at(taken.series, taken.person) in desk.get(f"/desk/enrolments/{taken.pk}/").content.decode()
    desk.post(at(taken.series, taken.person), {"seats": "1"})
    assert Enrolment.objects.live().get().person == taken.person


# --- Where it is offered ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("noon")
def test_the_list_of_who_comes_offers_the_course_to_who_may_register_neighbours(beat):
    station = make.StationFactory(community=beat.building.community)
    series = course_here(
        beat, space=make.SpaceFactory(station=station), first_day=clock.today(), starts=dt.time(23, 30)
    )
    page = f"/desk/events/{dates_of(series)[0].pk}/people/"
    office = signed_in(make.officer("office_worker", beat.post.parent.parent))
    received = signed_in(make.officer("receptionist", station))

    assert [marks(client.get(page), "act") for client in (office, received)] == [["enrol"], []]


@pytest.mark.parametrize("dates", [1, 9])
def test_dates_cost_no_queries(beat, desk, dates):
    series = course_here(beat, times=dates)
    taken, other = (take(series, by=beat.pioneer, person=beat.neighbour(name)) for name in ("赵奶奶", "钱爷爷"))
    pages = {
        f"/desk/enrolments/{taken.pk}/": 7,
        f"/desk/enrolments/{taken.pk}/leave/": 6,
        at(series): 6,
        at(series, beat.neighbour("孙奶奶")): 10,
        f"/desk/events/{dates_of(series)[0].pk}/": 7,
    }
    desk.get("/desk/")
    counted = {}
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(page).status_code == 200
        counted[page] = len(queries)
    assert counted == pages
    assert text(desk.get(f"/desk/enrolments/{other.pk}/"))
