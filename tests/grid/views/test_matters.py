"""What everybody sees of matters, what the reporter sees, and what nobody does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grid.actions.matter_reports import ReportedBy
from grid.actions.matters import finish_matter, merge_matter
from tests.factories import MatterFactory, MatterPhotoFactory, MatterReporterFactory, PersonFactory, UserFactory
from tests.support.matters import MatterPlace, reporter_of, told
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


def page_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_what_is_in_hand_and_what_was_mended_and_nothing_else(client, place):
    in_hand, mended = MatterFactory(received=True), MatterFactory(done=True)
    MatterFactory()
    MatterFactory(received=True, is_public=False)
    closed = {"received": True, "status": "rejected", "answer": "广告", "closed_at": mended.closed_at}
    MatterFactory(**closed)
    assert client.get("/matters/").context["page"].rows == [in_hand]
    assert client.get("/matters/?state=mended").context["page"].rows == [mended]
    assert client.get(f"/matters/?kind={mended.kind_id}").context["page"].rows == []


@pytest.mark.parametrize("query", ["state=x", "kind=x", "kind=999999999", "page=0", "page=x", "number=x", "number="])
def test_a_wrong_question_has_an_answer(client, place, query):
    assert client.get(f"/matters/?{query}").status_code == 200


def test_a_number_leads_to_its_matter_or_says_that_there_is_none(client, place):
    public, hidden = MatterFactory(received=True), MatterFactory(received=True, is_public=False)
    assert client.get(f"/matters/?number={public.pk}")["Location"] == f"/matters/{public.pk}/"
    answers = {client.get(f"/matters/?number={one}")["Location"] for one in (hidden.pk,)}
    assert answers == {"/matters/?unknown=1"}


def test_the_public_page_names_nobody(client, place):
    matter = place.done(reporter=ReportedBy(PersonFactory(name="钱多多")))
    MatterReporterFactory(matter=matter, person=None, name="孙大圣", phone="+8613800138000", follows=True)
    page = page_of(client, f"/matters/{matter.pk}/")
    for name in ("钱多多", "孙大圣", "138", place.worker.person.name):
        assert name not in page


@pytest.mark.parametrize(
    "facts", [{}, {"received": True, "is_public": False}], ids=["not received yet", "not public"]
)
def test_what_is_not_for_everybody_is_not_there_for_anybody_else(client, facts):
    matter = MatterFactory(**facts)
    for reader in (client, signed_in(UserFactory())):
        assert reader.get(f"/matters/{matter.pk}/").status_code == 404
        assert reader.post(f"/matters/{matter.pk}/follow/").status_code in {302, 404}
    assert not matter.reporters.exists()


def test_the_reporter_is_led_to_the_own_page(place):
    matter = place.report()
    response = signed_in(place.resident_user).get(f"/matters/{matter.pk}/")
    assert response["Location"] == f"/matters/own/{reporter_of(matter).code}/"


def test_a_merged_report_shows_what_happens_to_the_other(client, place):
    parent, child = place.accepted(), place.accepted(words="也满了")
    merge_matter(child, into=parent, by=place.worker)
    finish_matter(parent, answer="已清运干净", by=place.worker)
    assert "已清运干净" in page_of(client, f"/matters/{child.pk}/")


def test_steps_among_staff_are_on_no_page_of_residents(client, place):
    from grid.actions.matters import add_news

    matter = place.accepted()
    add_news(matter, words="先问物业再说", is_public=False, by=place.worker)
    for url in (f"/matters/{matter.pk}/", f"/matters/own/{reporter_of(matter).code}/"):
        assert "先问物业再说" not in page_of(client, url)


# --- The own page


def test_one_tap_on_the_own_page_confirms_without_signing_in(client, place):
    matter = place.done()
    reporter = reporter_of(matter)
    assert client.get(f"/matters/own/{reporter.code}/").context["can"] == {"confirm": True, "reopen": True}
    client.post(f"/matters/own/{reporter.code}/answer/", {"answer": "content"})
    matter.refresh_from_db()
    assert (matter.status, reporter_of(matter).answer) == ("confirmed", "content")


def test_not_mended_needs_words_and_tells_the_handler(client, place):
    matter = place.done()
    answer = f"/matters/own/{reporter_of(matter).code}/answer/"
    assert client.post(answer, {"answer": "not_mended", "words": ""}).status_code == 422
    client.post(answer, {"answer": "not_mended", "words": "今天又满了"})
    matter.refresh_from_db()
    assert (matter.status, told(place.worker)[-1]) == ("in_hand", "matter_reopened")


@pytest.mark.parametrize("answer", ["", "x", "confirmed"])
def test_a_wrong_answer_changes_nothing(client, place, answer):
    matter = place.done()
    client.post(f"/matters/own/{reporter_of(matter).code}/answer/", {"answer": answer})
    matter.refresh_from_db()
    assert matter.status == "done"


def test_the_switches_are_changed_on_the_own_page(client, place):
    matter = place.accepted()
    code = reporter_of(matter).code
    client.post(f"/matters/own/{code}/switches/", {"who-not_public": "on", "who-anonymous": "on"})
    matter.refresh_from_db()
    assert (matter.is_public, matter.is_anonymous) == (False, True)
    assert client.get(f"/matters/{matter.pk}/").status_code == 404


@pytest.mark.parametrize("code", ["0" * 32, "x", "0" * 31])
def test_nobody_guesses_the_address_of_an_own_page(client, place, code):
    place.report()
    assert client.get(f"/matters/own/{code}/").status_code == 404
    assert client.post(f"/matters/own/{code}/answer/", {"answer": "content"}).status_code == 404


def test_a_reader_has_a_list_of_the_own_and_followed_ones(place):
    own = place.report()
    MatterFactory(received=True)
    rows = signed_in(place.resident_user).get("/matters/mine/").context["page"].rows
    assert [row.matter for row in rows] == [own]


def test_a_photo_is_seen_with_its_matter_and_not_once_that_is_rejected(client, place, settings, tmp_path):
    from pathlib import Path

    photo = MatterPhotoFactory(matter=place.accepted())
    path = Path(settings.MEDIA_ROOT) / photo.photo.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RIFF")
    url = f"/media/{photo.photo.name}"
    assert client.get(url).status_code == 200
    from grid.actions.matters import reject_matter

    reject_matter(photo.matter, reason="广告", by=place.worker)
    assert client.get(url).status_code == 404


# --- As many queries for three rows as for one


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


LIST_QUERIES, MINE_QUERIES = 6, 3


def test_three_rows_of_the_list_cost_what_one_costs(client, place):
    found = []
    for count in (1, 2):
        for _row in range(count):
            MatterPhotoFactory(matter=MatterFactory(kind=place.kind, received=True))
        found.append(queries(client, "/matters/"))
    assert found == [LIST_QUERIES, LIST_QUERIES]


def test_three_own_rows_cost_what_one_costs(place):
    client, found = signed_in(place.resident_user), []
    for count in (1, 2):
        for _row in range(count):
            MatterReporterFactory(person=place.resident_user.person)
        found.append(queries(client, "/matters/mine/"))
    assert found == [MINE_QUERIES, MINE_QUERIES]


def test_of_several_at_one_place_the_newest_has_the_pin(client, place):
    old, new = (MatterFactory(kind=place.kind, building=place.building, received=True) for _n in range(2))
    drawn = client.get("/matters/").context["drawn"]
    assert [pin.matter for pin in drawn.pins] == [new]
    assert old in client.get("/matters/").context["page"].rows
