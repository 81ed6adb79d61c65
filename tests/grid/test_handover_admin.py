"""Handovers in admin: prepared from an appointment, listed with their receipts, called off; each within its scope."""

import pytest

from grid.actions import receive_handover
from grid.models import Handover
from tests.factories import OrgUnitFactory, StaffFactory, UserFactory, officer
from tests.grid.test_handover import Town

pytestmark = pytest.mark.django_db

LIST = "/admin/grid/handover/"


@pytest.fixture
def town() -> Town:
    return Town()


def prepare_page(town: Town) -> str:
    return f"/admin/grid/unitappointment/{town.held.pk}/hand-over/"


def typed(town: Town, **fields) -> dict[str, object]:
    return {"person": town.successor.person_id, "unit": "", "remarks": "钥匙在值班室"} | fields


def known_to_the_branch(town: Town) -> None:
    """The successor is linked to the post, so that the branch's secretary can choose them."""
    link = town.links[0]
    link.person, link.pk = town.successor.person, None
    link.save()


def test_a_branch_secretary_prepares_a_handover_on_the_page_of_the_appointment(client, town):
    known_to_the_branch(town)
    client.force_login(town.secretary)

    appointment = client.get(f"/admin/grid/unitappointment/{town.held.pk}/change/").content.decode()
    assert prepare_page(town) in appointment
    page = client.get(prepare_page(town)).content.decode()
    assert "结对的居民" in page
    response = client.post(prepare_page(town), typed(town))

    handover = Handover.objects.get()
    assert response.url == f"{LIST}{handover.pk}/change/"
    assert (handover.to, handover.prepared_by, handover.remarks) == (town.successor, town.secretary, "钥匙在值班室")


def test_who_is_not_known_to_the_secretary_is_not_chosen_by_a_raw_post(client, town):
    client.force_login(town.secretary)
    response = client.post(prepare_page(town), typed(town))
    assert "请选择能登录的人" in response.content.decode() or "登录" in response.content.decode()
    assert not Handover.objects.exists()


def test_a_refusal_stands_above_the_form(client, town):
    known_to_the_branch(town)
    client.force_login(town.secretary)
    client.post(prepare_page(town), typed(town))
    response = client.post(prepare_page(town), typed(town))
    assert "已有" in response.content.decode() or response.context["form"].errors
    assert Handover.objects.count() == 1


@pytest.mark.parametrize(
    "data", [{}, {"person": "x"}, {"person": "9" * 40}, {"unit": "\x00"}, {"remarks": "长" * 999}]
)
def test_nonsense_is_answered_by_the_form(client, town, data):
    known_to_the_branch(town)
    client.force_login(town.secretary)
    assert client.post(prepare_page(town), data and typed(town, **data)).status_code in (200, 400)
    assert not Handover.objects.exists()


def test_others_neither_see_nor_prepare_it(client, town):
    handover = town.prepared()
    sibling = OrgUnitFactory(estate_branch=True, parent=town.top)
    outside = OrgUnitFactory(community__name="青山社区")
    pages = [f"{LIST}{handover.pk}/{page}/" for page in ("change", "receipt", "call-off")]
    for user in (officer("branch_secretary", sibling), officer("secretary", outside)):
        client.force_login(user)
        assert str(town.post) not in client.get(LIST).content.decode()
        for page in (prepare_page(town), *pages):
            for response in (client.get(page), client.post(page, typed(town))):
                assert response.status_code in (403, 404) or response.url == "/admin/", page
    for user in (officer("pioneer", OrgUnitFactory(pioneer_post=True, parent=town.branch)), UserFactory()):
        client.force_login(user)
        for page in (LIST, prepare_page(town), *pages):
            assert client.get(page).status_code == 403
    handover.refresh_from_db()
    assert handover.is_open


def test_a_deputy_reads_but_neither_prepares_nor_calls_off(client, town):
    handover = town.prepared()
    client.force_login(officer("deputy", town.top))

    assert str(town.post) in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{handover.pk}/change/").content.decode()
    assert "call-off" not in page
    assert "等接任人确认" in page
    assert "&#x27;prepared&#x27;" not in page
    assert client.get(prepare_page(town)).status_code == 403
    client.post(f"{LIST}{handover.pk}/call-off/")
    handover.refresh_from_db()
    assert handover.is_open


def test_it_is_called_off_on_its_page(client, town):
    handover = town.prepared()
    client.force_login(town.secretary)
    assert client.get(f"{LIST}{handover.pk}/call-off/").status_code == 200
    handover.refresh_from_db()
    assert handover.is_open

    client.post(f"{LIST}{handover.pk}/call-off/")
    handover.refresh_from_db()
    assert handover.state == Handover.State.CALLED_OFF


def test_the_receipt_is_printed_once_there_is_one(client, town):
    handover = town.prepared()
    client.force_login(town.secretary)
    assert client.get(f"{LIST}{handover.pk}/receipt/").status_code in (403, 404)

    receive_handover(handover, by=town.successor)
    page = client.get(f"{LIST}{handover.pk}/receipt/").content.decode()
    for words in ("交接单", str(town.post), "结对的居民", "待走访的住户"):
        assert words in page


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "x"])
def test_pages_of_a_handover_that_is_not_there(client, number):
    client.force_login(StaffFactory())
    for page in ("change", "receipt", "call-off"):
        assert client.get(f"{LIST}{number}/{page}/").status_code in (302, 404)
    assert client.get(f"/admin/grid/unitappointment/{number}/hand-over/").status_code in (302, 403, 404)


def test_the_list_takes_the_same_queries_for_one_handover_and_for_three(client, town, django_assert_max_num_queries):
    client.force_login(officer("secretary", town.top))

    def queries() -> int:
        with django_assert_max_num_queries(40) as counted:
            assert client.get(LIST).status_code == 200
        return len(counted)

    town.prepared()
    client.get(LIST)
    one = queries()
    for _n in range(2):
        town.held = town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch))
        town.prepared(to=UserFactory())
    assert queries() == one
