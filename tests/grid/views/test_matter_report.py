"""Reporting in a few taps, with or without an account: photo, place, kind, and whether it is known already."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from common.time.formatting import clock_time, day
from grid.models import Matter, MatterPhoto
from tests.factories import GateFactory, MatterFactory, MatterKindFactory, UserFactory
from tests.support.matters import NORTH, WEST, MatterPlace, photo_taken_at, reporter_of
from tests.support.pictures import upload
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db
NEW, FORM = "/matters/new/", "/matters/new/form/"


@pytest.fixture
def place() -> MatterPlace:
    return MatterPlace()


def typed(at: MatterPlace, /, **facts: object) -> dict[str, object]:
    return {"kind": at.kind.pk, "building": at.building.pk, "words": "垃圾满了", **facts}


def test_somebody_without_an_account_reports_and_is_led_to_the_own_page(client, place):
    response = client.post(FORM, typed(place, name="老王", phone="13800138000"))
    matter = Matter.objects.get()
    reporter = reporter_of(matter)
    assert response["Location"] == f"/matters/own/{reporter.code}/"
    assert (reporter.name, reporter.phone, matter.by) == ("老王", "+8613800138000", None)
    assert client.get(response["Location"]).status_code == 200


def test_who_is_signed_in_is_not_asked_for_name_and_phone(place):
    user = UserFactory()
    client = signed_in(user)
    assert 'name="phone"' not in client.get(FORM).content.decode()
    client.post(FORM, typed(place))
    assert reporter_of(Matter.objects.get()).person == user.person


def test_the_place_comes_from_the_photo_whose_position_is_in_no_stored_file(client, place):
    # 100 m to the east and 80 m to the south of the corner: the building of the place.
    photo = photo_taken_at(NORTH - 80 / 111_320, WEST + 100 / 111_320 / 0.8539)
    response = client.post(NEW, {"photo": photo})
    stored = MatterPhoto.objects.get()
    assert (round(stored.x), round(stored.y)) == (100, 80)
    with Image.open(default_storage.open(stored.photo.name)) as kept:
        assert (kept.format, dict(kept.getexif())) == ("WEBP", {})
    form = client.get(response["Location"])
    steps = form.context["steps"]
    assert steps.form["building"].value() == place.building.pk
    client.post(FORM, typed(place, photo=stored.key, words="", pin=steps.form["pin"].value()))
    matter = Matter.objects.get()
    stored.refresh_from_db()
    assert (stored.matter, stored.x, round(matter.x), round(matter.y)) == (matter, None, 100, 80)


def test_a_mark_that_was_taken_away_does_not_come_back_from_the_photo(client, place):
    client.post(NEW, {"photo": photo_taken_at(NORTH - 80 / 111_320, WEST + 100 / 111_320 / 0.8539)})
    client.post(FORM, typed(place, photo=MatterPhoto.objects.get().key, pin=""))
    assert Matter.objects.get().x is None


def test_a_guests_name_and_number_are_kept_on_no_device(client, place):
    page = client.get(FORM).content.decode()
    assert page.count("data-no-draft") == 2


def test_of_the_places_one_is_enough_and_words_are_needed_where_no_photo_is(client, place):
    def marks(address: str) -> dict[str, str]:
        page = client.get(address)
        text = page.content.decode()
        form = page.context["steps"].form
        assert all(f">{form[name].mark}<" in text for name in form.marks)
        return {name: str(form[name].mark) for name in form.fields if form[name].mark}

    assert marks(FORM) == {
        **dict.fromkeys(["building", "place", "pin"], "（填一项就行）"),
        "words": "（必填）",
    }
    client.post(NEW, {"photo": upload()})
    assert "words" not in marks(f"{FORM}?photo={MatterPhoto.objects.get().key}")
    assert "（不拍也行）" in client.get(NEW).content.decode()


def test_the_reporter_reads_at_once_until_when_there_is_an_answer(client, place):
    page = client.post(FORM, typed(place), follow=True).content.decode()
    assert f"最迟{day(Matter.objects.get().due_day)}" in page
    emergency = MatterKindFactory(hours=2, working_days=None)
    page = client.post(FORM, typed(place, kind=emergency.pk), follow=True).content.decode()
    due_at = Matter.objects.get(kind=emergency).due_at
    assert f"最迟{day(due_at)} {clock_time(due_at)}答复" in page


def test_a_photo_without_a_place_is_kept(client, place):
    client.post(NEW, {"photo": upload()})
    stored = MatterPhoto.objects.get()
    assert stored.x is None
    client.post(FORM, typed(place, photo=stored.key))
    assert list(Matter.objects.get().photos.all()) == [stored]


def test_a_photo_goes_with_one_report_and_nobody_elses_key_is_guessed(client, place):
    client.post(NEW, {"photo": upload()})
    key = MatterPhoto.objects.get().key
    client.post(FORM, typed(place, photo=key))
    client.post(FORM, typed(place, photo=key, words="还有一件", kind=MatterKindFactory().pk))
    client.post(FORM, typed(place, photo="nonsense", words="第三件", kind=MatterKindFactory().pk))
    assert [matter.photos.count() for matter in Matter.objects.order_by("pk")] == [1, 0, 0]


@pytest.mark.parametrize(
    "wrong", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"]
)
def test_a_fake_picture_is_answered_in_words(client, place, wrong):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = client.post(NEW, {"photo": SimpleUploadedFile("a.jpg", wrong, content_type="image/jpeg")})
    assert (response.status_code, MatterPhoto.objects.count()) == (422, 0)


def test_a_code_at_a_gate_or_door_names_the_place(client, place):
    gate = GateFactory(estate=place.building.estate)
    assert client.get(f"{NEW}?gate={gate.pk}").context["place"] == gate
    page = client.get(f"{FORM}?gate={gate.pk}")
    assert page.context["gate"] == gate
    client.post(FORM, typed(place, building="", gate=gate.pk))
    assert Matter.objects.get().gate == gate
    assert client.get(f"{FORM}?building={place.building.pk}").context["steps"].form["building"].value() == (
        place.building.pk
    )


@pytest.mark.parametrize("query", ["gate=99999999", "building=x", "gate=-1", "photo=x", "building=9" * 9])
def test_a_wrong_address_opens_the_form_all_the_same(client, place, query):
    assert (client.get(f"{NEW}?{query}").status_code, client.get(f"{FORM}?{query}").status_code) == (200, 200)


# --- The mark on the plan


def test_two_taps_on_the_plan_mark_the_place_without_any_script(client, place):
    whole = client.post(FORM, typed(place, building="", mark="1"))
    assert (whole.context["pin"], dict(whole.context["carried"])["words"]) == ("", "垃圾满了")
    # The picture is 280 pixels wide, and the plan 1,200 m.
    close = client.post(FORM, typed(place, building="", **{"at.x": "70", "at.y": "35", "view": ""}))
    assert close.context["pin"] == "300.0,150.0"
    moved = client.post(FORM, typed(place, building="", **{"at.x": "280", "at.y": "140", "view": "300.0,150.0"}))
    assert moved.context["pin"] == "460.0,150.0"
    form = client.post(FORM, typed(place, building="", pin="460.0,150.0", done="1"))
    assert form.context["steps"].form["pin"].value() == "460.0,150.0"
    assert form.context["steps"].form["words"].value() == "垃圾满了"
    client.post(FORM, typed(place, building="", pin="460.0,150.0"))
    assert (Matter.objects.get().x, Matter.objects.get().outside) == (460.0, True)


@pytest.mark.parametrize("pin", ["1", "a,b", "1,2,3", "999999,0", "-60000.0,0.0", "nan,nan", "1e3,2"])
def test_a_mark_that_is_none_is_answered_in_words(client, place, pin):
    response = client.post(FORM, typed(place, pin=pin))
    assert (response.status_code, Matter.objects.count()) == (422, 0)


def test_the_picture_of_the_plan_holds_no_style_and_no_script(client, place):
    picture = client.get("/matters/plan.svg?at=100.0,80.0")
    page = picture.content.decode()
    assert picture["Content-Type"] == "image/svg+xml"
    assert ("<script" in page, "style=" in page, str(place.building.number) in page) == (False, False, True)


# --- Is it known already?


def test_an_open_one_of_the_same_kind_near_by_is_shown_before_sending(client, place):
    known = MatterFactory(kind=place.kind, building=place.building, received=True)
    asked = client.post(FORM, typed(place))
    assert (list(asked.context["known"]), Matter.objects.count()) == ([known], 1)
    client.post(FORM, {**dict(asked.context["carried"]), "same": "no"})
    assert Matter.objects.count() == 2


def test_the_known_one_is_followed_with_one_tap(place):
    known = MatterFactory(kind=place.kind, building=place.building, received=True)
    user = UserFactory()
    client = signed_in(user)
    client.post(FORM, typed(place))
    client.post(f"/matters/{known.pk}/follow/")
    assert (Matter.objects.count(), known.reporters.get().person) == (1, user.person)


# --- Wrong, missing, hostile, too often


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"kind": "99999999"},
        {"kind": "x"},
        {"building": ""},
        {"building": "99999999"},
        {"words": ""},
        {"words": "长" * 501},
        {"place": "长" * 81},
        {"place": "a\u202eb"},
        {"words": "请打13800138000"},
        {"phone": "123"},
        {"gate": "99999999"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, place, wrong):
    response = client.post(FORM, typed(place, **wrong))
    assert (response.status_code, Matter.objects.count()) == (422, 0)
    assert response.context["steps"].form.errors


def test_script_in_any_field_is_text(client, place):
    script = "<script>alert(1)</script>"
    client.post(FORM, typed(place, words=script, place=script, name=script))
    matter = Matter.objects.get()
    Matter.objects.filter(pk=matter.pk).update(
        status="received", received_at=matter.reported_at, first_handler=place.worker, handler=place.worker
    )
    for page in (f"/matters/{matter.pk}/", f"/matters/own/{reporter_of(matter).code}/", "/matters/"):
        assert script not in client.get(page).content.decode()


def test_the_eleventh_report_of_half_an_hour_waits(client, place, settings):
    answers = [
        client.post(FORM, typed(place, words=f"第{n}件", kind=MatterKindFactory().pk)).status_code for n in range(11)
    ]
    assert answers == [302] * 10 + [429]


def test_without_kinds_nothing_is_taken_and_the_page_says_whom_to_call(client, place):
    place.kind.in_use = False
    place.kind.save()
    assert "grid/matters/not_yet.html" in [one.name for one in client.get(NEW).templates]


def test_in_care_mode_one_thing_is_asked_at_a_time(place):
    MatterKindFactory()
    client = Client()
    client.cookies["care"] = "1-0"
    first = client.get(FORM)
    assert [field.name for field in first.context["steps"].fields if not field.is_hidden] == ["kind"]
