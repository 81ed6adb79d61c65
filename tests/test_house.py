"""Rules of the house that no other tool knows."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In halves, so that this file does not name what it forbids.
HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "tuna.tsinghua" + ".edu",
    "mirrors." + "aliyun",
]


def tracked() -> list[Path]:
    """The files that are, or are about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_names_a_host_of_packages():
    named = re.compile("|".join(re.escape(host) for host in HOSTS).encode())
    assert [str(path) for path in tracked() if named.search(path.read_bytes())] == []


def test_neither_a_uv_lock_nor_compiled_messages_are_kept():
    assert [path.name for path in tracked() if path.name == "uv.lock" or path.suffix == ".mo"] == []


def test_no_line_of_a_template_is_longer_than_120_characters():
    """The formatter leaves long texts, attributes and template tags alone; they are broken by hand."""
    paths = sorted((ROOT / "templates").rglob("*.html"))
    assert len(paths) > 100, "the templates were not found"
    too_long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > 120
    ]
    assert too_long == []


def test_no_test_module_imports_from_another_or_from_a_conftest():
    """What several of them use lives in tests/support/, or beside them in a module that holds no tests."""
    imported = re.compile(r"^\s*(?:from|import)\s+tests\.(?:\w+\.)*(?:test_\w+|conftest)\b", re.MULTILINE)
    paths = [path for path in tracked() if path.suffix == ".py" and path.is_relative_to(ROOT / "tests")]
    assert len(paths) > 100, "the tests were not found"
    assert [str(path.relative_to(ROOT)) for path in paths if imported.search(path.read_text())] == []
