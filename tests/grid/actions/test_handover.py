"""A post changes hands: all of it in one act, with a receipt, or not at all."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.actions.appointments import appoint, end_appointment
from accounts.models import Notification
from common.time import clock
from grid.actions.handover import call_off_handover, prepare_handover, receive_handover
from grid.actions.identity import show_identity
from grid.models import Handover, OrgUnit, PioneerLink, PostBuilding, UnitAppointment
from tests.factories import (
    BuildingFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)
from tests.support.posts import DAY, days_ago, long_ago
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def lines(handover: Handover) -> dict[str, int]:
    return {line["part"]: line["count"] for line in handover.parts}


def holder(post: OrgUnit):
    return UnitAppointment.objects.leading().current().get(unit=post).user


def linked(post: OrgUnit) -> set[int]:
    return set(PioneerLink.objects.current().filter(post=post).values_list("person", flat=True))


def elsewhere_in(town) -> OrgUnit:
    """A post of another branch of the community."""
    return OrgUnitFactory(pioneer_post=True, parent=OrgUnitFactory(estate_branch=True, parent=town.top))


# --- The same post, another holder --------------------------------------------------------------------------------


def test_the_new_holder_receives_the_post_with_all_that_hangs_on_it(town):
    handover = receive_handover(town.prepared(remarks="钥匙在值班室"), by=town.successor)

    town.held.refresh_from_db()
    assert town.held.during.upper == clock.today()
    assert holder(town.post) == town.successor
    assert handover.opened == UnitAppointment.objects.current().get(unit=town.post)
    assert (handover.opened.role, handover.opened.granted_by) == ("pioneer", town.secretary)
    assert handover.state == Handover.State.RECEIVED
    assert lines(handover) == {"visits_due": 2, "buildings": 1, "links": 3}
    assert handover.parts[2] == {"part": "links", "label": "结对的居民", "count": 3}
    assert linked(town.post) == {link.person_id for link in town.links}


def test_until_it_is_received_nothing_changes(town):
    town.prepared()

    assert holder(town.post) == town.held.user
    assert not town.successor.rights.held


def test_all_three_are_told(town):
    handover = town.prepared()
    assert set(Notification.objects.values_list("recipient", flat=True)) == {
        town.successor.person_id,
        town.held.user.person_id,
    }
    Notification.objects.all().delete()

    receive_handover(handover, by=town.successor)
    assert set(Notification.objects.values_list("recipient", "kind")) == {
        (user.person_id, "handover_received") for user in (town.successor, town.held.user, town.secretary)
    }


def test_remarks_are_for_the_new_holder_alone_and_nothing_goes_to_family(town):
    GuardianshipFactory(person=town.held.user.person)
    GuardianshipFactory(person=town.successor.person)
    receive_handover(town.prepared(remarks="钥匙在值班室"), by=town.successor)
    told = set(Notification.objects.values_list("recipient", "body"))
    assert told == {
        (town.successor.person_id, "钥匙在值班室"),
        (town.held.user.person_id, ""),
        (town.secretary.person_id, ""),
    }


def test_what_the_old_holder_showed_publicly_ends_with_the_post(town):
    display = show_identity(town.held, words="有事您说话。", by=town.held.user)

    receive_handover(town.prepared(), by=town.successor)

    display.refresh_from_db()
    assert display.withdrawn_at is not None


def test_a_branch_goes_over_with_its_posts_members_surveys_and_transfers(town):
    secretary, sibling = officer("secretary", town.top), OrgUnitFactory(estate_branch=True, parent=town.top)
    UnitAppointment.objects.filter(user=town.secretary).update(during=long_ago())
    held = UnitAppointment.objects.get(user=town.secretary)
    PartyRelationFactory.create_batch(2, branch=town.branch)
    SurveyFactory(unit=town.branch)
    PartyTransferFactory(to_branch=town.branch)
    # What has ended, or belongs to others, does not go over.
    PartyRelationFactory(branch=town.branch, during=DateRange(clock.today() - DAY, clock.today()))
    SurveyFactory(unit=town.branch, finished_at=clock.now())
    PartyTransferFactory(
        to_branch=town.branch, state="refused", decided_at=clock.now(), decided_by=secretary, relation__branch=sibling
    )
    SurveyFactory(unit=sibling)
    PartyTransferFactory(to_branch=sibling)

    handover = prepare_handover(held, to=town.successor, by=secretary)
    received = receive_handover(handover, by=town.successor)

    assert lines(received) == {"units_below": 1, "members": 2, "surveys": 1, "transfers": 1}
    assert town.successor.has_perm("grid.view_partyrelation") is True


def test_a_deputy_who_becomes_secretary_is_deputy_no_more(town):
    operator = UserFactory(is_staff=True)
    held = UnitAppointmentFactory(secretary=True, unit=town.top, during=long_ago())
    deputy = UnitAppointmentFactory(deputy=True, unit=town.top, during=long_ago())
    others = [
        UnitAppointmentFactory(deputy=True, unit=town.top),
        UnitAppointmentFactory(deputy=True, user=deputy.user, unit__community__name="青山社区"),
        UnitAppointmentFactory(
            deputy=True, user=deputy.user, unit=town.top, during=DateRange(days_ago(300), days_ago(200))
        ),
    ]

    receive_handover(prepare_handover(held, to=deputy.user, by=operator), by=deputy.user)

    assert UnitAppointment.objects.current().get(user=deputy.user, unit=town.top).role == "secretary"
    for other in others:
        before = other.during
        other.refresh_from_db()
        assert other.during == before


# --- The post is given up -----------------------------------------------------------------------------------------


def test_a_post_that_is_given_up_leaves_everything_to_another_one_of_the_branch(town):
    other = town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch))
    PostBuildingFactory(post=other.unit, during=long_ago())
    both = BuildingFactory(estate=town.building.estate)
    PostBuildingFactory(post=town.post, building=both, during=long_ago())
    PostBuildingFactory(post=other.unit, building=both, during=long_ago())
    PioneerLinkFactory(post=town.post)  # linked today

    handover = receive_handover(town.prepared(to=other.user, unit=other.unit), by=other.user)

    assert lines(handover) == {"visits_due": 2, "buildings": 2, "links": 4}
    assert handover.opened is None
    assert holder(other.unit) == other.user
    assert not UnitAppointment.objects.current().filter(unit=town.post).exists()
    assert not PostBuilding.objects.current().filter(post=town.post).exists()
    assert PostBuilding.objects.current().filter(post=other.unit).count() == 3
    assert len(linked(other.unit)) == 4
    assert not linked(town.post)
    # History stays: the rows of the old post are closed, not edited.
    assert PioneerLink.objects.filter(post=town.post).count() == 3
    assert PostBuilding.objects.filter(post=town.post, during__endswith=clock.today()).count() == 2


def test_a_vacant_post_can_take_another_one_over(town):
    vacant = OrgUnitFactory(pioneer_post=True, parent=town.branch)

    handover = receive_handover(town.prepared(unit=vacant), by=town.successor)

    assert handover.opened.unit == vacant
    assert linked(vacant) == {link.person_id for link in town.links}


def test_a_day_on_which_a_link_was_to_end_is_kept(town):
    last = clock.today() + 30 * DAY
    PioneerLink.objects.filter(pk=town.links[0].pk).update(during=DateRange(clock.today() - DAY, last))
    other = town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch))

    receive_handover(town.prepared(to=other.user, unit=other.unit), by=other.user)

    moved = PioneerLink.objects.current().get(person=town.links[0].person)
    assert moved.during == DateRange(clock.today(), last)


def test_a_post_is_not_merged_into_one_of_another_branch_nor_into_one_that_somebody_else_holds(town):
    other = town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch))
    elsewhere = elsewhere_in(town)
    secretary = officer("secretary", town.top)

    assert refusal(town.prepared, unit=elsewhere, by=secretary) == "other_branch"
    assert refusal(town.prepared, unit=town.branch, by=secretary) == "other_branch"
    assert refusal(town.prepared, unit=other.unit) == "held"


def test_a_branch_is_not_merged_into_its_sibling(town):
    held, sibling = UnitAppointment.objects.get(user=town.secretary), elsewhere_in(town).parent
    by = officer("secretary", town.top)
    assert refusal(prepare_handover, held, to=town.successor, unit=sibling, by=by) == "other_branch"


def test_who_gives_a_post_up_appoints_at_both_posts(town):
    elsewhere = elsewhere_in(town)
    for by in (town.secretary, officer("branch_secretary", elsewhere.parent)):
        assert refusal(town.prepared, unit=elsewhere, by=by) == "not_granting"


# --- Who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["deputy", "office_worker"])
def test_only_who_appoints_there_prepares_a_handover(town, role):
    sibling = OrgUnitFactory(estate_branch=True, parent=town.top)
    outside = OrgUnitFactory(community__name="青山社区")
    for by in (
        officer(role, town.top),
        officer("branch_secretary", sibling),
        officer("secretary", outside),
        town.held.user,
        town.successor,
        UserFactory(),
    ):
        assert refusal(town.prepared, by=by) == "not_granting"
    assert not Handover.objects.exists()


def test_a_branch_secretary_does_not_hand_over_the_own_branch(town):
    held = UnitAppointment.objects.get(user=town.secretary)
    assert refusal(prepare_handover, held, to=town.successor, by=town.secretary) == "not_granting"


def test_nobody_hands_a_post_to_themselves_nor_to_who_cannot_take_it(town):
    assert refusal(town.prepared, to=town.secretary) == "own_rights"
    assert refusal(town.prepared, to=town.held.user) == "same_holder"
    assert refusal(town.prepared, to=UserFactory(is_active=False)) == "no_person"


def test_nobody_gives_a_post_to_who_is_out_of_their_sight(town):
    somebody, vacant = UserFactory(), OrgUnitFactory(pioneer_post=True, parent=town.branch)
    appointing = {"role": "pioneer", "at": vacant, "by": town.secretary}
    assert refusal(town.prepared, to=somebody) == "not_visible"
    assert refusal(appoint, somebody, **appointing) == "not_visible"
    assert appoint(town.neighbour(), **appointing).unit == vacant
    assert refusal(town.prepared, to=UserFactory(person=None)) == "no_person"


def test_a_post_that_several_hold_is_not_handed_over(town):
    deputy = UnitAppointmentFactory(deputy=True, unit=town.top, during=long_ago())

    assert refusal(prepare_handover, deputy, to=town.successor, by=UserFactory(is_staff=True)) == "not_leading"
    assert refusal(prepare_handover, deputy, to=town.successor, by=officer("secretary", town.top)) == "not_leading"


def test_a_post_that_is_held_no_more_is_not_handed_over(town):
    end_appointment(town.held, by=town.secretary)
    assert refusal(town.prepared) == "ended"


def test_only_the_new_holder_receives(town):
    handover = town.prepared()
    for by in (town.secretary, town.held.user, UserFactory(), UserFactory(is_staff=True)):
        assert refusal(receive_handover, handover, by=by) == "not_yours"
    assert holder(town.post) == town.held.user


def test_one_handover_of_a_post_waits_at_a_time(town):
    town.prepared()
    assert refusal(town.prepared, to=town.neighbour()) == "handover_one_open"


# --- What became of it meanwhile ----------------------------------------------------------------------------------


def test_a_handover_is_received_once(town):
    handover = town.prepared()
    receive_handover(handover, by=town.successor)

    assert refusal(receive_handover, handover, by=town.successor) == "received"
    assert refusal(call_off_handover, handover, by=town.secretary) == "received"
    assert UnitAppointment.objects.filter(unit=town.post).count() == 2


def test_a_handover_of_a_post_that_was_laid_down_meanwhile_has_expired(town):
    handover = town.prepared()
    end_appointment(town.held, by=town.secretary)

    assert Handover.objects.get().has_expired
    assert refusal(receive_handover, handover, by=town.successor) == "ended"
    assert not UnitAppointment.objects.current().filter(unit=town.post).exists()


def test_a_handover_falls_with_the_right_of_who_prepared_it(town):
    handover = town.prepared()
    UnitAppointment.objects.filter(user=town.secretary).update(
        during=DateRange(clock.today() - 9 * DAY, clock.today())
    )

    assert refusal(receive_handover, handover, by=town.successor) == "not_granting"
    assert holder(town.post) == town.held.user


def test_a_post_taken_over_today_is_handed_on_tomorrow_at_the_earliest(town):
    UnitAppointment.objects.filter(pk=town.held.pk).update(during=DateRange(clock.today(), None))
    town.held.refresh_from_db()

    assert refusal(receive_handover, town.prepared(), by=town.successor) == "began_today"
    assert holder(town.post) == town.held.user


def test_a_successor_who_was_switched_off_receives_nothing(town):
    handover = town.prepared()
    town.successor.is_active = False

    assert refusal(receive_handover, handover, by=town.successor) == "no_person"


def test_it_is_called_off_by_who_appoints_or_declined_by_the_new_holder(town):
    concerned = {town.secretary, town.held.user, town.successor}
    for by in (town.secretary, officer("secretary", town.top), town.successor):
        handover = call_off_handover(town.prepared(), by=by)
        assert handover.state == Handover.State.CALLED_OFF
        told = Notification.objects.filter(kind="handover_called_off").values_list("recipient", flat=True)
        assert set(told) == {one.person_id for one in concerned - {by}}
        Notification.objects.all().delete()
        assert refusal(receive_handover, handover, by=town.successor) == "called_off"
    assert holder(town.post) == town.held.user


def test_others_do_not_call_it_off(town):
    handover = town.prepared()
    for by in (town.held.user, officer("deputy", town.top), UserFactory()):
        assert refusal(call_off_handover, handover, by=by) == "not_granting"


def test_an_appointment_of_today_that_is_taken_back_takes_its_prepared_handover_with_it(town):
    UnitAppointment.objects.filter(pk=town.held.pk).update(during=DateRange(clock.today(), None))
    town.held.refresh_from_db()
    town.prepared()

    assert end_appointment(town.held, by=town.secretary) is None
    assert not Handover.objects.exists()


def test_what_was_received_today_is_not_taken_back_whole_since_the_receipt_stays(town):
    opened = receive_handover(town.prepared(), by=town.successor).opened

    assert refusal(end_appointment, opened, by=town.secretary) == "received_today"
    end_appointment(opened, by=town.secretary, last_day=clock.today())


# --- What it leaves, and costs ------------------------------------------------------------------------------------


def test_everything_is_audited(town):
    handover = receive_handover(town.prepared(), by=town.successor)

    event = handover.history.order_by("pgh_id").last()
    assert (event.state, event.pgh_context.metadata["user"]) == ("received", town.successor.pk)


def test_appointing_somebody_else_meanwhile_is_refused_while_the_post_is_held(town):
    town.prepared()
    assert refusal(appoint, town.neighbour(), role="pioneer", at=town.post, by=town.secretary) == (
        "unit_appointment_one_leads"
    )


def test_receiving_takes_the_same_queries_however_many_people_are_linked(town, django_assert_max_num_queries):
    def queries(held: UnitAppointment, people: int) -> int:
        PioneerLinkFactory.create_batch(people, post=held.unit, during=long_ago())
        handover = prepare_handover(held, to=town.neighbour(), by=town.secretary)
        with django_assert_max_num_queries(60) as counted:
            receive_handover(handover, by=handover.to)
        return len(counted)

    one, other = (town.pioneer(OrgUnitFactory(pioneer_post=True, parent=town.branch)) for _n in range(2))
    assert queries(one, 1) == queries(other, 8)
