import datetime as dt

import pytest
from django.apps import apps
from django.test import Client

from accounts.actions.guardianships import add_ward
from accounts.models import Consent, Guardianship, Notification, Person, User
from common.exceptions import Refused
from common.time import clock
from events.models import Registration
from tests.factories import (
    ConsentFactory,
    EventFactory,
    GuardianshipFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.pages import levels, refusals

OWN_PAGES = [
    "/me/",
    "/me/notices/",
    "/me/data/",
    "/me/family/",
    "/me/family/new/child/",
    "/me/family/new/elder/",
    "/me/consent/",
    "/me/consent/withdraw/",
    "/me/all/",
    "/me/posts/",
    "/me/home/",
]


@pytest.fixture
def user(notice) -> User:
    user = UserFactory(phone="+8613800138000", person__name="王芳")
    ConsentFactory(given_by=user, notice=notice)
    return user


@pytest.fixture
def mine(client, user) -> Client:
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", OWN_PAGES)
def test_own_pages_are_for_those_who_are_signed_in(client, db, page):
    assert client.get(page).url == f"/accounts/login/?next={page}"


@pytest.mark.parametrize("page", OWN_PAGES)
def test_no_own_page_shows_a_whole_number(mine, page):
    response = mine.get(page)
    assert response.status_code == 200
    assert "13800138000" not in response.content.decode()


@pytest.mark.parametrize("page", OWN_PAGES)
def test_own_pages_are_never_kept_by_a_cache(mine, page):
    assert "no-store" in mine.get(page)["Cache-Control"]


# --- What is coming, what was -----------------------------------------------------------------------------------


def test_the_overview_shows_own_and_wards_registrations_and_nobody_elses(mine, user):
    child = GuardianshipFactory(by=user.person, person__name="小明").person
    former = GuardianshipFactory(by=user.person, during=(clock.today() - dt.timedelta(days=9), clock.today())).person
    for person, title in [
        (user.person, "自己的活动"),
        (child, "孩子的活动"),
        (former, "从前代办的活动"),
        (PersonFactory(), "别人的活动"),
    ]:
        RegistrationFactory(person=person, event=EventFactory(title=title))
    RegistrationFactory(person=user.person, event=EventFactory(title="去过的活动", past=True))
    RegistrationFactory(person=user.person, event=EventFactory(title="取消的活动"), cancelled=True)
    page = mine.get("/me/")
    assert [str(plan.registration.event) for plan in page.context["coming"]] == ["自己的活动", "孩子的活动"]
    past = mine.get("/me/all/").context["past"]
    assert {str(plan.registration.event) for plan in past.rows} == {"去过的活动", "取消的活动"}
    assert "小明" in page.content.decode()


def test_the_place_on_the_waitlist_is_counted(mine, user):
    event = EventFactory(capacity=1)
    start = clock.now() - dt.timedelta(hours=1)
    for minutes in (0, 1):
        RegistrationFactory(event=event, waitlisted=True, queued_at=start + dt.timedelta(minutes=minutes))
    RegistrationFactory(event=event, person=user.person, waitlisted=True, queued_at=start + dt.timedelta(minutes=2))
    assert [plan.registration.position for plan in mine.get("/me/").context["coming"]] == [3]


def test_the_overview_costs_the_same_with_one_and_with_three_of_each(mine, user, django_assert_num_queries):
    def one_more():
        ward = GuardianshipFactory(by=user.person).person
        RegistrationFactory(person=ward)
        RegistrationFactory(person=user.person, event=EventFactory(past=True))
        Notification.objects.create(recipient=user.person, kind="test", title="通知")

    one_more()
    mine.get("/me/")
    pages = {"/me/": 17, "/me/all/": 7, "/me/posts/": 3}
    for page, queries in pages.items():
        with django_assert_num_queries(queries):
            mine.get(page)
    one_more()
    one_more()
    for page, queries in pages.items():
        with django_assert_num_queries(queries):
            mine.get(page)


def test_staff_hints_are_absent_for_residents(mine):
    assert "/admin/" not in mine.get("/me/").content.decode()


def test_a_sign_in_without_a_name_is_asked_for_one_first(client, db):
    operator = StaffFactory(person=None, phone=None)
    client.force_login(operator)
    assert client.get("/me/").url == "/me/data/"
    assert client.post("/me/data/", {"name": "管理员"}).url == "/me/"
    operator.refresh_from_db()
    assert operator.person.name == "管理员"
    client.post("/me/data/", {"name": "又一个", "language": "zh-hans"})
    assert Person.objects.count() == 1


# --- Notices ----------------------------------------------------------------------------------------------------


def test_a_notice_is_marked_as_read_and_leads_on(mine, user):
    notice = Notification.objects.create(recipient=user.person, kind="test", title="有名额了", path="/events/7/")
    assert mine.post(f"/me/notices/{notice.pk}/read/").url == "/events/7/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_what_was_read_before_keeps_the_moment_at_which_it_was(mine, user):
    facts = {"recipient": user.person, "kind": "test", "title": "有名额了"}
    before = clock.now() - dt.timedelta(days=1)
    Notification.objects.create(**facts, read_at=before)
    Notification.objects.create(**facts)
    mine.post("/me/notices/read/")
    earlier, now = Notification.objects.order_by("pk").values_list("read_at", flat=True)
    assert earlier == before
    assert now > before


def test_somebody_elses_notice_is_404_and_stays_unread(mine):
    notice = Notification.objects.create(recipient=PersonFactory(), kind="test", title="别人的通知")
    assert mine.post(f"/me/notices/{notice.pk}/read/").status_code == 404
    mine.post("/me/notices/read/")
    notice.refresh_from_db()
    assert notice.read_at is None
    assert "别人的通知" not in mine.get("/me/notices/").content.decode()


def test_all_own_notices_are_marked_at_once(mine, user):
    for n in range(3):
        Notification.objects.create(recipient=user.person, kind="test", title=f"通知{n}")
    mine.post("/me/notices/read/")
    assert not Notification.objects.of(user).unread().exists()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999999999999", ""])
def test_nonsense_as_a_page_number_shows_notices(mine, page):
    assert mine.get(f"/me/notices/?page={page}").status_code == 200


@pytest.mark.parametrize("pk", [0, 2**63, 10**40])
def test_nonsense_as_an_id_is_404(mine, pk):
    assert mine.post(f"/me/notices/{pk}/read/").status_code == 404
    assert mine.get(f"/me/family/{pk}/end/").status_code == 404


def test_nothing_changes_by_get(mine, user):
    notice = Notification.objects.create(recipient=user.person, kind="test", title="通知")
    assert mine.get(f"/me/notices/{notice.pk}/read/").url == "/me/notices/"
    assert mine.get("/me/notices/read/").url == "/me/notices/"


# --- My data ----------------------------------------------------------------------------------------------------


def test_own_data_are_corrected(mine, user):
    assert mine.post("/me/data/", {"name": "王芬", "birth_year": "1952", "language": "en"}).url == "/me/data/"
    user.person.refresh_from_db()
    assert (user.person.name, user.person.birth_year, user.person.language) == ("王芬", 1952, "en")


@pytest.mark.parametrize("year", ["1899", "2200", "52", "abc", "１９５２年２月４０日", str(clock.today().year + 1)])
def test_a_year_that_cannot_be_is_answered_at_the_field(mine, user, year):
    response = mine.post("/me/data/", {"name": "王芳", "birth_year": year, "language": "zh-hans"})
    assert response.status_code == 200
    assert "birth_year" in response.context["form"].errors


@pytest.mark.parametrize("name", ["", " ", "王" * 51])
def test_a_name_that_cannot_be_is_answered_at_the_field(mine, user, name):
    response = mine.post("/me/data/", {"name": name, "language": "zh-hans"})
    assert "name" in response.context["form"].errors
    user.person.refresh_from_db()
    assert user.person.name == "王芳"


# --- Family -----------------------------------------------------------------------------------------------------


def test_a_guardian_adds_a_child_with_consent(mine, user, notice):
    mine.post("/me/family/new/child/", {"name": "小明", "birth_year": "2018", "consent": "on", "notice": notice.pk})
    guardianship = Guardianship.objects.get(by=user.person)
    child = guardianship.person
    assert (child.name, child.birth_year, guardianship.kind) == ("小明", 2018, "child")
    assert Consent.objects.get(person=child).given_by == user
    assert "小明" in mine.get("/me/family/").content.decode()


@pytest.mark.parametrize("missing", ["name", "birth_year", "consent"])
def test_a_child_needs_name_year_and_consent(mine, user, notice, missing):
    typed = {"name": "小明", "birth_year": "2018", "consent": "on", "notice": notice.pk, missing: ""}
    response = mine.post("/me/family/new/child/", typed)
    assert missing in response.context["steps"].form.errors
    assert not Guardianship.objects.exists()


def test_an_elder_needs_no_year(mine, user, notice):
    mine.post("/me/family/new/elder/", {"name": "外婆", "consent": "on", "notice": notice.pk})
    assert Guardianship.objects.get(by=user.person).kind == "elder"


def test_a_ward_of_the_same_name_is_asked_for_and_then_added(mine, user, notice):
    typed = {"name": "王芳", "consent": "on", "notice": notice.pk}
    mine.post("/me/family/new/elder/", typed)
    asked = mine.post("/me/family/new/elder/", typed)
    assert refusals(asked) == {("__all__", "namesake")}
    assert 'type="checkbox" name="another"' in asked.content.decode()
    mine.post("/me/family/new/elder/", {**typed, "another": "on"})
    assert Guardianship.objects.filter(by=user.person, person__name="王芳").count() == 2


def test_a_familys_number_has_a_limit(user, notice):
    def add(name):
        return add_ward(user.person, kind="elder", name=name, birth_year=None, notice=notice, by=user)

    for n in range(12):
        add(f"长辈{n}")
    with pytest.raises(Refused) as no:
        add("再一位")
    assert no.value.code == "too_many_wards"


def test_wards_are_seen_by_their_guardian_only(mine, user):
    GuardianshipFactory(by=UserFactory().person, person__name="别家的孩子")
    assert "别家的孩子" not in mine.get("/me/family/").content.decode()


def test_somebody_elses_ward_is_404(mine):
    other = GuardianshipFactory()
    assert mine.get(f"/me/family/{other.pk}/end/").status_code == 404
    assert mine.post(f"/me/family/{other.pk}/end/").status_code == 404
    other.refresh_from_db()
    assert other.during.upper is None


def test_ending_keeps_the_history_with_its_end(mine, user):
    began = clock.today() - dt.timedelta(days=30)
    guardianship = GuardianshipFactory(by=user.person, during=(began, None))
    mine.post(f"/me/family/{guardianship.pk}/end/")
    guardianship.refresh_from_db()
    assert (guardianship.during.lower, guardianship.during.upper) == (began, clock.today())
    assert not Guardianship.objects.current().exists()


def test_one_that_began_today_is_taken_back_and_the_audit_trail_keeps_it(mine, user):
    guardianship = GuardianshipFactory(by=user.person)
    mine.post(f"/me/family/{guardianship.pk}/end/")
    assert not Guardianship.objects.exists()
    rows = apps.get_model("accounts", "GuardianshipHistory").objects.filter(pgh_obj_id=guardianship.pk)
    assert [row.pgh_label for row in rows.order_by("pgh_id")] == ["insert", "delete"]


@pytest.mark.parametrize("days", [0, 30])
def test_a_double_click_on_the_end_is_told_so(mine, user, days):
    began = clock.today() - dt.timedelta(days=days)
    guardianship = GuardianshipFactory(by=user.person, during=(began, None))
    mine.post(f"/me/family/{guardianship.pk}/end/")
    second = mine.post(f"/me/family/{guardianship.pk}/end/", follow=True)
    assert second.redirect_chain == [("/me/family/", 302)]
    assert levels(second) == ["success", "info"]
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.post(f"/me/family/{guardianship.pk}/end/").status_code == 404


def test_a_ward_that_is_no_longer_one_disappears_from_the_overview(mine, user):
    guardianship = GuardianshipFactory(by=user.person)
    RegistrationFactory(person=guardianship.person)
    assert Registration.objects.owned_by(user).count() == 1
    mine.post(f"/me/family/{guardianship.pk}/end/")
    assert Registration.objects.owned_by(user).count() == 0


# --- Consent ----------------------------------------------------------------------------------------------------


def test_a_new_notice_is_announced_and_agreed_to_once(mine, user):
    newer = PrivacyNoticeFactory(version="9.9")
    assert "9.9" in mine.get("/me/").content.decode()
    for _ in range(2):
        mine.post("/me/consent/", {"notice": newer.pk})
    assert Consent.objects.filter(person=user.person, notice=newer, withdrawn_at=None).count() == 1
    assert "9.9" not in mine.get("/me/").content.decode()


def test_an_old_page_agrees_to_nothing(mine, user, notice):
    newer = PrivacyNoticeFactory(version="9.9")
    response = mine.post("/me/consent/", {"notice": notice.pk})
    assert (response.url, levels(response)) == ("/me/consent/", ["error"])
    assert not Consent.objects.filter(notice=newer).exists()


def test_withdrawing_ends_the_consent_keeps_its_record_and_stops_new_entries(mine, user, notice):
    mine.post("/me/consent/withdraw/")
    assert Consent.objects.get(person=user.person).withdrawn_at is not None
    assert mine.get("/me/family/new/child/").url == "/me/consent/"
    mine.post("/me/consent/", {"notice": notice.pk})
    assert Consent.objects.filter(person=user.person).count() == 2
    assert mine.get("/me/family/new/child/").status_code == 200


# --- The notice itself ------------------------------------------------------------------------------------------


def test_everybody_can_read_the_privacy_notice_with_version_and_date(client, notice):
    page = client.get("/privacy/").content.decode()
    assert notice.version in page
    assert str(notice.published_at.year) in page


def test_the_first_notice_says_what_for_how_long_and_which_rights(client, notice):
    headings = [block.lines[0] for block in notice.blocks if block.kind == "heading"]
    assert headings == [
        "我们收集什么，用来做什么",
        "谁能看到",
        "保存多久",
        "您的权利",
        "联系我们",
        "本告知书的变更",
    ]


def test_html_in_a_notice_is_shown_as_text(client, db):
    PrivacyNoticeFactory(text="# <b>标题</b>\n\n<script>x</script>\n\n- <i>一</i>")
    page = client.get("/privacy/").content.decode()
    assert "<script>x" not in page
    assert "<b>标题" not in page
