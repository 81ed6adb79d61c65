"""Twenty people press “register” for one seat in the same moment, over HTTP: exactly one gets it."""

import datetime as dt
import http.client
import re
import threading
from urllib.parse import urlencode

from benchmarks.database import environment
from benchmarks.report import Report
from benchmarks.servers import serving

PEOPLE = 20
ROUNDS = 5
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
CSRF_COOKIE = re.compile(r"csrftoken=[^;]+")


def measure(report: Report, url: str) -> None:
    report.section(f"The last seat: {PEOPLE} people at once, {ROUNDS} rounds over HTTP")
    outcomes = []
    with serving("portal.wsgi", 8194, environment(url)) as port:
        for _round in range(ROUNDS):
            outcomes.append(one_round(port))
    wins = [winners for winners, _waiting, _errors in outcomes]
    report.holds("exactly one wins, every time", wins == [1] * ROUNDS, detail=f"winners: {wins}")
    waiting = [waits for _winners, waits, _errors in outcomes]
    report.holds("everybody else is on the waitlist", waiting == [PEOPLE - 1] * ROUNDS, detail=f"waiting: {waiting}")
    errors = sum(errors for _winners, _waiting, errors in outcomes)
    report.holds("nobody sees an error", errors == 0, detail=f"errors: {errors}")


def one_round(port: int) -> tuple[int, int, int]:
    """(registered, waitlisted, answers that are no redirect) after everybody has pressed the button."""
    from benchmarks.registering import make_events, remove_events, some_people
    from common import clock
    from events.models import Event, Registration

    events = make_events()
    Event.objects.filter(pk=events[0]).update(capacity=1, starts_at=clock.now() + dt.timedelta(days=699))
    people = some_people(PEOPLE)
    agree([person for person, _user in people])
    barrier = threading.Barrier(PEOPLE)
    statuses: list[int] = []
    threads = [
        threading.Thread(target=press, args=(port, events[0], person, session_of(user), barrier, statuses))
        for person, user in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    registrations = Registration.objects.filter(event=events[0])
    outcome = (
        registrations.filter(status=Registration.Status.REGISTERED).count(),
        registrations.waitlisted().count(),
        PEOPLE - statuses.count(302),
    )
    remove_events()
    return outcome


def press(port: int, event: int, person: int, session: str, barrier: threading.Barrier, statuses: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    path, cookie = f"/events/{event}/register/", f"sessionid={session}"
    connection.request("GET", path, headers={"Cookie": cookie})
    response = connection.getresponse()
    page = response.read()
    found, cookies = TOKEN.search(page), CSRF_COOKIE.search(response.getheader("Set-Cookie") or "")
    if not found or not cookies:
        print(f"No form to register with at {path}: {response.status} {response.getheader('Location')}")
        barrier.abort()
        return
    token, csrf = found.group(1).decode(), cookies.group()
    body = urlencode({"csrfmiddlewaretoken": token, "person": person, "seats": 1})
    headers = {"Cookie": f"{cookie}; {csrf}", "Content-Type": "application/x-www-form-urlencoded"}
    barrier.wait(60)
    connection.request("POST", path, body=body, headers=headers)
    statuses.append(connection.getresponse().status)
    connection.close()


def agree(people: list[int]) -> None:
    """Consent to the notice in force, without which nobody registers."""
    from accounts.models import Consent, PrivacyNotice

    notice = PrivacyNotice.objects.current()
    if notice is not None:
        consents = [Consent(person_id=person, notice=notice) for person in people]
        Consent.objects.bulk_create(consents, ignore_conflicts=True)


def session_of(user_id: int) -> str:
    """A session as signing in makes it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User

    user = User.objects.get(pk=user_id)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.AppointmentBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key
