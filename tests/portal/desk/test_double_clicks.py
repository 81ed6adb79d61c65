"""The forms of the desk and of one's own pages: a page that is sent twice does its work once, with one answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from common.http.submissions import FIELD
from portal.admin.site import OUR_APPS
from stations.models import DropIn
from tests import factories as make
from tests.support.courses import course, take
from tests.support.forms import forms_on
from tests.support.pages import levels
from tests.support.signing_in import signed_in

type Sheet = tuple[Client, str, dict[str, Any]]

pytestmark = pytest.mark.django_db


def counts() -> dict[type[Model], int]:
    """How many rows there are of everything that is ours, the trail and the notices included."""
    models = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]
    return {model: model._default_manager.count() for model in models}


def visit(beat: Any) -> Sheet:
    return signed_in(beat.pioneer), f"/desk/households/{beat.households[0].pk}/", {"met": "yes"}


def new_neighbour(beat: Any) -> Sheet:
    make.PrivacyNoticeFactory()
    return signed_in(beat.pioneer), "/desk/neighbours/new/", {"name": "孙爷爷", "consent": "on"}


def registration(beat: Any) -> Sheet:
    event, person = make.EventFactory(organiser=beat.post.parent), beat.neighbour()
    return signed_in(beat.pioneer), f"/desk/events/{event.pk}/?person={person.pk}", {}


def whole_course(beat: Any) -> Sheet:
    series, person = course(organiser=beat.post.parent), beat.neighbour()
    return signed_in(beat.pioneer), f"/desk/series/{series.pk}/?person={person.pk}", {}


def leaving_the_course(beat: Any) -> Sheet:
    taken = take(course(organiser=beat.post.parent), by=beat.pioneer, person=beat.neighbour())
    return signed_in(beat.pioneer), f"/desk/enrolments/{taken.pk}/leave/", {}


def end_of_link(beat: Any) -> Sheet:
    link = beat.neighbour().pioneer_links.get()
    return signed_in(beat.pioneer), f"/desk/links/{link.pk}/end/", {}


def child(_beat: Any) -> Sheet:
    user = make.ResidentFactory()
    make.ConsentFactory(person=user.person, notice=make.PrivacyNoticeFactory(), given_by=user)
    return signed_in(user), "/me/family/new/child/", {"name": "安安", "birth_year": "2018", "consent": "on"}


def end_of_guardianship(_beat: Any) -> Sheet:
    user = make.ResidentFactory()
    ward = make.GuardianshipFactory(by=user.person)
    return signed_in(user), f"/me/family/{ward.pk}/end/", {}


def consent(_beat: Any) -> Sheet:
    make.PrivacyNoticeFactory()
    return signed_in(make.UserFactory()), "/me/consent/", {}


def withdrawal(_beat: Any) -> Sheet:
    user = make.ResidentFactory()
    return signed_in(user), "/me/consent/withdraw/", {}


def own_registration(_beat: Any) -> Sheet:
    return signed_in(make.ResidentFactory()), f"/events/{make.EventFactory().pk}/register/", {}


SHEETS: list[Callable[[Any], Sheet]] = [
    visit,
    new_neighbour,
    registration,
    whole_course,
    leaving_the_course,
    end_of_link,
    child,
    end_of_guardianship,
    consent,
    withdrawal,
    own_registration,
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_a_double_click_does_one_thing_and_is_answered_alike(sheet, beat):
    client, address, typed = sheet(beat)
    page = client.get(address)
    (form,) = [one for one in forms_on(page) if one.action in ("", address) and FIELD in one.fields][-1:]
    sent = {**form.fields, **typed}
    before = counts()
    first = client.post(address, sent)
    done = counts()
    second = client.post(address, sent)
    assert done != before
    assert counts() == done
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.headers["Location"] == first.headers["Location"]
    assert "error" not in levels(second)


def test_every_form_of_the_board_carries_its_own_token():
    space = make.SpaceFactory(use="drop_in")
    page = signed_in(make.officer("receptionist", space.station)).get(f"/desk/stations/{space.station_id}/")
    tokens = [one.fields[FIELD][0] for one in forms_on(page) if "/tally/" in one.action]
    assert len(tokens) == len(set(tokens)) > 0


def test_two_drawn_boards_count_two_visitors():
    space = make.SpaceFactory(use="drop_in")
    desk = signed_in(make.officer("receptionist", space.station))
    for _page in range(2):
        page = desk.get(f"/desk/stations/{space.station_id}/")
        form = next(one for one in forms_on(page) if "/tally/" in one.action)
        for _tap in range(2):
            desk.post(form.action, {**form.fields, "people": "1"})
    assert DropIn.objects.count() == 2
