"""The real SDK against a stand-in of the service on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.sms import AliyunSender, SendingFailed, TryLater, Undeliverable, sms_variable

pytest.importorskip("alibabacloud_dysmsapi20170525")


class StandIn(BaseHTTPRequestHandler):
    """Answers as told by the class attribute, and keeps what was asked."""

    answer = (200, {"Code": "OK", "Message": "OK", "RequestId": "1", "BizId": "2"})
    delay = 0.0
    asked: list[dict[str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        query = urlsplit(self.path).query
        type(self).asked.append({k: v[0] for k, v in {**parse_qs(query), **parse_qs(body)}.items()})
        time.sleep(self.delay)
        status, content = self.answer
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except BrokenPipeError:
            pass

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def service(settings) -> Iterator[type[StandIn]]:
    StandIn.answer = (200, {"Code": "OK", "Message": "OK", "RequestId": "1", "BizId": "2"})
    StandIn.delay = 0.0
    StandIn.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    # It is asked to stop after every test, and looks that often whether it was.
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    settings.ALIYUN_SMS = {
        "access_key_id": "id",
        "access_key_secret": "secret",
        "sign_name": "彭山社区",
        "code_template": "SMS_1",
        "notice_template": "SMS_2",
        "templates": {"event_reminder": "SMS_3"},
        "endpoint": f"127.0.0.1:{server.server_port}",
        "protocol": "http",
    }
    yield StandIn
    server.shutdown()
    server.server_close()


def test_a_code_goes_out_with_its_template(service):
    AliyunSender().send_code("+8613800138000", "123456", minutes=5)
    [asked] = service.asked
    assert (asked["PhoneNumbers"], asked["SignName"], asked["TemplateCode"]) == ("13800138000", "彭山社区", "SMS_1")
    assert json.loads(asked["TemplateParam"]) == {"code": "123456"}


def test_a_notice_goes_out_with_its_own_template_abroad_too(service):
    AliyunSender().send_notice("+85251234567", "活动改期")
    [asked] = service.asked
    assert (asked["PhoneNumbers"], asked["TemplateCode"]) == ("85251234567", "SMS_2")
    assert json.loads(asked["TemplateParam"]) == {"text": "活动改期"}


def test_a_kind_of_notice_with_a_template_of_its_own_sends_named_variables(service):
    said = {"event": "读书", "bring": "老花镜"}
    AliyunSender().send_notice("+8613800138000", "读书，请带老花镜", kind="event_reminder", variables=said)
    AliyunSender().send_notice("+8613800138000", "读书", kind="event_promoted", variables=said)
    AliyunSender().send_notice("+8613800138000", "读书", kind="event_reminder")
    sent = [(asked["TemplateCode"], json.loads(asked["TemplateParam"])) for asked in service.asked]
    assert sent == [("SMS_3", said), ("SMS_2", {"text": "读书"}), ("SMS_2", {"text": "读书"})]


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("带水杯", "带水杯"),
        ("", "无"),
        ("  ", "无"),
        ("【通知】「读书」", "通知读书"),
        ("两行\n在一起", "两行 在一起"),
        ("主题党日", "无"),
        ("邻里调解", "无"),
        ("长" * 35, "长" * 35),
        ("长" * 36, "长" * 34 + "…"),
    ],
)
def test_a_variable_is_what_a_carrier_takes(text, variable):
    assert sms_variable(text, instead="无") == variable


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (200, "isv.BUSINESS_LIMIT_CONTROL", TryLater),
        (200, "isp.SYSTEM_ERROR", TryLater),
        (200, "isv.MOBILE_NUMBER_ILLEGAL", Undeliverable),
        (200, "isv.SMS_TEMPLATE_ILLEGAL", Undeliverable),
        (400, "Throttling.User", TryLater),
        (429, "Throttling", TryLater),
        (403, "InvalidAccessKeyId.NotFound", Undeliverable),
        (400, "MissingPhoneNumbers", Undeliverable),
        (500, "InternalError", TryLater),
        (503, "ServiceUnavailable", TryLater),
        (500, "SomethingNew", TryLater),
    ],
)
def test_each_refusal_is_for_now_or_for_good(service, status, code, kind):
    service.answer = (status, {"Code": code, "Message": "…", "RequestId": "1"})
    with pytest.raises(SendingFailed) as no:
        AliyunSender().send_code("+8613800138000", "123456", minutes=5)
    assert (type(no.value), no.value.code) == (kind, code)
    assert len(service.asked) == 1


def test_an_answer_that_is_no_json_is_tried_later(service):
    service.answer = (502, b"<html>bad gateway</html>")
    with pytest.raises(TryLater):
        AliyunSender().send_code("+8613800138000", "123456", minutes=5)


def test_a_service_that_does_not_answer_is_tried_later(service, monkeypatch):
    monkeypatch.setattr(AliyunSender, "READ_MS", 300)
    service.delay = 1.5
    with pytest.raises(TryLater):
        AliyunSender().send_code("+8613800138000", "123456", minutes=5)


def test_a_service_that_is_not_there_is_tried_later(service, settings):
    settings.ALIYUN_SMS = {**settings.ALIYUN_SMS, "endpoint": "127.0.0.1:9"}
    with pytest.raises(TryLater):
        AliyunSender().send_code("+8613800138000", "123456", minutes=5)


@pytest.mark.parametrize("answer", [(403, {"Code": "Forbidden", "Message": "…"}), (502, b"<html>")])
def test_no_failure_carries_the_number_the_code_or_the_keys(service, answer):
    service.answer = answer
    with pytest.raises(SendingFailed) as no:
        AliyunSender().send_code("+8613800138000", "123456", minutes=5)
    said = f"{no.value} {no.value.code} {no.value.args}"
    assert no.value.__cause__ is None
    assert no.value.__context__ is None
    assert not any(secret in said for secret in ("13800138000", "123456", "secret"))


def test_a_failing_service_says_the_same_to_known_and_unknown_numbers_at_the_entrance(service, settings, client, db):
    from tests.factories import UserFactory

    settings.SMS_SENDER = "accounts.sms.AliyunSender"
    UserFactory(phone="+8613800138000")
    service.answer = (200, {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "…", "RequestId": "1"})
    answers = [client.post("/accounts/login/", {"phone": phone}) for phone in ("13800138000", "13900139000")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/accounts/code/")] * 2
