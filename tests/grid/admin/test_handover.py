"""Handovers in admin: prepared from an appointment, listed with their receipts, called off; each within its scope."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from grid.actions.handover import prepare_handover, receive_handover
from grid.models import Handover, UnitAppointment
from tests.factories import OrgUnitFactory, PartyRelationFactory, StaffFactory, UserFactory, officer
from tests.support.pages import WHOLE, refusals
from tests.support.posts import DAY, OF_THE_POST, Town, long_ago, parts_told

pytestmark = pytest.mark.django_db

LIST = "/admin/grid/handover/"
OF_THE_BRANCH = {"units_below": 1, "members": 5}
# Without the right to read the register: no number of it is told.
WITHHELD = {"units_below": 1, "members": None, "surveys": None, "transfers": None}


@pytest.fixture
def of_a_branch(town) -> Handover:
    """The leadership of a branch with five members changes hands."""
    PartyRelationFactory.create_batch(5, branch=town.branch)
    UnitAppointment.objects.filter(user=town.secretary).update(during=long_ago())
    held = UnitAppointment.objects.get(user=town.secretary)
    return prepare_handover(held, to=town.successor, by=officer("secretary", town.top))


def prepare_page(town: Town) -> str:
    return f"/admin/grid/unitappointment/{town.held.pk}/hand-over/"


def typed(town: Town, **fields) -> dict[str, object]:
    return {"person": town.successor.person_id, "unit": "", "remarks": "钥匙在值班室"} | fields


def test_a_branch_secretary_prepares_a_handover_on_the_page_of_the_appointment(client, town):
    client.force_login(town.secretary)

    appointment = client.get(f"/admin/grid/unitappointment/{town.held.pk}/change/").content.decode()
    assert prepare_page(town) in appointment
    assert parts_told(client.get(prepare_page(town))) == OF_THE_POST
    response = client.post(prepare_page(town), typed(town))

    handover = Handover.objects.get()
    assert response.url == f"{LIST}{handover.pk}/change/"
    assert (handover.to, handover.prepared_by, handover.remarks) == (town.successor, town.secretary, "钥匙在值班室")


def test_who_is_not_known_to_the_secretary_is_not_chosen_by_a_raw_post(client, town):
    client.force_login(town.secretary)
    response = client.post(prepare_page(town), typed(town, person=UserFactory().person_id))
    assert refusals(response) == {("person", "invalid_choice")}
    assert not Handover.objects.exists()


def test_a_refusal_stands_above_the_form(client, town):
    client.force_login(town.secretary)
    client.post(prepare_page(town), typed(town))
    response = client.post(prepare_page(town), typed(town))
    assert refusals(response) == {(WHOLE, "handover_one_open")}
    assert Handover.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"person": "x"}, {"person": "9" * 40}, {"unit": "x"}, {"remarks": "长" * 999}])
def test_nonsense_is_answered_by_the_form(client, town, data):
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
    assert str(handover.to) in page
    assert "&#x27;prepared&#x27;" not in page  # the standing, not the pair of its colour and words
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
    receipt = client.get(f"{LIST}{handover.pk}/receipt/")
    assert parts_told(receipt) == OF_THE_POST
    assert str(town.post) in receipt.content.decode()


def test_the_pages_of_a_handover_say(client, town):
    """Being prepared, waiting, and received."""
    handover = town.prepared()
    page = f"{LIST}{handover.pk}/"
    client.force_login(town.secretary)
    for address, words in ((prepare_page(town), "今天会一起交给您的事"), (f"{page}change/", "等接任人确认")):
        assert words in client.get(address).content.decode()
    receive_handover(handover, by=town.successor)
    for words in ("交接单", "结对的居民", "待走访的住户"):
        assert words in client.get(f"{page}receipt/").content.decode()


def test_a_count_that_the_reader_may_not_know_is_a_dash(client, of_a_branch):
    client.force_login(StaffFactory())
    assert "<td>党员</td><td>–</td>" in client.get(f"{LIST}{of_a_branch.pk}/change/").content.decode()


def test_pages_of_a_handover_that_is_not_there(client):
    client.force_login(StaffFactory())
    for number in ("0", "999999", "9" * 30, "x"):
        urls = [f"{LIST}{number}/{page}/" for page in ("change", "receipt", "call-off")]
        assert [url for url in urls if client.get(url).status_code not in (302, 404)] == []
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
        town.prepared(to=town.neighbour())
    assert queries() == one


# --- What the register counts


def test_members_are_counted_only_for_who_may_read_the_register(client, town, of_a_branch):
    page = f"{LIST}{of_a_branch.pk}/"
    preparing = f"/admin/grid/unitappointment/{of_a_branch.appointment_id}/hand-over/"
    desk = f"/desk/handovers/{of_a_branch.pk}/"
    operator, deputy = StaffFactory(), officer("deputy", town.top)

    client.force_login(operator)
    for address in (f"{page}change/", preparing):
        assert parts_told(client.get(address)) == WITHHELD
    for reader, address in ((deputy, f"{page}change/"), (town.successor, desk)):
        client.force_login(reader)
        assert parts_told(client.get(address)) == OF_THE_BRANCH

    received = receive_handover(of_a_branch, by=town.successor)

    assert {line["part"]: line["count"] for line in received.parts} == OF_THE_BRANCH
    for reader, address in ((deputy, f"{page}receipt/"), (town.successor, desk)):
        client.force_login(reader)
        assert parts_told(client.get(address)) == OF_THE_BRANCH
    client.force_login(operator)
    for address in (f"{page}receipt/", f"{page}change/"):
        assert parts_told(client.get(address)) == WITHHELD


def test_who_has_left_the_branch_reads_no_count_of_its_members(client, town, of_a_branch):
    receive_handover(of_a_branch, by=town.successor)
    yesterday = clock.today() - DAY
    UnitAppointment.objects.filter(user=town.secretary).update(during=DateRange(long_ago().lower, yesterday))
    UnitAppointment.objects.filter(user=town.successor).update(during=DateRange(yesterday, clock.today()))
    client.force_login(town.successor)
    assert parts_told(client.get(f"/desk/handovers/{of_a_branch.pk}/")) == WITHHELD | {"matters": None}


def test_an_operator_who_keeps_the_register_elsewhere_counts_nobody_here(client, town, of_a_branch):
    operator = officer("secretary", OrgUnitFactory(community__name="青山社区"))
    operator.is_staff = True
    operator.save()
    client.force_login(operator)
    assert parts_told(client.get(f"{LIST}{of_a_branch.pk}/change/"))["members"] is None
