"""`python -m tests.mutants`: makes small wrong changes and prints those that no test notices.

Of all changes of rules, actions, permissions, scopes and constraints it tries a sample (`--all`: the whole, which
takes hours). A change is shown to the nearest tests first, in a fork, and then, with a start of its own, to all that
run its lines; one of the database to the tests that name it, and then to those of its app.
A test that fails without the change too has noticed nothing, and is left out from then on.
Exit code 1 when less than 95 % are noticed; those that `accepted.txt` names do not count.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from functools import cache
from itertools import chain, islice
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.test_settings")

import django
import pytest

from tests.mutants.mutant import ENVIRONMENT, Mutant
from tests.mutants.python_code import changed_code, difference, mutants_of
from tests.mutants.reached import Reached

LAYERS = ("rules", "actions", "permissions", "scopes")
GOAL = 0.95
# The first tests that are tried, and how long a change may keep them busy (it may end in a loop).
NEAREST = 40
SECONDS = 900
# They look at every action, and at every model.
HOUSE = ["tests/test_house.py", "tests/portal/test_audit.py", "tests/portal/test_records_stay.py"]
PYTEST = [sys.executable, "-W", "ignore", "-m", "pytest", "-q", "-m", "not browser"]
ACCEPTED = Path(__file__).with_name("accepted.txt")


def files(only: str) -> Iterator[Path]:
    """The files of those layers, the desk's included."""
    for app in ("accounts", "grid", "stations", "events", "volunteers", "portal/desk"):
        for layer in LAYERS:
            for path in [Path(app, f"{layer}.py"), *sorted(Path(app, layer).glob("*.py"))]:
                if path.exists() and str(path).startswith(only):
                    yield path


def all_mutants(only: str) -> list[Mutant]:
    """Of the files that begin with `only`; those of constraints belong to the files of their models."""
    from tests.mutants.constraints import constraint_mutants
    from tests.support.database import cloned

    with cloned():
        of_database = [mutant for mutant in constraint_mutants() if mutant.path.startswith(only)]
    return [mutant for path in files(only) for mutant in mutants_of(path)] + of_database


def sample(mutants: list[Mutant], count: int, chance: random.Random) -> list[Mutant]:
    """Places are drawn, then one change at each: so a line with many numbers counts no more than another."""
    places: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        places[mutant.where].append(mutant)
    drawn = chance.sample(sorted(places), min(count, len(places)))
    return [chance.choice(places[where]) for where in drawn]


def groups_of_tests(mutant: Mutant, reached: Reached) -> Iterator[list[str]]:
    """What is run one after the other, until a test fails."""
    app, *rest = Path(mutant.path).with_suffix("").parts
    own = [test for test in _own_tests(app, rest) if Path(test).exists()]
    if mutant.sql:
        name = re.sub(r"^pgtrigger_(.+)_[0-9a-f]{5}$", r"\1", mutant.where)
        yield [str(path) for path in sorted(Path("tests").rglob("test_*.py")) if name in path.read_text()]
        yield [*HOUSE, *own]
        yield [f"tests/{app}", "tests/common/db"]
        return
    tests = reached.tests(mutant.path, range(mutant.lines[0], mutant.lines[1] + 1))
    near = sorted(tests, key=lambda test: (not test.startswith(tuple(own)), "rights" in test, test))
    yield near[:NEAREST]
    yield near[NEAREST:]
    if tests:
        yield [str(path) for path in sorted(Path("tests").rglob("test_*.py")) if reached.was_written_since(path)]
    else:  # it runs when the portal starts
        yield [f"tests/{app}", "tests/rights"]
    yield HOUSE


def _own_tests(app: str, rest: list[str]) -> list[str]:
    *folders, subject = rest
    return ["/".join(["tests", app, *folders, f"test_{subject}.py"]), "/".join(["tests", app, *folders])]


def noticed_in_forks(mutants: list[Mutant], reached: Reached) -> set[Mutant]:
    """Those that one of the nearest tests notices."""
    workers = os.cpu_count() or 1
    shares = [mutants[first::workers] for first in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        return set(chain.from_iterable(pool.map(lambda share: _noticed_of(share, reached), shares)))


def _noticed_of(mutants: list[Mutant], reached: Reached) -> list[Mutant]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "mutants").open("w") as file:
            for mutant in mutants:
                old, new = ("", "") if mutant.sql else (Path(mutant.path).read_text(), changed_code(mutant))
                near = [test for group in islice(groups_of_tests(mutant, reached), 2) for test in group]
                facts = {"path": mutant.path, "old": old, "new": new, "sql": mutant.sql, "tests": near}
                file.write(f"{json.dumps(facts)}\n")
        command = [*PYTEST, "-p", "no:cacheprovider", "-p", "tests.mutants.forked", "tests"]
        command += [f"--deselect={test}" for test in reached.failing]
        subprocess.run(command, env={**os.environ, ENVIRONMENT: name}, stdout=subprocess.DEVNULL, check=False)
        return [mutants[int(number)] for number in (folder / "noticed").read_text().split()]


def is_noticed(mutant: Mutant, reached: Reached) -> bool:
    """Whether a test that passes without the change fails with it, or does not end."""
    code = "" if mutant.sql else changed_code(mutant)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mutant.json").write_text(json.dumps({**asdict(mutant), "code": code}))
        for tests in groups_of_tests(mutant, reached):
            while tests and (suspects := failing(tests, reached, folder, changed=True)):
                if suspects <= reached.proven or not failing(suspects, reached, folder, changed=False):
                    reached.proven |= suspects
                    return True
                if suspects <= reached.failing:  # not even the collection works
                    raise RuntimeError(f"These tests fail without a change: {sorted(suspects)}")
                reached.failing |= suspects
    return False


def failing(tests: Iterable[str], reached: Reached, folder: Path, *, changed: bool) -> set[str]:
    """The first test that fails, with the mutant of that folder or without it; none if all pass.

    All of them, if the run did not end or named no test.
    """
    (folder / "tests").write_text("\n".join(tests))
    results = folder / "results"
    shutil.rmtree(results, ignore_errors=True)
    command = [*PYTEST, "-x", "-o", f"cache_dir={results}", f"@{folder / 'tests'}"]
    command += [f"--deselect={test}" for test in reached.failing]
    environment = {**os.environ}
    if changed:
        command += ["-p", "tests.mutants.plugin"]
        environment[ENVIRONMENT] = str(folder / "mutant.json")
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return set(tests)
    if done.returncode in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        return set()
    failed = results / "v" / "cache" / "lastfailed"
    return set(json.loads(failed.read_text())) if failed.exists() else set(tests)


def is_accepted(mutant: Mutant) -> bool:
    """Whether `accepted.txt` says why nobody needs to notice exactly this change."""
    return description(mutant) in accepted()


@cache
def accepted() -> dict[str, str]:
    """The descriptions of the changes that nobody needs to notice, with the reasons (the lines with #)."""
    of_changes = {}
    for entry in ACCEPTED.read_text().strip().split("\n\n"):
        lines = entry.splitlines()
        change = "\n".join(line for line in lines if not line.startswith("#"))
        of_changes[change] = " ".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
    return {change: reason for change, reason in of_changes.items() if change}


def description(mutant: Mutant) -> str:
    """The file and the changed lines, or the constraint and the clause; no number of a line, since those shift."""
    if mutant.sql:
        return f"{mutant.where}\n{mutant.change}"
    return f"{mutant.path}\n{difference(mutant)}"


def kind_of(mutant: Mutant) -> str:
    """The layer whose code is changed, or `constraints`."""
    if mutant.sql:
        return "constraints"
    return next(part for part in Path(mutant.path).with_suffix("").parts if part in LAYERS)


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="files that begin so: events/rules")
    parser.add_argument("--count", type=int, default=60, help="how many places to try (60)")
    parser.add_argument("--all", action="store_true", help="try all of them")
    parser.add_argument("--seed", type=int, default=0, help="another number draws other places")
    options = parser.parse_args()
    django.setup()
    mutants = all_mutants(options.only)
    tried = mutants if options.all else sample(mutants, options.count, random.Random(options.seed))
    reached = Reached()
    write(f"{len(mutants)} changes; trying {len(tried)} …")
    seen = noticed_in_forks(tried, reached)
    noticed = Counter(map(kind_of, seen))
    counted = noticed.copy()
    left = [mutant for mutant in tried if mutant not in seen]
    write(f"The nearest tests notice {len(seen)}; showing the other {len(left)} to all …")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = {pool.submit(is_noticed, mutant, reached): mutant for mutant in left}
        for verdict in as_completed(verdicts):
            mutant, is_seen = verdicts[verdict], verdict.result()
            if not is_seen and is_accepted(mutant):
                continue
            counted[kind_of(mutant)] += 1
            noticed[kind_of(mutant)] += is_seen
            if not is_seen:
                write(f"UNNOTICED at {mutant.where}, number {counted.total()}:\n{description(mutant)}\n")
    for kind in sorted(counted):
        write(f"{kind}: {noticed[kind]} of {counted[kind]}")
    if reached.failing:
        write(f"{len(reached.failing)} tests fail without a change and were left out.")
    share = noticed.total() / max(1, counted.total())
    write(f"{share:.1%} of {counted.total()} changes were noticed; the goal is {GOAL:.0%}.")
    return int(share < GOAL)


if __name__ == "__main__":
    sys.exit(main())
