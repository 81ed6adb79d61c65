"""What the changes look like, and that only what behaves is changed."""

import random
from pathlib import Path
from types import SimpleNamespace

import pytest
from cosmic_ray.mutating import mutate_code
from django.db import transaction

from tests.mutants import __main__ as tool
from tests.mutants.__main__ import description, sample
from tests.mutants.constraints import changed_clauses, constraint_mutants
from tests.mutants.mutant import Mutant
from tests.mutants.operators import LeaveOutCondition, LeaveOutElement, LeaveOutStatement
from tests.mutants.python_code import mutants_of
from tests.mutants.reached import name_of_test
from tests.support.raw_sql import execute


def all_changes(operator, code: str) -> list[str]:
    changed = []
    while (mutated := mutate_code(code, operator(), len(changed))) is not None:
        changed.append(mutated)
    return changed


@pytest.mark.parametrize(
    ("operator", "code", "changed"),
    [
        (LeaveOutStatement, "require_x(a)\n", ["pass\n"]),
        (LeaveOutStatement, "if a:\n    raise Refused\n", ["if a:\n    pass\n"]),
        (LeaveOutStatement, "a.status = b\nc = d\n", ["pass\nc = d\n"]),
        (LeaveOutElement, "x = {a, b}\n", ["x = { b}\n", "x = {a}\n"]),
        (LeaveOutElement, "x = (a, b)\n", ["x = ( b)\n", "x = (a,)\n"]),
        (LeaveOutElement, "x = {a: 1, b: 2}\n", ["x = { b: 2}\n", "x = {a: 1}\n"]),
        (LeaveOutElement, "x = [a for a in b]\n", []),
        (LeaveOutCondition, "rows.filter(a=1, b=2)\n", ["rows.filter( b=2)\n", "rows.filter(a=1,)\n"]),
        (LeaveOutCondition, "act(a=1, b=2)\n", []),
    ],
)
def test_parts_are_left_out(operator, code, changed):
    assert all_changes(operator, code) == changed


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        ("CHECK (((a > 0) AND (b > 0)))", {"CHECK (((true) AND (b > 0)))", "CHECK (((a > 0) AND (true)))"}),
        ("CHECK (((a > 0) OR (NOT (b))))", {"CHECK (((false) OR (NOT (b))))", "CHECK (((a > 0) OR (false)))"}),
        ("CHECK ((f(a) OR (b > 0)))", {"CHECK (((false) OR (b > 0)))", "CHECK ((f(a) OR (false)))"}),
        ("CHECK ((a <> ') AND ('))", {"CHECK (true)"}),
    ],
)
def test_each_clause_of_a_constraint_is_left_out(check, changed):
    assert {text for _part, text in changed_clauses(check)} == changed


def test_types_and_texts_are_left_alone(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('def f(a: int | None = None) -> int | str:\n    return _("1 %(n)d", (1, 2))\n')
    assert list(mutants_of(module)) == []


def test_a_change_says_where_it_is_and_what(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("def f(a):\n    return not a\n")
    (mutant,) = mutants_of(module)
    assert description(mutant).splitlines()[1:] == ["-    return not a", "+    return  a"]


def test_a_sample_has_one_change_a_place_and_is_the_same_for_the_same_number():
    mutants = [Mutant(f"file:{line}", change, "file") for line in range(5) for change in "abc"]
    drawn = sample(mutants, 4, random.Random(1))
    assert len({mutant.where for mutant in drawn}) == 4
    assert drawn == sample(mutants, 4, random.Random(1))


CHANGE = Mutant("thing_sensible", "without (a > 0)", "events/models.py", sql="…")


@pytest.mark.parametrize(
    ("entry", "is_named"),
    [
        ("thing_sensible\nwithout (a > 0)\n# Another clause says the same.", True),
        ("thing_sensible\nwithout (b > 0)\n# Another clause.", False),
        ("thing_sensible\n# The whole constraint.", False),
    ],
)
def test_exactly_the_change_that_is_named_is_accepted(tmp_path, monkeypatch, entry, is_named):
    file = tmp_path / "accepted.txt"
    file.write_text(f"other\nwithout (c > 0)\n# Why.\n\n{entry}\n")
    monkeypatch.setattr(tool, "ACCEPTED", file)
    tool.accepted.cache_clear()
    assert tool.is_accepted(CHANGE) == is_named
    tool.accepted.cache_clear()


def test_every_accepted_change_has_a_reason_and_a_place():
    for change, reason in tool.accepted().items():
        place, *lines = change.splitlines()
        assert lines, place
        assert len(reason.split()) > 3, place
        gone = [line.removeprefix("-") for line in lines if line.startswith("-")]
        assert not gone or set(gone) <= set(Path(place).read_text().splitlines()), f"{place} has changed"


class Tests:
    """Instead of pytest: the first test of those that fail, with the change or without it."""

    def __init__(self, *, always: set[str] = frozenset(), with_the_change: set[str] = frozenset()) -> None:
        self.always, self.with_the_change = always, with_the_change

    def __call__(self, tests, reached, folder, *, changed):
        fail = self.always | (self.with_the_change if changed else set())
        return set(sorted(fail & set(tests) - reached.failing)[:1])


@pytest.mark.parametrize(
    ("tests", "noticed"),
    [
        (Tests(), False),
        (Tests(with_the_change={"b"}), True),
        (Tests(always={"a"}), False),
        (Tests(always={"a"}, with_the_change={"b"}), True),
    ],
)
def test_a_test_that_fails_without_the_change_notices_nothing(monkeypatch, tests, noticed):
    monkeypatch.setattr(tool, "failing", tests)
    monkeypatch.setattr(tool, "groups_of_tests", lambda mutant, reached: [["a", "b"], ["a"]])
    reached = SimpleNamespace(failing=set(), proven=set())
    assert tool.is_noticed(CHANGE, reached) == noticed
    assert reached.failing == tests.always


@pytest.mark.parametrize(
    ("context", "test"),
    [
        ("tests/a.py::test_b|run", "tests/a.py::test_b"),
        ("tests/a.py::test_b@rights-all|setup", "tests/a.py::test_b"),
        ("tests/a.py::test_b[x@y]|run", "tests/a.py::test_b[x@y]"),
        ("tests/a.py::test_b[x@y]@group|run", "tests/a.py::test_b[x@y]"),
        ("tests/a.py::test_b[x|y]", "tests/a.py::test_b[x|y]"),
    ],
)
def test_a_test_is_called_as_pytest_calls_it(context, test):
    assert name_of_test(context) == test


@pytest.mark.django_db
def test_every_change_of_a_constraint_is_taken_by_the_database():
    for mutant in constraint_mutants():
        with transaction.atomic():
            execute(mutant.sql)
            transaction.set_rollback(True)
