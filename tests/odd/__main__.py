"""`make odd`: sends N=50,000 odd requests to the portal with the demo, and prints every 5xx with how to repeat it.

The portal is a database of its own on the server of the tests. Each request is undone, so that the number of a
request and the seed are all that is needed to send it again: `make odd SEED=1 ONLY=4711`.
"""

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import batched
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.test_settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from accounts.models import User
from demo.logins import LOGINS
from tests.odd.sending import Finding, Sender, quiet
from tests.support.database import _use, cloned

BATCH = 250
_sender: Sender | None = None


def main() -> None:
    parser = argparse.ArgumentParser(prog="make odd")
    parser.add_argument("--n", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="send this one again, and show its trace")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    asked = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    with cloned():
        call_command("loaddemo", verbosity=0, stdout=open(os.devnull, "w"))
        name = connection.settings_dict["NAME"]
        connections.close_all()
        if asked.only is not None:
            begin(name, asked.seed)
            assert _sender is not None
            print(_sender.send(asked.only))
            return
        findings = run(asked, name)
    kinds = Counter((finding.trace.strip().splitlines() or ["slow"])[-1] for finding in findings)
    print(f"{len(findings)} of {asked.n:,} are wrong.")
    for kind, times in kinds.most_common():
        print(f"{times:6}  {kind}")
    sys.exit(bool(findings))


def run(asked: argparse.Namespace, name: str) -> list[Finding]:
    began, statuses, findings = time.monotonic(), Counter[Any](), []
    with ProcessPoolExecutor(asked.processes, initializer=begin_apart, initargs=(name, asked.seed)) as pool:
        for answers in pool.map(send, list(batched(range(asked.n), BATCH, strict=False))):
            for answer in answers:
                if isinstance(answer, Finding):
                    findings.append(answer)
                    print(f"\n{answer}\n", flush=True)
                else:
                    statuses[answer] += 1
            done = sum(statuses.values()) + len(findings)
            print(f"\r{done:,} of {asked.n:,}, {len(findings)} wrong", end="", file=sys.stderr, flush=True)
    print(f"\n{asked.n:,} requests in {time.monotonic() - began:.0f} s: {dict(sorted(statuses.items()))}")
    return findings


def begin_apart(name: str, seed: int) -> None:
    """A process has a copy of the database, so that no two wait for each other."""
    own = f"{name}_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(50716)")
        cursor.execute(f"CREATE DATABASE {own} TEMPLATE {name}")
        cursor.execute("SELECT pg_advisory_unlock(50716)")
    begin(own, seed)


def begin(name: str, seed: int) -> None:
    global _sender
    _use(name)
    users: dict[str, User | None] = {"anonymous": None}
    for login in LOGINS:
        by = {"email": login.sign_in} if "@" in login.sign_in else {"phone": login.phone}
        users[login.key] = User.objects.get(**by)
    _sender = Sender(users, seed)


def send(numbers: tuple[int, ...]) -> list[Finding | int]:
    assert _sender is not None
    with quiet():
        return [_sender.send(number) for number in numbers]


if __name__ == "__main__":
    main()
