"""Which tests run which line, and which fail: the suite runs once, and again when the code has changed.

Files of tests that were written since then are tried at last.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from coverage import CoverageData

VAR = Path("var/mutants")
WATCHED = ["common", "accounts", "grid", "stations", "events", "volunteers", "portal"]


class Reached:
    """The tests that run given lines of a file, by the ids that pytest takes.

    `failing` are those that fail although nothing is changed; `proven` failed with a change and pass without it.
    """

    def __init__(self) -> None:
        file = _measured()
        self._since = file.stat().st_mtime
        self._data = CoverageData(str(file))
        self._data.read()
        failed = _failed(file) / "v" / "cache" / "lastfailed"
        self.failing = {name_of_test(test) for test in json.loads(failed.read_text())} if failed.exists() else set()
        self.proven: set[str] = set()

    def tests(self, path: str, lines: Iterable[int]) -> set[str]:
        contexts = self._data.contexts_by_lineno(str(Path(path).resolve()))
        reaching = {name_of_test(context) for line in lines for context in contexts.get(line, ()) if context}
        return reaching - self.failing

    def was_written_since(self, path: Path) -> bool:
        """Whether the file was written after the tests ran."""
        return path.stat().st_mtime > self._since


def name_of_test(context: str) -> str:
    """Behind the name of a test stand the group that xdist added, and the phase that coverage added.

    >>> name_of_test("tests/rights/test_pages.py::test_a_page[a@b]@rights-all|run")
    'tests/rights/test_pages.py::test_a_page[a@b]'
    """
    return re.sub(r"(@[^\]@|]*)?(\|(setup|run|teardown))?$", "", context, count=1)


def _failed(file: Path) -> Path:
    """The folder in which pytest keeps the names of the tests that failed."""
    return file.with_suffix(".results")


def _measured() -> Path:
    digest = hashlib.sha256()
    for folder in WATCHED:
        for path in sorted(Path(folder).rglob("*.py")):
            digest.update(str(path).encode() + path.read_bytes())
    file = VAR / f"coverage-{digest.hexdigest()[:12]}"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        for old in VAR.glob("coverage-*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        sys.stdout.write("Running the tests once, to see which of them run which line …\n")
        command = [sys.executable, "-W", "ignore", "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
        command += ["-m", "not browser", "--cov", "--cov-context=test", "--cov-report="]
        command += ["-o", f"cache_dir={_failed(file).resolve()}"]
        command += [f"--cov-config={Path(__file__).with_name('coverage.ini')}"]
        unfinished = file.with_suffix(".unfinished")
        subprocess.run(command, env={**os.environ, "COVERAGE_FILE": str(unfinished)}, check=False)
        unfinished.rename(file)
    return file
