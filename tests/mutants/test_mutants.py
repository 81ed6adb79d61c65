"""What the changes look like, and that only what behaves is changed."""

import random

import pytest
from cosmic_ray.mutating import mutate_code

from tests.mutants.__main__ import description, sample
from tests.mutants.constraints import changed_clauses
from tests.mutants.mutant import Mutant
from tests.mutants.operators import LeaveOutCondition, LeaveOutElement, LeaveOutStatement
from tests.mutants.python_code import mutants_of


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
