"""A matter reported by phone, with a photo that says where it was taken, and with a connection that breaks."""

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from playwright.sync_api import Page, expect

from grid.models import Matter, MatterPhoto
from tests.browser.public_pages import session_of
from tests.factories import MatterFactory, UserFactory
from tests.support.matters import NORTH, WEST, MatterPlace, photo_taken_at, reporter_of, told

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# 100 m to the east and 80 m to the south of the corner of the plan: the building of the place.
HERE = (NORTH - 80 / 111_320, WEST + 100 / 111_320 / 0.8539)


@pytest.fixture
def place(transactional_db, live_server) -> MatterPlace:
    return MatterPlace()


def choose_photo(page: Page) -> None:
    """The first tap: the photo, which is sent as soon as it is chosen where scripts run."""
    page.goto("/matters/new/")
    photo = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo_taken_at(*HERE).read()}
    with page.expect_navigation(url="**/matters/new/form/**"):
        page.locator("input[type=file]").set_input_files(photo)


def choose_kind(page: Page) -> None:
    page.locator("label", has_text="垃圾清运").first.tap()


def send(page: Page) -> None:
    page.get_by_role("button", name="提交").tap()


def test_three_taps_report_where_the_photo_was_taken(place, open_context):
    page = open_context(session=session_of(place.resident_user), **PHONE).new_page()
    choose_photo(page)
    expect(page.locator(".notice--leaf")).to_contain_text(str(place.building))
    choose_kind(page)
    send(page)
    page.wait_for_url("**/matters/own/**")
    matter = Matter.objects.get()
    assert (matter.building, round(matter.x), round(matter.y)) == (place.building, 100, 80)
    assert reporter_of(matter).person == place.resident_user.person
    photo = MatterPhoto.objects.get()
    with Image.open(default_storage.open(photo.photo.name)) as kept:
        assert (kept.format, dict(kept.getexif()), photo.x) == ("WEBP", {}, None)
    expect(page.locator("main")).to_contain_text(f"{matter.pk}号")
    assert told(place.worker) == ["matter_new"]


def test_the_same_near_by_is_followed_instead(place, open_context):
    known = MatterFactory(kind=place.kind, building=place.building, grid=place.building.grid, received=True)
    neighbour = UserFactory()
    page = open_context(session=session_of(neighbour), **PHONE).new_page()
    choose_photo(page)
    choose_kind(page)
    send(page)
    page.get_by_role("button", name="关注").tap()
    page.wait_for_url(f"**/matters/{known.pk}/")
    assert Matter.objects.count() == 1
    assert known.reporters.get(follows=True).person == neighbour.person


def test_what_was_typed_survives_a_lost_connection(place, open_context):
    context = open_context(**PHONE)
    page = context.new_page()
    page.goto("/matters/new/form/")
    choose_kind(page)
    page.locator("select[name=building]").select_option(str(place.building.pk))
    page.locator("textarea[name=words]").fill("垃圾桶倒了")
    context.set_offline(True)
    send(page)
    expect(page.get_by_text("现在没有网络")).to_be_visible()
    context.set_offline(False)
    page.reload()
    expect(page.locator("textarea[name=words]")).to_have_value("垃圾桶倒了")
    choose_kind(page)
    send(page)
    page.wait_for_url("**/matters/own/**")
    assert Matter.objects.get().words == "垃圾桶倒了"
    page.goto("/matters/new/form/")
    expect(page.locator("textarea[name=words]")).to_have_value("")


def test_without_scripts_the_photo_has_a_button_and_nothing_is_lost(place, open_context):
    page = open_context(java_script_enabled=False, **PHONE).new_page()
    page.goto("/matters/new/")
    photo = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo_taken_at(*HERE).read()}
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button").filter(has_text="照片").tap()
    choose_kind(page)
    send(page)
    page.wait_for_url("**/matters/own/**")
    assert Matter.objects.get().photos.count() == 1
