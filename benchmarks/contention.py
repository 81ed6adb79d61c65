"""Many people post the same form at the same time, over HTTP."""

import http.client
import re
import threading
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
CSRF_COOKIE = re.compile(r"csrftoken=[^;]+")


def post_together(port: int, path: str, people: list[tuple[int, int]], fields: dict[str, object]) -> list[int]:
    """All `people` (person, sign-in) open the form at `path` and post it at the same time. Returns the statuses."""
    agree([person for person, _user in people])
    barrier = threading.Barrier(len(people))
    statuses: list[int] = []
    threads = [
        threading.Thread(target=post_once, args=(port, path, fields | own, session_of(user), barrier, statuses))
        for own, user in (({"person": person}, user) for person, user in people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def post_once(
    port: int, path: str, fields: dict[str, object], session: str, barrier: threading.Barrier, statuses: list[int]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    cookie = f"sessionid={session}"
    connection.request("GET", path, headers={"Cookie": cookie})
    response = connection.getresponse()
    page = response.read()
    token_match, cookies = TOKEN.search(page), CSRF_COOKIE.search(response.getheader("Set-Cookie") or "")
    if not token_match or not cookies:
        print(f"No form at {path}: {response.status} {response.getheader('Location')}")
        barrier.abort()
        return
    token, csrf = token_match.group(1).decode(), cookies.group()
    body = urlencode({"csrfmiddlewaretoken": token, **fields})
    headers = {"Cookie": f"{cookie}; {csrf}", "Content-Type": "application/x-www-form-urlencoded"}
    barrier.wait(60)
    connection.request("POST", path, body=body, headers=headers)
    statuses.append(connection.getresponse().status)
    connection.close()


def agree(people: list[int]) -> None:
    """Consent to the privacy notice in force, which a registration requires."""
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
