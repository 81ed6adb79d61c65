"""Nobody finds a hidden count of people from what is published, not even by knowing the rules."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid.selectors.public_counts import FEWEST, PublicCount, public_count, public_total

# People of each post, branch by branch.
type People = tuple[tuple[int, ...], ...]


def publish(people: People) -> tuple:
    """All that the pages tell: every post, every branch, and the whole."""
    posts = tuple(tuple(public_count(number) for number in branch) for branch in people)
    branches = tuple(public_total(told, sum(branch)) for told, branch in zip(posts, people, strict=True))
    return posts, branches, public_total(branches, sum(map(sum, people)))


def publish_naively(people: People) -> tuple:
    """The control: small posts are hidden, and the totals are true."""
    posts = tuple(tuple(public_count(number) for number in branch) for branch in people)
    branches = tuple(PublicCount(sum(branch), exact=True) for branch in people)
    return posts, branches, PublicCount(sum(map(sum, people)), exact=True)


def hidden_posts(people: People) -> list[tuple[int, int]]:
    return [(b, p) for b, branch in enumerate(people) for p, number in enumerate(branch) if number < FEWEST]


def others_like(people: People, publishing: Callable[[People], tuple]) -> Iterator[People]:
    """Every community that would have published the same: what an attacker who knows the rules is left with."""
    told = publishing(people)
    places = hidden_posts(people)
    for guess in itertools.product(range(FEWEST), repeat=len(places)):
        guessed = dict(zip(places, guess, strict=True))
        other = tuple(
            tuple(guessed.get((b, p), number) for p, number in enumerate(branch)) for b, branch in enumerate(people)
        )
        if publishing(other) == told:
            yield other


def found_out(people: People, publishing: Callable[[People], tuple]) -> list[tuple[int, int]]:
    """The hidden posts, branches and totals that have only one possible number left."""
    possible = defaultdict(set)
    for other in others_like(people, publishing):
        for b, p in hidden_posts(people):
            possible["post", b, p].add(other[b][p])
        for b, branch in enumerate(other):
            possible["branch", b].add(sum(branch))
        possible["whole",].add(sum(map(sum, other)))
    _posts, branches, whole = publishing(people)
    secret = {("post", b, p) for b, p in hidden_posts(people)}
    secret |= {("branch", b) for b, told in enumerate(branches) if not told.exact}
    secret |= {("whole",)} if not whole.exact else set()
    return [place for place in secret if len(possible[place]) < 2]


SMALL = st.integers(0, 9)
COMMUNITIES = (
    st.lists(st.lists(SMALL, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
    .map(tuple)
    .filter(lambda people: len(hidden_posts(people)) <= 5)
)


@given(COMMUNITIES)
def test_no_hidden_count_can_be_found_from_what_is_published(people):
    assert found_out(people, publish) == []


@pytest.mark.parametrize("people", [((3, 20),), ((0, 0), (9,)), ((4, 4), (9,)), ((2,), (30,))])
def test_the_attack_succeeds_where_totals_are_true(people):
    """The control: the same attack finds what a naive table hides, so it is able to."""
    assert found_out(people, publish_naively)
    assert not found_out(people, publish)


@given(COMMUNITIES)
def test_no_subtraction_of_published_numbers_gives_a_hidden_one(people):
    posts, branches, whole = publish(people)
    for told, total in [*zip(posts, branches, strict=True), (branches, whole)]:
        if any(not part.exact for part in told):
            assert not total.exact
            assert total.number in {sum(part.number for part in told), FEWEST}


@given(COMMUNITIES)
def test_what_is_told_is_true(people):
    posts, branches, whole = publish(people)
    numbers = [*itertools.chain(*people), *map(sum, people), sum(map(sum, people))]
    for told, number in zip([*itertools.chain(*posts), *branches, whole], numbers, strict=True):
        assert told.number == number if told.exact else told.number <= number
        assert not told.hidden or number < FEWEST


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (public_count(0), "不足 5 人"),
        (public_count(4), "不足 5 人"),
        (public_count(5), "5 人"),
        (public_count(1234), "1,234 人"),
    ],
)
def test_counts_are_told_in_words(told, words):
    assert str(told) == words


def test_a_total_over_a_hidden_part_says_at_least():
    assert str(public_total([public_count(3), public_count(12)], 15)) == "至少 12 人"
    assert str(public_total([public_count(3), public_count(4)], 7)) == "至少 5 人"
    assert str(public_total([public_count(1), public_count(2)], 3)) == "不足 5 人"
    assert str(public_total([public_count(7), public_count(12)], 19)) == "19 人"
