"""The audit trail on its pages: each reads of the rows that he may see, and nobody reads what page they came from."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import AccessLog, Person, User
from common.admin.history import history_model
from common.db.audit import acting_as
from common.time.formatting import local
from demo import logins
from grid.models import PartyRelation, UnitEstate, Visit
from tests.factories import (
    EstateFactory,
    OrgUnitFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    ResidenceFactory,
    StaffFactory,
    StationPhotoFactory,
    UserFactory,
    VisitFactory,
    officer,
)
from tests.support.pages import text

pytestmark = pytest.mark.django_db

CHANGES = "/admin/changes/"
NAME = "欧阳秀兰"


@pytest.fixture
def entered(client) -> Person:
    """A member who was new to the portal, entered by the branch's secretary on the page of the register."""
    branch = OrgUnitFactory(estate_branch=True)
    PrivacyNoticeFactory()
    client.force_login(officer("branch_secretary", branch))
    typed = {
        "act": "new",
        "new-name": NAME,
        "new-phone": "",
        "new-branch": branch.pk,
        "new-kind": "home",
        "new-organisation": "",
        "new-agreed": "on",
    }
    assert client.post(reverse("admin:grid_partyrelation_add"), typed).status_code == 302
    return PartyRelation.objects.get().person


def test_the_trail_does_not_tell_that_somebody_was_entered_through_the_register(client, entered):
    home = ResidenceFactory(person=entered)
    operator, worker = StaffFactory(), officer("grid_worker", home.building.grid)
    history = reverse("admin:accounts_person_history", args=[entered.pk])
    log = history_model(Person)
    assert "partyrelation" in log.objects.filter(pgh_obj_id=entered.pk).first().pgh_context.metadata["url"]

    for user, page in ((operator, CHANGES), (operator, f"{CHANGES}?model=accounts.consent")):
        client.force_login(user)
        assert "partyrelation" not in text(client.get(page))
    for user in (operator, worker):
        client.force_login(user)
        response = client.get(history)
        assert NAME in text(response)
        assert "partyrelation" not in text(response)
        assert {change.through for change in response.context_data["changes"]} == {gettext("office")}
    assert client.get(CHANGES).status_code == 403


def community(name: str) -> tuple:
    """A community's general branch, and a visit to one of its households."""
    top = OrgUnitFactory(community__name=name)
    visit = VisitFactory(
        household__building__estate__community=top.community, summary=f"{name}的走访", visitor__name=f"{name}的人"
    )
    ResidenceFactory(household=visit.household, person__name=f"{name}的居民", building=visit.household.building)
    return top, visit


@pytest.mark.parametrize("query", ["", "?model=grid.visit", "?model=accounts.person"])
def test_a_secretary_reads_no_changes_of_another_community(client, query):
    (own, _), _other = community("海棠"), community("青山")
    client.force_login(officer("secretary", own))

    shown = text(client.get(CHANGES + query))

    assert "海棠的" in shown
    assert "青山的" not in shown


def test_what_is_deleted_is_told_only_to_who_covers_everything(client):
    (own, visit), (_, foreign) = community("海棠"), community("青山")
    Visit.objects.filter(pk__in=[visit.pk, foreign.pk]).delete()
    estate = EstateFactory(name="拆掉的小区")
    estate.delete()

    client.force_login(officer("secretary", own))
    for query in ("", "?model=grid.visit", "?model=grid.estate"):
        shown = text(client.get(CHANGES + query))
        assert "的走访" not in shown
        assert "拆掉的小区" not in shown
    client.force_login(StaffFactory())
    shown = text(client.get(f"{CHANGES}?model=grid.estate"))
    assert "拆掉的小区" in shown


def test_links_between_rows_are_told_where_both_ends_are_seen(client):
    (own, visit), (other, foreign) = community("海棠"), community("青山")
    link = UnitEstate._meta.label_lower
    for unit, there in ((own, visit), (other, foreign)):
        unit.estates.add(there.household.building.estate)
    mine, theirs = (UnitEstate.objects.get(orgunit=unit) for unit in (own, other))

    client.force_login(officer("secretary", own))
    shown = text(client.get(f"{CHANGES}?model={link}"))
    assert f"#{mine.pk}<" in shown
    assert f"#{theirs.pk}<" not in shown
    client.force_login(StaffFactory())
    assert f"#{theirs.pk}<" in text(client.get(f"{CHANGES}?model={link}"))


def test_what_loading_the_demo_wrote_is_one_line_until_somebody_asks_for_it(client):
    user = UserFactory(phone=logins.SECRETARY.phone)
    with pghistory.context(command="loaddemo"):
        EstateFactory(name="示例小区")
    with pghistory.context(url="/admin/grid/estate/add/", user=user.pk):
        EstateFactory(name="新建小区")
    EstateFactory(name="系统小区")
    client.force_login(StaffFactory())

    for query in ("", "?model=grid.estate"):
        response = client.get(CHANGES + query)
        assert "新建小区" in text(response)
        assert "系统小区" in text(response)
        assert "示例小区" not in text(response)
        assert "demo=1" in text(response)
    shown = text(client.get(f"{CHANGES}?model=grid.estate&demo=1"))
    assert "示例小区" in shown

    User.objects.filter(pk=user.pk).update(phone=None)
    response = client.get(CHANGES)
    assert response.context_data["demo_loaded"] is None
    assert "demo=1" not in text(response)


def test_names_are_looked_up_for_all_lines_at_once(client, django_assert_max_num_queries):
    """A household's name is made of its building's and estate's: more of them ask no more."""
    own, _visit = community("海棠")
    client.force_login(officer("secretary", own))
    with CaptureQueriesContext(connection) as few:
        assert "海棠的走访" in text(client.get(CHANGES))
    for _ in range(3):
        VisitFactory(household__building__estate__community=own.community, summary="又一次走访")
    with django_assert_max_num_queries(len(few)):
        assert text(client.get(CHANGES)).count("又一次走访") == 3


def told_of(client, user, model: str) -> str:
    client.force_login(user)
    return text(client.get(CHANGES, {"model": model}))


def test_all_changes_name_whoever_the_reader_sees(client):
    """Who has done something goes by the name of their person, which a colleague may read."""
    top = OrgUnitFactory()
    secretary, colleague = officer("secretary", top), officer("office_worker", top)
    home = ResidenceFactory(household__building__estate__community=top.community)
    with acting_as(colleague.pk):
        home.person.name = "改过的名字"
        home.person.save()
    stranger = UserFactory(person__name="别处的人")
    ResidenceFactory(person=stranger.person, household__building__estate__community__name="青山社区")
    with acting_as(stranger.pk):
        home.person.name = "又改过的名字"
        home.person.save()
    page = told_of(client, secretary, "accounts.person")
    assert colleague.person.name in page
    assert "别处的人" not in page


def test_all_changes_and_histories_leave_out_whoever_is_only_met(client):
    top = OrgUnitFactory()
    guest = RegistrationFactory(
        event__organiser=top, person__name="外面的客人", person__phone="+8615400001009"
    ).person
    ResidenceFactory(person=guest, household__building__estate__community__name="青山社区")
    secretary = officer("secretary", top)
    assert guest in Person.objects.visible_to(secretary)
    page = told_of(client, secretary, "accounts.person")
    assert f"#{guest.pk}" not in page
    assert "1009" not in page
    assert guest.name in told_of(client, secretary, "events.registration")


def test_a_picture_is_told_by_its_name_and_not_by_where_it_is_kept(client):
    kept = StationPhotoFactory().photo.name
    shown = told_of(client, StaffFactory(), "stations.stationphoto")
    assert kept.rpartition("/")[2] in shown
    assert kept not in shown


def test_what_was_read_is_called_in_words_wherever_the_log_is_named():
    look = AccessLog.objects.create(user=StaffFactory(), what="party transfer", reason="转接")
    look.refresh_from_db()
    assert str(look) == f"{local(look.at):%Y-%m-%d %H:%M} {gettext('transfer of the party relation')}"
