import datetime as dt

import pytest
from django.core.exceptions import NON_FIELD_ERRORS

from accounts.models import Consent, Person
from common.time import clock
from grid.models import PioneerLink, Residence
from tests import factories as make
from tests.support.pages import handed_on, levels, ways_on
from tests.support.signing_in import signed_in


@pytest.fixture
def notice(db):
    return make.PrivacyNoticeFactory()


def of_new(beat, agreed, **changes):
    return {"name": "孙爷爷", "post": beat.post.pk, "consent": "on", "notice": agreed.pk} | changes


def test_my_neighbours_with_masked_phones_and_nobody_elses(beat, elsewhere, desk):
    beat.neighbour("赵奶奶", phone="+8613800138000")
    elsewhere.neighbour("远处的人")
    page = desk.get("/desk/neighbours/").content.decode()
    assert "赵奶奶" in page
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "远处的人" not in page


def test_a_pioneer_is_not_told_in_which_household_somebody_lives(beat, desk):
    person = beat.neighbour("赵奶奶")
    make.ResidenceFactory(person=person, household=beat.households[2])
    assert "1-1001" not in desk.get(f"/desk/neighbours/{person.pk}/").content.decode()
    secretary = make.officer("branch_secretary", beat.post.parent)
    page = signed_in(secretary).get(f"/desk/neighbours/{person.pk}/").content.decode()
    assert "1-1001" in page


def test_somebody_out_of_sight_is_not_there(beat, elsewhere, desk):
    person = elsewhere.neighbour("远处的人")
    link = PioneerLink.objects.get(person=person)
    assert desk.get(f"/desk/neighbours/{person.pk}/").status_code == 404
    assert desk.post(f"/desk/neighbours/{person.pk}/link/", {"post": beat.post.pk}).status_code == 404
    assert desk.get(f"/desk/links/{link.pk}/end/").status_code == 404
    assert desk.post(f"/desk/links/{link.pk}/end/").status_code == 404
    assert PioneerLink.objects.current().get(person=person).post == elsewhere.post


def test_somebody_new_is_entered_with_consent_and_linked(beat, notice, desk):
    answer = desk.post("/desk/neighbours/new/", of_new(beat, notice, phone="138 0013 8000"))
    person = Person.objects.get(name="孙爷爷")
    assert answer.url == f"/desk/neighbours/{person.pk}/"
    assert answer.cookies["draft_done"].value == "neighbour"
    assert person.phone == "+8613800138000"
    assert PioneerLink.objects.current().get(person=person).post == beat.post
    assert Consent.objects.in_force().get(person=person).given_by == beat.pioneer


@pytest.mark.parametrize(
    "wrong", [{"consent": ""}, {"name": ""}, {"phone": "12"}, {"post": "9" * 30}, {"notice": "x"}]
)
def test_nobody_is_entered_without_consent_or_with_nonsense(wrong, beat, notice, desk):
    people = Person.objects.count()
    response = desk.post("/desk/neighbours/new/", of_new(beat, notice, **wrong))
    assert response.status_code == 422
    assert Person.objects.count() == people


def test_a_namesake_without_a_phone_is_asked_for_and_entered_when_the_box_is_ticked(beat, notice, desk):
    desk.post("/desk/neighbours/new/", of_new(beat, notice))
    asked = desk.post("/desk/neighbours/new/", of_new(beat, notice))
    assert asked.status_code == 422
    form = asked.context["steps"].form
    assert form.has_error(NON_FIELD_ERRORS, "namesake")
    assert not form["another"].is_hidden
    assert Person.objects.filter(name="孙爷爷").count() == 1
    assert desk.post("/desk/neighbours/new/", of_new(beat, notice, another="on")).status_code == 302
    assert PioneerLink.objects.filter(post=beat.post, person__name="孙爷爷").count() == 2


def test_the_box_for_a_namesake_is_not_shown_before_there_is_one(desk, notice):
    assert desk.get("/desk/neighbours/new/").context["steps"].form["another"].is_hidden


def test_nobody_is_linked_to_a_post_of_others(beat, elsewhere, notice, desk):
    response = desk.post("/desk/neighbours/new/", of_new(beat, notice, post=elsewhere.post.pk))
    assert response.status_code == 422
    assert not Person.objects.filter(name="孙爷爷").exists()


def test_a_pioneer_keeps_no_homes_even_by_a_raw_post(beat, notice, desk):
    page = desk.get(f"/desk/neighbours/new/?household={beat.households[0].pk}").content.decode()
    assert 'name="room"' not in page
    desk.post("/desk/neighbours/new/", of_new(beat, notice, building=beat.building.pk, room="1-101"))
    assert not Residence.objects.exists()


def test_who_keeps_residences_says_where_the_new_neighbour_lives(beat, notice):
    desk = signed_in(make.officer("branch_secretary", beat.post.parent))
    home = beat.households[2]
    page = desk.get(f"/desk/neighbours/new/?household={home.pk}").content.decode()
    assert 'value="1-1001"' in page
    desk.post("/desk/neighbours/new/", of_new(beat, notice, building=beat.building.pk, room="１－1001"))
    assert Residence.objects.get().household == home
    assert PioneerLink.objects.get().person == Residence.objects.get().person


def test_a_grid_worker_says_where_a_new_neighbour_lives_and_goes_on_seeing_them(beat, notice):
    worker = make.officer("grid_worker", beat.building.grid)
    desk = signed_in(worker)
    refused = desk.post("/desk/neighbours/new/", of_new(beat, notice))
    assert refused.status_code == 422
    assert refused.context["steps"].form.has_error(NON_FIELD_ERRORS, "needs_home")
    assert not Person.objects.filter(name="孙爷爷").exists()
    desk.post("/desk/neighbours/new/", of_new(beat, notice, building=beat.building.pk, room="1-1001"))
    assert Person.objects.visible_to(worker).get(name="孙爷爷") == PioneerLink.objects.get().person


@pytest.mark.parametrize("room", ["", "999", "2-1001", "x-1001", "-", "9999999999-1"])
def test_a_room_that_is_not_there_is_answered_at_the_field(room, beat, notice):
    desk = signed_in(make.officer("branch_secretary", beat.post.parent))
    response = desk.post("/desk/neighbours/new/", of_new(beat, notice, building=beat.building.pk, room=room))
    assert response.status_code == 422
    assert response.context["steps"].form.has_error("room", "unknown_room")
    assert not Person.objects.filter(name="孙爷爷").exists()


def test_the_office_finds_somebody_and_links_them(beat):
    desk = signed_in(make.officer("branch_secretary", beat.post.parent))
    person = make.ResidenceFactory(household=beat.households[0], person__name="周师傅").person
    make.ConsentFactory(person=person, given_by=beat.pioneer)
    found = desk.post("/desk/neighbours/find/", {"query": "周师"}).content.decode()
    assert f"/desk/neighbours/{person.pk}/" in found
    for level in ("success", "info"):
        answer = desk.post(f"/desk/neighbours/{person.pk}/link/", {"post": beat.post.pk})
        assert (answer.url, levels(answer)[-1]) == (f"/desk/neighbours/{person.pk}/", level)
        assert PioneerLink.objects.get(person=person).post == beat.post
    assert PioneerLink.objects.filter(person=person).count() == 1


def test_a_search_finds_nobody_out_of_sight_and_takes_any_words(beat, elsewhere):
    desk = signed_in(make.officer("branch_secretary", beat.post.parent))
    make.ResidenceFactory(household=elsewhere.households[0], person__name="远处的人")
    for query in ("远处", str(elsewhere.building.number), "100%", "\\", "'"):
        assert "远处的人" not in desk.post("/desk/neighbours/find/", {"query": query}).content.decode()
    assert desk.post("/desk/neighbours/find/", {"query": "  "}).status_code == 422
    assert desk.post("/desk/neighbours/find/", {"query": ""}).status_code == 422


def test_a_link_is_ended_after_asking_and_a_second_click_is_told(beat, desk):
    person = beat.neighbour("赵奶奶")
    link = PioneerLink.objects.get(person=person)
    assert "赵奶奶" in desk.get(f"/desk/links/{link.pk}/end/").content.decode()
    assert PioneerLink.objects.current().filter(person=person).exists()
    assert levels(desk.post(f"/desk/links/{link.pk}/end/", follow=True)) == ["success"]
    assert not PioneerLink.objects.current().filter(person=person).exists()
    assert levels(desk.post(f"/desk/links/{link.pk}/end/", follow=True)) == ["info"]


def test_an_ended_link_gives_no_sight(beat, desk):
    person = beat.neighbour("赵奶奶")
    yesterday = clock.today() - dt.timedelta(days=1)
    PioneerLink.objects.update(during=(yesterday - dt.timedelta(days=5), yesterday))
    assert desk.get(f"/desk/neighbours/{person.pk}/").status_code == 404


def test_in_care_mode_a_new_neighbour_is_asked_for_step_by_step(beat, notice, desk):
    desk.cookies["care"] = "1-0"
    first = desk.get("/desk/neighbours/new/").content.decode()
    assert 'name="name"' in first
    assert 'name="consent"' not in first
    second = desk.post("/desk/neighbours/new/", {"name": "孙爷爷", "phone": "", "step-at": "0"}).content.decode()
    assert 'value="孙爷爷"' in second
    assert not Person.objects.filter(name="孙爷爷").exists()


def test_a_colleague_is_on_the_desk_by_name_and_no_act_is_offered(beat, desk):
    """Each of them would be refused."""
    colleague = make.GridAppointmentFactory(grid=beat.building.grid).user.person
    make.ResidenceFactory(person=colleague)
    response = desk.get(f"/desk/neighbours/{colleague.pk}/")
    page = response.content.decode()
    assert colleague.name in page
    assert colleague.masked_phone not in page
    assert [response.context[act] for act in ("may_link", "may_register", "may_book")] == [False, False, False]
    event = make.EventFactory(organiser=beat.post.parent)
    assert desk.get(f"/desk/events/{event.pk}/", {"person": colleague.pk}).status_code == 404
    answer = desk.post(f"/desk/neighbours/{colleague.pk}/link/", {"post": beat.post.pk})
    assert levels(answer) == ["error"]
    assert not PioneerLink.objects.filter(person=colleague).exists()


def test_one_of_the_own_people_is_offered_every_act(beat, desk):
    response = desk.get(f"/desk/neighbours/{beat.neighbour().pk}/")
    assert [response.context[act] for act in ("may_link", "may_register", "may_book")] == [True, True, True]


@pytest.mark.parametrize("care", ["0-0", "1-0"])
@pytest.mark.parametrize(
    ("typed", "entered"),
    [
        ("李没有", {"name": "李没有"}),
        ("9-999", {}),
        ("0013", {}),
        ("138 0013 9999", {"phone": "13800139999"}),
        ("李沒有 １３８-0013-9999", {"name": "李沒有", "phone": "13800139999"}),
    ],
)
def test_who_is_not_found_is_entered_with_what_was_typed(beat, notice, care, typed, entered):
    client = signed_in(make.officer("office_worker", beat.post.parent.parent))
    client.cookies["care"] = care
    found = client.post("/desk/neighbours/find/", {"query": typed})
    assert (found.context["people"], handed_on(found)) == ([], entered)
    assert ways_on(found) == (["/desk/neighbours/new/"] if entered else [])
    page = client.post("/desk/neighbours/new/", {"step-begin": "1", **entered})
    assert page.status_code == 200
    form = page.context["steps"].form
    assert {name: form[name].value() for name in ("name", "phone") if form[name].value()} == entered
    assert not form.errors
    assert not Person.objects.filter(name="李没有").exists()
