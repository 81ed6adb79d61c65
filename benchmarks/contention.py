"""Many people post the same form at the same time, over HTTP."""

import http.client
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

TIMEOUT = 60
HIDDEN = re.compile(rb'<input type="hidden" name="(csrfmiddlewaretoken|token)" value="([^"]+)"')
CSRF_COOKIE = re.compile(r"csrftoken=[^;]+")


@dataclass(slots=True)
class Answer:
    """What came back for one form, with the moments (seconds) at which it was sent and answered; 0: no answer."""

    person: int
    status: int
    sent: float
    answered: float = field(default_factory=time.perf_counter)


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The page with the form, as it lies open before a person: what the browser sends when the button is pressed."""

    person: int
    path: str
    body: str
    headers: dict[str, str]

    @classmethod
    def at(cls, port: int, path: str, person: int, session: str, fields: dict[str, object]) -> "OpenForm":
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        cookie = f"sessionid={session}"
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        hidden = {name.decode(): value.decode() for name, value in HIDDEN.findall(response.read())}
        csrf = CSRF_COOKIE.search(response.getheader("Set-Cookie") or "")
        connection.close()
        if "csrfmiddlewaretoken" not in hidden or not csrf:
            raise SystemExit(f"No form at {path}: {response.status} {response.getheader('Location')}")
        headers = {"Cookie": f"{cookie}; {csrf.group()}", "Content-Type": "application/x-www-form-urlencoded"}
        return cls(person, path, urlencode({**hidden, **fields}), headers)

    def send(self, connection: http.client.HTTPConnection) -> Answer:
        sent = time.perf_counter()
        try:
            connection.request("POST", self.path, body=self.body, headers=self.headers)
            response = connection.getresponse()
            response.read()
        except (http.client.HTTPException, OSError):
            connection.close()
            return Answer(self.person, 0, sent)
        return Answer(self.person, response.status, sent)


def post_together(port: int, path: str, people: list[tuple[int, int]], fields: dict[str, object]) -> list[int]:
    """Everybody of `people` (person, sign-in) opens the form at `path` and sends it: the answers' statuses."""
    forms = open_forms(port, path, people, fields)
    return [answer.status for answer in post_forms(port, forms, connections=len(forms))]


def open_forms(port: int, path: str, people: list[tuple[int, int]], fields: dict[str, object]) -> list[OpenForm]:
    """The form at `path` as each of `people` has it open, who have all agreed to the privacy notice."""
    agree([person for person, _user in people])
    return [
        OpenForm.at(port, path, person, session_of(user), {"person": person, **fields}) for person, user in people
    ]


def post_forms(port: int, forms: Iterable[OpenForm], *, connections: int) -> list[Answer]:
    """Send the forms in their order over so many connections, each as soon as it is free; all begin at once."""
    waiting, taking = iter(forms), threading.Lock()
    together, answers = threading.Barrier(connections), []

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        connection.connect()
        together.wait(TIMEOUT)
        while True:
            with taking:
                form = next(waiting, None)
            if form is None:
                break
            answers.append(form.send(connection))
        connection.close()

    threads = [threading.Thread(target=run) for _n in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def agree(people: list[int]) -> None:
    """Consent to the privacy notice in force, which registrations and bookings require."""
    from accounts.models import Consent, PrivacyNotice

    notice = PrivacyNotice.objects.current()
    if notice is not None:
        consents = [Consent(person_id=person, notice=notice) for person in people]
        Consent.objects.bulk_create(consents, ignore_conflicts=True)


def session_of(user_id: int) -> str:
    """The key of a new session, like after a sign-in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User

    user = User.objects.get(pk=user_id)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.auth.backends.AppointmentBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key
