"""Which tests run which line: the suite runs once with coverage.py, and again when the code has changed.

Tests that were written since then are among those of the whole app, which are tried at last.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from coverage import CoverageData

VAR = Path("var/mutants")
WATCHED = ["common", "accounts", "grid", "stations", "events", "portal"]


class Reached:
    """The tests that run given lines of a file, by the ids that pytest takes."""

    def __init__(self) -> None:
        self._data = CoverageData(str(_measured()))
        self._data.read()

    def tests(self, path: str, lines: Iterable[int]) -> set[str]:
        contexts = self._data.contexts_by_lineno(str(Path(path).resolve()))
        return {context.split("|")[0] for line in lines for context in contexts.get(line, ()) if context}


def _measured() -> Path:
    digest = hashlib.sha256()
    for folder in WATCHED:
        for path in sorted(Path(folder).rglob("*.py")):
            digest.update(str(path).encode() + path.read_bytes())
    file = VAR / f"coverage-{digest.hexdigest()[:12]}"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        for old in VAR.glob("coverage-*"):
            old.unlink()
        sys.stdout.write("Running the tests once, to see which of them run which line …\n")
        command = [sys.executable, "-W", "ignore", "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
        command += ["-m", "not browser", "--cov", "--cov-context=test", "--cov-report="]
        command += [f"--cov-config={Path(__file__).with_name('coverage.ini')}"]
        unfinished = file.with_suffix(".unfinished")
        # A test that fails on a busy machine changes nothing here; a mutant that it would notice is tried again.
        subprocess.run(command, env={**os.environ, "COVERAGE_FILE": str(unfinished)}, check=False)
        unfinished.rename(file)
    return file
