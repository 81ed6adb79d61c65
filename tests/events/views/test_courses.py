"""The page of a date of a course, taking the whole course, and the own course."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from common.time import clock
from events.actions.enrolments import leave
from events.actions.events import cancel_event, change_event
from events.actions.registrations import cancel_registration
from events.actions.series import cancel_series
from events.models import Enrolment, Registration
from tests.factories import GuardianshipFactory, NeighbourFactory, ResidentFactory, StaffFactory
from tests.support.courses import course, dates_of, drafted, standing, take
from tests.support.forms import form_on
from tests.support.pages import codes, levels, marks, text
from tests.support.registrations import join

pytestmark = pytest.mark.django_db


def page(client, event):
    return client.get(event.get_absolute_url())


def enrol_url(series):
    return reverse("events:enrol", args=[series.pk])


# --- The page of one date -----------------------------------------------------------------------------------------


def test_the_page_of_a_date_says_which_one_it_is_and_lists_the_others_with_their_free_seats(client):
    series = course(capacity=2)
    first, second, third, last = dates_of(series)
    join(third, seats=2)
    response = page(client, second)

    assert response.context["number"] == 2
    assert "第 2 次，共 4 次" in text(response)
    assert marks(response, "date") == [str(date.series_day) for date in (first, third, last)]
    assert [date.standing.value for date in response.context["other_dates"]] == ["open", "waitlist", "open"]


def test_seats_that_are_kept_for_elders_are_said_to_be_theirs_in_the_list_of_dates(client):
    first, second, *_more = dates_of(course(capacity=5))
    change_event(second, by=StaffFactory(), seats_for_elders=2, elders_until=second.starts_at)
    shown = re.sub(r"<[^>]*>", "", text(page(client, first)).split(f'data-date="{second.series_day}"')[1])
    assert "还有 3 个名额" in shown
    assert "另有 2 个名额留给 60 岁及以上的邻居" in shown


def test_a_cancelled_date_is_listed_and_counts_for_nothing(client):
    series = course()
    first, second, _third, last = dates_of(series)
    cancel_event(second, by=StaffFactory(), reason="雨")

    assert (page(client, last).context["number"], page(client, last).context["course"].count) == (3, 3)
    assert page(client, second).context["number"] == 0
    assert page(client, first).context["other_dates"][0].standing.value == "cancelled"


@pytest.mark.parametrize(
    ("sign_up", "acts"), [("both", ["enrol", "register"]), ("course", ["enrol"]), ("dates", ["register"])]
)
def test_the_page_offers_the_ways_of_signing_up_that_the_organiser_offers(client, sign_up, acts):
    series = course(sign_up=sign_up)
    assert [act for act in marks(page(client, dates_of(series)[0]), "act") if act in acts or act] == acts


def test_nothing_of_a_draft_is_in_view(client):
    series = drafted()
    assert page(client, dates_of(series)[0]).status_code == 404
    for address in ("/events/", "/events/calendar/"):
        assert series.title not in text(client.get(address))


@pytest.mark.parametrize(("signed_in", "queries"), [(False, 2), (True, 6)])
def test_the_page_of_a_date_takes_as_many_queries_with_many_dates(
    client, django_assert_num_queries, signed_in, queries
):
    few, many = course(times=1), course(times=9)
    user = ResidentFactory()
    take(many, by=user)
    client.get("/events/")
    if signed_in:
        client.force_login(user)
    for date in (dates_of(few)[0], dates_of(many)[0]):
        with django_assert_num_queries(queries):
            page(client, date)


# --- Taking the whole course --------------------------------------------------------------------------------------


def test_who_is_signed_out_is_led_to_sign_in_and_back(client):
    url = enrol_url(course())
    assert client.get(url).url == f"/accounts/login/?next={url}"


def test_a_resident_takes_the_course_and_lands_on_the_own_course(signed_in, reader):
    series = course()
    assert signed_in.get(enrol_url(series)).headers["Cache-Control"] == "private, no-store"
    response = signed_in.post(enrol_url(series), {"person": reader.person_id, "seats": 2})

    mine = Enrolment.objects.get()
    assert (mine.person, mine.seats, mine.by) == (reader.person, 2, reader)
    assert response.url == mine.get_absolute_url()
    assert marks(signed_in.get(response.url), "state")[1:] == ["registered"] * 4


def test_the_same_form_sent_twice_takes_it_once_and_says_so(signed_in, reader):
    series = course()
    sent = {**form_on(signed_in.get(enrol_url(series)), "token"), "person": reader.person_id}
    signed_in.post(enrol_url(series), sent)
    response = signed_in.post(enrol_url(series), sent, follow=True)

    assert levels(response) == ["info"]
    assert Enrolment.objects.count() == 1


def test_the_page_of_the_form_names_the_dates_and_says_which_are_full(signed_in):
    series = course(capacity=1)
    join(dates_of(series)[2])
    response = signed_in.get(enrol_url(series))

    assert marks(response, "why") == ["some_full"]
    assert len(marks(response, "date")) == 4


def test_in_care_mode_one_question_is_asked_a_screen(signed_in, reader):
    GuardianshipFactory(person=NeighbourFactory(name="小宝"), by=reader.person)
    series = course()
    signed_in.cookies["care"] = "1-0"
    first = signed_in.get(enrol_url(series))
    assert first.context["steps"].number == 1
    second = signed_in.post(enrol_url(series), {"person": reader.person_id, "step-at": "0"})
    assert second.context["steps"].number == 2
    assert not Enrolment.objects.exists()


def test_who_is_too_young_reads_it_beside_the_question(signed_in, reader):
    reader.person.birth_year = clock.today().year - 20
    reader.person.save()
    response = signed_in.post(enrol_url(course(min_age=60)), {"person": reader.person_id, "seats": 1})

    assert response.status_code == 422
    assert codes(response.context["steps"].form) == {"person": ["too_young"]}


def test_a_course_that_is_not_offered_or_over_leads_back_to_its_date(signed_in):
    series = course(sign_up="dates")
    assert signed_in.get(enrol_url(series)).url == dates_of(series)[0].get_absolute_url()


@pytest.mark.parametrize("key", ["0", "99999999999999999999"])
def test_a_course_that_is_none_is_not_found(signed_in, key):
    assert signed_in.get(f"/events/series/{key}/enrol/").status_code == 404
    assert signed_in.get(f"/events/enrolments/{key}/").status_code == 404


def test_a_draft_is_not_found(signed_in):
    assert signed_in.get(enrol_url(drafted())).status_code == 404


# --- The own course -----------------------------------------------------------------------------------------------


@pytest.fixture
def mine(reader):
    return take(course(), by=reader)


def place(enrolment, number):
    return enrolment.registrations.get(event=dates_of(enrolment.series)[number])


def test_absent_once_and_coming_after_all_by_two_taps_without_javascript(signed_in, mine):
    one = place(mine, 1)
    response = signed_in.post(reverse("events:cancel", args=[one.pk]))
    assert response.url == mine.get_absolute_url()
    page = signed_in.get(response.url)
    assert marks(page, "state")[1:] == ["registered", "cancelled", "registered", "registered"]
    assert marks(page, "act").count("undo") == 1

    signed_in.post(reverse("events:undo", args=[one.pk]))
    assert standing(mine) == ["registered"] * 4


def test_where_others_wait_it_is_asked_first(signed_in, reader):
    series = course(capacity=1)
    mine = take(series, by=reader)
    join(dates_of(series)[0])
    one = place(mine, 0)
    response = signed_in.post(reverse("events:cancel", args=[one.pk]))

    assert response.url == reverse("events:cancel", args=[one.pk])
    signed_in.post(response.url, {"sure": "1"})
    assert standing(mine)[0] == "cancelled"


def test_the_registration_of_a_date_leads_to_the_course_and_back_from_an_absence(signed_in, mine):
    one = place(mine, 0)
    cancel_registration(one, by=mine.by)
    Registration.objects.filter(pk=one.pk).update(cancelled_at=clock.now() - dt.timedelta(hours=3))
    page = signed_in.get(reverse("events:registration", args=[one.pk]))

    assert marks(page, "enrolment") == [str(mine.pk)]
    assert page.context["can_undo"]


def test_leaving_asks_once_more_and_says_how_many_places_go(signed_in, mine):
    url = reverse("events:leave", args=[mine.pk])
    assert marks(signed_in.get(url), "places") == ["4"]
    assert standing(mine) == ["registered"] * 4
    response = signed_in.post(url, follow=True)

    assert levels(response) == ["success"]
    assert marks(response, "state")[0] == "left"
    assert standing(mine) == ["cancelled"] * 4
    assert signed_in.get(url).url == mine.get_absolute_url()
    assert levels(signed_in.post(url, follow=True)) == ["error"]


def test_the_own_course_says_what_is_otherwise_on_a_date_and_that_the_rest_is_cancelled(signed_in, mine):
    staff = StaffFactory()
    change_event(dates_of(mine.series)[1], by=staff, title="参观美术馆", place="美术馆")
    cancel_series(mine.series, by=staff, reason="老师病了")
    shown = text(signed_in.get(mine.get_absolute_url()))

    assert "参观美术馆" in shown
    assert "老师病了" in shown


def test_nobody_sees_the_course_of_a_stranger(signed_in):
    theirs = take(course())
    for name in ("enrolment", "leave"):
        assert signed_in.get(reverse(f"events:{name}", args=[theirs.pk])).status_code == 404
    assert signed_in.post(reverse("events:leave", args=[theirs.pk])).status_code == 404
    assert theirs.series.enrolments.live().count() == 1


def test_the_own_course_takes_as_many_queries_with_many_dates(signed_in, reader, django_assert_num_queries):
    one, many = take(course(times=1), by=reader), take(course(times=9), by=reader)
    signed_in.get("/me/")
    for enrolment in (one, many):
        with django_assert_num_queries(6):
            signed_in.get(enrolment.get_absolute_url())


def test_what_is_to_come_of_a_course_is_one_line_among_ones_own_and_all_dates_in_the_file(signed_in, reader):
    series = course(capacity=1)
    join(dates_of(series)[3])
    mine = take(series, by=reader)
    (plan,) = signed_in.get("/me/").context["coming"]
    assert (plan.dates, plan.waiting, plan.registration) == (4, 1, place(mine, 0))
    assert signed_in.get("/me/calendar.ics").content.count(b"BEGIN:VEVENT") == 4

    leave(mine, by=reader)
    assert signed_in.get("/me/").context["coming"] == []
