"""Mutants in forks: functions that are there already get the changed code, and nothing else is touched."""

import importlib.util
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.mutants.__main__ import PYTEST
from tests.mutants.forked import changed_code, put_code
from tests.mutants.mutant import ENVIRONMENT

MODULE = """
def decorated(function):
    def wrapper(number):
        return function(number) + 1
    return wrapper

@decorated
def double(number):
    return number * 2

class Sum:
    start = 5

    def of(self, numbers):
        return sum(number + 0 for number in numbers)
"""


def imported(path):
    path.write_text(MODULE)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("was", "now", "doubled", "sum_of_two"),
    [
        ("number * 2", "number * 3", 16, 3),
        ("function(number) + 1", "function(number) - 1", 9, 3),
        ("number + 0 for", "number + 1 for", 11, 5),
    ],
)
def test_who_holds_a_function_already_gets_the_changed_one(tmp_path, was, now, doubled, sum_of_two):
    module = imported(tmp_path / "module.py")
    double, total = module.double, module.Sum()
    assert (double(5), total.of([1, 2])) == (11, 3)
    put_code(tmp_path / "module.py", MODULE, MODULE.replace(was, now))
    assert (double(5), total.of([1, 2])) == (doubled, sum_of_two)


@pytest.mark.parametrize(("was", "now"), [("start = 5", "start = 6"), ("@decorated\n", "\n")])
def test_what_stands_in_no_function_is_left_to_a_start_of_its_own(was, now):
    with pytest.raises(LookupError):
        list(changed_code(MODULE, MODULE.replace(was, now)))


def test_a_mutant_is_noticed_by_a_test_that_fails_with_it_only(tmp_path):
    path, trail = "common/exceptions.py", "tests/common/db/test_trail.py"
    source = Path(path).read_text()
    code = {"path": path, "old": source, "sql": "", "tests": ["tests/common/test_exceptions.py"]}
    same, wrong = (source.replace("if not reason", other) for other in ("if not  reason", "if reason"))
    dying = source.replace("if not reason", "__import__('os')._exit(3)\n    if not reason")  # no test has failed
    database = {"path": "", "old": "", "new": "", "tests": [trail]}
    mutants = [
        code | {"new": same},
        code | {"new": wrong},
        database | {"sql": "ALTER TABLE pghistory_context DISABLE TRIGGER trail_is_append_only"},
        database | {"sql": "SELECT 1"},
        code | {"new": dying},
        code | {"new": same},
    ]
    (tmp_path / "mutants").write_text("\n".join(map(json.dumps, mutants)))
    command = [*PYTEST, "-p", "no:cacheprovider", "-p", "tests.mutants.forked", *code["tests"], trail]
    subprocess.run(command, env={**os.environ, ENVIRONMENT: str(tmp_path)}, stdout=subprocess.DEVNULL, check=False)
    assert (tmp_path / "noticed").read_text().split() == ["1", "2"]
