"""Series as the office keeps them, through the real addresses of the admin site."""

import datetime as dt

import pytest

from common.time import clock
from events.actions.events import change_event, copy_event
from events.admin.forms.series import EventSeriesForm
from events.models import Event, EventSeries
from tests.factories import OrgUnitFactory, officer
from tests.support.courses import course, dates_of, drafted, take
from tests.support.office_events import text_of
from tests.support.pages import codes, levels, marks
from tests.support.registrations import heard, join

pytestmark = pytest.mark.django_db

LIST = "/admin/events/eventseries/"
ASIDE = {"weekdays", "without_holidays", "organiser", "grid", "space"}


def at(series, page="change/"):
    return f"{LIST}{series.pk}/{page}"


def form_of(series, **changes):
    """What the browser posts when only `changes` are typed."""
    typed = {name: getattr(series, name) for name in EventSeriesForm.Meta.fields if name not in ASIDE}
    typed |= {"weekdays": series.weekdays, "organiser": series.organiser_id, "grid": "", "space": ""}
    typed |= {"seen": series.changed_at.isoformat() if series.pk else "", "plan_seen": "", "reason": ""}
    if series.without_holidays:
        typed["without_holidays"] = "on"
    return {name: "" if value is None else value for name, value in {**typed, **changes}.items()}


def hidden(response, name):
    return response.context["adminform"].form[name].value()


def typed_series(**said):
    unit = OrgUnitFactory()
    first = clock.today() + dt.timedelta(days=1)
    rule = {"rhythm": "weekly", "every": 1, "weekdays": [first.weekday()], "first_day": first, "times": 4}
    words = {"title": "书法课", "kind": "learning", "place": "三楼", "starts": "19:00", "capacity": 10}
    return EventSeries(organiser=unit, community=unit.community, **{**rule, **words, **said})


def test_a_new_series_is_a_draft_with_its_dates(client, staff):
    series = typed_series()
    response = client.post(LIST + "add/", form_of(series))

    made = EventSeries.objects.get()
    assert response.url == at(made)
    assert (made.status, made.community, made.events.count()) == ("draft", series.community, 4)
    assert marks(client.get(at(made)), "state") == ["draft"] * 4


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"weekdays": []}, "weekdays", "required"),
        ({"times": ""}, "__all__", "event_series_ends"),
        ({"times": 10_000}, "times", "max_value"),
        ({"times": "", "last_day": "2020-01-01"}, "__all__", "event_series_ends"),
        ({"first_day": "9999-12-31"}, None, None),
        ({"first_day": "2020-01-01"}, "first_day", "begun"),
        ({"nth": 2}, "__all__", "event_series_rhythm_known"),
        ({"starts": "25:00"}, "starts", "invalid"),
        ({"weekdays": ["9"]}, "weekdays", "invalid_choice"),
        ({"place": ""}, "place", None),
    ],
)
def test_what_makes_no_sense_is_answered_in_the_form(client, staff, typed, field, code):
    response = client.post(LIST + "add/", form_of(typed_series(), **typed))

    assert response.status_code == 200
    said = codes(response.context["adminform"].form)
    assert said
    if code:
        assert said[field] == [code]
    assert not EventSeries.objects.exists()


def test_a_change_shows_first_what_becomes_of_the_dates_and_is_saved_by_the_second_tap(client, staff):
    series = course(staff)
    mine, single = take(series), join(dates_of(series)[3])
    change_event(dates_of(series)[1], by=staff, capacity=5)
    series.refresh_from_db()
    first = client.post(at(series), form_of(series, starts="18:30", capacity=12))

    assert codes(first.context["adminform"].form) == {"__all__": ["plan_unseen"]}
    assert marks(first, "plan-act") == ["change"] * 4
    assert first.context["plan_told"] == 2
    assert {clock_hour(event) for event in dates_of(series)} == {19}

    typed = form_of(series, starts="18:30", capacity=12, plan_seen=hidden(first, "plan_seen"))
    second = client.post(at(series), typed)
    assert second.status_code == 302
    assert {clock_hour(event) for event in dates_of(series)} == {18}
    assert [event.capacity for event in dates_of(series)] == [12, 5, 12, 12]
    assert heard(mine.person)[-1] == "event_series_changed"
    assert heard(single.person)[-1] == "event_changed"


def clock_hour(event):
    return event.starts_at.astimezone(clock.HERE).hour


def test_a_capacity_that_would_take_seats_is_refused_at_its_field_with_the_dates(client, staff):
    series = course(staff)
    join(dates_of(series)[2], seats=3)
    response = client.post(at(series), form_of(series, capacity=2))

    form = response.context["adminform"].form
    assert codes(form) == {"capacity": ["capacity_below_taken"]}
    assert str(dates_of(series)[2].series_day.day) in str(form.errors["capacity"])


def test_dates_fall_away_with_a_reason_only(client, staff):
    series = course(staff)
    seen = hidden(client.post(at(series), form_of(series, times=2)), "plan_seen")
    refused = client.post(at(series), form_of(series, times=2, plan_seen=seen))
    assert codes(refused.context["adminform"].form) == {"reason": ["no_reason"]}
    client.post(at(series), form_of(series, times=2, plan_seen=seen, reason="老师调走了"))

    assert [event.status for event in dates_of(series)] == ["published", "published", "cancelled", "cancelled"]


def test_a_date_that_was_changed_alone_is_marked_on_both_pages(client, staff):
    series = course(staff)
    date = dates_of(series)[1]
    change_event(date, by=staff, title="结业展")

    assert marks(client.get(at(series)), "own") == ["", "title", "", ""]
    of_date = client.get(f"/admin/events/event/{date.pk}/change/")
    assert marks(of_date, "series") == [str(series.pk)]


def test_what_to_bring_and_access_are_entered_once_and_shown_as_changes_of_the_dates(client, staff):
    series = course(staff)
    typed = {"bring": "毛笔", "meeting_point": "东门", "access": ["toilet", "seats"]}
    first = client.post(at(series), form_of(series, **typed))
    said = [changes for _date, changes, _own in first.context["plan_lines"]]
    assert said == ["无障碍、要带什么、集合地点"] * 4
    client.post(at(series), form_of(series, **typed, plan_seen=hidden(first, "plan_seen")))

    dates = dates_of(series)
    assert {(date.bring, date.meeting_point, tuple(date.access)) for date in dates} == {
        ("毛笔", "东门", ("toilet", "seats"))
    }


def test_a_date_of_a_draft_offers_no_publishing_of_its_own_and_says_why(client, staff):
    series = drafted(staff)
    page = f"/admin/events/event/{dates_of(series)[0].pk}/"
    shown = client.get(f"{page}change/").content.decode()
    assert ('name="_publish"' in shown, f'href="{page}publish/"' in shown) == (False, False)
    assert levels(client.post(f"{page}publish/", follow=True)) == ["error"]
    assert {event.status for event in dates_of(series)} == {"draft"}

    alone = client.get(f"/admin/events/event/{copy_event(dates_of(series)[0], by=staff).pk}/change/")
    assert 'name="_publish"' in alone.content.decode()


def test_publishing_and_cancelling_the_rest_are_pages_that_ask_first(client, staff):
    series = drafted(staff)
    assert client.get(at(series, "publish/")).status_code == 200
    assert EventSeries.objects.get().status == "draft"
    client.post(at(series, "publish/"))
    assert {event.status for event in dates_of(series)} == {"published"}

    client.get(at(series))
    refused = client.post(at(series, "cancel/"), {"reason": " "})
    assert codes(refused.context["form"]) == {"reason": ["required"]}
    client.post(at(series, "cancel/"), {"reason": "老师病了"})
    assert {event.status for event in dates_of(series)} == {"cancelled"}
    client.get(at(series))
    assert levels(client.post(at(series, "publish/"), follow=True)) == ["error"]


def test_a_draft_is_deleted_and_a_public_series_is_not(client, staff):
    draft, public = drafted(staff), course(staff)
    assert client.post(at(public, "delete/"), {"post": "yes"}).status_code == 403
    client.post(at(draft, "delete/"), {"post": "yes"})

    assert EventSeries.objects.get() == public
    assert Event.objects.count() == 4


def test_a_branch_keeps_its_own_series_and_sees_no_other(client):
    own, other = OrgUnitFactory(estate_branch=True), OrgUnitFactory(estate_branch=True)
    mine, theirs = course(organiser=own), course(organiser=other)
    client.force_login(officer("branch_secretary", own))

    assert [series.pk for series in client.get(LIST).context["cl"].result_list] == [mine.pk]
    assert client.get(at(mine)).status_code == 200
    assert client.get(at(theirs), follow=True).redirect_chain
    assert client.get(at(theirs, "cancel/")).status_code == 404


def test_the_list_says_how_a_series_repeats_and_what_comes_next(client, staff):
    series = course(staff, weekdays=[0, 2], first_day=clock.today() + dt.timedelta(days=1))
    said = text_of(client.get(LIST))

    assert "每周（周一、周三）19:00–20:30" in said
    assert series.title in said


def test_the_list_takes_the_same_queries_for_one_series_and_for_three(client, staff, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(30) as counted:
            assert client.get(LIST).status_code == 200
        return len(counted)

    course(staff)
    client.get(LIST)
    one = queries()
    course(staff)
    course(staff)
    assert queries() == one


def test_the_page_of_a_series_takes_the_same_queries_for_one_date_and_for_nine(
    client, staff, django_assert_max_num_queries
):
    def queries(series):
        with django_assert_max_num_queries(40) as counted:
            assert client.get(at(series)).status_code == 200
        return len(counted)

    one, many = course(staff, times=1), course(staff, times=9)
    client.get(at(one))
    assert queries(one) == queries(many)
