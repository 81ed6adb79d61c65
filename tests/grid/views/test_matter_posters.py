"""Cards with a code for doors and gates, of what the reader looks after."""

import pytest

from tests.factories import GateFactory, UserFactory, officer
from tests.support.posts import Place
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db
CARDS = "/matters/posters/"


def test_a_pioneer_prints_the_cards_of_the_own_buildings_and_gates():
    place = Place()
    gate = GateFactory(estate=place.building.estate)
    client = signed_in(officer("pioneer", place.post))
    assert [card.place for card in client.get(CARDS).context["cards"]] == [place.building, gate]
    one = client.get(f"{CARDS}?building={place.building.pk}")
    assert [card.place for card in one.context["cards"]] == [place.building]
    code = client.get(f"{CARDS}building-{place.building.pk}.svg")
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")


def test_cards_of_elsewhere_are_not_there():
    place = Place()
    client = signed_in(officer("pioneer", place.post))
    other = place.other_building.pk
    addresses = (
        f"{CARDS}?building={other}",
        f"{CARDS}building-{other}.svg",
        f"{CARDS}street-1.svg",
        f"{CARDS}?gate=x",
    )
    assert [client.get(one).status_code for one in addresses] == [404] * 4


def test_a_resident_looks_after_no_door():
    assert signed_in(UserFactory()).get(CARDS).status_code == 404
