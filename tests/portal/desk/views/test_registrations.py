import datetime as dt
import time

import pytest
import time_machine

from accounts.models import Consent
from common.time import clock
from events.models import Registration
from events.selectors.events import EventStanding
from tests import factories as make
from tests.support.pages import levels, marks


@pytest.fixture
def event(beat):
    return make.EventFactory(organiser=beat.post.parent, title="重阳节包饺子", largest_party=3)


def test_what_my_people_are_coming_to_and_nobody_elses(beat, elsewhere, event, desk):
    make.RegistrationFactory(event=event, person=beat.neighbour("赵奶奶"))
    make.RegistrationFactory(event=event, person=elsewhere.neighbour("远处的人"))
    make.RegistrationFactory(event=make.EventFactory(past=True), person=beat.neighbour("去过的人"))
    page = desk.get("/desk/registrations/").content.decode()
    assert "赵奶奶" in page
    assert "远处的人" not in page
    assert "去过的人" not in page


def test_a_neighbour_is_registered_in_a_few_taps(beat, event, desk):
    person = beat.neighbour("赵奶奶")
    assert f'href="{event.pk}/"' in desk.get("/desk/events/").content.decode()
    assert f'href="?person={person.pk}"' in desk.get(f"/desk/events/{event.pk}/").content.decode()
    address = f"/desk/events/{event.pk}/?person={person.pk}"
    assert desk.get(address).status_code == 200
    answer = desk.post(address, {"seats": "2"})
    made = Registration.objects.get()
    assert answer.url == f"/desk/registrations/{made.pk}/"
    assert (made.person, made.seats, made.by) == (person, 2, beat.pioneer)
    assert "赵奶奶" in desk.get(answer.url).content.decode()


def test_who_is_not_of_the_age_is_said_as_soon_as_one_knows_who_it_is(beat, desk):
    event = make.EventFactory(organiser=beat.post.parent, min_age=70)
    person = beat.neighbour("年轻人")
    person.birth_year = clock.today().year - 30
    person.save()
    address = f"/desk/events/{event.pk}/?person={person.pk}"
    said = [desk.get(address), desk.post(address, {"seats": "1"})]
    assert [(one.status_code, marks(one, "refused"), "steps" in one.context) for one in said] == [
        (200, ["too_young"], False),
        (422, ["too_young"], False),
    ]
    assert not Registration.objects.exists()


def test_registering_twice_makes_one_registration_and_says_so(beat, event, desk):
    person = beat.neighbour("赵奶奶")
    address = f"/desk/events/{event.pk}/?person={person.pk}"
    desk.post(address, {"seats": "1"})
    again = desk.post(address, {"seats": "1"})
    assert (again.url, levels(again)[-1]) == (f"/desk/registrations/{Registration.objects.get().pk}/", "info")
    assert Registration.objects.count() == 1


def test_whose_family_is_on_the_list_already_is_said_and_not_refused(beat, event, desk):
    mother, grandmother = beat.neighbour("沈佳宁"), beat.neighbour("赵奶奶")
    make.GuardianshipFactory(person=grandmother, by=mother, kind="elder")
    address = f"/desk/events/{event.pk}/?person={grandmother.pk}"
    assert marks(desk.get(address), "family") == []

    earlier = make.RegistrationFactory(event=event, person=mother, seats=2)

    shown = desk.get(address)
    assert shown.context["family"] == [earlier]
    assert marks(shown, "family") == ["1"]
    desk.post(address, {"seats": "1"})
    assert event.registrations.live().count() == 2


def test_of_family_whom_the_desk_only_meets_nothing_is_told(beat, elsewhere, event, desk):
    son, grandmother = elsewhere.neighbour("远处的儿子"), beat.neighbour("赵奶奶")
    make.GuardianshipFactory(person=grandmother, by=son, kind="elder")
    make.RegistrationFactory(event=event, person=son, seats=2)
    shown = desk.get(f"/desk/events/{event.pk}/?person={grandmother.pk}")
    assert shown.context["family"] == []


def test_who_has_not_agreed_is_asked_first(beat, event, desk):
    person = beat.neighbour("赵奶奶")
    Consent.objects.all().delete()
    notice = make.PrivacyNoticeFactory()
    address = f"/desk/events/{event.pk}/?person={person.pk}"
    assert desk.post(address, {"seats": "1", "notice": notice.pk}).status_code == 422
    assert not Registration.objects.exists()
    desk.post(address, {"seats": "1", "notice": notice.pk, "consent": "on"})
    assert Registration.objects.get().person == person
    assert Consent.objects.in_force().filter(person=person).exists()


@pytest.mark.parametrize("seats", ["", "0", "4", "-1", "9" * 30, "x"])
def test_an_impossible_party_is_explained(seats, beat, event, desk):
    address = f"/desk/events/{event.pk}/?person={beat.neighbour('赵奶奶').pk}"
    assert desk.post(address, {"seats": seats}).status_code == 422
    assert not Registration.objects.exists()


def test_strangers_and_drafts_are_not_there(beat, elsewhere, event, desk):
    stranger = elsewhere.neighbour("远处的人")
    assert desk.post(f"/desk/events/{event.pk}/?person={stranger.pk}", {"seats": "1"}).status_code == 404
    draft = make.EventFactory(organiser=beat.post.parent, draft=True)
    assert desk.get(f"/desk/events/{draft.pk}/").status_code == 404
    assert not Registration.objects.exists()


def test_at_a_full_event_one_joins_the_waitlist(beat, desk):
    event = make.EventFactory(organiser=beat.post.parent, capacity=1)
    make.RegistrationFactory(event=event)
    address = f"/desk/events/{event.pk}/?person={beat.neighbour('赵奶奶').pk}"
    assert desk.get(address).context["standing"] == EventStanding.WAITLIST
    page = desk.post(address, {"seats": "1"}, follow=True)
    assert page.context["registration"].position == 1
    assert Registration.objects.waitlisted().count() == 1


def test_a_place_is_given_up_and_taken_back(beat, event, desk):
    with time_machine.travel(time.time(), tick=False) as now:
        one = make.RegistrationFactory(event=event, person=beat.neighbour("赵奶奶"))
        now.shift(700)
        at = f"/desk/registrations/{one.pk}/"
        assert f'action="{at}cancel/"' in desk.get(at).content.decode()
        desk.post(f"{at}cancel/")
        one.refresh_from_db()
        assert one.is_cancelled
        assert levels(desk.post(f"{at}cancel/"))[-1] == "info"
        desk.post(f"{at}undo/")
        one.refresh_from_db()
        assert one.is_live


def test_where_others_wait_the_page_says_so_before_the_place_is_gone(beat, desk):
    one = make.RegistrationFactory(
        event=make.EventFactory(organiser=beat.post.parent, capacity=1), person=beat.neighbour("赵奶奶")
    )
    at = f"/desk/registrations/{one.pk}/"
    assert marks(desk.get(at), "waiting") == []
    make.RegistrationFactory(event=one.event, waitlisted=True)
    # The page was drawn before somebody began to wait: the tap is answered by the number.
    assert levels(desk.post(f"{at}cancel/")) == ["error"]
    one.refresh_from_db()
    assert one.status == "registered"
    assert marks(desk.get(at), "waiting") == ["1"]
    desk.post(f"{at}cancel/", {"sure": "1"})
    one.refresh_from_db()
    assert one.is_cancelled


def test_nobody_cancels_for_people_of_others(beat, elsewhere, event, desk):
    one = make.RegistrationFactory(event=event, person=elsewhere.neighbour("远处的人"))
    at = f"/desk/registrations/{one.pk}/"
    assert desk.get(at).status_code == 404
    assert desk.post(f"{at}cancel/").status_code == 404
    assert desk.post(f"{at}undo/").status_code == 404
    assert Registration.objects.live().count() == 1


def test_when_registration_has_closed_nobody_is_registered(beat, desk):
    soon = clock.now() + dt.timedelta(hours=5)
    event = make.EventFactory(
        organiser=beat.post.parent, starts_at=soon, registration_closes_at=clock.now() - dt.timedelta(hours=1)
    )
    address = f"/desk/events/{event.pk}/?person={beat.neighbour('赵奶奶').pk}"
    page = desk.get(address)
    assert not page.context["open"]
    assert 'name="seats"' not in page.content.decode()
    assert desk.post(address, {"seats": "1"}).status_code == 422
    assert not Registration.objects.exists()


def test_from_the_choice_of_who_comes_somebody_new_is_entered_and_one_comes_back(beat, event, desk):
    notice = make.PrivacyNoticeFactory()
    form = {"name": "孙爷爷", "post": beat.post.pk, "consent": "on", "notice": notice.pk}
    answer = desk.post(f"/desk/neighbours/new/?event={event.pk}", form)
    assert answer.url.startswith(f"/desk/events/{event.pk}/?person=")
    assert desk.get(answer.url).status_code == 200


def test_in_care_mode_how_many_come_is_one_question_on_its_own_screen(beat, event, desk):
    desk.cookies["care"] = "1-0"
    person = beat.neighbour("赵奶奶")
    Consent.objects.all().delete()
    notice = make.PrivacyNoticeFactory()
    address = f"/desk/events/{event.pk}/?person={person.pk}"
    first = desk.get(address).content.decode()
    assert 'name="seats"' in first
    assert 'name="consent"' not in first
    second = desk.post(address, {"seats": "2", "step-at": "0"}).content.decode()
    assert 'name="consent"' in second
    desk.post(address, {"seats": "2", "consent": "on", "notice": notice.pk, "step-at": "1"})
    assert Registration.objects.get().seats == 2
