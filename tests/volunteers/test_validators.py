"""Numbers of identity cards are found however they are typed; other long numbers are left alone."""

import pytest

from tests.factories import VolunteerFactory
from tests.support.raw_sql import refused, run, update
from volunteers.validators import holds_identity_card

CARDS = [
    "320505198001010019",
    "我的320505198001010019",
    "320505 19800101 001x",
    "320505-1980-0101-001X",
    "320505.19800101.0019",
    "３２０５０５１９８００１０１００１９",
    "320505，1980·01·01（001Ｘ）",
    "①②③①②③ 19800101 0019",
    "320505800101001",
    "身份证 320505-800101-001",
]
OTHERS = [
    "",
    "13800138000",
    "320505202600042",
    "2026年05月12日，138 1234 5678",
    "6222020200112345678",
    "0512-8800 1234",
]


@pytest.mark.parametrize("typed", CARDS)
def test_a_card_is_found(typed):
    assert holds_identity_card(typed)


@pytest.mark.parametrize("typed", OTHERS)
def test_other_numbers_are_no_card(typed):
    assert not holds_identity_card(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", CARDS)
def test_the_database_finds_the_same(typed):
    assert refused(*update(VolunteerFactory(), words=typed)) == "volunteer_without_identity_card"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", OTHERS)
def test_the_database_leaves_the_others_alone(typed):
    run(*update(VolunteerFactory(), words=typed))
