"""/events/<pk>/register/: for whom, how many, and what the rules answer."""

import datetime as dt
import re

import pytest
from django.test import Client

from accounts.models import Notification
from common.time import clock
from events.models import Event, Registration
from tests.factories import (
    EventFactory,
    GuardianshipFactory,
    NeighbourFactory,
    RegistrationFactory,
    ResidentFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.pages import codes, marks

pytestmark = pytest.mark.django_db


def url(event: Event) -> str:
    return f"/events/{event.pk}/register/"


def refused(response) -> dict[str, list[str | None]]:
    """Why, by field."""
    assert response.status_code == 422
    return codes(response.context["steps"].form)


def test_the_page_says_who_may_come_how_many_places_are_left_and_why_not(signed_in, reader):
    def answer(event: Event) -> str:
        return signed_in.post(url(event), {"person": reader.person_id, "seats": 1}, follow=True).content.decode()

    def asked(event: Event) -> str:
        return signed_in.get(url(event)).content.decode()

    reader.person.birth_year = clock.today().year - 40
    reader.person.save()
    full, mine = EventFactory(capacity=1), EventFactory()
    RegistrationFactory(event=full)
    RegistrationFactory(event=full, waitlisted=True)
    RegistrationFactory(event=mine, person=reader.person)
    said = [
        (asked(EventFactory()), ["王秀英（本人）", "用谁的名字报名", "连这位在内，一共来几个人"]),
        (asked(EventFactory(capacity=2)), ["还剩 2 个名额"]),
        (asked(full), ["候补，排第 2 位"]),
        (answer(mine), ["没有重复报名"]),
        (answer(EventFactory(cancelled=True)), ["本场活动已取消。"]),
        (answer(EventFactory(past=True)), ["报名已截止。"]),
        (answer(EventFactory(capacity=None)), ["不用报名"]),
        (answer(EventFactory(min_age=70)), ["这场活动给 70 岁及以上的居民"]),
        (answer(EventFactory(max_age=12)), ["这场活动给 12 岁及以下的孩子，请选孩子的名字，陪同的大人算在人数里。"]),
    ]
    assert [words for text, sentences in said for words in sentences if words not in text] == []


def test_who_is_signed_out_is_led_to_sign_in_and_back(client):
    event = EventFactory()
    assert client.get(url(event)).url == f"/accounts/login/?next={url(event)}"
    assert client.post(url(event), {"person": 1, "seats": 1}).url == "/accounts/login/?next=/accounts/kept/"
    assert not Registration.objects.exists()


def test_a_resident_registers_and_lands_on_the_confirmation(signed_in, reader):
    event = EventFactory()
    page = signed_in.get(url(event))
    assert page.headers["Cache-Control"] == "private, no-store"
    response = signed_in.post(url(event), {"person": reader.person_id, "seats": 2})
    registration = Registration.objects.get()
    assert (registration.person, registration.seats, registration.by) == (reader.person, 2, reader)
    assert registration.status == "registered"
    assert response.status_code == 302
    assert response.url == f"/events/registrations/{registration.pk}/"


def boxes(response) -> dict[int, str]:
    """The box of each person on the form."""
    tags = re.findall('<input type="radio" name="person"[^>]*>', response.content.decode())
    return {int(re.search(r'value="(\d+)"', tag)[1]): tag for tag in tags}


@pytest.mark.parametrize(
    ("facts", "chosen"),
    [
        ({"audience": "everyone"}, True),
        ({"audience": "families"}, True),
        ({"audience": "children"}, False),
        ({"audience": "families", "max_age": 14}, False),
    ],
)
def test_the_reader_is_chosen_beforehand_unless_it_is_for_children(signed_in, reader, facts, chosen):
    GuardianshipFactory.create_batch(2, by=reader.person)
    assert (" checked" in boxes(signed_in.get(url(EventFactory(**facts))))[reader.person_id]) is chosen


def test_whom_the_event_does_not_admit_cannot_be_ticked_and_the_reason_stands_beside(signed_in, reader):
    reader.person.birth_year = clock.today().year - 40
    reader.person.save()
    child = GuardianshipFactory(person=NeighbourFactory(birth_year=clock.today().year - 8), by=reader.person).person
    baby = GuardianshipFactory(person=NeighbourFactory(birth_year=clock.today().year - 1), by=reader.person).person
    response = signed_in.get(url(EventFactory(audience="families", min_age=5, max_age=14)))
    ticks = {pk: ("checked" in tag, "disabled" in tag) for pk, tag in boxes(response).items()}
    # The only one who may come is chosen and stands first.
    assert list(ticks.items()) == [
        (child.pk, (True, False)),
        (reader.person_id, (False, True)),
        (baby.pk, (False, True)),
    ]
    assert response.content.decode().count("年龄不合适（5–14 岁）") == 2


def test_where_nobody_is_admitted_there_is_no_form_but_the_reason_and_the_way_on(signed_in, reader):
    reader.person.birth_year = clock.today().year - 40
    reader.person.save()
    response = signed_in.get(url(EventFactory(audience="elders")))
    assert marks(response, "why") == ["nobody_admitted"]
    assert boxes(response) == {}
    assert 'href="/me/family/"' in response.content.decode()


def test_a_guardian_registers_a_ward(signed_in, reader):
    ward = GuardianshipFactory(person=NeighbourFactory(name="王小明"), by=reader.person).person
    event = EventFactory()
    assert "王小明" in signed_in.get(url(event)).content.decode()
    response = signed_in.post(url(event), {"person": ward.pk, "seats": 1})
    registration = Registration.objects.get()
    assert (registration.person, registration.by) == (ward, reader)
    # Nothing personal stands in the address.
    assert response.url == f"/events/registrations/{registration.pk}/"


@pytest.mark.parametrize("whose", ["stranger", "former ward", "unknown", "huge", "text", "missing"])
def test_nobody_else_can_be_registered(signed_in, reader, whose):
    former = GuardianshipFactory(person=NeighbourFactory(), by=reader.person)
    former.during = (clock.today() - dt.timedelta(days=9), clock.today())
    former.save()
    value = {
        "stranger": UserFactory().person_id,
        "former ward": former.person_id,
        "unknown": 999_999,
        "huge": 10**30,
        "text": "abc",
        "missing": "",
    }[whose]
    response = signed_in.post(url(EventFactory()), {"person": value, "seats": 1})
    assert refused(response) == {"person": ["required" if whose == "missing" else "invalid_choice"]}
    assert not Registration.objects.exists()


@pytest.mark.parametrize("seats", ["0", "5", "-1", "1.5", "99999999999999999999", "abc", "", "一"])
def test_a_wrong_number_of_people_is_refused_and_the_rest_is_kept(signed_in, reader, seats):
    ward = GuardianshipFactory(person=NeighbourFactory(), by=reader.person).person
    response = signed_in.post(url(EventFactory(largest_party=4)), {"person": ward.pk, "seats": seats})
    assert refused(response) == {"seats": ["invalid_choice" if seats.strip() else "required"]}
    chosen = [tag for tag in re.findall("<input[^>]*>", response.content.decode()) if " checked" in tag]
    assert [f'value="{ward.pk}"' in tag for tag in chosen] == [True]
    assert not Registration.objects.exists()


def test_full_width_digits_are_understood(signed_in, reader):
    signed_in.post(url(EventFactory()), {"person": reader.person_id, "seats": "３"})
    assert Registration.objects.get().seats == 3


def test_where_one_registration_is_one_person_nobody_is_asked_how_many(signed_in, reader):
    event = EventFactory(largest_party=1)
    assert 'name="seats"' not in signed_in.get(url(event)).content.decode()
    signed_in.post(url(event), {"person": reader.person_id})
    assert Registration.objects.get().seats == 1


def test_a_full_event_leads_onto_the_waitlist_and_tells_the_place(signed_in, reader):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, waitlisted=True)
    response = signed_in.get(url(event))
    assert marks(response, "why") == ["full"]
    assert response.context["position"] == 2
    response = signed_in.post(url(event), {"person": reader.person_id, "seats": 1}, follow=True)
    assert marks(response, "state") == ["waitlisted"]
    assert response.context["registration"].position == 2


@pytest.mark.parametrize(("capacity", "warned"), [(2, ["few_left"]), (4, [])])
def test_a_party_larger_than_the_places_left_is_warned(signed_in, capacity, warned):
    assert marks(signed_in.get(url(EventFactory(capacity=capacity, largest_party=4))), "why") == warned


def test_who_is_registered_already_is_not_offered_again(signed_in, reader):
    event = EventFactory()
    mine = RegistrationFactory(event=event, person=reader.person)
    response = signed_in.get(url(event))
    assert marks(response, "why") == ["all_registered"]
    assert 'name="person"' not in response.text
    assert f"/events/registrations/{mine.pk}/" in response.text
    assert "您已经报过名了。" in response.text
    ward = GuardianshipFactory(by=reader.person).person
    RegistrationFactory(event=event, person=ward)
    assert "您和您照顾的家人都已经报过名了。" in signed_in.get(url(event)).text


@pytest.mark.parametrize("care", ["", "1-0"])
def test_who_is_registered_already_hears_nothing_of_the_waitlist(signed_in, reader, care):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event, person=reader.person)
    signed_in.cookies["care"] = care
    response = signed_in.get(url(event))
    assert marks(response, "why") == ["all_registered"]
    assert "候补" not in response.text


def test_after_cancelling_one_may_register_again(signed_in, reader):
    event = EventFactory()
    RegistrationFactory(event=event, person=reader.person, cancelled=True)
    signed_in.post(url(event), {"person": reader.person_id, "seats": 1})
    assert Registration.objects.live().count() == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"cancelled": True}, {"__all__": ["cancelled"]}),
        ({"past": True}, {"__all__": ["closed"]}),
        ({"capacity": None}, {"__all__": ["no_registration"]}),
        ({"registration_closes_at": clock.now() - dt.timedelta(hours=1)}, {"__all__": ["closed"]}),
        ({"min_age": 70}, {"person": ["too_young"]}),
        ({"max_age": 12}, {"person": ["too_old"]}),
    ],
)
def test_every_refusal_stands_on_the_form_and_keeps_what_was_chosen(signed_in, reader, facts, refusal):
    reader.person.birth_year = clock.today().year - 40
    reader.person.save()
    event = EventFactory(**facts)
    response = signed_in.post(url(event), {"person": reader.person_id, "seats": 3})
    assert refused(response) == refusal
    assert response.context["steps"].form["seats"].value() == "3"
    assert '<input type="radio" name="seats" value="3" required id="id_seats_2" checked>' in response.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize("facts", [{"cancelled": True}, {"past": True}, {"capacity": None}])
def test_the_form_of_an_event_that_takes_nobody_leads_back_to_the_event(signed_in, facts):
    event = EventFactory(**facts)
    response = signed_in.get(url(event))
    assert (response.status_code, response.url) == (302, f"/events/{event.pk}/")


def test_a_draft_is_not_found(signed_in, reader):
    event = EventFactory(draft=True)
    assert signed_in.get(url(event)).status_code == 404
    assert signed_in.post(url(event), {"person": reader.person_id, "seats": 1}).status_code == 404


def test_a_sign_in_without_a_person_is_shown_the_way_on(client):
    client.force_login(StaffFactory(person=None))
    event = EventFactory()
    for response in (client.get(url(event)), client.post(url(event), {"person": 1, "seats": 1})):
        assert response.status_code == 403
        assert 'href="/me/data/"' in response.content.decode()


def test_who_withdrew_consent_is_asked_for_it_first(client):
    client.force_login(UserFactory())
    response = client.post(url(EventFactory()), {"person": 1, "seats": 1})
    assert (response.status_code, response.url) == (302, "/me/consent/")


def test_care_mode_asks_one_question_a_screen(signed_in, reader):
    signed_in.cookies["care"] = "1-0"
    ward = GuardianshipFactory(person=NeighbourFactory(), by=reader.person).person
    event = EventFactory()
    first = signed_in.get(url(event)).content.decode()
    assert 'name="person"' in first
    assert 'name="seats"' not in first
    second = signed_in.post(url(event), {"person": ward.pk, "step-at": "0"}).content.decode()
    assert '<input type="radio" name="seats" value="4"' in second
    assert f'<input type="hidden" name="person" value="{ward.pk}"' in second
    assert not Registration.objects.exists()
    response = signed_in.post(url(event), {"person": ward.pk, "seats": "2", "step-at": "1", "step-seen": "1"})
    assert response.status_code == 302
    assert Registration.objects.get().person == ward


def test_in_care_mode_who_is_too_old_hears_it_where_one_chooses_who_comes(signed_in, reader):
    signed_in.cookies["care"] = "1-0"
    reader.person.birth_year = clock.today().year - 40
    reader.person.save()
    GuardianshipFactory(person=NeighbourFactory(), by=reader.person)
    address = url(EventFactory(max_age=12))
    response = signed_in.post(address, {"person": reader.person_id, "step-at": "0"})
    assert refused(response) == {"person": ["too_old"]}
    assert response.context["steps"].at == 0


@pytest.mark.parametrize(("care", "fields"), [("", ["token", "person", "seats"]), ("1-0", ["token", "person"])])
def test_who_comes_back_after_registering_one_chooses_the_next_on_purpose(signed_in, reader, care, fields):
    signed_in.cookies["care"] = care
    GuardianshipFactory(person=NeighbourFactory(), by=reader.person)
    event = EventFactory()
    RegistrationFactory(event=event, person=reader.person, by=reader)
    steps = signed_in.get(url(event)).context["steps"]
    assert [field.name for field in steps.fields] == fields
    assert steps.form["person"].value() is None
    assert refused(signed_in.post(url(event), {"seats": "1", "step-at": "0"})) == {"person": ["required"]}


def test_in_care_mode_who_has_nobody_to_choose_from_is_not_asked_and_sees_it_before_sending(signed_in, reader):
    signed_in.cookies["care"] = "1-0"
    address = url(EventFactory())
    steps = signed_in.get(address).context["steps"]
    assert ([field.name for field in steps.fields], steps.count, steps.is_last) == (["seats"], 1, True)
    assert [(answer.words, answer.step) for answer in steps.answers] == [(f"{reader.person.name}（本人）", 0)]
    again = signed_in.post(address, {"person": reader.person_id, "seats": "2", "step-at": "1", "step-change": "0"})
    assert 'name="person"' in again.content.decode()
    assert again.context["steps"].at == 0
    assert not Registration.objects.exists()
    signed_in.post(address, {"person": reader.person_id, "seats": "2", "step-at": "1"})
    assert Registration.objects.get().seats == 2


def test_too_many_posts_are_answered_by_the_429_page(signed_in, reader, monkeypatch):
    from events.views import register as register_views

    monkeypatch.setattr(register_views, "RATES", "2/10m/user")
    event = EventFactory()
    answers = [signed_in.post(url(event), {"person": reader.person_id, "seats": 1}).status_code for _n in range(3)]
    assert answers == [302, 302, 429]
    assert signed_in.get(url(event)).status_code == 200


def test_the_form_is_protected_against_other_sites(reader):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    assert client.post(url(EventFactory()), {"person": reader.person_id, "seats": 1}).status_code == 403
    assert not Registration.objects.exists()


def test_html_in_names_is_shown_as_text(client):
    user = ResidentFactory(person__name="<b>名</b>")
    client.force_login(user)
    event = EventFactory(title="<i>题</i>")
    page = client.get(url(event)).content.decode()
    assert "<b>名" not in page
    assert "<i>题" not in page


@pytest.mark.parametrize("wards", [1, 3])
def test_the_number_of_queries_does_not_grow(signed_in, reader, django_assert_num_queries, wards):
    event = EventFactory()
    GuardianshipFactory.create_batch(wards, by=reader.person)
    signed_in.get("/events/")
    # Session, user; event; people with their consent, own registrations; the family, and those it acts with.
    with django_assert_num_queries(7):
        signed_in.get(url(event))


def test_the_ward_and_the_guardian_are_told(signed_in, reader):
    ward = GuardianshipFactory(person=NeighbourFactory(), by=reader.person).person
    signed_in.post(url(EventFactory()), {"person": ward.pk, "seats": 1})
    told = Notification.objects.values_list("recipient_id", "kind")
    assert sorted(told) == sorted([(ward.pk, "event_registered"), (reader.person_id, "event_registered")])
