"""`python -m tests.mutants`: makes small wrong changes and prints those that no test notices.

Of all changes of rules, actions, permissions, scopes and constraints it tries a sample (`--all`: the whole, which
takes hours). A change is shown to the nearest tests first, then to all that run its lines, at last to all of its app.
Exit code 1 when less than 95 % are noticed; those that `accepted.txt` names do not count.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.test_settings")

import django

from tests.mutants.mutant import ENVIRONMENT, Mutant
from tests.mutants.python_code import changed_code, difference, mutants_of
from tests.mutants.reached import Reached

LAYERS = ("rules", "actions", "permissions", "scopes")
GOAL = 0.95
# The first tests that are tried, and how long a change may keep them busy (it may end in a loop).
NEAREST = 40
SECONDS = 900
ACCEPTED = Path(__file__).with_name("accepted.txt")


def files(only: str) -> Iterator[Path]:
    """The files of those layers, the desk's included."""
    for app in ("accounts", "grid", "stations", "events", "portal/desk"):
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
        naming = [str(path) for path in sorted(Path("tests").rglob("test_*.py")) if mutant.where in path.read_text()]
        yield naming + own
    else:
        tests = reached.tests(mutant.path, range(mutant.lines[0], mutant.lines[1] + 1))
        near = sorted(tests, key=lambda test: (not test.startswith(tuple(own)), "rights" in test, test))
        yield near[:NEAREST]
        yield near[NEAREST:]
    yield [f"tests/{app}", "tests/rights", "tests/portal"]


def _own_tests(app: str, rest: list[str]) -> list[str]:
    *folders, subject = rest
    return ["/".join(["tests", app, *folders, f"test_{subject}.py"]), "/".join(["tests", app, *folders])]


def is_noticed(mutant: Mutant, reached: Reached) -> bool:
    """Whether a test fails, or nothing runs any more, with the change."""
    code = "" if mutant.sql else changed_code(mutant)
    with tempfile.TemporaryDirectory() as folder:
        file, arguments = Path(folder, "mutant.json"), Path(folder, "tests")
        file.write_text(json.dumps({**asdict(mutant), "code": code}))
        for tests in groups_of_tests(mutant, reached):
            if not tests:
                continue
            arguments.write_text("\n".join(tests))
            command = [sys.executable, "-W", "ignore", "-m", "pytest", "-x", "-q", "-m", "not browser"]
            command += ["-p", "tests.mutants.plugin", "-p", "no:cacheprovider", f"@{arguments}"]
            try:
                done = subprocess.run(
                    command,
                    env={**os.environ, ENVIRONMENT: str(file)},
                    capture_output=True,
                    timeout=SECONDS,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return True
            if done.returncode not in {0, 5}:
                return True
    return False


def is_accepted(mutant: Mutant) -> bool:
    """Whether `accepted.txt` says why nobody needs to notice this change."""
    return f"\n{mutant.where.rsplit(':', 1)[0]} " in "\n" + ACCEPTED.read_text()


def describe(mutant: Mutant) -> str:
    text = mutant.change if mutant.sql else difference(mutant)
    return f"{mutant.where} ({mutant.change})\n{text}" if not mutant.sql else f"{mutant.where} ({text})"


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
    missed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for mutant, noticed in zip(tried, pool.map(lambda mutant: is_noticed(mutant, reached), tried), strict=True):
            if not noticed:
                missed.append(mutant)
                verdict = "accepted" if is_accepted(mutant) else "UNNOTICED"
                write(f"{verdict}: {describe(mutant)}\n")
    counted = len(tried) - len([mutant for mutant in missed if is_accepted(mutant)])
    share = (len(tried) - len(missed)) / max(1, counted)
    write(f"{share:.1%} of {counted} changes were noticed; the goal is {GOAL:.0%}.")
    return int(share < GOAL)


if __name__ == "__main__":
    sys.exit(main())
