"""Rules of the house that no other tool knows."""

import ast
import importlib
import inspect
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from common.actions import action

ROOT = Path(__file__).resolve().parent.parent
# In halves, so that this file does not name what it forbids.
HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "tuna.tsinghua" + ".edu",
    "mirrors." + "aliyun",
]
# Records that say what people agreed to and who read about them: by model, how a writing call may reach it, and the
# one module that writes it. Demo, benchmarks and tests make their own.
ONE_WRITER = {
    "Consent": ("Consent.objects", ".consents", "accounts/actions/consent.py"),
    "AccessLog": ("AccessLog.objects", ".accesslog_set", "accounts/actions/access_log.py"),
}
WRITES = {"create", "acreate", "bulk_create", "abulk_create", "get_or_create", "update_or_create"}
NOT_THE_PORTAL = {"demo", "benchmarks", "tests"}


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


def test_no_separator_of_a_template_loses_the_blank_beside_it():
    """The loader drops a line break beside a tag: before “·” at the beginning of a line, and after “·” at the end of
    one, stands a blank that is written.
    """
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        lines = path.read_text().splitlines()
        for number, (before, line) in enumerate(pairwise(lines), start=2):
            begins = re.match(r" *({% (if|for) [^%]*%})?·", line) and before.strip() != '{{ " " }}'
            if begins or (before.endswith("·") and re.match(r" *[{<]", line)):
                wrong.append(f"{path.relative_to(ROOT)}:{number}")
    assert wrong == []


def test_the_readme_names_every_variable_of_the_environment_that_a_community_sets():
    reads = re.compile(r'\b(?:environ\.get\(|environ\[|flag\(|number\(|words\()"([A-Z_]+)"')
    set_by_us = {"PORTAL_PROCESS"}
    read = {
        name
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] not in NOT_THE_PORTAL
        for name in reads.findall(path.read_text())
    }
    assert len(read) > 40, "the settings were not found"
    named = set(re.findall(r"\b[A-Z][A-Z_]+\b", (ROOT / "README.md").read_text()))
    assert read - set_by_us - named == set()


def test_a_lock_of_a_row_keeps_nobody_from_referring_to_it():
    """FOR NO KEY UPDATE, unless a comment says why not: FOR UPDATE would hold up every row that points there."""
    stronger = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] not in NOT_THE_PORTAL
        for before, line in pairwise(path.read_text().splitlines())
        if re.search(r"\.select_for_update\((?!no_key=True)", line) and "# In full:" not in before
    }
    assert stronger == set()


def test_people_stand_in_the_order_of_pinyin_and_not_of_code_points():
    by_name = re.compile(r"""(order_by|ordering)\b[^\n]*["'-](?:\w+__)?(person|visitor|by)__name["']""")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] not in NOT_THE_PORTAL
        for line in path.read_text().splitlines()
        if by_name.search(line)
    ]
    assert found == []


def writes(model: str, source: str) -> bool:
    """Whether Python source makes rows of the model: by its manager, by a relation to it, or by its constructor."""
    manager, relation, _module = ONE_WRITER[model]
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == model:
            return True
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            on = ast.unparse(node.func.value)
            if manager in on or on.endswith(relation):
                return True
    return False


@pytest.mark.parametrize("model", ONE_WRITER)
def test_consent_and_the_access_log_are_each_written_in_one_place(model):
    sources = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
    places = {path.relative_to(ROOT): path for path in sources}
    writers = {
        place.as_posix()
        for place, path in places.items()
        if place.parts[0] not in NOT_THE_PORTAL and writes(model, path.read_text())
    }
    assert writers == {ONE_WRITER[model][2]}


@pytest.mark.parametrize(
    "source",
    [
        "Consent.objects.create(person=person)",
        "Consent(person=person).save()",
        "person.consents.create(notice=notice)",
    ],
)
def test_a_second_writer_would_be_found(source):
    assert writes("Consent", source)
    assert not writes("AccessLog", source)


def test_no_test_module_imports_from_another_or_from_a_conftest():
    """What several of them use lives in tests/support/, or beside them in a module that holds no tests."""
    imported = re.compile(r"^\s*(?:from|import)\s+tests\.(?:\w+\.)*(?:test_\w+|conftest)\b", re.MULTILINE)
    paths = [path for path in tracked() if path.suffix == ".py" and path.is_relative_to(ROOT / "tests")]
    assert len(paths) > 100, "the tests were not found"
    assert [str(path.relative_to(ROOT)) for path in paths if imported.search(path.read_text())] == []


# The function that `action` puts around each use case.
RUN_OF_AN_ACTION = action(lambda: None).__code__
# Called by actions, which have begun the transaction; or only registered when the apps are ready.
PARTS_OF_ACTIONS = {
    "accounts.actions.access_log.log_reading",
    "accounts.actions.appointments.when_appointment_ends",
    "accounts.actions.sign_in_changes.lock_address",
    "accounts.actions.sign_in_changes.lock_number",
    "events.actions.enrolments.join_dates",
    "events.actions.waitlist.release_elder_seats",
    "events.actions.events.call_off",
    "events.actions.events.set_on_event",
    "events.actions.arrivals.arrive",
    "events.actions.arrivals.leave",
    "events.actions.arrivals.take_back",
    "events.actions.events.when_event_moves",
    "events.actions.locks.lock_dates",
    "events.actions.locks.lock_event",
    "events.actions.locks.lock_registration",
    "events.actions.locks.lock_registrations",
    "events.actions.locks.lock_series",
    "events.actions.registrations.seat_or_queue",
    "events.actions.series_plan.plan_series",
    "events.actions.waitlist.promote_waiting",
    "events.actions.waitlist.seat_waiting",
    "accounts.actions.consent.when_consent_is_withdrawn",
    "grid.actions.appointments.register_appointment_ending",
    "grid.actions.handover.register_handover_parts",
    "grid.actions.homes.register_home_forgetting",
    "grid.actions.identity.end_displays",
    "grid.actions.matter_reports.matter_of_visit",
    "grid.actions.matter_reports.register_matter_forgetting",
    "grid.actions.matter_steps.add_step",
    "grid.actions.matter_steps.ask_anew",
    "grid.actions.matter_steps.lock_matter",
    "grid.actions.matter_steps.lock_matters",
    "grid.actions.matter_steps.open_again",
    "grid.actions.matter_steps.tell",
    "grid.actions.matter_steps.write_that_volunteers_help",
    "stations.actions.bookings.confirm_booking",
    "stations.actions.bookings.locked_booking",
    "stations.actions.bookings.once_a_token",
    "stations.actions.closures.call_off",
    "stations.actions.holds.hold_for_new_booking",
    "stations.actions.holds.hold_space",
    "stations.actions.holds.locked_space",
    "stations.actions.holds.locked_space_and_person",
    "stations.actions.holds.move_hold",
    "stations.actions.programme.free_programme_room",
    "stations.actions.programme.hold_programme_room",
    "stations.actions.series.days_of_series",
    "volunteers.actions.activities.follow_event",
    "volunteers.actions.certificates.revoke_for_record",
    "volunteers.actions.assignments.withdraw_all",
    "volunteers.actions.locks.lock_activity",
    "volunteers.actions.locks.lock_assignment",
    "volunteers.actions.locks.lock_shift",
    "volunteers.actions.locks.lock_team",
    "volunteers.actions.locks.lock_volunteer",
    "volunteers.actions.locks.lock_waiting",
    "volunteers.actions.volunteers.register_volunteer_forgetting",
    "volunteers.actions.volunteers.volunteer_to_act_on",
    "volunteers.actions.waitlist.next_in_queue",
    "volunteers.actions.waitlist.promote_waiting",
    "volunteers.actions.cards.end_cards",
    "volunteers.actions.handover.register_activity_handover",
}


def test_every_use_case_is_an_action_in_one_transaction():
    functions = {
        f"{module}.{name}": function
        for module in modules_of("actions")
        for name, function in vars(importlib.import_module(module)).items()
        if inspect.isfunction(function) and function.__module__ == module and not name.startswith("_")
    }
    assert {name for name, function in functions.items() if not is_action(function)} == PARTS_OF_ACTIONS


def modules_of(layer: str) -> list[str]:
    """The names of the modules of a layer, in all apps and at the desk."""
    paths = [path.relative_to(ROOT).with_suffix("") for path in tracked() if path.suffix == ".py"]
    others = NOT_THE_PORTAL | {"common"}
    return [".".join(path.parts) for path in paths if layer in path.parts[1:] and path.parts[0] not in others]


def is_action(function: Any) -> bool:
    """Whether `common.actions.action` is among its decorators."""
    while function is not None:
        if function.__code__ is RUN_OF_AN_ACTION:
            return True
        function = getattr(function, "__wrapped__", None)
    return False
