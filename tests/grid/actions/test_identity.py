"""亮身份: a pioneer is public by the own consent alone, and no longer than that."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from PIL import Image

from accounts.actions.appointments import end_appointment
from common.exceptions import Refused
from common.time import clock
from grid.actions.identity import remove_identity_photo, show_identity, withdraw_identity
from grid.models import IdentityDisplay, UnitAppointment
from grid.tasks import end_displays
from tests.factories import IdentityDisplayFactory, OrgUnitFactory, StaffFactory, UnitAppointmentFactory, officer
from tests.support.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment() -> UnitAppointment:
    return UnitAppointmentFactory()


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda no: no.code == code)


def test_the_holder_shows_who_they_are(appointment):
    display = show_identity(appointment, words=" 有事您说话。 ", by=appointment.user)
    assert (display.words, bool(display.photo)) == ("有事您说话。", False)
    assert list(IdentityDisplay.objects.live()) == [display]


def test_showing_again_replaces_the_words_and_the_photo(appointment, django_capture_on_commit_callbacks):
    first = show_identity(appointment, words="一", photo=upload(), by=appointment.user)
    old = first.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        second = show_identity(appointment, words="二", photo=upload("PNG"), by=appointment.user)
    assert (second.pk, second.words) == (first.pk, "二")
    assert not second.photo.storage.exists(old)
    assert second.photo.storage.exists(second.photo.name)
    kept = show_identity(appointment, words="三", by=appointment.user)
    assert kept.photo.name == second.photo.name


def test_the_portrait_is_small_upright_and_says_nothing_of_where_it_was_taken(appointment):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "at home"
    display = show_identity(appointment, words="", photo=upload(exif=exif), by=appointment.user)
    with Image.open(display.photo) as portrait:
        assert (portrait.format, portrait.size) == ("WEBP", (360, 480))
        assert not portrait.getexif()


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.4"],
    ids=["empty", "svg", "broken", "pdf"],
)
def test_what_is_no_picture_is_refused_and_nothing_is_shown(appointment, content):
    with pytest.raises(ValidationError):
        show_identity(appointment, words="", photo=SimpleUploadedFile("me.jpg", content), by=appointment.user)
    assert not IdentityDisplay.objects.exists()


def test_nobody_else_shows_or_withdraws_it(appointment):
    display = show_identity(appointment, words="", by=appointment.user)
    others = [
        officer("secretary", appointment.unit.parent.parent),
        officer("branch_secretary", appointment.unit.parent),
        officer("pioneer", OrgUnitFactory(pioneer_post=True, parent=appointment.unit.parent)),
        StaffFactory(),
    ]
    for by in others:
        with refused("not_own_post"):
            show_identity(appointment, words="别人写的", by=by)
        with refused("not_own_post"):
            withdraw_identity(display, by=by)
        with refused("not_own_post"):
            remove_identity_photo(display, by=by)
    assert IdentityDisplay.objects.live().get().words == ""


def test_other_offices_and_past_appointments_are_not_shown():
    secretary = UnitAppointmentFactory(secretary=True)
    today = clock.today()
    past = UnitAppointmentFactory(during=DateRange(today - dt.timedelta(days=9), today))
    for appointment in (secretary, past):
        with refused("not_own_post"):
            show_identity(appointment, words="", by=appointment.user)


def test_withdrawing_takes_the_photo_with_it(appointment, django_capture_on_commit_callbacks):
    display = show_identity(appointment, words="", photo=upload(), by=appointment.user)
    name, storage = display.photo.name, display.photo.storage
    with django_capture_on_commit_callbacks(execute=True):
        display = withdraw_identity(display, by=appointment.user)
        assert storage.exists(name)  # not before that is certain
    assert not storage.exists(name)
    assert not display.photo
    assert not IdentityDisplay.objects.live().exists()
    for act in (withdraw_identity, remove_identity_photo):
        with refused("withdrawn"):
            act(display, by=appointment.user)
    again = show_identity(appointment, words="", by=appointment.user)
    assert again.pk != display.pk


def test_removing_the_photo_leaves_the_name(appointment, django_capture_on_commit_callbacks):
    display = show_identity(appointment, words="好", photo=upload(), by=appointment.user)
    name, storage = display.photo.name, display.photo.storage
    with django_capture_on_commit_callbacks(execute=True):
        remove_identity_photo(display, by=appointment.user)
    assert not storage.exists(name)
    shown = IdentityDisplay.objects.live().get()
    assert (shown.words, shown.photo.name) == ("好", "")


@pytest.mark.parametrize("began", [0, 30], ids=["today", "long ago"])
def test_the_display_ends_with_the_appointment(began, django_capture_on_commit_callbacks):
    appointment = UnitAppointmentFactory(during=DateRange(clock.today() - dt.timedelta(days=began), None))
    display = show_identity(appointment, words="", photo=upload(), by=appointment.user)
    name, storage = display.photo.name, display.photo.storage
    with django_capture_on_commit_callbacks(execute=True):
        end_appointment(appointment, by=officer("branch_secretary", appointment.unit.parent))
    assert not storage.exists(name)
    assert not IdentityDisplay.objects.filter(withdrawn_at=None).exists()


def test_an_appointment_that_ended_by_its_date_shows_nothing_and_its_photo_goes_at_night(
    appointment, django_capture_on_commit_callbacks
):
    display = show_identity(appointment, words="", photo=upload(), by=appointment.user)
    name, storage = display.photo.name, display.photo.storage
    today = clock.today()
    UnitAppointment.objects.update(during=DateRange(today - dt.timedelta(days=9), today))
    assert not IdentityDisplay.objects.live().exists()
    goes_on = IdentityDisplayFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert end_displays.func() == 1
    assert not storage.exists(name)
    assert end_displays.func() == 0
    assert list(IdentityDisplay.objects.filter(withdrawn_at=None)) == [goes_on]
