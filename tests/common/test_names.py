"""What a name may hold, and that every column of a name is one."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from common.names import NameField, NameFormField, in_sentence, is_same_name, validate_name

OURS = ["accounts", "grid", "stations", "events", "volunteers", "portal"]
# Lines of text that are no name: what the portal writes itself, keys, reasons and remarks.
NO_NAMES = {
    "accounts.AccessLog.reason",
    "accounts.AccessLog.what",
    "accounts.Delivery.error",
    "accounts.Notification.kind",
    "accounts.Notification.path",
    "accounts.Notification.title",
    "accounts.Person.phone",
    "accounts.SignInChange.email",
    "accounts.SignInChange.phone",
    "accounts.SignInChange.reason",
    "accounts.User.email",
    "accounts.User.password",
    "accounts.User.phone",
    "events.Event.cancel_reason",
    "grid.Handover.remarks",
    "grid.PartyTransfer.answer",
    "grid.PartyTransfer.reason",
    "grid.Visit.needs",
    "grid.Visit.summary",
    "stations.Booking.answer",
    "stations.Booking.remark",
    "stations.Booking.waive_reason",
    "events.Event.door_code",
    "stations.Space.door_code",
    "stations.WallDisplay.token_digest",
    "volunteers.Team.about",
    "volunteers.Team.prefix",
    "volunteers.Activity.risks",
    "volunteers.Activity.bring",
    "volunteers.Activity.cancel_reason",
    "volunteers.Activity.place_code",
    "volunteers.Volunteer.national_number",
    "volunteers.Volunteer.words",
    "volunteers.Volunteer.guardian_phone",
    "volunteers.Volunteer.reason",
    "volunteers.Volunteer.code",
    "volunteers.Assignment.words",
    "volunteers.Assignment.reason",
    "volunteers.Assignment.answer_code",
    "volunteers.Assignment.told_code",
    "volunteers.ServiceRecord.evidence",
    "volunteers.ServiceRecord.long_day_reason",
    "volunteers.ServiceRecord.decision",
    "volunteers.ServiceRecord.correction_reason",
    "volunteers.Evaluation.text",
    "volunteers.CorrectionRequest.words",
    "volunteers.CorrectionRequest.answer",
    "volunteers.Certificate.code",
    "volunteers.Certificate.contact",
    "volunteers.Certificate.void_reason",
    "volunteers.HandInRow.reason",
    "volunteers.Training.content",
    "volunteers.ThankYouNote.words",
    "events.EventSeries.cancel_reason",
    "events.Feedback.words",
    "events.Registration.answer_code",
    "grid.Matter.answer",
    "grid.Matter.extension_reason",
    "grid.Matter.words",
    "grid.MatterCall.words",
    "grid.MatterExclusion.reason",
    "grid.MatterReporter.answer_words",
    "grid.MatterReporter.code",
    "grid.MatterReporter.phone",
    "grid.MatterStep.words",
}


@pytest.mark.parametrize(
    "name",
    [
        "\u200b",
        "\ufeff\u200b",
        "\u3164",
        "\u2800",
        "\u200d",
        "\u3000 ",
        "王\r\n芳",
        "王\t芳",
        "a\u202egnp.exe",
        "\u2066王\u2069",
        "王\u200e芳",
        "王\x00",
        "王\x7f",
        "王\u2028芳",
        "王\U000e0041",
        "\u0301",
    ],
)
def test_what_cannot_be_seen_is_no_name(name):
    with pytest.raises(ValidationError) as refusal:
        validate_name(name)
    assert refusal.value.code == "hidden_characters"
    with pytest.raises(ValidationError):
        NameFormField().clean(name)


@pytest.mark.parametrize(
    "name",
    [
        "王芳",
        "Zoë O’Neil-王",
        "\U00020bb7田",
        "葛\U000e0100城",
        "\U0001f468\u200d\U0001f467 亲子日",
        "1-101",
        "张\u3000三",
    ],
)
def test_what_people_are_called_is_a_name(name):
    validate_name(name)
    assert NameFormField().clean(f" {name}　") == name


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("周一至周五 9:00–17:00。", "周一至周五 9:00–17:00"),
        ("Mon–Fri. ", "Mon–Fri"),
        ("装修", "装修"),
        ("and so on...", "and so on..."),
    ],
)
def test_what_people_typed_brings_no_second_full_stop(typed, read):
    assert in_sentence(typed) == read


def test_every_column_that_holds_a_name_takes_no_hidden_characters():
    others = {
        f"{model._meta.label}.{field.name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.endswith("History")
        for field in model._meta.local_fields
        if isinstance(field, models.CharField) and not isinstance(field, NameField) and not field.choices
        if field.name != "role"
    }
    assert others == NO_NAMES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("沈佳宁", " 沈 佳 宁 "),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("阿依古丽•买买提", "阿依古丽・买买提"),
        ("John Smith", "JOHN  SMITH"),
        ("Ｊｏｈｎ Smith", "john-smith"),
        ("O’Neill", "O'Neill"),
        ("Straße", "STRASSE"),
        ("金樂", "金\uf914"),  # a variant of 樂 for compatibility
        ("陈桂英", "陳桂英"),
        ("阿不都·热合曼", "阿不都熱合曼"),
        ("萧红", "肖红"),
        ("José García", "Jose Garcia"),
    ],
)
def test_one_name_may_be_written_in_several_ways(one, other):
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("沈佳宁", "佳宁"),
        ("沈佳宁", "沈佳"),
        ("沈佳宁", "沈佳琳"),
        ("陈桂英", "陳桂華"),
        ("沈佳宁", "shenjianing"),
        ("沈佳宁", ""),
        ("", ""),
        ("·", " "),
    ],
)
def test_a_part_of_a_name_is_another_name_and_no_name_is_nobodys(one, other):
    assert not is_same_name(one, other)
