"""The audit trail: every record is tracked, whoever writes it, and the trail says who and through what."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, connection, transaction
from django.db.models import Model
from django.urls import reverse

from common.admin.history import history_model
from common.db.audit import acting
from common.time import clock
from events.actions.registrations import register
from events.models import Registration
from events.tasks import remind_of_events
from grid.models import OrgUnit
from portal.admin.site import OUR_APPS
from tests import factories as make
from tests.support.audited import EXTRA, FACTORIES
from tests.support.raw_sql import refused
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db

# Logs themselves: written once or by the machine, never edited by people.
LOGS = {"AccessLog", "SecurityEvent", "Notification", "Delivery", "CodeTally", "Tap"}
# Each of its steps is a security event.
EVENTS = {"SignInChange"}
# A trail would tell who said what, and when.
NAMELESS = {"Feedback"}
# Derived from Hold by its trigger, and written by nothing else: the trail of holds says it all.
DERIVED = {"Occupancy"}

# A column of each that raw SQL can change.
COLUMN = {
    "Person": "birth_year = 1952",
    "User": "email = 'x@example.org'",
    "Guardianship": "during = daterange('2001-01-01', '2002-01-01')",
    "Consent": "withdrawn_at = given_at",
    "PrivacyNotice": "text = 'x'",
    "Community": "phone = '1'",
    "Grid": "about = 'x'",
    "Estate": "address = 'x'",
    "Building": "floors = 7",
    "Gate": "open_to_riders = false",
    "Household": "entrance = 9",
    "Residence": "during = daterange('2001-01-01', '2002-01-01')",
    # Not the building: the trail does not tell where somebody lives.
    "StatedHome": "stated_at = '2026-01-02'",
    "OrgUnit": "about = 'x'",
    "PostBuilding": "during = daterange('2001-01-01', '2002-01-01')",
    "UnitAppointment": "during = daterange('2001-01-01', '2002-01-01')",
    "GridAppointment": "during = daterange('2001-01-01', '2002-01-01')",
    "PartyRelation": "during = daterange('2001-01-01', '2002-01-01')",
    "PartyTransfer": "answer = 'x'",
    "Survey": "result = 'x'",
    "SurveyAnswer": "floating = 1",
    "PioneerLink": "during = daterange('2001-01-01', '2002-01-01')",
    "Visit": "summary = 'x'",
    "IdentityDisplay": "words = 'x'",
    "Handover": "remarks = 'x'",
    "Event": "summary = 'x'",
    "EventSeries": "summary = 'x'",
    "Enrolment": "seats = 2",
    "Registration": "seats = 2",
    "CheckIn": "left_at = at",
    "MatterKind": "position = 9",
    "Matter": "words = 'x'",
    "MatterReporter": "person_id = NULL",
    "MatterPhoto": "stage = 'after'",
    "MatterExclusion": "agreed_at = at, agreed_by_id = (SELECT min(u.id) FROM accounts_user u WHERE u.id <> by_id)",
    "CalendarDay": "name = 'x'",
    "Station": "about = 'x'",
    "StationPhoto": "alt = 'x'",
    "OpeningHours": "closes = '21:00'",
    "OpeningException": "reason = 'x'",
    "WallDisplay": "name = 'x'",
    "Space": "about = 'x'",
    "ReservedHours": "ends = '11:00'",
    "Hold": "note = 'x'",
    "BookingSeries": "every_weeks = 2",
    "Booking": "remark = 'x'",
    "DropIn": "people = 2",
    "ServiceRing": "about = 'x'",
    "StationAppointment": "during = daterange('2001-01-01', '2002-01-01')",
    "Team": "about = 'x'",
    "TeamAppointment": "during = daterange('2001-01-01', '2002-01-01')",
    "Volunteer": "words = 'x'",
    "TeamMembership": "during = daterange('2001-01-01', '2002-01-01')",
    # Neither what was answered nor what stands on a card: the trail keeps nothing of it once it is withdrawn.
    "MembershipAnswer": "agreed_at = '2026-01-02'",
    "VolunteerCard": "withdrawn_at = consented_at, role = ''",
    "Activity": "bring = 'x'",
    "ActivityPhoto": "words = 'x'",
    "Shift": "break_minutes = 5",
    "Assignment": "words = 'x'",
    "ServiceRecord": "decision = 'x'",
    "CorrectionRequest": "state = 'refused', answer = 'x', answered_at = now(), answered_by_id = by_id",
    "Training": "content = 'x'",
    "Award": "given_by = 'x'",
    "ThankYouNote": "hidden_at = created_at",
    "Certificate": "voided_at = issued_at, void_reason = 'x'",
    "HandIn": "answered_at = made_at",
    "HandInRow": "answer = 'taken'",
}
# Written once, and gone with what they belong to.
WRITTEN_ONCE = {"MatterStep", "MatterCall", "EventPhoto"}
# Records that are neither changed nor deleted.
APPEND_ONLY = {"Evaluation", "CertificateRecord"}


def trail(row: Model) -> list[str]:
    log = history_model(type(row))
    assert log is not None
    return list(log._default_manager.filter(pgh_obj_id=row.pk).order_by("pgh_id").values_list("pgh_label", flat=True))


def context_of(row: Model) -> dict:
    log = history_model(type(row))
    assert log is not None
    newest = log._default_manager.filter(pgh_obj_id=row.pk).select_related("pgh_context").latest("pgh_id")
    return newest.pgh_context.metadata if newest.pgh_context else {}


def raw(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def assert_never_rewritten(log: type[Model]) -> None:
    """Neither changed nor deleted nor added to by hand: only the triggers write there."""
    table = log._meta.db_table
    for sql in (f"UPDATE {table} SET pgh_label = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            raw(sql)
    names = ", ".join(f'"{field.column}"' for field in log._meta.concrete_fields if not field.primary_key)
    added = f"INSERT INTO {table} (pgh_id, {names}) SELECT pgh_id + 1000, {names} FROM {table}"
    assert refused(added) == "trail_is_written_by_triggers"
    assert log._default_manager.exists()


def test_every_record_of_ours_is_tracked():
    ours = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    logs_of = {log for model in ours for log in getattr(model, "pgh_event_models", {}).values()}
    untracked = {m.__name__ for m in ours if m not in logs_of and not m._meta.proxy and history_model(m) is None}
    assert untracked == LOGS | EVENTS | NAMELESS | DERIVED


def test_every_many_to_many_of_ours_is_tracked():
    """Their rows are written by the framework; a proxy of the table carries the triggers."""
    ours = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    tracked = {m._meta.db_table for m in ours if history_model(m) is not None}
    links = {f.remote_field.through for model in ours for f in model._meta.local_many_to_many}
    own = {
        link._meta.db_table
        for link in links
        if link._meta.label not in ("accounts.User_groups", "accounts.User_user_permissions")
    }
    assert own <= tracked
    assert own


def test_every_tracked_model_is_tried_below():
    ours = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    tracked = {m for m in ours if history_model(m) is not None and not m._meta.proxy}
    assert tracked == {factory._meta.model for factory in FACTORIES}


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory._meta.model.__name__)
def test_insert_update_and_delete_leave_a_trace_even_by_raw_sql(factory):
    name = factory._meta.model.__name__
    row = factory(**EXTRA.get(name, {}))
    before = trail(row)
    assert before[0] == "insert"
    if name not in APPEND_ONLY:
        if name not in WRITTEN_ONCE:
            raw(f"UPDATE {row._meta.db_table} SET {COLUMN[name]} WHERE id = %s", row.pk)
            before.append("update")
            assert trail(row) == before
        raw(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)
        assert trail(row) == [*before, "delete"]
    left = trail(row)
    assert_never_rewritten(history_model(type(row)))
    assert trail(row) == left


def test_an_unchanged_save_leaves_no_trace():
    estate = make.EstateFactory()
    estate.save()
    assert trail(estate) == ["insert"]


@pytest.mark.parametrize(
    ("history", "places", "place"),
    [("UnitEstateHistory", "estates", make.EstateFactory), ("UnitGridHistory", "grids", make.GridFactory)],
)
def test_places_that_a_unit_serves_leave_a_trace(history, places, place):
    unit, served = make.OrgUnitFactory(estate_branch=True), place()
    getattr(unit, places).add(served)
    getattr(unit, places).remove(served)
    log = apps.get_model("grid", history)
    column = f"{place._meta.model._meta.model_name}_id"
    assert list(log.objects.order_by("pgh_id").values_list("pgh_label", "orgunit_id", column)) == [
        ("insert", unit.pk, served.pk),
        ("delete", unit.pk, served.pk),
    ]
    assert_never_rewritten(log)


def test_admin_leaves_who_and_where(client):
    staff, estate = make.StaffFactory(), make.EstateFactory()
    client.force_login(staff)
    url = reverse("admin:grid_estate_change", args=[estate.pk])
    typed = {"name": "新名字", "gates-TOTAL_FORMS": 0, "gates-INITIAL_FORMS": 0}
    assert client.post(url, typed).status_code == 302
    assert context_of(estate) == {"user": staff.pk, "url": url}


def test_a_page_leaves_who_and_where(client):
    user = make.UserFactory()
    client.force_login(user)
    event = make.EventFactory()
    make.ConsentFactory(given_by=user)
    url = reverse("events:register", args=[event.pk])
    typed = {"who": user.person_id, "person": user.person_id, "seats": 1}
    client.post(url, typed)
    registration = Registration.objects.get(event=event)
    assert context_of(registration) == {"user": user.pk, "url": url}


def test_a_task_leaves_its_name():
    soon, before = clock.now() + dt.timedelta(hours=20), clock.now() - dt.timedelta(days=9)
    registration = make.RegistrationFactory(event__starts_at=soon, created_at=before)
    remind_of_events.enqueue()
    run_tasks()
    assert trail(registration) == ["insert", "update"]
    assert context_of(registration) == {"task": "remind_of_events"}


def test_a_command_leaves_its_name_and_whoever_it_acts_for(monkeypatch):
    staff, unit = make.StaffFactory(), make.OrgUnitFactory()

    class Rename(BaseCommand):
        def handle(self, *args: object, **options: object) -> None:
            OrgUnit.objects.filter(pk=unit.pk).update(name="改名党总支")

    with acting(user_id=staff.pk, command="rename"):
        call_command(Rename())
    assert context_of(unit) == {"user": staff.pk, "command": "rename"}


def test_an_action_leaves_who_acts_also_outside_a_request():
    user, event = make.ResidentFactory(), make.EventFactory()
    registration = register(event, person=user.person, by=user)
    assert context_of(registration) == {"user": user.pk}


def test_a_command_that_acts_for_one_user_after_the_other_leaves_each_with_the_own_change():
    users, event = make.ResidentFactory.create_batch(2), make.EventFactory()
    with acting(command="load"):
        registrations = [register(event, person=user.person, by=user) for user in users]
        estate = make.EstateFactory()
    assert [context_of(registration) for registration in registrations] == [
        {"command": "load", "user": user.pk} for user in users
    ]
    assert context_of(estate) == {"command": "load"}


def test_manage_py_itself_opens_the_context(monkeypatch):
    """Whatever command runs, its changes carry its name."""
    import manage

    seen = {}

    def execute(argv: list[str]) -> None:
        unit = make.OrgUnitFactory()
        seen.update(context_of(unit))

    monkeypatch.setattr("django.core.management.execute_from_command_line", execute)
    monkeypatch.setattr("sys.argv", ["manage.py", "tidy_up"])
    monkeypatch.setattr("portal.ops.embedded_postgres.ensure_database", lambda: None)
    manage.main()
    assert seen == {"command": "tidy_up"}


def test_two_requests_never_share_a_context(client):
    first, second = make.StaffFactory(), make.StaffFactory()
    estates = [make.EstateFactory(), make.EstateFactory()]
    for staff, estate in zip((first, second), estates, strict=True):
        client.force_login(staff)
        typed = {"name": f"新{estate.name}", "gates-TOTAL_FORMS": 0, "gates-INITIAL_FORMS": 0}
        client.post(reverse("admin:grid_estate_change", args=[estate.pk]), typed)
    assert [context_of(estate)["user"] for estate in estates] == [first.pk, second.pk]
