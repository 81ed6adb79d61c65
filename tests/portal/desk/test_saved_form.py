"""A form of the desk that was half typed when the session ended is sent after signing in again."""

import time

import time_machine

from grid.models import Visit
from tests import factories as make


def sign_in(client, user):
    client.post("/accounts/login/password/", {"login": user.email, "password": make.PASSWORD})


def test_a_visit_survives_the_end_of_the_session(beat, client):
    at = f"/desk/households/{beat.households[0].pk}/"
    with time_machine.travel(time.time(), tick=False) as now:
        sign_in(client, beat.pioneer)
        assert client.get(at).status_code == 200
        now.shift(31 * 60)
        told = {"met": "yes", "summary": "老人身体好"}
        assert client.post(at, told).url == "/accounts/login/?next=/accounts/kept/"
        assert not Visit.objects.exists()
        sign_in(client, beat.pioneer)
        kept = client.get("/accounts/kept/").context["kept"]
        assert (kept["path"], dict(kept["fields"])) == (at, told)
        answer = client.post(at, dict(kept["fields"]))
    assert Visit.objects.get().summary == "老人身体好"
    assert answer.cookies["draft_done"].value == f"visit-{beat.households[0].pk}"


def test_somebody_else_who_signs_in_does_not_get_it(beat, elsewhere, client):
    at = f"/desk/households/{beat.households[0].pk}/"
    with time_machine.travel(time.time(), tick=False) as now:
        sign_in(client, beat.pioneer)
        client.get(at)
        now.shift(31 * 60)
        client.post(at, {"met": "yes", "summary": "老人身体好"})
        sign_in(client, elsewhere.pioneer)
        assert "老人身体好" not in client.get("/accounts/kept/", follow=True).content.decode()
