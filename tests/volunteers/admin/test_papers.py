"""Certificates, notes of thanks and lists handed in, in the office."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessLog
from common.time import clock
from tests.factories import (
    CertificateFactory,
    HandInFactory,
    HandInRowFactory,
    ServiceRecordFactory,
    ThankYouNoteFactory,
    VolunteerFactory,
    officer,
)
from tests.support.pages import levels, marks, refusals, text
from volunteers.models import Certificate, HandIn

pytestmark = pytest.mark.django_db


def page(model, name, *keys):
    return reverse(f"admin:volunteers_{model}_{name}", args=keys)


def sign_in(client, role, team):
    user = officer(role, team.unit)
    client.force_login(user)
    return user


# --- Certificates


@pytest.fixture
def volunteer():
    return ServiceRecordFactory().volunteer


def test_the_office_issues_one_for_who_has_no_phone(client, volunteer):
    clerk = sign_in(client, "office_worker", volunteer.team)
    today = clock.today()
    sent = {
        "volunteer": volunteer.pk,
        "first_day": today.replace(month=1, day=1),
        "last_day": today,
        "extra": ["number"],
    }
    response = client.post(page("certificate", "add"), sent)
    made = Certificate.objects.get()
    assert response.status_code == 302
    assert (made.volunteer, made.issuer, made.minutes_checked) == (volunteer, clerk.get_full_name(), 120)
    assert list(made.extra) == ["number"]


def test_a_refusal_stands_above_the_form(client, volunteer):
    sign_in(client, "office_worker", volunteer.team)
    sent = {"volunteer": volunteer.pk, "first_day": "2001-01-01", "last_day": "2001-02-01"}
    response = client.post(page("certificate", "add"), sent)
    assert refusals(response) == {("__all__", "nothing_to_certify")}
    assert not Certificate.objects.exists()


def test_the_office_prints_and_revokes_and_edits_nothing(client, volunteer):
    sign_in(client, "deputy", volunteer.team)
    certificate = CertificateFactory(volunteer=volunteer)
    assert "certificate-frame" in text(client.get(page("certificate", "print_sheet", certificate.pk)))
    assert client.post(page("certificate", "change", certificate.pk), {"name": "别人"}).status_code == 403
    response = client.post(page("certificate", "revoke", certificate.pk), {"reason": "印错了"})
    assert levels(response) == ["success"]
    certificate.refresh_from_db()
    assert (certificate.is_valid, certificate.void_reason) == (False, "印错了")
    again = client.post(page("certificate", "revoke", certificate.pk), {"reason": "印错了"})
    assert refusals(again) == {("__all__", "already_revoked")}


def test_a_branch_secretary_sees_no_certificates(client, volunteer):
    grid_worker = officer("grid_worker", VolunteerFactory().team.community.grids.create(number=1, name="一网格"))
    client.force_login(grid_worker)
    assert client.get(page("certificate", "changelist")).status_code == 403


@pytest.mark.parametrize("model", ["certificate", "thankyounote", "handin"])
def test_lists_take_as_many_queries_for_one_row_as_for_three(client, volunteer, model, django_assert_max_num_queries):
    team = volunteer.team
    sign_in(client, "secretary", team)
    make = {
        "certificate": lambda: CertificateFactory(volunteer=volunteer),
        "thankyounote": lambda: ThankYouNoteFactory(activity__team=team),
        "handin": lambda: HandInRowFactory(hand_in__team=team),
    }[model]
    make()
    client.get(page(model, "changelist"))
    with django_assert_max_num_queries(40) as one:
        client.get(page(model, "changelist"))
    make()
    make()
    with django_assert_max_num_queries(40) as three:
        client.get(page(model, "changelist"))
    assert len(three) == len(one)


# --- Thanks


def test_the_office_shows_and_hides_a_note(client):
    note = ThankYouNoteFactory(may_be_public=True)
    sign_in(client, "office_worker", note.activity.team)
    for act in ("show", "show_no_more", "hide", "bring_back"):
        response = client.post(page("thankyounote", act, note.pk), follow=True)
        assert levels(response) == ["success"], act
    note.refresh_from_db()
    assert (note.shown_at, note.hidden_at) == (None, None)
    assert client.post(page("thankyounote", "change", note.pk), {"words": "别的"}).status_code == 403


def test_without_the_writers_consent_there_is_no_button_and_a_raw_post_is_refused(client):
    note = ThankYouNoteFactory()
    sign_in(client, "office_worker", note.activity.team)
    assert page("thankyounote", "show", note.pk) not in text(client.get(page("thankyounote", "change", note.pk)))
    assert refusals(client.post(page("thankyounote", "show", note.pk))) == {("__all__", "no_consent_to_show")}


# --- Lists handed in


@pytest.fixture
def hand_in():
    hand_in = HandInFactory(kind=HandIn.Kind.BEIJING)
    for number in (1, 2):
        HandInRowFactory(hand_in=hand_in, number=number)
    return hand_in


def test_the_secretary_makes_a_list_and_downloads_it_for_a_reason(client, volunteer):
    secretary = sign_in(client, "secretary", volunteer.team)
    today = clock.today()
    sent = {"team": volunteer.team_id, "kind": "beijing", "first_day": today.replace(day=1), "last_day": today}
    ServiceRecordFactory(volunteer=volunteer, day=today, minutes=20)
    ServiceRecordFactory(volunteer=volunteer, day=today, activity_name="巡逻")
    response = client.post(page("handin", "add"), sent)
    made = HandIn.objects.get()
    assert response["Location"] == page("handin", "change", made.pk)
    shown = client.get(response["Location"])
    assert len(marks(shown, "left-out")) == 1
    assert refusals(client.post(page("handin", "export", made.pk), {"reason": ""})) == {("reason", "required")}
    file = client.post(page("handin", "export", made.pk), {"reason": "报送志愿北京"})
    book = load_workbook(io.BytesIO(file.content))
    assert [cell.value for cell in book.worksheets[-1][1]] == ["姓名", "身份证号", "岗位", "时长", "备注"]
    entry = AccessLog.objects.get()
    assert (entry.user, entry.what, entry.reason) == (secretary, "export", "报送志愿北京")


@pytest.mark.parametrize("role", ["deputy", "office_worker"])
def test_others_in_the_office_see_that_a_list_was_made_and_take_none_out(client, hand_in, role):
    sign_in(client, role, hand_in.team)
    assert client.get(page("handin", "change", hand_in.pk)).status_code == 200
    assert client.get(page("handin", "add")).status_code == 403
    for name in ("export", "answers"):
        assert client.post(page("handin", name, hand_in.pk), {"reason": "报送"}).status_code == 403


def answer_file(hand_in):
    content = "序号,结果,原因\n1,成功,\n2,失败,未实名注册\n77,成功,\n".encode()
    file = io.BytesIO(content)
    file.name = "结果.csv"
    return file


def test_a_result_file_is_shown_before_it_is_stored(client, hand_in):
    sign_in(client, "secretary", hand_in.team)
    address = page("handin", "answers", hand_in.pk)
    shown = client.post(address, {"file": answer_file(hand_in)})
    assert (marks(shown, "taken"), marks(shown, "refused"), marks(shown, "puzzle")) == (["1"], ["1"], ["4"])
    assert not hand_in.rows.exclude(answer="").exists()
    response = client.post(address, {"read": shown.context["read"]})
    assert response["Location"] == page("handin", "change", hand_in.pk)
    assert list(hand_in.rows.values_list("answer", "reason")) == [("taken", ""), ("refused", "未实名注册")]
    only = client.get(f"{response['Location']}?only=refused")
    assert marks(only, "row") == ["2"]


@pytest.mark.parametrize("read", ["", "x", "WzEsW11d:1x:abc"])
def test_what_was_not_shown_is_not_stored(client, hand_in, read):
    sign_in(client, "secretary", hand_in.team)
    response = client.post(page("handin", "answers", hand_in.pk), {"read": read})
    assert levels(response) == ["error"]
    assert not hand_in.rows.exclude(answer="").exists()


def test_what_was_shown_of_one_list_is_not_stored_in_another(client, hand_in):
    sign_in(client, "secretary", hand_in.team)
    shown = client.post(page("handin", "answers", hand_in.pk), {"file": answer_file(hand_in)})
    other = HandInRowFactory(hand_in__team=hand_in.team, number=1).hand_in
    response = client.post(page("handin", "answers", other.pk), {"read": shown.context["read"]})
    assert levels(response) == ["error"]
    assert not other.rows.exclude(answer="").exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.exe", b"MZ", "invalid_extension"),
        ("x.csv", b"", "empty"),
        ("x.xlsx", b"PK", "not_readable"),
        ("x.csv", b"a,b\n1,2\n", "no_headings"),
    ],
)
def test_a_wrong_file_is_answered_beside_the_field(client, hand_in, name, content, code):
    sign_in(client, "secretary", hand_in.team)
    file = io.BytesIO(content)
    file.name = name
    response = client.post(page("handin", "answers", hand_in.pk), {"file": file})
    assert refusals(response) == {("file", code)}
